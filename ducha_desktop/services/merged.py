"""What the ledger is asked for after a merge: who went means who stayed, as long as the merge is in force."""

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.merged_names import Stayed
from ducha_desktop.domain.merged_names import standing as standing_in
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries import register as queries


class Merges:
    """The merges in force, read once."""

    def __init__(self, connection: Connection) -> None:
        """Read them."""
        found = queries.merged(connection)
        self._stayed = {table: _stayed(connection, table, found) for table in ("unit", "person")}

    def standing(self, query: LedgerQuery) -> LedgerQuery:
        """The query with those who stayed in the place of those who went."""
        return standing_in(query, self._stayed["unit"], self._stayed["person"])


def _stayed(connection: Connection, table: str, found: list[tuple[str, str, str, str, str]]) -> Stayed:
    rows = [row[1:] for row in found if row[0] == table]
    if not rows:
        return Stayed()
    places = queries.places(connection, table)
    return Stayed(
        uids={gone: stays for gone, stays, _, _ in rows},
        names={gone: stays for _, _, gone, stays in rows if gone not in places},
        places=places,
    )
