"""Is the office's data whole? (`ducha check`, and the question after an unclean shutdown)."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from ducha_desktop.domain.errors import DamagedError, DuchaError
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.storage import journal
from ducha_desktop.storage.blobs import NAMED_BLOBS, BlobStore
from ducha_desktop.storage.connection import Connection, DatabaseError, OperationalError, connect, dbapi
from ducha_desktop.storage.derived_check import unlike
from ducha_desktop.storage.history_check import Difference, differences
from ducha_desktop.storage.shelf import is_older_than_backup
from ducha_desktop.storage.standing_check import standing
from ducha_desktop.vault.derive import DataKey

_SHOWN = 5
_LOOKS = 3

_INVARIANTS: tuple[tuple[str, str, str], ...] = (
    (
        "office",
        "本单位的登记应当只有一条，现有 {n} 条。",
        "SELECT count(*) FROM office WHERE own=1 AND deleted_at IS NULL HAVING count(*)<>1",
    ),
    (
        "station",
        "本机的站号应当只有一个，现有 {n} 个。",
        "SELECT count(*) FROM station WHERE own=1 AND deleted_at IS NULL HAVING count(*)<>1",
    ),
    (
        "guard",
        "操作记录的防改保护不完整（应当 4 处，现有 {n} 处），可能被人拆除过。",
        (
            "SELECT count(*) FROM sqlite_schema WHERE type='trigger' AND tbl_name IN ('entry', 'change')"
            " HAVING count(*)<>4"
        ),
    ),
    (
        "lead",
        "{n} 个事项有一个以上的牵头单位。",
        (
            "SELECT count(*) FROM (SELECT 1 FROM assignment WHERE role='lead' AND deleted_at IS NULL"
            " GROUP BY matter_uid HAVING count(*)>1) HAVING count(*)>0"
        ),
    ),
    (
        "number",
        "{n} 个督办编号被用了一次以上。",
        (
            "SELECT count(*) FROM (SELECT 1 FROM matter WHERE number<>'' GROUP BY number HAVING count(*)>1)"
            " HAVING count(*)>0"
        ),
    ),
    (
        "draft_number",
        "{n} 个拟办序号被用了一次以上。",
        (
            "SELECT count(*) FROM (SELECT 1 FROM matter WHERE draft_seq>0 GROUP BY draft_seq HAVING count(*)>1)"
            " HAVING count(*)>0"
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it should be.

    Attributes:
        code: stable, for scripts: `pages`, `cipher`, `reference`, `chain`, `history`, `derived`,
            `blob`, `circle`, `depth`, or the name of an invariant.
        words: the sentence for the clerk.
        repairable: whether `--repair` mends it, which it does for computed tables only.
    """

    code: str
    words: str
    repairable: bool = False


def check(folder: DataFolder, key: DataKey) -> list[Finding]:
    """Look at everything; nothing is changed, and the window may go on working beside it.

    Returns:
        What was found, in order of weight; nothing when all is well.
    """
    try:
        connection = connect(folder.database, key.subkey("database"), read_only=True)
    except DuchaError as error:
        return [Finding("pages", error.message)]
    try:
        pages = list(_pages(connection))
        return pages or list(_contents(connection, folder, key))
    except DatabaseError:
        return [Finding("pages", "数据库有损坏的页，读取时出错。请用“备份与恢复”恢复最近的备份。")]
    finally:
        connection.close()


def _pages(connection: Connection) -> Iterator[Finding]:
    cipher = _broken_seals(connection)
    if cipher:
        yield Finding("cipher", f"数据库有 {len(cipher)} 页没有通过校验，可能是磁盘损坏。请恢复最近的备份。")
    connection.execute("BEGIN")  # all that follows looks at one moment
    rows = connection.execute("PRAGMA integrity_check(20)").fetchall()
    if rows != [("ok",)]:
        yield Finding("pages", f"数据库结构有 {len(rows)} 处错误。请恢复最近的备份。")


def _broken_seals(connection: Connection) -> list[tuple[str]]:
    """Pages whose seal does not hold; looked at again, for this check reads past the locks.

    A page that the writer's checkpoint is just replacing may be read half old and half new.
    """
    for _ in range(_LOOKS):
        cipher: list[tuple[str]] = connection.execute("PRAGMA cipher_integrity_check").fetchall()
        if not cipher:
            break
    return cipher


def _contents(connection: Connection, folder: DataFolder, key: DataKey) -> Iterator[Finding]:
    broken = connection.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        yield Finding(
            "reference",
            f"{len(broken)} 条记录指向不存在的记录（{'、'.join(sorted({r[0] for r in broken}))}）。",
        )
    try:
        verdict = journal.verify(connection, key.subkey("chain"))
        if not verdict.ok:
            yield Finding("chain", f"操作记录从第 {verdict.first_bad} 条起前后对不上，可能被改动过。")
        yield from _history(connection)
    except (TypeError, ValueError, KeyError):
        yield Finding("chain", "操作记录里有不成样的内容，可能被改动过。")
    for code, words, statement in _INVARIANTS:
        for (count,) in connection.execute(statement):
            yield Finding(code, words.format(n=count))
    yield from (Finding(code, words) for code, words in standing(connection))
    if is_older_than_backup(connection, folder.backups):
        yield Finding(
            "rollback", "台账比最近的备份还旧，可能有人手工放回了旧的数据库文件。请核对后恢复最近的备份。"
        )
    yield from _derived(connection)
    yield from _blobs(connection, folder, key)


def _history(connection: Connection) -> Iterator[Finding]:
    found = list(islice(differences(connection), 1000))
    if found:
        more = "以上" if len(found) == 1000 else ""  # noqa: PLR2004 - the cut above
        yield Finding(
            "history", f"{len(found)} 条{more}记录与操作记录不符（{_named(found)}），可能绕过程序改动过。"
        )


def _named(found: list[Difference]) -> str:
    names = [f"{one.table} {one.uid}" for one in found[:_SHOWN]]
    return "、".join(names) + ("……" if len(found) > _SHOWN else "")


_DERIVED = {
    "ledger_row": "台账列表与事项数据不一致，可以用“修复”重建。",
    "ledger_tally": "台账计数与事项数据不一致，可以用“修复”重建。",
    "search": "搜索索引与事项数据不一致，可以用“修复”重建。",
}


def _derived(connection: Connection) -> Iterator[Finding]:
    for table in unlike(connection):
        yield Finding("derived", _DERIVED[table], repairable=True)


def _blobs(connection: Connection, folder: DataFolder, key: DataKey) -> Iterator[Finding]:
    for part, statement in NAMED_BLOBS:
        store = BlobStore(folder.root / part, key)
        named = [sha256 for (sha256,) in connection.execute(statement)]
        missing = [sha256 for sha256 in named if not store.has(sha256)]
        broken = [sha256 for sha256 in named if sha256 not in missing and not store.is_intact(sha256)]
        words = "附件" if part == "attachments" else "发文存档"
        if missing:
            yield Finding("blob", f"{len(missing)} 个{words}文件不在数据文件夹里，可从备份恢复。")
        if broken:
            yield Finding("blob", f"{len(broken)} 个{words}文件已损坏，可从备份恢复。")


def require_one_history(database: Path, key: DataKey) -> None:
    """After an unclean shutdown: refuse a -wal that belongs to another moment of the database.

    Somebody who puts an old `ducha.db` back by hand beside a newer -wal gets a mixture that SQLite
    takes for good. Read without its -wal, the file says where its journal ended; from there on every
    link of the chain must be there, and every row must say what the journal set it to. The caller
    holds the folder's lock, so nobody writes.

    Raises:
        DamagedError: the two do not belong together; nothing was changed.
    """
    seq, seal = _head_without_wal(database, key)
    connection = connect(database, key.subkey("database"), read_only=True)
    try:
        connection.execute("BEGIN")
        row = connection.execute("SELECT hash FROM entry WHERE seq=?", (seq,)).fetchone()
        fits = (
            (seq == 0 or (row is not None and row[0] == seal))
            and journal.verify(connection, key.subkey("chain"), since=seq).ok
            and next(differences(connection, since=seq), None) is None
            and connection.execute("PRAGMA integrity_check(1)").fetchall() == [("ok",)]
        )
    except (DatabaseError, TypeError, ValueError, KeyError):
        # A mixture may hand out values that no entry ever held.
        fits = False
    finally:
        connection.close()
    if not fits:
        raise DamagedError(
            "数据库文件与它的日志文件（ducha.db-wal）不是同一时刻的，可能有人手工替换过数据库文件。"
            "为免数据混乱，程序没有打开它，也没有改动任何数据。请用“备份与恢复”恢复最近的备份。"
        )


def _head_without_wal(database: Path, key: DataKey) -> tuple[int, str]:
    """Where the journal ends in the file alone; (0, "") when that cannot be told."""
    # `immutable` leaves the -wal out, makes no files and takes no locks; the caller holds the folder's.
    alone = dbapi.connect(f"{database.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        alone.execute("PRAGMA cipher_log_level=NONE")
        alone.execute(f"PRAGMA key=\"x'{key.subkey('database').hex()}'\"")
        head = journal.head(alone)
    except (DatabaseError, TypeError, ValueError):
        # A checkpoint cut in its middle: the -wal completes it, so everything has to be compared.
        return 0, ""
    finally:
        alone.close()
    return head.seq, head.hash


def settle(database: Path, key: DataKey) -> None:
    """Bring the -wal into the database and leave none behind; on a full disk it stays where it is."""
    connection = connect(database, key.subkey("database"))
    try:
        with suppress(OperationalError):
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
