"""Numbers of matters and cards: the office's pattern, gap-free, and what users type instead."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.vocabulary import CardLevel

DEFAULT_PATTERN = "督办〔{year}〕{n}号"
DRAFT_MARK = "拟-"
LONGEST_PATTERN = 40
_YEAR, _N = "{year}", "{n}"
_YEAR_WORD, _N_WORD = "{年份}", "{序号}"
_CARD_MARKS = {CardLevel.LIAISON: "联", CardLevel.RESPONSIBILITY: "责", CardLevel.SUPERVISION: "督"}
_BRACKETS = str.maketrans(dict.fromkeys("([【", "〔") | dict.fromkeys(")]】", "〕"))
_SHORT = re.compile(r"((?:19|20)\d\d)\s*[-—–－/.]\s*0*([1-9]\d{0,6})")
_DRAFT = re.compile(r"拟\s*[-—–－]?\s*0*([1-9]\d{0,8})")
_UID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{0,27}|[0-9a-f]{4,32}")


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A matter's number within its year."""

    year: int
    n: int

    @property
    def short(self) -> str:
        """`2026-9`, as typed at the keyboard."""
        return f"{self.year}-{self.n}"


class Typed(StrEnum):
    """What a user's words for a matter turned out to be."""

    NUMBER = "number"
    DRAFT = "draft"
    UID = "uid"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class TypedNumber:
    """What a user typed for a matter.

    Attributes:
        kind: how to look it up; a `UID` that finds nothing may still be an alias.
        number: for `NUMBER`.
        draft: for `DRAFT`, the N of `拟-N`.
        text: the words, trimmed; for `UID` the prefix in lower case.
    """

    kind: Typed
    text: str
    number: Number | None = None
    draft: int = 0


def check_pattern(pattern: str) -> None:
    """Refuse a pattern that can't number: `{year}` and `{n}` each exactly once.

    Raises:
        WrongUseError: with the reason.
    """
    if len(pattern) > LONGEST_PATTERN or not pattern.isprintable():
        raise WrongUseError(f"编号规则最多 {LONGEST_PATTERN} 个字，请写在一行内；编号规则没有改动。")
    if pattern.count(_YEAR) != 1 or pattern.count(_N) != 1:
        raise WrongUseError(
            "编号规则须各含一个 {年份} 和 {序号}，例如 督办〔{年份}〕{序号}号；编号规则没有改动。"
        )
    if re.search(r"[{}]", pattern.replace(_YEAR, "").replace(_N, "")):
        raise WrongUseError("编号规则中花括号里只能写“年份”或“序号”，请改正；编号规则没有改动。")
    if re.search(r"\d\{|\}\d|\}\{", pattern):
        raise WrongUseError("编号规则中年份和序号前后须是文字或符号，不能是数字；编号规则没有改动。")


def pattern_words(pattern: str) -> str:
    """A pattern as the office reads it: `督办〔{年份}〕{序号}号`."""
    return pattern.replace(_YEAR, _YEAR_WORD).replace(_N, _N_WORD)


def typed_pattern(words: str) -> str:
    """A pattern from what a clerk typed, in the office's words or in the stored form; brackets of any width."""
    clean = words.replace("｛", "{").replace("｝", "}")
    return re.sub(r"\{\s*(?:年份|年)\s*\}", _YEAR, re.sub(r"\{\s*(?:序号|号)\s*\}", _N, clean))


def format_number(number: Number, pattern: str = DEFAULT_PATTERN) -> str:
    """The full number, e.g. `督办〔2026〕9号` (GB/T 9704-2012 7.2.5: full year, no padding)."""
    return pattern.replace(_YEAR, str(number.year)).replace(_N, str(number.n))


def number_frame(pattern: str, year: int) -> tuple[str, str]:
    """What stands before and after the running number in the numbers of a year."""
    before, _, after = pattern.replace(_YEAR, str(year)).partition(_N)
    return before, after


def parse_number(text: str, pattern: str = DEFAULT_PATTERN) -> Number | None:
    """Read a full number back; brackets of any shape and blanks are forgiven."""
    shape = re.escape(_folded(pattern))
    shape = shape.replace(re.escape(_YEAR), r"(?P<year>(?:19|20)\d\d)").replace(
        re.escape(_N), r"0*(?P<n>[1-9]\d{0,6})"
    )
    found = re.fullmatch(shape, _folded(text))
    return Number(int(found["year"]), int(found["n"])) if found else None


def gaps(used: Iterable[int]) -> tuple[int, ...]:
    """Numbers missing below the highest one, for the check of the register."""
    taken = set(used)
    return tuple(n for n in range(1, max(taken, default=0)) if n not in taken)


def draft_number(n: int) -> str:
    """`拟-N`, the number of a draft, never reused."""
    return f"{DRAFT_MARK}{n}"


def card_number(level: CardLevel, matter_number: str, holder: int) -> str:
    """`联〔2026〕9-1`: the matter's number and the holder's place among those of the level.

    A number of another rule than the usual one is taken whole, `联·重〔2026〕9号-1`: each rule counts for itself,
    so year and running number alone would give two matters the same cards (ADR 0020).
    """
    usual = parse_number(matter_number)
    if usual is not None and format_number(usual) == matter_number:
        return f"{_CARD_MARKS[level]}〔{usual.year}〕{usual.n}-{holder}"
    return f"{_CARD_MARKS[level]}·{matter_number}-{holder}"


def draft_card_number(level: CardLevel, draft: int, holder: int) -> str:
    """`联（拟-9）-1`, on the card of a draft."""
    return f"{_CARD_MARKS[level]}（{draft_number(draft)}）-{holder}"


def read_number(text: str, pattern: str = DEFAULT_PATTERN) -> TypedNumber:
    """What the words a user typed for a matter are: number, draft, prefix of a uid, or an alias."""
    folded = _folded(text)
    number = parse_number(text, pattern)
    short = _SHORT.fullmatch(folded)
    if number is None and short:
        number = Number(int(short[1]), int(short[2]))
    if number is not None:
        return TypedNumber(Typed.NUMBER, text.strip(), number=number)
    draft = _DRAFT.fullmatch(folded)
    if draft:
        return TypedNumber(Typed.DRAFT, text.strip(), draft=int(draft[1]))
    lower = folded.lower()
    if _UID.fullmatch(lower):
        return TypedNumber(Typed.UID, lower)
    return TypedNumber(Typed.ALIAS, text.strip())


def _folded(text: str) -> str:
    """Half-width, one shape of brackets, no blanks."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_BRACKETS).split())
