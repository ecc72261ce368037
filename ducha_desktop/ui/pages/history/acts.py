"""操作记录: what was done, by whom and why; narrowed by words, person and day; undone down to any line of it."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.services.history import EntryView, Filter, Steps
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, history
from ducha_desktop.ui.operations.history import HistorySource
from ducha_desktop.ui.pages.history.steps import StepsDialog
from ducha_desktop.ui.run import step_back, step_forward, with_progress
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.widgets.basics import EmptyState
from ducha_desktop.ui.widgets.editors import DateField
from ducha_desktop.ui.widgets.moments import moment

if TYPE_CHECKING:
    from ducha_desktop.domain.changes import Changes

PAUSE_MS = 200
EVERYBODY = "所有人"
_KINDS = {"fixed": "不能撤销", "undo": "撤销", "redo": "恢复"}


def _why(entry: EntryView) -> str:
    """The reason or the paper it rests on, unless the words say it; the sum of a file's bytes is for the audit."""
    why = entry.reason or entry.basis.partition(" sha256:")[0]
    return "" if why in entry.words else why


def _on(entry: EntryView) -> str:
    """The day it counts for, where it is another than that of the entry."""
    day = str(entry.business_date)
    return "" if moment(entry.at).startswith(day) else day


def _mark(entry: EntryView) -> str:
    return "已撤销" if entry.undone else _KINDS.get(entry.kind, "")


ENTRIES: tuple[Column[EntryView], ...] = (
    Column("时间", "at", lambda e: moment(e.at), 140),
    Column("业务日期", "date", _on, 100, 92, 1, hint=lambda e: f"业务日期 {e.business_date}"),
    Column("操作人", "user", lambda e: e.user, 84),
    Column("操作内容", "words", lambda e: e.words, 0, tone=lambda e: "faint" if e.undone else ""),
    Column("理由或依据", "why", _why, 280, 200, 2, tone=lambda _e: "soft"),
    Column(
        "改动",
        "rows",
        lambda e: f"{e.rows:,} 处",
        80,
        0,
        1,
        right=True,
        tone=lambda _e: "soft",
        hint=lambda e: f"这一步写入 {e.rows:,} 处改动，一件事项可以有多处",
    ),
    Column("备注", "kind", _mark, 84, tone=lambda _e: "faint"),
)


class ActsPart(QWidget):
    """The list of acts; `walked(entry)` follows the cursor."""

    walked = Signal(object)

    def __init__(self, door: Door, search: QLineEdit, person: QComboBox, day: DateField) -> None:
        """Build the list, narrowed by the three fields."""
        super().__init__()
        self._door = door
        self._search, self._person, self._day = search, person, day
        self._asked = Filter()
        self.model: WindowModel[EntryView] = WindowModel(door, ENTRIES, self)
        self.table: WindowTable[EntryView] = WindowTable(self.model)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(Icon.NONE_FOUND, "没有找到", "没有这样的操作记录，换几个字、换一天，或者看所有人的。")
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self._stack)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._narrowed)
        for changed in (search.textChanged, person.currentTextChanged, day.textChanged):
            changed.connect(lambda _text: self._timer.start())
        self.model.counted.connect(self._shown)
        self.table.walked.connect(self.walked)
        self.table.opened.connect(self.go_here)
        self.table.doubleClicked.connect(lambda _index: self.go_here())

    def load(self) -> None:
        """Read the acts afresh."""
        self.model.open(HistorySource(self._asked))
        history.users().latest("users").then(self._offer).start(self._door, self)

    def go_here(self) -> None:
        """Undo, or bring back, everything down to the act under the cursor; say first what that is."""
        entry = self.table.current_row()
        if entry is not None:
            history.steps_to(entry.seq).then(lambda steps: self._ask(entry, steps)).start(self._door, self)

    def _ask(self, entry: EntryView, steps: Steps) -> None:
        if steps.why_not:
            ask.tell(self, "不能从这里撤销", steps.why_not)
            return
        if len(steps.acts) > 1:
            dialog = StepsDialog(self, steps)
            wanted = bool(dialog.exec())
            dialog.deleteLater()
            if not wanted:
                return
        heading = "正在恢复" if steps.forth else "正在撤销"
        going = history.go_to(entry.seq)
        back = self._forth if not steps.forth else self._back
        several = len(steps.acts) > 1
        with_progress(
            self, self._door, going, heading=heading,
            then=lambda done: ask.toast(self, f"已{done[0].words}", undo=None if several else back),
        )  # fmt: skip

    def _back(self) -> None:
        step_back(self, self._door, then=self._said)

    def _forth(self) -> None:
        step_forward(self, self._door, then=self._said)

    def _said(self, changes: "Changes") -> None:
        ask.toast(self, f"已{changes.words}")

    def _narrowed(self) -> None:
        typed = self._day.text().strip()
        try:
            day = date.fromisoformat(typed) if typed else None
        except ValueError:
            day = self._asked.day  # still being typed
        person = self._person.currentText()
        wanted = Filter(self._search.text(), "" if person == EVERYBODY else person, day)
        if wanted != self._asked:
            self._asked = wanted
            self.model.open(HistorySource(wanted))

    def _offer(self, users: Sequence[str]) -> None:
        shown = [self._person.itemText(place) for place in range(self._person.count())]
        if shown != [EVERYBODY, *users]:
            chosen = self._person.currentText()
            self._person.blockSignals(True)
            self._person.clear()
            self._person.addItems([EVERYBODY, *users])
            self._person.setCurrentText(chosen or EVERYBODY)
            self._person.blockSignals(False)

    def _shown(self, count: int) -> None:
        self._stack.setCurrentIndex(0 if count else 1)
        if count:
            self.table.go_to(0)
        else:
            self.walked.emit(None)
