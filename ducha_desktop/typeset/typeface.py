"""A role's font with its stand-ins: every character finds a face, or is shown as 〓 and reported."""

import threading
from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from ducha_desktop.typeset.faces import Role, changed, face

if TYPE_CHECKING:
    from ducha_desktop.typeset.cid_font import CidFont

MISSING = "〓"
"""The printer's sign for a character no font has (GB/T 15834 practice)."""

EM = 1000.0

_UNITS_LIMIT = 16384


class _Widths(dict[str, float]):
    """Character → width in thousandths of an em; what is met first is looked up in the chain."""

    def __init__(self, typeface: "Typeface") -> None:
        super().__init__()
        self._typeface = typeface

    def __missing__(self, character: str) -> float:
        width = self[character] = self._typeface.place(character)
        return width


class Typeface:
    """The faces tried for a role, in order: the role's own, the gap filler, 宋, 黑.

    Attributes:
        widths: character → width in thousandths of an em, cached.
        strays: characters the first face lacks → the face that draws them; None where none does.
        lines: memory of `lines.break_lines`.
    """

    def __init__(self, role: Role) -> None:
        """Nothing is loaded yet."""
        self.role = role
        self.widths = _Widths(self)
        self.strays: dict[str, CidFont | None] = {}
        self.lines: dict[Any, Any] = {}
        self._units: dict[str, float] = {}

    @cached_property
    def first(self) -> "CidFont":
        """The role's own face."""
        return face(self.role)

    def forget(self) -> None:
        """Drop every measure and the face itself; they are found again when next needed."""
        for memory in (self.widths, self.strays, self.lines, self._units):
            memory.clear()
        self.__dict__.pop("first", None)

    def place(self, character: str) -> float:
        """Find the face of a character and return its width; strays are remembered."""
        ordinal = ord(character)
        if self.first.has(ordinal):
            return self.first.advances[ordinal]
        for role in (Role.FILLER, Role.SONG, Role.HEI):
            candidate = face(role)
            if candidate.has(ordinal):
                self.strays[character] = candidate
                return candidate.advances[ordinal]
        self.strays[character] = None
        return EM

    def width(self, text: str, size: float) -> float:
        """Width of `text` in points at `size`, without letter spacing."""
        units = self._units.get(text)
        if units is None:
            if len(self._units) >= _UNITS_LIMIT:
                self._units.clear()
            units = self._units[text] = sum(map(self.widths.__getitem__, text)) / EM
        return units * size

    def plain(self, text: str) -> bool:
        """Whether the first face draws all of `text`, measured before."""
        return not self.strays or self.strays.keys().isdisjoint(text)

    def runs(self, text: str) -> "list[tuple[CidFont, str]]":
        """`text` cut where the face changes; characters without any face have become 〓."""
        pieces: list[tuple[CidFont, str]] = []
        for character in text:
            self.widths[character]
            font, drawn = self.strays.get(character, self.first), character
            if font is None:
                font, drawn = self._missing_face(), MISSING
            if pieces and pieces[-1][0] is font:
                pieces[-1] = (font, pieces[-1][1] + drawn)
            else:
                pieces.append((font, drawn))
        return pieces

    def missing(self, text: str) -> list[str]:
        """The characters of `text` that no face has, each once, in order."""
        self.width(text, EM)
        if self.plain(text):
            return []
        return unique(character for character in text if self.strays.get(character, self.first) is None)

    def _missing_face(self) -> "CidFont":
        self.widths[MISSING]
        return self.strays.get(MISSING) or self.first


_typefaces: dict[Role, Typeface] = {}
_lock = threading.Lock()


def typeface(role: Role) -> Typeface:
    """The typeface of a role, one per process."""
    found = _typefaces.get(role)
    if found is None:
        with _lock:
            found = _typefaces.setdefault(role, Typeface(role))
    return found


def forget() -> None:
    """Drop what was measured: called when the office chooses other fonts."""
    with _lock:
        for known in _typefaces.values():
            known.forget()


changed.append(forget)


def unique(characters: Iterable[str]) -> list[str]:
    """Each entry once, in order."""
    return list(dict.fromkeys(characters))
