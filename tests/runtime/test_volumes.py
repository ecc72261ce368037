import sys
from pathlib import Path

import pytest

from ducha_desktop.runtime import volumes
from ducha_desktop.runtime.faults import DiskFullError, UnsuitableDriveError
from ducha_desktop.runtime.volumes import Volume

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the mount table of Linux")

_TABLE = """\
22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw
30 22 0:40 / /mnt/share rw,relatime shared:9 - cifs //server/share rw
31 22 0:41 / /mnt/nas rw - nfs4 nas:/export rw
32 22 8:17 / /media/u\\040盘 rw - vfat /dev/sdb1 rw
33 22 0:42 / /mnt/ssh rw - fuse.sshfs me@host:/ rw
34 22 0:43 / /mnt/odd rw master:3 propagate_from:2 - neverheard none rw
35 30 8:3 / /mnt/share/local rw - ext4 /dev/sda3 rw
garbage
"""


@pytest.mark.parametrize(
    ("path", "device", "filesystem"),
    [
        ("/home/a/台账", "8:2", "ext4"),
        ("/mnt/share/x", "0:40", "cifs"),
        ("/mnt/shared/x", "8:2", "ext4"),
        ("/mnt/share/local/x", "8:3", "ext4"),
        ("/mnt/nas", "0:41", "nfs4"),
        ("/media/u 盘/a", "8:17", "vfat"),
        ("/mnt/ssh/a", "0:42", "fuse.sshfs"),
        ("/mnt/odd/a", "0:43", "neverheard"),
    ],
)
def test_the_innermost_mount_counts(path, device, filesystem):
    assert volumes._mount_of(Path(path), _TABLE) == (device, filesystem)


def test_a_later_mount_covers_an_earlier_one():
    table = "1 0 8:1 / / rw - ext4 a rw\n2 1 0:9 / /data rw - ext4 b rw\n3 1 0:10 / /data rw - nfs c rw\n"
    assert volumes._mount_of(Path("/data/x"), table) == ("0:10", "nfs")


def _on(monkeypatch, volume):
    monkeypatch.setattr(volumes, "volume_of", lambda _path: volume)


@pytest.mark.parametrize("name", ["nfs", "nfs4", "cifs", "smb3", "fuse.sshfs"])
def test_network_drives_are_refused_with_the_folder_named(monkeypatch, tmp_path, name):
    _on(monkeypatch, Volume(name, network=name in volumes.NETWORK_FILESYSTEMS, removable=False))
    with pytest.raises(UnsuitableDriveError, match="网络驱动器") as refused:
        volumes.require_suitable(tmp_path)
    assert str(tmp_path) in refused.value.message
    assert refused.value.code == "environment"


def test_sticks_are_refused(monkeypatch, tmp_path):
    _on(monkeypatch, Volume("vfat", network=False, removable=True))
    with pytest.raises(UnsuitableDriveError, match="移动存储"):
        volumes.require_suitable(tmp_path)


@pytest.mark.parametrize("name", ["ext4", "overlay", "tmpfs", "9p", "neverheard"])
def test_unknown_and_local_ones_are_accepted(monkeypatch, tmp_path, name):
    _on(monkeypatch, Volume(name, network=name in volumes.NETWORK_FILESYSTEMS, removable=False))
    volumes.require_suitable(tmp_path)


def test_this_computers_own_disk_is_accepted_even_before_the_folder_exists(tmp_path):
    volumes.require_suitable(tmp_path / "not" / "yet")


@pytest.mark.parametrize(
    "case",
    [
        ("2 1 7:0 / {} rw - vfat /dev/loop0 rw", "移动存储"),
        ("2 1 7:0 / {} rw - exfat /dev/loop0 rw", "移动存储"),
        ("2 1 0:60 / {} rw - cifs //a/b rw", "网络驱动器"),
        ("2 1 0:60 / {} rw - 9p host rw", ""),
        ("", ""),
    ],
)
def test_from_the_mount_table_to_the_refusal(monkeypatch, tmp_path, case):
    line, refused = case
    monkeypatch.setattr(volumes, "_mount_table", lambda: line.format(tmp_path.resolve()))
    if not refused:
        volumes.require_suitable(tmp_path / "台账")
        return
    with pytest.raises(UnsuitableDriveError, match=refused):
        volumes.require_suitable(tmp_path / "台账")


def _device(root, name, *, removable):
    folder = root / name
    folder.mkdir(parents=True)
    if removable is not None:
        (folder / "removable").write_text(f"{int(removable)}\n", encoding="ascii")
    return folder


def test_the_removable_flag_of_partition_disk_and_mapping(tmp_path):
    _device(tmp_path, "sda", removable=False)
    stick = _device(tmp_path, "sdb", removable=True)
    fixed_partition = _device(tmp_path, "sda/sda1", removable=None)
    stick_partition = _device(tmp_path, "sdb/sdb1", removable=None)
    mapped = _device(tmp_path, "dm-0", removable=False)
    (mapped / "slaves").mkdir()
    (mapped / "slaves" / "sdb1").symlink_to(stick_partition)
    assert volumes._is_removable(stick)
    assert volumes._is_removable(stick_partition)
    assert volumes._is_removable(mapped)
    assert not volumes._is_removable(fixed_partition)
    assert not volumes._is_removable(tmp_path / "none")


def test_free_space_is_asked_for(tmp_path):
    volumes.require_free(tmp_path / "not" / "yet", size=1)
    with pytest.raises(DiskFullError, match="磁盘空间不足"):
        volumes.require_free(tmp_path, size=1 << 62)
