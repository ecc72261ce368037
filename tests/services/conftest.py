"""A real office on real files, with a fixed business date."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.exchange.reader import load, read_ledger
from ducha_desktop.exchange.worker import Parser
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import extra_names, intake_writing, ledger
from ducha_desktop.services.detail import detail
from ducha_desktop.services.drafts import IntakeOptions, IntakePlan, IntakeResult, OnDuplicate
from ducha_desktop.services.founding import found
from ducha_desktop.services.intake import plan
from ducha_desktop.services.office import Office
from ducha_desktop.services.opening import open_office
from ducha_desktop.services.views import MatterDetail, MatterRow
from ducha_desktop.storage.connection import connect
from ducha_desktop.storage.derived_check import unlike
from ducha_desktop.storage.digest import Digest, digest

TODAY = date(2026, 11, 22)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(TODAY)


@pytest.fixture
def office(tmp_path: Path, clock: FixedClock) -> Iterator[Office]:
    with found(tmp_path / "台账 数据", county="云岭县", clock=clock) as made:
        yield made


HEAD = ["序号", "工作事项", "责任单位", "完成时限"]
Bring = Callable[..., IntakeResult]
ALL = LedgerQuery()


def rows(office: Office, query: LedgerQuery = ALL) -> list[MatterRow]:
    with office.read() as reader:
        return list(ledger.every(reader, query))


def shown(office: Office, title: str) -> MatterDetail:
    (row,) = (row for row in rows(office) if row.title == title)
    with office.read() as reader:
        return detail(reader, row.uid)


def fingerprint(office: Office) -> Digest:
    """Two equal ones: nothing was written in between."""
    with office.read() as reader:
        return digest(reader.connection)


def in_step(office: Office) -> bool:
    """Whether rows, counts and search index are what the business tables make of them."""
    connection = connect(office.folder.database, office.database_key, read_only=True)
    try:
        return unlike(connection) == []
    finally:
        connection.close()


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as running:
        yield running


@pytest.fixture
def county(demo: Path) -> Iterator[Office]:
    with open_office(demo, clock=FixedClock(TODAY)) as opened:
        yield opened


@pytest.fixture
def back(county: Office, parser: Parser) -> Callable[..., tuple[IntakeResult, IntakePlan]]:
    def run(path: Path, **options: Any) -> tuple[IntakeResult, IntakePlan]:
        with county.read() as reader:
            source = read_ledger(path, book=load(path, parser=parser), extras=extra_names.all_names(reader))
            judged = plan(reader, source, IntakeOptions(on_duplicate=OnDuplicate.UPDATE, **options))
        return intake_writing.commit(county, judged)[0], judged

    return run


@pytest.fixture
def sheet(tmp_path: Path) -> Callable[..., Path]:
    def write(
        *rows: list[Any], head: list[str] | None = None, name: str = "台账.xlsx", title: str = ""
    ) -> Path:
        book = openpyxl.Workbook()
        page = book.active
        assert page is not None
        page.title = "台账"
        if title:
            page.append([title])
        for row in (HEAD if head is None else head, *rows):
            page.append(row)
        book.save(tmp_path / name)
        book.close()
        return tmp_path / name

    return write


@pytest.fixture
def bring(office: Office, parser: Parser) -> Bring:
    """Import a workbook as the command line does; the counts must always reconcile."""

    def run(
        path: Path, *, write: bool = True, mapping: dict[str, str] | None = None, **options: Any
    ) -> IntakeResult:
        source = read_ledger(path, mapping=mapping, book=load(path, parser=parser))
        with office.read() as reader:
            judged = plan(reader, source, IntakeOptions(**options))
        result = intake_writing.commit(office, judged)[0] if write else intake_writing.counted(judged)
        assert result.rows_read == result.drafts + result.updated + result.skipped + result.refused
        return result

    return run
