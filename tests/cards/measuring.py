"""Measures cards on finished pages: what overlaps, what leaves its cell, what is too small."""

from dataclasses import fields

from ducha_desktop.cards import look
from ducha_desktop.cards.compose import Sheet, compose
from ducha_desktop.cards.impose import Layout, place
from ducha_desktop.cards.kinds import Office
from ducha_desktop.cards.masthead import Place
from ducha_desktop.cards.rows import INSET, LABEL_WIDTH, Row
from ducha_desktop.services.papers import CardPaper
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.metadata import Imprint
from ducha_desktop.typeset.pdf_file import PdfFile
from ducha_desktop.typeset.readback import Glyph, glyphs
from tests.cards import samples
from tests.typeset.reading import squeeze

OFFICE = Office("中共云岭县委 云岭县人民政府督查室", "0000-6610001", samples.TODAY)
DROP = (look.CARD[1] - 148 * 72 / 25.4) / 2

NOT_PRINTED = {"level", "light", "matter_uid", "holder_post", "qr", "role", "title"}


def sheets_of(card: CardPaper, office: Office = OFFICE) -> list[Sheet]:
    return compose(card, Place(1, 3), office)


def draw(sheets: list[Sheet]) -> bytes:
    file = PdfFile(Imprint("卡", "督查室", "卡", samples.TODAY))
    place(file, sheets, Layout.A5)
    assert file.warnings == []
    return file.finish()


def overlaps(marks: list[Glyph]) -> list[tuple[str, str]]:
    """Pairs of glyphs whose ink boxes cover each other by more than a fifth of the smaller."""
    found = []
    ordered = sorted(marks, key=lambda glyph: glyph.tight[0])
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 :]:
            if other.tight[0] >= one.tight[2]:
                break
            wide = min(one.tight[2], other.tight[2]) - other.tight[0]
            high = min(one.tight[3], other.tight[3]) - max(one.tight[1], other.tight[1])
            smaller = min(area(one), area(other))
            if high > 0 and smaller > 0 and wide * high > 0.2 * smaller:
                found.append((one.character, other.character))
    return found


def area(glyph: Glyph) -> float:
    left, bottom, right, top = glyph.tight
    return max(right - left, 0.0) * max(top - bottom, 0.0)


def outside(marks: list[Glyph]) -> list[str]:
    """Glyphs beyond the card's margins."""
    left, right, bottom, top = (
        look.LEFT - 0.5,
        look.RIGHT + 0.5,
        look.BOTTOM - 3 - DROP,
        look.TOP + 0.5 - DROP,
    )
    return [
        glyph.character
        for glyph in marks
        if glyph.tight[0] < left or glyph.tight[2] > right or glyph.tight[1] < bottom or glyph.tight[3] > top
    ]


def leaving_cells(sheet: Sheet, marks: list[Glyph]) -> list[str]:
    """Glyphs that start in a value's cell but reach beyond its white space, or beyond its row."""
    found = []
    top = sheet._rows_top - DROP
    for row in sheet.rows:
        bottom = top - row.height
        inside = [glyph for glyph in marks if bottom < (glyph.tight[1] + glyph.tight[3]) / 2 < top]
        if isinstance(row, Row):
            for cell in row.cells:
                left, right = cell.x + LABEL_WIDTH + INSET, cell.x + cell.width - INSET
                for glyph in inside:
                    if left - INSET < glyph.tight[0] < right + INSET:
                        fits = left - 0.6 <= glyph.tight[0] and glyph.tight[2] <= right + 0.6
                        stands = bottom <= glyph.tight[1] and glyph.tight[3] <= top
                        if not (fits and stands):
                            found.append(glyph.character)
        top = bottom
    return found


def check_sheets(sheets: list[Sheet]) -> bytes:
    """Draw sheets and fail when anything overlaps, leaves its place or is too small."""
    pdf = draw(sheets)
    for number, sheet in enumerate(sheets):
        assert sheet._rows_top - sum(row.height for row in sheet.rows) >= look.BOTTOM
        marks = glyphs(pdf, number)
        assert marks
        assert overlaps(marks) == []
        assert outside(marks) == []
        assert leaving_cells(sheet, marks) == []
        assert min(glyph.size for glyph in marks) >= look.SMALLEST
    return pdf


def texts_of(card: CardPaper) -> list[tuple[str, str]]:
    """Every word a card must show, by field, without white space."""
    wanted: list[tuple[str, str]] = []
    for entry in fields(card):
        value = getattr(card, entry.name)
        if entry.name in NOT_PRINTED or not isinstance(value, str | tuple):
            continue
        pieces = [value] if isinstance(value, str) else list(flatten(value))
        wanted += [(entry.name, squeeze(printable(piece))) for piece in pieces if piece]
    return wanted


def flatten(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple):
        return [piece for part in value for piece in flatten(part)]
    return []
