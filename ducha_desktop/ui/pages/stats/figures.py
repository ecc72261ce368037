"""统计表: what is counted, by what, as of when; figures at the left, pictures at the right."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services.ledger import Choices
from ducha_desktop.services.stats import Figures
from ducha_desktop.services.stats_measures import BY_KEY, GROUP_WORDS
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import stats as stats_ops
from ducha_desktop.ui.pages.stats.columns import columns
from ducha_desktop.ui.pages.stats.days import DayField
from ducha_desktop.ui.pages.stats.ledgers import LedgerBox
from ducha_desktop.ui.pages.stats.pictures import StatsPictures
from ducha_desktop.ui.pages.stats.table import FiguresTable
from ducha_desktop.ui.run import documents_folder, with_progress
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import button, keep_width, label, rule
from ducha_desktop.ui.widgets.flow import spread
from ducha_desktop.ui.widgets.scrolling import scrolling

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from ducha_desktop.services.stats_screen import Table

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

PAUSE_MS = 250
_PICTURES_FROM = 1000
_BASES = (("registered", "登记日期"), ("assigned", "交办日期"))


class FiguresPart(QWidget):
    """The figures by group; `opened(query, day)` when the list behind one is wanted, of today where `day` is None."""

    opened = Signal(object, object)

    def __init__(self, door: Door) -> None:
        """Nothing is read before `load`."""
        super().__init__()
        self._door = door
        self.found: Table | None = None
        self.by, self.ledger, self.basis = QComboBox(), LedgerBox(), QComboBox()
        self.after, self.before, self.day = DayField("从"), DayField("到"), DayField("统计到今天")
        self.export = button("导出 Excel", glyph=Icon.EXPORT, opens=True)
        self.said = label("", "soft", wrap=True)
        self.pictures = StatsPictures(door)
        self._tables = QStackedWidget()
        self.tables: dict[tuple[str, bool], FiguresTable] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._build()
        self._connect()

    @property
    def query(self) -> LedgerQuery:
        """What is counted."""
        ledger = self.ledger.currentData()
        after, before = self.after.day, self.before.day
        query = LedgerQuery(ledgers=(ledger,) if ledger else ())
        if self.basis.currentData() == "assigned":
            return replace(query, assigned_after=after, assigned_before=before)
        return replace(query, registered_after=after, registered_before=before)

    @property
    def past(self) -> date | None:
        """The day that is looked back at; None is the present."""
        day = self.day.day
        return day if day is not None and day < self._door.office.today else None

    @property
    def table(self) -> FiguresTable:
        """The table that is shown."""
        shown = self._tables.currentWidget()
        assert isinstance(shown, FiguresTable)
        return shown

    def offer(self, choices: Choices) -> None:
        """The ledgers to choose from."""
        self.ledger.offer(choices.ledgers)

    def load(self) -> None:
        """Count afresh."""
        reading = stats_ops.table(self.query, self.by.currentData(), self.past).latest("table")
        reading.then(self._show).start(self._door, self)

    def _build(self) -> None:
        for key, word in GROUP_WORDS.items():
            self.by.addItem(f"按{word}", key)
        for key, word in _BASES:
            self.basis.addItem(word, key)
        for box, words, wide in (
            (self.by, "按什么分组", 128), (self.ledger, "统计哪个台账", 160), (self.basis, "时间段按哪个日期", 110),
            (self.after, "时间段从哪天起", 132), (self.before, "时间段到哪天止", 132), (self.day, "统计截至哪一天", 150),
        ):  # fmt: skip
            box.setAccessibleName(words)
            box.setToolTip(words)
            keep_width(box, wide)
        menu = QMenu(self.export)
        menu.addAction("这张表", self.export_one)
        menu.addAction("各种分组，每种一张表", self.export_all)
        self.export.setMenu(menu)
        strip = QWidget()
        strip.setProperty("part", "strip")
        line = spread((self.by, self.ledger, self.basis, self.after, self.before, self.day), (self.export,))
        line.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        strip.setLayout(line)
        left = QWidget()
        lines = QVBoxLayout(left)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        self.said.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        for part in (self._tables, rule(), self.said):
            lines.addWidget(part)
        lines.setStretchFactor(self._tables, 1)
        self.side = scrolling(self.pictures)
        self.pictures.setContentsMargins(GAP_L, GAP_L, GAP_L, GAP_L)
        self.pictures.setProperty("part", "canvas")
        both = QHBoxLayout()
        both.setSpacing(0)
        both.addWidget(left, 1)
        both.addWidget(rule(vertical=True))
        both.addWidget(self.side)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(strip)
        outer.addWidget(rule())
        outer.addLayout(both, 1)
        self._share()
        self._choose(replies=False)

    def _connect(self) -> None:
        for box in (self.by, self.ledger, self.basis):
            box.currentIndexChanged.connect(lambda _n: self._timer.start())
        for field in (self.after, self.before, self.day):
            field.changed.connect(self._timer.start)
        self._timer.timeout.connect(self.load)
        self.pictures.chosen.connect(lambda query: self.opened.emit(query, self._shown_day))
        theme.changed.connect(self._share)

    @override
    def resizeEvent(self, event: "QResizeEvent", /) -> None:
        super().resizeEvent(event)
        self._share()

    def _share(self) -> None:
        """Pictures stand beside the table where there is room for both."""
        self.side.setVisible(self.width() >= theme.px(_PICTURES_FROM))
        self.side.setFixedWidth(max(theme.px(290), self.width() * 27 // 100))

    def _choose(self, *, replies: bool) -> None:
        by = self.by.currentData()
        if (by, replies) not in self.tables:
            made = FiguresTable(self._door, columns(GROUP_WORDS[by], ranked=by == "unit", replies=replies))
            made.chosen.connect(self._open)
            self.tables[by, replies] = made
            self._tables.addWidget(made)
        self._tables.setCurrentWidget(self.tables[by, replies])

    def _show(self, found: "Table") -> None:
        if found.by.value != self.by.currentData():
            return
        self.found, self._shown_day = found, self.past
        whole = found.figures.whole
        self._choose(replies=bool(whole.instructions))
        self.table.show_table(found)
        self.pictures.show_table(found)
        self.said.setText("\n".join(_notes(found)))

    _shown_day: date | None = None

    def _open(self, group: Figures, key: str) -> None:
        if self.found is None:
            return
        query = self.found.list_behind(group, BY_KEY[key])
        if query is not None:
            self.opened.emit(query, self._shown_day)

    def export_one(self) -> None:
        """Write the table that is shown."""
        self._export((self.by.currentData(),))

    def export_all(self) -> None:
        """Write every grouping, a sheet each."""
        self._export(tuple(GROUP_WORDS))

    def _export(self, groupings: tuple[str, ...]) -> None:
        on = self.past or self._door.office.today
        suggested = documents_folder() / f"督查事项统计表{on:%Y%m%d}.xlsx"
        target = ask.save_file(self, "导出统计表", suggested, kinds="Excel 工作簿 (*.xlsx)")
        if target is None:
            return
        writing = stats_ops.table_to_excel(self.query, groupings, self.past, target)
        with_progress(self, self._door, writing, heading="正在导出统计表", then=self._written)

    def _written(self, path: Path) -> None:
        ask.written(self, f"已导出统计表“{path.name}”", path)


def _notes(found: "Table") -> list[str]:
    """The identities that were checked, and what has to be said of the figures."""
    figures = found.figures
    failed = [f"不平：{x.name}（{x.left:,} ≠ {x.right:,}）" for x in figures.identities if not x.holds]
    checked = "；".join(f"{x.name}（{x.right:,}）" for x in figures.identities if x.holds)
    return [
        words
        for words in (*failed, f"已核对：{checked}。", figures.whole.note, figures.calendar_note)
        if words
    ]
