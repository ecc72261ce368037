"""What is typed into a cell, judged as the clerk leaves it; the register and the holidays are kept at hand."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.operations import paste
from ducha_desktop.ui.pages.ledger.screen import LedgerScreen
from ducha_desktop.ui.tables.block_trouble import Choice, Trouble
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.widgets.calendar_days import office_days
from ducha_desktop.ui.widgets.editors import Suggestions

if TYPE_CHECKING:
    from ducha_desktop.domain.workdays import Calendar
    from ducha_desktop.services.pasting_cell import CellJudge

_AFTER_FIRST_PAGE_MS = 300
_NAMES = frozenset({"unit", "person", "post", "learned_alias"})
_SHOWN = 24


class Judging(QObject):
    """Looks at single cells before they count; a name nobody knows is asked about right there."""

    def __init__(self, page: LedgerScreen) -> None:
        """Serve `page`; the register is read after its first page."""
        super().__init__(page)
        self._page = page
        self._judge: CellJudge | None = None
        self._read_once = False
        page.table.judge = self.trouble
        page.model.counted.connect(self._first)
        page.door.bus.changed.connect(self._follow)

    def suggestions(self, known: Suggestions) -> Suggestions:
        """Names for completion: the whole register once it is here, until then what the ledger holds."""
        judge = self._judge
        return known if judge is None else replace(known, units=judge.units, people=judge.people)

    def trouble(self, _row: MatterRow, column: Column[MatterRow], text: str) -> Trouble | None:
        """Why a cell is not taken as it is; None when it is."""
        judge = self._judge
        if judge is None:
            return None
        why = judge.wrong(column.key, text)
        if why:
            return Trouble(f"没有存入：{why}。请改正，或按 Esc 放弃。")
        asked = judge.question(column.key, text)
        if asked is None:
            return None
        kind, short = "单位" if asked.is_unit else "人员", asked.words[:_SHOWN]
        choices = [Choice(f"是{name}", text.replace(asked.words, name, 1)) for name in asked.alike]
        choices.append(Choice(f"是新{kind}，登记“{short}”"))
        return Trouble(f"{kind}名册里没有“{short}”。按 ↓ 选择，或直接改正。", choices)

    def _first(self) -> None:
        if not self._read_once:
            self._read_once = True
            QTimer.singleShot(_AFTER_FIRST_PAGE_MS, self, self._read)

    def _read(self) -> None:
        if self._page.door.leads_somewhere:
            paste.judge().latest("judge").then(self._arrived).failed(_wait).start(self._page.door, self)
            paste.calendar().latest("calendar").then(self._dated).failed(_wait).start(self._page.door, self)

    def _arrived(self, judge: "CellJudge") -> None:
        self._judge = judge
        page = self._page
        page.known = page.table.editing.known = self.suggestions(page.known)

    def _dated(self, calendar: "Calendar") -> None:
        office_days.take(calendar, self._page.door.office.today)

    def _follow(self, changes: Changes, _who: object) -> None:
        if self._read_once and (changes.many or changes.tables & _NAMES or _is_calendar(changes)):
            self._read()


def _is_calendar(changes: Changes) -> bool:
    return any("calendar" in table or "setting" in table or "holiday" in table for table in changes.tables)


def _wait(_error: Exception) -> None:
    """Without the register cells are taken as they are, and names are asked about in the register."""
