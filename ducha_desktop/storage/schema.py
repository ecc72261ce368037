"""The schema of a database, known without the heavy libraries that change it."""

from ducha_desktop.domain.errors import NewerVersionError
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import DERIVED_DDL

SCHEMA = 1
"""The schema this program writes; kept in `PRAGMA user_version`."""


def schema_of(connection: Connection) -> int:
    """The database's schema number, 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def derived_fits(connection: Connection) -> bool:
    """Whether the computed tables have the shape this program computes; SQLite keeps their statements as written."""
    kept = {
        " ".join(row[0].split())
        for row in connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
    }
    return all(" ".join(statement.split()) in kept for statement in DERIVED_DDL)


def refuse_newer(schema: int) -> None:
    """Raise NewerVersionError for a database of a newer program."""
    if schema > SCHEMA:
        raise NewerVersionError(
            f"这个台账由更新的程序建立（数据版本 {schema}，本程序支持到 {SCHEMA}），没有改动任何数据。请先升级程序。"
        )
