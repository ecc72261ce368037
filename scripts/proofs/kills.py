"""kill -9 in the middle of what a clerk does: nothing acknowledged is lost, nothing is half done."""

import random
from pathlib import Path
from typing import Any

from ducha_desktop.cli.main import main as command
from ducha_desktop.domain.errors import DuchaError
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import backups, restoring
from ducha_desktop.services.founding import found
from ducha_desktop.services.history import undo
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage.shelf import list_backups
from proofs.killing import Acknowledge, Aim, run
from proofs.offices import (
    PARTS_ROWS,
    TODAY,
    copy_of,
    enter,
    make_office,
    require_good_backups,
    require_no_rests,
    state_of,
)
from proofs.proof import Found, Proof

_ENOUGH = 10_000
IMPORTED = 300


def work_editing(acknowledge: Acknowledge, root: Path, first: int) -> None:
    """Enter matters one by one; take every fifth back."""
    with open_office(root, clock=FixedClock(TODAY)) as office:
        for number in range(first, first + _ENOUGH):
            enter(office, f"新增事项{number:06d}")
            acknowledge(f"+{number:06d}")
            if number % 5 == 0:
                undo(office)
                acknowledge(f"-{number:06d}")


def edits(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """One office lives through all the kills."""
    result, root = Found(), scratch / "edits"
    make_office(root)
    there: dict[str, bool] = {}
    for cycle in range(cycles):
        result.cycles += 1
        heard = run(work_editing, root, cycle * _ENOUGH, kill_after=chance.uniform(0.0, 0.3), from_first=True)
        for word in heard.words:
            there[word[1:]] = word.startswith("+")
        result.counts["acknowledged"] += len(heard.words)
        state = state_of(root, count=result)
        if state is None:
            break
        _compare_edits(there, state.titles, last=heard.words[-1:], found=result)
        result.require(holds=set(state.parts) <= {PARTS_ROWS}, fault="a matter without all of its parts")
        require_no_rests(root, count=result)
        there = {title[-6:]: True for title in state.titles}
    return result


def _compare_edits(
    there: dict[str, bool], titles: tuple[str, ...], *, last: tuple[str, ...], found: Found
) -> None:
    """Nothing acknowledged is missing or back again; at most the one act in flight is there besides."""
    present = {title[-6:] for title in titles}
    lost = {number for number, stands in there.items() if stands and number not in present}
    back = {number for number, stands in there.items() if not stands and number in present}
    # The act in flight may have been committed without being heard: the undo of the last one entered.
    in_flight = {word[1:] for word in last if word.startswith("+") and int(word[1:]) % 5 == 0}
    unheard = present - set(there)
    found.counts["lost"] += len(lost - in_flight)
    found.counts["in flight kept"] += len(unheard) + len(lost & in_flight)
    found.require(holds=not lost - in_flight, fault=f"lost {sorted(lost - in_flight)}")
    found.require(holds=not back, fault=f"undone and back {sorted(back)}")
    found.require(holds=len(unheard) <= 1, fault=f"{len(unheard)} acts in flight")


def work_importing(acknowledge: Acknowledge, root: Path, file: Path) -> None:
    """`ducha import`, as the command line does it, its parse process included."""
    arguments = [
        "--data",
        str(root),
        "--today",
        TODAY.isoformat(),
        "import",
        str(file),
        "--ledger",
        "年度重点工作",
    ]
    if command([*arguments, "--json"]) == 0:
        acknowledge("imported")


def imports(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Each cycle on a fresh copy; afterwards all rows are there or none."""
    base, file = scratch / "import-base", scratch / "台账.xlsx"
    make_office(base, matters_=5)
    _write_workbook(file)
    whole = run(work_importing, copy_of(base, scratch / "import"), file, kill_after=None)
    if whole.words != ("imported",):
        return Found(faults=["the import did not succeed without a kill"])
    result, aim = Found(), Aim(chance, whole.seconds)
    for _ in range(cycles):
        result.cycles += 1
        root = copy_of(base, scratch / "import")
        heard = run(work_importing, root, file, kill_after=aim.moment())
        state = state_of(root, count=result)
        if state is None:
            continue
        new = len(state.titles) - 5
        aim.learn(done=bool(new))
        result.counts["all" if new else "none"] += 1
        result.counts["acknowledged"] += len(heard.words)
        result.require(holds=new in {0, IMPORTED}, fault=f"{new} of {IMPORTED} rows imported")
        result.require(holds=bool(new) or not heard.words, fault="an acknowledged import is lost")
        require_good_backups(root, count=result)
        require_no_rests(root, count=result)
    return result


def _write_workbook(file: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["序号", "工作任务", "牵头单位", "责任单位", "完成时限"])
    for number in range(IMPORTED):
        sheet.append(
            [number + 1, f"导入事项{number:06d}", "县教育局", "县财政局、县水利局", "2026年12月底前"]
        )
    book.save(file)


def work_backing_up(acknowledge: Acknowledge, root: Path) -> None:
    """A change and a backup, again and again."""
    with open_office(root, clock=FixedClock(TODAY)) as office:
        for number in range(_ENOUGH):
            enter(office, f"新增事项{number:06d}")
            acknowledge(backups.make(office, reason="auto").file.name)


def backing_up(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Every acknowledged backup is there and whole, and the next one can be made."""
    base, result = scratch / "backup-base", Found()
    make_office(base, matters_=20)
    for cycle in range(cycles):
        result.cycles += 1
        root = copy_of(base, scratch / "backup")
        heard = run(work_backing_up, root, kill_after=chance.uniform(0.0, 0.5), from_first=cycle % 2 == 0)
        result.counts["acknowledged"] += len(heard.words)
        names = {backup.file.name for backup in list_backups(root / "backups")}
        result.require(holds=set(heard.words) <= names, fault=f"lost {set(heard.words) - names}")
        result.counts["backups proved"] += require_good_backups(root, count=result)
        if state_of(root, count=result) is None:
            continue
        with open_office(root, clock=FixedClock(TODAY)) as office:
            backups.make(office)
        result.require(holds=not list((root / "backups").rglob(".*.tmp*")), fault="rests beside the backups")
    return result


def work_restoring(acknowledge: Acknowledge, root: Path, file: Path) -> None:
    """One restore."""
    restoring.restore(root, file, clock=FixedClock(TODAY))
    acknowledge("restored")


def restores(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Afterwards the ledger is the old one or the backup's, never a mixture, and a restore is recorded."""
    base = scratch / "restore-base"
    make_office(base, matters_=20)
    with open_office(base, clock=FixedClock(TODAY)) as office:
        file = backups.make(office).file
        for number in range(10):
            enter(office, f"备份之后{number}")
    name = file.name
    place = scratch / "restore"
    whole = run(work_restoring, copy_of(base, place), place / "backups" / name, kill_after=None).seconds
    result, aim = Found(), Aim(chance, whole)
    for _ in range(cycles):
        result.cycles += 1
        root = copy_of(base, place)
        heard = run(work_restoring, root, root / "backups" / name, kill_after=aim.moment())
        state = state_of(root, count=result)
        if state is None:
            continue
        new = len(state.titles) == 20
        aim.learn(done=new)
        result.counts["new" if new else "old"] += 1
        result.require(holds=len(state.titles) in {20, 30}, fault=f"{len(state.titles)} matters")
        result.require(holds=new or not heard.words, fault="an acknowledged restore is lost")
        recorded = "backup.restore" in state.actions
        result.require(holds=recorded == new, fault="a restore and its journal entry do not go together")
        require_good_backups(root, count=result)
        require_no_rests(root, count=result)
    return result


def work_founding(acknowledge: Acknowledge, root: Path) -> None:
    """The first start."""
    with found(root, county="云岭县", clock=FixedClock(TODAY)):
        acknowledge("founded")


def foundings(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Afterwards there is an office, or the same command founds one."""
    result = Found()
    aim = Aim(chance, run(work_founding, scratch / "founding", kill_after=None).seconds)
    for cycle in range(cycles):
        result.cycles += 1
        root = scratch / f"founding{cycle}"
        heard = run(work_founding, root, kill_after=aim.moment())
        there = _opens(root)
        aim.learn(done=there)
        result.counts["there" if there else "founded anew"] += 1
        result.require(holds=there or not heard.words, fault="an acknowledged office is lost")
        if not there:
            run(work_founding, root, kill_after=None)
        state_of(root, count=result)
    return result


def _opens(root: Path) -> bool:
    try:
        open_office(root, clock=FixedClock(TODAY)).close()
    except DuchaError:
        return False
    return True


def work_exporting(acknowledge: Acknowledge, root: Path, file: Path) -> None:
    """`ducha export` over an existing workbook."""
    if (
        command(["--data", str(root), "--today", TODAY.isoformat(), "export", "--out", str(file), "--json"])
        == 0
    ):
        acknowledge("exported")


def exports(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Afterwards the old workbook stands there, or the new one, whole."""
    root, file = scratch / "export", scratch / "导出.xlsx"
    make_office(root, matters_=30)
    old = b"the old workbook" * 100
    aim = Aim(chance, run(work_exporting, root, file, kill_after=None).seconds)
    result = Found()
    for _ in range(cycles):
        result.cycles += 1
        file.write_bytes(old)
        heard = run(work_exporting, root, file, kill_after=aim.moment())
        new = file.read_bytes() != old
        aim.learn(done=new)
        result.counts["new" if new else "old"] += 1
        result.require(holds=new or not heard.words, fault="an acknowledged workbook is missing")
        if new:
            result.require(holds=_rows(file) >= 30, fault="a half workbook")
    return result


def _rows(file: Path) -> int:
    from openpyxl import load_workbook

    try:
        book: Any = load_workbook(file)
    except Exception:  # noqa: BLE001 - any error of the reader means a workbook that is not whole
        return 0
    return max(int(sheet.max_row) for sheet in book.worksheets)


PROOFS = (
    Proof(
        "kill-edits",
        "kill -9 while entering and undoing: nothing acknowledged lost, no act by halves",
        100,
        edits,
    ),
    Proof("kill-import", "kill -9 during an import: all rows or none", 100, imports),
    Proof("kill-backup", "kill -9 while backing up: every backup that shows is whole", 100, backing_up),
    Proof("kill-restore", "kill -9 during a restore: the old ledger or the backup's", 100, restores),
    Proof(
        "kill-founding",
        "kill -9 during the first start: an office, or the same command makes one",
        100,
        foundings,
    ),
    Proof("kill-export", "kill -9 during an export: the old workbook or the new one", 100, exports),
)
