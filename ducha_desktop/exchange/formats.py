"""Number formats that change what a reader sees: percent, leading zeros, a month without a day."""

import re
from decimal import Decimal

_XFS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_XF = re.compile(rb"<(?:\w+:)?xf\b([^>]*)>")
_FORMAT = re.compile(rb"<(?:\w+:)?numFmt\b([^>]*)>")
_ID = re.compile(rb"""\bnumFmtId\s*=\s*["'](\d+)""")
_CODE = re.compile(rb"""\bformatCode\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\[[^\]]*\]|&quot;.*?&quot;')
_FIXED = re.compile(r"#?,?#*0\.(0+)(?:_ )?")

_MONTH = re.compile(r"y+[/.年-]*m+[/.月-]*|m+[-/ ]*y+", re.IGNORECASE)
_FIRST_OF_MONTH = re.compile(r"(\d{4})-(\d\d)-01")

BUILT_IN = {2: "0.00", 9: "0%", 10: "0.00%", 17: "mmm-yy"} | dict.fromkeys((27, 36, 50, 52, 57), "yyyy年m月")
"""Formats without a code in the file; those from 27 on are the Chinese edition's."""


def meaningful(code: str) -> str:
    """Reduce a number format to what matters.

    Returns:
        ``%``, ``000`` (leading zeros), ``.00`` (decimals), ``ym`` (a month without a day), or nothing.
    """
    first = _QUOTED.sub("", code.split(";", maxsplit=1)[0]).strip()
    if first.endswith("%"):
        return "%"
    if re.fullmatch(r"0{2,}", first):
        return first
    if _MONTH.fullmatch(first):
        return "ym"
    fixed = _FIXED.fullmatch(first)
    return "." + fixed[1] if fixed else ""


def meaningful_styles(styles: bytes) -> dict[int, str]:
    """Cell style indices of `styles.xml` whose number format matters, with the reduced format."""
    codes = dict(BUILT_IN)
    for found in _FORMAT.finditer(styles):
        named, code = _ID.search(found[1]), _CODE.search(found[1])
        if named and code:
            codes[int(named[1])] = (
                (code[1] or code[2] or b"").decode("utf-8", "replace").replace("&quot;", '"')
            )
    block = _XFS.search(styles)
    meanings: dict[int, str] = {}
    for index, found in enumerate(_XF.finditer(block[0]) if block else ()):
        number = _ID.search(found[1])
        meaning = meaningful(codes.get(int(number[1]), "")) if number else ""
        if meaning:
            meanings[index] = meaning
    return meanings


def plain(number: float) -> str:
    """A number as an office writes it: ``3``, ``13812345678``, ``0.62``; never ``3.0`` or ``1e+11``."""
    text = repr(number)
    if text.endswith(".0"):
        return text[:-2]
    if len(text) > 17 or "e" in text:  # noqa: PLR2004 - beyond the 15 digits a workbook shows
        text = format(number, ".15g")
    return format(Decimal(text), "f") if "e" in text else text


def shown(text: str, raw: str, meaning: str) -> str:
    """The cell as its format shows it.

    Args:
        text: as read without regard to the format.
        raw: the number in the file.
        meaning: the format, reduced by `meaningful`.
    """
    if meaning == "ym":
        # 2026年6月 typed into a cell is kept as the first of June; as a deadline it means the month
        found = _FIRST_OF_MONTH.fullmatch(text)
        return f"{found[1]}年{int(found[2])}月" if found else text
    number = float(raw)
    if meaning == "%":
        return plain(round(number * 100, 10)) + "%"
    if meaning[0] == "0":
        return f"{int(number):0{len(meaning)}d}" if number.is_integer() and number >= 0 else plain(number)
    if 1990 < number < 2100 and not number.is_integer():  # noqa: PLR2004 - a year and month typed as a number
        return f"{number:.{len(meaning) - 1}f}"
    return plain(number)
