"""What screens ask the program for: things that concern every window, or need the office closed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Operation, settings
from ducha_desktop.ui.run import with_progress

if TYPE_CHECKING:
    from ducha_desktop.app.host import Host
    from ducha_desktop.services.office import Office


def _appearance(program: "Host", about: tuple[bool, int]) -> None:
    dark, scale = about
    program.window.set_appearance(dark, scale)


def _discard_demo(program: "Host", _about: object) -> None:
    _move(program, settings.discard_demo, heading="正在移走示例数据", then=partial(_discarded, program))


def _discarded(program: "Host", aside: Path) -> None:
    ask.toast(program.window, f"示例已移到“{aside}”，现在可以建立正式台账")
    program.begin()


def _carry(program: "Host", target: Path) -> None:
    def carrying(office: "Office") -> Operation[Path]:
        return settings.carry(office, target)

    _move(program, carrying, heading="正在搬到程序旁边", then=partial(_carried, program, target))


def _carried(program: "Host", target: Path, aside: Path) -> None:
    program.folder = target
    ask.toast(program.window, f"数据已搬到程序旁边；原来的文件夹改名为“{aside.name}”")
    program.open()


def _move(
    program: "Host",
    moving: "Callable[[Office], Operation[Path]]",
    *,
    heading: str,
    then: Callable[[Path], None],
) -> None:
    """Close the office and let `moving` move its folder; refused, the ledger is opened again."""
    office = program.give_up()
    if office is not None:
        with_progress(
            program.window,
            program.door,
            moving(office),
            heading=heading,
            then=then,
            refused=program.come_back,
        )


WISHES: dict[str, Callable[["Host", Any], None]] = {
    "appearance": _appearance,
    "backups": lambda program, _about: program.plan_backups(),
    "discard_demo": _discard_demo,
    "carry": _carry,
}
"""By the name a screen wishes it with (`Bus.wish`)."""
