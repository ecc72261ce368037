"""What a clerk typed into a form and did not save: kept, found again, thrown away.

A form whose deed was under way when the power went names the journal entry of that deed. Once the entry is
there, the form was saved: it is thrown away without a word, never offered a second time.
"""

from collections.abc import Mapping

from ducha_desktop.domain.identity import uuid7
from ducha_desktop.services.office import Office
from ducha_desktop.storage.unsaved import UnsavedForm

__all__ = ["UnsavedForm", "find", "forget", "keep", "left", "new_mark"]


def keep(office: Office, name: str, values: Mapping[str, str], entry: str = "") -> None:
    """Keep what stands in the form `name`, e.g. `matter.add` or `matter.edit/<uid>`; empty values keep nothing.

    Args:
        office: whose form it is.
        name: which form.
        values: what stands in it, by field key.
        entry: uid of the entry that is about to save it.
    """
    if any(values.values()):
        office.unsaved.keep(UnsavedForm(name, values, office.clock.wall_milliseconds(), entry))
    else:
        office.unsaved.forget(name)


def new_mark(office: Office) -> str:
    """The uid of an entry that is about to be written."""
    return uuid7(office.clock.wall_milliseconds(), office.bits)


def find(office: Office, name: str) -> UnsavedForm | None:
    """What was kept of the form, unless it was saved."""
    form = office.unsaved.find(name)
    return form if form is not None and _is_left(office, form) else None


def left(office: Office) -> list[UnsavedForm]:
    """Every form left without saving, the latest first."""
    return [form for form in office.unsaved.all() if _is_left(office, form)]


def forget(office: Office, name: str) -> None:
    """The form was saved or thrown away."""
    office.unsaved.forget(name)


def _is_left(office: Office, form: UnsavedForm) -> bool:
    if not form.entry or not office.holds(form.entry):
        return True
    office.unsaved.forget(form.name)
    return False
