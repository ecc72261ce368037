"""Quantities as ledgers write them: `约200`, `20多个`, `5000万元`, `1.2亿`; a 约 is never lost."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from ducha_desktop.domain.deadline_text import chinese_number

_SCALES = {"": Decimal(1), "千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_SCALES |= {
    "百": Decimal(100),
    "百万": Decimal(1_000_000),
    "千万": Decimal(10_000_000),
    "万亿": Decimal(10**12),
}
_ABOUT_BEFORE = r"(?P<before>约|大约|大概|近|超过?|逾|突破|不少于|不低于|至少|预计|累计约|共约|≥|>|≈|~)?"
_ABOUT_AFTER = r"(?P<after>余|多|来|左右|上下|以上|以内|\+)?"
_AMOUNT = re.compile(
    rf"{_ABOUT_BEFORE}(?P<sign>-)?(?P<number>\d+(?:,\d{{3}})*(?:\.\d+)?|[一二两三四五六七八九十百]+(?=[余多来]?[千万亿个项户人次家名处台套座]))"
    rf"{_ABOUT_AFTER}(?P<scale>百万|千万|万亿|[百千万亿])?(?P<after2>余|多|来)?"
    r"(?P<unit>[^\d\s,;。、()余多来左右上下以约]{0,6})(?P<after3>左右|上下|以上|以内)?"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity with its unit.

    Attributes:
        value: in plain units (`5000万元` is 50,000,000 元); None when the words hold no number.
        unit: `元`, `个`, `公里`; empty when none is written.
        approximate: `约`, `余`, `多`, `近`, `左右`, `以上`.
        text: the original words, unchanged.
    """

    value: Decimal | None
    unit: str
    approximate: bool
    text: str


def read_amount(text: str, *, heading: str = "") -> Amount:
    """Read the first quantity of a cell.

    Args:
        text: the words of the cell.
        heading: the column's heading, whose unit (`总投资（万元）`) goes for bare numbers.
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "")
    found = _AMOUNT.search(plain)
    if not found:
        return Amount(None, "", approximate=False, text=text)
    number = Decimal(_digits(found["number"])) * (-1 if found["sign"] else 1)
    scale, unit = found["scale"] or "", found["unit"]
    if not scale and not unit:
        scale, unit = _heading_unit(heading)
    about = any(found[name] for name in ("before", "after", "after2", "after3"))
    return Amount(number * _SCALES[scale], unit, about, text)


def _digits(words: str) -> str:
    return words.replace(",", "") if words[0].isdigit() else str(chinese_number(words))


def _heading_unit(heading: str) -> tuple[str, str]:
    """Scale and unit that a heading gives in brackets or at its end."""
    found = re.search(r"(百万|千万|[千万亿]?)(元|公里|亩|平方米|户|人|个)[)）]?$", heading.strip())
    return (found[1], found[2]) if found else ("", "")
