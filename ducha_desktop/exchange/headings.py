"""Where the heading of a sheet is: title rows above it, two or three rows with merged cells."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.labels import MAX_LABEL, RECOGNISED, best, has_period, is_serial, is_weak, squash

_SEARCH = 60
_MAX_HEIGHT = 3
_SURE_ENOUGH = 1.4  # two sure words, or a running number and the matter
_WEAK = 0.4
_STATEMENT = re.compile(r"[^:：]{1,12}[:：].+")
_VALUE = re.compile(r"[\d.,%:/ -]+(?:年|月|日|元|个|项|万元)*")
_WHOLE_DAY = re.compile(
    r"\d{4}[年./-]\d{1,2}[月./-]\d{1,2}日?.{0,2}|.{0,8}[〔\[【(（]20\d\d[〕\]】)）].{0,6}\d+号?"
)
_YEAR_WORD = re.compile(r"20\d\d年度?")
_YEARS = re.compile(r"(20\d\d)\s*(?:年|-20\d\d)|([二2][〇○零0o][一二三四五六七八九〇○零o]{2})\s*年")
_DIGITS = str.maketrans("〇○零o一二三四五六七八九", "0000123456789")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the heading.

    Attributes:
        index: column from 0.
        name: heading as the clerk knows it, unique in the sheet; empty for a column without any.
        parts: the words of its heading rows from top to bottom, repetitions left out.
    """

    index: int
    name: str
    parts: tuple[str, ...]

    @property
    def leaf(self) -> str:
        """The lowest word."""
        return self.parts[-1] if self.parts else ""


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """The heading rows of a sheet, from 0, ends included.

    Attributes:
        score: how well the words were recognised; about one for each sure word.
        telling: whether any word says more than ``名称``, ``单位`` or ``备注``, which head every list of things.
    """

    top: int
    bottom: int
    columns: tuple[Column, ...]
    score: float
    telling: bool


def find_heading(grid: Grid, row: int | None = None) -> HeadingBlock | None:
    """The likeliest heading of a sheet; `row` (from 1) makes the choice for us.

    Returns:
        None when no row of the first 60 looks like the heading of a ledger.
    """
    found = _likeliest(grid, row, strict=True) or _likeliest(grid, row, strict=False)
    if found is not None and (row is not None or found.score >= _SURE_ENOUGH):
        return found
    return _plain_block(grid, row - 1) if row is not None and row <= grid.height else None


def _likeliest(grid: Grid, row: int | None, *, strict: bool) -> HeadingBlock | None:
    """The block with the best score; `strict` refuses to cut through ranges merged downwards."""
    rows = range(min(grid.height, _SEARCH)) if row is None else range(max(row - _MAX_HEIGHT, 0), row)
    found = None
    for top in rows:
        for height in range(1, _MAX_HEIGHT + 1):
            block = _block(grid, top, top + height - 1, strict=strict)
            if block is None or (row is not None and not block.top < row <= block.bottom + 1):
                continue
            if found is None or block.score > found.score + 0.01:
                found = block
    return found


def year_of(texts: Sequence[str]) -> int | None:
    """The first year named in titles such as ``云岭县2026年重点工作台账`` or ``二〇二六年…``."""
    for text in texts:
        found = _YEARS.search(squash(text))
        if found:
            return int((found[1] or found[2]).translate(_DIGITS))
    return None


def _plain_block(grid: Grid, row: int) -> HeadingBlock:
    """The row the user pointed at, whatever it holds."""
    return HeadingBlock(row, row, _columns([grid.row(row)]), 0.0, telling=True)


def _block(grid: Grid, top: int, bottom: int, *, strict: bool) -> HeadingBlock | None:
    """Rows `top` to `bottom` read as a heading; None when their shape forbids it."""
    if bottom >= grid.height:
        return None
    rows = [grid.row(index) for index in range(top, bottom + 1)]
    if any(sum(1 for cell in row if cell) < 2 for row in rows):  # noqa: PLR2004 - a title or a note
        return None
    if strict and any(
        top <= merge[0] <= bottom < merge[2] and merge[3] - merge[1] < grid.width - 1 for merge in grid.merges
    ):
        return None
    if bottom > top and not _belongs(grid, rows, top, bottom):
        return None
    columns = _columns(_filled(grid, rows, top, bottom))
    score, telling = _score(columns)
    return HeadingBlock(top, bottom, columns, score, telling) if score > 0 else None


def _belongs(grid: Grid, rows: list[list[str]], top: int, bottom: int) -> bool:
    """Whether several rows form one heading: short words, and merged ranges or gaps that hold them together."""
    if any(map(_is_value, (cell for row in rows for cell in row if cell))):
        return False
    inside = [
        merge for merge in grid.merges if top <= merge[0] <= bottom and merge[3] - merge[1] < grid.width - 1
    ]
    for upper in range(bottom - top):
        held = any(
            merge[0] <= top + upper < merge[2] or (merge[0] == top + upper and merge[3] > merge[1])
            for merge in inside
        )
        if not held and not _interlocks(rows[upper], rows[upper + 1]):
            return False
    return True


def _is_value(word: str) -> bool:
    """Whether a text is data or a statement such as ``填报单位：县委督查室`` rather than a heading."""
    if _WHOLE_DAY.fullmatch(word):
        return True
    if has_period(word) or _YEAR_WORD.fullmatch(word):
        return False
    return len(word) > MAX_LABEL * 2 or bool(_VALUE.fullmatch(word) or _STATEMENT.fullmatch(word))


def _interlocks(upper: list[str], lower: list[str]) -> bool:
    """Unmerged two-row heading: some words stand only above, others only below."""
    above = sum(1 for a, b in zip(upper, lower, strict=True) if a and not b)
    below = sum(1 for a, b in zip(upper, lower, strict=True) if b and not a)
    return above >= 1 and below >= 1 and all(best(cell)[0] or len(cell) <= 8 for cell in lower if cell)  # noqa: PLR2004


def _filled(grid: Grid, rows: list[list[str]], top: int, bottom: int) -> list[list[str]]:
    """The heading rows with merged words in all their cells, and group words carried to the right."""
    filled = [list(row) for row in rows]
    covered = set()
    for first, left, last, right in grid.merges:
        if first < top or first > bottom:
            continue
        for row in range(first, min(last, bottom) + 1):
            for column in range(left, right + 1):
                filled[row - top][column] = rows[first - top][left]
                covered.add((row - top, column))
    for index in range(len(filled) - 1):
        upper, lower = filled[index], filled[index + 1]
        for column in range(1, len(upper)):
            alone = not upper[column] and lower[column] and (index, column) not in covered
            if alone and upper[column - 1] and lower[column - 1] and lower[column - 1] != upper[column - 1]:
                upper[column] = upper[column - 1]
    return filled


def _columns(rows: list[list[str]]) -> tuple[Column, ...]:
    """Columns with unique names: the lowest word, with its group before it where that alone is unclear."""
    parts: list[tuple[str, ...]] = []
    for cells in zip(*rows, strict=True):
        words: list[str] = []
        for cell in cells:
            word = re.sub(r"\s+", "", cell)
            if word and (not words or words[-1] != word):
                words.append(word)
        parts.append(tuple(words))
    leaves = [words[-1] if words else "" for words in parts]
    taken: dict[str, int] = {}
    columns = []
    for index, path in enumerate(parts):
        name = leaves[index]
        if len(path) > 1 and (leaves.count(name) > 1 or has_period("".join(path)) or len(name) <= 2):  # noqa: PLR2004
            name = "".join(path)
        if name:
            taken[name] = taken.get(name, 0) + 1
            name = f"{name}({taken[name]})" if taken[name] > 1 else name
        columns.append(Column(index, name, path))
    return tuple(columns)


def _score(columns: tuple[Column, ...]) -> tuple[float, bool]:
    """Sure words count one each, other short words a little; sentences and numbers speak against a heading."""
    score, fields, numbered, telling = 0.0, set(), False, False
    for column in columns:
        word = column.leaf
        if not word:
            continue
        if is_serial(word):
            score, numbered = score + 0.5, True
            continue
        key, points = best(word)
        if points < RECOGNISED:
            key, points = best("".join(column.parts))
        if points >= RECOGNISED and key not in fields:
            fields.add(key)
            weak = is_weak(word)
            telling = telling or not weak
            score += _WEAK if weak else points / 100
        else:
            score += _other_word(word)
    sure = len(fields) >= 2 or (numbered and "title" in fields)  # noqa: PLR2004 - one known word may stand anywhere
    return (score if sure else 0.0), telling


def _other_word(word: str) -> float:
    """What an unknown word says for a heading, or against it."""
    if _is_value(word):
        return -0.8
    return 0.1 if len(word) <= 10 else -0.3  # noqa: PLR2004 - the length of a usual heading
