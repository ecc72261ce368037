"""The help window: contents and search at the left, the page at the right; it stays open beside the work."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from ducha_desktop.ui import ask
from ducha_desktop.ui.help.browser import ManualBrowser
from ducha_desktop.ui.help.manual import manual
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.theme import GAP_L, GAP_M, theme
from ducha_desktop.ui.widgets.basics import rule, tool
from ducha_desktop.ui.widgets.field_glyphs import add_glyph, clearable

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from PySide6.QtGui import QCloseEvent
    from typing_extensions import override

_TARGET = Qt.ItemDataRole.UserRole
_CONTENTS = 250


class HelpWindow(QWidget):
    """A window of its own; over a dialog it belongs to the dialog, so that it can be read meanwhile."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Build the window; `show_page` fills it."""
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setProperty("part", "page")
        self.setWindowTitle("督查台账　帮助")
        self.search, self.contents, self.browser = QLineEdit(), QListWidget(), ManualBrowser()
        self._before: list[str] = []
        self._after: list[str] = []
        self._here = ""
        self._build()
        self._list_pages()
        self._connect()
        room = self.screen().availableSize() - QSize(40, 80)
        self.resize(QSize(theme.px(1000), theme.px(700)).boundedTo(room))
        self._resize()

    def show_page(self, target: str) -> None:
        """Go to `key`, `key.md` or `key.md#heading`."""
        if self._here and target != self._here:
            self._before.append(self._here)
            self._after.clear()
        self._show(target)

    def back(self) -> None:
        """To the page read before."""
        if self._before:
            self._after.append(self._here)
            self._show(self._before.pop())

    def forward(self) -> None:
        """To the page that `back` came from."""
        if self._after:
            self._before.append(self._here)
            self._show(self._after.pop())

    def print_page(self) -> None:
        """Print the page that is read."""
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter()
        printer.setDocName(f"督查台账帮助　{manual().page(self._key()).title}")
        if ask.printer(self, printer):
            self.browser.paper().print_(printer)

    @override
    def closeEvent(self, event: "QCloseEvent", /) -> None:
        theme.changed.disconnect(self._resize)
        super().closeEvent(event)

    def _build(self) -> None:
        self.search.setPlaceholderText("在帮助中查找　Ctrl+F")
        self.search.setAccessibleName("在帮助中查找")
        clearable(self.search)
        add_glyph(self.search, Icon.SEARCH)
        self.contents.setAccessibleName("帮助目录")
        self.contents.setProperty("part", "contents")
        self.contents.setWordWrap(True)
        self.contents.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        left = QWidget()
        left.setProperty("part", "side")
        box = QVBoxLayout(left)
        box.setContentsMargins(GAP_L, GAP_L, GAP_L, GAP_L)
        box.setSpacing(GAP_M)
        box.addWidget(self.search)
        box.addWidget(self.contents, 1)
        self.back_button = tool(Icon.LEFT, "回到上一页（Alt+←）", self.back)
        self.forward_button = tool(Icon.RIGHT, "再到下一页（Alt+→）", self.forward)
        self.print_button = tool(Icon.PRINT, "打印这一页（Ctrl+P）", self.print_page)
        bar = QHBoxLayout()
        bar.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M)
        bar.addWidget(self.back_button)
        bar.addWidget(self.forward_button)
        bar.addStretch(1)
        bar.addWidget(self.print_button)
        right = QWidget()
        right.setProperty("part", "page")
        reading = QVBoxLayout(right)
        reading.setContentsMargins(0, 0, 0, 0)
        reading.setSpacing(0)
        reading.addLayout(bar)
        reading.addWidget(rule())
        reading.addWidget(self.browser, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setHandleWidth(1)
        self._split.addWidget(left)
        self._split.addWidget(right)
        self._split.setStretchFactor(1, 1)
        self._split.setChildrenCollapsible(False)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._split)

    def _connect(self) -> None:
        self.browser.led.connect(self.show_page)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._first_found)
        self.contents.itemClicked.connect(self._chosen)
        self.contents.itemActivated.connect(self._chosen)
        theme.changed.connect(self._resize)
        for keys, call in (
            ("Ctrl+F", self.search.setFocus), ("Alt+Left", self.back), ("Alt+Right", self.forward),
            ("Ctrl+P", self.print_page), ("Esc", self._leave), ("Down", self._down),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self.search if keys == "Down" else self, call)
            if keys == "Down":
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)

    def _resize(self) -> None:
        for line in range(self.contents.count()):
            if not self.contents.item(line).data(_TARGET):
                self.contents.item(line).setFont(theme.font(12, bold=True))
        contents = min(theme.px(_CONTENTS), self.width() * 2 // 5)
        self._split.setSizes([contents, self.width() - contents])

    def _leave(self) -> None:
        """Escape empties the search first, then closes the window."""
        if self.search.text():
            self.search.clear()
        else:
            self.close()

    def _down(self) -> None:
        self.contents.setFocus()

    def _show(self, target: str) -> None:
        self._here = target
        _, _, section = target.partition("#")
        page = manual().page(self._key())
        self.browser.show_page(page, section, self.search.text())
        self.back_button.setEnabled(bool(self._before))
        self.forward_button.setEnabled(bool(self._after))
        if not self.search.text():
            self._mark(page.key)

    def _key(self) -> str:
        return self._here.partition("#")[0].removesuffix(".md")

    def _mark(self, key: str) -> None:
        for line in range(self.contents.count()):
            if self.contents.item(line).data(_TARGET) == key:
                self.contents.setCurrentRow(line)

    def _chosen(self, item: QListWidgetItem) -> None:
        if item.data(_TARGET):
            self.show_page(item.data(_TARGET))

    def _search(self, typed: str) -> None:
        if not typed.strip():
            self._list_pages()
            self._show(self._here)
            return
        self.contents.clear()
        found = manual().find(typed)
        for hit in found:
            item = QListWidgetItem(f"{hit.page.title} › {hit.heading}\n{hit.around}")
            item.setData(_TARGET, hit.target)
            self.contents.addItem(item)
        if not found:
            self._heading("没有找到。换个说法，或少写几个字试试。")

    def _first_found(self) -> None:
        first = self.contents.item(0)
        if first is not None and first.data(_TARGET):
            self.contents.setCurrentItem(first)
            self._chosen(first)

    def _list_pages(self) -> None:
        self.contents.clear()
        group = ""
        for page in manual().pages:
            if page.group != group:
                group = page.group
                self._heading(group)
            item = QListWidgetItem(page.title)
            item.setData(_TARGET, page.key)
            self.contents.addItem(item)

    def _heading(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setFont(theme.font(12, bold=True))
        self.contents.addItem(item)
