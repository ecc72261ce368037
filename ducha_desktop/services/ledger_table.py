"""Rows of the window's table: those of the ledger, with the matters' own words for the columns that show them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from ducha_desktop.domain.cycle_words import stored_cycle_words
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import Priority
from ducha_desktop.services.ledger import viewer
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import MatterRow
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.queries import ledger as queries

WORDS: dict[str, str] = {
    key: key
    for key in (
        *("category", "item_group", "source_ref", "source_date", "instruction", "target", "task", "measures"),
        *("requirement", "duty", "plan", "phone", "start", "report_cycle", "progress_text", "problems"),
        *("next_steps", "watch", "priority", "secrecy", "remarks"),
    )
} | {"amount": "amount_text", "registered": "registered_on"}
"""Columns whose words stand in the matter, by key of `domain.fields`: the stored column."""

_CODES = {
    "priority": {member.value: member.word for member in Priority},
}
_PLAIN = tuple(each.name for each in fields(MatterRow))


@dataclass(frozen=True, slots=True)
class TableRow(MatterRow):
    """A row with the words of further columns, by their keys."""

    words: dict[str, str] = field(default_factory=dict)


def page(
    reader: Reader,
    query: LedgerQuery,
    *,
    offset: int,
    limit: int,
    keys: Sequence[str],
    count: int | None = None,
) -> list[MatterRow]:
    """A stretch of the ledger in the query's order, with the words of the columns `keys`.

    Where the length of the list is known (`count`), its second half is reached from the end.
    """
    rows = queries.page(
        reader.connection, query, reader.today, offset=offset, limit=limit, count=count, table=reader.table
    )
    return _with_words(reader, rows, keys)


def rows_by_ids(reader: Reader, wanted: Sequence[int], *, keys: Sequence[str]) -> list[MatterRow]:
    """The rows with these ids, in their order, with the words of the columns `keys`."""
    rows = queries.rows_of(reader.connection, wanted, reader.today, table=reader.table)
    return _with_words(reader, rows, keys)


def found_by_ids(reader: Reader, wanted: Sequence[int], *, keys: Sequence[str]) -> dict[int, MatterRow]:
    """The rows with these ids, by id, with the words of the columns `keys`; deleted ones are missing."""
    rows = queries.rows_of(reader.connection, wanted, reader.today, table=reader.table)
    return dict(zip([row[0] for row in rows], _with_words(reader, rows, keys), strict=True))


def _with_words(reader: Reader, rows: Sequence[tuple[Any, ...]], keys: Sequence[str]) -> list[MatterRow]:
    view = viewer(reader)
    if not keys:
        return [view(row) for row in rows]
    columns = ",".join(WORDS[key] for key in keys)
    statement = f"SELECT id, cycle_days, {columns} FROM matter WHERE id IN ({{marks}})"
    found = {i: values for i, *values in rows_in(reader.connection, statement, [row[0] for row in rows])}
    shown = ("cycle_days", *keys)
    return [_table_row(view(row), dict(zip(shown, found.get(row[0], ()), strict=False))) for row in rows]


def _table_row(row: MatterRow, stored: dict[str, Any]) -> TableRow:
    days = stored.pop("cycle_days", None)
    words = {key: _CODES.get(key, {}).get(value, value) or "" for key, value in stored.items()}
    if "report_cycle" in words:
        words["report_cycle"] = stored_cycle_words(words["report_cycle"], days)
    plain: dict[str, Any] = {name: getattr(row, name) for name in _PLAIN}
    return TableRow(**plain, words=words)
