"""历史与回收站: what was done, and what was deleted and can come back."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.services.history import EntryView
from ducha_desktop.services.history_bin import TrashView
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, history
from ducha_desktop.ui.operations.history import NextSteps
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.run import step_back, step_forward
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL
from ducha_desktop.ui.widgets.basics import EmptyState, button, label, repolish, row, rule

_KINDS = {"do": "", "fixed": "不能撤销", "undo": "撤销", "redo": "恢复"}


def _when(at: str) -> str:
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at


def _why(entry: EntryView) -> str:
    """The reason or the paper it rests on; the sum of a file's bytes is for the audit, not for the list."""
    return entry.reason or entry.basis.partition(" sha256:")[0]


ENTRIES: tuple[Column[EntryView], ...] = (
    Column("时间", "at", lambda e: _when(e.at), 140),
    Column("业务日期", "date", lambda e: str(e.business_date), 100, 92, 1),
    Column("操作人", "user", lambda e: e.user, 84),
    Column("操作内容", "words", lambda e: e.words, 0),
    Column("理由或依据", "why", _why, 340, 220, tone=lambda _e: "soft"),
    Column("涉及", "rows", lambda e: f"{e.rows:,} 处", 80, right=True, tone=lambda _e: "soft"),
    Column("备注", "kind", lambda e: _KINDS.get(e.kind, ""), 84, tone=lambda _e: "faint"),
)
TRASH: tuple[Column[TrashView], ...] = (
    Column("编号", "number", lambda t: t.number.removeprefix("督办"), 124),
    Column("事项", "title", lambda t: t.title, 0),
    Column("台账", "ledger", lambda t: t.ledger, 120),
    Column("删除时间", "at", lambda t: _when(t.at), 140),
    Column("删除人", "user", lambda t: t.user, 84),
    Column("所属操作", "words", lambda t: t.words, 320, 200, tone=lambda _t: "soft"),
)


class HistoryPage(Page):
    """Two lists: acts, and the recycle bin."""

    def __init__(self, door: Door) -> None:
        """Build both lists."""
        super().__init__(door)
        self.entries: WindowModel[EntryView] = WindowModel(door, ENTRIES, self)
        self.trash: WindowModel[TrashView] = WindowModel(door, TRASH, self)
        self.trash_table: WindowTable[TrashView] = WindowTable(self.trash)
        self._tabs = (
            button("操作记录", lambda: self.show_part(0), kind="chip"),
            button("回收站", lambda: self.show_part(1), kind="chip"),
        )
        self._undo = button("", self._undo_pressed, glyph=Icon.UNDO)
        self._redo = button("", self._redo_pressed, glyph=Icon.REDO)
        self._restore = button("还原选中的事项", self._restore_pressed, kind="primary", glyph=Icon.RESTORE)
        self._stack, self._bin = QStackedWidget(), QStackedWidget()
        self._build()
        self.trash.counted.connect(self._trash_counted)
        self.trash_table.chosen.connect(lambda count: self._restore.setEnabled(count > 0))
        self.trash_table.opened.connect(self._restore_pressed)
        self.show_part(0)

    def load(self) -> None:
        """Read both lists and what undo would do."""
        history.entries().latest("entries").then(self._show_entries).start(self.door, self)
        history.trash().latest("trash").then(self._show_trash).start(self.door, self)
        history.next_steps().latest("steps").then(self._steps).start(self.door, self)

    def begin(self) -> None:
        """In the list that is shown."""
        (self._table if self._stack.currentIndex() == 0 else self.trash_table).setFocus()

    def show_part(self, part: int) -> None:
        """0 the acts, 1 the recycle bin."""
        self._stack.setCurrentIndex(part)
        for number, tab in enumerate(self._tabs):
            tab.setProperty("on", number == part)
            repolish(tab)
        self._undo.setVisible(part == 0 and bool(self._undo.text()))
        self._redo.setVisible(part == 0 and bool(self._redo.text()))
        self._restore.setVisible(part == 1)

    def _build(self) -> None:
        head = QWidget()
        head.setProperty("part", "head")
        line = row(
            label("历史与回收站", "title"),
            *self._tabs,
            None,
            self._redo,
            self._undo,
            self._restore,
            gap=GAP_L,
        )
        line.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        head.setLayout(line)
        self._bin.addWidget(self.trash_table)
        self._bin.addWidget(
            EmptyState(Icon.TRASH, "回收站是空的", "删除的事项会留在这里，什么时候都可以还原到原来的台账。")
        )
        self._table: WindowTable[EntryView] = WindowTable(self.entries)
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._bin)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (head, rule(), self._stack):
            box.addWidget(part)
        box.setStretchFactor(self._stack, 1)

    def _show_entries(self, found: Sequence[EntryView]) -> None:
        self.entries.open(ListSource(found))

    def _show_trash(self, found: Sequence[TrashView]) -> None:
        self._tabs[1].setText(f"回收站 {len(found):,}" if found else "回收站")
        self.trash.open(ListSource(found))

    def _trash_counted(self, count: int) -> None:
        if not count and self._stack.currentIndex() == 1 and self.isVisible():
            self._tabs[1].setFocus()  # the list that had it goes, and its button is switched off
        self._bin.setCurrentIndex(0 if count else 1)
        self._restore.setEnabled(False)
        if count:
            self.trash_table.go_to(0)

    def _steps(self, steps: NextSteps) -> None:
        self._undo.setText(f"撤销：{steps.undo[:20]}" if steps.undo else "")
        self._redo.setText(f"恢复：{steps.redo[:20]}" if steps.redo else "")
        self.show_part(self._stack.currentIndex())

    def _undo_pressed(self) -> None:
        step_back(self, self.door, then=lambda changes: ask.toast(self, f"已{changes.words}"))

    def _redo_pressed(self) -> None:
        step_forward(self, self.door, then=lambda changes: ask.toast(self, f"已{changes.words}"))

    def _restore_pressed(self) -> None:
        rows = [self.trash.row(place) for place in self.trash_table.selected_rows()]
        uids = [row.uid for row in rows if row is not None]
        if uids:
            operation = history.restore(uids).then(
                lambda done: ask.toast(self, f"已{done[0].words}", undo=self._undo_pressed)
            )
            operation.start(self.door, self)
