"""Forms left without saving: kept while the clerk types, found again after a power cut."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ducha_desktop.ui.operations import Door, Errand, Task

if TYPE_CHECKING:
    from ducha_desktop.services.unsaved import UnsavedForm


def keep(name: str, values: Mapping[str, str], entry: str = "") -> Errand[None]:
    """Keep what stands in the form `name`; `entry` is the uid of the entry that is about to save it."""

    def work(door: Door, _task: Task) -> None:
        from ducha_desktop.services import unsaved

        unsaved.keep(door.office, name, values, entry)

    return Errand(work)


def forget(name: str) -> Errand[None]:
    """The form was saved or thrown away."""

    def work(door: Door, _task: Task) -> None:
        from ducha_desktop.services import unsaved

        unsaved.forget(door.office, name)

    return Errand(work)


def find(name: str) -> "Errand[UnsavedForm | None]":
    """What was kept of the form `name`."""

    def work(door: Door, _task: Task) -> "UnsavedForm | None":
        from ducha_desktop.services import unsaved

        return unsaved.find(door.office, name)

    return Errand(work)


def left() -> "Errand[Sequence[UnsavedForm]]":
    """Every form that was not saved, the latest first."""

    def work(door: Door, _task: Task) -> "Sequence[UnsavedForm]":
        from ducha_desktop.services import unsaved

        return unsaved.left(door.office)

    return Errand(work)
