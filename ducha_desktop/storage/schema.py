"""The schema of a database, known without the heavy libraries that change it."""

from ducha_desktop.domain.errors import NewerVersionError
from ducha_desktop.storage.connection import Connection

SCHEMA = 1
"""The schema this program writes; kept in `PRAGMA user_version`."""


def schema_of(connection: Connection) -> int:
    """The database's schema number, 0 for an empty file."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def refuse_newer(schema: int) -> None:
    """Raise NewerVersionError for a database of a newer program."""
    if schema > SCHEMA:
        raise NewerVersionError(
            f"这个台账由更新的程序建立（数据版本 {schema}，本程序支持到 {SCHEMA}），没有改动任何数据。请先升级程序。"
        )
