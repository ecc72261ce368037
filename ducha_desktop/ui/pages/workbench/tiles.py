"""Numbers that are buttons: how many matters wait, and the way to exactly that list."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.services.workbench import Number, Pile
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S, theme
from ducha_desktop.ui.widgets.basics import label, repolish

if TYPE_CHECKING:
    from PySide6.QtGui import QContextMenuEvent, QPaintEvent, QResizeEvent

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

LIGHTS = {Pile.RED: Light.RED, Pile.ORANGE: Light.ORANGE, Pile.YELLOW: Light.YELLOW}
_URGENT = {Pile.OVERDUE: "red", Pile.SOON: "orange", Pile.LISTED: "red"}
_DOT = 9
_LIT = "在办和进入销号程序的事项中亮{}的"
_HINTS = {
    Pile.OVERDUE: "超过时限还在办的事项",
    Pile.SOON: "今天起 7 日内到期的在办事项，不含挂起的",
    Pile.UNREPORTED: "定有报送周期的承办事项，本周期还没有登记进展的",
    Pile.TO_CLOSE: "已申请办结、审核中或报批示领导的事项",
    Pile.TO_URGE: "超过时限、近日没有催办也没有报进展的在办事项",
    Pile.TO_PRESS: "催办多次没有回音，或督查单、挂牌、约谈的期限已过，按升级规则该升一级的事项",
    Pile.LISTED: "挂牌以后还没有登记摘牌的事项",
    Pile.TALKED: "约谈以后还没有登记整改核查的事项",
    Pile.SNAIL: "长期逾期，或催办多次没有报进展的在办事项，天数和次数在升级规则里定",
    Pile.FLAG: "今年提前办结的事项，提前的天数在升级规则里定",
    Pile.LACKS_FOUR: "拟办和在办事项中，任务、目标、责任、时限没有写全的",
    Pile.LACKS_SIX: "拟办和在办事项中，目标、任务、人员、措施、要求、进度没有写全的",
    Pile.LACKS_SEVEN: "拟办和在办事项中，七定没有写全的",
} | {pile: _LIT.format(pile.word) for pile in LIGHTS}


class TileButton(QPushButton):
    """A button that holds labels in a layout and is as large as these need."""

    def __init__(self) -> None:
        """Empty; the layout is the heir's."""
        super().__init__()
        self.setProperty("kind", "tile")
        self.setAutoDefault(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def sizeHint(self) -> QSize:
        return self._room()

    @override
    def minimumSizeHint(self) -> QSize:
        return self._room()

    def _room(self) -> QSize:
        """A button knows nothing of a layout in it."""
        box = self.layout()
        return box.sizeHint() if box is not None else super().sizeHint()


class Tile(TileButton):
    """One number; a click opens its list, the menu key or a right click offers what can be done with it."""

    menu_wanted = Signal(QPoint)

    def __init__(self, pile: Pile) -> None:
        """Nothing is known yet."""
        super().__init__()
        self.pile = pile
        self.number: Number | None = None
        self._count, self._word = label("…", "number"), label(pile.word, "soft")
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GAP_S + 2)
        if pile in LIGHTS:
            line.addWidget(_Dot(LIGHTS[pile]))
        line.addWidget(self._word, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(GAP_L, GAP_M, GAP_L, GAP_M + 2)
        box.setSpacing(0)
        box.addWidget(self._count)
        box.addLayout(line)
        for text in (self._count, self._word):
            text.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._say()

    def show_number(self, number: Number | None) -> None:
        """Show how many there are; None is not known."""
        self.number = number
        self._count.setText("—" if number is None else f"{number.count:,}")
        some = number is not None and number.count > 0
        urgent = _URGENT.get(self.pile, "") if some else ""
        self._count.setProperty("tone", urgent or ("" if some else "faint"))
        self.setProperty("tone", urgent)
        for part in (self._count, self):
            repolish(part)
        self._say()

    def _say(self) -> None:
        count = "" if self.number is None else f" {self.number.count:,} 项"
        self.setAccessibleName(f"{self.pile.word}{count}")
        self.setToolTip(_HINTS.get(self.pile, f"{self.pile.word}的事项"))

    @override
    def contextMenuEvent(self, event: "QContextMenuEvent", /) -> None:
        if self.number is not None:
            self.menu_wanted.emit(event.globalPos())


class _Dot(QWidget):
    """The colour of a light, beside its word."""

    def __init__(self, light: Light) -> None:
        super().__init__()
        self._light = light
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._fit()
        theme.changed.connect(self._fit)

    def _fit(self) -> None:
        self.setFixedSize(theme.px(_DOT + 1), theme.px(_DOT + 3))
        self.update()

    @override
    def paintEvent(self, _event: "QPaintEvent", /) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.light(self._light))
        side = theme.px(_DOT)
        painter.drawEllipse(0, (self.height() - side) // 2 + 1, side, side)
        painter.end()


class TileGrid(QWidget):
    """Tiles side by side, as many in a line as there is room for."""

    def __init__(self, tiles: Sequence[QWidget], most: int = 3) -> None:
        """Arrange the tiles in their order, at most so many in a line."""
        super().__init__()
        self._tiles, self._most, self._across = tuple(tiles), most, 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GAP_M)
        self._arrange(most)
        theme.changed.connect(self._fit)

    @override
    def resizeEvent(self, event: "QResizeEvent", /) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def minimumSizeHint(self) -> QSize:
        """Narrower than its tiles side by side: they go below each other."""
        return QSize(max(tile.sizeHint().width() for tile in self._tiles), super().minimumSizeHint().height())

    def _fit(self) -> None:
        widest = max(tile.sizeHint().width() for tile in self._tiles) + GAP_M
        self._arrange(max(1, min(self._most, (self.width() + GAP_M) // widest)))

    def _arrange(self, across: int) -> None:
        if across == self._across:
            return
        for column in range(self._across):
            self._grid.setColumnStretch(column, 0)
        self._across = across
        for number, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, number // across, number % across)
        for column in range(across):
            self._grid.setColumnStretch(column, 1)
        self.updateGeometry()


def muted(text: str) -> QLabel:
    """A quiet line under a heading."""
    return label(text, "small", wrap=True)
