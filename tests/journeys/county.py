"""The office the journeys start from, and what is stored in a folder when the program has gone."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import ledger, matters
from ducha_desktop.services.founding import found
from ducha_desktop.services.office import Office
from ducha_desktop.services.opening import open_office
from ducha_desktop.services.views import MatterRow
from ducha_desktop.storage.digest import digest
from tests.complete import WHOLE
from tests.journeys import TODAY

MATTERS = 312


def title(number: int) -> str:
    """The title of the matter with that number, from 1."""
    return f"重点工作第{number}项"


def found_county(folder: Path) -> None:
    """An office with 312 matters of two units, entered in one act."""
    made = found(folder, county="云岭县", clock=FixedClock(TODAY))
    with made as office, office.write("matter.add", words="登记") as work:
        for number in range(1, MATTERS + 1):
            lead = "县住建局" if number % 2 else "县交通局"
            values = WHOLE | {
                "title": title(number), "lead_unit": lead, "responsible_leaders": "陈立群",
                "liaison_leaders": "刘建国" if number % 52 else "吴德厚", "due": "2026-12-31",
            }  # fmt: skip
            matters.add(work, values)


def found_empty(folder: Path) -> None:
    """An office without a matter."""
    found(folder, county="云岭县", clock=FixedClock(TODAY)).close()


def enter(folder: Path, values: Mapping[str, str]) -> None:
    """One more matter."""
    with opened(folder) as office, office.write("matter.add", words="登记") as work:
        matters.add(work, values)


def write_workbook(path: Path) -> None:
    """What another office sends: 312 matters under a title and a heading."""
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["云岭县2026年重点工作"])
    sheet.append(["序号", "工作任务", "牵头单位", "责任领导", "完成时限"])
    for number in range(1, MATTERS + 1):
        lead = "县住建局" if number % 2 else "县交通局"
        sheet.append([number, title(number), lead, "陈立群", "2026年12月底前"])
    book.save(path)
    book.close()


@contextmanager
def opened(folder: Path) -> Iterator[Office]:
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
