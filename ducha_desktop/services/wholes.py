"""Many matters with their long texts, for export: a chunk in memory at a time."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from ducha_desktop.domain.fields import EXTRA_PREFIX, extra_name
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import extra_names, ledger
from ducha_desktop.services.ledger_lines import BESIDE, PLACES, TEXTS, Line, Stored
from ducha_desktop.services.office import Reader
from ducha_desktop.storage.chunks import CHUNK
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
"""The common columns of an exported ledger, in the order of the office's own tables."""


def export_keys(reader: Reader, query: LedgerQuery, *, uids: Collection[str] = ()) -> tuple[str, ...]:
    """The columns of an exported ledger: `EXPORT_KEYS`, then the extra fields of the ledgers that are in it.

    Args:
        reader: the ledger of today or a past day.
        query: the filtered list.
        uids: only these matters of it; all when empty.
    """
    names = extra_names.names_in(reader, query, uids=uids)
    return (*EXPORT_KEYS, *(EXTRA_PREFIX + name for name in names))


def every_detail(reader: Reader, query: LedgerQuery, *, keys: Sequence[str] = EXPORT_KEYS) -> Iterator[Line]:
    """All rows of a query with what the columns `keys` need; the parts of each matter stay out.

    The texts and the townships are all there or none, and there when extra fields are; the reason of a light
    is empty unless `keys` ask for it.
    """
    extent = _extent(keys)
    chunks = queries.walk(reader.connection, query, reader.today, table=reader.table, extent=extent)
    return _lines(reader, chunks, extent)


def details_of(reader: Reader, ids: Sequence[int], *, keys: Sequence[str] = EXPORT_KEYS) -> Iterator[Line]:
    """The same of the rows with these ids, in their order."""
    extent = _extent(keys)
    chunks = (
        queries.rows_of(
            reader.connection, ids[start : start + CHUNK], reader.today, table=reader.table, extent=extent
        )
        for start in range(0, len(ids), CHUNK)
    )
    return _lines(reader, chunks, extent)


def _extent(keys: Sequence[str]) -> queries.Extent:
    extra = any(map(extra_name, keys))
    beside = extra or bool(set(BESIDE) & set(keys))
    texts = (*TEXTS, "extras") if extra else TEXTS if beside else ()
    return queries.Extent(texts=texts, schedule="light_reason" in keys)


def _lines(reader: Reader, chunks: Iterable[Sequence[Stored]], extent: queries.Extent) -> Iterator[Line]:
    view = ledger.viewer(reader)
    beside, extra = bool(extent.texts), "extras" in extent.texts
    for rows in chunks:
        whole = _with_townships(reader, rows) if beside else rows
        for row in map(_extras_last, whole) if extra else whole:
            yield Line(row, view)


def _extras_last(row: Stored) -> Stored:
    """The townships where they always stand, the extra words behind them."""
    *common, extras, townships = row
    return (*common, townships, extras)


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
