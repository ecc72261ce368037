"""Matters that mention each other: a number in the words of one is a way to the other, and back."""

import re
from collections.abc import Iterator

from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import Mention
from ducha_desktop.storage.queries import mentions as queries

_NUMBERED = re.compile(r"[〔\[(（【]\s*((?:19|20)\d\d)\s*[〕\])）】]\s*第?\s*0*([1-9]\d{0,6})\s*号?")
_BRACKETS = str.maketrans(dict.fromkeys("([（【", "〔") | dict.fromkeys(")]）】", "〕"))
_BLANK = re.compile(r"\s+")
MOST = 20
"""Most mentions of either kind that are told."""
_LOOKED_AT = 200


def mentions(reader: Reader, uid: str) -> tuple[Mention, ...]:
    """The matters whose whole numbers stand in the words or notes of this one, then those that name this one."""
    words = _plain(queries.words_of(reader.connection, uid))
    named = [
        Mention(other, number, title, back=False)
        for year, n in _numbers(words)
        for other, number, title in queries.numbered(reader.connection, year, n)
        if other != uid and _stands_in(number, words)
    ]
    known = {each.uid for each in named} | {uid}
    number = queries.number_of(reader.connection, uid)
    found = queries.naming(reader.connection, number, limit=_LOOKED_AT) if number else ()
    naming = [
        Mention(other, shown, title, back=True)
        for other, shown, title, said in found
        if other not in known and _stands_in(number, _plain(said))
    ]
    return (*named[:MOST], *naming[:MOST])


def _numbers(words: str) -> Iterator[tuple[int, int]]:
    """Year and number of everything that looks like a number, each once."""
    yield from dict.fromkeys((int(found[1]), int(found[2])) for found in _NUMBERED.finditer(words))


def _stands_in(number: str, words: str) -> bool:
    """Whether the whole number stands in plain words: `2026-1` does not in `2026-12`."""
    plain = re.escape(_plain(number))
    return re.search(rf"(?<!\d){plain}(?!\d)", words) is not None


def _plain(text: str) -> str:
    return _BLANK.sub("", text.translate(_BRACKETS))
