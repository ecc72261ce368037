"""The ladder on the command line: batch urging, listing, delisting, the lists and what refusals say."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services.opening import open_office
from tests.cli.conftest import Ducha
from tests.complete import open_gates

LISTED = ("listed", "事由=工作难度大", "责任人=王强", "批准人=县长李明", "期限=12月20日前")


@pytest.fixture
def county(tmp_path: Path, ducha: Ducha) -> Path:
    folder = tmp_path / "云岭"
    assert ducha(folder, "init", "--county", "云岭县", "--level", "县")[0] == 0
    with open_office(folder, clock=FixedClock(date(2026, 11, 22))) as office:
        open_gates(office)
    for title in ("修桥", "修路"):
        number = ducha(folder, "add", f"事项={title}", "牵头单位=县交通局", "完成时限=2026-10-31")[1][
            "number"
        ]
        for action in ("approve", "assign", "sign"):
            status, row = ducha(folder, "do", number, action)
            assert status == 0
            number = row["number"]
    return folder


def numbers(document: dict[str, Any]) -> list[str]:
    return [row["number"] for row in document["rows"]]


def test_urging_many_is_one_act(county: Path, ducha: Ducha) -> None:
    status, ripe = ducha(county, "list", "--pressed", "to-urge")
    assert (status, ripe["total"]) == (0, 2)
    before = ducha(county, "digest")[1]["digest"]
    status, done = ducha(county, "do", "2026-1", "2026-2", "urge", "words=十日内报结果")
    assert status == 0
    assert [line["paper"] for line in done["papers"]] == ["催办〔2026〕1号", "催办〔2026〕2号"]
    assert ducha(county, "list", "--pressed", "待催办")[1]["total"] == 0
    assert ducha(county, "history")[1]["entries"][0]["words"] == "催办 2 项"
    assert ducha(county, "undo")[0] == 0
    assert ducha(county, "digest")[1]["digest"] == before
    again = ducha(county, "do", "2026-1", "催办")[1]
    assert again["papers"][0]["paper"] == "催办〔2026〕3号"
    assert again["escalations"][0]["word"] == "第 1 次催办"


def test_listing_and_delisting(county: Path, ducha: Ducha) -> None:
    status, done = ducha(county, "do", "2026-1", *LISTED)
    assert status == 0
    assert done["number"] == "督办〔2026〕1号"
    assert done["escalations"][0]["due"] == "2026-12-20"
    assert numbers(ducha(county, "list", "--pressed", "listed")[1]) == ["督办〔2026〕1号"]
    shown = ducha(county, "show", "2026-1")[1]
    assert shown["escalations"][0]["number"] == "挂牌〔2026〕1号"
    assert shown["papers"] == ["挂牌〔2026〕1号"]
    status, refused = ducha(county, "do", "2026-1", "delist")
    assert status == 2
    assert "摘牌须写明理由" in refused["error"]["message"]
    assert ducha(county, "do", "2026-1", "delist", "reason=整改到位", "by=县长李明")[0] == 0
    assert ducha(county, "list", "--pressed", "挂牌督办")[1]["total"] == 0
    status, refused = ducha(county, "do", "2026-1", "摘牌", "理由=再摘")
    assert (status, refused["error"]["code"]) == (1, "refused")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("2026-1", "accountability", "reason=拖", "approver=甲", "basis=乙"), 1, "之前要先有挂牌督办"),
        (("2026-1", "note-blue", "approver=甲"), 1, "须写明期限"),
        (("2026-1", "note-blue", "approver=甲", "due=说不清"), 2, "读不出期限"),
        (("2026-1", "note-blue", "approver=甲", "due=2026-12-01", "role=officer"), 1, "不能由督查员批准"),
        (("2026-1", "urge", "colour=red"), 2, "没有“colour”这一项"),
        (("2026-1", "urge", "on=昨天"), 2, "不是 2026-11-22 这样的日期"),
        (("2026-1", "urge", "words=一", "要求=二"), 2, "写了两次"),
        (("2026-1", "listed", "exempt=偷懒"), 2, "弄虚作假"),
        (("2026-1", "delist", "rung=没有"), 2, "没有“没有”这一级"),
        (("2026-9", "urge"), 1, "没有编号为"),
    ],
)
def test_refusals_are_sentences_and_change_nothing(
    county: Path, ducha: Ducha, words: tuple[str, ...], status: int, said: str
) -> None:
    before = ducha(county, "digest")[1]
    found, refused = ducha(county, "do", *words)
    assert found == status
    assert said in refused["error"]["message"]
    assert ducha(county, "digest")[1] == before


def test_actions_name_the_ladder(tmp_path: Path, ducha: Ducha) -> None:
    ladder = ducha(tmp_path / "没有", "actions")[1]["ladder"]
    assert [rung["action"] for rung in ladder][0::7] == ["urge", "accountability"]
    assert ladder[-1]["after"] == ["listed"]


def test_exempt_goes_straight_up(county: Path, ducha: Ducha) -> None:
    words = ("accountability", "exempt=弄虚作假", "approver=县长李明", "role=leader")
    status, done = ducha(county, "do", "2026-2", *words)
    assert status == 0
    (step,) = done["escalations"]
    assert "弄虚作假" in step["skipped"]
    assert "第二十一条" in step["basis"]
    assert not (tmp_files := list((county / "papers").glob("*"))), tmp_files
