"""Where a line of Chinese may break (GB/T 15834-2011 5.1; CLREQ 3.1.3): unbreakable clusters."""

import re

NEVER_FIRST = "，。、；：？！…—～·）》〉」』】〕〗｝］”’％‰℃°′″,.;:!?)]}%々〃ー－／、·•"
"""Signs that may not begin a line."""

NEVER_LAST = "（《〈「『【〔〖｛［“‘([{￥＄$№"
"""Signs that may not end a line."""

_UNITS = "年月日号时分秒％%‰℃元万亿吨米里亩户人家件项个条期季度处座所台批次位级类"

_DOCUMENT_NUMBER = r"〔\d{4}〕\d+(?:-\d+)*号?"
_WORD = r"[0-9A-Za-zÀ-ɏ０-９]+(?:[.,:/_@&+'~%–\-][0-9A-Za-zÀ-ɏ]+)*"
_ITEM = r"\d{1,2}[.．] ?[^\d\s]"
_DAY = r"\d{1,2}月\d{1,2}日"
_TELEPHONE = r"电话[ ：:]?\d[\d-]*"
_QUANTITY = rf"\d+(?:[.,:]\d+)*[{_UNITS}]"
_first = re.escape(NEVER_FIRST) + "\u0300-\u036f"
_last = re.escape(NEVER_LAST)

CLUSTER = re.compile(
    rf"(?:(?!〔\d{{4}}〕\d)[{_last}])*(?:{_DOCUMENT_NUMBER}|{_TELEPHONE}|{_DAY}|{_ITEM}|{_QUANTITY}|{_WORD}| +|[\s\S])[{_first}]*"
)
"""One unbreakable piece: opening signs, a core, closing signs; the core a character, word or number."""

_INVISIBLE = dict.fromkeys(
    [
        *(code for code in range(0x20) if code not in {0x09, 0x0A}),
        *range(0x7F, 0xA0),
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x2028, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
        *range(0xFE00, 0xFE10),
        *range(0xE0100, 0xE01F0),
        *range(0xD800, 0xE000),
    ]
)
_INVISIBLE[0x09] = _INVISIBLE[0xA0] = " "

_ODD = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufe00-\ufe0f\ud800-\udfff\U000e0100-\U000e01ef]"
)


def printable(text: str) -> str:
    """`text` as it can stand on paper: line feeds alone at line ends, tabs as spaces, invisible marks gone."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not _ODD.search(text):
        return text
    return text.replace("\u2028", "\n").replace("\u2029", "\n").translate(_INVISIBLE)


def clusters(text: str) -> list[str]:
    """`text` cut at every place where a line may break; joined again they are `text`."""
    return CLUSTER.findall(text)
