"""Which column becomes which field: the rules of the proposal."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ducha_desktop.exchange.contents import are_deadlines, are_shares, are_townships, are_units, are_verdicts
from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.headings import Column, HeadingBlock
from ducha_desktop.exchange.labels import (
    ALIAS,
    EXACT,
    RECOGNISED,
    TAIL,
    bare,
    has_period,
    is_serial,
    is_weak,
    meanings,
)

TITLE, CATEGORY, GROUP = "title", "category", "item_group"
PERCENT, REPORT = "progress_percent", "progress_text"
_SURE = 90.0
_SAMPLE = 500
_GROUPING = 0.2
_ALIKE = 0.6
_MERE_LABEL = 5.0
"""A matter of fewer characters than this is a label such as 任务一."""
_SPARSE = 0.6
_IN_FIGURES = re.compile(r"(?:进度|程度|率)$")
_AT_A_PLACE = re.compile(r"地点|地址|位置")
_STAND_INS = ("task", "problems", "target", "instruction", "requirement", "measures")
_FINER = ("task", "measures", "target", "requirement")
_SECOND_LEAD = ("责任", "承办", "主办", "落实", "实施")


@dataclass(frozen=True, slots=True)
class Shape:
    """How a column is filled under the heading, as shares of its rows.

    Attributes:
        merged: rows that belong to a range merged downwards.
        filled: rows with a value of their own.
        distinct: different values among the filled.
        length: characters of a value on average.
    """

    merged: float
    filled: float
    distinct: float
    length: float = 0.0

    @property
    def coarse(self) -> bool:
        """Whether the column groups rows rather than naming them."""
        return self.merged > _GROUPING or (self.filled > 0 and self.distinct < 0.5)  # noqa: PLR2004


def shapes(grid: Grid, block: HeadingBlock) -> dict[int, Shape]:
    """How each column is filled, judged on the first 500 rows under the heading."""
    first, last = block.bottom + 1, min(grid.height, block.bottom + 1 + _SAMPLE)
    rows = max(last - first, 1)
    merged = dict.fromkeys(range(grid.width), 0)
    for top, left, bottom, right in grid.merges:
        if bottom > top >= first and left == right and top < last:
            merged[left] += min(bottom, last - 1) - top + 1
    found = {}
    for index, cells in enumerate(grid.columns):
        own = [cell for cell in cells[first:last] if cell]
        distinct = len(set(own)) / len(own) if own else 0.0
        length = sum(map(len, own)) / len(own) if own else 0.0
        found[index] = Shape(merged[index] / rows, len(own) / rows, distinct, length)
    return found


class Choice:
    """The assignment of columns to fields under way; its steps are called in their order.

    Attributes:
        fields: column index → field key.
        scores: column index → 0 to 100.
        serial: columns that merely number the rows.
    """

    def __init__(self, columns: Sequence[Column], shape: dict[int, Shape], fixed: dict[int, str]) -> None:
        """Begin with what the user fixed (column index → field key, empty to leave aside)."""
        self.shape = shape
        self.fields = {index: key for index, key in fixed.items() if key}
        self.scores = dict.fromkeys(self.fields, EXACT)
        self.serial: set[int] = set()
        self._fixed = fixed
        self._open = [column for column in columns if column.name and column.index not in fixed]
        self._means = {column.index: _meanings(column) for column in self._open}

    def serials(self, grid: Grid, block: HeadingBlock) -> None:
        """Set aside columns that only number the rows, also one headed 编号 with 1, 2, 3 … in it."""
        for column in list(self._open):
            if is_serial(column.leaf) or (
                self._means[column.index][:1]
                and self._means[column.index][0][0] == "number"
                and _counts_up(grid.columns[column.index][block.bottom + 1 :])
            ):
                self.serial.add(column.index)
                self._open.remove(column)

    def contents(self, grid: Grid, block: HeadingBlock) -> None:
        """Let the cells decide where the heading leaves open: a share or words, a report or a verdict, a place."""
        under = {column.index: grid.columns[column.index][block.bottom + 1 :] for column in self._open}
        for column in self._open:
            first = self._means[column.index][:1]
            key = first[0][0] if first else ""
            cells = under[column.index]
            if key == PERCENT and not are_shares(cells) and any(cells):
                self._means[column.index] = ((REPORT, RECOGNISED),)
            elif key == REPORT and _IN_FIGURES.search(bare(column.leaf)) and are_shares(cells):
                self._means[column.index] = ((PERCENT, TAIL),)
            elif key == "status" and self._tells_more(column) and not are_verdicts(cells):
                self._means[column.index] = ((REPORT, RECOGNISED),)
            elif key == "duty" and are_units(cells):
                self._means[column.index] = (("lead_unit", RECOGNISED),)
            elif key == "townships" and _AT_A_PLACE.search(column.leaf) and not are_townships(cells):
                self._means[column.index] = ()
        self._verdicts(under)

    def _verdicts(self, under: dict[int, Sequence[str]]) -> None:
        """Of several columns that report, the one with 已办结 and 正在推进 in it is the state."""
        reports = [
            column
            for column in self._open
            if self._means[column.index][:1] and self._means[column.index][0][0] == REPORT
        ]
        said = [column for column in reports if are_verdicts(under[column.index])]
        if said and len(said) < len(reports):
            for column in said:
                self._means[column.index] = (("status", RECOGNISED),)

    def titles(self) -> None:
        """Choose the column that names the matter: the finest of the likely ones."""
        if TITLE in self.fields.values():
            return
        likely = [
            (column, score)
            for column in self._open
            for key, score in self._means[column.index]
            if key == TITLE
        ]
        sure = [column for column, score in likely if score >= _SURE]
        if not likely:
            return
        if not sure:
            sure = self._likeliest(likely)
        fine = [column for column in sure if not self._is_coarse(column, sure)] or sure[-1:]
        longest = max(fine, key=lambda column: (self._words(column), -column.index))
        chosen = longest if self._words(fine[0]) < _MERE_LABEL <= self._words(longest) / 2 else fine[0]
        self._give(chosen, TITLE)
        for column in sure:
            if column is not chosen:
                group = self._is_coarse(column, sure) and not self._is_coarse(chosen, sure)
                group = group or self._words(column) < _MERE_LABEL <= self._words(chosen) / 2
                wishes = (CATEGORY, GROUP) if group else ("task", "target")
                self._means[column.index] = tuple((key, _SURE - rank) for rank, key in enumerate(wishes))

    def _likeliest(self, likely: Sequence[tuple[Column, float]]) -> list[Column]:
        """Without a sure word: the best column that names single rows, of equals the one with more to say."""
        among = [column for column, _ in likely]
        fine = [pair for pair in likely if not self._is_coarse(pair[0], among)] or list(likely)
        best = max(score for _, score in fine)
        alike = [column for column, score in fine if score > best - _ALIKE]
        chosen = max(alike, key=lambda column: (self._words(column), -column.index))
        for column in among:
            means_title = self._means[column.index][0][0] == TITLE
            if column is not chosen and means_title and self._is_coarse(column, among):
                self._means[column.index] = ((CATEGORY, _SURE), (GROUP, _SURE - 1))
        return [chosen]

    def _tells_more(self, column: Column) -> bool:
        """Whether a heading such as 当前状态 leaves open that a report stands under it."""
        surely = self._means[column.index][0][1] >= _SURE or bare(column.leaf).startswith("是否")
        return not surely and self._words(column) >= _MERE_LABEL / 2

    def _words(self, column: Column) -> float:
        return self.shape[column.index].length

    def free(self) -> list[Column]:
        """Columns that have no field and that the user left to us."""
        return [column for column in self._open if column.index not in self.fields]

    def is_free(self, index: int) -> bool:
        """Whether the user left the column to us."""
        return index not in self._fixed

    def claim(self, index: int, key: str) -> None:
        """Give a column a field for what stands in it."""
        self.fields[index], self.scores[index] = key, RECOGNISED

    def _is_coarse(self, column: Column, among: Sequence[Column]) -> bool:
        """Whether a column groups rows: by its shape, or because it stands only in the first of several."""
        fullest = max(self.shape[other.index].filled for other in among)
        return self.shape[column.index].coarse or self.shape[column.index].filled < _SPARSE * fullest

    def others(self) -> None:
        """Give every other field to its best column, the surest first."""
        pairs = [
            (score, -column.index, key, column)
            for column in self._open
            for key, score in self._means[column.index]
            if score >= RECOGNISED and key != TITLE
        ]
        for score, _, key, column in sorted(pairs, key=lambda pair: pair[:2], reverse=True):
            if column.index not in self.fields and key not in self.fields.values():
                self._give(column, key, score)

    def second_choices(self) -> None:
        """Beside 牵头单位, a column 责任单位 means the units that help."""
        if "co_units" in self.fields.values() or "lead_unit" not in self.fields.values():
            return
        for column in self._open:
            means = self._means[column.index]
            leaf = bare(column.leaf)
            helps = means and means[0][0] == "lead_unit" and leaf.startswith(_SECOND_LEAD)
            helps = helps and not leaf.endswith("科室")
            if column.index not in self.fields and helps:
                self._give(column, "co_units", RECOGNISED)
                return

    def deadlines(self, grid: Grid, block: HeadingBlock) -> None:
        """Without a deadline column, 时间节点 and the like are the deadline if dates stand in them."""
        by_key = {key: index for index, key in self.fields.items()}
        plan = by_key.get("plan")
        if "due" in by_key or plan is None or plan in self._fixed:
            return
        cells = [cell for cell in grid.columns[plan][block.bottom + 1 :][:_SAMPLE] if cell]
        if are_deadlines(cells):
            self._rename(plan, "due")

    def ensure_title(self) -> None:
        """Without a title column the next best words name the matter; a merged title yields to a finer column."""
        by_key = {key: index for index, key in self.fields.items()}
        if TITLE not in by_key:
            usable = (by_key[key] for key in _STAND_INS if key in by_key)
            stand_in = next(
                (index for index in usable if index not in self._fixed and self.shape[index].filled), None
            )
            if stand_in is not None:
                self._rename(stand_in, TITLE)
            return
        title = by_key[TITLE]
        if title in self._fixed or not (
            self.shape[title].merged > _GROUPING or self.shape[title].filled < _SPARSE
        ):
            return
        finer = next((by_key[key] for key in _FINER if key in by_key and self._is_finer(by_key[key])), None)
        if finer is None:
            return
        self._rename(finer, TITLE)
        free = next((name for name in (CATEGORY, GROUP) if name not in by_key), "")
        if free:
            self._rename(title, free)
        else:
            del self.fields[title]

    def _is_finer(self, index: int) -> bool:
        shape = self.shape[index]
        return index not in self._fixed and shape.merged < 0.1 and shape.filled > 0.8  # noqa: PLR2004

    def _give(self, column: Column, key: str, score: float | None = None) -> None:
        self.fields[column.index] = key
        found = dict(self._means[column.index]).get(key, ALIAS)
        self.scores[column.index] = score if score is not None else found

    def _rename(self, index: int, key: str) -> None:
        self.fields[index] = key


def _meanings(column: Column) -> tuple[tuple[str, float], ...]:
    """Meanings of a column: its lowest word, or the whole of it when a group word changes the sense."""
    whole = "".join(column.parts)
    if len(column.parts) > 1 and (
        has_period(column.parts[0]) or any(has_period(part) for part in column.parts[:-1])
    ):
        return tuple(pair for pair in meanings(whole) if pair[1] >= _SURE)
    own = meanings(column.leaf)
    if len(column.parts) == 1 or (own and own[0][1] >= _SURE and not is_weak(column.leaf)):
        return own
    merged = dict(meanings(whole))
    for key, score in own:
        merged[key] = max(score, merged.get(key, 0.0))
    return tuple(sorted(merged.items(), key=lambda pair: -pair[1]))


def _counts_up(cells: Sequence[str]) -> bool:
    """Whether a column merely counts 1, 2, 3 and so on."""
    numbers = [cell for cell in cells[:_SAMPLE] if cell]
    return (
        len(numbers) > 0
        and all(cell.isdigit() for cell in numbers)
        and numbers == [str(index) for index in range(1, len(numbers) + 1)]
    )
