"""Many cells at once: what a change of them would do, and doing it in one journal entry."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.replacing import Replacement
from ducha_desktop.ui.operations import Door, Errand, Read, Task, Write, question

if TYPE_CHECKING:
    from ducha_desktop.domain.workdays import Calendar
    from ducha_desktop.services.office import Reader
    from ducha_desktop.services.pasting import CellPlan, Wanted
    from ducha_desktop.services.pasting_cell import CellJudge
    from ducha_desktop.services.replacing import Hits

T = TypeVar("T")


def prepared(make: Callable[[Callable[[], None]], T]) -> Read[T]:
    """Make something large out of rows at hand; `make` is given what breaks it off when it is not wanted."""
    return Read(lambda _door, task: make(task.check))


def plan(wanted: "Callable[[], Sequence[Wanted]]") -> "Read[CellPlan]":
    """Judge new words for many cells; nothing is written. `wanted` is made out by the worker."""

    def work(door: Door, task: Task) -> "CellPlan":
        from ducha_desktop.services import pasting

        with door.office.read() as reader:
            return pasting.plan(
                reader, wanted(), progress=lambda done, total: task.progress(done, total, "正在核对…")
            )

    return Read(work)


def found(
    query: LedgerQuery,
    replacement: Replacement,
    *,
    keys: Sequence[str] = (),
    uids: Sequence[str] | None = None,
) -> "Read[Hits]":
    """Look for words in the cells of a list, and what they would say with others in their place."""

    def work(door: Door, task: Task) -> "Hits":
        from ducha_desktop.services import replacing

        with door.office.read() as reader:
            return replacing.find(
                reader,
                query,
                replacement,
                keys=keys,
                uids=uids,
                progress=lambda done, total: task.progress(done, total, "正在查找…"),
            )

    return Read(work)


def write(
    edits: "Sequence[Wanted]", fresh: "Sequence[Wanted]" = (), *, words: str, ledger: str = ""
) -> Write[list[str]]:
    """Write judged cells; the result is the uids of new matters."""

    def work(door: Door, task: Task) -> tuple[list[str], Changes]:
        from ducha_desktop.services.pasting_writing import write_cells

        task.progress(0, 0, "正在写入…")
        with door.office.write("matter.cells", words=words) as unit:
            made = write_cells(unit, edits, fresh, ledger=ledger)
        return made, unit.changes

    return Write(work)


def judge() -> "Read[CellJudge]":
    """The register at hand, for what is typed into single cells."""

    def put(reader: "Reader") -> "CellJudge":
        from ducha_desktop.services.pasting_cell import cell_judge

        return cell_judge(reader)

    return question(put)


def calendar() -> "Read[Calendar]":
    """The working days of the office."""
    return question(lambda reader: reader.calendar)


def settled() -> Errand[None]:
    """Answers when every deed asked for before it is on the disk."""
    return Errand(lambda _door, _task: None)
