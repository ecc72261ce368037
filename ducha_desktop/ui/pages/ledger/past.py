"""台账 as it was at the end of a past day: the same columns, a banner that says so, and nothing to change."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import stats as stats_ops
from ducha_desktop.ui.pages.ledger.columns import COLUMNS
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import GAP_HEAD, GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Banner, EmptyState, button, label, row, rule

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class PastLedger:
    """A list of the ledger of a day, for the screen that shows it."""

    query: LedgerQuery
    day: date


class PastPage(Page):
    """The ledger of a past day; it can be read and copied, and leads to the present matter."""

    def __init__(self, door: Door) -> None:
        """Nothing is read before a day is asked for."""
        super().__init__(door)
        self.asked: PastLedger | None = None
        self.banner = Banner("yellow")
        self.count = label("", "soft")
        self.model: WindowModel[MatterRow] = WindowModel(door, COLUMNS, self)
        self.table: WindowTable[MatterRow] = WindowTable(
            self.model, stripe=lambda each: theme.light(each.light)
        )
        self.table.show_columns([column.key for column in COLUMNS if column.shown])
        self._empty = EmptyState(Icon.LEDGER, "那天没有这样的事项", "请换一天，或换一个数字再看。")
        self._middle = QStackedWidget()
        for part in (self.table, self._empty):
            self._middle.addWidget(part)
        head = QWidget()
        head.setProperty("part", "head")
        self.now = button(
            "看现在的台账", lambda: self.go.emit("ledger", self.asked.query if self.asked else None)
        )
        self.back = button("回到统计", lambda: self.go.emit("stats", None), glyph=Icon.LEFT)
        line = row(label("台账", "title"), self.count, None, self.back, self.now, gap=GAP_L)
        line.setContentsMargins(GAP_XL, GAP_HEAD, GAP_XL, GAP_HEAD)
        head.setLayout(line)
        strip = QWidget()
        inner = QVBoxLayout(strip)
        inner.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        inner.addWidget(self.banner)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for shown in (head, rule(), strip, self._middle):
            box.addWidget(shown)
        box.setStretchFactor(self._middle, 1)
        self.table.opened.connect(self._open)
        self.table.doubleClicked.connect(lambda _index: self._open())

    def take(self, asked: PastLedger) -> None:
        """Show the list of that day."""
        self.asked = asked
        day = asked.day
        self.banner.say(
            f"这是 {day.isoformat()} 的台账，只能查看，不能修改。按回车到现在的台账里看光标所在的事项。",
            "yellow",
        )
        self.load()

    def load(self) -> None:
        """Read the list of the day that was asked for."""
        if self.asked is not None:
            reading = stats_ops.past_rows(self.asked.query, self.asked.day).latest("past")
            reading.then(self._show).start(self.door, self)

    def begin(self) -> None:
        """In the list."""
        self.table.setFocus()

    def _show(self, rows: "Sequence[MatterRow]") -> None:
        self.count.setText(f"{len(rows):,} 项")
        self.model.open(ListSource(rows))
        self._middle.setCurrentIndex(0 if rows else 1)

    def _open(self) -> None:
        found = self.table.current_row()
        if found is not None:
            self.go.emit("matter", found.uid)
