"""What two windows of one program do on the ledger of ten years: each act several times over."""

import time

from bench_hands import Hands
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QPushButton, QWidget

from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.main_window import MainWindow
from ducha_desktop.ui.pages.history.page import HistoryPage
from ducha_desktop.ui.pages.ledger.page import LedgerPage

_CONTROL = Qt.KeyboardModifier.ControlModifier
_WARM_UP_S = 6.0
_READ_ON = 5
"""How often older entries of the long history are asked for in a round."""


class YearsActs:
    """Opens, looks at the longest history, pages through what was done, and edits beside another window."""

    def __init__(self, hands: Hands, long_title: str) -> None:
        """Work with `hands`; `long_title` is that of the matter with the long history."""
        self._hands, self._title = hands, long_title
        self._long = self._other = ""

    def start(self) -> None:
        """Begin the program, see the workbench, and open the ledger."""
        hands = self._hands
        hands.do("open the program", hands.program.begin, shown=lambda: hands.program.is_open)
        until = time.monotonic() + _WARM_UP_S
        hands.rest(lambda: time.monotonic() > until)
        window = hands.program.windows[0]
        hands.do("open the ledger", lambda: window.open("ledger"), shown=lambda: _lists(window))
        self._find_the_long_one(window)
        hands.do("open a second window", hands.program.open_another, shown=lambda: len(self._windows) > 1)
        second = self._windows[1]
        hands.do(
            "open the ledger in the second window",
            lambda: second.open("ledger"),
            shown=lambda: _lists(second),
        )

    def round(self) -> None:
        """Everything once, in both windows."""
        for window in self._windows:
            self._workbench(window)
            self._detail(window)
            self._history(window)
        self._edit()

    @property
    def _windows(self) -> list[MainWindow]:
        return self._hands.program.windows

    def _answered(self) -> bool:
        return self._hands.program.door.idle

    def _find_the_long_one(self, window: MainWindow) -> None:
        hands, page = self._hands, window.ledger
        hands.measure(
            lambda: hands.type(window.top.search, self._title), shown=lambda: page.model.rowCount() == 1
        )
        self._long = page.model.row(0).uid  # type: ignore[union-attr]
        hands.measure(window.top.search.clear, shown=lambda: page.model.rowCount() > 1)
        self._other = next(
            row.uid
            for row in map(page.model.row, range(page.model.rowCount()))
            if row is not None and row.uid != self._long
        )

    def _workbench(self, window: MainWindow) -> None:
        from ducha_desktop.ui.pages.workbench.tiles import Tile

        def numbered() -> bool:
            tiles = window.findChildren(Tile)
            return bool(tiles) and all(tile.isVisible() and tile.number is not None for tile in tiles)

        window.refresh()
        self._hands.do("workbench", lambda: window.open("workbench"), shown=numbered)

    def _detail(self, window: MainWindow) -> None:
        hands, page = self._hands, window.ledger
        window.open("ledger")
        hands.measure(lambda: page.show_matter(self._other), shown=lambda: page.detail.uid == self._other)
        hands.do(
            "detail of a matter with the long history",
            lambda: page.show_matter(self._long),
            shown=lambda: page.detail.uid == self._long,
        )
        for _ in range(_READ_ON):
            if (older := _button(page.detail, "更早的经过")) is not None:
                hands.do("older entries of it", older.click, shown=self._answered)
        if (reports := _button(page.detail, "再看 ")) is not None:
            hands.do("a hundred more of its reports", reports.click, shown=self._answered)

    def _history(self, window: MainWindow) -> None:
        hands = self._hands
        page = window.open("history")
        assert isinstance(page, HistoryPage)
        table = page.acts.table

        def seen() -> bool:
            model, last = page.acts.model, table.rowAt(table.viewport().height() - 1)
            return bool(model.rowCount()) and all(
                model.row(row) is not None for row in (table.rowAt(0), max(last, 0))
            )

        hands.do("history", page.outdate, shown=seen)
        hands.do("history: page down", lambda: hands.press(table, Qt.Key.Key_PageDown), shown=seen)
        bar = table.verticalScrollBar()
        hands.do("history: jump to the middle", lambda: bar.setValue(bar.maximum() // 2), shown=seen)
        hands.do("history: jump to the end", lambda: hands.press(table, Qt.Key.Key_End, _CONTROL), shown=seen)
        hands.do(
            "history: search",
            lambda: hands.type(page.search, "第 7 次"),
            shown=lambda: not page.acts.model.loading and page.acts.model.rowCount() < 1000,
        )
        hands.measure(page.search.clear)

    def _edit(self) -> None:
        """A source written into a cell of one window is seen in the other."""
        one, two = (window.ledger for window in self._windows)
        for window in self._windows:
            window.open("ledger")
        for page in (one, two):
            self._hands.measure(
                lambda page=page: page.show_matter(self._long),  # type: ignore[misc]
                shown=lambda page=page: page.detail.uid == self._long,  # type: ignore[misc]
            )
        column = next(n for n, each in enumerate(one.model.columns) if each.key == "source")
        wanted = "领导批示" if self._source(one) != "领导批示" else "年度任务"
        place = one.model.find(self._is_long)
        assert place is not None
        index: QModelIndex = one.model.index(place, column)
        self._hands.do(
            "an edit in one window, seen in the other",
            lambda: one.model.setData(index, wanted),
            shown=lambda: self._source(two) == wanted,
        )

    def _is_long(self, row: MatterRow) -> bool:
        return row.uid == self._long

    def _source(self, page: LedgerPage) -> str:
        place = page.model.find(self._is_long)
        row = page.model.row(place) if place is not None else None
        return row.source if row is not None else ""


def _lists(window: MainWindow) -> bool:
    page = window.ledger
    return page.isVisible() and page.model.row(0) is not None


def _button(part: QWidget, words: str) -> QPushButton | None:
    """The button that begins with these words, where it is offered."""
    buttons = part.findChildren(QPushButton)
    return next((each for each in buttons if each.text().startswith(words) and not each.isHidden()), None)
