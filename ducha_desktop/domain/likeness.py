"""How alike two titles are, by the pairs of characters they share: for duplicates found on registration."""

import re
import unicodedata
from collections import Counter

_FOLDED_AWAY = re.compile(r"(?:19|20)\d\d年?|[\W_]+|关于|的通知$|工作$", re.UNICODE)
SAME, NEAR, NEAR_WITH_UNIT = 1.0, 0.72, 0.58
"""Likeness from which titles are the same, nearly the same, and nearly the same under one lead unit."""
_STRIDE, _PHRASE = 2, 4


def folded(title: str) -> str:
    """A title as it is compared: without years, marks, 关于 and 工作, so that last year's matter is found, too."""
    plain = unicodedata.normalize("NFKC", title).lower()
    return _FOLDED_AWAY.sub("", plain) or "".join(plain.split())


def likeness(first: str, second: str) -> float:
    """0 to 1: the share of pairs of neighbouring characters that two folded titles have in common (Dice)."""
    if first == second:
        return SAME if first else 0.0
    ours, theirs = _pairs(first), _pairs(second)
    whole = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / whole if whole else 0.0


def _pairs(text: str) -> Counter[str]:
    return Counter(text[place : place + 2] for place in range(len(text) - 1))


def phrases(title: str, *, most: int = 24) -> tuple[str, ...]:
    """Short runs of a title, some of which any nearly same title has: what the search index is asked for."""
    runs = [run for run in _FOLDED_AWAY.sub(" ", unicodedata.normalize("NFKC", title).lower()).split() if run]
    found: list[str] = []
    for run in runs:
        last = max(len(run) - _PHRASE, 0)
        starts = sorted({*range(0, last + 1, _STRIDE), last})
        found += [run[start : start + _PHRASE] for start in starts]
    return tuple(dict.fromkeys(part for part in found if len(part) > 1))[:most]
