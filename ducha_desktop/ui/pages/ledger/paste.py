"""Blocks of cells in the ledger: copied, cut, pasted, filled, cleared - each one entry and one step back."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMimeData, QObject
from PySide6.QtGui import QGuiApplication

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.fields import FieldKind
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import paste
from ducha_desktop.ui.pages.ledger.screen import LedgerScreen
from ducha_desktop.ui.run import take_back, with_progress
from ducha_desktop.ui.shortcuts import Key, bind
from ducha_desktop.ui.tables.block import Block, Span
from ducha_desktop.ui.tables.block_layout import Layout, laid_out, past_headings
from ducha_desktop.ui.tables.clipboard import OWN, Forms, Lines, forms_of, lines_of
from ducha_desktop.ui.tables.columns import Column

if TYPE_CHECKING:
    from ducha_desktop.services.pasting import CellPlan, Wanted

STRAIGHT = 50
"""Cells of a clean paste that are written without showing them first; 撤销 takes them back."""

MOST_COPIED = 20_000
MOST_ROWS = 5_000

Rows = Sequence[MatterRow]
MatterColumn = Column[MatterRow]


class Cells(QObject):
    """What is done to a block of cells."""

    def __init__(self, page: LedgerScreen) -> None:
        """Serve `page`; its table has to be there."""
        super().__init__(page)
        self._page, self._table = page, page.table
        for key, call in (
            (Key.COPY, self.copy),
            (Key.CUT, self.cut),
            (Key.PASTE, self.paste),
            (Key.FILL_DOWN, self.fill_down),
            (Key.FILL_RIGHT, self.fill_right),
            (Key.TODAY, self.today),
        ):
            bind(self._table, key, call, inside=True)
        bind(page, Key.REPLACE, self.replace)  # also from the search field, the filters and the detail

    # --- to the clipboard ---

    def copy(self) -> None:
        """Put the block on the clipboard as cells."""
        self._copy(lambda _rows: None)

    def cut(self) -> None:
        """Put the block on the clipboard and clear it."""
        self._copy(lambda rows: self._clear(rows, "剪切"))

    def _copy(self, then: Callable[[Rows], None]) -> None:
        block = self._regular("复制", MOST_COPIED)
        if block is None:
            return
        columns = self._columns(block)

        def taken(rows: Rows) -> None:
            reading = paste.prepared(lambda check: forms_of(rows, columns, check)).latest("copy")
            reading.then(lambda forms: self._put(forms, rows, then)).start(self._page.door, self)

        self._with_rows(block.spans, taken)

    def _put(self, forms: Forms, rows: Rows, then: Callable[[Rows], None]) -> None:
        data = QMimeData()
        data.setText(forms[0])
        data.setHtml(forms[1])
        data.setData(OWN, QByteArray(forms[2]))
        QGuiApplication.clipboard().setMimeData(data)
        if len(rows) > 1:
            ask.toast(self._page, f"已复制 {len(rows):,} 行，可以粘贴到 WPS 或 Excel")
        then(rows)

    # --- from the clipboard ---

    def paste(self) -> None:
        """Lay the cells of the clipboard over the list, from the current cell down and to the right."""
        lines, block = clipboard_lines(), self._table.block
        if not lines:
            ask.toast(self._page, "剪贴板里没有可以粘贴的文字")
            return
        if not block.columns:
            return
        layout = laid_out(len(lines), len(lines[0]), block, self._table.seen())
        count, plan = self._page.model.rowCount(), self._page.model.plan
        if plan is not None:
            layout = past_headings(layout, plan.headings_between, count)
        places = [row for row, _ in layout.rows if row < count]
        self._with_rows(_spans(places), lambda rows: self._paste(lines, layout, rows))

    def _paste(self, lines: Lines, layout: Layout, rows: Rows) -> None:
        columns = [(self._page.model.columns[number], cell) for number, cell in layout.columns]
        open_ = [(column, cell) for column, cell in columns if column.kind is not None]
        fixed = [column.title for column, _ in columns if column.kind is None]
        new = len(layout.rows) - len(rows)
        adds = any(column.key == "title" for column, _ in open_)
        notes = [f"{'、'.join(fixed)}由程序填写，没有粘贴"] if fixed else []
        if layout.cut:
            notes.append(f"右边有 {layout.cut} 列放不下，没有粘贴")
        if new and not adds:
            notes.append(f"下面有 {new} 行没有对应的事项，没有粘贴")
        if not open_:
            ask.toast(self._page, f"没有粘贴：{'、'.join(fixed)}由程序填写")
            return

        def wanted() -> "list[Wanted]":
            from ducha_desktop.services.pasting import Wanted

            found = []
            for number, (_place, line) in enumerate(layout.rows):
                if number < len(rows) or adds:
                    uid = rows[number].uid if number < len(rows) else ""
                    found.append(Wanted(uid, {column.key: lines[line][cell] for column, cell in open_}))
            return found

        self._carry_out("粘贴", wanted, notes=notes, shown=True)

    # --- in place ---

    def clear(self) -> None:
        """Empty the cells of the block; whole rows are not emptied here."""
        block = self._table.block
        if block.columns and self._bounded("清除", block.height):
            self._with_rows(block.spans, lambda rows: self._clear(rows, "清除"))

    def _clear(self, rows: Rows, verb: str) -> None:
        columns = self._columns(self._table.block)
        open_ = [column for column in columns if column.kind is not None and column.key != "title"]
        left = [column.title for column in columns if column not in open_]
        notes = [f"{'、'.join(left)}不能清空，没有改"] if left else []
        if not open_:
            ask.toast(self._page, f"没有{verb}：{'、'.join(left)}不能清空")
            return
        values = {column.key: "" for column in open_}
        self._carry_out(verb, lambda: _same(rows, values), notes=notes)

    def fill_down(self) -> None:
        """Give every row of the block the cells of its first row; one row alone takes the row above it."""
        block = self._regular("向下填充", MOST_ROWS)
        if block is None:
            return
        top = block.spans[0][0]
        spans = block.spans if block.height > 1 else ((top - 1, top),)
        if spans[0][0] < 0 or self._page.model.heading(spans[0][0]) is not None:
            ask.toast(self._page, "上面没有可以填充的行")
            return
        columns = [column for column in self._columns(block) if column.kind is not None]

        def fill(rows: Rows) -> None:
            values = {column.key: column.editing(rows[0]) for column in columns}
            self._carry_out("向下填充", lambda: _same(rows[1:], values))

        if columns:
            self._with_rows(spans, fill)
        else:
            ask.toast(self._page, "这一列由程序填写，不能填充")

    def fill_right(self) -> None:
        """Give every column of the block the cells of its first one; one column alone takes that to its left."""
        block, seen = self._regular("向右填充", MOST_ROWS), self._table.seen()
        if block is None:
            return
        places = [seen.index(column) for column in block.columns]
        start = places[0] if len(places) > 1 else places[0] - 1
        if start < 0:
            ask.toast(self._page, "左边没有可以填充的列")
            return
        source, *rest = (self._page.model.columns[column] for column in seen[start : places[-1] + 1])
        targets = [column for column in rest if column.kind is not None]

        def fill(rows: Rows) -> None:
            def wanted() -> "list[Wanted]":
                from ducha_desktop.services.pasting import Wanted

                return [
                    Wanted(row.uid, {column.key: source.editing(row) for column in targets}) for row in rows
                ]

            self._carry_out("向右填充", wanted)

        self._with_rows(block.spans, fill)

    def today(self) -> None:
        """Put today's date into the cells of dates of the block, or into the editor that is open."""
        day = self._page.door.office.today.isoformat()
        if self._table.type_in(day):
            return
        block = self._table.block
        columns = [column for column in self._columns(block) if column.kind in _DAYS]
        if not columns:
            ask.toast(self._page, "当前列不是日期")
        elif self._bounded("填写", block.height):
            values = {column.key: day for column in columns}
            self._with_rows(
                block.spans, lambda rows: self._carry_out("填写今天", lambda: _same(rows, values))
            )

    def replace(self) -> None:
        """Find words in the block, the current column or the whole list, and put others in their place."""
        block = self._table.block
        if block.height * len(block.columns) > 1 and self._bounded("替换", block.height):
            self._with_rows(block.spans, self._replace)
        elif block.height <= MOST_ROWS:
            self._replace(())

    def _replace(self, rows: Rows) -> None:
        from ducha_desktop.ui.pages.ledger.replacing import ReplaceDialog, scopes_of

        page, block, at = self._page, self._table.block, self._table.currentIndex()
        column = page.model.columns[at.column()] if at.isValid() else None
        chosen = () if block.whole else self._columns(block)
        dialog = ReplaceDialog(page, page.door, page.query, scopes_of(rows, chosen, column))
        if dialog.exec() and dialog.hits is not None:
            wanted = dialog.hits.wanted
            self._carry_out("替换", lambda: wanted, shown=True)
        dialog.deleteLater()

    # --- all of them ---

    def _carry_out(
        self,
        verb: str,
        wanted: "Callable[[], Sequence[Wanted]]",
        *,
        notes: Sequence[str] = (),
        shown: bool = False,
    ) -> None:
        """Judge, show what has to be seen, write in one entry."""

        def judged(plan: "CellPlan") -> None:
            if not plan.cells:
                ask.toast(self._page, _said("没有需要改的，内容和原来一样", notes))
            elif plan.clean and not (shown and (plan.written > STRAIGHT or _empties(plan))):
                self._write(verb, plan, notes)
            else:
                self._show(verb, plan, notes)

        with_progress(
            self._page, self._page.door, paste.plan(wanted), heading=f"正在核对要{verb}的内容", then=judged
        )

    def _show(self, verb: str, plan: "CellPlan", notes: Sequence[str]) -> None:
        from ducha_desktop.ui.pages.ledger.paste_preview import PastePreview

        preview = PastePreview(self._page, self._page.door, plan, verb=verb, notes=notes)
        if preview.exec() and preview.accepted_plan.written:
            self._write(verb, preview.accepted_plan, ())
        preview.deleteLater()

    def _write(self, verb: str, plan: "CellPlan", notes: Sequence[str]) -> None:
        page, ledgers = self._page, self._page.query.ledgers
        words = words_of(verb, plan)
        operation = paste.write(
            plan.edits, plan.fresh, words=words, ledger=ledgers[0] if len(ledgers) == 1 else ""
        )

        def done(result: tuple[list[str], Changes]) -> None:
            ask.toast(page, _said(f"已{words}", notes), undo=self._undo)
            if result[0]:
                page.show_matter(result[0][0])

        with_progress(page, page.door, operation, heading=f"正在{verb}", then=done)

    def _undo(self) -> None:
        page = self._page
        take_back(page, page.door)

    def _columns(self, block: Block) -> list[MatterColumn]:
        """The columns of a block; of whole rows those too that only gave way to a narrow window."""
        columns = self._page.model.columns
        if block.whole:
            return [column for column in columns if self._table.is_wanted(column.key)]
        return [columns[number] for number in block.columns]

    def _regular(self, what: str, most: int) -> Block | None:
        """The block if it can be copied and filled; says why not otherwise."""
        block = self._table.block
        if not block.columns:
            return None
        if not block.regular:
            ask.toast(self._page, f"选中的几块形状不同，不能一起{what}")
            return None
        return block if self._bounded(what, block.height, most) else None

    def _bounded(self, what: str, height: int, most: int = MOST_ROWS) -> bool:
        if height > most:
            ask.tell(
                self._page,
                f"不能{what}",
                f"一次最多选 {most:,} 行，现在选了 {height:,} 行。请用筛选缩小范围；没有改动任何数据。",
            )
        return height <= most

    def _with_rows(self, spans: Sequence[Span], use: Callable[[Rows], None]) -> None:
        """Hand on the rows at these places as the clerk sees them; those not in memory are read first."""
        page = self._page
        here = [page.model.row(place) for first, last in spans for place in range(first, last + 1)]
        rows = [row for row in here if row is not None]
        if len(rows) == len(here):
            use(rows)
        elif page.outlining.shown is not None:
            page.outlining.shown.rows(spans).then(use).start(page.door, self)


def clipboard_lines() -> Lines:
    """The cells on the clipboard."""
    data = QGuiApplication.clipboard().mimeData()
    own = bytes(data.data(OWN).data()) if data.hasFormat(OWN) else b""
    return lines_of(
        text=data.text() if data.hasText() else "", page=data.html() if data.hasHtml() else "", own=own
    )


def words_of(verb: str, plan: "CellPlan") -> str:
    """The act as the history calls it: `粘贴 24 格（6 项）`."""
    cells = sum(len(edit.values) for edit in plan.edits)
    parts = []
    if plan.edits:
        parts.append(f"{verb} {cells:,} 格（{len(plan.edits):,} 项）")
    if plan.fresh:
        parts.append(f"{'' if plan.edits else verb}新增 {len(plan.fresh):,} 项")
    return "，".join(parts)


_DAYS = frozenset({FieldKind.DATE, FieldKind.DEADLINE})


def _empties(plan: "CellPlan") -> bool:
    """Whether a blank cell of the clipboard would empty one that is filled."""
    return any(cell.old and not cell.new for cell in plan.cells)


def _same(rows: Rows, values: dict[str, str]) -> "list[Wanted]":
    from ducha_desktop.services.pasting import Wanted

    return [Wanted(row.uid, values) for row in rows]


def _said(words: str, notes: Sequence[str]) -> str:
    return f"{words}（{'；'.join(notes)}）" if notes else words


def _spans(places: Sequence[int]) -> list[Span]:
    found: list[Span] = []
    for place in places:
        if found and place == found[-1][1] + 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found
