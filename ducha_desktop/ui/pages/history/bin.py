"""回收站: who deleted what and when; an act that deleted many is one line, and everything goes back to its place."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.services.history_bin import TrashView
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, history
from ducha_desktop.ui.operations.history import MOST_IN_BIN
from ducha_desktop.ui.pages.history.bin_rows import BIN, BinRow, lines
from ducha_desktop.ui.run import take_back, with_progress
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.widgets.basics import EmptyState

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

PAUSE_MS = 200


class BinPart(QWidget):
    """The list of the bin; `counted(things)` says how much lies in it, `selected(words)` what 还原 would bring back."""

    counted = Signal(int)
    selected = Signal(str)

    def __init__(self, door: Door, search: QLineEdit) -> None:
        """Build the list; `search` narrows it."""
        super().__init__()
        self._door, self._search = door, search
        self._things: Sequence[TrashView] = ()
        self._unfolded: set[int] = set()
        self.model: WindowModel[BinRow] = WindowModel(door, BIN, self)
        self.table: WindowTable[BinRow] = WindowTable(self.model)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._empty = EmptyState(Icon.TRASH, "", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self._timer.timeout.connect(self.load)
        search.textChanged.connect(lambda _text: self._timer.start())
        self.model.counted.connect(self._shown)
        self.table.chosen.connect(lambda _count: self.selected.emit(self._words()))
        self.table.opened.connect(self._opened)
        self.table.doubleClicked.connect(lambda _index: self._opened())
        self.table.installEventFilter(self)

    def load(self) -> None:
        """Read the bin afresh."""
        history.trash(self._search.text()).latest("trash").then(self._arrived).start(self._door, self)

    def restore(self) -> None:
        """Bring the selected lines back to where they were."""
        wanted = tuple(dict.fromkeys(uid for line in self._selected() for uid in line.uids))
        if wanted:
            with_progress(
                self, self._door, history.restore(wanted), heading="正在还原",
                then=lambda done: ask.toast(self, f"已{done[0].words}", undo=self._undo),
            )  # fmt: skip

    def turn(self, place: int, *, unfold: bool) -> None:
        """Unfold or fold the act at a place of the list; a thing within one folds its act."""
        line = self.model.row(place)
        if line is None or not (line.is_group or line.is_within):
            return
        if unfold:
            self._unfolded.add(line.entry)
        else:
            self._unfolded.discard(line.entry)
        self._wanted = line.entry
        self._show()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            keys = {Qt.Key.Key_Right: True, Qt.Key.Key_Left: False}
            line, unfold = self.table.current_row(), keys.get(Qt.Key(event.key()))
            if line is not None and unfold is not None and (line.is_group or (line.is_within and not unfold)):
                self.turn(self.table.currentIndex().row(), unfold=unfold)
                return True
        return super().eventFilter(watched, event)

    _wanted = 0

    def _opened(self) -> None:
        line = self.table.current_row()
        if line is None:
            return
        if line.is_group:
            self.turn(self.table.currentIndex().row(), unfold=not line.is_unfolded)
        else:
            self.restore()

    def _selected(self) -> list[BinRow]:
        found = [self.model.row(place) for place in self.table.selected_rows()]
        return [line for line in found if line is not None]

    def _words(self) -> str:
        count = len({uid for line in self._selected() for uid in line.uids})
        return f"还原 {count:,} 项" if count > 1 else "还原" if count else ""

    def _arrived(self, things: Sequence[TrashView]) -> None:
        self._things = things
        self.counted.emit(len(things))
        self._show()

    def _show(self) -> None:
        searching = bool(self._search.text().strip())
        unfolded = {thing.entry for thing in self._things} if searching else self._unfolded
        self.model.open(ListSource(tuple(lines(self._things, unfolded))))

    def _shown(self, count: int) -> None:
        if self._search.text().strip():
            self._empty.say("没有找到", "回收站里没有包含这些字的事项或附件，换几个字试试。")
        else:
            self._empty.say("回收站是空的", "删除的事项和附件会留在这里，什么时候都可以还原到原来的地方。")
        if not count and self.table.hasFocus():
            self._search.setFocus()
        self._stack.setCurrentIndex(0 if count else 1)
        self.selected.emit("")
        if count:
            place = self.model.find(lambda line: line.entry == self._wanted and not line.is_within)
            self.table.go_to(place or 0)

    @property
    def is_cut(self) -> bool:
        """Whether more lies in the bin than is listed."""
        return len(self._things) >= MOST_IN_BIN

    def _undo(self) -> None:
        take_back(self, self._door)
