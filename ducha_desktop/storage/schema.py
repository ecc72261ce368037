"""The schema of a database, known without the heavy libraries that change it."""

from ducha_desktop.domain.errors import NewerVersionError
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import DERIVED_DDL

SCHEMA = 3
"""The schema this program writes; kept in `PRAGMA user_version`."""


def schema_of(connection: Connection) -> int:
    """The database's schema number, 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def derived_fits(connection: Connection) -> bool:
    """Whether the computed tables have the shape this program computes."""
    kept = statements_of(connection)
    return all(plain(statement) in kept for statement in DERIVED_DDL)


def statements_of(connection: Connection) -> set[str]:
    """The statements the tables and indexes were made by; SQLite keeps them as written."""
    made = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {plain(row[0]) for row in made}


def plain(statement: str) -> str:
    """A statement whatever its line breaks."""
    return " ".join(statement.split())


def refuse_newer(schema: int) -> None:
    """Raise NewerVersionError for a database of a newer program."""
    if schema > SCHEMA:
        raise NewerVersionError(
            f"这个台账由更新的程序建立（数据版本 {schema}，本程序支持到 {SCHEMA}），没有改动任何数据。请先升级程序。"
        )
