from dataclasses import replace
from datetime import date

import pytest
import zxingcpp
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ducha_desktop.cards import look
from ducha_desktop.cards.compose import foot_height
from ducha_desktop.cards.hand import QR_CELL, QR_SIDE
from ducha_desktop.cards.kinds import Office
from ducha_desktop.cards.timeline import Timeline, in_words
from ducha_desktop.domain.vocabulary import CardLevel, Light
from ducha_desktop.services.papers import MilestoneMark
from ducha_desktop.typeset import raster, readback
from ducha_desktop.typeset.qr import encode
from tests.cards import samples
from tests.cards.measuring import OFFICE, check_sheets, draw, sheets_of, texts_of
from tests.typeset.reading import check_syntax, pdfium_text, poppler_text, squeeze

LEVELS = list(CardLevel)

ONLY = {
    CardLevel.LIAISON: {"requirement", "report_cycle", "due_text"},
    CardLevel.RESPONSIBILITY: {"requirement", "report_cycle", "watch", "due_text"},
    CardLevel.SUPERVISION: {"watch", "problems", "next_steps", "light_reason", "due_text"},
}
"""Fields that are other cards' business; the deadline is shown as a date."""


@pytest.mark.parametrize("level", LEVELS)
def test_a_usual_card_is_one_sheet_and_says_everything(level, tmp_path):
    card = samples.card(level)
    sheets = sheets_of(card)
    assert len(sheets) == 1
    pdf = check_sheets(sheets)
    check_syntax(pdf, tmp_path)
    for text in (pdfium_text(pdf), poppler_text(pdf, tmp_path)):
        for field, words in texts_of(card):
            if field not in ONLY[level] | {"priority"}:
                assert words in text, field
        for words in (
            "2026年11月20日",
            "黄灯",
            "90%",
            OFFICE.contact,
            "2026年11月18日印制",
            "第1张共3张",
            squeeze(OFFICE.issuer),
        ):
            assert words in text


@pytest.mark.parametrize("level", LEVELS)
def test_every_font_is_embedded_as_a_subset(level):
    fonts = readback.fonts(draw(sheets_of(samples.card(level))), 0)
    assert len(fonts) == 4
    assert all(font.embedded and font.subset for font in fonts)


@pytest.mark.parametrize("level", LEVELS)
def test_long_texts_flow_on_and_nothing_is_lost(level):
    card = samples.crowded(level)
    sheets = sheets_of(card)
    assert len(sheets) > 1
    pdf = check_sheets(sheets)
    text = pdfium_text(pdf)
    assert "（续）" in text
    assert f"本卡第{len(sheets)}页共{len(sheets)}页" in text
    assert text.count("转续卡") == len(sheets) - 1
    lines = "".join(squeeze(line) for line in values_of(sheets))
    for field, words in texts_of(card):
        if field not in ONLY[level] | {"milestones"}:
            assert words in text or words in lines, field


def values_of(sheets):
    """The values in their order over all sheets, as they were set."""
    for sheet in sheets:
        for row in sheet.rows:
            for cell in getattr(row, "cells", ()):
                yield from (line.text for line in cell.lines)


@pytest.mark.parametrize("level", LEVELS)
def test_missing_fields_are_dashes_and_a_draft_says_so(level):
    pdf = check_sheets(sheets_of(samples.sparse(level)))
    text = pdfium_text(pdf)
    assert "拟办" in text
    assert text.count("—") >= 6
    assert "None" not in text
    assert squeeze("长期坚持，每季度末月25日前报送进展情况") in text


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize(
    "changes",
    [
        {"co_units": tuple(f"县{name}局" for name in "甲乙丙丁戊己庚辛")},
        {"matter_title": "关于" + "深入推进城乡融合发展和乡村全面振兴" * 4 + "的事项"},
        {"matter_title": "长" * 420},
        {"matter_title": "题" * 1500},
        {"source": "根据县委常委会议定事项和县政府第十二次常务会议纪要" * 5},
        {"holder": "联合工作专班" * 20},
        {"matter_number": "云岭县委督查室督办字〔2026〕第1234号", "card_number": "联〔2026〕1234-56"},
        {"card_number": "联·中共云岭县委云岭县人民政府督查室重点工作督办字第〔2026〕第1234号-12"},
        {
            "matter_number": "云委督查室督办〔2026〕1234-12号",
            "card_number": "督〔2026〕1234-12-40",
            "task": samples.LONG * 3,
            "draft": True,
        },
        {"matter_number": "中共云岭县委云岭县人民政府督查室重点工作督办字〔2026〕第1234号" * 3},
        {"title": "中共云岭县委常务委员会委员联系重点工作事项责任卡"},
        {
            "due": None,
            "due_text": "长期坚持，每月5日前向县委、县政府督查室书面报送进展情况，直至通过市级验收并销号为止",
        },
        {"due_text": "2026年11月20日前主体完工，2027年3月底前竣工验收"},
        {"days_text": "已超期 128 个工作日（不含停工 31 天）", "light": Light.RED},
        {"milestones": ()},
        {"milestones": samples.many_milestones(12)},
        {"milestones": samples.many_milestones(15)},
        {"milestones": (MilestoneMark("名称特别长的节点" * 5, None, None, "另行通知"),)},
        {"priority": "特急", "draft": True},
        {"holder": "县人力资源和社会保障局（县退役军人事务局、县医疗保障局合署）", "holder_post": ""},
        {
            "responsible_leaders": tuple(
                (f"周{name}", "县政府党组成员、副县长、公安局局长") for name in "甲乙丙丁戊己"
            )
        },
        {"progress_percent": None, "progress_text": ""},
        {"target": "第一行\n第二行\n\n第四行", "phone": ""},
        {"light": Light.GREY, "qr": ""},
    ],
)
def test_odd_cards_keep_their_places(level, changes):
    card = samples.card(level, **changes)
    sheets = sheets_of(card)
    text = pdfium_text(check_sheets(sheets))
    values = "".join(map(squeeze, values_of(sheets)))
    for field, words in texts_of(replace(card, milestones=(), days_text="", light_reason="")):
        if field in changes and field not in ONLY[level] | {"title", "holder"}:
            assert words in text or words in values, field


def test_a_co_unit_holds_its_own_card_beside_the_lead_unit():
    card = samples.card(CardLevel.SUPERVISION, holder="县财政局", role="配合")
    text = pdfium_text(check_sheets(sheets_of(card)))
    assert "承办单位县财政局配合县住房和城乡建设局牵头" in text.replace("联系领导责任领导", "") or (
        "县财政局配合县住房和城乡建设局牵头" in text
    )


def test_the_deadlines_own_words_are_kept():
    card = samples.card(CardLevel.RESPONSIBILITY, due_text="11月20日前主体完工，年底前验收")
    assert "2026年11月20日（11月20日前主体完工，年底前验收）" in pdfium_text(draw(sheets_of(card)))


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("dpi", [150, 300])
def test_the_codes_scan_from_the_drawn_page(level, dpi):
    card = samples.card(level)
    picture = raster.render(draw(sheets_of(card)), 0, dpi=dpi)
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.pixels)
    codes = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
    assert [code.text for code in codes] == [card.qr] * (2 if level is CardLevel.SUPERVISION else 1)


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("changes", [{}, {"draft": True, "priority": "特急", "task": samples.LONG * 3}])
def test_the_code_has_four_modules_of_white_around_it(level, changes):
    first = sheets_of(samples.card(level, **changes))[0]
    modules = encode(first.card.qr).size
    floor = look.BOTTOM + foot_height(OFFICE, first.right - look.LEFT)
    band = first._rows_top - sum(row.height for row in first.rows) - floor
    white = min(band, QR_CELL) - QR_SIDE
    assert white / 2 >= 4 * QR_SIDE / modules - 0.1


def test_the_receipt_stands_beside_the_card_behind_a_cutting_line():
    pdf = draw(sheets_of(samples.card(CardLevel.SUPERVISION)))
    assert {"回执", "签收人", "签收时间", "联系电话", "办理意见"} <= set(pdfium_lines(pdf))


def pdfium_lines(pdf: bytes) -> list[str]:
    return [squeeze(line) for line in readback.page_text(pdf, 0).splitlines()]


def test_the_light_is_colour_and_word():
    for light in (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN):
        pdf = draw(sheets_of(samples.card(light=light)))
        assert light.word in pdfium_text(pdf)
        picture = raster.render(pdf, 0, dpi=100)
        wanted = bytes(round(part * 255) for part in look.LIGHTS[light])
        assert wanted in {picture.pixels[at : at + 3] for at in range(0, len(picture.pixels), 3)}


def test_today_stands_between_the_nodes_by_date():
    marks = (MilestoneMark("甲", date(2026, 11, 8), None), MilestoneMark("乙", date(2026, 11, 28), None))
    bar = Timeline(marks, samples.TODAY, 0.0, 500.0)
    first, second = bar.bars[0]
    assert bar._today_x(bar.bars[0]) == pytest.approx((first.x + second.x) / 2)
    assert first.late
    assert not second.late


def test_milestones_in_words():
    assert in_words(samples.MILESTONES, samples.TODAY) == (
        "1. 设备招标（3月12日完成）　2. 土建完工（8月28日完成）　3. 设备安装（11月5日逾期）　4. 通水调试（11月28日）"
    )
    assert in_words((MilestoneMark("验收", None, None, "另行通知"),), samples.TODAY) == "1. 验收（另行通知）"


def test_milestones_stay_on_the_first_sheet_when_that_is_possible():
    card = samples.card(CardLevel.RESPONSIBILITY, problems=samples.LONG, next_steps=samples.LONG)
    first, second = sheets_of(card)
    assert any(isinstance(row, Timeline) for row in first.rows)
    assert not any(isinstance(row, Timeline) for row in second.rows)
    check_sheets([first, second])


def test_a_long_issuer_moves_to_its_own_line():
    office = Office(
        "中共云岭县委办公室　云岭县人民政府办公室　县委县政府督查督办工作领导小组办公室",
        "0000-6610001",
        samples.TODAY,
    )
    text = pdfium_text(check_sheets(sheets_of(samples.card(CardLevel.SUPERVISION), office)))
    assert squeeze(office.issuer) in text


WORDS = st.text(st.sampled_from("督查办理㛃䶮𬱟，。；（）“”〔〕0123456789AB%/-\n"), max_size=160)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(level=st.sampled_from(LEVELS), texts=st.lists(WORDS, min_size=5, max_size=5))
def test_whatever_is_written_is_printed_whole_and_in_its_place(level, texts):
    target, task, measures, duty, progress = texts
    card = samples.card(level, target=target, task=task, measures=measures, duty=duty, progress_text=progress)
    sheets = sheets_of(card)
    pdf = check_sheets(sheets)
    text, values = pdfium_text(pdf), "".join(map(squeeze, values_of(sheets)))
    assert all(squeeze(words) in values for words in texts)
    assert set(values) <= set(text)
