"""Stored lines on their way out: every column says what the view of the row says, remembered or not."""

from datetime import date
from typing import Any

import pytest

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, ledger, matters, wholes
from ducha_desktop.services.founding import found
from ducha_desktop.services.ledger_columns import LEDGER_KEYS, ColumnReader, chosen_columns, row_values
from ducha_desktop.services.ledger_lines import BESIDE, EXTRAS, stored_columns
from ducha_desktop.services.ledger_tally import LedgerTally
from ducha_desktop.services.office import Reader
from tests.complete import open_gates

TODAY = date(2026, 11, 22)
ALL = LedgerQuery()
KEYS = (
    *dict.fromkeys((*LEDGER_KEYS, *wholes.EXPORT_KEYS, "light_reason", "updated", "phone")),
    "extra.建设性质",
    "extra.没有的",
)
STEPS = (Action.APPROVE, Action.ASSIGN, Action.SIGN, Action.REPORT, Action.CLAIM_DONE)
DUES = ("2026-11-20", "2026-11-22", "2026-11-24", "2027-03-01", "长期坚持", "立行立改", "")


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("lines") / "台账"
    with found(folder, county="云岭县", clock=FixedClock(TODAY)) as office:
        open_gates(office)
        for n in range(21):
            with office.write("matter.add", words="新增") as work:
                values = {
                    "title": f"第{n}项",
                    "due": DUES[n % 7],
                    "lead_unit": ("县住建局", "县水务局、县交通局", "")[n % 3],
                    "co_units": "县财政局、县发改局" if n % 2 else "",
                    "responsible_leaders": "陆明、何㛃" if n % 5 else "",
                    "progress_percent": f"{n}%" if n % 4 else "",
                    "target": f"目标{n % 2}",
                }
                added = matters.add(work, {key: value for key, value in values.items() if value})
                added.extras = {"建设性质": f"新建{n}"} if n % 3 else {}
                uid = added.uid
            for action in STEPS[: n % 6]:
                with office.write("matter.act", words="办") as work:
                    acts.act(work, uid, action)
        with office.read() as found_reader:
            yield found_reader


@pytest.fixture(params=["now", "then"])
def day(reader: Reader, request: pytest.FixtureRequest) -> Any:
    if request.param == "now":
        yield reader
    else:
        with ledger.as_of(reader, TODAY) as then:
            yield then


@pytest.mark.parametrize("by", [1, 4, 21])
def test_every_column_is_that_of_the_view(day: Reader, by: int) -> None:
    lines = list(wholes.every_detail(day, ALL, keys=KEYS))
    assert [line.row for line in lines] == list(ledger.every(day, ALL))
    columns = chosen_columns(KEYS)
    read, shown = ColumnReader(columns), []
    for start in range(0, len(lines), by):
        part = lines[start : start + by]
        shown += [list(row) for row in zip(*read.lines(part, stored_columns(part)), strict=True)]
    assert shown == [row_values(line, columns) for line in lines]
    assert {values[KEYS.index("target")] for values in shown} == {"目标0", "目标1"}
    assert {values[KEYS.index("light")] for values in shown} == {"", "红灯", "黄灯", "绿灯"}
    assert [values[-2:] for values in shown] == [[f"新建{n}" if n % 3 else "", ""] for n in range(21)]


def test_sums_of_lines_are_those_of_their_views(day: Reader) -> None:
    lines = list(wholes.every_detail(day, ALL, keys=LEDGER_KEYS))
    by_line, by_row = LedgerTally(), LedgerTally()
    by_line.add_lines(lines, stored_columns(lines))
    by_row.add_all(lines)
    assert by_line == by_row
    assert by_line.rows == 21


def test_long_texts_are_read_when_a_column_needs_them(day: Reader) -> None:
    (short, *_), (whole, *_) = wholes.every_detail(day, ALL, keys=LEDGER_KEYS), wholes.every_detail(day, ALL)
    assert (short.fields, tuple(whole.fields)) == ({}, BESIDE)
    columns = chosen_columns(("number", "target"))
    assert len(whole.stored) == EXTRAS  # no extra words are read unless a column asks for them
    for take in (
        lambda: row_values(short, columns),
        lambda: ColumnReader(columns).lines([short], stored_columns([short])),
    ):
        with pytest.raises(WrongUseError, match="全部内容"):
            take()


@pytest.mark.parametrize("key", list(SortKey))
@pytest.mark.parametrize("descending", [False, True])
def test_all_orders_and_filters_are_those_of_the_window(day: Reader, key: SortKey, descending: bool) -> None:
    for query in (
        LedgerQuery(sort=key, descending=descending),
        LedgerQuery(sort=key, descending=descending, lights=(Light.RED.value,)),
    ):
        expected = [row.uid for row in ledger.page(day, query, limit=100)]
        assert [line.row.uid for line in wholes.every_detail(day, query)] == expected
        assert len(expected) > 1


def test_left_half_way_nothing_stays_open_or_changed(reader: Reader) -> None:
    before = reader.connection.execute("PRAGMA cache_size").fetchone()
    lines = wholes.every_detail(reader, ALL)
    next(lines)
    assert reader.connection.execute("PRAGMA cache_size").fetchone() == before
    lines.close()
    assert len(list(wholes.every_detail(reader, ALL))) == 21
