"""台账设置: the ledgers, the light rules, the ladder, the calendar, and what papers say of the office."""

from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.pages.setup.calendar_part import NOTICE, CalendarPart
from ducha_desktop.ui.pages.setup.ladder_part import LadderPart
from ducha_desktop.ui.pages.setup.ledgers_part import RULES, LedgersPart
from ducha_desktop.ui.pages.setup.lights_part import LIGHTS, LightsPart
from ducha_desktop.ui.pages.setup.office_part import OFFICE, OfficePart
from ducha_desktop.ui.theme import GAP_HEAD, GAP_L, GAP_XL
from ducha_desktop.ui.widgets.basics import button, label, repolish, row, rule

if TYPE_CHECKING:
    from ducha_desktop.services.unsaved import UnsavedForm

Part = LedgersPart | LightsPart | LadderPart | CalendarPart | OfficePart
_LADDER = 2
_AFTERWARDS_MS = 250
_TABLES = (
    frozenset({"ledger", "matter"}),
    frozenset({"setting"}),
    frozenset({"setting"}),
    frozenset({"holiday"}),
    frozenset({"setting", "office"}),
)
"""What each part shows, by its tables."""


class SetupPage(Page):
    """Five parts behind five chips."""

    def __init__(self, door: Door) -> None:
        """Build them, the long one in a turn of its own; each is read when it is first seen."""
        super().__init__(door)
        self.ledgers, self.lights = LedgersPart(door), LightsPart(door)
        self.calendar, self.office = CalendarPart(door), OfficePart(door)
        words = ("台账", "亮灯规则", "升级规则", "节假日", "办公室信息")
        self.tabs = tuple(
            button(word, lambda place=place: self.show_part(place), kind="chip")  # type: ignore[misc]
            for place, word in enumerate(words)
        )
        self._stack = QStackedWidget()
        self._read: set[int] = set()
        self._build()
        self._mark()
        QTimer.singleShot(_AFTERWARDS_MS, self, lambda: self.ladder)

    @cached_property
    def ladder(self) -> LadderPart:
        """The rules of the ladder, which are a hundred fields."""
        made = LadderPart(self.door)
        empty = self._stack.widget(_LADDER)
        here = self.part
        self._stack.insertWidget(_LADDER, made)
        self._stack.removeWidget(empty)
        self._stack.setCurrentIndex(here)
        empty.deleteLater()
        return made

    @property
    def parts(self) -> tuple[Part, ...]:
        """All five, in the order of the chips."""
        return (self.ledgers, self.lights, self.ladder, self.calendar, self.office)

    def _part_at(self, place: int) -> Part:
        """One of them; the others need not stand yet."""
        if place == _LADDER:
            return self.ladder
        others: dict[int, Part] = {0: self.ledgers, 1: self.lights, 3: self.calendar, 4: self.office}
        return others[place]

    @property
    def part(self) -> int:
        """Which part is shown."""
        return self._stack.currentIndex()

    def load(self) -> None:
        """Read the part that is seen; the others when they are."""
        self._read = {self.part}
        self._part_at(self.part).load()

    def follow(self, changes: Changes) -> None:
        """Read again what a write changed."""
        for place, tables in enumerate(_TABLES):
            if changes.tables & tables:
                self._read.discard(place)
        self._read_now()

    def begin(self) -> None:
        """Where work on the part begins."""
        self._part_at(self.part).begin()

    def take(self, form: "UnsavedForm") -> None:
        """Go on filling in a form that the workbench offers."""
        kind, _, rest = form.name.partition("/")
        if kind == NOTICE:
            self.show_part(self.parts.index(self.calendar))
            self.calendar.go_on(int(rest))
        elif kind in {LIGHTS, OFFICE}:
            part = self.lights if kind == LIGHTS else self.office
            self.show_part(self.parts.index(part))
            part.go_on()
        else:
            self.show_part(self.parts.index(self.ledgers))
            self.ledgers.go_on(rest, rules=kind == RULES)

    def show_part(self, place: int) -> None:
        """0 the ledgers, 1 the light rules, 2 the ladder, 3 the calendar, 4 the office."""
        self._stack.setCurrentWidget(self._part_at(place))
        self._mark()
        self._read_now()

    def _read_now(self) -> None:
        if self.part not in self._read and self.door.leads_somewhere:
            self._read.add(self.part)
            self._part_at(self.part).load()

    def _mark(self) -> None:
        for number, tab in enumerate(self.tabs):
            tab.setProperty("on", number == self.part)
            repolish(tab)

    def _build(self) -> None:
        head = QWidget()
        head.setProperty("part", "head")
        line = row(label("台账设置", "title"), *self.tabs, None, gap=GAP_L)
        line.setContentsMargins(GAP_XL, GAP_HEAD, GAP_XL, GAP_HEAD)
        head.setLayout(line)
        for part in (self.ledgers, self.lights, QWidget(), self.calendar, self.office):
            self._stack.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (head, rule(), self._stack):
            box.addWidget(widget)
        box.setStretchFactor(self._stack, 1)
