"""Looking at an attachment: a read-only copy for the viewer, or a copy of the clerk's own elsewhere."""

import stat
from pathlib import Path

from ducha_desktop.domain.errors import DamagedError, NotFoundError
from ducha_desktop.runtime.atomic import replacing
from ducha_desktop.runtime.volumes import require_free
from ducha_desktop.services.attachments_names import short_name
from ducha_desktop.services.attachments_taking import Progress, plainly
from ducha_desktop.services.elsewhere import require_elsewhere
from ducha_desktop.services.office import Office
from ducha_desktop.storage.blobs import BlobStore

_SHOWN = "attachments"
_READ_ONLY = stat.S_IRUSR


def open_copy(office: Office, uid: str, *, progress: Progress | None = None) -> Path:
    """A read-only copy for the system's viewer, in the private folder that the lock's holder wipes.

    Raises:
        InUseError: another program holds the data folder and would wipe the copy.
        DamagedError: the content is missing or damaged; nothing is left of the copy.
    """
    assert office.engine is not None  # the lock must be ours before plaintext is written
    name, size, sha256 = _kept(office, uid)
    target = office.folder.private / _SHOWN / uid / short_name(name)
    if target.is_file() and target.stat().st_size == size and not target.stat().st_mode & stat.S_IWUSR:
        return target
    with plainly():
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    _copy(office, (name, size, sha256), target, progress)
    target.chmod(_READ_ONLY)
    return target


def save_as(office: Office, uid: str, target: Path, *, progress: Progress | None = None) -> Path:
    """Write the content to a file of the clerk's own, whole or not at all.

    Raises:
        DamagedError: the content is missing or damaged; the target is as it was.
        SurroundingsError: the target cannot be written.
        WrongUseError: the target lies in the data folder, where it could take the place of the ledger itself.
    """
    require_elsewhere(office.folder.root, target)
    _copy(office, _kept(office, uid), target, progress)
    return target


def _kept(office: Office, uid: str) -> tuple[str, int, str]:
    with office.read() as reader:
        row = reader.connection.execute(
            "SELECT name, size, sha256 FROM attachment WHERE uid=? AND deleted_at IS NULL", (uid,)
        ).fetchone()
    if row is None:
        raise NotFoundError(
            "这个附件已经不在这里，可能刚刚被删除。没有改动任何数据。请按 F5 重新读取，或到回收站里找。"
        )
    return row[0], row[1], row[2]


def _copy(office: Office, kept: tuple[str, int, str], target: Path, progress: Progress | None) -> None:
    name, size, sha256 = kept
    store = BlobStore(office.folder.attachments, office.key)
    done = 0
    try:
        with plainly():
            require_free(target.parent, size=size)
            with replacing(target, mode=0o600) as file:
                for chunk in store.read(sha256):
                    file.write(chunk)
                    done += len(chunk)
                    if progress is not None:
                        progress(done, size, name)
    except DamagedError as error:
        raise DamagedError(f"“{name}”没有打开：{error.message}其他附件和数据不受影响。") from error
