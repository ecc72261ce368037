"""应报未报: units with their sums at the left, what they owe at the right; Enter registers what came in."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cycles import ONE_DAY, Rhythm
from ducha_desktop.domain.obligations import Standing
from ducha_desktop.domain.vocabulary import ReportCycle
from ducha_desktop.services.obligations import MATTER, OwedLine, OwedList, Question, UnitOwed, missed
from ducha_desktop.services.obligations_words import heading, span_words, tally_sentence
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import obligations as ops
from ducha_desktop.ui.pages.duties.columns import line_columns, unit_columns
from ducha_desktop.ui.pages.duties.registering import Registering
from ducha_desktop.ui.pages.duties.screen import OwedScreen
from ducha_desktop.ui.run import documents_folder, step_back, with_progress
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import EmptyState, button, keep_width, label, repolish, rule, tool
from ducha_desktop.ui.widgets.flow import spread

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

ALL = "全部单位"
FILTERS: tuple[tuple[str, tuple[Standing, ...]], ...] = (
    ("全部情况", ()),
    ("还没有报的", (Standing.MISSED, Standing.DUE)),
    *((f"只看{standing.word}", (standing,)) for standing in Standing),
)
_RHYTHMS = {"week": Rhythm(ReportCycle.WEEKLY), "month": Rhythm(ReportCycle.MONTHLY)}
_WORDS = {"week": "按周", "month": "按月", "missed": "逾期未报"}
_PDF, _EXCEL = "PDF 文件 (*.pdf)", "Excel 工作簿 (*.xlsx)"
_PAUSE_MS = 60


class OwedPart(OwedScreen):
    """Who owes what in a week or a month; `matter_wanted(uid)` goes to the ledger."""

    matter_wanted = Signal(str)

    def __init__(self, door: Door) -> None:
        """Build it; `load` fills it in."""
        super().__init__(door)
        self.mode = "week"
        self.day: date | None = None
        self.found: OwedList | None = None
        self.registering = Registering(self)
        self.units: WindowModel[UnitOwed] = WindowModel(door, unit_columns(), self)
        self.lines: WindowModel[OwedLine] = WindowModel(door, line_columns(), self)
        self.unit_table: WindowTable[UnitOwed] = WindowTable(self.units)
        self.line_table: WindowTable[OwedLine] = WindowTable(self.lines)
        self._groups: Sequence[UnitOwed] = ()
        self._shown: Sequence[OwedLine] = ()
        self._unit, self._place = "", 0
        self._walk = QTimer(self)
        self._walk.setSingleShot(True)
        self._walk.setInterval(_PAUSE_MS)
        self._build()
        self._connect()
        self._mark()

    @property
    def question(self) -> Question:
        """What is asked for at present."""
        today = self.door.office.today
        standings = FILTERS[max(self.standing.currentIndex(), 0)][1]
        if self.mode == "missed":
            return missed(today)
        return Question(_RHYTHMS[self.mode].at(self.day or today), standings=standings)

    def load(self) -> None:
        """Read the list; the cursors stay where they are."""
        ops.owed(self.question).latest("owed").then(self._show).start(self.door, self)

    def begin(self) -> None:
        """In the lines."""
        self.line_table.setFocus()

    def show_mode(self, mode: str, *, standing: Standing | None = None) -> None:
        """`week` or `month` of today, or `missed`; only one standing where it is named."""
        self.mode, self.day, self._unit = mode, None, ""
        wanted = (standing,) if standing else ()
        place = next(place for place, (_, kept) in enumerate(FILTERS) if kept == wanted)
        self.standing.blockSignals(True)
        self.standing.setCurrentIndex(place)
        self.standing.blockSignals(False)
        self._mark()
        self.load()

    def step(self, by: int) -> None:
        """To the week or month before or after."""
        if self.mode in _RHYTHMS:
            span = _RHYTHMS[self.mode].at(self.day or self.door.office.today)
            self.day = span.last + ONE_DAY if by > 0 else span.first - ONE_DAY
            self.load()

    @override
    def chosen(self) -> list[OwedLine]:
        """The selected lines, the one at the cursor where none is."""
        rows = [self.lines.row(place) for place in self.line_table.selected_rows()]
        found = [row for row in rows if row is not None]
        current = self.line_table.current_row()
        return found or ([current] if current is not None else [])

    # Building --------------------------------------------------------------------------------------

    def _build(self) -> None:
        self.tabs = {
            mode: button(word, partial(self.show_mode, mode), kind="chip") for mode, word in _WORDS.items()
        }
        self.back = tool(Icon.LEFT, "前一期（Alt+←）", lambda: self.step(-1))
        self.forth = tool(Icon.RIGHT, "后一期（Alt+→）", lambda: self.step(1))
        self.when = label("", "strong")
        self.standing = QComboBox()
        self.standing.setAccessibleName("情况")
        for words, _ in FILTERS:
            self.standing.addItem(words)
        self.on.setAccessibleName("报来日期")
        self.on.setPlaceholderText("报来日期：今天")
        self.on.setToolTip("经常性任务打钩时记的报来日期；空着是今天，早几天报来的在这里写明，免得算成补报")
        keep_width(self.on, 146)
        self.save = button("催报清单", glyph=Icon.PRINT, opens=True)
        menu = QMenu(self.save)
        menu.addAction("存为 PDF（打印用）…").triggered.connect(lambda _on: self._export(".pdf", _PDF))
        menu.addAction("存为 Excel…").triggered.connect(lambda _on: self._export(".xlsx", _EXCEL))
        self.save.setMenu(menu)
        self.untick = button("取消登记", self.registering.untick, kind="quiet")
        self.open = button("看事项", self._open_matter, glyph=Icon.LEDGER)
        self.register = button("登记报送…", self._register, kind="primary", glyph=Icon.CHECK)
        self.register.setToolTip("登记选中的（回车）：事项登记进展，过去的一期登记补报，经常性任务打钩")
        head = spread(
            (*self.tabs.values(), self.back, self.when, self.forth, self.standing),
            (self.save, self.open, self.untick, self.on, self.register),
        )
        head.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_M)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._tables())
        self.empty = EmptyState(Icon.DONE, "没有应报的", "")
        self._stack.addWidget(self.empty)
        self._foot = label("", "soft")
        self._foot.setContentsMargins(GAP_XL, GAP_M - 2, GAP_XL, GAP_M - 2)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(rule())
        box.addWidget(self._stack, 1)
        box.addWidget(rule())
        box.addWidget(self._foot)

    def _tables(self) -> QWidget:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.unit_table)
        splitter.addWidget(self.line_table)
        splitter.setChildrenCollapsible(False)
        splitter.setSizes([theme.px(400), theme.px(800)])
        splitter.setStretchFactor(1, 1)
        self.unit_table.setAccessibleName("应报的单位")
        self.line_table.setAccessibleName("应报的内容")
        return splitter

    def _connect(self) -> None:
        self.unit_table.walked.connect(lambda _row: self._walk.start())
        self._walk.timeout.connect(self._show_unit)
        self.unit_table.opened.connect(self.line_table.setFocus)
        self.line_table.opened.connect(self._register)
        self.line_table.doubleClicked.connect(lambda _index: self._register())
        self.line_table.walked.connect(lambda _row: self._offer())
        self.line_table.chosen.connect(lambda _count: self._offer())
        self.line_table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.line_table.customContextMenuRequested.connect(self._menu)
        self.standing.currentIndexChanged.connect(lambda _place: self.load())
        self.units.counted.connect(lambda _count: self._settle_unit())
        self.lines.counted.connect(lambda _count: self._settle_line())
        for keys, by in (("Alt+Left", -1), ("Alt+Right", 1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.step, by))

    def _mark(self) -> None:
        for mode, tab in self.tabs.items():
            tab.setProperty("on", mode == self.mode)
            repolish(tab)
        for part in (self.back, self.forth, self.standing):
            part.setVisible(self.mode in _RHYTHMS)

    # Showing ---------------------------------------------------------------------------------------

    def _show(self, found: OwedList) -> None:
        self.found = found
        self.when.setText("一年以来" if self.mode == "missed" else span_words(found.question.span))
        self._foot.setText(tally_sentence(found.tally))
        self._stack.setCurrentIndex(0 if found.units else 1)
        if not found.units:
            self._say_empty()
        whole = UnitOwed("*", ALL, "", found.tally, found.lines)
        self._groups = (whole, *found.units)
        current = self.line_table.currentIndex().row()
        self._place = max(current, 0)
        self.units.open(ListSource(self._groups))

    def _say_empty(self) -> None:
        if self.mode == "missed":
            self.empty.say("没有逾期未报的", "一年以来应报的都报了，或者不用再报。")
        else:
            self.empty.say(
                "这一期没有应报的", "事项写了报送周期、签收以后才有应报的；经常性任务在“经常性任务”里添加。"
            )
        self._offer()

    def _settle_unit(self) -> None:
        uids = [f"{unit.uid}{unit.name}" for unit in self._groups]
        if self._groups:
            self.unit_table.go_to(uids.index(self._unit) if self._unit in uids else 0)
            self._show_unit()

    def _show_unit(self) -> None:
        unit = self.unit_table.current_row()
        if unit is None:
            return
        if self._unit != f"{unit.uid}{unit.name}":
            self._unit, self._place = f"{unit.uid}{unit.name}", 0
        self.line_table.show_column("unit", shown=unit.uid == "*")
        self._shown = unit.lines
        self.lines.open(ListSource(unit.lines))

    def _settle_line(self) -> None:
        if self._shown:
            self.line_table.go_to(min(self._place, len(self._shown) - 1))
        self._offer()

    def _offer(self) -> None:
        chosen = self.chosen() if self.found is not None and self.found.units else []
        matters = [line for line in chosen if line.kind == MATTER]
        self.register.setEnabled(any(self.registering.can(line) for line in chosen))
        self.open.setEnabled(len(matters) == 1)
        self.untick.setEnabled(any(line.kind != MATTER and line.made_on is not None for line in chosen))

    # Doing -----------------------------------------------------------------------------------------

    def _register(self) -> None:
        self.registering.register(self.chosen())

    def _open_matter(self) -> None:
        line = next((line for line in self.chosen() if line.kind == MATTER), None)
        if line is not None:
            self.matter_wanted.emit(line.uid)

    @override
    def registered(self, changes: Changes) -> None:
        """Say what was done; one step back takes it back."""
        undo = partial(step_back, self, self.door, then=lambda _changes: None)
        ask.toast(
            self, f"已{changes.words}" if changes.words.startswith("登记") else changes.words, undo=undo
        )

    def _menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        for words, do, part in (
            ("登记报送…", self._register, self.register), ("取消登记", self.registering.untick, self.untick),
            ("看事项", self._open_matter, self.open),
        ):  # fmt: skip
            action = menu.addAction(words)
            action.triggered.connect(lambda _on=False, do=do: do())
            action.setEnabled(part.isEnabled())
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.line_table.viewport().mapToGlobal(at))

    def _export(self, ending: str, kinds: str) -> None:
        if self.found is None:
            return
        name = documents_folder() / f"{heading(self.found)}{ending}"
        path = ask.save_file(self, "保存催报清单", name, kinds=kinds)
        if path is not None:
            with_progress(
                self,
                self.door,
                ops.write_list(self.question, path),
                heading="正在写催报清单",
                then=lambda done: ask.written(self, f"已保存 {done.name}", done),
            )
