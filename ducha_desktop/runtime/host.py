"""Which computer this is, as a digest: a data folder moved or copied elsewhere must be noticed."""

import hashlib
import platform
import sys
import uuid
from pathlib import Path

_LABEL = b"ducha-desktop host 1\0"
_LINUX_SOURCES = ("/etc/machine-id", "/var/lib/dbus/machine-id")


def host_digest() -> str:
    """64 hex digits that name this installation of the operating system without revealing its id."""
    return hashlib.sha256(_LABEL + _host_id().encode()).hexdigest()


def _host_id() -> str:
    found = _operating_system_id()
    # Without an id of the system, the network card and name have to do.
    return found or f"{uuid.getnode():012x}/{platform.node()}"


if sys.platform == "win32":
    import winreg

    def _operating_system_id() -> str:
        try:
            with winreg.OpenKey(
                winreg.HKEY_LOCAL_MACHINE,
                r"SOFTWARE\Microsoft\Cryptography",
                0,
                winreg.KEY_READ | winreg.KEY_WOW64_64KEY,
            ) as key:
                return str(winreg.QueryValueEx(key, "MachineGuid")[0]).strip()
        except OSError:
            return ""

else:

    def _operating_system_id() -> str:
        for source in _LINUX_SOURCES:
            try:
                text = Path(source).read_text(encoding="ascii").strip()
            except (OSError, ValueError):
                continue
            if text:
                return text
        return ""
