"""Files kept with a matter: taking them in, opening a copy, saving it elsewhere, naming, classing, removing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.vocabulary import AttachmentKind
from ducha_desktop.ui.operations import Door, Errand, Read, Task, Write, deed

if TYPE_CHECKING:
    from ducha_desktop.services.attachments import Added
    from ducha_desktop.services.office import Office

_MEGABYTE = 1024 * 1024


def add(matter: str, paths: Sequence[Path]) -> "Write[Added]":
    """Take files in; while they are being read it can be broken off, and then nothing is left of them."""

    def work(door: Door, task: Task) -> "tuple[Added, Changes]":
        from ducha_desktop.services import attachments

        added = attachments.add(door.office, matter, paths, progress=_told(task))
        return added, added.changes

    return Write(work)


def open_copy(uid: str) -> Errand[Path]:
    """A read-only copy for the system's viewer."""

    def work(door: Door, task: Task) -> Path:
        from ducha_desktop.services import attachments_opening

        return attachments_opening.open_copy(door.office, uid, progress=_told(task))

    return Errand(work)


def save_as(uid: str, target: Path) -> Errand[Path]:
    """A copy of the clerk's own."""

    def work(door: Door, task: Task) -> Path:
        from ducha_desktop.services import attachments_opening

        return attachments_opening.save_as(door.office, uid, target, progress=_told(task))

    return Errand(work)


def rename(uid: str, name: str) -> Write[Changes]:
    """Give it another name."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import attachments

        return attachments.rename(office, uid, name)

    return deed(do)


def classify(uid: str, kind: AttachmentKind) -> Write[Changes]:
    """Say what it is for."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import attachments

        return attachments.classify(office, uid, kind)

    return deed(do)


def remove(uid: str) -> Write[Changes]:
    """Put it into the recycle bin."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import attachments

        return attachments.remove(office, uid)

    return deed(do)


def missing(digests: Sequence[str]) -> Read[frozenset[str]]:
    """Which of these contents are not in the data folder."""

    def work(door: Door, _task: Task) -> frozenset[str]:
        from ducha_desktop.services import attachments

        return attachments.missing(door.office, digests)

    return Read(work)


def _told(task: Task) -> Callable[[int, int, str], None]:
    """Progress for the task, in kilobytes: a progress bar counts in 32 bits."""

    def report(done: int, total: int, name: str) -> None:
        said = f"　{done / _MEGABYTE:,.0f} / {total / _MEGABYTE:,.0f} MB" if total > _MEGABYTE else ""
        task.progress(done // 1024, max(1, total // 1024), name + said)

    return report
