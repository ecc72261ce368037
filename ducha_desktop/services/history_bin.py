"""The recycle bin: what lies in it, by the act that put it there, and bringing it back to its place."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import NotFoundError, RefusedError
from ducha_desktop.domain.numbering import draft_number
from ducha_desktop.models.parts import MATTER_PARTS
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.storage.chunks import CHUNK
from ducha_desktop.storage.queries import history_bin as queries

if TYPE_CHECKING:
    from ducha_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class TrashView:
    """One thing in the bin: what, when, by whom, and in which act.

    Attributes:
        number: the matter's; of an attachment, the number of the matter it belongs to.
        title: the matter's title, or the name of the attachment.
        ledger: where it comes back to: the ledger, or the matter of an attachment.
        rows: how many rows the act touched.
        kind: `matter` or `attachment`.
    """

    uid: str
    number: str
    title: str
    ledger: str
    entry: int
    at: str
    user: str
    words: str
    rows: int
    kind: str = "matter"


def trash(reader: Reader, *, limit: int = 1000, offset: int = 0, search: str = "") -> list[TrashView]:
    """The recycle bin, latest deletion first; what was entered and undone is not in it.

    Args:
        reader: the ledger.
        limit: at most so many.
        offset: after so many.
        search: part of a title, number, ledger, name of a clerk, or of the act in words.
    """
    rows = queries.items(reader.connection, limit=limit, offset=offset, search=search.strip())
    return [
        TrashView(uid, number or draft_number(draft), title, place, entry, at, user, words, count, kind)
        for kind, uid, number, draft, title, place, entry, at, user, words, count in rows
    ]


def restore(office: Office, uids: Sequence[str]) -> Changes:
    """Bring matters, with the parts that were deleted with them, and attachments back to where they were.

    Raises:
        NotFoundError: none of them is in the bin.
        RefusedError: a ledger they belong to is not there any more; nothing was changed.
    """
    with office.transaction() as work:
        matters, files = (queries.marks(work.raw, kind, list(uids)) for kind in ("matter", "attachment"))
        if not matters and not files:
            raise NotFoundError("回收站里没有这些事项。没有改动任何数据。请按 F5 重新读取。")
        _require_ledgers(work, list(matters))
        with work.entry("trash.restore", words=_words(len(matters), len(files))):
            work.bulk_update("matter", {uid: {"deleted_at": None} for uid in matters})
            for table in MATTER_PARTS:
                work.bulk_update(table, {uid: {"deleted_at": None} for uid in _went(work, table, matters)})
            work.bulk_update("attachment", {uid: {"deleted_at": None} for uid in files})
    return work.changes


def _words(matters: int, files: int) -> str:
    parts = [f"{matters} 项" if matters else "", f"{files} 个附件" if files else ""]
    return f"还原 {'和 '.join(part for part in parts if part)}"


def _went(work: "UnitOfWork", table: str, marks: dict[str, str]) -> list[str]:
    """The parts that went with their matters: they carry the same stamp."""
    found: list[str] = []
    uids = list(marks)
    for start in range(0, len(uids), CHUNK):
        part = uids[start : start + CHUNK]
        rows = work.raw.execute(
            f"SELECT uid, matter_uid, deleted_at FROM {table}"
            f" WHERE deleted_at IS NOT NULL AND matter_uid IN ({','.join('?' * len(part))})",
            part,
        )
        found += [uid for uid, matter, mark in rows.fetchall() if marks[matter] == mark]
    return found


def _require_ledgers(work: "UnitOfWork", matters: list[str]) -> None:
    closed = queries.closed_ledgers(work.raw, matters)
    if closed:
        raise RefusedError(
            f"这些事项所在的台账“{'”“'.join(closed)}”已经删除，没有还原任何事项。请先恢复台账。"
        )
