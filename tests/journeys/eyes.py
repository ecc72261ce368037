"""What a clerk sees: windows, buttons, cells, fields. Everything here runs on the program's own thread.

What leaves this module is plain: places on the screen and words. No widget is ever handed to the
clerk's thread, which must not be the one that frees it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAction, QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from ducha_desktop.ui.main_window import MainWindow
from ducha_desktop.ui.places import PLACES
from ducha_desktop.ui.shortcuts import way


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the screen.

    Attributes:
        frame: the middle of the scrolling area it stands in, to turn the wheel over; None where it is seen.
        below: whether it lies further down in that area.
        covered: what lies over it; empty where it can be clicked.
    """

    x: int
    y: int
    frame: tuple[int, int] | None = None
    below: bool = True
    covered: str = ""


def window() -> MainWindow:
    """The window in use."""
    shown = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
    return next((w for w in shown if w.isActiveWindow()), shown[-1])


def front() -> QWidget:
    """What takes the clerk's keys: an open list, the dialog on top, or the window."""
    top = QApplication.activePopupWidget() or QApplication.activeModalWidget()
    if top is not None:
        return top
    active = QApplication.activeWindow()
    return active if active is not None and active.isVisible() else window()


def heading() -> str:
    """The title of what is in front."""
    return front().windowTitle()


def rows_listed() -> int:
    """How many matters the ledger lists."""
    return window().ledger.model.rowCount()


def keys_to(screen: str) -> str:
    """The keys that lead to a screen, wherever it stands in the column at the left."""
    return way(next(number for number, place in enumerate(PLACES, start=1) if place.key == screen))


def table_has_keys() -> bool:
    """Whether keys go to the ledger's table."""
    return window().ledger.table.hasFocus()


def is_open(said: str) -> bool:
    """Whether a window with this title is open, in front or not."""
    return any(w.isVisible() and w.windowTitle() == said for w in QApplication.topLevelWidgets())


def has_list() -> bool:
    """Whether a list hangs open that takes the keys."""
    return QApplication.activePopupWidget() is not None


def at_rest() -> bool:
    """Whether nothing is under way, and something has the focus; a window manager would see to that."""
    if QApplication.activeWindow() is None:
        keep_focus()
        return False
    return all(w.door.idle for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow))


def keep_focus() -> None:
    """Without a window manager nobody gives the focus back when a dialog has closed."""
    if QApplication.activeWindow() is None:
        (QApplication.activeModalWidget() or window()).activateWindow()


def words() -> str:
    """Everything written in front: labels, buttons, texts."""
    found = []
    for part in (front(), *front().findChildren(QWidget)):
        if not part.isVisible():
            continue
        if isinstance(part, QLabel | QAbstractButton | QLineEdit):
            found.append(part.text())
        elif isinstance(part, QPlainTextEdit | QTextEdit):
            found.append(part.toPlainText())
    return "\n".join(filter(None, found))


def button(said: str) -> Spot | None:
    """The button in front that says so: exactly if there is one, else the first that contains it."""
    shown = [b for b in front().findChildren(QAbstractButton) if b.isVisible() and b.isEnabled()]
    named = [b for b in shown if said in (b.text(), b.accessibleName(), b.toolTip())]
    named = named or [b for b in shown if said in b.text() or b.accessibleName().startswith(said)]
    return spot(named[0]) if named else None


def item(said: str) -> Spot | None:
    """The line of an open menu, or of a list in front, that says so."""
    top = front()
    if isinstance(top, QMenu):
        action = next((a for a in _actions(top) if said in a.text()), None)
        return spot(top, top.actionGeometry(action)) if action is not None else None
    views = [top] if isinstance(top, QAbstractItemView) else top.findChildren(QAbstractItemView)
    for view in views:
        model = view.model()
        if not view.isVisible() or model is None:
            continue
        for place in range(min(model.rowCount(), 2000)):
            index = model.index(place, 0)
            rect = view.visualRect(index)
            if said in str(index.data(Qt.ItemDataRole.DisplayRole) or "") and rect.isValid():
                return spot(view.viewport(), rect)
    return None


def _actions(menu: QMenu) -> Iterator[QAction]:
    return (action for action in menu.actions() if action.isVisible() and action.isEnabled())


def cell(row: int, key: str) -> Spot | None:
    """A cell of the ledger's table that is seen."""
    table, model = window().ledger.table, window().ledger.model
    column = next(n for n, each in enumerate(model.columns) if each.key == key)
    rect = table.visualRect(model.index(row, column))
    seen = rect & table.viewport().rect()
    return spot(table.viewport(), seen) if row < model.rowCount() and seen.width() > 30 else None


def widget(find: Callable[[], QWidget | None]) -> Callable[[], Spot | None]:
    """Where a widget is that is looked for in front."""

    def look() -> Spot | None:
        found = find()
        return spot(found) if found is not None and found.isVisible() else None

    return look


def spot(part: QWidget, rect: QRect | None = None) -> Spot:
    """Where to click a widget, or a rectangle in it, and what stands in the way."""
    inside = (rect or part.rect()).center()
    point = part.mapToGlobal(inside)
    area = _clipped_by(part, point)
    if area is not None:
        middle = area.mapToGlobal(area.rect().center())
        return Spot(point.x(), point.y(), middle.toTuple(), below=point.y() > middle.y())
    at = QApplication.widgetAt(point)
    free = at is not None and (at is part or part.isAncestorOf(at))
    covered = "" if free else f"{type(at).__name__} “{at.windowTitle() if at else ''}”"
    return Spot(point.x(), point.y(), covered=covered)


def _clipped_by(part: QWidget, point: QPoint) -> QWidget | None:
    """The viewport of the scrolling area that hides this point of the widget."""
    above = part.parentWidget()
    while above is not None:
        area = above.parentWidget()
        frames = isinstance(area, QAbstractScrollArea) and area.viewport() is above
        if frames and not above.rect().contains(above.mapFromGlobal(point)):
            return above
        above = area
    return None


def commit(text: str) -> None:
    """What an input method hands to the program when the clerk has chosen the characters."""
    target = QGuiApplication.focusObject()
    assert target is not None, "nothing has the focus"
    asked = QGuiApplication.inputMethod().queryFocusObject(Qt.InputMethodQuery.ImEnabled, None)
    assert asked, f"{target} takes no Chinese"
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(target, event)
