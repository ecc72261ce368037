"""The names of the extra fields of the ledgers: of all, or of those that a list of matters is from."""

import json
from collections.abc import Collection, Iterable
from dataclasses import replace

from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
from ducha_desktop.services.office import Reader
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.queries import ledger as queries
from ducha_desktop.storage.queries.ledger_where import LIVE, is_tallied

_DECLARED = "SELECT uid, name, extra_fields FROM ledger WHERE deleted_at IS NULL AND extra_fields <> '[]' ORDER BY official_order, id"
_LEDGERS = "SELECT DISTINCT ledger_uid FROM matter WHERE uid IN ({marks})"


def all_names(reader: Reader) -> tuple[str, ...]:
    """The extra fields of all ledgers in the order of the ledgers, each name once."""
    return _union(names for _uid, _ledger, names in _declared(reader))


def names_in(reader: Reader, query: LedgerQuery, *, uids: Collection[str] = ()) -> tuple[str, ...]:
    """The extra fields of the ledgers that a filtered list has matters of; of its matters `uids` alone if given.

    Where no ledger has any, nothing of the list is read.
    """
    declared = _declared(reader)
    if declared and uids:
        held = {uid for (uid,) in rows_in(reader.connection, _LEDGERS, sorted(uids))}
        return _union(names for uid, _ledger, names in declared if uid in held)
    return _union(
        names
        for uid, ledger, names in declared
        if not query.ledgers or uid in query.ledgers or ledger in query.ledgers
        if _has_any(reader, replace(query, ledgers=(uid,), sort=SortKey.ENTRY, descending=False))
    )


def _declared(reader: Reader) -> list[tuple[str, str, list[str]]]:
    rows = reader.connection.execute(_DECLARED).fetchall()
    return [(uid, ledger, json.loads(names)) for uid, ledger, names in rows]


def _has_any(reader: Reader, query: LedgerQuery) -> bool:
    connection, day, table = reader.connection, reader.today, reader.table
    if table == LIVE and is_tallied(query):
        return queries.count(connection, query, day) > 0
    return bool(queries.page(connection, query, day, offset=0, limit=1, table=table))


def _union(lists: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for names in lists for name in names))
