"""Numbers of matters and cards: the office's own pattern, without gaps, one matter one number."""

import re
from dataclasses import dataclass
from enum import StrEnum

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.vocabulary import CardLevel

DEFAULT_PATTERN = "督办〔{year}〕{n}号"
_PLACES = re.compile(r"\{(year|n)\}")
_SHORT = re.compile(r"(\d{4})\s*[-－—/]\s*0*(\d+)")
_DRAFT = re.compile(r"拟\s*[-－—]?\s*0*(\d+)")
_UID = re.compile(r"[0-9a-f]{8}[0-9a-f-]*")
_CARD_WORD = {CardLevel.LIAISON: "联", CardLevel.RESPONSIBILITY: "责", CardLevel.SUPERVISION: "督"}


def check_pattern(pattern: str) -> str:
    """The pattern itself when it names the year and the running number once each.

    Raises:
        WrongUseError: a place is missing or unknown.
    """
    if sorted(_PLACES.findall(pattern)) != ["n", "year"] or re.search(r"[{}]", _PLACES.sub("", pattern)):
        raise WrongUseError(f"编号规则“{pattern}”须恰好含有 {{year}} 和 {{n}} 各一处，没有采用。")
    return pattern


def format_number(pattern: str, year: int, n: int) -> str:
    """A full number; no zero padding (GB/T 9704-2012 7.2.5)."""
    return check_pattern(pattern).format(year=year, n=n)


def parse_number(pattern: str, text: str) -> tuple[int, int] | None:
    """(year, running number) of a full number of that pattern, None when it is none."""
    parts = _PLACES.split(pattern)
    expression = "".join(
        re.escape(part) if i % 2 == 0 else (r"(?P<year>\d{4})" if part == "year" else r"0*(?P<n>\d+)")
        for i, part in enumerate(parts)
    )
    found = re.fullmatch(expression, text.strip())
    return (int(found["year"]), int(found["n"])) if found else None


def draft_number(seq: int) -> str:
    """The number of a draft, never reused."""
    return f"拟-{seq}"


def short_number(year: int, n: int) -> str:
    """The short form for typing, e.g. `2026-9`."""
    return f"{year}-{n}"


def card_number(level: CardLevel, year: int, n: int, holder: int) -> str:
    """The number of a card, e.g. `联〔2026〕9-1`; `holder` counts the holders of the level."""
    return f"{_CARD_WORD[level]}〔{year}〕{n}-{holder}"


class NumberKind(StrEnum):
    """What a user typed where a number is wanted."""

    SHORT = "short"
    DRAFT = "draft"
    UID = "uid"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """A number as typed: its kind and, where it has them, year and running number."""

    kind: NumberKind
    text: str
    year: int = 0
    n: int = 0


def read_number(text: str) -> TypedNumber:
    """Classify what was typed: `2026-9`, `拟-12`, the beginning of a uid, else a full number or alias."""
    typed = text.strip()
    if found := _SHORT.fullmatch(typed):
        return TypedNumber(NumberKind.SHORT, typed, int(found[1]), int(found[2]))
    if found := _DRAFT.fullmatch(typed):
        return TypedNumber(NumberKind.DRAFT, typed, n=int(found[1]))
    if _UID.fullmatch(typed.lower()):
        return TypedNumber(NumberKind.UID, typed.lower())
    return TypedNumber(NumberKind.TEXT, typed)
