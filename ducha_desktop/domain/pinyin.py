"""Pinyin initials for search: `乐亭县` answers to `ltx`, `仇` to `q` and `c`."""

from functools import lru_cache


@lru_cache(maxsize=32768)
def _readings(character: str) -> tuple[str, ...]:
    """Initial letters of a character, the usual reading first; itself when it has none."""
    from pypinyin import Style, pinyin

    if character.isascii():
        return (character.lower(),)
    found = pinyin(character, style=Style.FIRST_LETTER, heteronym=True, errors="default")[0]
    return tuple(dict.fromkeys(letter.lower()[:1] for letter in found if letter)) or (character,)


def initials(text: str) -> str:
    """The initials of every character in its usual reading; Latin letters and digits stay."""
    return "".join(_readings(character)[0] for character in text)


def initial_variants(name: str, *, limit: int = 16) -> tuple[str, ...]:
    """All initials a name can be typed by, at most `limit`: characters with several readings count each."""
    variants = [""]
    for character in name:
        variants = [start + letter for start in variants for letter in _readings(character)][:limit]
    return tuple(dict.fromkeys(variants))
