"""Opening the encrypted database: one writer, readers beside it (`reliability.md` §5.7).

No SQLAlchemy here: the ledger's first page is read through these connections before the heavy
libraries are loaded.
"""

from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlite

from ducha_desktop.domain.errors import DamagedError, NotFoundError, SurroundingsError

APPLICATION_ID = 0x44554348  # "DUCH"
MINIMUM_SQLITE = (3, 51, 3)  # the WAL-reset bug is mended from here on
BUSY_MILLISECONDS = 5000
CACHE_KIB = 65536
"""Pages the writer keeps, and a reader of the largest ledgers at most."""

LEAST_CACHE_KIB = 24576
_CACHE_SHARE = 64
"""A reader keeps this part of the file: the indexes of a hundred thousand matters within the least."""

# Busy, locked, out of memory, read-only, input/output, full, cannot open (sqlite.org/rescode.html).
_NOT_THE_FILES_FAULT = frozenset({5, 6, 7, 8, 10, 13, 14})

Connection = Any  # sqlcipher3 has no type stubs

DatabaseError = sqlite.DatabaseError
OperationalError = sqlite.OperationalError
IntegrityError = sqlite.IntegrityError
dbapi = sqlite


def connect(path: Path, key: bytes, *, read_only: bool = False, create: bool = False) -> Connection:
    """Open the database with its raw 256-bit key.

    Args:
        path: the file `ducha.db`.
        key: 32 bytes.
        read_only: a reader opened `mode=ro`; it may still make temporary tables.
        create: make the file when it is not there.

    Raises:
        NotFoundError: there is no database in that place.
        DamagedError: not our database, wrong key, or damaged pages.
        SurroundingsError: the SQLite library is too old.
    """
    if sqlite.sqlite_version_info < MINIMUM_SQLITE:
        raise SurroundingsError(
            f"数据库组件版本过低（{sqlite.sqlite_version}），为保证数据安全，程序没有打开数据库。请重新安装程序。"
        )
    if not create:
        _refuse_foreign(path)
    mode = "ro" if read_only else "rwc" if create else "rw"
    try:
        connection = sqlite.connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_MILLISECONDS / 1000,
        )
    except sqlite.OperationalError as error:
        raise SurroundingsError("数据库文件打不开，没有改动任何数据。请检查数据文件夹的读写权限。") from error
    try:
        cache = reader_cache(path.stat().st_size) if read_only else CACHE_KIB
        _prepare(connection, key, cache=cache, read_only=read_only)
    except sqlite.DatabaseError as error:
        connection.close()
        if error.sqlite_errorcode & 0xFF in _NOT_THE_FILES_FAULT:
            raise SurroundingsError(
                "数据库暂时打不开：磁盘已满、没有读写权限或正被占用。没有改动任何数据。请清理磁盘、检查权限后再打开。"
            ) from error
        raise DamagedError(
            "数据库不能用本机的密钥打开，或者已经损坏。没有改动任何数据。请用“备份与恢复”恢复最近的备份。"
        ) from error
    return connection


def _refuse_foreign(path: Path) -> None:
    """Refuse a missing or empty file, or one that is not encrypted."""
    try:
        with path.open("rb") as file:
            header = file.read(16)
    except FileNotFoundError as error:
        raise NotFoundError(
            "这个数据文件夹里还没有台账数据库，没有打开。请先用 ducha init 或 ducha demo 建立。"
        ) from error
    except OSError as error:
        raise SurroundingsError(
            "数据库文件读不出来，没有改动任何数据。请检查数据文件夹的读写权限。"
        ) from error
    if not header:
        # SQLite would take it for a new database, and a backup of it for a good one.
        raise DamagedError("数据库文件是空的，没有改动任何内容。请用“备份与恢复”恢复最近的备份。")
    if header.startswith(b"SQLite format 3"):
        raise DamagedError(
            "数据库没有加密，不是本程序的数据文件，程序没有打开它。请换一个数据文件夹，或从备份恢复。"
        )


def reader_cache(size: int) -> int:
    """How many KiB of pages a reader keeps of a database of so many bytes; several readers stand beside each other."""
    return max(LEAST_CACHE_KIB, min(CACHE_KIB, size // 1024 // _CACHE_SHARE))


def _prepare(connection: Connection, key: bytes, *, cache: int, read_only: bool) -> None:
    """Key and pragmas, then one read that fails at once if the key is wrong."""
    run = connection.execute
    run("PRAGMA cipher_log_level=NONE")
    run(f"PRAGMA key=\"x'{key.hex()}'\"")
    run("SELECT count(*) FROM sqlite_schema").fetchone()
    if not read_only:
        run("PRAGMA journal_mode=WAL")
        run("PRAGMA synchronous=FULL")
        run("PRAGMA secure_delete=ON")
    for pragma in (
        "foreign_keys=ON",
        "trusted_schema=OFF",
        "cell_size_check=ON",
        "mmap_size=0",
        f"busy_timeout={BUSY_MILLISECONDS}",
        f"cache_size=-{cache}",
        "temp_store=MEMORY",
    ):
        run(f"PRAGMA {pragma}")
