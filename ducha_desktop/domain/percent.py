"""Progress as ledgers write it: `62%`, `0.62`, `六成`, `过半`, `已完成`."""

import re
import unicodedata
from dataclasses import dataclass

from ducha_desktop.domain.deadline_text import chinese_number

FULL = 100.0
_PERCENT = re.compile(r"(?<![\d.])((?:^-)?\d+(?:\.\d+)?)[%‰]")
_BARE = re.compile(r"(\d+(?:\.\d+)?)")
_OF_HUNDRED = re.compile(
    r"百分之(?:(\d+(?:\.\d+)?)|百|([零一二两三四五六七八九十]+)(?:点([零〇一二三四五六七八九]))?)"
)
_TENTHS = re.compile(
    r"([一二两三四五六七八九十\d])成(?:([一二三四五六七八九半\d]))?(?=$|[,;。、()多左以]|的)"
)
_FRACTION = re.compile(r"(\d+)/(\d+)")
_ABOUT = re.compile(r"约|左右|近|过半|余|多|大半|以上|超过|不到|预计|基本|接近|[>≥≈~]")
_NEGATED = re.compile(r"未(?:全部|能)?完成|没有完成|尚未|未办结|未竣工|未整改")
_DONE = re.compile(
    r"^(?:已|均已|全部|已经|已全部|全面)*(?:完成|完工|办结|销号|竣工|落实|完毕|整改到位|整改完成)(?:整改|任务|验收|到位|销号)?[。.]?$"
)
_NOT_BEGUN = re.compile(r"^(?:未|尚未|暂未|没有)(?:启动|开始|开工|开展|实施)[。.]?$")
_WORDS = (("大半", 60.0), ("过半", 50.0), ("一半", 50.0), ("半数", 50.0))


@dataclass(frozen=True, slots=True)
class Percent:
    """A progress figure.

    Attributes:
        value: percent from 0 to 100; None when the words give none.
        approximate: `约`, `过半`, `左右`.
        text: the original words, unchanged.
        problem: why the words can't be a progress figure; empty when they can or are blank.
    """

    value: float | None
    approximate: bool
    text: str
    problem: str = ""


def read_percent(text: str) -> Percent:
    """Read a progress figure; above 100 % is a problem, never cut down.

    A bare number up to 1 with a decimal point is a fraction (Excel keeps 62 % as 0.62), above that
    it is percent; `1` alone is Excel's 100 %.
    """
    plain = unicodedata.normalize("NFKC", text).replace(" ", "").replace("\n", "")
    if plain in ("", "-", "/", "无", "—"):
        return Percent(None, approximate=False, text=text)
    value = _value(plain)
    if value is None:
        return Percent(None, approximate=False, text=text, problem="读不出完成比例，按原文保留")
    if not 0 <= value <= FULL:
        return Percent(None, approximate=False, text=text, problem="完成比例不在 0—100% 之间，按原文保留")
    return Percent(round(value, 2), bool(_ABOUT.search(plain)), text)


def _value(plain: str) -> float | None:
    for read in (_written, _tenths, _number, _worded):
        value = read(plain)
        if value is not None:
            return value
    return None


def _written(plain: str) -> float | None:
    """`62%`, `百分之六十二`; of several the last, which is the latest."""
    signs = _PERCENT.findall(plain)
    if signs:
        return float(signs[-1]) / (10 if plain.rstrip("。")[-1] == "‰" else 1)
    found = _OF_HUNDRED.search(plain)
    if not found:
        return None
    if found[1]:
        return float(found[1])
    if not found[2]:
        return FULL
    decimals = chinese_number(found[3]) / 10 if found[3] else 0
    return float(chinese_number(found[2])) + decimals


def _tenths(plain: str) -> float | None:
    """`六成`, `七成五`."""
    found = _TENTHS.search(plain)
    if not found:
        return None
    ones = 5 if found[2] == "半" else chinese_number(found[2]) if found[2] else 0
    return chinese_number(found[1]) * 10.0 + ones


def _number(plain: str) -> float | None:
    """`0.62`, `62`, `31/50`."""
    fraction = _FRACTION.fullmatch(plain)
    if fraction:
        return FULL * int(fraction[1]) / int(fraction[2]) if int(fraction[2]) else None
    found = _BARE.fullmatch(re.sub(r"^(?:约|近|完成)+|左右$", "", plain))
    if not found:
        return None
    value = float(found[1])
    return value * FULL if value <= 1 and ("." in found[1] or value == 1) else value


def _worded(plain: str) -> float | None:
    """`已完成` is 100, `过半` about 50, `未启动` 0."""
    if _NOT_BEGUN.match(plain):
        return 0.0
    if _NEGATED.search(plain):
        return None
    if _DONE.match(plain):
        return FULL
    return next((value for word, value in _WORDS if word in plain), None)
