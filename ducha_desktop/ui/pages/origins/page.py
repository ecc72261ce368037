"""来源登记: meetings, instructions, documents, projects, calls, and what has come of them."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.origins import OriginKind
from ducha_desktop.domain.pinyin import initials
from ducha_desktop.services.origin_views import OriginRow
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, origins
from ducha_desktop.ui.operations.origins import OriginLists
from ducha_desktop.ui.pages.origins.columns import came_from, columns
from ducha_desktop.ui.pages.origins.deeds import OriginDeeds
from ducha_desktop.ui.pages.origins.panel import OriginPanel
from ducha_desktop.ui.pages.origins.screen import OriginScreen
from ducha_desktop.ui.shortcuts import Key, bind
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import EmptyState, button, keep_width, label, repolish, row, rule
from ducha_desktop.ui.widgets.field_glyphs import clearable
from ducha_desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtGui import QColor

    from ducha_desktop.services.origin_views import OriginDetail
    from ducha_desktop.services.unsaved import UnsavedForm

ALL, WAITING = "", "waiting"
_DELAY_MS = 60
_SEARCH_MS = 120
_TOUCHED = frozenset(
    {"origin", "matter_origin", "matter", "setting", "unit", "person", "ledger", "assignment"}
)


class OriginsPage(OriginScreen):
    """The register of sources."""

    def __init__(self, door: Door) -> None:
        """Build the screen; nothing is read before it is seen."""
        super().__init__(door)
        self.part = ALL
        self._opened = False
        self._left: UnsavedForm | None = None
        self.model: WindowModel[OriginRow] = WindowModel(door, columns(), self)
        self.table: WindowTable[OriginRow] = WindowTable(self.model, stripe=_stripe)
        self.panel = OriginPanel()
        self.deeds = OriginDeeds(self)
        self.search, self.year = QLineEdit(), QComboBox()
        self._shown: Sequence[OriginRow] = ()
        self._chips: dict[str, QWidget] = {}
        self._middle = QStackedWidget()
        self._detail_timer, self._search_timer = QTimer(self), QTimer(self)
        self._build()
        self._connect()

    def load(self) -> None:
        """Read all origins."""
        origins.lists().latest("lists").then(self._show).start(self.door, self)

    def follow(self, changes: Changes) -> None:
        """Read afresh what concerns origins."""
        if changes.tables & _TOUCHED:
            self.load()

    def begin(self) -> None:
        """In the list."""
        self.table.setFocus()

    def take(self, what: "str | UnsavedForm") -> None:
        """Show one origin, or go on with a form that the workbench offers."""
        if isinstance(what, str):
            self.wanted = what
            self._search_for("", ALL)
        elif self._opened:
            self.deeds.go_on(what)
        else:
            self._left = what

    def show_part(self, part: str) -> None:
        """Show all origins, those of a kind, or those that wait for a reply."""
        self.part = part
        for name, chip in self._chips.items():
            chip.setProperty("on", name == part)
            repolish(chip)
        self.table.show_column("response", shown=part == OriginKind.HOTLINE.value)
        self._list()

    def _search_for(self, text: str, part: str) -> None:
        self.search.setText(text)
        self.year.setCurrentIndex(0)
        self.show_part(part)

    def _build(self) -> None:
        for timer, pause, call in (
            (self._detail_timer, _DELAY_MS, self._read_detail),
            (self._search_timer, _SEARCH_MS, self._list),
        ):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(call)
        self._middle.addWidget(self.table)
        self.empty = EmptyState(Icon.STACK, "", "")
        self._middle.addWidget(self.empty)
        self._foot = label("", "soft")
        foot = QWidget()
        foot.setProperty("part", "strip")
        line = row(self._foot, None)
        line.setContentsMargins(GAP_XL, GAP_M - 2, GAP_XL, GAP_M - 2)
        foot.setLayout(line)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (self._head(), rule(), self._middle, rule(), foot):
            box.addWidget(widget)
        box.setStretchFactor(self._middle, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)
        self._share()

    def _share(self) -> None:
        whole = max(self.width(), 1) if self.isVisible() else theme.px(1200)
        panel = min(max(theme.px(326), min(theme.px(420), whole * 32 // 100)), whole * 2 // 5)
        self.splitter.setSizes([max(whole - panel, 1), panel])

    def _head(self) -> QWidget:
        head = QWidget()
        head.setProperty("part", "head")
        self.add_button = button("登记来源", kind="primary", glyph=Icon.ADD, opens=True)
        menu = QMenu(self.add_button)
        for kind in OriginKind:
            menu.addAction(f"{kind.word}…").triggered.connect(
                lambda _on=False, kind=kind: self.deeds.add(kind)
            )
        self.add_button.setMenu(menu)
        self.merge_button = button("合并清单…", self.deeds.merge)
        self.limits_button = button("默认时限…", self.deeds.limits)
        clearable(self.search)
        self.search.setPlaceholderText("查找：名称、编号、领导、单位")
        self.search.setAccessibleName("查找来源")
        keep_width(self.search, 226)
        self.year.setAccessibleName("年份")
        chips = QWidget()
        flow = FlowLayout(chips, gap=GAP_M)
        for name, words in (
            (ALL, "全部"),
            *((kind.value, kind.word) for kind in OriginKind),
            (WAITING, "待回复"),
        ):
            self._chips[name] = button(words, partial(self.show_part, name), kind="chip")
        for part in (*self._chips.values(), self.search, self.year):
            flow.addWidget(part)
        box = QVBoxLayout(head)
        box.setContentsMargins(GAP_XL, 11, GAP_XL, 11)
        box.setSpacing(GAP_M)
        box.addLayout(
            row(label("来源登记", "title"), None, self.limits_button, self.merge_button, self.add_button)
        )
        box.addWidget(chips)
        return head

    def _connect(self) -> None:
        self.table.walked.connect(lambda _row: self._detail_timer.start())
        self.table.opened.connect(self.panel.begin)
        self.model.counted.connect(lambda _count: self._settle_cursor())
        self.search.textChanged.connect(lambda _text: self._search_timer.start())
        self.search.returnPressed.connect(self.begin)
        self.year.currentIndexChanged.connect(lambda _index: self._list())
        panel, deeds = self.panel, self.deeds
        panel.edit_wanted.connect(deeds.edit)
        panel.split_wanted.connect(deeds.split)
        panel.reply_wanted.connect(deeds.reply)
        panel.link_wanted.connect(deeds.link)
        panel.remove_wanted.connect(deeds.remove)
        panel.unlink_wanted.connect(deeds.unlink)
        panel.matter_wanted.connect(lambda number: self.go.emit("ledger", LedgerQuery(search=number)))
        bind(self, Key.EDIT, deeds.edit, inside=True)
        theme.changed.connect(self._share)

    def _show(self, lists: OriginLists) -> None:
        self.lists = lists
        numbers = {kind.value: sum(each.kind is kind for each in lists.rows) for kind in OriginKind}
        numbers |= {ALL: len(lists.rows), WAITING: len([each for each in lists.rows if _waits(each)])}
        words = {ALL: "全部", WAITING: "待回复"} | {kind.value: kind.word for kind in OriginKind}
        for name, chip in self._chips.items():
            number = numbers[name]
            chip.setText(f"{words[name]} {number:,}" if number else words[name])  # type: ignore[attr-defined]
            chip.setVisible(bool(number) or name in (ALL, self.part))
        self.merge_button.setVisible(numbers[OriginKind.TASK_LIST.value] > 1)
        self._offer_years()
        if not self._opened:
            self._share()
        self._opened = True
        self.show_part(self.part)
        form, self._left = self._left, None
        if form is not None:
            self.deeds.go_on(form)

    def _offer_years(self) -> None:
        years = sorted({each.on.year for each in self.lists.rows}, reverse=True)
        wanted = self.year.currentData()
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItem("全部年份", 0)
        for year in years:
            self.year.addItem(f"{year}年", year)
        self.year.setCurrentIndex(max(self.year.findData(wanted), 0))
        self.year.blockSignals(False)

    def _list(self) -> None:
        year, typed = int(self.year.currentData() or 0), self.search.text().strip().lower()
        self._shown = [
            each
            for each in self.lists.rows
            if (self.part in (ALL, each.kind.value) or (self.part == WAITING and _waits(each)))
            and (not year or each.on.year == year)
            and _answers(each, typed)
        ]
        if not self.wanted:
            current = self.table.current_row()
            self.wanted = current.uid if current is not None else ""
        self._place = self.table.currentIndex().row()
        self.model.open(ListSource(self._shown))

    _place = -1

    def _settle_cursor(self) -> None:
        self._foot.setText(self._foot_words())
        self._middle.setCurrentIndex(0 if self._shown else 1)
        self.panel.setVisible(bool(self._shown))
        if not self._shown:
            self._say_empty()
            self.panel.show_nothing()
            return
        uids = [each.uid for each in self._shown]
        wanted, self.wanted = self.wanted, ""
        place = uids.index(wanted) if wanted in uids else min(max(self._place, 0), len(uids) - 1)
        self.table.go_to(place)
        self._detail_timer.start()

    def _foot_words(self) -> str:
        beyond = f"（全部 {len(self.lists.rows):,}）" if len(self._shown) != len(self.lists.rows) else ""
        said = f"共 {len(self._shown):,} 个来源{beyond}"
        rate = self.lists.rate
        if rate is None or not rate.whole.total:
            return said
        whole = rate.whole
        late = f"，超期未回复 {whole.overdue} 件" if whole.overdue else ""
        return f"{said}　领导批示回复率 {whole.percent}%（{whole.replied}/{whole.total}{late}）"

    def _say_empty(self) -> None:
        if self.lists.rows:
            self.empty.say("没有找到", "换个写法，或者选“全部”和“全部年份”再看。")
        else:
            self.empty.say(
                "还没有登记来源",
                "会议、领导批示、文件、项目、信访、来电都从这里登记，再分解成事项；每件事项都记得它从哪里来。",
            )

    def _read_detail(self) -> None:
        current = self.table.current_row()
        if current is None:
            self.panel.show_nothing()
            return
        reading = origins.detail(current.uid).latest("detail").then(self._show_detail)
        reading.failed(self._detail_failed).start(self.door, self)

    def _show_detail(self, detail: "OriginDetail") -> None:
        self.panel.show_detail(detail)

    def _detail_failed(self, error: Exception) -> None:
        """An origin that has just gone is no trouble: the list is on its way."""
        self.panel.show_nothing()
        if not isinstance(error, NotFoundError):
            ask.failure(self, error)


def _waits(each: OriginRow) -> bool:
    return each.is_answered and not each.values.get("replied_on")


def _answers(each: OriginRow, typed: str) -> bool:
    if not typed:
        return True
    words = " ".join((each.number, each.title, came_from(each), each.values.get("words", ""))).lower()
    return all(part in words or (part.isascii() and part in initials(each.title)) for part in typed.split())


def _stripe(each: OriginRow) -> "QColor | None":
    return theme.color("red") if each.reply_state == "超期未回复" else None
