"""The office behind the door: opening it, founding it, and what it is called."""

from dataclasses import dataclass
from pathlib import Path

from ducha_desktop.domain.vocabulary import OfficeRole
from ducha_desktop.runtime.clock import Clock
from ducha_desktop.services.office import Office
from ducha_desktop.services.own_office import OfficeHead, own_office
from ducha_desktop.ui.operations import Door, Read, Task, question



@dataclass(frozen=True, slots=True)
class Founding:
    """The answers to the three questions of the first start."""

    county: str
    level: str
    role: OfficeRole
    office: str
    demo: bool


def head() -> Read[OfficeHead]:
    """What the office is called."""
    return question(own_office)


def open_folder(root: Path, clock: Clock) -> Read[Office]:
    """Open an existing data folder."""

    def work(_door: Door, _task: Task) -> Office:
        from ducha_desktop.services.office import open_office

        return open_office(root, clock=clock)

    return Read(work)


def found(root: Path, clock: Clock, answers: Founding) -> Read[Office]:
    """Make a new data folder, empty or filled with the demonstration county."""

    def work(_door: Door, task: Task) -> Office:
        task.progress(0, 0, "正在建立台账…")
        if answers.demo:
            from ducha_desktop.services.demo import found_demo

            return found_demo(root, clock=clock, progress=task.progress)
        from ducha_desktop.services.opening import found as found_office

        return found_office(
            root, county=answers.county, level=answers.level, role=answers.role, office=answers.office, clock=clock
        )

    return Read(work)


def warm_up() -> Read[None]:
    """Import what the first edit, the first card and the first import need, after the first paint."""

    def work(_door: Door, _task: Task) -> None:
        import importlib

        for module in _HEAVY:
            importlib.import_module(module)

    return Read(work)


_HEAVY = ("ducha_desktop.services.matters", "ducha_desktop.services.detail", "ducha_desktop.services.history")


