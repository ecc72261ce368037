"""The wall chart read back: every word on paper, pages numbered, headings repeated, bars told apart without colour."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from ducha_desktop.documents.run_chart import render_run_chart
from ducha_desktop.documents.run_chart_time import MOST_MONTHS, scale_over
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.pace import Pace
from ducha_desktop.domain.vocabulary import NodeStanding
from ducha_desktop.services.run_chart import RunChart, RunGroup, RunLine, RunNode
from ducha_desktop.typeset.raster import page_count, page_size, render
from ducha_desktop.typeset.readback import all_text

TODAY = date(2026, 11, 22)
STANDINGS = (
    NodeStanding.DONE,
    NodeStanding.DONE_LATE,
    NodeStanding.LATE,
    NodeStanding.EXPECTED,
    NodeStanding.WAITING,
)


def node(i: int, standing: NodeStanding, **changes: object) -> RunNode:
    start = date(2026, 2, 1) + timedelta(days=i * 50)
    due = start + timedelta(days=40)
    done = due + timedelta(days=9) if standing is NodeStanding.DONE_LATE else due
    values = {
        "name": f"节点{i}",
        "start": start,
        "due": due,
        "begun_on": None,
        "done_on": done if standing in (NodeStanding.DONE, NodeStanding.DONE_LATE) else None,
        "standing": standing,
        "length": "41天",
        "critical": i == 3,
    }
    return RunNode(**values | changes)


def line(i: int, **changes: object) -> RunLine:
    values = {
        "uid": f"u{i}",
        "number": f"督办〔2026〕{i}号",
        "what": f"第{i}项老旧小区雨污分流管网改造",
        "goal": "管网改造12公里并通水",
        "how": "1.专班驻场推进，每周调度；2.资金按节点拨付。",
        "who": (("牵头", "县住建局"), ("责任领导", "陈立群"), ("责任人", "李国强")),
        "when": "12月20日前",
        "start": date(2026, 1, 20),
        "due": date(2026, 12, 20),
        "closed_on": None,
        "state": "承办中",
        "late": False,
        "pace": Pace(80.0, 62.0),
        "nodes": tuple(node(n, standing) for n, standing in enumerate(STANDINGS)),
    }
    return RunLine(**values | changes)


def chart(*groups: RunGroup) -> RunChart:
    return RunChart("云岭县重点工作“四个干”运行图", "县委督查室", TODAY, groups)


PLAN = chart(
    *(
        RunGroup(f"目标{g}", tuple(line(g * 10 + i) for i in range(1, 5 if g <= 11 else 4)))
        for g in range(1, 39)
    )
)


def run(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("paper", ["A3", "A4"])
def test_38_targets_and_125_works_on_readable_pages(paper: str) -> None:
    pdf, pages = render_run_chart(PLAN, paper=paper)
    assert pages == page_count(pdf)
    assert pages <= {"A3": 22, "A4": 32}[paper]
    width, height = page_size(pdf, 0)
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == {"A3": (420, 297), "A4": (297, 210)}[
        paper
    ]
    texts = [run(text) for text in all_text(pdf)]
    for place, text in enumerate(texts, start=1):
        assert f"第{place}页共{pages}页" in text
        for word in ("干什么", "怎么干", "谁来干", "何时干成", "2026年", "逾期未完成", "今天"):
            assert word in text, (place, word)
    whole = "".join(texts)
    assert "三十八、目标38共3项" in whole
    for group in PLAN.groups:
        for each in group.lines:
            assert each.number in whole
    assert whole.count("县住建局") == 125
    assert "38项目标，125项工作；节点625个，已完成250个，逾期125个" in texts[0]


def test_equal_charts_give_equal_bytes() -> None:
    assert render_run_chart(PLAN)[0] == render_run_chart(PLAN)[0]
    other = replace(PLAN, on=TODAY + timedelta(days=1))
    assert render_run_chart(other)[0] != render_run_chart(PLAN)[0]


def test_a_single_work_says_from_when_to_when_and_how_long() -> None:
    pdf, pages = render_run_chart(chart(RunGroup("", (line(1),))), paper="A3")
    text = run("".join(all_text(pdf)))
    assert pages == 1
    assert "节点02.1—3.1341天3.13完成" in text
    assert "节点13.23—5.241天5.11完成（逾期）" in text
    assert "节点25.12—6.2141天逾期154天" in text
    assert "关键" in text


def test_a_heading_never_stands_last_on_a_page() -> None:
    pdf, _ = render_run_chart(PLAN, paper="A4")
    for page in range(page_count(pdf)):
        text = run(all_text(pdf)[page])
        last = max(text.rfind(f"目标{g}共") for g in range(1, 39))
        if last >= 0:
            assert "督办〔2026〕" in text[last:], page


def test_long_words_go_on_over_the_page_and_nothing_is_cut_off() -> None:
    long = "".join(f"第{i}条措施要写得很长很长；" for i in range(900))
    many = tuple(node(0, NodeStanding.WAITING, name=f"第{i}步") for i in range(90))
    pdf, pages = render_run_chart(
        chart(RunGroup("目标", (line(1, how=long, nodes=many), line(2)))), paper="A4"
    )
    text = run("".join(all_text(pdf)))
    assert pages > 2
    for i in (0, 450, 899):
        assert f"第{i}条措施" in text
    for i in range(90):
        assert f"第{i}步" in text
    assert "（续）" in text


def test_bars_differ_in_black_and_white() -> None:
    """Grey values and hatching along the middle of each kind of bar."""
    kinds = {}
    for standing in STANDINGS:
        only = node(0, standing, name="", length="")
        pdf, _ = render_run_chart(chart(RunGroup("", (line(1, nodes=(only,)),))), paper="A3")
        picture = render(pdf, 0, dpi=144)
        kinds[standing] = bytes(picture.pixels)[1::3]  # green stands for grey
    assert len(set(kinds.values())) == len(STANDINGS)


def test_edges_of_the_scale_and_of_paper() -> None:
    far = line(
        1,
        start=date(2015, 1, 1),
        due=date(2040, 1, 1),
        nodes=(node(0, NodeStanding.WAITING, start=date(2039, 1, 1), due=date(2039, 2, 1)),),
    )
    pdf, _ = render_run_chart(chart(RunGroup("", (far, line(2, nodes=(), start=None, due=None, late=False)))))
    assert "2026年" in run("".join(all_text(pdf)))
    closed = line(1, closed_on=date(2026, 10, 1), state="已销号")
    late = line(2, late=True, due=date(2026, 10, 1), goal="第2项老旧小区雨污分流管网改造")
    undated = line(3, nodes=(node(0, NodeStanding.UNDATED, start=None, due=None),), start=None)
    bare = line(4, who=(), how="", pace=Pace(None, None))
    text = run("".join(all_text(render_run_chart(chart(RunGroup("目标", (closed, late, undated, bare))))[0])))
    assert text.count("逾期未完成") >= 2
    with pytest.raises(WrongUseError, match="没有“A5”这种纸张"):
        render_run_chart(PLAN, paper="A5")
    told: list[int] = []
    render_run_chart(PLAN, tick=told.append)
    assert told == list(range(1, 126))


def test_the_scale_of_time() -> None:
    scale = scale_over(date(2026, 3, 5), date(2026, 3, 9), TODAY, left=0, right=92)
    assert (scale.first, scale.last, scale.months) == (date(2026, 3, 1), date(2026, 5, 31), 3)
    assert scale.x(date(2026, 3, 1)) == 0
    assert scale.x(date(2026, 5, 31), end=True) == 92
    assert scale.x(date(2026, 4, 1)) == 31
    assert scale.x(date(2027, 1, 1)) == 92
    assert not scale.shows(date(2026, 6, 1))
    wide = scale_over(date(2010, 1, 1), date(2050, 1, 1), TODAY, left=0, right=100)
    assert wide.months == MOST_MONTHS
    assert wide.shows(TODAY)
    assert [month.month for month, _, _ in scale.marks()] == [3, 4, 5]
