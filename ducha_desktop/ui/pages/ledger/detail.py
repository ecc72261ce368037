"""The detail panel: 七定, the three levels of responsibility, nodes, reports, what happened, what can be done."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.services.views import MatterDetail
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.pages.ledger import detail_words as words
from ducha_desktop.ui.pages.ledger.actions import ActionBar
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Banner, EmptyState, label, row, tool
from ducha_desktop.ui.widgets.facts import Facts
from ducha_desktop.ui.widgets.milestones import MilestoneBars
from ducha_desktop.ui.widgets.timeline import Timeline

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


class DetailPanel(QStackedWidget):
    """One matter at the right of the ledger; it follows the cursor."""

    edit_wanted = Signal()
    delete_wanted = Signal()
    cards_wanted = Signal()
    acted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        """Start without a matter."""
        super().__init__()
        self.uid = ""
        self.setMinimumWidth(theme.px(280))
        self.addWidget(EmptyState(Icon.NOTE, "没有选中事项", "在左边点一行，这里显示它的七定、责任和经过。"))
        self.addWidget(self._build())

    def begin(self) -> None:
        """Enter the panel: on the first thing that can be done with the matter; Escape leaves it."""
        if self.uid:
            self._actions.begin()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        bar = self._area.verticalScrollBar()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            step = bar.pageStep() if event.key() == Qt.Key.Key_PageDown else -bar.pageStep()
            bar.setValue(bar.value() + step)
        else:
            super().keyPressEvent(event)

    def show_nothing(self) -> None:
        """No row is chosen."""
        self.uid = ""
        self.setCurrentIndex(0)

    def show_matter(self, matter: MatterDetail, today: date) -> None:
        """Show one matter as of `today`."""
        same = matter.row.uid == self.uid
        self.uid = matter.row.uid
        self._head(matter)
        self._seven.show_facts(words.seven(matter))
        self._levels.show_facts(words.levels(matter))
        self._origin.show_facts(words.origin(matter))
        self._actions.show_actions(matter.row)
        nodes = words.nodes(matter)
        self._nodes_title.setVisible(bool(nodes))
        self._nodes.show_nodes(nodes, today)
        reports = words.reports(matter)
        self._reports_title.setVisible(bool(reports))
        self._reports.setVisible(bool(reports))
        self._reports.show_beads(reports)
        self._timeline.show_beads(words.timeline(matter))
        self.setCurrentIndex(1)
        if not same:
            self._area.verticalScrollBar().setValue(0)

    def _head(self, matter: MatterDetail) -> None:
        self._number.setText(f"{matter.row.number} · {matter.row.ledger}")
        self._title.setText(matter.row.title)
        tone = "grey" if matter.row.light in {Light.NONE, Light.GREY} else matter.row.light.value
        self._light.say(words.light(matter.row), tone)
        self._missing.say(words.missing(matter), "yellow")

    def _build(self) -> QWidget:
        body = QWidget()
        body.setProperty("part", "plain")
        box = QVBoxLayout(body)
        box.setContentsMargins(GAP_XL, GAP_L, GAP_L, GAP_XL)
        box.setSpacing(10)
        self._number = label("", "small", wrap=True, select=True)
        self._title = label("", "heading", wrap=True, select=True)
        head = row(self._number, *self._tools(), gap=2)
        head.setStretch(0, 1)
        box.addLayout(head)
        box.addWidget(self._title)
        self._light, self._missing = Banner(), Banner()
        self._seven, self._levels, self._origin = Facts(), Facts(), Facts()
        self._actions = ActionBar()
        self._actions.acted.connect(self.acted)
        self._nodes, self._reports, self._timeline = MilestoneBars(), Timeline(), Timeline()
        self._nodes_title, self._reports_title = _section("节点"), _section("进展反馈")
        for part in (
            self._light, self._actions, self._missing, self._seven, _section("三级责任"), self._levels,
            self._nodes_title, self._nodes, self._reports_title, self._reports,
            _section("来源与其他"), self._origin, _section("经过"), self._timeline,
        ):  # fmt: skip
            box.addWidget(part)
        box.addStretch(1)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(body)
        return self._area

    def _tools(self) -> tuple[QWidget, ...]:
        return (
            tool(Icon.EDIT, "修改（Ctrl+E）", self.edit_wanted.emit),
            tool(Icon.PRINT, "打印这件事项的三级卡", self.cards_wanted.emit),
            tool(Icon.TRASH, "删除，可从回收站还原（Delete）", self.delete_wanted.emit),
        )


def _section(words: str) -> QLabel:
    """A heading nearer to what it heads than to what stands above."""
    made = label(words, "section")
    made.setContentsMargins(0, GAP_M, 0, 0)
    return made
