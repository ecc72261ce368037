import io
from datetime import date

import pikepdf
import pytest

from ducha_desktop.typeset import raster, readback
from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.lines import Style
from ducha_desktop.typeset.metadata import Imprint
from ducha_desktop.typeset.paper import A4, A5_LYING
from ducha_desktop.typeset.pdf_file import Bookmark, PdfFile
from tests.typeset.reading import check_syntax, pdfium_text

BODY = Style(Role.SONG, 12, 18)
IMPRINT = Imprint(
    "督查通报〔2026〕9号 & <附>", "云岭县委督查室", "督查督办", date(2026, 11, 18), "督查 㛃䶮𬱟"
)


def make(words: str = "督查通报", imprint: Imprint = IMPRINT) -> bytes:
    file = PdfFile(imprint)
    for number in range(3):
        ink = Ink(file)
        ink.text(60, 700, f"{words}{number + 1}", BODY)
        ink.rule(60, 690, 300, 690)
        file.add_page(ink.content(), A4 if number else A5_LYING)
    marks = [Bookmark("联系卡", 0, (Bookmark("刘㛃", 0), Bookmark("孙𬱟", 1))), Bookmark("责任卡", 2)]
    return file.finish(marks)


def test_equal_input_gives_equal_bytes_and_other_input_other_ids(monkeypatch):
    first = make()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1234567890")
    assert make() == first
    other = make("约谈通知")
    with pikepdf.open(io.BytesIO(first)) as left, pikepdf.open(io.BytesIO(other)) as right:
        assert bytes(left.trailer.ID[0]) != bytes(right.trailer.ID[0])


def test_qpdf_finds_nothing(tmp_path):
    check_syntax(make(), tmp_path)


def test_properties_stand_in_info_and_xmp_alike():
    with pikepdf.open(io.BytesIO(make())) as pdf:
        assert str(pdf.docinfo["/Title"]) == IMPRINT.title
        assert str(pdf.docinfo["/Author"]) == IMPRINT.author
        assert str(pdf.docinfo["/Subject"]) == IMPRINT.subject
        assert str(pdf.docinfo["/Keywords"]) == IMPRINT.keywords
        assert str(pdf.docinfo["/CreationDate"]) == "D:20261118000000+08'00'"
        assert str(pdf.Root.Lang) == "zh-CN"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        with pdf.open_metadata() as xmp:
            assert xmp["dc:title"] == IMPRINT.title
            assert xmp["dc:creator"] == [IMPRINT.author]
            assert xmp["dc:description"] == IMPRINT.subject
            assert xmp["dc:language"] == {"zh-CN"}
            assert xmp["xmp:CreateDate"] == "2026-11-18T00:00:00+08:00"
            assert "pdfaid:part" not in xmp


def test_output_intent_carries_its_profile():
    with pikepdf.open(io.BytesIO(make())) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "sRGB IEC61966-2.1"
        assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_bookmarks_lead_to_their_pages():
    with pikepdf.open(io.BytesIO(make())) as pdf:
        pages = [page.objgen for page in pdf.pages]
        with pdf.open_outline() as outline:
            first, second = outline.root
            assert [first.title, second.title] == ["联系卡", "责任卡"]
            assert [entry.title for entry in first.children] == ["刘㛃", "孙𬱟"]
            assert [pages.index(entry.destination[0].objgen) for entry in (*first.children, second)] == [
                0,
                1,
                2,
            ]


def test_only_used_fonts_are_in_the_file():
    assert [font.name.partition("+")[2] for font in readback.fonts(make(), 1)] == ["DuchaSong-Regular"]
    with pikepdf.open(io.BytesIO(make())) as pdf:
        assert list(pdf.pages[0].Resources.Font.keys()) == ["/FDuchasong"]


def test_page_sizes_and_count():
    pdf = make()
    assert raster.page_count(pdf) == 3
    assert raster.page_size(pdf, 0) == pytest.approx(A5_LYING, abs=0.01)
    assert raster.page_size(pdf, 1) == pytest.approx(A4, abs=0.01)


def test_forms_are_kept_once_and_read_out():
    file = PdfFile(IMPRINT)
    shared = Ink(file)
    shared.text(60, 700, "卡号", BODY)
    operator = file.add_form("grid", shared.content(), A4)
    assert file.form("grid") == operator
    assert file.form("other") is None
    for number in range(2):
        ink = Ink(file)
        ink.raw(operator)
        ink.text(120, 700, f"联〔2026〕{number}", BODY)
        file.add_page(ink.content(), A4)
    pdf = file.finish()
    assert pdfium_text(pdf) == "卡号联〔2026〕0卡号联〔2026〕1"
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages[0].Resources.XObject) == 1


def test_a_missing_character_is_warned_about_once():
    file = PdfFile(IMPRINT)
    ink = Ink(file)
    for y in (700, 680):
        ink.text(60, y, "进展\U0001f600良好", BODY)
    file.add_page(ink.content(), A4)
    (warning,) = file.warnings
    assert "U+1F600" in warning
    assert pdfium_text(file.finish()) == "进展〓良好进展〓良好"


def test_a_picture_has_the_page_in_the_right_colours():
    file = PdfFile(IMPRINT)
    ink = Ink(file)
    ink.box(0, 0, A4[0] / 2, A4[1], fill=(1, 0, 0))
    file.add_page(ink.content(), A4)
    picture = raster.render(file.finish(), 0, dpi=36)
    assert (picture.width, picture.height) == (298, 421)
    assert len(picture.pixels) == 298 * 421 * 3
    middle = 200 * 298 * 3
    assert picture.pixels[middle + 30 : middle + 33] == b"\xff\x00\x00"
    assert picture.pixels[middle + 270 * 3 : middle + 271 * 3] == b"\xff\xff\xff"


def test_a_page_that_is_not_there_is_refused():
    with pytest.raises(IndexError, match="没有第 4 页"):
        raster.render(make(), 3)


def test_glyph_boxes_lie_where_the_text_was_set():
    glyphs = readback.glyphs(make("督𬱟"), 1)
    assert "".join(glyph.character for glyph in glyphs) == "督𬱟2"
    assert all(60 <= glyph.tight[0] < glyph.tight[2] <= 60 + 12 * 3 for glyph in glyphs)
    assert all(695 < glyph.tight[1] < glyph.tight[3] < 713 for glyph in glyphs)
    assert {glyph.size for glyph in glyphs} == {12.0}
