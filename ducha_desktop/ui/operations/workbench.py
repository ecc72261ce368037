"""Questions of the workbench."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import workbench
from ducha_desktop.services.workbench import Desk
from ducha_desktop.ui.operations import Door, Read, Task, question

if TYPE_CHECKING:
    from ducha_desktop.services.office import Reader
    from ducha_desktop.services.workbench_pictures import Pictures


def desk(seen: int) -> Read[Desk]:
    """Every number at one moment; `seen` is the journal entry of the last visit, 0 where not known."""
    return question(lambda reader: workbench.desk(reader, seen=seen))


def pictures() -> "Read[Pictures]":
    """The figures of the pictures; slower than the numbers, so a question of its own."""

    def put(reader: "Reader") -> "Pictures":
        from ducha_desktop.services import workbench_pictures

        return workbench_pictures.pictures(reader)

    return question(put)


def numbers(query: LedgerQuery, *, most: int) -> Read[Sequence[str]]:
    """The numbers of the matters of a list, at most `most` and one more."""

    def put(reader: "Reader") -> Sequence[str]:
        from ducha_desktop.services import ledger

        return [row.number for row in ledger.page(reader, query, limit=most + 1)]

    return question(put)


def is_demo() -> Read[bool]:
    """Whether the ledger is the demonstration county."""

    def put(reader: "Reader") -> bool:
        from ducha_desktop.services import demo_mark

        return demo_mark.is_demo(reader)

    return question(put)


def stale_backup() -> Read[str]:
    """What is wrong with the backups, as a sentence; empty when nothing is."""

    def work(door: Door, _task: Task) -> str:
        from ducha_desktop.services.backup_age import staleness

        return staleness(door.office)

    return Read(work)
