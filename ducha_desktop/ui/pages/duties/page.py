"""报送: who owes what by when, the duties behind it, the burden on units, and the office's own visits."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.obligations import Standing
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.pages.duties.burden_part import BurdenPart
from ducha_desktop.ui.pages.duties.contacts_part import ContactsPart
from ducha_desktop.ui.pages.duties.duties_part import DutiesPart
from ducha_desktop.ui.pages.duties.owed_part import OwedPart
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.pages.workbench.owed import MISSED, WEEK
from ducha_desktop.ui.theme import GAP_HEAD, GAP_L, GAP_XL
from ducha_desktop.ui.widgets.basics import button, label, repolish, row, rule

_MATTERS = frozenset({"matter", "report", "event", "assignment", "unit", "holiday", "setting"})
_TABLES = (
    _MATTERS | {"duty", "duty_done"},
    frozenset({"duty", "unit"}),
    _MATTERS | {"duty", "contact", "escalation"},
    frozenset({"contact", "unit", "matter"}),
)
"""What each part shows, by its tables."""


class DutiesPage(Page):
    """Four parts behind four chips."""

    def __init__(self, door: Door) -> None:
        """Build all four; each is read when it is first seen."""
        super().__init__(door)
        self.owed, self.duties = OwedPart(door), DutiesPart(door)
        self.burden, self.contacts = BurdenPart(door), ContactsPart(door)
        self.parts = (self.owed, self.duties, self.burden, self.contacts)
        words = ("应报未报", "经常性任务", "督查负担", "督查记录")
        self.tabs = tuple(
            button(word, lambda place=place: self.show_part(place), kind="chip")  # type: ignore[misc]
            for place, word in enumerate(words)
        )
        self._stack = QStackedWidget()
        self._read: set[int] = set()
        self._build()
        self._mark()
        self.owed.matter_wanted.connect(self._show_matter)
        self.contacts.matter_wanted.connect(self._show_matter)

    @property
    def part(self) -> int:
        """Which part is shown."""
        return self._stack.currentIndex()

    def load(self) -> None:
        """Read the part that is seen; the others when they are."""
        self._read = {self.part}
        self.parts[self.part].load()

    def follow(self, changes: Changes) -> None:
        """Read afresh what the change concerns."""
        for place, tables in enumerate(_TABLES):
            if changes.tables & tables:
                self._read.discard(place)
        self._read_now()

    def begin(self) -> None:
        """Where work on the part begins."""
        self.parts[self.part].begin()

    def take(self, what: object) -> None:
        """Show 本周应报 or 逾期未报."""
        self.show_part(0)
        if what == MISSED:
            self.owed.show_mode("missed")
        elif what == WEEK:
            self.owed.show_mode("week", standing=Standing.DUE)

    def show_part(self, place: int) -> None:
        """0 what is owed, 1 the duties, 2 the burden, 3 the contacts."""
        self._stack.setCurrentIndex(place)
        self._mark()
        self._read_now()

    def _show_matter(self, uid: str) -> None:
        self.go.emit("matter", uid)

    def _read_now(self) -> None:
        if self.part not in self._read and self.door.leads_somewhere:
            self._read.add(self.part)
            self.parts[self.part].load()

    def _mark(self) -> None:
        for number, tab in enumerate(self.tabs):
            tab.setProperty("on", number == self.part)
            repolish(tab)

    def _build(self) -> None:
        head = QWidget()
        head.setProperty("part", "head")
        line = row(label("报送", "title"), *self.tabs, None, gap=GAP_L)
        line.setContentsMargins(GAP_XL, GAP_HEAD, GAP_XL, GAP_HEAD)
        head.setLayout(line)
        for part in self.parts:
            self._stack.addWidget(part)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for widget in (head, rule(), self._stack):
            box.addWidget(widget)
        box.setStretchFactor(self._stack, 1)
