"""The office the journeys start from, and what is stored in a folder when the program has gone."""

from collections.abc import Sequence
from contextlib import contextmanager
from pathlib import Path

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import ledger, matters
from ducha_desktop.services.founding import found
from ducha_desktop.services.opening import open_office
from ducha_desktop.services.views import MatterRow
from ducha_desktop.storage.digest import digest
from tests.journeys import TODAY

MATTERS = 312


def title(number: int) -> str:
    """The title of the matter with that number, from 1."""
    return f"重点工作第{number}项"


def found_county(folder: Path) -> None:
    """An office with 312 matters of two units, entered in one act."""
    with found(folder, county="云岭县", clock=FixedClock(TODAY)) as office:
        with office.write("matter.add", words="登记") as work:
            for number in range(1, MATTERS + 1):
                lead = "县住建局" if number % 2 else "县交通局"
                values = {
                    "title": title(number), "lead_unit": lead, "responsible_leaders": "陈立群",
                    "liaison_leaders": "刘建国" if number % 52 else "吴德厚", "due": "2026-12-31",
                }  # fmt: skip
                matters.add(work, values)


@contextmanager
def opened(folder: Path):
    """The office of a folder, for looking into it or preparing it."""
    with open_office(folder, clock=FixedClock(TODAY)) as office:
        yield office


def rows(folder: Path, words: str = "") -> Sequence[MatterRow]:
    """What is stored."""
    with opened(folder) as office, office.read() as reader:
        return ledger.page(reader, LedgerQuery(search=words), offset=0, limit=1000)


def fingerprint(folder: Path) -> str:
    """One digest over everything stored."""
    with opened(folder) as office, office.read() as reader:
        return digest(reader.connection).digest
