"""Backups: listing, making, previewing and restoring; check and audit."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.runtime.clock import Clock
from ducha_desktop.ui.operations import CancelledError, Door, Read, Task, Write

if TYPE_CHECKING:
    from ducha_desktop.services.backups import BackupView, RestorePreview
    from ducha_desktop.services.restoring import Restored
    from ducha_desktop.services.upkeep import CheckResult


@dataclass(frozen=True, slots=True)
class AuditResult:
    """The chain of the journal: whether it holds, how long it is, and where it breaks."""

    ok: bool
    entries: int
    first_bad: int | None


def listed() -> "Read[Sequence[BackupView]]":
    """The backups of the data folder, newest first."""

    def work(door: Door, _task: Task) -> "Sequence[BackupView]":
        from ducha_desktop.services.backups import list_backups

        if not door.leads_somewhere:  # a backup is being restored: every screen reads afresh after it
            raise CancelledError
        return list_backups(door.office.folder.backups)

    return Read(work)


def make(to: Path | None = None, passphrase: str | None = None) -> "Read[BackupView]":
    """A verified backup; it reads only, so the clerk can go on working."""

    def work(door: Door, task: Task) -> "BackupView":
        from ducha_desktop.services import backups

        task.progress(0, 0, "正在复制并核验…")
        return backups.make(door.office, to=to, passphrase=passphrase)

    return Read(work)


def make_if_changed(reason: str) -> "Read[BackupView | None]":
    """A backup unless the newest one holds the same."""

    def work(door: Door, _task: Task) -> "BackupView | None":
        from ducha_desktop.services import backups

        return backups.make_if_changed(door.office, reason=reason)

    return Read(work)


def make_at_exit() -> "Write[BackupView | None]":
    """The last backup of the day; it waits for the deeds that are under way."""

    def work(door: Door, task: Task) -> "tuple[BackupView | None, Changes]":
        from ducha_desktop.services import backups

        task.progress(0, 0, "正在写完并备份，好了会自动关闭…")
        return backups.make_if_changed(door.office, reason="exit"), Changes()

    return Write(work)


def needs_passphrase(to: Path) -> Read[bool]:
    """Whether a backup to that folder must be locked with a passphrase."""

    def work(door: Door, _task: Task) -> bool:
        from ducha_desktop.services import backups

        return backups.needs_passphrase(door.office, to)

    return Read(work)


def preview(file: Path) -> "Read[RestorePreview]":
    """What restoring a backup would bring and lose."""

    def work(door: Door, task: Task) -> "RestorePreview":
        from ducha_desktop.services import backups

        task.progress(0, 0, "正在核验备份…")
        return backups.preview(door.office, file)

    return Read(work)


def restore(root: Path, file: Path, clock: Clock) -> "Read[Restored]":
    """Replace the ledger by a backup; the office must be closed in this process."""

    def work(_door: Door, task: Task) -> "Restored":
        from ducha_desktop.services import restoring

        task.progress(0, 0, "正在恢复…")
        return restoring.restore(root, file, clock=clock)

    return Read(work)


def check() -> "Read[CheckResult]":
    """Look at everything the office keeps."""

    def work(door: Door, task: Task) -> "CheckResult":
        from ducha_desktop.services import upkeep

        task.progress(0, 0, "正在检查数据库、附件和搜索索引…")
        return upkeep.check(door.office)

    return Read(work)


def audit() -> Read[AuditResult]:
    """Walk the chain of the journal."""

    def work(door: Door, task: Task) -> AuditResult:
        from ducha_desktop.services import upkeep

        task.progress(0, 0, "正在逐条核对操作记录…")
        verdict = upkeep.audit_verify(door.office)
        return AuditResult(verdict.ok, verdict.entries, verdict.first_bad)

    return Read(work)
