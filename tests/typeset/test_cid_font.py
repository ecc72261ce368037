import io
import re

import pytest
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from ducha_desktop.typeset import readback
from ducha_desktop.typeset.cid_font import Codes, to_unicode
from ducha_desktop.typeset.faces import Role, face
from tests.typeset.reading import check_syntax, pdfium_text, poppler_text


def canvas_pdf(draw) -> bytes:
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1, initialFontName=face(Role.SONG).fontName)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def test_characters_beyond_the_basic_plane_map_back_as_surrogate_pairs():
    cmap = to_unicode([0, ord("督"), 0x2CC5F]).decode("ascii")
    assert "<0001> <7763>" in cmap
    assert "<0002> <D873DC5F>" in cmap
    assert "2CC5F>" not in cmap


def test_map_blocks_keep_to_a_hundred_entries():
    cmap = to_unicode(range(0x4E00, 0x4E00 + 351)).decode("ascii")
    assert re.findall(r"(\d+) beginbfchar", cmap) == ["100", "100", "100", "50"]


@pytest.mark.parametrize("ordinal", range(0x4E00, 0x4E00 + 300))
def test_ids_stay_readable_inside_a_pdf_string(ordinal):
    codes = Codes()
    for known in range(0x4E00, ordinal + 1):
        text = codes[known]
    raw = re.sub(r"\\(.)", lambda match: "\r" if match[1] == "r" else match[1], text)
    assert len(raw) == 2
    assert (ord(raw[0]) << 8 | ord(raw[1])) == ordinal - 0x4E00 + 1


def test_a_stock_canvas_prints_and_copies_rare_names(tmp_path):
    words = "姓名㛃䶮𬱟玥喆堃 (一)\\9"

    def draw(canvas):
        canvas.setFont(face(Role.SONG).fontName, 14)
        canvas.drawString(60, 700, words)

    pdf = canvas_pdf(draw)
    assert pdfium_text(pdf) == words.replace(" ", "")
    assert poppler_text(pdf, tmp_path) == words.replace(" ", "")
    check_syntax(pdf, tmp_path)
    assert [(font.embedded, font.subset) for font in readback.fonts(pdf, 0)] == [(True, True)]


def test_platypus_works_with_it():
    words = "按照〔2026〕9号文件要求，第二污水处理厂提标改造主体完工并通水。" * 6

    def draw(canvas):
        style = ParagraphStyle("x", fontName=face(Role.KAI).fontName, fontSize=12, leading=18, wordWrap="CJK")
        paragraph = Paragraph(words, style)
        paragraph.wrapOn(canvas, 300, 700)
        paragraph.drawOn(canvas, 60, 300)

    assert words in pdfium_text(canvas_pdf(draw))


def test_one_font_serves_any_number_of_glyphs():
    many = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 700) if face(Role.HEI).has(code))

    def draw(canvas):
        canvas.setFont(face(Role.HEI).fontName, 6)
        for row in range(0, len(many), 50):
            canvas.drawString(40, 800 - row / 50 * 10, many[row : row + 50])

    pdf = canvas_pdf(draw)
    assert pdfium_text(pdf) == many
    assert len(readback.fonts(pdf, 0)) == 1


def test_two_documents_at_once_do_not_mix():
    buffers = [io.BytesIO(), io.BytesIO()]
    canvases = [Canvas(buffer, invariant=1, initialFontName=face(Role.SONG).fontName) for buffer in buffers]
    for index, canvas in enumerate(canvases):
        canvas.setFont(face(Role.SONG).fontName, 12)
        canvas.drawString(50, 700, ("甲乙丙", "子丑寅卯")[index])
    for canvas in canvases:
        canvas.save()
    assert [pdfium_text(buffer.getvalue()) for buffer in buffers] == ["甲乙丙", "子丑寅卯"]


def test_characters_that_share_a_glyph_keep_their_own_text():
    font = face(Role.SONG)
    by_glyph: dict[int, list[int]] = {}
    for code, glyph in font.face.charToGlyph.items():
        by_glyph.setdefault(glyph, []).append(code)
    shared = next(
        codes for codes in by_glyph.values() if len(codes) > 1 and all(code > 0x2000 for code in codes)
    )
    words = "甲" + "".join(map(chr, shared)) + "乙"

    def draw(canvas):
        canvas.setFont(font.fontName, 12)
        canvas.drawString(50, 700, words)

    assert pdfium_text(canvas_pdf(draw)) == words
