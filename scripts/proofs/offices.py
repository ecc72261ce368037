"""Offices to do harm to, and the questions every one of them must answer well afterwards."""

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ducha_desktop.domain.errors import DuchaError
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import matters
from ducha_desktop.services.founding import found
from ducha_desktop.services.office import Office
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage.container import open_container
from ducha_desktop.storage.integrity import check
from ducha_desktop.storage.shelf import list_backups
from proofs.proof import Found

TODAY = date(2026, 11, 22)
PARTS = {"lead_unit": "县发展和改革局", "co_units": "县财政局、县水利局", "due": "2026年12月31日"}
PARTS_ROWS = 3


def make_office(root: Path, *, matters_: int = 0) -> None:
    """Found an office with some matters, each entered on its own, and close it."""
    with found(root, county="云岭县", clock=FixedClock(TODAY)) as office:
        for number in range(matters_):
            enter(office, f"原有事项{number:04d}")


def enter(office: Office, title: str) -> str:
    """Enter a matter with three parts in one act; return its uid."""
    with office.write("matter.add", words=f"新增：{title}") as work:
        return matters.add(work, {"title": title, **PARTS}, ledger="年度重点工作").uid


def copy_of(base: Path, place: Path) -> Path:
    """A fresh copy of a closed data folder."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(base, place)
    return place


@dataclass(frozen=True)
class State:
    """What stands in an office after it was opened again."""

    titles: tuple[str, ...]
    parts: tuple[int, ...]
    actions: tuple[str, ...]


def state_of(root: Path, *, count: Found) -> State | None:
    """Open the office as the next morning does, and prove it whole; None when that failed."""
    try:
        with open_office(root, clock=FixedClock(TODAY)) as office:
            _ = office.engine
            with office.read() as reader:
                ask = reader.connection.execute
                rows = ask(
                    "SELECT m.title, (SELECT count(*) FROM assignment a WHERE a.matter_uid=m.uid AND a.deleted_at IS NULL)"
                    " FROM matter m WHERE m.deleted_at IS NULL ORDER BY m.id"
                ).fetchall()
                actions = tuple(row[0] for row in ask("SELECT action FROM entry ORDER BY seq"))
            for finding in check(office.folder, office.key):
                count.require(holds=False, fault=f"check: {finding.words}")
    except DuchaError as error:
        count.require(holds=False, fault=f"not opened: {error.message}")
        return None
    return State(tuple(row[0] for row in rows), tuple(row[1] for row in rows), actions)


def require_good_backups(root: Path, *, count: Found) -> int:
    """Every backup that shows under its name is whole to the last byte; return how many there are."""
    backups = list_backups(root / "backups")
    for backup in backups:
        try:
            open_container(backup.file).verify()
        except DuchaError as error:
            count.require(holds=False, fault=error.message)
    return len(backups)


def require_no_rests(root: Path, *, count: Found) -> None:
    """After the next start nothing half-written is left in the program's folders."""
    rests = [path.name for path in root.rglob(".*.tmp*") if path.parent.name != "backups"]
    count.require(holds=not rests, fault=f"rests {rests}")
