"""Which drives may hold a living database: local ones (`reliability.md` §2, §5.7).

Network drives and sticks are refused by a named list; what the list does not know is accepted.
"""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from ducha_desktop.runtime.faults import DiskFullError, UnsuitableDriveError

NETWORK_FILESYSTEMS = frozenset({
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "sshfs", "fuse.sshfs", "ncpfs", "ncp", "afs",
    "davfs", "davfs2", "fuse.davfs2", "fuse.rclone", "fuse.smbnetfs", "fuse.gvfsd-fuse", "fuse.curlftpfs",
    "ceph", "fuse.glusterfs", "glusterfs", "lustre", "webdav",
})  # fmt: skip
STICK_FILESYSTEMS = frozenset({"vfat", "msdos", "exfat", "fuse.exfat"})
"""Sticks and cards, also those whose hardware does not say that it can be pulled."""

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Volume:
    """What is known of the drive a path lies on."""

    filesystem: str
    network: bool
    removable: bool


def require_suitable(folder: Path) -> None:
    """Refuse a data folder on a network or removable drive.

    Args:
        folder: the data folder, existing or to be made.

    Raises:
        UnsuitableDriveError: with the reason and what to do.
    """
    volume = volume_of(folder)
    if volume.network:
        raise UnsuitableDriveError(
            f"数据文件夹“{folder}”在网络驱动器上，断网或多机同时打开会损坏台账，不能使用。"
            "请改用本机硬盘上的文件夹；没有改动任何内容。"
        )
    if volume.removable:
        raise UnsuitableDriveError(
            f"数据文件夹“{folder}”在U盘等移动存储上，中途拔出会损坏台账，不能使用。"
            "请改用本机硬盘上的文件夹；带走数据请用“备份”。没有改动任何内容。"
        )


def require_free(folder: Path, *, size: int) -> None:
    """Refuse an operation that the free space cannot hold.

    Args:
        folder: an existing or future folder on the drive to be written.
        size: bytes needed.

    Raises:
        DiskFullError: naming what is needed and what is there.
    """
    free = free_space(folder)
    if free < size:
        raise DiskFullError(
            f"磁盘空间不足：需要约 {size / _MEGABYTE:.0f} MB，只剩 {free / _MEGABYTE:.0f} MB。"
            "没有改动任何内容；请清理磁盘后再试。"
        )


def free_space(folder: Path) -> int:
    """Bytes that can still be written to the drive of `folder`."""
    return shutil.disk_usage(_existing(folder)).free


def _existing(path: Path) -> Path:
    resolved = path.resolve()
    while not resolved.exists() and resolved != resolved.parent:
        resolved = resolved.parent
    return resolved


if sys.platform == "win32":
    import ctypes

    _DRIVE_REMOVABLE = 2
    _DRIVE_REMOTE = 4

    def volume_of(path: Path) -> Volume:
        """The drive `path` lies on."""
        anchor = path.resolve().anchor
        if anchor.startswith(("\\\\?\\UNC\\", "\\\\")) and not anchor.startswith("\\\\?\\"):
            return Volume("unc", network=True, removable=False)
        kind = ctypes.windll.kernel32.GetDriveTypeW(anchor)
        return Volume("", network=kind == _DRIVE_REMOTE, removable=kind == _DRIVE_REMOVABLE)

else:

    def volume_of(path: Path) -> Volume:
        """The drive `path` lies on, from the kernel's mount table."""
        mount = _mount_of(_existing(path), _mount_table())
        if mount is None:
            return Volume("", network=False, removable=False)
        device, filesystem = mount
        return Volume(
            filesystem,
            network=filesystem in NETWORK_FILESYSTEMS,
            removable=filesystem in STICK_FILESYSTEMS or _is_removable(Path("/sys/dev/block") / device),
        )


def _mount_table(source: Path = Path("/proc/self/mountinfo")) -> str:
    try:
        return source.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _mount_of(path: Path, table: str) -> tuple[str, str] | None:
    """Device number and file system of the innermost mount that holds `path`."""
    best: tuple[int, str, str] | None = None
    for line in table.splitlines():
        left, _, right = line.partition(" - ")
        fields = left.split()
        if len(fields) < 5 or not right:  # noqa: PLR2004 - proc_pid_mountinfo(5): the 5th is the mount point
            continue
        point = _unescape(fields[4])
        # Later lines cover earlier ones on the same point.
        if path.is_relative_to(point) and (best is None or len(point) >= best[0]):
            best = len(point), fields[2], right.split()[0]
    return None if best is None else best[1:]


def _unescape(text: str) -> str:
    for code, character in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, character)
    return text


def _is_removable(device: Path) -> bool:
    """Whether a block device, its whole disk, or a disk under its mapping says it can be taken out."""
    real = Path(os.path.realpath(device))
    for candidate in (real, real.parent):
        try:
            if (candidate / "removable").read_text(encoding="ascii").strip() == "1":
                return True
        except OSError:
            continue
    try:
        return any(_is_removable(below) for below in (real / "slaves").iterdir())
    except OSError:
        return False
