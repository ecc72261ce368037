"""What a clerk asks of the ledger: filters and order, the same for window, command line and export."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class SortKey(StrEnum):
    """Columns a ledger can be sorted by; `ENTRY` is the order in which the matters were entered."""

    ENTRY = "entry"
    NUMBER = "number"
    TITLE = "title"
    LEDGER = "ledger"
    SOURCE = "source"
    STATE = "state"
    LIGHT = "light"
    DUE = "due"
    LEAD_UNIT = "lead_unit"
    RESPONSIBLE = "responsible"
    LIAISON = "liaison"
    PROGRESS = "progress"
    UPDATED = "updated"


class ListColumn(StrEnum):
    """Columns whose values can be listed and chosen from; the keys are those of `domain.fields` where it has them."""

    NUMBER = "number"
    LEDGER = "ledger"
    CATEGORY = "category"
    ITEM = "item_group"
    SOURCE = "source"
    SOURCE_REF = "source_ref"
    LIAISON = "liaison_leaders"
    RESPONSIBLE = "responsible_leaders"
    LEAD_UNIT = "lead_unit"
    CO_UNITS = "co_units"
    PERSONS = "persons"
    DUE = "due"
    LIGHT = "light"
    STATE = "state"
    PROGRESS = "progress_percent"
    UPDATED = "updated"
    REGISTERED = "registered"
    PRIORITY = "priority"


@dataclass(frozen=True, slots=True)
class ColumnFilter:
    """What was chosen from the list of a column's values.

    Attributes:
        column: the column.
        values: codes of its values: texts as they stand (several names one a line), years of numbers, months
            `2026-11` or a `DueKind` of dates, `BANDS` of percents; empty text for blank cells.
        others: all values but these.
    """

    column: ListColumn
    values: tuple[str, ...]
    others: bool = False


BANDS: tuple[str, ...] = ("0", "1-24", "25-49", "50-74", "75-99", "100")
"""Bands of a percentage: nothing, four quarters, everything."""


class GroupOrder(StrEnum):
    """How the groups of a level stand: as the office orders them, the other way round, the largest first."""

    OFFICIAL = "official"
    REVERSE = "reverse"
    MOST = "most"


@dataclass(frozen=True, slots=True)
class GroupLevel:
    """One level of grouping: matters with the same value in a column stand under one heading."""

    column: ListColumn
    order: GroupOrder = GroupOrder.OFFICIAL


@dataclass(frozen=True, slots=True)
class LedgerQuery:
    """Filters are ANDed, the values inside one filter ORed; empty means no restriction.

    Attributes:
        ledgers: ledger names or uids.
        states: state codes (`D A L J Q F Y G B V W X Z C`).
        stages: `draft open closing closed cancelled`.
        lights: `grey green yellow orange red none`.
        units: unit names or uids, as lead or co-unit.
        leaders: person names or uids, as liaison or responsible leader.
        roles: codes of AssignmentRole: `units` and `leaders` only where they hold that part; empty means as above.
        sources: source words.
        categories: the matters' own classes (类别).
        leads: unit names or uids, as lead unit only.
        parents: uids of the matters these are parts of.
        incomplete: codes of `completeness.Standard`; a matter that does not meet one of them.
        due_before: due on or before this day.
        due_after: due on or after this day.
        columns: what was chosen from the lists of columns, one a column.
        registered_after: registered on or after this day.
        registered_before: registered on or before this day.
        assigned_after: assigned to the unit (交办) on or after this day.
        assigned_before: assigned on or before this day.
        closed_after: closed (销号) on or after this day.
        closed_before: closed on or before this day.
        unreported: only matters in hand whose own reporting cycle has had no report yet.
        pressed: codes of `ladder.Pressed`: where a matter stands on the ladder, or what it is ripe for.
        changed_after: a journal entry; matters that a later one touched. 0 means any.
        search: words, number, pinyin initials or the text of a card's QR code.
        batch: uid of one import, to see exactly its rows.
        sort: column of the order.
        descending: reversed order.
        groups: under which headings the matters stand, the outermost first; the order is that inside a group.
        tree: plan, class, item and works stand as a tree, with the parts of a matter below it; `groups` rest.
    """

    ledgers: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    lights: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    leaders: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    incomplete: tuple[str, ...] = ()
    columns: tuple[ColumnFilter, ...] = ()
    due_before: date | None = None
    due_after: date | None = None
    registered_after: date | None = None
    registered_before: date | None = None
    assigned_after: date | None = None
    assigned_before: date | None = None
    closed_after: date | None = None
    closed_before: date | None = None
    unreported: bool = False
    pressed: tuple[str, ...] = ()
    changed_after: int = 0
    search: str = ""
    batch: str = ""
    sort: SortKey = SortKey.ENTRY
    descending: bool = False
    groups: tuple[GroupLevel, ...] = ()
    tree: bool = False

    @property
    def arranged(self) -> bool:
        """Whether the matters stand under headings."""
        return self.tree or bool(self.groups)
