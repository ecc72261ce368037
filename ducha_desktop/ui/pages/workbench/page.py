"""工作台: what needs the clerk today; every number opens exactly its list."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services.workbench import Desk, Number, Pile, Trouble
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, obligations, unsaved
from ducha_desktop.ui.operations import workbench as workbench_ops
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.pages.workbench.batch import Batch
from ducha_desktop.ui.pages.workbench.columns import TwoColumns
from ducha_desktop.ui.pages.workbench.forms import kind_of
from ducha_desktop.ui.pages.workbench.notices import Notice, Notices, moment_words
from ducha_desktop.ui.pages.workbench.owed import OwedCard
from ducha_desktop.ui.pages.workbench.pictures import PicturesPart
from ducha_desktop.ui.pages.workbench.tiles import Tile, TileGrid, muted
from ducha_desktop.ui.remembered import Remembered, Visit
from ducha_desktop.ui.shortcuts import Key, bind
from ducha_desktop.ui.theme import GAP_HEAD, GAP_L, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Card, EmptyState, button, label, row, rule
from ducha_desktop.ui.widgets.scrolling import Scroller, scrolling

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from ducha_desktop.services.unsaved import UnsavedForm
    from ducha_desktop.services.workbench_pictures import Pictures

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

PICTURES_AFTER_MS = 250
_TODAY = (Pile.OVERDUE, Pile.SOON, Pile.UNREPORTED, Pile.RED, Pile.ORANGE, Pile.YELLOW)
_WAITING = (Pile.DRAFTS, Pile.TO_APPROVE, Pile.TO_ASSIGN, Pile.TO_SIGN, Pile.TO_EXTEND, Pile.TO_CLOSE)
_LADDER = (Pile.TO_URGE, Pile.TO_PRESS, Pile.LISTED, Pile.TALKED, Pile.SNAIL, Pile.FLAG)
_LACKING = (Pile.LACKS_FOUR, Pile.LACKS_SIX, Pile.LACKS_SEVEN)
_WHOLE = (Pile.OPEN, Pile.CLOSING, Pile.CLOSED)
_GLYPHS = {
    "holidays": Icon.CALENDAR,
    "moved": Icon.HISTORY,
    "provisional": Icon.OFFICE,
    "rolled_back": Icon.BACKUP,
}
_DEEDS = {"holidays": "去录入", "moved": "看历史", "provisional": "去确认", "rolled_back": "看备份"}
_WEEK = "一二三四五六日"


class WorkbenchPage(Page):
    """The first screen of the day."""

    def __init__(self, door: Door) -> None:
        """Build the screen; nothing is read before it is seen."""
        super().__init__(door)
        self.batch = Batch(self)
        self._visit: Visit | None = None
        self.tiles = {pile: Tile(pile) for pile in (*_TODAY, *_WAITING, *_LADDER, *_LACKING)}
        self.whole = {pile: button(pile.word, kind="quiet") for pile in _WHOLE}
        self.urge = button("", self._urge, kind="link", glyph=Icon.FLAG)
        self.owed = OwedCard()
        self.notices = Notices(("demo", "changes", "forms", "backups", "troubles"))
        self.pictures = PicturesPart(door, self)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PICTURES_AFTER_MS)
        self._build()
        self._connect()

    def load(self) -> None:
        """Read the numbers first; what is slower comes behind them."""
        reading = workbench_ops.desk(self._last_visit.head).latest("desk")
        reading.then(self._show).start(self.door, self)

    def follow(self, changes: Changes) -> None:
        """Numbers may move with any change."""
        del changes
        self.load()

    @override
    def showEvent(self, event: "QShowEvent", /) -> None:
        """A form may have been given up elsewhere, which changes nothing that screens hear of."""
        seen = not self._stale
        super().showEvent(event)
        if seen and self.door.leads_somewhere:
            self._read_forms()

    def begin(self) -> None:
        """On the first number, or on what fills an empty ledger."""
        if self._below.currentIndex():
            self._import.setFocus()
        else:
            self.tiles[Pile.OVERDUE].setFocus()

    def _build(self) -> None:
        self._day = label("", "soft")
        head = QWidget()
        head.setProperty("part", "head")
        line = QHBoxLayout(head)
        line.setContentsMargins(GAP_XL, GAP_HEAD, GAP_XL, GAP_HEAD)
        line.setSpacing(GAP_L)
        line.addWidget(label("工作台", "title"))
        line.addWidget(self._day)
        line.addStretch(1)
        for part in self.whole.values():
            line.addWidget(part)
        self._import = button(
            "导入 Excel 台账", lambda: self.go.emit("import", None), kind="primary", glyph=Icon.IMPORT
        )
        empty = EmptyState(
            Icon.LEDGER,
            "先把台账放进来",
            "可以导入现有的 Excel 台账，单位和领导随导入一并登记；也可以从第一项事项开始新增。",
            self._import,
            button("新增事项", self._add, glyph=Icon.ADD),
        )
        self._below = QStackedWidget()
        self._below.addWidget(self._scrolled())
        self._below.addWidget(empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for shown in (head, rule(), self._below):
            box.addWidget(shown)
        box.setStretchFactor(self._below, 1)

    def _scrolled(self) -> Scroller:
        columns = TwoColumns(
            (
                (
                    (self._card("今天要盯的", _TODAY, "各灯包括进入销号程序的事项；已逾期只算在办的。"),),
                    (self._card("等着办的", _WAITING),),
                ),
                (
                    (self._ladder_card(),),
                    (self._card("内容不全（拟办和在办）", _LACKING), self.owed, self.notices),
                ),
                ((self.pictures.trend_card, self.pictures.lights_card), (self.pictures.units_card,)),
            )
        )
        columns.setProperty("part", "canvas")
        return scrolling(columns)

    def _ladder_card(self) -> Card:
        """What is to be pressed, with the deed for the whole pile of 待催办."""
        card = self._card("催办和升级", _LADDER)
        card.body.insertLayout(card.body.count() - 1, row(self.urge, None))
        return card

    def _card(self, heading: str, piles: Sequence[Pile], note: str = "") -> Card:
        card = Card(heading)
        card.body.addWidget(TileGrid([self.tiles[pile] for pile in piles]))
        if note:
            card.body.addWidget(muted(note))
        card.body.addStretch(1)
        return card

    def _connect(self) -> None:
        for pile, part in (self.tiles | self.whole).items():
            part.clicked.connect(lambda _on=False, pile=pile: self._open(pile))
        for pile, tile in self.tiles.items():
            tile.menu_wanted.connect(lambda at, pile=pile: self._menu(pile, at))
        self.owed.wanted.connect(lambda which: self.go.emit("owed", which))
        self.pictures.chosen.connect(lambda query: self.go.emit("ledger", query))
        self._later.timeout.connect(self._read_more)
        bind(self, Key.CARDS, self._cards_here, inside=True)
        bind(self, Key.EXPORT, self._export_here, inside=True)
        theme.changed.connect(self._draw_again)

    def _show(self, desk: Desk) -> None:
        self._desk, day = desk, desk.today
        self._day.setText(f"{day.year} 年 {day.month} 月 {day.day} 日　星期{_WEEK[day.weekday()]}")
        self._below.setCurrentIndex(0 if desk.rows else 1)
        for pile, tile in self.tiles.items():
            tile.show_number(desk.numbers.get(pile))
        for pile, part in self.whole.items():
            part.setText(f"{pile.word} {desk.numbers[pile].count:,}")
            part.setVisible(desk.rows > 0)
        ripe = desk.numbers[Pile.TO_URGE].count
        self.urge.setText(f"催办这 {ripe:,} 项…")
        self.urge.setVisible(ripe > 0)
        self.notices.show_group("changes", self._changes(desk))
        self.notices.show_group("troubles", [self._trouble(trouble) for trouble in desk.troubles])
        self._keep_visit(desk.head)
        self._later.start()

    def _read_more(self) -> None:
        """What the numbers need not wait for; nor does another screen the clerk has gone to meanwhile."""
        if not self.isVisible():
            self._stale = True
            return
        obligations.piles().latest("piles").then(self.owed.show_piles).start(self.door, self)
        workbench_ops.pictures().latest("pictures").then(self._draw).start(self.door, self)
        workbench_ops.stale_backup().latest("backups").then(self._show_backups).start(self.door, self)
        workbench_ops.is_demo().latest("demo").then(self._show_demo).start(self.door, self)
        self._read_forms()

    def _read_forms(self) -> None:
        unsaved.left().latest("forms").then(self._show_forms).start(self.door, self)

    def _draw(self, figures: "Pictures") -> None:
        self._figures = figures
        self.pictures.show_figures(figures)

    _figures: "Pictures | None" = None
    _desk: Desk | None = None

    def _draw_again(self) -> None:
        """The colours of marks are those of the moment."""
        if self._figures is not None:
            self.pictures.show_figures(self._figures)

    def _changes(self, desk: Desk) -> list[Notice]:
        changed = desk.numbers.get(Pile.CHANGED)
        if changed is None or not changed.count:
            return []
        words = f"上次打开（{moment_words(self._last_visit.wall)}）以来，{changed.count:,} 项事项有改动。"
        return [Notice("changes", Icon.HISTORY, words, "查看", lambda: self._open(Pile.CHANGED))]

    def _show_forms(self, forms: "Sequence[UnsavedForm]") -> None:
        lines = []
        for form in forms:
            kind = kind_of(form)
            go = partial(self.go.emit, kind.place, form if kind.opens else None)
            lines.append(
                Notice(form.name, Icon.EDIT, kind.said(form), "接着填" if kind.opens else "去看看", go)
            )
        self.notices.show_group("forms", lines)

    def _add(self) -> None:
        from ducha_desktop.services.unsaved import UnsavedForm

        self.go.emit("ledger", UnsavedForm("matter.add", {}, 0))

    def _show_demo(self, demo: bool) -> None:
        said = "这是示例县，数据都不是真的；看过以后可以清除，建立正式台账。"
        clear = Notice("demo", Icon.DEMO, said, "清除示例", partial(self.door.bus.wish, "discard_demo"))
        self.notices.show_group("demo", [clear] if demo else [])

    def _show_backups(self, said: str) -> None:
        lines = [Notice("backups", Icon.BACKUP, said, "去备份", lambda: self.go.emit("backups", None))]
        self.notices.show_group("backups", lines if said else [])

    def _trouble(self, trouble: Trouble) -> Notice:
        """With a way to its screen."""
        glyph = _GLYPHS[trouble.key]
        return Notice(
            trouble.key, glyph, trouble.words, _DEEDS[trouble.key], lambda: self.go.emit(trouble.place, None)
        )

    @property
    def _last_visit(self) -> Visit:
        """Where the journal stood when the ledger was opened the time before; the same all day long."""
        if self._visit is None:
            self._visit = self._remembered.last_visit
        return self._visit

    def _keep_visit(self, head: int) -> None:
        """The first reading of this opening is what the next one will call the last visit."""
        if not self._kept:
            self._kept = True
            self._remembered.keep_visit(Visit(head, self.door.office.clock.wall_milliseconds()))

    _kept = False

    @property
    def _remembered(self) -> Remembered:
        return Remembered(self.door.office.folder.root)

    def _open(self, pile: Pile) -> None:
        number = self._number(pile)
        if number is not None:
            self.batch.open(number)

    def _urge(self) -> None:
        number = self._number(Pile.TO_URGE)
        if number is not None:
            self.batch.urge(number)

    def _menu(self, pile: Pile, at: QPoint) -> None:
        number = self._number(pile)
        if number is not None:
            self.batch.menu(pile, number, at)

    def _number(self, pile: Pile) -> Number | None:
        return self._desk.numbers.get(pile) if self._desk else None

    def _cards_here(self) -> None:
        tile = QApplication.focusWidget()
        if isinstance(tile, Tile) and tile.number is not None and tile.number.count:
            self.batch.cards(tile.number)

    def _export_here(self) -> None:
        tile = QApplication.focusWidget()
        if isinstance(tile, Tile) and tile.number is not None and tile.number.count:
            self.batch.export(tile.pile, tile.number)
