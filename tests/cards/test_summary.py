from dataclasses import replace
from itertools import pairwise

import pytest

from ducha_desktop import cards
from ducha_desktop.cards import Content
from ducha_desktop.cards.totals import Totals
from ducha_desktop.domain.vocabulary import CardLevel, Light, Stage
from ducha_desktop.services.papers import SummaryLine
from ducha_desktop.typeset import readback
from ducha_desktop.typeset.readback import Glyph
from tests.cards import samples
from tests.cards.measuring import overlaps
from tests.typeset.reading import pdfium_text, squeeze

MM = 72 / 25.4


def sheet(count: int = 9, **changes: object):
    made = replace(samples.holder_set(CardLevel.RESPONSIBILITY, lines=count), **changes)
    return cards.render(samples.batch(made), content=Content.SUMMARY)


def line(stage: Stage, light: Light = Light.GREEN) -> SummaryLine:
    return SummaryLine("督办〔2026〕1号", "事项", "年度重点工作", "县住建局", "", None, light, stage)


def test_all_matters_stand_in_order_with_their_facts():
    text = pdfium_text(sheet().pdf)
    lines = samples.summary_lines()
    places = [text.index(squeeze(entry.title)) for entry in lines]
    assert all(before < after for before, after in pairwise(places))
    for entry in lines:
        due = entry.due_text.removeprefix("2026年")
        for words in (entry.number, entry.title, entry.lead_unit, due, entry.stage.word):
            assert squeeze(words) in text
    assert "73.5%" in text


def test_totals_are_those_of_the_lines():
    totals = Totals.of(samples.summary_lines())
    assert (totals.total, totals.closed, totals.closing, totals.open, totals.draft) == (8, 1, 1, 6, 1)
    assert totals.total == totals.closed + totals.closing + totals.open
    assert sum(totals.lights.values()) == totals.open
    text = pdfium_text(sheet().pdf)
    for words in (
        "总数",
        "完成",
        "销号程序中",
        "在办",
        "办结率",
        "12.5%",
        "红灯2",
        "橙灯1",
        "黄灯1",
        "绿灯2",
        "另有拟办1项未计入",
        "共9项",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("closed", "open_", "rate"),
    [(0, 0, "—"), (1, 2, "33.3%"), (2, 1, "66.7%"), (5, 11, "31.3%"), (1, 15, "6.3%"), (3, 0, "100.0%")],
)
def test_the_rate_is_rounded_half_up(closed, open_, rate):
    assert Totals.of([line(Stage.CLOSED)] * closed + [line(Stage.OPEN)] * open_).rate == rate


def test_long_lists_repeat_the_heading_and_count_pages():
    done = sheet(70)
    assert done.pages > 3
    assert done.summaries == 1
    for number in range(done.pages):
        text = squeeze(readback.page_text(done.pdf, number))
        assert "序编号事项牵头单位时限进度状态" in text
        assert f"第{number + 1}页共{done.pages}页" in text
        assert "陈䶮" in text
    assert squeeze("".join(readback.all_text(done.pdf))).count("督办〔2026〕70号") == 1


@pytest.mark.parametrize("lines", [0, 1, 9, 30, 70])
def test_nothing_overlaps_or_leaves_the_page(lines):
    done = sheet(lines)
    for number in range(done.pages):
        marks = readback.glyphs(done.pdf, number)
        assert overlaps(marks) == []
        assert min(glyph.size for glyph in marks) >= 9
        assert all(glyph.tight[0] >= 14 * MM - 1 and glyph.tight[2] <= 196 * MM + 1 for glyph in marks)
        assert all(glyph.tight[1] >= 10 * MM and glyph.tight[3] <= 280 * MM for glyph in marks)


def test_a_very_long_line_still_fits():
    odd = SummaryLine(
        "云岭县委督查室督办字〔2026〕第1234号", "持续推进" * 60, "会议议定事项", "县人力资源和社会保障局（县退役军人事务局合署）",
        "长期坚持，每月5日前报送进展情况直至验收销号", 99.5, Light.ORANGE, Stage.CLOSING,
    )  # fmt: skip
    done = sheet(lines=(odd, odd, odd))
    text = "".join(squeeze(part) for part in readback.all_text(done.pdf))
    assert text.count("持续推进" * 60) == 3
    for number in range(done.pages):
        assert overlaps(readback.glyphs(done.pdf, number)) == []


def test_a_long_holder_and_title_keep_their_places():
    post = "县委副书记、县政府党组书记、县长，兼任县重点项目建设指挥部总指挥、县安全生产委员会主任、县防汛抗旱指挥部总指挥"
    done = sheet(
        summary_title="中共云岭县委常务委员会委员、云岭县人民政府领导班子成员包抓重点工作事项清单", post=post
    )
    assert squeeze(post) in pdfium_text(done.pdf)
    assert overlaps(readback.glyphs(done.pdf, 0)) == []


def test_the_measure_of_overlap_sees_an_overlap():
    box = (10.0, 10.0, 20.0, 20.0)
    assert overlaps([Glyph("甲", box, 10), Glyph("乙", (12.0, 10.0, 22.0, 20.0), 10)]) == [("甲", "乙")]
    assert overlaps([Glyph("甲", box, 10), Glyph("乙", (20.0, 10.0, 30.0, 20.0), 10)]) == []


LONG_NAME = "买买提吐尔逊·阿不都热依木江·依明尼亚孜·穆罕默德萨力·吐尔地艾合买提"
LONG_POST = "县委常委、县人民政府常务副县长、农村人居环境整治提升专项工作推进领导小组办公室（设在县人民政府办公室）主任（兼）"


@pytest.mark.parametrize(
    ("holder", "post"),
    [
        (LONG_NAME, LONG_POST),
        (LONG_NAME, ""),
        ("吉克阿格约哈木呷·尔古沙马拉则·阿苏越尔且", LONG_POST),
        ("陈䶮", LONG_POST),
    ],
    ids=["both", "no post", "no room beside", "short name"],
)
def test_a_long_name_and_post_stand_one_below_the_other_and_touch_nothing(holder, post):
    done = sheet(holder=holder, post=post)
    marks = readback.glyphs(done.pdf, 0)
    assert overlaps(marks) == []
    text = squeeze(readback.page_text(done.pdf, 0))
    assert squeeze(holder) in text
    for entry in post.split("、"):
        assert squeeze(entry)[:12] in text
