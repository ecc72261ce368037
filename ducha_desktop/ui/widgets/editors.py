"""Editors by kind of field, the same in a cell, in the detail panel and in a form."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QDate, QPoint, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QBoxLayout,
    QCalendarWidget,
    QComboBox,
    QCompleter,
    QFrame,
    QLineEdit,
    QPlainTextEdit,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ducha_desktop.domain.fields import FieldKind, FieldSpec
from ducha_desktop.domain.pinyin import initial_variants
from ducha_desktop.domain.vocabulary import Priority, ReportCycle
from ducha_desktop.ui.icons import Icon, icon
from ducha_desktop.ui.theme import GAP_S, theme

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
    """A date in anybody's words, with a calendar for those who would rather point."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start empty."""
        super().__init__(parent)
        action = self.addAction(icon(Icon.CALENDAR), QLineEdit.ActionPosition.TrailingPosition)
        action.setToolTip("打开日历")
        action.triggered.connect(self._open)
        self._popup: _Calendar | None = None

    def _open(self) -> None:
        popup = _Calendar(self)
        date = QDate.fromString(self.text().strip(), Qt.DateFormat.ISODate)
        popup.show_date(date if date.isValid() else QDate.currentDate())
        popup.chosen.connect(self._take)
        popup.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        popup.show()
        self._popup = popup

    def _take(self, text: str) -> None:
        self.setText(text)
        self.setFocus()


class _Calendar(QFrame):
    """The calendar below a date field: the year before the month, quiet week-ends, our own arrows."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("part", "popup")
        self._calendar = QCalendarWidget()
        self._calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._calendar.activated.connect(self._picked)
        self._calendar.clicked.connect(self._picked)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_S, GAP_S, GAP_S, GAP_S)
        box.addWidget(self._calendar)
        self._dress()
        self.setMinimumSize(theme.px(300), theme.px(250))

    def show_date(self, date: QDate) -> None:
        """Turn to that month."""
        self._calendar.setSelectedDate(date)

    def _dress(self) -> None:
        quiet = QTextCharFormat()
        quiet.setForeground(theme.color("faint"))
        self._calendar.setHeaderTextFormat(quiet)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._calendar.setWeekdayTextFormat(day, quiet)
        for name, glyph in (("prevmonth", Icon.LEFT), ("nextmonth", Icon.RIGHT)):
            arrow = self._calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if arrow is not None:
                arrow.setIcon(icon(glyph))
                arrow.setIconSize(QSize(theme.px(16), theme.px(16)))
        bar = self._calendar.findChild(QWidget, "qt_calendar_navigationbar")
        month = self._calendar.findChild(QToolButton, "qt_calendar_monthbutton")
        line = bar.layout() if bar is not None else None
        if isinstance(line, QBoxLayout) and month is not None:
            line.removeWidget(month)
            line.insertWidget(line.count() - 2, month)

    def _picked(self, date: QDate) -> None:
        self.chosen.emit(date.toString(Qt.DateFormat.ISODate))
        self.close()


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
        self.textEdited.connect(self._complete)

    def _complete(self) -> None:
        typed = self._typed()
        popup = self._completer.popup()
        if not typed:
            popup.hide()
            return
        fitting = sorted(
            (name for name in self._names if _fits(name, typed)), key=lambda n: not _begins(n, typed)
        )
        self._fitting.setStringList(fitting)
        if not fitting or fitting == [typed]:
            popup.hide()
            return
        self._completer.complete()
        if typed.isascii():  # initials are never meant to stay: Enter takes the first name
            popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _typed(self) -> str:
        return self.text()[: self.cursorPosition()].rsplit("、", 1)[-1].strip()

    def _insert(self, name: str) -> None:
        head, tail = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        kept = head[: len(head) - len(self._typed())]
        self.setText(kept + name + tail)
        self.setCursorPosition(len(kept + name))


def _fits(name: str, typed: str) -> bool:
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
        return _combo(choices, parent)
    line = QLineEdit(parent)
    if spec.kind is FieldKind.PERCENT:
        line.setPlaceholderText("0–100")
    return line


def in_cell(spec: FieldSpec, known: Suggestions, parent: QWidget) -> QWidget:
    """The same in a table cell, where a long text is edited on one line."""
    if spec.kind is FieldKind.LONG_TEXT:
        return QLineEdit(parent)
    return make(spec, known, parent)


def value(editor: QWidget) -> str:
    """What the clerk typed or chose."""
    if isinstance(editor, QComboBox):
        return editor.currentText().strip()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText().strip()
    return editor.text().strip() if isinstance(editor, QLineEdit) else ""


def fill(editor: QWidget, text: str) -> None:
    """Put a stored value into an editor."""
    if isinstance(editor, QComboBox):
        if editor.findText(text) < 0:
            editor.addItem(text)
        editor.setCurrentText(text)
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    elif isinstance(editor, QLineEdit):
        editor.setText(text)


def watch(editor: QWidget, call: Callable[[], None]) -> None:
    """Call whenever the value changes."""
    if isinstance(editor, QComboBox):
        editor.currentTextChanged.connect(lambda _text: call())
    elif isinstance(editor, QPlainTextEdit):
        editor.textChanged.connect(call)
    elif isinstance(editor, QLineEdit):
        editor.textChanged.connect(lambda _text: call())


def _choices(spec: FieldSpec, known: Suggestions) -> Sequence[str]:
    if spec.kind is FieldKind.LEDGER:
        return known.ledgers
    fixed = {
        "report_cycle": tuple(cycle.word for cycle in ReportCycle),
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
