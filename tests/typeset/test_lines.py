from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ducha_desktop.typeset import readback
from ducha_desktop.typeset.faces import Role, face
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.kinsoku import NEVER_FIRST, NEVER_LAST, clusters, printable
from ducha_desktop.typeset.lines import LOOSEST, Style, balanced, break_lines, by_entries, fit, shortened
from ducha_desktop.typeset.metadata import Imprint
from ducha_desktop.typeset.paper import A4
from ducha_desktop.typeset.pdf_file import PdfFile
from tests.typeset.reading import pdfium_text, poppler_text, squeeze

KAI = Style(Role.KAI, 11, 16)
SAMPLE = (
    "按照县委、县政府〔2026〕9号文件和“一厂一策”要求，第二污水处理厂须于2026年11月20日前完工（含23.6公里管网），"
    "日处理能力3万吨，COD≤30mg/L——逾期须书面说明原因……联系电话 0000-6612345；责任人：李𬱟、王玥。"
)
ALPHABET = sorted(
    code for code in face(Role.KAI).face.charToGlyph if code > 0x20 and printable(chr(code)) == chr(code)
)


def page(text: str, style: Style, measure: float) -> bytes:
    file = PdfFile(Imprint("试排", "督查室", "试排", date(2026, 11, 18)))
    ink = Ink(file)
    ink.block(60, 800, break_lines(printable(text), style, measure), style)
    file.add_page(ink.content(), A4)
    return file.finish()


@pytest.mark.parametrize("measure", range(60, 420, 7))
def test_no_line_begins_or_ends_with_a_forbidden_sign(measure):
    lines = break_lines(SAMPLE, KAI, measure)
    for before, after in pairwise(lines):
        assert after.text[0] not in NEVER_FIRST
        assert before.text[-1] not in NEVER_LAST


@pytest.mark.parametrize("measure", range(122, 420, 7))
def test_numbers_words_and_document_numbers_stay_whole(measure):
    lines = [line.text for line in break_lines(SAMPLE, KAI, measure)]
    for whole in ("〔2026〕9号", "11月20日", "23.6", "3万", "30mg/L", "0000-6612345", "COD"):
        assert any(whole in line for line in lines), whole


@pytest.mark.parametrize("measure", range(60, 420, 11))
def test_lines_keep_to_the_measure_and_lose_nothing(measure):
    lines = break_lines(SAMPLE, KAI, measure)
    assert squeeze("".join(line.text for line in lines)) == squeeze(SAMPLE)
    for line in lines:
        assert line.width + line.spread * (len(line.text) - 1) <= measure + 0.02
        assert SAMPLE[line.start : line.start + len(line.text)] == line.text


def test_justified_lines_fill_the_measure_to_a_hair():
    lines = break_lines(SAMPLE, KAI, 300)
    assert len(lines) > 3
    for line in lines[:-1]:
        assert line.width + line.spread * (len(line.text) - 1) == pytest.approx(300, abs=0.02)
        assert line.spread <= LOOSEST * KAI.size
    assert lines[-1].spread <= 0


def test_the_printed_right_edge_is_straight():
    words = "督查" * 60 + "二三" * 40
    glyphs = readback.glyphs(page(words, Style(Role.HEI, 11, 16), 305), 0)
    rows: dict[int, list[float]] = {}
    for glyph in glyphs:
        rows.setdefault(round(glyph.tight[1] / 16), []).append(glyph.tight[2])
    edges = [max(row) for row in rows.values()]
    assert len(edges) > 5
    full = sorted(edges)[1:]
    assert max(full) <= 60 + 305
    assert min(full) > 60 + 305 - 1.5


def test_ragged_lines_are_not_spread():
    assert {line.spread for line in break_lines("督查督办" * 40, KAI, 305, justify=False)} == {0.0}


def test_balanced_titles_have_lines_of_equal_length():
    title = "第二污水处理厂提标改造主体完工并通水"
    greedy = break_lines(title, KAI, 11 * 16.5, justify=False)
    even = balanced(title, KAI, 11 * 16.5)
    assert [len(line.text) for line in greedy] == [16, 2]
    assert [len(line.text) for line in even] == [9, 9]


@pytest.mark.parametrize(
    ("text", "ems", "wanted"),
    [
        ("县工信局、县供电公司", 9.5, ["县工信局、县供电", "公司"]),
        ("结果运用到考核。", 7.0, ["结果运用到", "考核。"]),
        ("县工信局、县供电公司", 8.5, ["县工信局、县供电", "公司"]),
        ("一二三四五六七八九十甲", 5.0, ["一二三四五", "六七八九", "十甲"]),
        ("报送督办〔2026〕123号文", 8.0, ["报送督办", "〔2026〕123号", "文"]),
    ],
)
def test_no_paragraph_ends_in_a_lone_character_when_the_line_before_can_spare_one(text, ems, wanted):
    lines = break_lines(text, KAI, 11 * ems)
    assert [line.text for line in lines] == wanted
    assert [text.index(line.text) for line in lines] == [line.start for line in lines]
    assert all(line.width + line.spread * (len(line.text) - 1) <= 11 * ems + 0.01 for line in lines)


def test_lists_break_after_their_entries():
    posts = "县委常委、县纪委书记、县监委主任"
    assert by_entries(posts, KAI, 11 * 12.5) == ("县委常委、县纪委书记、", "县监委主任")
    assert by_entries("县委书记", KAI, 110) == ("县委书记",)
    assert "".join(by_entries("县人民政府党组成员、副县长", KAI, 11 * 7.5)) == "县人民政府党组成员、副县长"
    assert all(KAI.typeface.width(line, 11) <= 11 * 4.5 for line in by_entries(posts, KAI, 11 * 4.5))


@pytest.mark.parametrize(
    ("title", "ems", "wanted"),
    [
        ("茶山乡政务服务大厅“一窗受理”落实不到位", 14.5, ["茶山乡政务服务大厅", "“一窗受理”落实不到位"]),
        ("龙泉镇桃园村“一老一小”服务点建设", 10.5, ["龙泉镇桃园村", "“一老一小”服务点建设"]),
        ("关于“" + "督查" * 12 + "”的通知", 12.5, None),
    ],
)
def test_a_title_is_not_parted_within_a_short_quotation(title, ems, wanted):
    lines = balanced(title, KAI, 11 * ems)
    assert "".join(line.text for line in lines) == title
    if wanted:
        assert [line.text for line in lines] == wanted


@pytest.mark.parametrize(
    ("text", "ems", "wanted"),
    [
        ("县商务局牵头；何一喆同志每月调度", 8.5, ["县商务局牵头；", "何一喆同志每月", "调度"]),
        ("牵头单位负责（何一喆）调度一次", 8.5, ["牵头单位负责", "（何一喆）调度", "一次"]),
        ("何一喆何一喆何一喆", 4.5, ["何一喆", "何一喆", "何一喆"]),
        ("县长每月听取一次汇报，何一喆报", 14.5, ["县长每月听取一次汇报，", "何一喆报"]),
        ("何一喆", 2.5, ["何一", "喆"]),
    ],
)
def test_no_line_break_parts_a_whole_word(text, ems, wanted):
    lines = break_lines(text, KAI, 11 * ems, whole=("何一喆", "马𬱟"))
    assert [line.text for line in lines] == wanted


def test_paragraphs_and_empty_text():
    assert [line.text for line in break_lines("甲\n\n乙", KAI, 100)] == ["甲", "", "乙"]
    assert [line.text for line in break_lines("", KAI, 100)] == [""]


def test_first_line_indent_shortens_only_the_first_line():
    lines = break_lines("督" * 30, KAI, 110, indent=22)
    assert [len(line.text) for line in lines] == [8, 10, 10, 2]


def test_a_word_wider_than_the_measure_is_cut_rather_than_lost():
    lines = break_lines("网址https://example.gov.cn/very/long/path/that/never/ends/2026/11/18完", KAI, 90)
    assert all(line.width <= 90.02 for line in lines)
    assert "".join(line.text for line in lines).endswith("完")


def test_what_does_not_fit_into_a_box_is_handed_on():
    lines, rest = fit(SAMPLE, KAI, 200, 3)
    assert len(lines) == 3
    assert squeeze("".join(line.text for line in lines) + rest) == squeeze(SAMPLE)
    assert fit("短句", KAI, 200, 3)[1] == ""
    assert fit("短句", KAI, 200, 0) == ((), "短句")


def test_repeated_titles_may_be_shortened():
    lines = shortened("第二污水处理厂提标改造主体完工" * 9, KAI, 165, 2)
    assert [len(line.text) for line in lines] == [15, 15]
    assert lines[-1].text.endswith("…")
    assert shortened("短题", KAI, 165, 2)[0].text == "短题"


@pytest.mark.parametrize("measure", range(60, 300, 11))
def test_the_number_of_an_item_stays_with_it(measure):
    lines = break_lines(
        "1.书记领办、专班推进，任务清单到支部；2.谈心谈话、实地走访；3. 设备安装23.6公里", KAI, measure
    )
    assert not any(line.text.endswith(("1.", "2.", "3.", "23.")) for line in lines)


def test_clusters_rejoin():
    assert "".join(clusters(SAMPLE)) == SAMPLE
    assert "〔2026〕9号" in clusters("按〔2026〕9号办")
    assert clusters("（甲）") == ["（甲）"]


def test_invisible_marks_are_not_printed():
    assert printable("甲\u200b乙\ufeff\r\n丙\t丁\x00\u2028戊") == "甲乙\n丙 丁\n戊"


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    text=st.text(
        st.sampled_from(ALPHABET).map(chr) | st.sampled_from("督查，。（）〔〕0123456789 AB-/"),
        min_size=1,
        max_size=120,
    ),
    measure=st.floats(40, 480),
)
def test_any_text_is_read_back_whole(text, measure):
    assert pdfium_text(page(text, KAI, measure)) == squeeze(printable(text))


def test_the_whole_alphabet_is_read_back_by_both_readers(tmp_path):
    style = Style(Role.KAI, 5, 6)
    for start in range(0, len(ALPHABET), 4000):
        text = "".join(map(chr, ALPHABET[start : start + 4000]))
        pdf = page(text, style, 480)
        assert pdfium_text(pdf) == squeeze(text)
        assert poppler_text(pdf, tmp_path) == squeeze(text)
