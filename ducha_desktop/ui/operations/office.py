"""The office behind the door: opening it, founding it, and what it is called."""

import random
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.vocabulary import OfficeRole
from ducha_desktop.runtime.clock import Clock
from ducha_desktop.runtime.paths import LOCK_NAME, PORTABLE_MARKER
from ducha_desktop.ui.operations import Door, Read, Task, Write, question

if TYPE_CHECKING:
    from ducha_desktop.services.office import Office, Reader
    from ducha_desktop.services.own_office import OfficeHead

DEMO_COUNTY, DEMO_USER = "云岭县", "王敏"
KEPT_ON_FAILURE = frozenset({"logs", LOCK_NAME, PORTABLE_MARKER})


@dataclass(frozen=True, slots=True)
class Founding:
    """The answers to the three questions of the first start."""

    county: str
    level: str
    role: OfficeRole
    office: str
    demo: bool


def head() -> "Read[OfficeHead]":
    """What the office is called."""

    def put(reader: "Reader") -> "OfficeHead":
        from ducha_desktop.services.own_office import own_office

        return own_office(reader)

    return question(put)


def open_folder(root: Path, clock: Clock) -> "Read[Office]":
    """Open an existing data folder; tells how far it is where lists and counts are made anew first."""

    def work(_door: Door, task: Task) -> "Office":
        from ducha_desktop.services.opening import open_office

        return open_office(root, clock=clock, watch=task.progress)

    return Read(work)


def why_not_writable() -> Write[str]:
    """Why nothing can be stored at present, as a sentence; empty when deeds are possible.

    Goes the way of the deeds, so that it never stands in the way of one.
    """

    def work(door: Door, _task: Task) -> tuple[str, Changes]:
        return _held_by_another(door.office.folder.lock), Changes()

    return Write(work)


def _held_by_another(lock: Path) -> str:
    import os

    from ducha_desktop.runtime.faults import LockedError, SurroundingsFault
    from ducha_desktop.runtime.lock import FolderLock

    try:
        with FolderLock(lock):
            return ""
    except LockedError as held:
        if held.pid == os.getpid():
            return ""
        since = f"（自 {held.since} 起）" if held.since else ""
        return f"另一个程序正在写这个台账{since}：现在可以查看和打印，但改动存不进去。关掉那个程序后，这里会自动恢复。"
    except (SurroundingsFault, OSError):
        return "数据文件夹现在不能写入：可以查看和打印，但改动存不进去。请检查磁盘是否已满、文件夹是否被设为只读。"


def found(root: Path, clock: Clock, answers: Founding) -> "Read[Office]":
    """Make a new data folder, empty or filled with the demonstration county."""

    def work(_door: Door, task: Task) -> "Office":
        task.progress(0, 0, "正在建立台账…")
        if answers.demo:
            return _found_demo(root, clock, task)
        from ducha_desktop.services.founding import found as found_office

        return found_office(
            root,
            county=answers.county,
            level=answers.level,
            role=answers.role,
            office=answers.office,
            # A department or township is asked for itself: its name is the office's and the unit's.
            unit="" if answers.role is OfficeRole.COUNTY else answers.office,
            clock=clock,
        )

    return Read(work)


def _found_demo(root: Path, clock: Clock, task: Task) -> "Office":
    """The demonstration county; given up halfway it leaves no folder behind."""
    import shutil

    from ducha_desktop.services.demo import build, demo_clock
    from ducha_desktop.services.founding import found as found_office

    today = clock.today()
    office = found_office(
        root,
        county=DEMO_COUNTY,
        clock=demo_clock(today),
        bits=_seeded(today),
        user=DEMO_USER,
    )
    try:
        build(office, scale=1, seed=1, today=today, progress=lambda words: task.progress(0, 0, words))
    except BaseException:
        office.close()
        for entry in root.iterdir():
            if entry.name not in KEPT_ON_FAILURE:
                shutil.rmtree(entry, ignore_errors=True) if entry.is_dir() else entry.unlink(missing_ok=True)
        raise
    office.clock = clock
    return office


def _seeded(today: date) -> random.Random:
    """The same county every day it is founded on, as `ducha demo` makes it."""
    return random.Random(f"ducha 1 1 {today}")  # noqa: S311 - repeatable, not secret


def warm_up() -> Read[None]:
    """Import what the first edit, the first card and the first import need, after the first paint."""

    def work(_door: Door, _task: Task) -> None:
        import importlib

        for module in _HEAVY:
            importlib.import_module(module)

    return Read(work)


_HEAVY = (
    "ducha_desktop.services.drafts",
    "ducha_desktop.services.papers",
    "ducha_desktop.services.matters",
    "ducha_desktop.services.pasting_cell",
    "ducha_desktop.services.pasting_writing",
    "ducha_desktop.services.acts",
    "ducha_desktop.services.detail",
    "ducha_desktop.services.history",
    "ducha_desktop.services.backups",
    "ducha_desktop.services.upkeep",
    "pypinyin",  # the first initials typed into a field of names
)
