"""Where people write by hand: instructions, visit notes, receipt; and the code to scan."""

from dataclasses import dataclass

from ducha_desktop.cards import look
from ducha_desktop.services.papers import CardPaper
from ducha_desktop.typeset.ink import Ink
from ducha_desktop.typeset.qr import QrTextTooLongError, encode

QR_SIDE = 45.0
QR_CELL = 64.0
LEAST = 56.0
"""Least height of the band: the code with 4 modules of white around it, and two lines of handwriting."""


@dataclass(frozen=True, slots=True)
class Field:
    """A white field: `share` of the band's width left of the code, words at its head and foot."""

    label: str
    share: float
    foot: str = ""
    ruled: bool = False


@dataclass(frozen=True, slots=True)
class Band:
    """The band's edges."""

    left: float
    right: float
    top: float
    bottom: float


def draw_band(ink: Ink, fields: tuple[Field, ...], band: Band) -> None:
    """Draw the fields and the cell of the code between `top` and `bottom`."""
    x, right, top, bottom = band.left, band.right, band.top, band.bottom
    end = right - QR_CELL
    total = sum(field.share for field in fields)
    left = x
    for field in fields:
        width = (end - x) * field.share / total
        ink.text(left + 7, top - 14, field.label, look.HAND)
        if field.foot:
            ink.text(left + 7, bottom + 6, field.foot, look.SMALL)
        if field.ruled:
            _draw_lines(ink, left + 7, left + width - 7, top - 20, bottom + 4)
        left += width
        ink.rule(left, bottom, left, top, width=0.35, colour=look.HAIR)
    ink.rule(x, bottom, right, bottom, width=0.35, colour=look.HAIR)


def _draw_lines(ink: Ink, left: float, right: float, top: float, bottom: float) -> None:
    """Dotted lines to write on, 18 points (6.4 mm) apart."""
    y = top - 14
    while y >= bottom:
        ink.rule(left, y, right, y, width=0.4, colour=look.HAIR, dash="0.6 2.2")
        y -= 18


def draw_code(ink: Ink, card: CardPaper, band: Band) -> None:
    """Paint the code of a card into its cell; a card without number has none."""
    x, y = band.right - (QR_CELL + QR_SIDE) / 2, (band.top + band.bottom - QR_SIDE) / 2
    if card.qr and not draw_qr(ink, card.qr, x, y, QR_SIDE):
        ink.warn(f"{card.title} {card.card_number} 的二维码内容过长，没有印二维码。")


def draw_qr(ink: Ink, text: str, x: float, y: float, side: float) -> bool:
    """Paint a code into a square, the caller leaving 4 modules free around it; False when `text` is too long."""
    try:
        symbol = encode(text)
    except QrTextTooLongError:
        return False
    ink.raw("0 g " + symbol.operators(x, y, side))
    return True
