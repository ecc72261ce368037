"""The fonts papers are set in: bundled ones, or the office's own, which travel with its data folder.

A county that owns 方正小标宋 wants its bulletins in it. The file is copied into the data folder, so
that a copy of the folder prints the same on another computer; issued papers name what they were set in.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.runtime.atomic import replace_patiently, temporary_beside, unlink_patiently
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.services.backups import plainly
from ducha_desktop.typeset import faces
from ducha_desktop.typeset.faces import Role

WORDS = {
    Role.TITLE: "标题（小标宋）",
    Role.SONG: "宋体",
    Role.HEI: "黑体",
    Role.KAI: "楷体",
    Role.FANG: "仿宋",
}
"""What a clerk may choose; the stand-in for rare characters is always the bundled one."""

_LEAST_COVERED = 6000
_SHOWN_GAPS = 12


@dataclass(frozen=True, slots=True)
class FontView:
    """The font of one role.

    Attributes:
        role: key of the role.
        words: the role in the clerk's words.
        family: name of the font in use.
        own: whether the office chose it.
        covered: how many of the 6,763 characters of GB 2312 it draws.
        gaps: some that it does not draw and the stand-in draws.
        file: the font file in use.
        problem: why the office's choice is not used, as a sentence; empty where it is.
    """

    role: str
    words: str
    family: str
    own: bool
    covered: int
    gaps: str
    file: Path
    problem: str


def fonts(folder: DataFolder) -> list[FontView]:
    """The font of every role as papers are set now, with what it lacks."""
    faces.look_in(folder.fonts)
    return [_view(role) for role in WORDS]


def choose(folder: DataFolder, role: str, file: Path, subfont: int = 0) -> FontView:
    """Set papers in an office's own font from now on.

    Args:
        folder: the data folder; the file is copied into it.
        role: what the font is for.
        file: a TrueType file or collection.
        subfont: index within a collection.

    Raises:
        WrongUseError: it cannot be embedded, or lacks so many characters that papers would be set in
            two fonts; nothing was changed.
        SurroundingsError: it cannot be copied; nothing was changed.
    """
    wanted = Role(role)
    _try(file, subfont)
    with plainly():
        folder.fonts.mkdir(mode=0o700, exist_ok=True)
        target = folder.fonts / faces.chosen_name(wanted, file.suffix, subfont)
        temporary = temporary_beside(target)
        try:
            shutil.copyfile(file, temporary)
            replace_patiently(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)
        _remove(folder, wanted, but=target)
    faces.look_in(folder.fonts)
    faces.choose(wanted, target, subfont)
    return _view(wanted)


def reset(folder: DataFolder, role: str) -> FontView:
    """Set papers in the bundled font again."""
    wanted = Role(role)
    with plainly():
        _remove(folder, wanted, but=None)
    faces.look_in(folder.fonts)
    return _view(wanted)


def _try(file: Path, subfont: int) -> None:
    try:
        covered, _ = _coverage(faces.tried(file, subfont))
    except faces.UnusableFontError as error:
        raise WrongUseError(f"{error}原来的字体没有改动。") from error
    if covered < _LEAST_COVERED:
        raise WrongUseError(
            f"“{file.name}”只有 {covered:,} 个常用汉字，公文里会缺字，没有采用。请选一个完整的中文字体，原来的字体没有改动。"
        )


def _remove(folder: DataFolder, role: Role, *, but: Path | None) -> None:
    if folder.fonts.is_dir():
        for path in folder.fonts.glob(f"{role.value}-*"):
            if path != but:
                unlink_patiently(path)


def _view(role: Role) -> FontView:
    font = faces.face(role)
    covered, gaps = _coverage(font)
    broken = faces.unusable().get(role)
    return FontView(
        role=role.value,
        words=WORDS[role],
        family=faces.family(role),
        own=faces.is_own(role),
        covered=covered,
        gaps=gaps,
        file=faces.file_of(role),
        problem=f"选用的“{broken.name}”不能用于排版，已改用自带字体。请重新选择。" if broken else "",
    )


def _coverage(font: "faces.Drawn") -> tuple[int, str]:
    lacking = [character for character in common_characters() if not font.has(ord(character))]
    return len(common_characters()) - len(lacking), "".join(lacking[:_SHOWN_GAPS])


@cache
def common_characters() -> tuple[str, ...]:
    """The 6,763 characters of GB 2312-1980."""
    return tuple(_hanzi())


def _hanzi() -> Iterator[str]:
    for row in range(0xB0, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                yield bytes((row, cell)).decode("gb2312")
            except UnicodeDecodeError:
                continue
