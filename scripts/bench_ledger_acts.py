"""What a clerk does on the ledger's screen, for the benchmark of the window: each act several times over."""

import statistics
import time
from collections.abc import Callable, Sequence

from bench_hands import Cost, Hands
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QPushButton

from ducha_desktop.domain.ledger_query import GroupLevel, ListColumn
from ducha_desktop.ui.pages.ledger.page import LedgerPage

OPEN, PAGE, JUMP, END = "open", "page down", "jump to the middle", "jump to the end"
_CONTROL = Qt.KeyboardModifier.ControlModifier
_SORTS = ("due", "lead_unit", "number")
_UNINDEXED = "title"
_CHIPS = (("状态", 1), ("亮灯", 0), ("单位", 0))
"""Chips and which line of their list is ticked: 在办, 红灯, the first unit."""

_WORDS = ("栈", "栈道", "老旧小区改")
_GROUPS = (ListColumn.LEAD_UNIT, ListColumn.STATE)
_WARM_UP_S = 6.0
_GIVEN_UP_AFTER_MS = 400


class LedgerActs:
    """Opens, pages, sorts, filters, searches and groups; the costs are noted by the hands."""

    MOVES = frozenset({PAGE, JUMP, END})

    def __init__(self, hands: Hands, rounds: int) -> None:
        """Work with `hands`, each act `rounds` times."""
        self._hands, self._rounds = hands, rounds

    @property
    def _page(self) -> LedgerPage:
        return self._hands.program.window.ledger

    def start(self) -> None:
        """Begin the program, and wait until it has loaded what it loads while the clerk looks at the workbench."""
        hands = self._hands
        hands.measure(hands.program.begin, shown=lambda: hands.program.is_open)
        until = time.monotonic() + _WARM_UP_S
        hands.rest(lambda: time.monotonic() > until)

    def read(self) -> int:
        """Do everything; how many rows there are."""
        self._open()
        self._move()
        self._sort()
        self._filter()
        self._search()
        self._group()
        return self._page.model.rowCount()

    def wait_and_give_up(self) -> tuple[float, float]:
        """An order without index, waited for and given up for another.

        Returns:
            CPU seconds of the order, and those from the click that gives it up until the next list is there.
        """
        hands, answered, took = self._hands, [], []
        for _ in range(self._rounds):
            took.append(self._do("waited for", lambda: self._click_heading(_UNINDEXED)).rest)
            hands.measure(lambda: self._click_heading(_SORTS[0]))
            answered.append(self._given_up())
        return statistics.median(took), statistics.median(answered)

    def _given_up(self) -> float:
        """Click on one heading, and on another before the first has answered."""
        began = [0.0]

        def change_mind() -> None:
            began[0] = time.process_time()
            self._listed = False
            self._click_heading(_SORTS[2])

        QTimer.singleShot(_GIVEN_UP_AFTER_MS, self._hands, change_mind)
        start = time.process_time()
        cost = self._do(
            "given up",
            lambda: self._click_heading(_UNINDEXED),
            shown=lambda: bool(began[0]) and self._is_listed(),
        )
        return start + cost.shown - began[0]

    def _do(self, words: str, act: Callable[[], object], *, shown: Callable[[], bool] | None = None) -> Cost:
        """An act that lays out the list anew: it is shown when that is there, and the rows to be seen with it."""
        self._listed = False
        return self._hands.do(words, act, shown=shown or self._is_listed)

    _listed = False

    def _hear(self, _count: int) -> None:
        self._listed = True

    def _is_listed(self) -> bool:
        return self._listed and self._is_seen()

    def _is_seen(self) -> bool:
        """Whether the rows at the top and at the bottom of what is seen are there, none on its way."""
        table, model = self._page.table, self._page.model
        if not table.isVisible() or not model.rowCount():
            return False
        last = table.rowAt(table.viewport().height() - 1)
        ends = {table.rowAt(0), model.rowCount() - 1 if last < 0 else last}
        return all(model.row(row) is not None or model.heading(row) is not None for row in ends)

    def _again(self, words: str, act: Callable[[], object], back: Callable[[], object]) -> None:
        for _ in range(self._rounds):
            self._do(words, act)
            self._hands.measure(back)

    def _open(self) -> None:
        window = self._hands.program.window
        for _ in range(self._rounds):
            self._hands.do(OPEN, lambda: window.open("ledger"), shown=self._is_seen)
            self._hands.measure(lambda: window.open("workbench"))
        self._hands.measure(lambda: window.open("ledger"))
        self._page.model.counted.connect(self._hear)

    def _move(self) -> None:
        hands, table = self._hands, self._page.table
        bar = table.verticalScrollBar()
        for _ in range(self._rounds * 2):
            hands.do(PAGE, lambda: hands.press(table, Qt.Key.Key_PageDown), shown=self._is_seen)
        jumps: dict[str, Callable[[], object]] = {
            JUMP: lambda: bar.setValue(bar.maximum() // 2),
            END: lambda: hands.press(table, Qt.Key.Key_End, _CONTROL),
        }
        for words, jump in jumps.items():
            for _ in range(self._rounds):
                hands.do(words, jump, shown=self._is_seen)
                hands.measure(self._afresh)  # or what was read before would not be read again

    def _afresh(self) -> None:
        self._hands.press(self._page.table, Qt.Key.Key_Home, _CONTROL)
        self._hands.program.window.refresh()

    def _sort(self) -> None:
        for _ in range(self._rounds):
            for key in _SORTS:
                self._do(f"sort by {key}", lambda key=key: self._click_heading(key))  # type: ignore[misc]
        for _ in range(2):  # descending, then the order of entry again
            self._hands.measure(lambda: self._click_heading(_SORTS[-1]))

    def _click_heading(self, key: str) -> None:
        header = self._page.table.headings
        section = next(n for n, column in enumerate(self._page.model.columns) if column.key == key)
        left = header.sectionViewportPosition(section)
        QTest.mouseClick(
            header.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(left + header.sectionSize(section) // 3, header.height() // 2),
        )

    def _filter(self) -> None:
        for name, place in _CHIPS:
            self._again(
                f"filter by {name}",
                lambda name=name, place=place: self._tick(name, place),  # type: ignore[misc]
                self._page.clear_filters,
            )

    def _tick(self, name: str, place: int) -> None:
        """Open the list of a chip, tick one line, and close it."""
        chips = self._page.filters.findChildren(QPushButton)
        next(chip for chip in chips if chip.text() == name).click()
        popup = QApplication.activePopupWidget()
        assert popup is not None
        choices = popup.findChild(QListView)
        assert choices is not None
        for _ in range(place):
            self._hands.press(choices, Qt.Key.Key_Down)
        self._hands.press(choices, Qt.Key.Key_Space)
        popup.close()

    def _search(self) -> None:
        field = self._hands.program.window.top.search
        for word in _WORDS:
            self._again(
                f"search for {len(word)} characters",
                lambda word=word: self._hands.type(field, word),  # type: ignore[misc]
                field.clear,
            )

    def _group(self) -> None:
        hands, page = self._hands, self._page
        for _ in range(self._rounds):
            for column in _GROUPS:
                levels: Sequence[GroupLevel] = (GroupLevel(column),)
                self._do(f"group by {column}", lambda levels=levels: page.outlining.group_by(*levels))  # type: ignore[misc]
            page.table.go_to(0)
            self._do("unfold a group", lambda: hands.press(page.table, Qt.Key.Key_Return))
        hands.measure(page.outlining.group_by)
