"""What a clerk sets for this computer: fonts of papers, the second place of backups, the demonstration."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop.ui.operations import Door, Errand, Read, Task

if TYPE_CHECKING:
    from ducha_desktop.services.office import Office
    from ducha_desktop.services.office_fonts import FontView


@dataclass(frozen=True, slots=True)
class Place:
    """Where the ledger lies.

    Attributes:
        beside: where the data of a portable program lies; None where the program cannot be one.
        size: bytes of everything in the folder.
        demo: whether it is the demonstration county.
    """

    root: Path
    beside: Path | None
    size: int
    demo: bool


def place() -> Read[Place]:
    """Where the ledger lies, and what it is."""

    def work(door: Door, task: Task) -> Place:
        from ducha_desktop.runtime.paths import beside_program
        from ducha_desktop.services import demo_mark

        root = door.office.folder.root
        size = 0
        for path in root.rglob("*"):
            task.check()
            size += path.stat().st_size if path.is_file() else 0
        with door.office.read() as reader:
            return Place(root, beside_program(), size, demo_mark.is_demo(reader))

    return Read(work)


def fonts() -> "Read[Sequence[FontView]]":
    """The fonts papers are set in."""

    def work(door: Door, _task: Task) -> "Sequence[FontView]":
        from ducha_desktop.services import office_fonts

        return office_fonts.fonts(door.office.folder)

    return Read(work)


def choose_font(role: str, file: Path) -> "Errand[FontView]":
    """Set papers in an office's own font."""

    def work(door: Door, task: Task) -> "FontView":
        from ducha_desktop.services import office_fonts

        task.progress(0, 0, "正在检查字体…")
        return office_fonts.choose(door.office.folder, role, file)

    return Errand(work)


def reset_font(role: str) -> "Errand[FontView]":
    """Set papers in the bundled font again."""

    def work(door: Door, _task: Task) -> "FontView":
        from ducha_desktop.services import office_fonts

        return office_fonts.reset(door.office.folder, role)

    return Errand(work)


def accept_place(folder: Path) -> Errand[Path]:
    """Whether automatic backups may go there too; a refusal says why not."""

    def work(door: Door, _task: Task) -> Path:
        from ducha_desktop.services import backup_places

        return backup_places.accept(door.office, folder)

    return Errand(work)


def copy_to(folder: Path) -> Errand[None]:
    """A backup in the second place."""

    def work(door: Door, _task: Task) -> None:
        from ducha_desktop.services import backup_places

        backup_places.copy_to(door.office, folder, reason="auto")

    return Errand(work)


def carry(office: "Office", target: Path) -> Read[Path]:
    """Move the ledger beside the program; `office` is closed by it and must be nobody else's any more."""

    def work(_door: Door, task: Task) -> Path:
        from ducha_desktop.services import portable

        task.progress(0, 0, "正在复制并逐个核对…")
        return portable.carry(office, target)

    return Read(work)


def discard_demo(office: "Office") -> Read[Path]:
    """Move the demonstration aside; `office` is closed by it and must be nobody else's any more."""

    def work(_door: Door, task: Task) -> Path:
        from ducha_desktop.services import demo_mark

        task.progress(0, 0, "正在移走示例数据…")
        return demo_mark.discard(office)

    return Read(work)
