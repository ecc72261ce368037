"""The printed ledger, read back: every word on paper, pages numbered, sums kept with the last row."""

import io
import re
from datetime import date, timedelta
from itertools import pairwise

import pikepdf
import pytest

from ducha_desktop.documents.ledger_pdf import render_ledger
from ducha_desktop.documents.look import SHEETS
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.services.views import MatterDetail, MatterRow
from ducha_desktop.typeset.raster import page_count, page_size, render
from ducha_desktop.typeset.readback import all_text, fonts, glyphs

TODAY = date(2026, 11, 18)
LEDGERS = ("年度重点工作", "领导批示件", "民生实事")


def matter(i, **changes):
    due = None if i % 7 == 0 else TODAY + timedelta(days=i - 20)
    values = {
        "uid": f"u{i}",
        "number": f"督办〔2026〕{i}号",
        "title": f"第{i}项老旧小区雨污分流管网改造并通水",
        "ledger": LEDGERS[i % 3],
        "source": "政府常务会议",
        "state": "Q",
        "stage": Stage.OPEN,
        "light": (Light.RED, Light.YELLOW, Light.GREEN)[i % 3],
        "light_reason": "",
        "due": due,
        "due_text": "长期坚持" if due is None else "11月底前",
        "days_left": None if due is None else (due - TODAY).days,
        "workdays_left": None,
        "liaison_leaders": ("刘建国", "马玥"),
        "responsible_leaders": ("陈立群",),
        "lead_unit": "县住房和城乡建设局",
        "co_units": ("县财政局", "县发展和改革局", "县水利局"),
        "persons": ("李国强",),
        "progress_percent": (None, 37.5, 100.0)[i % 3],
        "updated": "2026-11-05",
    }
    return MatterRow(**values | changes)


def ledger(rows, **options):
    return render_ledger(
        rows, **{"title": "云岭县督查台账", "office": "县委督查室", "today": TODAY} | options
    )


def run(text):
    """Text without the breaks and spaces a page brings in."""
    return re.sub(r"\s", "", text)


def words(pdf):
    return run("".join(all_text(pdf)))


@pytest.mark.parametrize("paper", ["A4", "A3"])
def test_every_value_is_on_paper(paper):
    rows = [matter(i) for i in range(1, 60)]
    text = words(ledger(rows, paper=paper))
    for row in rows:
        assert row.number in text
        assert row.title in text
        if row.due:
            assert row.due.isoformat() in text
    assert text.count("37.5%") == sum(row.progress_percent == 37.5 for row in rows)
    assert text.count("县财政局") == text.count("县发展和改革局") == text.count("马玥") == 59
    assert text.count("长期坚持") == sum(row.due is None for row in rows)
    for row in rows[:3]:
        assert text.count(row.light.word) == 19 + (row.light is not Light.RED) + 1  # rows and the sums


def test_pages_are_numbered_and_headed():
    pdf = ledger([matter(i) for i in range(1, 80)])
    pages = all_text(pdf)
    assert len(pages) > 3
    for i, page in enumerate(pages, start=1):
        assert f"第{i}页共{len(pages)}页" in run(page)
        assert "序号" in page
        assert "编号" in page
        assert ("（续）" in page) == (i > 1)
    assert page_size(pdf, 0) == pytest.approx((841.89, 595.28), abs=0.1)
    assert page_size(ledger([matter(1)], paper="A3"), 0) == pytest.approx((1190.55, 841.89), abs=0.1)


@pytest.mark.parametrize("count", range(1, 26))
def test_sums_and_signatures_never_stand_alone(count):
    last = all_text(ledger([matter(i, ledger="年度重点工作") for i in range(1, count + 1)]))[-1]
    assert f"合计{count}项" in run(last)
    assert "制表：" in last
    assert f"督办〔2026〕{count}号" in run(last)


def test_groups_in_the_order_they_come():
    rows = [matter(i) for i in range(1, 20)]
    text = words(ledger(rows))
    bands = re.findall(r"([一二三])、(\w+)（(\d+)项）", text)
    assert bands == [("一", "领导批示件", "7"), ("二", "民生实事", "6"), ("三", "年度重点工作", "6")]
    order = re.findall(r"督办〔2026〕(\d+)号", text)
    assert order == [str(row) for k in (1, 2, 0) for row in range(1, 20) if row % 3 == k]
    assert "、领导批示件（" not in words(ledger(rows, grouped=False))
    assert "领导批示件" in words(ledger(rows, grouped=False, paper="A3"))


def test_bookmarks():
    with (
        pikepdf.open(io.BytesIO(ledger([matter(i) for i in range(1, 60)]))) as pdf,
        pdf.open_outline() as outline,
    ):
        root = outline.root[0]
        assert root.title == "云岭县督查台账"
        assert [entry.title for entry in root.children] == [
            "一、领导批示件（20 项）", "二、民生实事（20 项）", "三、年度重点工作（19 项）"
        ]  # fmt: skip
    one = ledger([matter(i, ledger="民生实事") for i in range(1, 40)])
    with pikepdf.open(io.BytesIO(one)) as pdf, pdf.open_outline() as outline:
        ranges = [tuple(map(int, re.findall(r"\d+", entry.title))) for entry in outline.root[0].children]
    assert len(ranges) == page_count(one)
    assert ranges[0][0] == 1
    assert ranges[-1][-1] == 39
    assert all(later[0] == earlier[-1] + 1 for earlier, later in pairwise(ranges))


def test_a_row_higher_than_a_page_goes_on_with_its_number():
    rows = [matter(1), matter(2, title="㛃" * 3_001, co_units=("𬱟䶮局",) * 190), matter(3)]
    pages = [run(page) for page in all_text(ledger(rows, grouped=False))]
    holding = [page for page in pages if "㛃" in page]
    assert sum(page.count("㛃") for page in pages) == 3_001
    assert sum(page.count("𬱟䶮局") for page in pages) == 190
    assert len(holding) > 2
    assert all("督办〔2026〕2号" in page for page in holding)
    assert sum("督办〔2026〕3号" in page for page in pages) == 1


def test_nothing_leaves_the_type_area():
    sheet = SHEETS["A4"]
    rows = [
        matter(1, title="A" * 400, number="特长编号" * 12, lead_unit="局" * 80, persons=("李" * 30,)),
        matter(2, due=None, due_text="每季度末前报送，年底前全部完成" * 4),
    ]
    pdf = ledger(rows, title="很长的标题" * 40, office="机关" * 45)
    for page in range(page_count(pdf)):
        for glyph in glyphs(pdf, page):
            left, bottom, right, top = glyph.tight
            assert sheet.left - 1 <= left, glyph
            assert right <= sheet.right + 1, glyph
            assert bottom > 14, glyph
            assert top <= sheet.top + 1, glyph
            assert glyph.size >= 9 - 0.01, glyph


def test_hostile_text_prints():
    text = words(ledger([matter(1, title="\ud800\x00=1+1㛃䶮𬱟玥喆堃\r\n第二段\t末")]))
    assert "=1+1㛃䶮𬱟玥喆堃第二段末" in text


def test_lights_have_colour_and_word():
    pdf = ledger([matter(1, light=Light.RED)])
    picture = render(pdf, 0, dpi=100)
    pixels = {picture.pixels[i : i + 3] for i in range(0, len(picture.pixels), 3)}
    assert bytes((199, 26, 31)) in pixels
    assert "红灯" in words(pdf)


def test_nothing_found_is_said():
    text = words(ledger([]))
    assert "没有符合条件的事项" in text
    assert "共0项" in text
    assert "制表：" in text


def test_whole_matters_bring_more_columns():
    detail = MatterDetail(matter(1), {"target": "出水达一级A标准"}, {}, (), (), (), (), (), (), ())
    assert "出水达一级A标准" in words(ledger([detail], columns=("serial", "number", "target")))
    with pytest.raises(WrongUseError):
        ledger([matter(1)], columns=("number", "target"))
    with pytest.raises(WrongUseError):
        ledger([matter(1)], paper="B5")


def test_equal_input_equal_bytes_fonts_embedded():
    rows = [matter(i) for i in range(1, 30)]
    first = ledger(rows)
    assert first == ledger(iter(rows))
    assert first != ledger(rows[:-1])
    for page in range(page_count(first)):
        assert all(font.embedded and font.subset for font in fonts(first, page))


def test_progress_is_told_row_by_row_and_may_stop_the_work():
    seen: list[int] = []
    ledger([matter(i) for i in range(5)], tick=seen.append)
    assert seen == [1, 2, 3, 4, 5]

    class CancelledError(Exception):
        pass

    def stop(done):
        if done == 3:
            raise CancelledError

    with pytest.raises(CancelledError):
        ledger([matter(i) for i in range(5)], tick=stop)
