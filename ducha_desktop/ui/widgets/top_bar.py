"""The bar at the top: whose ledger this is, the search field, what undo would do, when it was last backed up."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QWidget

from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, SCALES, theme
from ducha_desktop.ui.widgets.basics import button, keep_most, label, tool
from ducha_desktop.ui.widgets.field_glyphs import add_glyph, clearable

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from typing_extensions import override

_DEBOUNCE_MS = 180
_MOST = 400
"""The widest the search field becomes."""
_BESIDE = 52
"""What the search field needs beside its words and its key: the glass at the left, the air."""
_ROOMY = 900
"""Width of the bar, at text of 100 %, from which it has room for the year and the name of the clerk."""
_HINTS = ("查找事项、编号、单位、领导，或拼音首字母", "查找事项、单位、领导", "查找")
"""What the empty search field says: as much as it has room for."""
_LEAST = 4
"""Characters below which it is not worth saying what undo would do."""
_NAME_SHARE = 4
"""The name of the office takes no more than one part in so many."""


class _Search(QLineEdit):
    """A search field that leaves Ctrl+Z and Ctrl+Y to the ledger while nothing has been typed in it.

    Escape empties it, and leaves it when it is empty; the arrow down goes to what was found. Its key
    stands at its right end while it is empty and there is room.
    """

    left = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._key = QLabel("Ctrl+F", self)
        self._key.setProperty("rank", "key")
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.textChanged.connect(self._place_key)

    @override
    def resizeEvent(self, event: "QResizeEvent", /) -> None:
        super().resizeEvent(event)
        self._say_hint()
        self._place_key()

    def _say_hint(self) -> None:
        room, size = self.width() - theme.px(_BESIDE), self.fontMetrics()
        fitting = (hint for hint in _HINTS if size.horizontalAdvance(hint) <= room)
        self.setPlaceholderText(next(fitting, _HINTS[-1]))

    def _place_key(self) -> None:
        self._key.adjustSize()
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        self._key.move(self.width() - self._key.width() - GAP_M, (self.height() - self._key.height()) // 2)
        room = self.width() - words - theme.px(_BESIDE)
        self._key.setVisible(not self.text() and room >= self._key.width())

    @override
    def keyPressEvent(self, event: "QKeyEvent", /) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Down}:
            self.left.emit()
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.isUndoAvailable():
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable():
            self.redo_wanted.emit()
        else:
            super().keyPressEvent(event)


class TopBar(QWidget):
    """Signals what the clerk wants; knows nothing of the office itself."""

    searched = Signal(str)
    search_entered = Signal(str)
    undo_wanted = Signal()
    redo_wanted = Signal()
    backup_wanted = Signal()
    appearance_wanted = Signal(bool, int)
    keys_wanted = Signal()
    help_wanted = Signal()
    another_wanted = Signal()

    def __init__(self) -> None:
        """Build an empty bar."""
        super().__init__()
        self._undone, self._owner = "", "督查台账"
        self.setProperty("part", "topbar")
        self._office, self._year = label("督查台账", "strong"), label("", "soft")
        self.search = _Search()
        self.search.setProperty("part", "search")
        self.search.setAccessibleName("搜索")
        clearable(self.search)
        add_glyph(self.search, Icon.SEARCH)
        keep_most(self.search, _MOST)
        self.undo = button("", self.undo_wanted.emit, kind="quiet", glyph=Icon.UNDO)
        self.redo = tool(Icon.REDO, "恢复（Ctrl+Y）", self.redo_wanted.emit)
        self.backup = button("", self.backup_wanted.emit, kind="quiet", glyph=Icon.SHIELD)
        self._user = label("", "soft")
        for words in (self._office, self._year, self._user):
            words.setContentsMargins(0, 0, 0, 2)  # in line with the words of buttons
        self.help = tool(Icon.HELP, "帮助（F1）", self.help_wanted.emit)
        self.more = tool(Icon.SETTINGS, "外观与文字大小")
        self._looks: dict[bool, QAction] = {}
        self._sizes: dict[int, QAction] = {}
        self.more.setMenu(self._menu())
        self.more.setPopupMode(self.more.ToolButtonPopupMode.InstantPopup)
        box = QHBoxLayout(self)
        box.setContentsMargins(GAP_XL, 0, GAP_L, 0)
        box.setSpacing(GAP_M)
        box.addWidget(self._office)
        box.addWidget(self._year)
        box.addSpacing(GAP_M)
        box.addWidget(self.search, 100)
        box.addStretch(1)
        self._right = (self.undo, self.redo, self.backup, self._user, self.help, self.more)
        for part in self._right:
            box.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_DEBOUNCE_MS)
        self._timer.timeout.connect(lambda: self.searched.emit(self.search.text().strip()))
        self.search.textChanged.connect(self._restart_timer)
        self.search.undo_wanted.connect(self.undo_wanted)
        self.search.redo_wanted.connect(self.redo_wanted)
        self.search.returnPressed.connect(lambda: self.search_entered.emit(self.search.text().strip()))
        for follow in (self._resize, self._mark_appearance):
            follow()
            theme.changed.connect(follow)
        self.show_steps("", "")
        self.show_backup("")

    def show_office(self, name: str, year: int, user: str) -> None:
        """Say whose ledger this is."""
        self._owner = name
        self._office.setToolTip(name)
        self._year.setText(f"{year} 年度")
        self._user.setText(user)
        self._fit()

    def show_steps(self, undo: str, redo: str) -> None:
        """Say what Ctrl+Z and Ctrl+Y would do; empty where nothing."""
        self._undone = undo
        self.undo.setVisible(bool(undo))
        self.undo.setToolTip(f"撤销：{undo}（Ctrl+Z）")
        self.redo.setVisible(bool(redo))
        self.redo.setToolTip(f"恢复：{redo}（Ctrl+Y）")
        self._fit()

    def show_backup(self, words: str, hint: str = "") -> None:
        """Say when the ledger was last backed up."""
        self.backup.setVisible(bool(words))
        self.backup.setText(words)
        self.backup.setToolTip(hint)
        self._fit()

    def quiet_search(self, text: str) -> None:
        """Set the search text without searching."""
        self.search.setText(text)
        self._timer.stop()

    @override
    def resizeEvent(self, event: "QResizeEvent", /) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Where the bar is narrow for the size of its text, the search field keeps its place before all words."""
        room = self.width() * 100 // theme.scale
        self._year.setVisible(room >= _ROOMY)
        self._user.setVisible(room >= _ROOMY)
        self._office.setText(
            self._office.fontMetrics().elidedText(
                self._owner, Qt.TextElideMode.ElideRight, self.width() // _NAME_SHARE
            )
        )
        self.undo.setText("撤销")
        shown = (part for part in (self._office, self._year, *self._right) if not part.isHidden())
        taken = sum(part.sizeHint().width() + GAP_M for part in shown) + theme.px(_MOST) + 3 * GAP_XL
        self.undo.setText(_undo_words(self._undone, self.undo, self.width() - taken))

    def _restart_timer(self, _text: str) -> None:
        self._timer.start()

    def _resize(self) -> None:
        self.setFixedHeight(theme.px(46))
        self._office.setFont(theme.font(15, bold=True))
        self._fit()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        looks, sizes = QActionGroup(menu), QActionGroup(menu)
        for words, dark in (("浅色", False), ("深色", True)):
            entry = self._looks[dark] = self._entry(menu, looks, words)
            entry.triggered.connect(
                lambda _on=False, dark=dark: self.appearance_wanted.emit(dark, theme.scale)
            )
        menu.addSeparator()
        for scale in SCALES:
            entry = self._sizes[scale] = self._entry(menu, sizes, f"文字 {scale}%")
            entry.triggered.connect(
                lambda _on=False, scale=scale: self.appearance_wanted.emit(theme.dark, scale)
            )
        menu.addSeparator()
        menu.addAction("新窗口\tCtrl+Shift+N").triggered.connect(self.another_wanted.emit)
        menu.addAction("帮助\tF1").triggered.connect(self.help_wanted.emit)
        menu.addAction("按键一览\tCtrl+/").triggered.connect(self.keys_wanted.emit)
        return menu

    def _mark_appearance(self) -> None:
        """Another window, or the settings, may have changed it."""
        self._looks[theme.dark].setChecked(True)
        if theme.scale in self._sizes:
            self._sizes[theme.scale].setChecked(True)

    def _entry(self, menu: QMenu, group: QActionGroup, words: str) -> QAction:
        entry = menu.addAction(words)
        entry.setCheckable(True)
        group.addAction(entry)
        return entry


def _undo_words(undone: str, place: QPushButton, room: int) -> str:
    """What undo would do, as far as there is room beyond the bare word; a quotation that is cut is closed."""
    size = place.fontMetrics()
    least = size.horizontalAdvance(f"：{undone[:_LEAST]}…")
    if not undone or room < least:
        return "撤销"
    words = size.elidedText(f"：{undone}", Qt.TextElideMode.ElideRight, room)
    return f"撤销{words}" + ("”" if words.count("“") > words.count("”") else "")
