"""A second place for every automatic backup, e.g. another disk of the same computer."""

from pathlib import Path

from ducha_desktop.domain.errors import NotAllowedError, SurroundingsError
from ducha_desktop.services.backups import BackupView, make, needs_passphrase
from ducha_desktop.services.elsewhere import lies_within
from ducha_desktop.services.office import Office
from ducha_desktop.storage.shelf import thin
from ducha_desktop.vault.keys import load


def accept(office: Office, place: Path) -> Path:
    """The folder if automatic backups may go there too.

    Raises:
        NotAllowedError: it lies within the data folder, or leaves the computer without a passphrase.
        SurroundingsError: it cannot be written.
    """
    place = place.resolve()
    if lies_within(office.folder.root, place):
        raise NotAllowedError(
            "这个文件夹就在数据文件夹里，磁盘坏了会一起丢。请选另一块磁盘上的文件夹，设置没有改动。"
        )
    if not place.is_dir():
        raise SurroundingsError(f"“{place}”不在，设置没有改动。请先建好这个文件夹。")
    if needs_passphrase(office, place):
        raise NotAllowedError(
            "U 盘和网络位置上的备份要用口令打开，不能自动备份过去，设置没有改动。"
            "请选本机另一块磁盘上的文件夹；U 盘请在“备份与恢复”里用“备份到其他文件夹”。"
        )
    return place


def copy_to(office: Office, place: Path, *, reason: str) -> BackupView:
    """A backup in the second place, old ones there thinned as at home.

    Raises:
        SurroundingsError: the place is not there now or cannot be written; nothing else is affected.
    """
    if not place.is_dir():
        raise SurroundingsError(
            f"第二备份位置“{place}”现在不在，这一次没有存第二份，只备份在本机数据文件夹里。请接好那个磁盘，或在“系统设置”里另选。"
        )
    made = make(office, to=accept(office, place), reason=reason)
    thin(place, key_id=load(office.folder.keys).key_id)
    return made
