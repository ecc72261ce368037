"""Many matters with their long texts, for export: a chunk in memory at a time."""

from collections.abc import Iterator, Sequence

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger
from ducha_desktop.services.ledger_lines import BESIDE, PLACES, TEXTS, Line, Stored
from ducha_desktop.services.office import Reader
from ducha_desktop.storage.projection_rows import SEPARATOR
from ducha_desktop.storage.queries import ledger as queries

EXPORT_KEYS: tuple[str, ...] = (
    "serial",
    "number",
    "title",
    "ledger",
    "category",
    "source",
    "target",
    "task",
    "measures",
    "liaison_leaders",
    "responsible_leaders",
    "lead_unit",
    "co_units",
    "townships",
    "persons",
    "due",
    "due_text",
    "status",
    "light",
    "progress_percent",
    "progress_text",
    "problems",
    "next_steps",
    "remarks",
)
"""The columns of an exported ledger, in the order of the office's own tables."""


def every_detail(reader: Reader, query: LedgerQuery, *, keys: Sequence[str] = EXPORT_KEYS) -> Iterator[Line]:
    """All rows of a query with what the columns `keys` need; the parts of each matter stay out.

    The texts and the townships are all there or none; the reason of a light is empty unless `keys` ask for it.
    """
    view = ledger.viewer(reader)
    beside = bool(set(BESIDE) & set(keys))
    extent = queries.Extent(texts=TEXTS if beside else (), schedule="light_reason" in keys)
    for rows in queries.walk(reader.connection, query, reader.today, table=reader.table, extent=extent):
        for row in _with_townships(reader, rows) if beside else rows:
            yield Line(row, view)


def _with_townships(reader: Reader, rows: Sequence[Stored]) -> Iterator[Stored]:
    """The townships concerned in a place of their own: a stored row has them behind the co-units."""
    several = [row[_UID] for row in rows if row[_CO]]
    found = queries.townships(reader.connection, several)
    for row in rows:
        names = found.get(row[_UID], [])
        units = row[_CO].split(SEPARATOR)
        yield (
            (*row[:_CO], SEPARATOR.join(units[: len(units) - len(names)]), *row[_CO + 1 :], "、".join(names))
            if names
            else (*row, "")
        )


_UID, _CO = PLACES["uid"], PLACES["co_units"]
