"""Deadline words brought into one shape: half-width, Arabic digits, no stray blanks."""

import re
import unicodedata

_TRADITIONAL = str.maketrans("號個長內續會後開節慶間週終應", "号个长内续会后开节庆间周终应")
_DIGITS = {
    char: value for value, chars in enumerate(("〇零○Oo0", "一1", "二两2", "三3", "四4")) for char in chars
}
_DIGITS |= {
    char: value for value, chars in enumerate(("五5", "六6", "七7", "八8", "九9"), start=5) for char in chars
}
_TENS = {"廿": 20, "卅": 30}
_ZERO = "〇零○Oo0"
_NUMERALS = "一二三四五六七八九"
_CHINESE_YEAR = re.compile(
    rf"(?<![{_NUMERALS}十\d])([二2][{_ZERO}][{_ZERO}{_NUMERALS}\d]{{2}})(?![{_NUMERALS}十\d月个])",
    re.ASCII,
)
_CHINESE_NUMBER = re.compile(
    r"(?<!星期)(?<![周初末旬\d])([一二两三四五六七八九十廿卅百]+)"
    r"(?=个|年|月|日|号|天|周(?![一二三四五六日末])|季|工作日|旬|小时|次)"
    r"|(?<=月)([一二三]?十[一二三四五六七八九]?|廿[一二三四五六七八九]?)"
)
_INVISIBLE = re.compile(r"[\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff\u00ad]")
_CLOCK = re.compile(
    r"(\d{4}[-/.年]\d{1,2}[-/.月]\d{1,2}日?)[T ]*\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?"
)
_BLANK = re.compile(r"\s+")
_CIRCLED = re.compile("[\u2460-\u2473\u2776-\u277f\u24f5-\u24fe]")
_ITEM = re.compile(r"(?:^|[;,])\(?(\d{1,2})[.,)](?=(?:\d{4}年)?\d{1,2}月)")
_QUOTES = re.compile("[“”‘’\"']")
_DASHES = re.compile(r"[—–－―─~～〜]+|-{2,}")


def plain(text: str) -> str:
    """The text with half-width digits and signs, Arabic numbers and no blanks, for matching only."""
    half = (
        unicodedata.normalize("NFKC", _CIRCLED.sub(";", _INVISIBLE.sub("", text)))
        .translate(_TRADITIONAL)
        .strip()
    )
    half = _QUOTES.sub("", _CLOCK.sub(r"\1", half))
    half = _DASHES.sub("~", half.replace("。", ";").replace("、", ","))
    half = _BLANK.sub(lambda blank: _joint(half, blank), half)
    half = _CHINESE_YEAR.sub(lambda found: "".join(str(_DIGITS[char]) for char in found[1]), half)
    return _unnumbered(_CHINESE_NUMBER.sub(lambda found: str(chinese_number(found[1] or found[2])), half))


def _unnumbered(text: str) -> str:
    """`1.4月底前…;2.9月底前…` without the numbers of its items, which would pass for days or months."""
    numbers = [int(found[1]) for found in _ITEM.finditer(text)]
    several = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return _ITEM.sub(";", text) if several else text


def _joint(text: str, blank: re.Match[str]) -> str:
    """A blank between two digits or letters separates, any other is mere spacing."""
    before, after = text[blank.start() - 1 : blank.start()], text[blank.end() : blank.end() + 1]
    return "," if _alphanumeric(before) and _alphanumeric(after) else ""


def _alphanumeric(char: str) -> bool:
    return char.isascii() and char.isalnum()


def chinese_number(words: str) -> int:
    """The value of a Chinese number below 1000 (`二十五`, `廿五`, `一百二`, `十`); digits one by one else."""
    if not any(char in "十百廿卅" for char in words):
        return int("".join(str(_DIGITS[char]) for char in words))
    total = unit = 0
    for char in words:
        if char in _TENS:
            total += _TENS[char]
        elif char == "十":
            total, unit = total + (unit or 1) * 10, 0
        elif char == "百":
            total, unit = total + (unit or 1) * 100, 0
        else:
            unit = _DIGITS[char]
    return total + unit
