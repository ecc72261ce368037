"""Copies that are proved before they count: of the database and of sealed files."""

import hashlib
import re
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from ducha_desktop.domain.errors import DamagedError
from ducha_desktop.models.catalogue import DIGESTED
from ducha_desktop.runtime.atomic import TEMPORARY_SUFFIX, flush_to_disk, replace_patiently
from ducha_desktop.storage import journal
from ducha_desktop.storage.connection import Connection, connect
from ducha_desktop.storage.derived import DERIVED_TABLES
from ducha_desktop.storage.refusals import plain_database
from ducha_desktop.vault.derive import DataKey

_LEFT_OUT = re.compile(r"sqlite_.*|search_.*|alembic_version")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a proved copy of the database holds.

    Attributes:
        schema: its `user_version`.
        head: sequence number and hash of its last journal entry.
        counts: rows by table, the computed tables left out.
        rows: living business rows, as the digest counts them.
        incarnation: of this installation, see `models.office.Station`.
    """

    schema: int
    head: tuple[int, str]
    counts: dict[str, int]
    rows: int
    incarnation: str


def copy_database(source: Path, copy: Path, key: DataKey) -> Proof:
    """Copy through the keyed connection while others may write, then prove the copy.

    Args:
        source: the living database.
        copy: a file that does not exist yet.
        key: the data key.

    Raises:
        DamagedError: the database or the copy is damaged.
        SurroundingsError: the disk is full or refuses to be written.
    """
    raw = key.subkey("database")
    reader = connect(source, raw, read_only=True)
    try:
        with plain_database("数据库读取出错，未能备份；原有备份没有改动。请运行“检查数据”。"):
            writer = connect(copy, raw, create=True)
            try:
                # A copy that is cut off is thrown away: a journal would only write everything twice.
                writer.execute("PRAGMA journal_mode=OFF")
                writer.execute("PRAGMA synchronous=OFF")
                reader.backup(writer)
            finally:
                writer.close()
            make_self_contained(copy, key)
    finally:
        reader.close()
    return prove_database(copy, key)


def make_self_contained(database: Path, key: DataKey) -> None:
    """Leave a single file: nothing of it stays in a -wal, and none may be taken for its own."""
    connection = connect(database, key.subkey("database"))
    try:
        mode = connection.execute("PRAGMA journal_mode=DELETE").fetchone()[0]
        if mode != "delete":
            raise DamagedError("数据库副本还被其他程序打开，没有采用。请稍后再试。")
    finally:
        connection.close()


def prove_database(copy: Path, key: DataKey) -> Proof:
    """Open a database that nobody else uses, prove every page and index, and say what is in it.

    Raises:
        DamagedError: a page, an index or the schema is not as it should be, or the key is another.
    """
    words = "数据库副本没有通过完整性检查，没有采用。请运行“检查数据”，或换一个备份。"
    connection = connect(copy, key.subkey("database"), read_only=True)
    try:
        with plain_database(words):
            cipher = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            pages = connection.execute("PRAGMA integrity_check(1)").fetchall()
            if cipher or pages != [("ok",)]:
                raise DamagedError(words)
            head = journal.head(connection)
            schema = connection.execute("PRAGMA user_version").fetchone()[0]
            counts = row_counts(connection)
            return Proof(
                schema,
                (head.seq, head.hash),
                counts,
                _living(connection, counts),
                own_incarnation(connection),
            )
    finally:
        connection.close()


def row_counts(connection: Connection) -> dict[str, int]:
    """Rows of every table of the office's data, the computed ones left out."""
    tables = connection.execute("SELECT name FROM sqlite_schema WHERE type='table' ORDER BY name").fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in tables
        if name not in DERIVED_TABLES and not _LEFT_OUT.fullmatch(name)
    }


def own_incarnation(connection: Connection) -> str:
    """The incarnation this database was written in, empty when it says none."""
    row = connection.execute("SELECT incarnation FROM station WHERE own=1 AND deleted_at IS NULL").fetchone()
    return row[0] if row else ""


def _living(connection: Connection, counts: dict[str, int]) -> int:
    return sum(
        connection.execute(f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL").fetchone()[0]
        for table in DIGESTED
        if table in counts
    )


def copy_proved(source: Path, target: Path) -> None:
    """Copy a file whole or not at all, read it back and compare.

    Raises:
        DamagedError: what was read back is not what was written.
    """
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}{TEMPORARY_SUFFIX}")
    try:
        with source.open("rb") as read, temporary.open("xb") as written:
            shutil.copyfileobj(read, written, 1 << 20)
            flush_to_disk(written)
        if _digest(source) != _digest(temporary):
            raise DamagedError(
                f"写入“{target.parent}”的内容读回后不一致，磁盘可能有问题；原有备份没有改动。请检查磁盘，或换一个位置。"
            )
        replace_patiently(temporary, target)
    finally:
        temporary.unlink(missing_ok=True)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
