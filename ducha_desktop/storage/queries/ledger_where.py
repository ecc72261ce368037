"""The filters of a ledger query as SQL conditions, for the present and for a past day."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from ducha_desktop.domain.card_code import read_code
from ducha_desktop.domain.ledger_query import ColumnFilter, LedgerQuery, ListColumn
from ducha_desktop.domain.numbering import Typed, read_number
from ducha_desktop.storage.derived import MISSING_BITS, numbered
from ducha_desktop.storage.queries.ledger_bins import LIGHT, choice_condition
from ducha_desktop.storage.queries.ledger_pressed import pressed_condition
from ducha_desktop.storage.search_index import match_expression

Table = str
LIVE: Table = "ledger_row"

_LEDGERS = "ledger_uid IN (SELECT uid FROM ledger WHERE uid IN ({marks}) OR name IN ({marks}))"
_PAST_LEDGERS = "ledger IN ({marks}) OR ledger_uid IN ({marks})"
_BATCHES = "id IN (SELECT id FROM matter WHERE batch IN ({marks}))"
_HELD = (
    "uid IN (SELECT a.matter_uid FROM assignment a JOIN {table} n ON n.uid = a.{table}_uid"
    " WHERE a.deleted_at IS NULL{part} AND (n.uid IN ({{marks}}) OR n.name IN ({{marks}})))"
)
_LED = "(lead_order, lead_unit) IN (SELECT official_order, name FROM unit WHERE uid IN ({marks}) OR name IN ({marks}))"
"""Led by one of these units, as the index of lead units has them; a matter has one lead."""
_PAST_HELD = (
    "EXISTS (SELECT 1 FROM {table} n WHERE (n.uid IN ({{marks}}) OR n.name IN ({{marks}}))"
    " AND instr(char(10)||{places}||char(10), char(10)||n.name||char(10)))"
)
_LEADING = ("liaison", "responsible")
_PLACES = {
    "unit": {"lead": "lead_unit", "co": "co_units"},
    "person": {"liaison": "liaison", "responsible": "responsible", "person": "persons"},
}
"""Where the row of the ledger names who holds a part."""
_PARTS = {"unit": ("lead", "co", "township"), "person": (*_LEADING, "person")}
_ROW_WORDS = "number||' '||alias||' '||title||' '||ledger||' '||source||' '||liaison||responsible||lead_unit||co_units||persons"


class Where:
    """The conditions of a query and their parameters."""

    def __init__(self, query: LedgerQuery, today: date, *, table: Table = LIVE, light: str = LIGHT) -> None:
        """Translate the filters; `today` is the day the lights are judged on.

        The search index and the register know only the present; the rows of a past day are searched
        by their own words and names. `light` is the expression of a row's light.
        """
        self.parameters: dict[str, Any] = {"today": today.isoformat(), "today_number": numbered(today)}
        self.conditions: list[str] = []
        self._any("ledger", query.ledgers, _LEDGERS if table == LIVE else _PAST_LEDGERS)
        self._any("state", query.states, "state IN ({marks})")
        self._any("stage", query.stages, "stage IN ({marks})")
        self._any("light", query.lights, f"{light} IN ({{marks}})")
        self._any("source", query.sources, "source IN ({marks})")
        if query.categories:
            self._chosen(ColumnFilter(ListColumn.CATEGORY, query.categories), "category", table, light)
        for place, chosen in enumerate(query.columns):
            self._chosen(chosen, f"column{place}_", table, light)
        self._any("parent", query.parents, "parent IN ({marks}) AND parent <> ''")
        self._any("lead", query.leads, _LED if table == LIVE else _holding("unit", ("lead",), table))
        self._lacking(query.incomplete)
        self._any("unit", query.units, _holding("unit", query.roles, table))
        self._any("leader", query.leaders, _holding("person", query.roles, table))
        batches = _BATCHES if table == LIVE else "batch IN ({marks})"
        self._any("batch", (query.batch,) if query.batch else (), batches)
        self._day("due_before", query.due_before, "due <=")
        self._day("due_after", query.due_after, "due >=")
        self._day("registered_before", query.registered_before, "registered <=")
        self._day("registered_after", query.registered_after, "registered >=")
        self._day("closed_before", query.closed_before, "closed <=")
        self._assigned(query.assigned_after, query.assigned_before)
        self._day("closed_after", query.closed_after, "closed >=")
        if query.unreported:
            self.conditions.append("unreported_from <= :today")
        if query.pressed:
            self.conditions.append(pressed_condition(query.pressed))
        if query.changed_after:
            self.parameters["changed_after"] = query.changed_after
            self.conditions.append("touched > :changed_after")
        self._search(query.search, table)

    def _search(self, search: str, table: Table) -> None:
        expression = match_expression(search) if search else ""
        if named := _named(search):
            self.conditions.append(named[0])
            self.parameters |= named[1]
        elif expression and table != LIVE:
            self._words(search)
        elif expression:
            self.parameters["match"] = expression
            self.conditions.append("id IN (SELECT rowid FROM search WHERE search MATCH :match)")
        elif search.strip():
            self.conditions.append("0")

    def _any(self, name: str, values: Sequence[str], condition: str) -> None:
        if values:
            keys = [f"{name}{i}" for i in range(len(values))]
            self.parameters.update(zip(keys, values, strict=True))
            self.conditions.append("(" + condition.format(marks=",".join(f":{key}" for key in keys)) + ")")

    def _chosen(self, chosen: ColumnFilter, name: str, table: Table, light: str) -> None:
        condition, parameters = choice_condition(chosen, name, live=table == LIVE, light=light)
        self.conditions.append(f"({condition})")
        self.parameters |= parameters

    def _lacking(self, standards: Sequence[str]) -> None:
        """As a list of sums, so that the index of what is missing answers."""
        if standards:
            wanted = sum({MISSING_BITS.get(standard, 0) for standard in standards})
            sums = [str(n) for n in range(1 << len(MISSING_BITS)) if n & wanted]
            self.conditions.append(f"missing IN ({','.join(sums)})")

    def _words(self, search: str) -> None:
        for i, word in enumerate(search.split()):
            self.parameters[f"word{i}"] = word
            self.conditions.append(f"instr({_ROW_WORDS}, :word{i})")

    def _assigned(self, after: date | None, before: date | None) -> None:
        """Only the matter itself knows when it was assigned; an index of these days answers."""
        if after is not None or before is not None:
            first, last = after or date.min, before or date.max
            self.parameters |= {"assigned_after": first.isoformat(), "assigned_before": last.isoformat()}
            self.conditions.append(
                "id IN (SELECT id FROM matter WHERE assigned_on BETWEEN :assigned_after AND :assigned_before)"
            )

    def _day(self, name: str, day: date | None, condition: str) -> None:
        if day is not None:
            self.parameters[name] = day.isoformat()
            self.conditions.append(f"{condition} :{name}")

    @property
    def sql(self) -> str:
        """The WHERE clause, empty without conditions."""
        return " WHERE " + " AND ".join(self.conditions) if self.conditions else ""


def _holding(holder: str, roles: Sequence[str], table: Table) -> str:
    """The condition that somebody of the register holds one of these parts; leaders lead unless roles are named."""
    parts = [role for role in _PARTS[holder] if role in roles] or (_LEADING if holder == "person" else ())
    if table == LIVE:
        named = ",".join(f"'{role}'" for role in parts)
        part = f" AND a.role IN ({named})" if parts else ""
        return _HELD.format(table=holder, part=part)
    columns = [_PLACES[holder][role] for role in parts or ("lead", "co") if role in _PLACES[holder]]
    return _PAST_HELD.format(table=holder, places="||char(10)||".join(columns)) if columns else "0"


_NO_FILTERS = frozenset({"sort", "descending", "search", "roles", "groups", "tree"})
_FILTERS = tuple(field.name for field in fields(LedgerQuery) if field.name not in _NO_FILTERS)
_TALLIED = frozenset({"ledgers", "states", "stages", "lights", "incomplete"})


def _named(search: str) -> tuple[str, dict[str, Any]] | None:
    """The condition for a search that names one matter: a card's QR text, a number, `拟-N`."""
    code = read_code(search) if search else None
    typed = read_number(code.number if code else search) if search.strip() else None
    if typed is None:
        return None
    if typed.number is not None:
        return "(number_year = :named_year AND number_seq = :named_n)", {
            "named_year": typed.number.year,
            "named_n": typed.number.n,
        }
    if typed.kind is Typed.DRAFT:
        by_index = "id IN (SELECT id FROM matter WHERE draft_seq = :named_draft)"
        return by_index, {"named_draft": typed.draft}
    if code is not None:
        return "upper(replace(number, ' ', '')) = :named_text", {"named_text": code.number}
    return None


def is_search_only(query: LedgerQuery) -> bool:
    """Whether the words alone decide, so that the search index can count by itself."""
    if _named(query.search):
        return False
    return bool(match_expression(query.search)) and not any(getattr(query, name) for name in _FILTERS)


def is_tallied(query: LedgerQuery) -> bool:
    """Whether the kept counts can answer how many there are."""
    return not query.search.strip() and not any(
        getattr(query, name) for name in _FILTERS if name not in _TALLIED
    )
