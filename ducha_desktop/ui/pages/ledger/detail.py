"""The detail panel: 七定, the three levels of responsibility, nodes, reports, files, what happened, what can be done."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.ladder import Rung
from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.services.views import MatterDetail
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.pages.ledger import detail_words as words
from ducha_desktop.ui.pages.ledger.actions import ActionBar
from ducha_desktop.ui.pages.ledger.detail_chronicle import Chronicle
from ducha_desktop.ui.pages.ledger.detail_duties import Duties
from ducha_desktop.ui.pages.ledger.detail_files import Files
from ducha_desktop.ui.pages.ledger.detail_ladder import Ladder
from ducha_desktop.ui.pages.ledger.detail_missing import Missing
from ducha_desktop.ui.pages.ledger.detail_nodes import Nodes
from ducha_desktop.ui.pages.ledger.detail_reports import Reports
from ducha_desktop.ui.pages.ledger.detail_sections import INSET, FoldedSections, Section
from ducha_desktop.ui.pages.ledger.detail_sources import Sources
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Banner, EmptyState, label, repolish, row, rule, tool
from ducha_desktop.ui.widgets.facts import Fact, Facts
from ducha_desktop.ui.widgets.scrolling import Scroller, scrolling

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_LONG_TITLE = 60
"""Characters of a title from which it is written smaller, so that the light below it is seen at once."""


class DetailPanel(QStackedWidget):
    """One matter at the right of the ledger; it follows the cursor."""

    edit_wanted = Signal()
    fill_wanted = Signal(str)
    delete_wanted = Signal()
    cards_wanted = Signal()
    acted = Signal(object)
    origin_wanted = Signal(str)
    left = Signal()

    def __init__(self, door: Door) -> None:
        """Start without a matter."""
        super().__init__()
        self.uid = ""
        self._door = door
        self._matter: MatterDetail | None = None
        self._remembered: FoldedSections | None = None
        self.setMinimumWidth(theme.px(280))
        self.setAcceptDrops(True)
        self.addWidget(EmptyState(Icon.NOTE, "没有选中事项", "在左边点一行，这里显示它的七定、责任和经过。"))
        self.addWidget(self._build())
        self._connect()

    def begin(self) -> None:
        """Enter the panel: on the first thing that can be done with the matter; Escape leaves it."""
        if self.uid:
            self._actions.begin()

    def show_nothing(self) -> None:
        """No row is chosen."""
        self.uid = ""
        self._matter = None
        self.setCurrentIndex(0)

    def show_matter(self, matter: MatterDetail, today: date) -> None:
        """Show one matter as of `today`."""
        if self._remembered is None and self._door.leads_somewhere:
            self._remembered = FoldedSections(self._door.office.folder.root, self._sections)
        same = matter.row.uid == self.uid
        self.uid, self._matter = matter.row.uid, matter
        self._head(matter)
        self._seven.show_facts(words.seven(matter))
        self._levels.show_facts(words.levels(matter))
        self._origin.show_facts(words.origin(matter))
        self._duties.show_duties(matter)
        self._sources.show_sources(matter)
        self._actions.show_actions(matter.row, matter.possible)
        self._nodes_part.count(words.nodes_done(matter))
        self._nodes.show_plan(matter, today)
        self._reports.show_reports(matter)
        self._reports_part.setVisible(bool(matter.reports))
        self._reports_part.count(f"{matter.reports_in_all:,} 次")
        self._ladder.show_ladder(matter, today)
        self._ladder_part.setVisible(self._ladder.concerns)
        self._ladder_part.count(self._ladder.summary)
        self._files.show_files(matter.row.uid, matter.attachments)
        self._papers_part.setVisible(bool(matter.papers))
        self._papers.show_facts([Fact("文号", number) for number in matter.papers])
        self._chronicle.show_history(matter)
        self.setCurrentIndex(1)
        if not same:
            self._why.say("")
            self._area.verticalScrollBar().setValue(0)

    def _head(self, matter: MatterDetail) -> None:
        self._number.setText(f"{matter.row.number} · {matter.row.ledger}")
        self._title.setText(matter.row.title)
        rank = "heading" if len(matter.row.title) <= _LONG_TITLE else "strong"
        if rank != self._title.property("rank"):
            self._title.setProperty("rank", rank)
            repolish(self._title)
        tone = "grey" if matter.row.light in {Light.NONE, Light.GREY} else matter.row.light.value
        self._light.say(words.light(matter.row), tone)
        self._missing.show_missing(words.lacking(matter))

    def _build(self) -> QWidget:
        self._number = label("", "small", wrap=True, select=True)
        self._title = label("", "heading", wrap=True, select=True)
        self._light, self._why = Banner(), Banner()
        self._missing = Missing()
        self._seven, self._levels, self._origin, self._papers = Facts(), Facts(), Facts(), Facts()
        self._actions = ActionBar()
        self._duties, self._sources = Duties(self._door), Sources()
        self._nodes, self._reports, self._ladder = Nodes(self._door), Reports(self._door), Ladder(self._door)
        self._files, self._chronicle = Files(self._door), Chronicle(self._door)
        self._sections = self._make_sections()
        whole = QWidget()
        whole.setProperty("part", "plain")
        box = QVBoxLayout(whole)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self._scroll(), rule(), self._foot()):
            box.addWidget(part)
        box.setStretchFactor(self._area, 1)
        return whole

    def _make_sections(self) -> tuple[Section, ...]:
        self._nodes_part = Section("节点", self._nodes, aside=self._nodes.add_button)
        self._reports_part = Section("进展反馈", self._reports)
        self._ladder_part = Section("升级督办", self._ladder)
        self._files_part = Section("附件", self._files, aside=self._files.add_button)
        self._papers_part = Section("发文", self._papers)
        return (
            Section("七定", self._seven, self._missing),
            Section("三级责任", self._levels, aside=self._duties),
            self._ladder_part,
            self._nodes_part,
            self._reports_part,
            self._files_part,
            self._papers_part,
            Section("来源与其他", self._sources, self._origin),
            Section("经过", self._chronicle, aside=self._chronicle.chips),
        )

    def _scroll(self) -> Scroller:
        body = QWidget()
        body.setProperty("part", "plain")
        box = QVBoxLayout(body)
        box.setContentsMargins(GAP_XL - INSET, GAP_L, GAP_L, GAP_XL)
        box.setSpacing(GAP_M)
        top = row(self._number, *self._tools(), gap=2)
        top.setStretch(0, 1)
        head = QVBoxLayout()
        head.setContentsMargins(INSET, 0, 0, 0)
        head.addLayout(top)
        for part in (self._title, self._light):
            head.addWidget(part)
        head.setSpacing(GAP_M)
        box.addLayout(head)
        for section in self._sections:
            box.addWidget(section)
        box.addStretch(1)
        self._area = scrolling(body)
        return self._area

    def _foot(self) -> QWidget:
        """What can be done now: always in sight, however far the rest is scrolled."""
        foot = QWidget()
        foot.setProperty("part", "plain")
        box = QVBoxLayout(foot)
        box.setContentsMargins(GAP_XL, GAP_M, GAP_L, GAP_M)
        box.setSpacing(GAP_M)
        box.addWidget(self._why)
        box.addWidget(self._actions)
        return foot

    def _tools(self) -> tuple[QWidget, ...]:
        return (
            tool(Icon.EDIT, "修改（Ctrl+E）", self.edit_wanted.emit),
            tool(Icon.PRINT, "打印这件事项的三级卡", self.cards_wanted.emit),
            tool(Icon.TRASH, "删除，可从回收站还原（Delete）", self.delete_wanted.emit),
        )

    def _connect(self) -> None:
        for source in (self._seven, self._levels, self._origin, self._missing):
            source.fill_wanted.connect(self.fill_wanted)
        self._actions.acted.connect(self._act)
        self._sources.wanted.connect(self.origin_wanted)
        self._actions.pressed.connect(self._press)
        self._actions.refused.connect(lambda why: self._why.say(why, "yellow"))
        self._files.counted.connect(lambda count: self._files_part.count(str(count) if count else ""))
        self._nodes.walked.connect(lambda place: self._bring(self._nodes.bars, place))
        for timeline in (self._chronicle.timeline, self._reports.timeline):
            timeline.walked.connect(lambda place, of=timeline: self._bring(of, place))

    def _act(self, line: object) -> None:
        self._why.say("")
        self.acted.emit(line)

    def bring_ladder(self) -> None:
        """Scroll to where the matter stands on the ladder."""
        self._ladder_part.open(unfolded=True)
        self._bring(self._ladder, self._ladder.rect())

    def _press(self, rung: Rung) -> None:
        self.bring_ladder()
        self._ladder.press(rung)

    def _bring(self, widget: QWidget, place: QRect) -> None:
        """Scroll just so far that a place of a widget is seen."""
        inside = self._area.widget()
        top = widget.mapTo(inside, place.topLeft()).y()
        bar, tall = self._area.verticalScrollBar(), self._area.viewport().height()
        if top < bar.value():
            bar.setValue(top - GAP_M)
        elif top + place.height() > bar.value() + tall:
            bar.setValue(min(top, top + place.height() - tall + GAP_M))

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

    @override
    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        if self.uid and event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._why.say("松开鼠标，把文件添加为这件事项的附件。")

    @override
    def dragLeaveEvent(self, event: QDragLeaveEvent, /) -> None:
        self._why.say("")
        super().dragLeaveEvent(event)

    @override
    def dropEvent(self, event: QDropEvent, /) -> None:
        self._why.say("")
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths and self.uid:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self._files_part.open(unfolded=True)
            self._files.add(paths)
