"""Pinyin initials for search: `lyx` finds 林业县 whatever reading a surname has."""

from functools import lru_cache
from itertools import islice, product

MOST_VARIANTS = 32


def initials(text: str) -> str:
    """The usual initials of a text, small; letters and digits stay, all else is dropped.

    >>> initials("乐亭县2号")
    'ltx2h'
    """
    return text.translate(_USUAL)


def initial_variants(name: str) -> tuple[str, ...]:
    """All initials a name may be searched by, the usual first: 仇 is read qiu and chou.

    Every reading of every character counts, up to 32 combinations, those of the surname first.
    """
    readings = [letters for char in name if (letters := _letters(char))]
    varying = product(*reversed(readings))
    return tuple("".join(reversed(letters)) for letters in islice(varying, MOST_VARIANTS)) if readings else ()


class _Usual(dict[int, str]):
    """The usual initial of every character met so far, as `str.translate` asks for it."""

    def __missing__(self, code: int) -> str:
        letters = _letters(chr(code))
        self[code] = letters[0] if letters else ""
        return self[code]


_USUAL = _Usual()


@lru_cache(maxsize=8192)
def _letters(char: str) -> tuple[str, ...]:
    """The initials of one character, the usual first; empty for what has none."""
    if char.isascii():
        return (char.lower(),) if char.isalnum() else ()
    from pypinyin import Style, pinyin

    usual = pinyin(char, style=Style.NORMAL, errors="ignore")
    if not usual:
        return ()
    every = pinyin(char, style=Style.NORMAL, heteronym=True, errors="ignore")[0]
    return tuple(dict.fromkeys(reading[0] for reading in (usual[0][0], *every) if reading))
