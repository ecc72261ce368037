"""The palette itself: a field over the window and what answers below it; the newest letters win."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from shiboken6 import isValid

from ducha_desktop.domain.card_code import is_code
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import palette
from ducha_desktop.ui.palette.entries import Entry, Kind, own_entries
from ducha_desktop.ui.palette.lines import ENTRY, Lines
from ducha_desktop.ui.shell import Shell
from ducha_desktop.ui.theme import GAP_M, GAP_S, theme
from ducha_desktop.ui.widgets.basics import label
from ducha_desktop.ui.widgets.field_glyphs import add_glyph

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent, QPaintEvent
    from typing_extensions import override

    from ducha_desktop.services.palette import PaletteAnswer

_WIDTH, _TOP, _EDGE, _MOST_LINES = 640, 54, 24, 16
_PAUSE_MS = 25
_DIM, _DIM_DARK = 46, 110
"""How dark the veil is, of 255."""
_MOST = {Kind.COMMANDS: 6, Kind.HELP: 4}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}


class _Veil(QWidget):
    """Dims the window behind the palette, so that the eye rests on what was asked; a click puts both away."""

    pressed = Signal()

    @override
    def paintEvent(self, _event: "QPaintEvent", /) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, _DIM_DARK if theme.dark else _DIM))
        painter.end()

    @override
    def mousePressEvent(self, event: "QMouseEvent", /) -> None:
        event.accept()
        self.pressed.emit()


class Palette(QFrame):
    """One per window, made when it is first called; hidden, not destroyed, when it is left."""

    def __init__(self, window: QWidget, shell: Shell) -> None:
        """Build it over `window`, which is `shell` as its parts know it; `begin` shows it."""
        super().__init__(window)
        self._window, self._shell = window, shell
        self._veil = _Veil(window)
        self._veil.hide()
        self._veil.pressed.connect(self.leave)
        self._own: list[Entry] = []
        self._known: list[str] = []
        self.setProperty("part", "popup")
        self.setAccessibleName("查找命令、事项、单位、人员和帮助")
        self.field, self.list = QLineEdit(), QListWidget()
        self.field.setPlaceholderText("命令、事项、编号、单位、人员、帮助，或拼音首字母")
        self.field.setAccessibleName("查找")
        add_glyph(self.field, Icon.SEARCH)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(Lines(self.list))
        self.list.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName("找到的")
        self._hint = label("↑ ↓ 选　Enter 打开　Tab 下一组　Esc 收起", "small")
        self._hint.setContentsMargins(GAP_S, 0, GAP_S, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_M, GAP_M, GAP_M, GAP_M)
        box.setSpacing(GAP_M)
        for part in (self.field, self.list, self._hint):
            box.addWidget(part)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._ask)
        self.field.textChanged.connect(self._typed)
        self.list.itemClicked.connect(self._open)
        self.field.installEventFilter(self)
        window.installEventFilter(self)
        theme.changed.connect(self._place)
        self.hide()

    def begin(self) -> None:
        """Show it, empty, with what the window offers."""
        self._own = own_entries(self._shell)
        self._known = [
            f"{entry.words}　{entry.note}" if entry.kind is Kind.HELP else entry.words for entry in self._own
        ]
        self.field.clear()
        self._show([entry for entry in self._own if entry.kind is Kind.COMMANDS])
        for part in (self._veil, self):
            part.show()
            part.raise_()
        self.field.setFocus()

    def leave(self) -> None:
        """Hide it and go on with the work."""
        self._timer.stop()
        self.hide()
        self._shell.go_on()

    @override
    def hideEvent(self, event: "QHideEvent", /) -> None:
        super().hideEvent(event)
        self._veil.hide()

    @property
    def entries(self) -> list[Entry]:
        """What is listed, headings left out."""
        found = (self.list.item(line).data(ENTRY) for line in range(self.list.count()))
        return [entry for entry in found if entry is not None]

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if watched is self._window:
            if event.type() == QEvent.Type.Resize and self.isVisible():
                self._place()
            return False
        if event.type() == QEvent.Type.KeyPress:
            return self._key(event)  # type: ignore[arg-type]
        if event.type() == QEvent.Type.FocusOut and isValid(self._window) and self._window.isActiveWindow():
            QTimer.singleShot(0, self, self._left)
        return False

    def _key(self, event: "QKeyEvent") -> bool:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._step(_STEPS[key])
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._next_group(-1 if key == Qt.Key.Key_Backtab else 1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif key == Qt.Key.Key_Escape:
            self.leave()
        else:
            return False
        return True

    def _left(self) -> None:
        """A click elsewhere puts it away; a menu or an input method of its own does not."""
        if self.isVisible() and not self.field.hasFocus() and self._window.isActiveWindow():
            self._timer.stop()
            self.hide()

    def _typed(self, text: str) -> None:
        if text.strip():
            self._timer.start()
        else:
            self._timer.stop()
            self._show([entry for entry in self._own if entry.kind is Kind.COMMANDS])

    def _ask(self) -> None:
        typed = self.field.text().strip()
        if is_code(typed):
            self._show(
                [Entry(Kind.MATTERS, "打开这张卡片对应的事项", "", partial(self._shell.finder.search, typed))]
            )
            return
        asking = palette.find(typed, self._known).latest("palette")
        asking.then(lambda answer: self._answered(typed, *answer)).start(self._shell.door, self)

    def _answered(self, typed: str, office: "PaletteAnswer", places: list[int]) -> None:
        if not self.isVisible() or typed != self.field.text().strip():
            return
        shell = self._shell
        own = [self._own[place] for place in places]
        found = [entry for entry in own if entry.kind is Kind.COMMANDS][: _MOST[Kind.COMMANDS]]
        found += [
            Entry(Kind.MATTERS, matter.title, matter.note, partial(shell.finder.show_matter, matter.uid))
            for matter in office.matters
        ]
        found += [
            Entry(Kind.ORIGINS, origin.title, origin.note, partial(shell.go, "origins", origin.uid))
            for origin in office.origins
        ]
        for kind, names in ((Kind.UNITS, office.units), (Kind.PEOPLE, office.people)):
            found += [
                Entry(kind, name.name, name.note, partial(shell.go, "ledger", name.held)) for name in names
            ]
        found += [entry for entry in own if entry.kind is Kind.HELP][: _MOST[Kind.HELP]]
        self._show(found)

    def _show(self, entries: list[Entry]) -> None:
        self.list.clear()
        kind: Kind | None = None
        for entry in entries:
            if entry.kind is not kind:
                kind = entry.kind
                self._add(kind.words, None)
            self._add(entry.words, entry)
        if not entries:
            self._add("没有找到。换个说法，或少写几个字试试。", None)
        self._step(1)
        self._place()

    def _add(self, words: str, entry: Entry | None) -> None:
        item = QListWidgetItem(words)
        item.setData(ENTRY, entry)
        if entry is None:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(item)

    def _lines(self) -> list[int]:
        return [line for line in range(self.list.count()) if self.list.item(line).data(ENTRY) is not None]

    def _step(self, by: int) -> None:
        lines = self._lines()
        if lines:
            here = self.list.currentRow()
            place = lines.index(here) + by if here in lines else 0
            self._go_to(lines[max(0, min(len(lines) - 1, place))])

    def _next_group(self, by: int) -> None:
        firsts = [line for line in self._lines() if self.list.item(line - 1).data(ENTRY) is None]
        if firsts:
            here = self.list.currentRow()
            group = max((n for n, line in enumerate(firsts) if line <= here), default=0)
            self._go_to(firsts[(group + by) % len(firsts)])

    def _go_to(self, line: int) -> None:
        self.list.setCurrentRow(line)
        self.list.scrollToItem(self.list.item(max(0, line - 1)))
        self.list.scrollToItem(self.list.item(line))

    def _enter(self) -> None:
        """Enter right after the last letter waits for its answer."""
        if self._timer.isActive():
            self._timer.stop()
            self._ask()
            return
        item = self.list.currentItem()
        if item is not None:
            self._open(item)

    def _open(self, item: QListWidgetItem) -> None:
        entry = item.data(ENTRY)
        if entry is not None:
            self.leave()
            entry.open()

    def _place(self) -> None:
        """In the middle of the window, below the bar, as tall as its lines need."""
        window = self._window
        self._veil.setGeometry(window.rect())
        lines = sum(self.list.sizeHintForRow(line) for line in range(min(self.list.count(), _MOST_LINES)))
        self.list.setFixedHeight(max(theme.px(40), min(lines + 4, window.height() - theme.px(_TOP + 120))))
        width = min(theme.px(_WIDTH), window.width() - 2 * _EDGE)
        self.setFixedWidth(width)
        self.adjustSize()
        self.move((window.width() - width) // 2, theme.px(_TOP))
