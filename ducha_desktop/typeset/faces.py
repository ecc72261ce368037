"""The fonts of the house by role: bundled ones by default, loaded when first used, once per process."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop.runtime.paths import resource

if TYPE_CHECKING:
    from ducha_desktop.typeset.cid_font import CidFont

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


class UnusableFontError(ValueError):
    """A font file the office chose cannot be embedded; the message is a sentence for the user."""


changed: list[Callable[[], None]] = []
"""Called after the office chose another font: whoever keeps measures of the old one drops them."""

_lock = threading.RLock()
_chosen: dict[Role, tuple[Path, int]] = {}
_loaded: dict[Role, "CidFont"] = {}


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
            path, index = _chosen.get(role, (bundled(role), 0))
            _loaded[role] = _load(role, path, index)
        return _loaded[role]


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


def _load(role: Role, path: Path, index: int) -> "CidFont":
    from reportlab.pdfbase.pdfmetrics import registerFont
    from reportlab.pdfbase.ttfonts import TTFError

    from ducha_desktop.typeset.cid_font import CidFont

    try:
        font = CidFont(f"Ducha-{role.value}", path, subfont=index)
    except (TTFError, OSError, KeyError, IndexError) as problem:
        raise UnusableFontError(f"字体文件不能用于排版：{path.name}。请换一个 TrueType 字体。") from problem
    registerFont(font)
    return font


def _version(path: Path) -> str:
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True, fontNumber=0) as font:
        return font["name"].getDebugName(5) or ""


def _text(value: bytes | str) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
