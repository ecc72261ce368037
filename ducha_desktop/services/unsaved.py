"""What a clerk typed into a form and did not save: kept, found again, thrown away."""

from collections.abc import Mapping

from ducha_desktop.services.office import Office
from ducha_desktop.storage.unsaved import UnsavedForm

__all__ = ["UnsavedForm", "find", "forget", "keep", "left"]


def keep(office: Office, name: str, values: Mapping[str, str]) -> None:
    """Keep what stands in the form `name`, e.g. `matter.add` or `matter.edit/<uid>`; empty values keep nothing."""
    if any(values.values()):
        office.unsaved.keep(UnsavedForm(name, values, office.clock.wall_milliseconds()))
    else:
        office.unsaved.forget(name)


def find(office: Office, name: str) -> UnsavedForm | None:
    """What was kept of the form."""
    return office.unsaved.find(name)


def left(office: Office) -> list[UnsavedForm]:
    """Every form left without saving, the latest first."""
    return office.unsaved.all()


def forget(office: Office, name: str) -> None:
    """The form was saved or thrown away."""
    office.unsaved.forget(name)
