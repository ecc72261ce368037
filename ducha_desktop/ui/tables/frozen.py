"""Columns that stand still at the left while the others are scrolled under them.

A second view over the same model, selection and delegate lies over the table's left edge as long as
the table is scrolled sideways. It only shows: what is pressed on it, or drawn on to it, the table itself
hears at the place of the same cell, so that there is one way of selecting, editing and walking.
"""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QFrame, QTableView
from shiboken6 import isValid

from ducha_desktop.ui.tables.header import ColumnHeader
from ducha_desktop.ui.theme import theme

if TYPE_CHECKING:
    from ducha_desktop.ui.tables.view import WindowTable

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_PRESSES = frozenset(
    {
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonRelease,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.MouseMove,
    }
)


class FrozenColumns(QTableView):
    """The first columns of a table; visible while the table is scrolled sideways."""

    def __init__(self, table: "WindowTable[Any]") -> None:
        """Lie over `table`, nothing frozen yet."""
        super().__init__(table)
        self._table, self._count = table, 0
        self._dress()
        self.setModel(table.window_model)
        self._none = QItemSelectionModel(table.window_model, self)
        self._alone()
        self.setItemDelegate(table.itemDelegate())
        bar = table.verticalScrollBar()
        bar.valueChanged.connect(self.verticalScrollBar().setValue)
        bar.rangeChanged.connect(lambda _low, _high: self._match())
        table.horizontalScrollBar().valueChanged.connect(self._match)
        table.headings.sectionResized.connect(self._match)
        table.headings.geometriesChanged.connect(self._match)
        table.selectionModel().currentChanged.connect(self._uncover)
        theme.changed.connect(self._match)
        table.viewport().installEventFilter(self)
        self.headings.viewport().installEventFilter(self)
        self.hide()

    def _dress(self) -> None:
        self.setProperty("part", "frozen")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.setHorizontalHeader(ColumnHeader(self))
        self.horizontalHeader().setSectionsClickable(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setMinimumSectionSize(1)

    def freeze(self, count: int) -> None:
        """Let the first `count` shown columns stand still."""
        self._count = count
        self._match()

    @property
    def sections(self) -> list[int]:
        """The frozen sections from the left."""
        header = self._table.headings
        order = [header.logicalIndex(n) for n in range(header.count())]
        return [n for n in order if not self._table.isColumnHidden(n)][: self._count]

    def _match(self) -> None:
        """Take over order, widths and place of the table's own columns."""
        if not isValid(self) or not isValid(self._table):
            return
        table, frozen = self._table, self.sections
        width = sum(table.columnWidth(n) for n in frozen)
        wanted = bool(frozen) and table.horizontalScrollBar().value() > 0 and width < table.viewport().width()
        if not wanted or table.is_editing:
            self._alone()
            return
        if self.selectionModel() is not table.selectionModel():
            self.setSelectionModel(table.selectionModel())
        mine = self.horizontalHeader()
        for number in range(mine.count()):
            self.setColumnHidden(number, number not in frozen)
        for at, number in enumerate(frozen):
            mine.moveSection(mine.visualIndex(number), at)
            self.setColumnWidth(number, table.columnWidth(number))
        theirs = table.headings
        mine.setFixedHeight(theirs.height())
        self.verticalHeader().setDefaultSectionSize(table.verticalHeader().defaultSectionSize())
        self.verticalHeader().setMinimumSectionSize(table.verticalHeader().minimumSectionSize())
        frame = table.frameWidth()
        self.setGeometry(frame, frame, width, theirs.height() + table.viewport().height())
        self.headings.mark(theirs.marked, active=theirs.active)
        table.still = frozenset(frozen)
        self.show()
        self.raise_()
        self.verticalScrollBar().setValue(table.verticalScrollBar().value())

    def _alone(self) -> None:
        """A hidden view takes no part in the table's selecting."""
        if self.selectionModel() is not self._none:
            self.setSelectionModel(self._none)
        self._table.still = frozenset()
        self.hide()

    @property
    def headings(self) -> ColumnHeader:
        """The headings of the frozen columns."""
        header = self.horizontalHeader()
        assert isinstance(header, ColumnHeader)
        return header

    def _uncover(self, current: QModelIndex) -> None:
        """The cell under the cursor comes out from under the frozen columns."""
        if not self.isVisible() or not current.isValid() or current.column() in self.sections:
            return
        bar = self._table.horizontalScrollBar()
        covered = self.width() - self._table.columnViewportPosition(current.column())
        if covered > 0:
            bar.setValue(bar.value() - covered)

    @override
    def paintEvent(self, event: QPaintEvent, /) -> None:
        super().paintEvent(event)
        painter = QPainter(self.viewport())
        painter.setPen(theme.color("line_strong"))
        edge = self.viewport().rect().right()
        painter.drawLine(edge, 0, edge, self.viewport().height())
        painter.end()

    @override
    def eventFilter(self, watched: QObject, event: QEvent, /) -> bool:
        if isinstance(event, QMouseEvent) and event.type() in _PRESSES and self.isVisible():
            if watched is not self._table.viewport():
                return self._head_hears(event)
            return self._is_drawn_over(event) and self._hand_on(event)
        if event.type() in {QEvent.Type.Resize, QEvent.Type.ChildAdded, QEvent.Type.ChildRemoved}:
            self._match()
        return super().eventFilter(watched, event)

    def _is_drawn_over(self, event: QMouseEvent) -> bool:
        """Whether a block that is being drawn in the table has come to the columns that stand still."""
        drawn = bool(event.buttons() & Qt.MouseButton.LeftButton) and event.type() is QEvent.Type.MouseMove
        return drawn and not self._handing and 0 <= event.position().x() < self.width()

    @override
    def viewportEvent(self, event: QEvent, /) -> bool:
        if event.type() in _PRESSES and isinstance(event, QMouseEvent):
            return self._hand_on(event)
        if isinstance(event, QWheelEvent):
            QApplication.sendEvent(self._table.viewport(), event)
            return True
        if isinstance(event, QContextMenuEvent):
            told = QContextMenuEvent(event.reason(), event.pos(), event.globalPos())
            QApplication.sendEvent(self._table.viewport(), told)
            return True
        return super().viewportEvent(event)

    def _hand_on(self, event: QMouseEvent) -> bool:
        """The table hears of it at its own place of the same cell; beside the columns, where it is."""
        at, view = event.position(), self._table.viewport()
        column = self.columnAt(round(at.x())) if 0 <= at.x() < self.viewport().width() else -1
        shift = 0
        if column >= 0:
            shift = self._table.columnViewportPosition(column) - self.columnViewportPosition(column)
        self._handing = True
        # The place of a covered cell lies outside the view: that is no wish to scroll there.
        scrolls = self._table.hasAutoScroll()
        self._table.setAutoScroll(scrolls and not (shift and 0 <= at.y() < view.height()))
        QApplication.sendEvent(view, _moved(event, shift))
        self._table.setAutoScroll(scrolls)
        self._handing = False
        return True

    _handing = False

    def _head_hears(self, event: QMouseEvent) -> bool:
        """The table's headings hear of it at their own place of the same heading."""
        mine, theirs = self.headings, self._table.headings
        section = mine.logicalIndexAt(round(event.position().x()))
        if section < 0:
            return True
        shift = theirs.sectionViewportPosition(section) - mine.sectionViewportPosition(section)
        QApplication.sendEvent(theirs.viewport(), _moved(event, shift))
        return True


def _moved(event: QMouseEvent, shift: int) -> QMouseEvent:
    """The same press, so many pixels further to the right."""
    place = QPointF(event.position().x() + shift, event.position().y())
    return QMouseEvent(
        event.type(), place, event.globalPosition(), event.button(), event.buttons(), event.modifiers()
    )
