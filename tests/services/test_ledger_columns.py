"""The columns of a ledger and the sums under it (七里河 2015: 1619 = 414 + 332 + 873)."""

from datetime import date
from decimal import Decimal

import pytest

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.fields import BY_KEY
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.services.ledger_columns import (
    LEDGER_KEYS,
    ColumnReader,
    chosen_columns,
    row_values,
)
from ducha_desktop.services.ledger_tally import LedgerTally
from ducha_desktop.services.views import MatterDetail, MatterRow

ALL_KEYS = (*LEDGER_KEYS, "light_reason", "updated")
DETAIL_KEYS = tuple(key for key in BY_KEY if key not in ALL_KEYS)


def line(**changes):
    values = {
        "uid": "u", "number": "督办〔2026〕1号", "title": "管网改造", "ledger": "民生实事", "source": "常务会",
        "state": "Q", "stage": Stage.OPEN, "light": Light.RED, "light_reason": "超期 2 天", "due": date(2026, 11, 20),
        "due_text": "11月20日前", "days_left": -2, "workdays_left": None, "liaison_leaders": ("刘建国", "马玥"),
        "responsible_leaders": (), "lead_unit": "县住建局", "co_units": ("县财政局",), "persons": ("李国强",),
        "progress_percent": 37.5, "updated": "2026-11-05T08:00:00+00:00",
    }  # fmt: skip
    return MatterRow(**values | changes)


def detail(row, **fields):
    return MatterDetail(row, fields, {}, (), (), (), (), (), (), ())


def shown(row, *keys):
    return dict(zip(keys, row_values(row, chosen_columns(keys)), strict=True))


def test_values_as_they_are_shown():
    found = shown(line(), *ALL_KEYS)
    assert found["due"] == date(2026, 11, 20)
    assert found["liaison_leaders"] == "刘建国、马玥"
    assert found["responsible_leaders"] == ""
    assert found["status"] == "承办中"
    assert (found["light"], found["days_left"], found["progress_percent"]) == ("红灯", -2, 0.375)
    assert (found["updated"], found["serial"]) == ("2026-11-05", None)


def test_what_is_not_there_stays_empty():
    row = line(
        due=None, due_text="长期坚持", light=Light.NONE, progress_percent=None, stage=Stage.CLOSED, state="?"
    )
    found = shown(row, *ALL_KEYS)
    assert found["due"] == "长期坚持"
    assert (found["light"], found["progress_percent"], found["days_left"]) == ("", None, None)
    assert found["status"] == "完成"


def test_column_by_column_is_the_same_as_row_by_row():
    rows = [line(number=f"督办〔2026〕{i}号", state="QXB"[i % 3]) for i in range(7)]
    wholes = [detail(row, target=f"目标{row.number}") for row in rows]
    for given, keys in ((rows, ALL_KEYS), (wholes, (*ALL_KEYS, "target", "phone"))):
        columns = chosen_columns(keys)
        by_column = ColumnReader(columns).rows(given)
        assert [list(values) for values in zip(*by_column, strict=True)] == [
            row_values(row, columns) for row in given
        ]


def test_detail_columns_need_whole_matters():
    columns = chosen_columns(DETAIL_KEYS)
    assert set(row_values(detail(line()), columns)) == {""}
    for take in (row_values, lambda row, chosen: ColumnReader(chosen).rows([row])):
        with pytest.raises(WrongUseError, match="全部内容"):
            take(line(), columns)
    with pytest.raises(WrongUseError, match="没有“电话簿”"):
        chosen_columns(("电话簿",))


def tally(**counts):
    made = LedgerTally()
    for name, n in counts.items():
        stage, _, light = name.partition("_")
        made.add_all([line(stage=Stage(stage), light=Light(light or "none"), ledger="甲")] * n)
    return made


def test_qilihe():
    made = tally(closed=414, closing=332, open_green=873)
    assert made.rows == made.total == 1619
    assert made.rate == Decimal("25.6")
    assert (
        made.sentence()
        == "合计 1619 项：完成 414 项，进入销号程序 332 项，在办 873 项（绿灯 873）。办结率 25.6%。"
    )


def test_drafts_and_cancelled_stand_apart_and_lights_are_those_of_open_matters():
    made = tally(closed_green=1, open_grey=1, open_red=2, open=1, draft=3, cancelled=4)
    made.add(detail(line(ledger="乙")))
    assert (made.rows, made.total) == (13, 6)
    assert sum(made.lights.values()) == made.stages[Stage.OPEN] == 5
    assert made.sentence() == (
        "合计 6 项：完成 1 项，进入销号程序 0 项，在办 5 项（红灯 3、灰灯 1、无灯 1）。办结率 16.7%。"
        "另有拟办 3 项、撤销 4 项，不计入合计。"
    )
    assert {name: each.rows for name, each in made.ledgers.items()} == {"甲": 12, "乙": 1}


@pytest.mark.parametrize(
    ("closed", "opened", "rate"), [(0, 0, "0.0"), (1, 15, "6.3"), (5, 3, "62.5"), (1, 1999, "0.1")]
)
def test_rate_is_rounded_half_up(closed, opened, rate):
    made = tally(closed=closed, open=opened)
    assert made.rate == Decimal(rate)
