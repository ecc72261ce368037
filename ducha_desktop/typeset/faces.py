"""The fonts of the house by role: bundled ones by default, loaded when first used, once per process."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from ducha_desktop.runtime.paths import resource

if TYPE_CHECKING:
    from ducha_desktop.typeset.cid_font import CidFont

FONT_SUFFIXES = frozenset({".ttf", ".ttc", ".otf"})
UI_FAMILY = "Ducha Sans"
"""Family name of the 黑 face, which the window uses too."""


class Role(StrEnum):
    """What a font is for on the page (GB/T 9704-2012 7); the value is the bundled file's name."""

    TITLE = "biaosong"
    SONG = "song"
    HEI = "hei"
    KAI = "kai"
    FANG = "fangsong"
    FILLER = "filler"


@dataclass(frozen=True, slots=True)
class FontRecord:
    """A font in use, as kept in issued papers."""

    role: str
    family: str
    version: str
    sha256: str


class Drawn(Protocol):
    """A font as far as one asks what it draws."""

    def has(self, ordinal: int) -> bool:
        """Whether the face draws this character."""
        ...


class UnusableFontError(ValueError):
    """A font file the office chose cannot be embedded; the message is a sentence for the user."""


changed: list[Callable[[], None]] = []
"""Called after the office chose another font: whoever keeps measures of the old one drops them."""

_lock = threading.RLock()
_chosen: dict[Role, tuple[Path, int]] = {}
_loaded: dict[Role, "CidFont"] = {}
_unusable: dict[Role, Path] = {}


def bundled(role: Role) -> Path:
    """The bundled file of a role."""
    return resource(f"fonts/{role.value}.ttf")


def ui_font_file() -> Path:
    """The file the window registers for `UI_FAMILY`."""
    return bundled(Role.HEI)


def face(role: Role) -> "CidFont":
    """The font of a role, read and registered on first use (about 50 ms each)."""
    found = _loaded.get(role)
    if found is not None:
        return found
    with _lock:
        if role not in _loaded:
            _loaded[role] = _load_chosen(role)
        return _loaded[role]


def look_in(folder: Path | None) -> None:
    """Use the fonts an office keeps in `folder`, named as `chosen_name` says; bundled ones for other roles.

    Nothing is read yet: a font is loaded when it is first needed, and one that cannot be used by
    then is reported by `unusable` and replaced by the bundled one.
    """
    found = _chosen_in(folder) if folder is not None and folder.is_dir() else {}
    with _lock:
        if found == _chosen:
            return
        for role in Role:
            if found.get(role) != _chosen.get(role):
                _loaded.pop(role, None)
        _chosen.clear()
        _chosen.update(found)
        _unusable.clear()
        for forget in changed:
            forget()


def chosen_name(role: Role, suffix: str, subfont: int = 0) -> str:
    """The file name of an office's own font for a role, e.g. `biaosong-0.ttf`."""
    return f"{role.value}-{subfont}{suffix.lower()}"


def unusable() -> dict[Role, Path]:
    """Fonts of the office that could not be used when they were needed."""
    return dict(_unusable)


def _chosen_in(folder: Path) -> dict[Role, tuple[Path, int]]:
    found: dict[Role, tuple[Path, int]] = {}
    for path in sorted(folder.iterdir()):
        name, _, subfont = path.stem.rpartition("-")
        if path.suffix in FONT_SUFFIXES and subfont.isdecimal() and name in set(Role):
            found[Role(name)] = path, int(subfont)
    return found


def choose(role: Role, path: Path | None, subfont: int = 0) -> None:
    """Use an installed font for a role, or the bundled one again with None.

    Raises:
        UnusableFontError: the file has no TrueType outlines or cannot be read; nothing was changed.
    """
    with _lock:
        if path is None:
            _chosen.pop(role, None)
            _loaded.pop(role, None)
        else:
            _loaded[role] = _load(role, path, subfont)
            _chosen[role] = (path, subfont)
        for forget in changed:
            forget()


def tried(path: Path, subfont: int = 0) -> "Drawn":
    """A font file as it would be used, without using it.

    Raises:
        UnusableFontError: it has no TrueType outlines or cannot be read.
    """
    return _read(path.stem, path, subfont)


def is_own(role: Role) -> bool:
    """Whether the office chose the font of a role and it can be used."""
    face(role)
    return role in _chosen


def file_of(role: Role) -> Path:
    """The file the font of a role comes from."""
    face(role)
    return _chosen[role][0] if role in _chosen else bundled(role)


def family(role: Role) -> str:
    """The name of the font of a role, as its file says it."""
    return _text(face(role).face.familyName)


def in_use() -> tuple[FontRecord, ...]:
    """The set of fonts papers are drawn with now, with version and digest of each file."""
    records = []
    for role in Role:
        path, _ = _chosen.get(role, (bundled(role), 0))
        loaded = face(role).face
        records.append(
            FontRecord(
                role=role.value,
                family=_text(loaded.familyName),
                version=_version(path),
                sha256=hashlib.sha256(path.read_bytes()).hexdigest(),
            )
        )
    return tuple(records)


def _load_chosen(role: Role) -> "CidFont":
    if role in _chosen:
        try:
            return _load(role, *_chosen[role])
        except UnusableFontError:
            _unusable[role] = _chosen.pop(role)[0]
    return _load(role, bundled(role), 0)


def _load(role: Role, path: Path, index: int) -> "CidFont":
    from reportlab.pdfbase.pdfmetrics import registerFont

    font = _read(f"Ducha-{role.value}", path, index)
    registerFont(font)
    return font


def _read(name: str, path: Path, index: int) -> "CidFont":
    from struct import error as StructError  # noqa: N812 - what a cut file raises

    from reportlab.pdfbase.ttfonts import TTFError

    from ducha_desktop.typeset.cid_font import CidFont

    try:
        return CidFont(name, path, subfont=index)
    except (TTFError, OSError, KeyError, IndexError, ValueError, TypeError, StructError) as problem:
        raise UnusableFontError(f"字体文件不能用于排版：{path.name}。请换一个 TrueType 字体。") from problem


def _version(path: Path) -> str:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True, fontNumber=0) as font:
        return font["name"].getDebugName(5) or ""


def _text(value: bytes | str) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
