"""A disk that fills up while a clerk works: refused plainly, nothing acknowledged lost, works again after."""

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ducha_desktop.domain.errors import DuchaError, SurroundingsError
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import backups
from ducha_desktop.services.office import Office
from ducha_desktop.services.opening import open_office
from proofs.offices import PARTS_ROWS, TODAY, enter, make_office, require_no_rests, state_of
from proofs.proof import Found, Proof

_MEGABYTES = 3
_PATIENCE = 3000


def full_disk(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Each cycle leaves less room than the work needs; then the ballast goes and the work goes on."""
    with _small_disk(scratch / "disk") as disk:
        if disk is None:
            return _limited_pages(scratch, cycles, chance)
        root, result = disk / "office", Found()
        make_office(root)
        there: set[str] = set()
        for cycle in range(cycles):
            result.cycles += 1
            ballast = disk / "ballast"
            ballast.write_bytes(
                bytes(
                    max(
                        0,
                        _free(disk)
                        - chance.choice((0, 1, chance.randrange(700_000), chance.randrange(1_400_000))),
                    )
                )
            )
            there |= _work_until_full(root, cycle, result)
            _read_or_refuse(root, result)
            ballast.unlink()
            state = state_of(root, count=result)
            _compare(there, state.titles if state else (), result)
            require_no_rests(root, count=result)
            _require_working_again(root, cycle, there, result)
            if _free(disk) < 1_000_000:
                break
        return result


def _work_until_full(root: Path, cycle: int, result: Found) -> set[str]:
    """Enter matters and back up until the disk refuses; return what was acknowledged."""
    done: set[str] = set()
    try:
        with open_office(root, clock=FixedClock(TODAY)) as office:
            for number in range(_PATIENCE):
                title = f"满盘{cycle:03d}-{number:04d}"
                enter(office, title)
                done.add(title)
                if number % 7 == 3:
                    backups.make(office)
    except DuchaError as error:
        result.counts["refused"] += 1
        plain = isinstance(error, SurroundingsError) and ("磁盘" in error.message)
        result.require(holds=plain, fault=f"not said plainly: {type(error).__name__} {error.message}")
    else:
        result.require(holds=False, fault="the disk never filled up")
    result.counts["acknowledged"] += len(done)
    return done


def _read_or_refuse(root: Path, result: Found) -> None:
    """On the full disk the ledger can still be read; with not one page left it is refused plainly."""
    try:
        with open_office(root, clock=FixedClock(TODAY)) as office, office.read() as reader:
            reader.connection.execute("SELECT title FROM ledger_row").fetchall()
            result.counts["read while full"] += 1
    except SurroundingsError as error:
        result.counts["not one page left"] += 1
        result.require(holds="磁盘" in error.message, fault=f"not said plainly: {error.message}")


def _compare(there: set[str], titles: tuple[str, ...], result: Found) -> None:
    lost = there - set(titles)
    result.counts["lost"] += len(lost)
    result.require(holds=not lost, fault=f"lost {sorted(lost)[:5]}")
    there |= set(titles)


def _require_working_again(root: Path, cycle: int, there: set[str], result: Found) -> None:
    try:
        with open_office(root, clock=FixedClock(TODAY)) as office:
            title = f"腾出空间之后{cycle:03d}"
            enter(office, title)
            there.add(title)
    except DuchaError as error:
        result.require(holds=False, fault=f"does not work again: {error.message}")


def _free(disk: Path) -> int:
    found = os.statvfs(disk)
    return found.f_bavail * found.f_frsize


@contextmanager
def _small_disk(place: Path) -> Iterator[Path | None]:
    """A file system of 3 MB, where this user may mount one."""
    place.mkdir()
    if sys.platform == "win32" or os.geteuid() != 0:
        yield None
        return
    command = ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "none", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        yield place
    finally:
        subprocess.run(["umount", str(place)], check=True)


def _limited_pages(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Where no small disk can be mounted: SQLite itself refuses to grow."""
    root, result = scratch / "office", Found()
    make_office(root)
    there: set[str] = set()
    for cycle in range(cycles):
        result.cycles += 1
        with open_office(root, clock=FixedClock(TODAY)) as office:
            _limit(office, chance.randrange(1, 60))
            for number in range(_PATIENCE):
                try:
                    enter(office, f"满盘{cycle:03d}-{number:04d}")
                except SurroundingsError:
                    result.counts["refused"] += 1
                    break
                there.add(f"满盘{cycle:03d}-{number:04d}")
        state = state_of(root, count=result)
        _compare(there, state.titles if state else (), result)
        result.require(holds=state is None or set(state.parts) <= {PARTS_ROWS}, fault="a matter by halves")
    result.counts["acknowledged"] = len(there)
    return result


def _limit(office: Office, pages: int) -> None:
    with office.transaction() as work:
        raw = work.raw
    present = raw.execute("PRAGMA page_count").fetchone()[0]
    raw.execute(f"PRAGMA max_page_count={present + pages}").fetchall()


PROOFS = (Proof("full-disk", "a full disk refuses plainly and loses nothing", 40, full_disk),)
