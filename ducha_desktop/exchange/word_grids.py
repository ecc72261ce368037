"""The tables of a document as sheets with the words above them, and the matters of its text as one more."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.exchange.choice import TITLE
from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.headings import find_heading
from ducha_desktop.exchange.labels import RECOGNISED, best, squash
from ducha_desktop.exchange.mapping import propose
from ducha_desktop.exchange.prose import Matter, read_prose
from ducha_desktop.exchange.prose_labels import label_of, names_somebody
from ducha_desktop.exchange.prose_outline import BREAK, Line, marker_of
from ducha_desktop.exchange.prose_sheet import PROSE, SHEET, prose_grid
from ducha_desktop.exchange.word_layout import Sheet, laid_out
from ducha_desktop.exchange.word_text import Block, Paragraph, Table

_NAME_LENGTH = 28
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]+")
_ANNEX = re.compile(
    r"附件?\s*表?\s*\d{0,2}[：:]?|续表\d{0,2}|[（(]续表?[)）]|第?\s*[-—－]?\s*\d{1,3}\s*[-—－]?\s*页?"
)
_NO_NAME = re.compile(
    r"[。；;]$|^(?:金额|计量|投资|资金)?单位[：:]|^填[报表]|^[^。]{0,10}〔\d{4}〕.{0,6}号$|^时间[：:]|^日期[：:]|^\d{4}年\d{1,2}月\d{1,2}日$"
)
_LONGEST_CAPTION, _STOPS = 40, ("。", "；", "：", "）", ")", ";", ":")
_LONGEST_ABOVE, _MOST_ABOVE, _TITLE_LINES = 80, 6, 3
_LEAST_LABELS, _LEAST_MATTERS = 3, 2


@dataclass(slots=True)
class _Part:
    """A table with the paragraphs above it.

    Attributes:
        number: which table of the document it is, from 1; of a joined one the first.
        titles: the first lines of the document.
        rows: for each row the number of its table and its own in it.
    """

    number: int
    sheet: Sheet
    above: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)


def grids_of(blocks: Iterable[Block]) -> tuple[Grid, ...]:
    """Every table of a document, and its numbered paragraphs where they name who does what."""
    lines: list[Line] = []
    parts: list[_Part] = []
    above: list[str] = []
    tables = paragraphs = 0
    for block in _unframed(blocks):
        if isinstance(block, Paragraph):
            paragraphs += bool(block.whole.strip())
            if not block.is_contents:
                lines += [Line(text, paragraphs, block.level) for text in block.whole.split("\n")]
                above += filter(None, (text.strip() for text in block.whole.split("\n")))
            continue
        tables += 1
        titles = [line.text for line in lines if line.text.strip()][:_TITLE_LINES]
        _close(lines)
        sheet = laid_out(block)
        if sheet.cells:
            rows = [(tables, row) for row in range(1, len(sheet.cells) + 1)]
            _take(parts, _Part(tables, sheet, above, titles, rows))
        above = []
    grids = _named([_grid(part) for part in parts])
    matters = read_prose(lines)
    if not matters and not grids:
        raise RefusedError(PROSE)
    if matters and _is_wanted(matters, lines, grids):
        grids.append(prose_grid(matters, lines, "段"))
    return tuple(grids)


def _close(lines: list[Line]) -> None:
    """Take the caption of a table off the text before it, and end what stands there."""
    while lines and len(lines[-1].text) <= _LONGEST_CAPTION:
        words = lines[-1].text.strip()
        kept = lines[-1].text == BREAK or lines[-1].level or len(lines) == 1
        if kept or marker_of(words) or words.endswith(_STOPS) or label_of(words):
            break
        lines.pop()
    lines.append(Line(BREAK, lines[-1].place if lines else 1))


def _unframed(blocks: Iterable[Block]) -> Iterable[Block]:
    """A table of one column is a frame: what stands in it is read as if it stood outside."""
    for block in blocks:
        if isinstance(block, Table) and block.is_frame:
            for row in block.rows:
                for cell in row.cells:
                    yield from _unframed(cell.content)
        else:
            yield block


def _take(parts: list[_Part], part: _Part) -> None:
    """Add a table, or its rows to the one it goes on."""
    last = parts[-1] if parts else None
    if last is not None and _goes_on(last, part):
        shift = len(last.sheet.cells)
        last.sheet.cells += part.sheet.cells
        last.sheet.merges += [(a + shift, b, c + shift, d) for a, b, c, d in part.sheet.merges]
        last.rows += part.rows
    else:
        parts.append(part)


def _goes_on(last: _Part, part: _Part) -> bool:
    """Whether a table is the next page of the last one, or the next form of the same kind."""
    if last.sheet.width != part.sheet.width:
        return False
    if _labels(last.sheet) and _labels(last.sheet) == _labels(part.sheet):
        return True
    if any(not _ANNEX.fullmatch(words) for words in part.above):
        return False
    if [squash(cell) for cell in last.sheet.cells[0]] == [squash(cell) for cell in part.sheet.cells[0]]:
        return True
    return _has_heading(last.sheet) and not _has_heading(part.sheet)


def _labels(sheet: Sheet) -> tuple[str, ...]:
    """The words down the left of a form that is filled in item by item; none for any other table."""
    words = tuple(squash(row[0]) for row in sheet.cells)
    fields = {key for word in words if (found := best(word))[1] >= RECOGNISED and (key := found[0])}
    return words if len(fields) >= _LEAST_LABELS and TITLE in fields else ()


def _has_heading(sheet: Sheet) -> bool:
    return find_heading(sheet.grid("")) is not None


def _grid(part: _Part) -> Grid:
    near = [words for words in part.above if len(words) <= _LONGEST_ABOVE][-_MOST_ABOVE:]
    above = [*(words for words in part.titles if words not in near), *near]
    places = tuple(f"表{table}第{row}行" for table, row in part.rows)
    return replace(part.sheet.grid(_name(part)), places=places, above=tuple(above))


def _name(part: _Part) -> str:
    """The title above a table, else its number."""
    for words in reversed(part.above[-_MOST_ABOVE:]):
        plain = _FORBIDDEN.sub(" ", words).strip(" '")
        if plain and _is_name(words):
            return plain if len(plain) <= _NAME_LENGTH else plain[: _NAME_LENGTH - 1] + "…"
    return f"表{part.number}"


def _is_name(words: str) -> bool:
    """Whether words may be the title of a table: no annex number, no unit of money, no sentence of the text."""
    if len(words) > _LONGEST_ABOVE or _ANNEX.fullmatch(words) or _NO_NAME.search(words):
        return False
    return "。" not in words and not names_somebody(words)


def _named(grids: Sequence[Grid]) -> list[Grid]:
    """Names that a workbook can have: none twice, none like that of the text."""
    taken = {SHEET.lower()}
    named = []
    for grid in grids:
        name, number = grid.name, 1
        while name.lower() in taken:
            number += 1
            name = f"{grid.name[: _NAME_LENGTH - 4]}({number})"
        taken.add(name.lower())
        named.append(replace(grid, name=name))
    return named


def _is_wanted(matters: Sequence[Matter], lines: Sequence[Line], grids: Sequence[Grid]) -> bool:
    """Whether the text is a ledger too: the demands of a notice name units beside its table, but without labels."""
    if not any(_is_ledger(grid) for grid in grids):
        return True
    is_minutes = any("纪要" in line.text for line in lines[:_TITLE_LINES])
    return len(matters) >= _LEAST_MATTERS and (is_minutes or any(names_somebody(line.text) for line in lines))


def _is_ledger(grid: Grid) -> bool:
    block = find_heading(grid)
    return block is not None and block.telling and TITLE in propose(grid, block).fields.values()
