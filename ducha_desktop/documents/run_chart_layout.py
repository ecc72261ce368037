"""A run chart's columns, and one work as broken lines: everything that needs no page yet."""

from dataclasses import dataclass

from ducha_desktop.documents.look import Sheet
from ducha_desktop.services.run_chart import RunLine
from ducha_desktop.typeset.faces import Role
from ducha_desktop.typeset.kinsoku import printable
from ducha_desktop.typeset.lines import Line, Style, break_lines
from ducha_desktop.typeset.paper import MM

HEADINGS = ("序号", "干什么", "怎么干", "谁来干", "何时干成")
_WIDTHS = {"A3": (10, 60, 58, 48, 29), "A4": (9, 43, 38, 36, 24)}
"""Millimetres; what is left is the scale of time."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its left edge, width and room for text."""

    heading: str
    x: float
    width: float
    measure: float


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of one style."""

    lines: tuple[Line, ...]
    style: Style


@dataclass(frozen=True, slots=True)
class Cell:
    """Pieces one below the other."""

    pieces: tuple[Piece, ...]

    @property
    def height(self) -> float:
        """Points from top to bottom."""
        return sum(len(piece.lines) * piece.style.leading for piece in self.pieces)

    def parted(self, room: float) -> tuple["Cell", "Cell"]:
        """What fits into so many points, and the rest."""
        fitting: list[Piece] = []
        rest: list[Piece] = []
        for piece in self.pieces:
            count = len(piece.lines) if not rest else 0
            count = min(count, max(0, int(room / piece.style.leading)))
            room -= count * piece.style.leading
            if count:
                fitting.append(Piece(piece.lines[:count], piece.style))
            if count < len(piece.lines):
                rest.append(Piece(piece.lines[count:], piece.style))
        return Cell(tuple(fitting)), Cell(tuple(rest))


def columns(sheet: Sheet, paper: str) -> tuple[Column, ...]:
    """The columns before the scale of time."""
    found, x = [], sheet.left
    for heading, millimetres in zip(HEADINGS, _WIDTHS[paper], strict=True):
        width = millimetres * MM
        found.append(Column(heading, x, width, width - 2 * sheet.pad))
        x += width
    return tuple(found)


def cells(line: RunLine, number: int, found: tuple[Column, ...], sheet: Sheet) -> tuple[Cell, ...]:
    """The four answers of one work, broken to their columns."""
    bold = Style(Role.HEI, sheet.body.size, sheet.body.leading, sheet.body.colour)
    texts: tuple[tuple[tuple[str, Style], ...], ...] = (
        ((str(number), sheet.body),),
        (
            (line.what, bold),
            (line.goal if line.goal != line.what else "", sheet.body),
            (line.number, sheet.body),
        ),
        ((line.how, sheet.body),),
        tuple((f"{part}：{names}", sheet.body) for part, names in line.who),
        _when(line, sheet, bold),
    )
    return tuple(
        Cell(
            tuple(
                Piece(break_lines(printable(text), style, column.measure, justify=index in (1, 2)), style)
                for text, style in pieces
                if text.strip()
            )
        )
        for index, (pieces, column) in enumerate(zip(texts, found, strict=True))
    )


def _when(line: RunLine, sheet: Sheet, bold: Style) -> tuple[tuple[str, Style], ...]:
    percent = "" if line.pace.reported is None else f"完成 {line.pace.reported:g}%"
    behind = line.pace.behind
    due = ""
    if line.closed_on is None and line.pace.due is not None:
        due = f"序时应达 {line.pace.due:g}%"
        if behind is not None and behind > 0:
            due += f"，欠 {behind:g} 个百分点"
    state = "逾期未完成" if line.late else line.state
    return (
        (line.when, bold),
        (state, sheet.late if line.late else sheet.body),
        (percent, sheet.body),
        (due, sheet.body),
    )
