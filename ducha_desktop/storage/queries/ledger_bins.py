"""The values by which a column of the ledger is listed and chosen from, as SQL."""

from collections.abc import Sequence
from typing import Any

from ducha_desktop.domain.ledger_query import ColumnFilter, ListColumn
from ducha_desktop.storage.projection_rows import LAST_IN_ORDER, SEPARATOR

LIGHT = (
    "CASE WHEN light_fixed IS NOT NULL THEN light_fixed WHEN green_from > :today THEN 'grey'"
    " WHEN red_from <= :today THEN 'red' WHEN orange_from <= :today THEN 'orange'"
    " WHEN yellow_from <= :today THEN 'yellow' ELSE 'green' END"
)
"""The light of a row on the day `:today`."""

_BAND = (
    "CASE WHEN progress IS NULL THEN '' WHEN progress <= 0 THEN '0' WHEN progress < 25 THEN '1-24'"
    " WHEN progress < 50 THEN '25-49' WHEN progress < 75 THEN '50-74' WHEN progress < 100 THEN '75-99'"
    " ELSE '100' END"
)

BINS: dict[ListColumn, str] = {
    ListColumn.NUMBER: "coalesce(CAST(number_year AS TEXT), '')",
    ListColumn.LEDGER: "ledger",
    ListColumn.CATEGORY: "category",
    ListColumn.ITEM: "item_group",
    ListColumn.SOURCE: "source",
    ListColumn.SOURCE_REF: "source_ref",
    ListColumn.LIAISON: "liaison",
    ListColumn.RESPONSIBLE: "responsible",
    ListColumn.LEAD_UNIT: "lead_unit",
    ListColumn.CO_UNITS: "co_units",
    ListColumn.PERSONS: "persons",
    ListColumn.DUE: "coalesce(substr(due, 1, 7), due_kind)",
    ListColumn.LIGHT: LIGHT,
    ListColumn.STATE: "state",
    ListColumn.PROGRESS: _BAND,
    ListColumn.UPDATED: "substr(updated, 1, 7)",
    ListColumn.REGISTERED: "coalesce(substr(registered, 1, 7), '')",
    ListColumn.PRIORITY: "priority",
}
"""The code of the value a row has in a column."""

_RANKED = {ListColumn.LEAD_UNIT: ("lead_order", "unit"), ListColumn.RESPONSIBLE: ("leader_order", "person")}
"""Columns whose index begins with the place in official order of the one named first."""
_MONTH = len("2026-11")


def choice_condition(
    chosen: ColumnFilter, name: str, *, live: bool, light: str = LIGHT
) -> tuple[str, dict[str, Any]]:
    """The condition of what was chosen from a column's list, and its parameters.

    Args:
        chosen: the choice.
        name: beginning of the parameters' names.
        live: the present ledger, whose indexes the condition is put for.
        light: expression of a row's light.
    """
    keys = {f"{name}{place}": value for place, value in enumerate(chosen.values)}
    marks = ",".join(f":{key}" for key in keys)
    expression = light if chosen.column is ListColumn.LIGHT else BINS[chosen.column]
    if chosen.others or not live:
        return f"{expression} {'NOT IN' if chosen.others else 'IN'} ({marks})", keys
    if chosen.column in {ListColumn.DUE, ListColumn.UPDATED}:
        return _months(chosen, name)
    condition = f"{expression} IN ({marks})"
    if chosen.column is ListColumn.NUMBER:
        years = ",".join(str(int(value)) for value in chosen.values if value.isdigit())
        blank = " OR number_year IS NULL" if "" in chosen.values else ""
        return f"(number_year IN ({years}){blank})", {}
    if chosen.column in _RANKED:
        order, table = _RANKED[chosen.column]
        first = {f"{name}f{n}": value.split(SEPARATOR)[0] for n, value in enumerate(chosen.values)}
        ranks = f"SELECT official_order FROM {table} WHERE name IN ({','.join(f':{key}' for key in first)})"
        return f"{order} IN ({ranks} UNION SELECT {LAST_IN_ORDER}) AND {condition}", keys | first
    if chosen.column is ListColumn.CATEGORY:  # the index of places begins with the ledger
        return f"ledger IN (SELECT name FROM ledger) AND {condition}", keys
    return condition, keys


def _months(chosen: ColumnFilter, name: str) -> tuple[str, dict[str, Any]]:
    """Stretches of the index of days, and the kinds of deadline without a day."""
    column = chosen.column.value
    months = sorted(value for value in chosen.values if len(value) == _MONTH and value[:4].isdigit())
    kinds = [value for value in chosen.values if value not in months]
    parameters: dict[str, Any] = {}
    parts: list[str] = []
    for place, (first, last) in enumerate(_stretches(months)):
        parameters |= {f"{name}a{place}": first, f"{name}b{place}": f"{last}~"}
        parts.append(f"{column} BETWEEN :{name}a{place} AND :{name}b{place}")
    if kinds:
        parameters |= {f"{name}k{place}": kind for place, kind in enumerate(kinds)}
        marks = ",".join(f":{name}k{place}" for place in range(len(kinds)))
        if chosen.column is ListColumn.DUE:
            parts.append(f"(due IS NULL AND due_kind IN ({marks}))")
        else:
            parts.append(f"{column} IN ({marks})")
    return f"({' OR '.join(parts) or '0'})", parameters


def _stretches(months: Sequence[str]) -> list[tuple[str, str]]:
    """Months that follow each other as (first, last)."""
    found: list[tuple[str, str]] = []
    for month in months:
        if found and _number(month) == _number(found[-1][1]) + 1:
            found[-1] = (found[-1][0], month)
        else:
            found.append((month, month))
    return found


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])
