"""What stands below a whole."""

from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.standing_check import MOST_LEVELS


def works_below(connection: Connection, uid: str) -> dict[str, int]:
    """How the works below a matter stand: by stage, the number of those that have no parts themselves."""
    # `parent <> ''` says again what is so, for the index holds parts alone.
    return dict(
        connection.execute(
            "WITH RECURSIVE below(uid, level) AS ("
            "SELECT uid, 1 FROM ledger_row WHERE parent = :uid AND parent <> ''"
            " UNION SELECT r.uid, level + 1 FROM below JOIN ledger_row r ON r.parent = below.uid"
            " AND r.parent <> '' WHERE level < :deepest)"
            " SELECT stage, count(*) FROM ledger_row WHERE uid IN (SELECT uid FROM below)"
            " AND NOT EXISTS (SELECT 1 FROM ledger_row part WHERE part.parent = ledger_row.uid AND part.parent <> '')"
            " GROUP BY stage",
            {"uid": uid, "deepest": MOST_LEVELS},
        ).fetchall()
    )
