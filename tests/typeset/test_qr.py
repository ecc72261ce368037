import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from ducha_desktop.typeset.qr import QUIET, QrTextTooLongError, Symbol, encode


def picture(symbol: Symbol, scale: int = 3) -> Image.Image:
    side = (symbol.size + 2 * QUIET) * scale
    image = Image.new("L", (side, side), 255)
    for row in range(symbol.size):
        for column in range(symbol.size):
            if symbol.is_dark(row, column):
                left, top = (column + QUIET) * scale, (row + QUIET) * scale
                image.paste(0, (left, top, left + scale, top + scale))
    return image


def decode(symbol: Symbol) -> str:
    (found,) = zxingcpp.read_barcodes(picture(symbol), formats=zxingcpp.BarcodeFormat.QRCode)
    return found.text


def test_a_card_code_reads_back():
    text = "DUCHA1:督办〔2026〕9号:L:7KQ2:1f0c9a3e"
    assert decode(encode(text)) == text


@pytest.mark.parametrize(("length", "size"), [(1, 21), (14, 21), (15, 25), (26, 25), (42, 29), (62, 33), (84, 37),
                                              (106, 41), (122, 45), (152, 49), (180, 53), (181, 57), (213, 57)])  # fmt: skip
def test_every_version_reads_back_at_its_limit(length, size):
    text = "".join(chr(65 + index * 7 % 26) for index in range(length))
    symbol = encode(text)
    assert symbol.size == size
    assert decode(symbol) == text


def test_too_long_a_text_is_refused():
    with pytest.raises(QrTextTooLongError):
        encode("督" * 72)


def test_damage_of_a_tenth_is_repaired():
    symbol = encode("DUCHA1:督办〔2026〕9号:R:7KQ2:1f0c9a3e")
    image = picture(symbol)
    image.paste(255, (15 * 3, 18 * 3, 22 * 3, 24 * 3))
    (found,) = zxingcpp.read_barcodes(image)
    assert found.text.startswith("DUCHA1:督办")


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=120))
def test_any_ascii_text_reads_back(text):
    assert decode(encode(text)) == text
