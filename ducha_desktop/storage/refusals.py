"""What the database refuses because of the computer, in the clerk's words."""

from collections.abc import Iterator
from contextlib import contextmanager

from ducha_desktop.domain.errors import DamagedError, DuchaError, InUseError, SurroundingsError
from ducha_desktop.storage.connection import DatabaseError

# Primary result codes of SQLite (sqlite.org/rescode.html).
_FULL, _DAMAGED = 13, frozenset({11, 26})
_BUSY, _REFUSED = frozenset({5, 6}), frozenset({3, 8, 10, 14, 23})


@contextmanager
def plain_database(damaged: str = "") -> Iterator[None]:
    """Turn a full disk, a lock, damaged pages or missing permission into a refusal with a sentence.

    What is a mistake of the program (a constraint, wrong SQL) and an interrupted query stay what
    they are. SQLAlchemy's wrapping is looked through.

    Args:
        damaged: what to say of damaged pages in this place.
    """
    try:
        yield
    except Exception as error:
        refusal = _refusal(getattr(error, "orig", error), damaged)
        if refusal is None:
            raise
        raise refusal from error


def _refusal(error: object, damaged: str) -> DuchaError | None:
    if not isinstance(error, DatabaseError):
        return None
    code = int(getattr(error, "sqlite_errorcode", 0)) & 0xFF
    if code == _FULL:
        return SurroundingsError("磁盘已满，这一步没有保存，原有数据没有改动。请清理磁盘后再试。")
    if code in _DAMAGED:
        return DamagedError(
            damaged or "数据库有损坏的页，这一步没有做成，没有改动任何数据。请用“备份与恢复”恢复最近的备份。"
        )
    if code in _BUSY:
        return InUseError("数据库正被其他程序占用，这一步没有保存。请稍后再试。")
    if code in _REFUSED:
        return SurroundingsError(
            "数据文件夹不能读写，这一步没有保存，原有数据没有改动。请检查磁盘和读写权限后再试。"
        )
    return None
