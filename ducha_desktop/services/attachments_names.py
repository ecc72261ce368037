"""Names of attachments: what a file may be called on every system it is opened or saved on."""

from pathlib import Path

from ducha_desktop.domain.cleaning import without_unseen
from ducha_desktop.domain.errors import RefusedError

LONGEST_NAME = 120
_NAME_BYTES = 200
_UNSAFE = frozenset('<>:"/\\|?*')
_DEVICES = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{port}{number}" for port in ("COM", "LPT") for number in "0123456789¹²³"}
)
"""Names that Windows keeps for devices, with any ending: a file of that name cannot be saved or opened there."""


def clean_name(name: str) -> str:
    """A name that every system can store: no path, no device, no control or turning marks, not too long."""
    plain = "".join(" " if char in _UNSAFE else char for char in without_unseen(name))
    plain = " ".join(plain.split()).strip(". ")
    if _is_device(plain):
        plain = f"附件 {plain}"
    if len(plain) <= LONGEST_NAME:
        return plain
    ending = Path(plain).suffix[:12]
    return plain[: LONGEST_NAME - len(ending)].rstrip(". ") + ending


def require_name(name: str) -> None:
    """Refuse a typed name that is no file's name.

    Raises:
        RefusedError: the sentence says why.
    """
    if not name.strip(". "):
        raise RefusedError("附件的名称不能是空的。没有改动。请写上名称。")
    require_length(name)
    if found := "、".join(dict.fromkeys(char for char in name if char in _UNSAFE)):
        raise RefusedError(f"附件的名称里不能有 {found} 。没有改动。请换一个写法。")
    if name.startswith(".") or name.endswith("."):
        raise RefusedError("附件的名称不能以点开头或结尾。没有改动。请换一个写法。")
    if _is_device(name):
        raise RefusedError(f"“{name}”是 Windows 留给设备的名称，存不成文件。没有改动。请换一个名称。")


def require_length(name: str) -> None:
    """Refuse a name that is too long.

    Raises:
        RefusedError: the sentence says by how much.
    """
    if len(name) > LONGEST_NAME:
        raise RefusedError(f"附件的名称有 {len(name)} 个字，最多 {LONGEST_NAME} 个。没有改动。请写短一些。")


def _is_device(name: str) -> bool:
    """Whether Windows takes the name for a device, whatever its ending."""
    return name.partition(".")[0].rstrip().upper() in _DEVICES


def short_name(name: str) -> str:
    """An attachment's name whose bytes every file system takes, with room for the temporary name beside it."""
    path = Path(name)
    stem = path.stem.encode()[: _NAME_BYTES - len(path.suffix.encode())].decode(errors="ignore")
    return stem + path.suffix
