"""The window: top bar, screens at the left, the screen itself; it wires screens together and nothing else."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.ui import ask
from ducha_desktop.ui.builders import make_page
from ducha_desktop.ui.dropping import dropped_ledger
from ducha_desktop.ui.finding import Finder
from ducha_desktop.ui.help import open_help
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.places import PLACES
from ducha_desktop.ui.shortcuts import MOST_WAYS, Key, bind, way
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import Banner, EmptyState, button, rule
from ducha_desktop.ui.widgets.dialog import Dialog
from ducha_desktop.ui.widgets.navigation import Navigation
from ducha_desktop.ui.widgets.top_bar import TopBar

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from ducha_desktop.domain.changes import Changes
    from ducha_desktop.ui.headlines import Headlines
    from ducha_desktop.ui.opening_view import OpeningView
    from ducha_desktop.ui.pages.ledger.page import LedgerPage
    from ducha_desktop.ui.remembered import Remembered


class MainWindow(QMainWindow):
    """Shell of the program. `enter` opens the screens once an office is behind the door."""

    entered, another_wanted, closed = Signal(), Signal(), Signal()
    restore_wanted = Signal(object)

    def __init__(self, door: Door, *, number: int = 1) -> None:
        """Build the shell; it can be painted before any data is read.

        Args:
            door: the doorway, one for all windows.
            number: which of the windows on this ledger; from the second on the title says it.
        """
        super().__init__()
        self.door, self.number = door, number
        self._remembered: Remembered | None = None
        self._pages: dict[str, Page] = {}
        self._here = ""
        self._opening: OpeningView | None = None
        self._headlines: Headlines | None = None
        self.may_close: Callable[[], bool] = lambda: True
        self.setWindowTitle("督查台账")
        self.setMinimumSize(QSize(1024, 640))
        self.setAcceptDrops(True)
        self.top, self.navigation, self.banner = TopBar(), Navigation(PLACES), Banner()
        self.screens, self._below = QStackedWidget(), QStackedWidget()
        self._build()
        self.finder = Finder(self, self, self.top)
        self._connect()

    def enter(self, data: Path) -> None:
        """The office is open: show the first screen, and read everything else after it."""
        from ducha_desktop.ui.remembered import Remembered

        self._remembered = Remembered(data)
        wanted = self._remembered.appearance()
        if wanted != (theme.dark, theme.scale):
            self.set_appearance(*wanted)
        self._remembered.place(self)
        self._below.setCurrentIndex(0)
        self.top.search.show()
        self.navigation.setEnabled(True)
        for page in self._pages.values():
            page.outdate()
        self.open(PLACES[0].key)
        self.headlines.read()
        self.entered.emit()

    def show_start(self, page: QWidget) -> None:
        """Put a screen over the whole window below the top bar: first start, or why nothing can be opened."""
        while self._below.count() > 1:
            old = self._below.widget(1)
            self._below.removeWidget(old)
            old.deleteLater()
        self._below.addWidget(page)
        self._below.setCurrentIndex(1)
        self.top.search.hide()
        page.setFocus()

    def show_opening(self) -> "OpeningView | None":
        """Say what is waited for where opening takes more than a moment; the first screen takes its place."""
        if self._opening is None and not self.screens.count():
            from ducha_desktop.ui.opening_view import OpeningView

            self._opening = OpeningView()
            self.screens.addWidget(self._opening)
        return self._opening

    def show_refusal(self, sentence: str, again: Callable[[], None]) -> None:
        """Say why the ledger cannot be opened, with a way to try again."""
        self.show_start(
            EmptyState(Icon.WARNING, "台账没有打开", sentence, button("重试", again, kind="primary"))
        )

    def open(self, key: str) -> Page:
        """Go to a screen; it is built when it is first seen."""
        self.prepare(key)
        page = self._pages[key]
        if self.screens.indexOf(page) < 0:
            self.screens.addWidget(page)
        self._here = key
        self.headlines.on_ledger = key == "ledger"
        self.screens.setCurrentWidget(page)
        self.navigation.mark("ledger" if key == "past" else key)
        page.begin()
        return page

    def open_unless_here(self, key: str) -> None:
        """Go to a screen that is not the one seen."""
        if self._here != key:
            self.open(key)

    def go_on(self) -> None:
        """Back to where work on the present screen begins."""
        page = self._pages.get(self._here)
        if page is not None:
            page.begin()

    def prepare(self, key: str) -> None:
        """Build a screen unless it stands; built before it is wanted, it opens in a short turn."""
        if key in self._pages:
            return
        page = self._pages[key] = make_page(key, self.door)
        page.setParent(self)  # hidden until the screens take it
        page.counted.connect(lambda count: self.navigation.count(key, count))
        page.go.connect(self.go)
        if hasattr(page, "restore_wanted"):
            page.restore_wanted.connect(self.restore_wanted)
            page.counted.connect(lambda _count: self.headlines.read_backups())

    def open_another(self) -> None:
        """Ask for another window on the same ledger."""
        self.another_wanted.emit()

    @property
    def ledger(self) -> "LedgerPage":
        """The ledger screen."""
        page = self._pages.get("ledger") or self.open("ledger")
        return cast("LedgerPage", page)

    @property
    def headlines(self) -> "Headlines":
        """What stands around every screen; loaded behind the painted shell."""
        if self._headlines is None:
            from ducha_desktop.ui.headlines import Headlines
            from ducha_desktop.ui.others import OtherWriters

            self._headlines = Headlines(self, self.top, self.navigation, self.door)
            self._headlines.title.connect(self._entitle)
            OtherWriters(self, self.banner, self.door).freed.connect(self.refresh)
        return self._headlines

    def set_appearance(self, dark: bool, scale: int) -> None:
        """Change light or dark and the size of the text, and remember it."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        theme.apply(app, dark=dark, scale=scale)
        if self._remembered is not None:
            self._remembered.keep_appearance(dark=dark, scale=scale)

    def undo(self) -> None:
        """Take back the last act."""
        from ducha_desktop.ui.run import step_back

        if self.door.leads_somewhere:
            step_back(self, self.door, then=self._stepped)

    def redo(self) -> None:
        """Bring back what was undone last."""
        from ducha_desktop.ui.run import step_forward

        if self.door.leads_somewhere:
            step_forward(self, self.door, then=self._stepped)

    @override
    def closeEvent(self, event: "QCloseEvent", /) -> None:
        if self._remembered is not None:
            self._remembered.keep_place(self)
        if self.may_close():
            super().closeEvent(event)
            self.closed.emit()
        else:
            event.ignore()

    @override
    def dragEnterEvent(self, event: "QDragEnterEvent", /) -> None:
        if self.door.leads_somewhere and dropped_ledger(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: "QDropEvent", /) -> None:
        path = dropped_ledger(event)
        if path is not None:
            event.acceptProposedAction()
            self.go("import", path)

    def _build(self) -> None:
        main = QWidget()
        inner = QHBoxLayout(main)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(0)
        inner.addWidget(self.navigation)
        inner.addWidget(rule(vertical=True))
        inner.addWidget(self.screens, 1)
        self.navigation.setEnabled(False)
        self._below.addWidget(main)
        body = QWidget()
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self.top, rule(), self.banner, self._below):
            box.addWidget(part)
        box.setStretchFactor(self._below, 1)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self.navigation.chosen.connect(self.open)
        self.top.undo_wanted.connect(self.undo)
        self.top.redo_wanted.connect(self.redo)
        self.top.backup_wanted.connect(lambda: self.open("backups"))
        self.top.appearance_wanted.connect(self.set_appearance)
        for key, call in (
            (Key.SEARCH, self.finder.begin_anywhere), (Key.FIND, self.finder.begin), (Key.UNDO, self.undo),
            (Key.REDO, self.redo), (Key.IMPORT, lambda: self.go("import", None)), (Key.REFRESH, self.refresh),
            (Key.KEYS, self.show_keys), (Key.HELP, self.show_help), (Key.ADD, self.add),
            (Key.WINDOW, self.open_another),
        ):  # fmt: skip
            bind(self, key, call)
        for number, place in enumerate(PLACES[:MOST_WAYS], start=1):
            QShortcut(QKeySequence(way(number)), self, partial(self._way, place.key))
        for signal, call in (
            (self.top.keys_wanted, self.show_keys), (self.top.help_wanted, self.show_help),
            (self.top.another_wanted, self.open_another),
        ):  # fmt: skip
            signal.connect(call)
        Dialog.help_wanted = staticmethod(open_help)

    def _way(self, key: str) -> None:
        if self.door.leads_somewhere:
            self.open(key)

    def go(self, key: str, what: Any) -> None:
        """Go to a screen with what it is to show: a query, a file, numbers; or nothing."""
        if key == "search":
            self.top.quiet_search(what)
            return
        if not self.door.leads_somewhere:
            return
        if key == "matter":
            self.finder.show_matter(what)
            return
        from ducha_desktop.domain.ledger_query import LedgerQuery

        page = self.open(key)
        if isinstance(what, LedgerQuery):
            self.top.quiet_search(what.search)
            self.ledger.ask(what)
        elif what is not None and hasattr(page, "take"):
            page.take(what)

    def add(self) -> None:
        """Register a new matter."""
        if self.door.leads_somewhere:
            self.open("ledger")
            self.ledger.deeds.add()

    def refresh(self) -> None:
        """Read every screen afresh."""
        for page in self._pages.values():
            page.outdate()

    def show_keys(self) -> None:
        """List all keys."""
        from ducha_desktop.ui.help.keys import KeysDialog

        KeysDialog(self).exec()

    def show_help(self) -> None:
        """Open the manual at the page of what is seen."""
        open_help((self._below if self._below.currentIndex() else self.screens).currentWidget())

    def _entitle(self, title: str) -> None:
        self.setWindowTitle(title if self.number == 1 else f"{title}（窗口 {self.number}）")

    def _stepped(self, changes: "Changes") -> None:
        ask.toast(self, f"已{changes.words}")
