"""Places card sheets on paper: two to an A4 sheet with a cutting line, or one each on A5 or A4."""

from collections.abc import Iterable
from enum import StrEnum
from itertools import islice

from ducha_desktop.cards import look
from ducha_desktop.cards.compose import Sheet
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.paper import A4, A4_LYING, MM
from ducha_desktop.typeset.pdf_file import PdfFile

_A5 = (210 * MM, 148 * MM)


class Layout(StrEnum):
    """How cards stand on paper."""

    TWO_UP = "2up"
    A5 = "a5"
    A4 = "a4"


PAPERS = {Layout.TWO_UP: A4, Layout.A5: _A5, Layout.A4: A4_LYING}
"""Sheet of each layout."""


def place(file: PdfFile, sheets: Iterable[Sheet], layout: Layout) -> None:
    """Add pages with the sheets of one holder to `file`."""
    if layout is Layout.TWO_UP:
        waiting = iter(sheets)
        while pair := list(islice(waiting, 2)):
            _two_up(file, pair)
        return
    for sheet in sheets:
        content = sheet.draw(file)
        if layout is Layout.A5:
            drop = (_A5[1] - look.CARD[1]) / 2
            file.add_page(f"q 1 0 0 1 0 {drop:.2f} cm\n{content}\nQ", _A5)
        else:
            scale = A4_LYING[0] / look.CARD[0]
            file.add_page(f"q {scale:.5f} 0 0 {scale:.5f} 0 0 cm\n{content}\nQ", A4_LYING)


def _two_up(file: PdfFile, pair: list[Sheet]) -> None:
    parts = [_cutting_line(file)]
    for sheet, bottom in zip(pair, (look.CARD[1], 0.0), strict=False):
        parts.append(f"q 1 0 0 1 0 {bottom:.2f} cm\n{sheet.draw(file)}\nQ")
    file.add_page("\n".join(parts), A4)


def _cutting_line(file: PdfFile) -> str:
    operator = file.form("cut")
    if operator is None:
        ink = Ink(file)
        ink.rule(0, look.CARD[1], A4[0], look.CARD[1], width=0.4, colour=look.QUIET, dash="4 3")
        operator = file.add_form("cut", ink.content(), A4)
    return operator
