"""Finding anything from anywhere: what the office knows, and which of the window's own words answer."""

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from ducha_desktop.domain.pinyin import initials
from ducha_desktop.ui.operations import Read, question

if TYPE_CHECKING:
    from ducha_desktop.services.office import Reader
    from ducha_desktop.services.palette import PaletteAnswer


def find(typed: str, known: Sequence[str]) -> "Read[tuple[PaletteAnswer, list[int]]]":
    """What answers in the office, and the places in `known` of the words that answer, best first."""

    def put(reader: "Reader") -> "tuple[PaletteAnswer, list[int]]":
        from ducha_desktop.services import palette

        return palette.find(reader, typed), matching(typed, known)

    return question(put)


def matching(typed: str, known: Sequence[str]) -> list[int]:
    """Places of the words in which all that was typed occurs, as it is or by pinyin initials.

    Those that begin with it come first; equals keep their order.
    """
    parts = typed.lower().split()
    ranked = [(rank, place) for place, words in enumerate(known) if (rank := _rank(words, parts)) is not None]
    return [place for _, place in sorted(ranked)]


def _rank(words: str, parts: list[str]) -> int | None:
    """0 begins with it, 1 has it, 2 has its initials; None for none."""
    low = words.lower()
    if all(part in low for part in parts):
        return 0 if parts and low.startswith(parts[0]) else 1
    if all(part.isascii() and part in _initials(words) for part in parts):
        return 2
    return None


@lru_cache(maxsize=512)
def _initials(words: str) -> str:
    return initials(words)
