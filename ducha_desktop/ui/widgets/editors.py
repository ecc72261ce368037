"""Editors by kind of field, the same in a cell, in the detail panel and in a form."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QCompleter,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)

from ducha_desktop.domain.cycle_words import CHOICES
from ducha_desktop.domain.fields import FieldKind, FieldSpec
from ducha_desktop.domain.pinyin import initial_variants
from ducha_desktop.domain.vocabulary import Priority
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.calendar_days import office_days
from ducha_desktop.ui.widgets.field_glyphs import add_glyph

if TYPE_CHECKING:
    from ducha_desktop.ui.widgets.calendar import CalendarPopup

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

SECRECY = ("", "内部", "秘密", "机密", "绝密")


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Names the register and the ledger already know, for completion.

    Attributes:
        units: names of units in official order.
        people: names of people in official order.
        ledgers: names of ledgers.
    """

    units: Sequence[str] = field(default_factory=tuple)
    people: Sequence[str] = field(default_factory=tuple)
    ledgers: Sequence[str] = field(default_factory=tuple)


class DateField(QLineEdit):
    """A date in anybody's words, with the office's calendar for those who would rather point (Alt+↓)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        add_glyph(self, Icon.CALENDAR, "打开日历（Alt+↓）", self.open_list, trailing=True)
        self.popup: CalendarPopup | None = None

    def open_list(self) -> None:
        """Open the calendar at the date that is written."""
        from ducha_desktop.domain.deadline import read_deadline
        from ducha_desktop.ui.widgets.calendar import CalendarPopup

        words, today = self.text().strip(), office_days.today
        self.popup = CalendarPopup(self)
        self.popup.chosen.connect(self._take)
        self.popup.open_below(self, read_deadline(words, year=None, today=today).due if words else None)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_list()
        else:
            super().keyPressEvent(event)

    def _take(self, text: str) -> None:
        self.setText(text)
        self.setFocus()


class PercentField(QLineEdit):
    """A share of a hundred: `1` means 1 %, never the whole as a workbook would have it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        self.setPlaceholderText("0–100")

    @property
    def words(self) -> str:
        """What is meant: the one figure that reads as the whole gets its sign."""
        typed = self.text().strip()
        return "1%" if typed == "1" else typed


class LongCell(QPlainTextEdit):
    """A long text in a cell: grows with its lines; Enter ends the edit, Alt+Enter begins a new line."""

    grown = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty, one line high."""
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(3)
        self.textChanged.connect(self.grown)

    def wanted_height(self, width: int) -> int:
        """Height in pixels that shows the text at this width, up to `_MOST_LINES`."""
        line = self.fontMetrics().lineSpacing()
        wrapped = sum(
            max(1, -(-self.fontMetrics().horizontalAdvance(part) // max(width - line, line)))
            for part in self.toPlainText().split("\n")
        )
        return min(wrapped, _MOST_LINES) * line + 12

    def break_line(self) -> None:
        """Begin a new line where the cursor is."""
        self.insertPlainText("\n")


_MOST_LINES = 9


class NamesField(QLineEdit):
    """One or several names, separated by 、; completes the name being typed."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        """Complete from `names`."""
        super().__init__(parent)
        self._names = tuple(names)
        self._fitting = QStringListModel(self)
        self._completer = QCompleter(self._fitting, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._insert)
        self._completer.popup().installEventFilter(self)
        self.textEdited.connect(self._complete)

    def open_list(self) -> None:
        """Offer every name, or those that fit what is typed."""
        self._complete(everything=True)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_list()
        else:
            super().keyPressEvent(event)

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        """Enter in the offered names with none chosen means what is typed: it must not be pressed twice."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            popup = self._completer.popup()
            ends = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)
            if watched is popup and ends and not popup.currentIndex().isValid():
                popup.hide()
                QApplication.sendEvent(self, event)
                return True
        return super().eventFilter(watched, event)

    def _complete(self, _typed: str = "", *, everything: bool = False) -> None:
        typed = self._typed()
        if everything and typed in self._names:
            typed = ""
        if everything and not typed:
            self._fitting.setStringList(list(self._names))
            self._completer.complete()
            return
        popup = self._completer.popup()
        if not typed:
            popup.hide()
            return
        fitting = sorted(
            (name for name in self._names if fits(name, typed)), key=lambda n: not _begins(n, typed)
        )
        self._fitting.setStringList(fitting)
        if not fitting or fitting == [typed]:
            popup.hide()
            return
        self._completer.complete()
        if typed.isascii():  # initials are never meant to stay: Enter takes the first name
            popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _typed(self) -> str:
        return _BETWEEN.split(self.text()[: self.cursorPosition()])[-1].strip()

    def _insert(self, name: str) -> None:
        head, tail = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        kept = head[: len(head) - len(self._typed())]
        self.setText(kept + name + tail)
        self.setCursorPosition(len(kept + name))


_BETWEEN = re.compile("[、，,；;\n]")


def fits(name: str, typed: str) -> bool:
    """Whether a name contains what is typed, in characters or pinyin initials: zjj finds 县住建局."""
    if typed in name:
        return True
    small = typed.lower()
    return small.isascii() and any(small in said for said in initial_variants(name))


def _begins(name: str, typed: str) -> bool:
    """Whether a name begins with what is typed; such names are offered first."""
    small = typed.lower()
    return name.startswith(typed) or any(said.startswith(small) for said in initial_variants(name))


def make(spec: FieldSpec, known: Suggestions, parent: QWidget | None = None) -> QWidget:
    """The editor of a field; read it with `value`, fill it with `fill`."""
    if spec.kind is FieldKind.LONG_TEXT:
        return _long(parent)
    if spec.kind in {FieldKind.DATE, FieldKind.DEADLINE}:
        return DateField(parent)
    if spec.kind in {FieldKind.UNITS, FieldKind.PEOPLE}:
        return NamesField(known.units if spec.kind is FieldKind.UNITS else known.people, parent)
    choices = _choices(spec, known)
    if choices:
        combo = _combo(choices, parent)
        combo.setEditable(spec.key == "report_cycle")
        return combo
    return PercentField(parent) if spec.kind is FieldKind.PERCENT else QLineEdit(parent)


def in_cell(spec: FieldSpec, known: Suggestions, parent: QWidget) -> QWidget:
    """The same in a table cell, where a long text grows over the cells below."""
    if spec.kind is FieldKind.LONG_TEXT:
        return LongCell(parent)
    return make(spec, known, parent)


def value(editor: QWidget) -> str:
    """What the clerk typed or chose."""
    if isinstance(editor, QComboBox):
        return editor.currentText().strip()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText().strip()
    if isinstance(editor, PercentField):
        return editor.words
    if isinstance(editor, QSpinBox):
        return str(editor.value())
    return editor.text().strip() if isinstance(editor, QLineEdit) else ""


def fill(editor: QWidget, text: str) -> None:
    """Put a stored value into an editor."""
    if isinstance(editor, QComboBox):
        if editor.findText(text) < 0:
            editor.addItem(text)
        editor.setCurrentText(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    elif isinstance(editor, QSpinBox):
        editor.setValue(int(text))
    elif isinstance(editor, QLineEdit):
        editor.setText(text)
        editor.setCursorPosition(0)


def open_list(editor: QWidget) -> None:
    """Open the list or the calendar of an editor that has one."""
    if isinstance(editor, QComboBox):
        editor.showPopup()
    elif isinstance(editor, DateField | NamesField):
        editor.open_list()


def watch(editor: QWidget, call: Callable[[], None]) -> None:
    """Call whenever the value changes."""
    if isinstance(editor, QComboBox):
        editor.currentTextChanged.connect(lambda _text: call())
    elif isinstance(editor, QPlainTextEdit):
        editor.textChanged.connect(call)
    elif isinstance(editor, QSpinBox):
        editor.valueChanged.connect(lambda _value: call())
    elif isinstance(editor, QLineEdit):
        editor.textChanged.connect(lambda _text: call())


def _choices(spec: FieldSpec, known: Suggestions) -> Sequence[str]:
    if spec.kind is FieldKind.LEDGER:
        return known.ledgers
    fixed = {
        "report_cycle": CHOICES,
        "priority": tuple(priority.word for priority in Priority),
        "secrecy": SECRECY,
    }
    return fixed.get(spec.key, ())


def _long(parent: QWidget | None) -> QPlainTextEdit:
    made = QPlainTextEdit(parent)
    made.setTabChangesFocus(True)
    made.setMinimumHeight(theme.px(60))
    return made


def _combo(choices: Sequence[str], parent: QWidget | None) -> QComboBox:
    made = QComboBox(parent)
    made.addItems(list(choices))
    return made
