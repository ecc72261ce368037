"""Forms and tables lying on their side, made into tables with a heading: `督办事项 | … | 牵头单位 | …`."""

from collections.abc import Sequence
from dataclasses import replace

from ducha_desktop.exchange.choice import TITLE
from ducha_desktop.exchange.grid import DOCUMENTS, Book, Grid
from ducha_desktop.exchange.headings import HeadingBlock, find_heading
from ducha_desktop.exchange.labels import RECOGNISED, best, is_serial
from ducha_desktop.exchange.mapping import propose
from ducha_desktop.exchange.tables import beside

FORM = "工作表“{name}”是逐项填写的登记表，已按“项目名称在左、内容在右”读取。"
BESIDE = "工作表“{name}”里并排有 {count} 张表，已分别读取。"
LYING = "工作表“{name}”是横着排的表，已按一列一项读取。"

_HIGHEST, _WIDEST = 400, 60
_SURE = 90.0
_LEAST = 4
_MOSTLY = 0.9
_LONGEST, _SHORT = 12, 6

Records = list[dict[str, str]]
"""Label → value, one dictionary for each matter."""


def unfold(book: Book) -> Book:
    """The book with its forms as tables; every other sheet stays as it is."""
    grids: list[Grid] = []
    remarks = list(book.remarks)
    for grid in book.grids:
        block = find_heading(grid) if grid.height else None
        parts = beside(grid, block) if block else (grid,)
        found = None if _is_large(grid) or (block and _is_table(grid, block)) else _unfolded(grid)
        grids += parts if len(parts) > 1 else (found[0] if found else grid,)
        if len(parts) > 1:
            remarks.append(said(book, BESIDE.format(name=grid.name, count=len(parts))))
        elif found:
            remarks.append(said(book, found[1].format(name=grid.name)))
    return replace(book, grids=tuple(grids), remarks=tuple(remarks))


def said(book: Book, sentence: str) -> str:
    """A sentence on a sheet of a file; a document has tables instead of sheets."""
    return sentence.replace("工作表“", "表“") if book.kind in DOCUMENTS else sentence


def _is_large(grid: Grid) -> bool:
    return not grid.height or grid.height > _HIGHEST or grid.width > _WIDEST or grid.width < 2  # noqa: PLR2004


def _is_table(grid: Grid, block: HeadingBlock) -> bool:
    """Whether the heading of the usual kind names a matter."""
    return TITLE in propose(grid, block).fields.values()


def _unfolded(grid: Grid) -> tuple[Grid, str] | None:
    rows = [grid.row(index) for index in range(grid.height)]
    lying = _lying(rows)
    if lying:
        return _table(grid, lying, rows), LYING
    form, starts = _form([[cell for cell in row if cell] for row in rows])
    if not form:
        return None
    table = _table(grid, form, rows)
    where = [grid.places[start] for start in starts] if grid.places else []
    places = ("",) * (table.height - len(where)) + tuple(where) if where else ()
    return replace(table, places=places), FORM


def _lying(rows: Sequence[list[str]]) -> Records:
    """A table whose heading runs down the left: each further column is a matter."""
    left = next((place for row in rows for place, cell in enumerate(row) if _key(cell)), 0)
    lines = [row for row in rows if _key(row[left]) and not any(map(_key, row[left + 1 :]))]
    keys = {_key(row[left]) for row in lines}
    used = [place for place in range(left + 1, len(rows[0])) if any(row[place] for row in lines)]
    named = [row for row in lines if _key(row[left]) == TITLE and sum(map(bool, row)) > 2]  # noqa: PLR2004
    if len(keys) < _LEAST or len(named) != 1:
        return []
    return [{row[left]: row[place] for row in lines if row[place]} for place in used]


def _form(rows: Sequence[list[str]]) -> tuple[Records, list[int]]:
    """Pairs of a label and its value, and the row where each form begins: with its first label again."""
    records: Records = []
    starts: list[int] = []
    paired = values = 0
    for place, row in enumerate(rows):
        pairs = _pairs(row)
        if len(row) > 1:
            paired, values = paired + len(pairs), values + sum(not _is_label(cell) for cell in row)
        for label, value in pairs:
            if not records or label == next(iter(records[0])):
                records.append({})
                starts.append(place)
            name = label if label not in records[-1] else f"{label}({len(records[-1])})"
            records[-1][name] = value
    keys = {_key(label) for record in records for label in record}
    fits = len(keys) >= _LEAST and TITLE in keys and paired >= _MOSTLY * values
    return (records, starts) if fits else ([], [])


def _pairs(row: list[str]) -> list[tuple[str, str]]:
    pairs, place = [], 0
    while place < len(row):
        following = row[place + 1] if place + 1 < len(row) else ""
        if _is_label(row[place]) and following and not _is_label(following):
            pairs.append((row[place], following))
            place += 1
        place += 1
    return pairs


def _is_label(cell: str) -> bool:
    """Whether a cell names what stands beside it, by a sure word or by its colon."""
    return bool(_key(cell)) or (cell.endswith((":", "：")) and len(cell) <= _LONGEST)


def _key(cell: str) -> str:
    """The field a cell surely names; empty for a value."""
    word = _word(cell)
    if len(word) > _LONGEST or is_serial(word):
        return ""
    key, score = best(word)
    return key if score >= (RECOGNISED if len(word) <= _SHORT else _SURE) else ""


def _word(label: str) -> str:
    return "".join(label.split()).rstrip(":：")


def _table(grid: Grid, records: Records, rows: Sequence[list[str]]) -> Grid:
    """The records under a heading, the first of them in the row where its matter stands in the sheet."""
    labels = list(dict.fromkeys(label for record in records for label in record))
    title = next(value for record in records for label, value in record.items() if _key(label) == TITLE)
    top = max(next(index for index, row in enumerate(rows) if title in row) - 1, 0)
    above = [next(filter(None, rows[index]), "") for index in range(top)]
    columns = [
        ["" if place else words for words in above]
        + [_word(label)]
        + [record.get(label, "") for record in records]
        for place, label in enumerate(labels)
    ]
    return Grid(grid.name, grid.visibility, top + 1 + len(records), tuple(columns), above=grid.above)
