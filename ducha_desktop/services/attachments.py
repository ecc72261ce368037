"""Files kept with a matter: taken in as a stream, sealed, named, classed, removed and brought back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cleaning import without_unseen
from ducha_desktop.domain.errors import DuchaError, NotFoundError, RefusedError
from ducha_desktop.domain.vocabulary import AttachmentKind
from ducha_desktop.services.attachments_names import clean_name, require_length, require_name
from ducha_desktop.services.attachments_taking import Progress, Source, plainly
from ducha_desktop.services.office import Office
from ducha_desktop.storage.blobs import BlobStore, StoredBlob
from ducha_desktop.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files that were to be added.

    Attributes:
        names: as they stand with the matter now.
        refused: (name, why) of those that were not taken.
    """

    names: tuple[str, ...]
    refused: tuple[tuple[str, str], ...]
    changes: Changes


def add(
    office: Office,
    matter: str,
    paths: Sequence[Path],
    *,
    kind: AttachmentKind = AttachmentKind.USUAL,
    progress: Progress | None = None,
) -> Added:
    """Take files in and keep them with a matter: one entry, one step of undo; the originals stay where they are.

    Args:
        office: the office, for writing.
        matter: uid of the matter.
        paths: files anywhere; folders, special files, empty ones and copies of what is there are refused.
        kind: 普通 or 佐证.
        progress: told (bytes done, bytes in all, name); what it raises ends the taking, and nothing is left.

    Raises:
        NotFoundError: the matter is gone; nothing was taken.
        SurroundingsError: the disk is full or in the way; nothing was taken.
        InUseError: another program holds the data folder; nothing was taken.
    """
    # Without the lock, what is forgotten below could be what its holder is just registering.
    assert office.engine is not None
    number = _number(office, matter)
    sources, refused = _examined(paths)
    sealed: list[str] = []
    store = _store(office)
    try:
        taken = _take(store, sources, refused, sealed=sealed, progress=progress)
        names = _register(office, matter, taken, kind=kind, refused=refused, number=number)
    finally:
        _forget(office, store, sealed)
    return Added(tuple(names[0]), tuple(refused), names[1])


def rename(office: Office, uid: str, name: str) -> Changes:
    """Give an attachment another name; its ending stays unless the clerk writes one.

    Blanks around it and characters nobody sees are left out; whatever else cannot be part of a file's
    name is refused, for the clerk would not find the attachment under a name of ours.

    Raises:
        RefusedError: nothing is left of the name, it is too long, no system could store it, or another
            attachment of the matter has it.
    """
    new = " ".join(without_unseen(name).split())
    require_name(new)
    with office.transaction() as work:
        row = _row(work, uid)
        new = new if Path(new).suffix else new + Path(row.name).suffix
        require_length(new)
        if new != row.name and new in _names(work, row.matter):
            raise RefusedError(f"这件事项已经有名为“{new}”的附件，请换一个名称。没有改动。")
        with work.entry("attachment.rename", words=f"附件“{row.name}”改名为“{new}”"):
            work.bulk_update("attachment", {uid: {"name": new}})
    return work.changes


def classify(office: Office, uid: str, kind: AttachmentKind) -> Changes:
    """Say what an attachment is for."""
    with office.transaction() as work:
        row = _row(work, uid)
        with work.entry("attachment.classify", words=f"附件“{row.name}”改为{kind.word}附件"):
            work.bulk_update("attachment", {uid: {"kind": kind.value}})
    return work.changes


def remove(office: Office, uid: str) -> Changes:
    """Put an attachment into the recycle bin; its content stays until nothing can bring it back."""
    with office.transaction() as work:
        row = _row(work, uid)
        with work.entry("attachment.delete", words=f"删除附件“{row.name}”"):
            work.bulk_update("attachment", {uid: {"deleted_at": work.mark()}})
    return work.changes


def missing(office: Office, digests: Sequence[str]) -> frozenset[str]:
    """Which of these contents are not in the data folder; a look at names, nothing is read."""
    store = _store(office)
    return frozenset(sha256 for sha256 in digests if not store.has(sha256))


def _store(office: Office) -> BlobStore:
    return BlobStore(office.folder.attachments, office.key)


def _number(office: Office, matter: str) -> str:
    from ducha_desktop.services.ledger import row_by_uid

    with office.read() as reader:
        return row_by_uid(reader, matter).number


def _examined(paths: Sequence[Path]) -> tuple[list[Source], list[tuple[str, str]]]:
    found: list[Source] = []
    refused: list[tuple[str, str]] = []
    for path in dict.fromkeys(paths):
        try:
            found.append(Source.examine(path))
        except DuchaError as error:
            refused.append((path.name or str(path), error.message))
    return found, refused


def _take(
    store: BlobStore,
    sources: Sequence[Source],
    refused: list[tuple[str, str]],
    *,
    sealed: list[str],
    progress: Progress | None,
) -> list[tuple[Source, StoredBlob]]:
    """Seal one file after the other; a file that cannot be read to its end is refused, the others are taken."""
    taken: list[tuple[Source, StoredBlob]] = []
    total = sum(source.size for source in sources)
    before = 0
    with plainly():
        store.make_room(total)
        for source in sources:
            try:
                with source.open(_shifted(progress, before, total)) as stream:
                    blob = store.add(stream)
                sealed.append(blob.sha256)
                source.require_unchanged()
                taken.append((source, blob))
            except RefusedError as error:
                refused.append((source.name, error.message))
            before += source.size
    return taken


def _shifted(progress: Progress | None, before: int, total: int) -> Callable[[int, str], None]:
    def report(done: int, name: str) -> None:
        if progress is not None:
            progress(before + done, total, name)

    return report


def _register(
    office: Office,
    matter: str,
    taken: Sequence[tuple[Source, StoredBlob]],
    *,
    kind: AttachmentKind,
    refused: list[tuple[str, str]],
    number: str,
) -> tuple[list[str], Changes]:
    with office.transaction() as work:
        rows = _rows(work, matter, taken, kind, refused)
        names = [row[2] for row in rows]
        if rows:
            what = f"附件“{names[0]}”" if len(names) == 1 else f" {len(names)} 个附件"
            with work.entry("attachment.add", words=f"{number}添加{what}"):
                work.bulk_insert("attachment", ("uid", "matter_uid", "name", "sha256", "size", "kind"), rows)
    return names, work.changes


def _rows(
    work: UnitOfWork,
    matter: str,
    taken: Sequence[tuple[Source, StoredBlob]],
    kind: AttachmentKind,
    refused: list[tuple[str, str]],
) -> list[tuple[str, str, str, str, int, str]]:
    if not work.raw.execute("SELECT 1 FROM matter WHERE uid=? AND deleted_at IS NULL", (matter,)).fetchone():
        raise NotFoundError("这件事项已经不在台账里，附件没有添加。请先从回收站还原事项。")
    there = dict(
        work.raw.execute(
            "SELECT sha256, name FROM attachment WHERE matter_uid=? AND deleted_at IS NULL", (matter,)
        ).fetchall()
    )
    used, rows = set(there.values()), []
    for source, blob in taken:
        if blob.sha256 in there:
            why = f"这件事项已有内容完全相同的附件“{there[blob.sha256]}”，没有重复添加。"
            refused.append((source.name, why))
            continue
        name = _free(clean_name(source.name) or "附件", used)
        used.add(name)
        there[blob.sha256] = name
        rows.append((str(work.uid()), matter, name, blob.sha256, blob.size, kind.value))
    return rows


def _free(name: str, used: set[str]) -> str:
    """The name itself, or with the first number that makes it different: `照片（2）.jpg`."""
    path, number, free = Path(name), 2, name
    while free in used:
        free = f"{path.stem}（{number}）{path.suffix}"
        number += 1
    return free


@dataclass(frozen=True, slots=True)
class _Kept:
    name: str
    matter: str


def _row(work: UnitOfWork, uid: str) -> _Kept:
    found = work.raw.execute(
        "SELECT name, matter_uid FROM attachment WHERE uid=? AND deleted_at IS NULL", (uid,)
    ).fetchone()
    if found is None:
        raise NotFoundError(
            "这个附件已经不在这里，可能刚刚被删除。没有改动任何数据。请按 F5 重新读取，或到回收站里找。"
        )
    return _Kept(*found)


def _names(work: UnitOfWork, matter: str) -> set[str]:
    rows = work.raw.execute(
        "SELECT name FROM attachment WHERE matter_uid=? AND deleted_at IS NULL", (matter,)
    )
    return {name for (name,) in rows.fetchall()}


def _forget(office: Office, store: BlobStore, digests: Sequence[str]) -> None:
    """What was sealed and not registered leaves no trace, unless another row names the same content."""
    with office.read() as reader:
        for sha256 in digests:
            named = reader.connection.execute("SELECT 1 FROM attachment WHERE sha256=?", (sha256,))
            if named.fetchone() is None:
                store.drop(sha256)
