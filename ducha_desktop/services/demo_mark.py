"""Whether a data folder holds the demonstration county, and throwing it away with one click."""

from datetime import datetime
from pathlib import Path

from ducha_desktop.domain.errors import NotAllowedError
from ducha_desktop.models.office import Setting
from ducha_desktop.runtime.atomic import sync_folder, write_atomic
from ducha_desktop.runtime.paths import FOUNDING_MARKER, LOCK_NAME, PORTABLE_MARKER, DataFolder
from ducha_desktop.services.backups import plainly
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.storage.calendar_store import load_setting
from ducha_desktop.storage.unit_of_work import UnitOfWork

_KEY = "demo"
_STAYS = frozenset({"logs", LOCK_NAME, PORTABLE_MARKER, FOUNDING_MARKER})


def mark(work: UnitOfWork) -> None:
    """Say in the ledger itself that it is a demonstration."""
    work.add(Setting(key=_KEY, value=True))


def is_demo(reader: Reader) -> bool:
    """Whether the ledger is the demonstration county."""
    return load_setting(reader.connection, _KEY) is True


def discard(office: Office) -> Path:
    """Close the office and move the demonstration aside, so that the folder can be founded anew.

    Nothing is destroyed: what a clerk may have typed into the demonstration lies in the folder that
    is returned. Cut off halfway, the folder counts as one being founded and starts anew as well.

    Raises:
        NotAllowedError: it is no demonstration; nothing was changed.
        SurroundingsError: the disk refused.
    """
    with office.read() as reader:
        if not is_demo(reader):
            raise NotAllowedError(
                "这不是示例台账，不能这样清除。没有改动任何数据。要另建台账，请换一个数据文件夹。"
            )
    office.hold()
    folder = office.folder
    office.close()
    with plainly():
        aside = _aside(folder)
        aside.mkdir(mode=0o700)
        write_atomic(folder.root / FOUNDING_MARKER, b"")
        for entry in sorted(folder.root.iterdir()):
            if entry.name not in _STAYS:
                entry.rename(aside / entry.name)
        sync_folder(aside)
        sync_folder(folder.root)
    return aside


def _aside(folder: DataFolder) -> Path:
    """A new folder beside the data folder, named after what it holds and the moment."""
    stamp = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}"
    return folder.root.with_name(f"{folder.root.name}-示例-{stamp}")
