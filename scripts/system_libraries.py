"""The Debian libraries that Qt's wheels expect of a Linux desktop: found, installed or named.

Standard library only. Windows needs none of them.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys

from bootstrap import NotReadyError, say

BASE = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
}
WINDOW = {
    "libcups.so.2": "libcups2",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
}
TEST_TOOLS = {"Xvfb": "xvfb", "xauth": "xauth", "pdftotext": "poppler-utils", "qpdf": "qpdf"}


def missing_packages(*, window: bool, test_tools: bool = False) -> list[str]:
    """Debian packages this computer lacks; empty elsewhere than on Linux.

    Args:
        window: whether a real window is to be shown (the xcb libraries).
        test_tools: whether all tests are to be run: journeys on a virtual screen, PDFs read by other programs.
    """
    if not sys.platform.startswith("linux"):
        return []
    libraries = {**BASE, **(WINDOW if window or test_tools else {})}
    missing = [package for name, package in libraries.items() if not _loads(name)]
    if test_tools:
        missing += [package for name, package in TEST_TOOLS.items() if shutil.which(name) is None]
    return missing


def ensure(*, window: bool, test_tools: bool = False) -> None:
    """Install what is missing when we may, else name the exact command.

    Raises:
        NotReadyError: something is missing and could not be installed.
    """
    missing = missing_packages(window=window, test_tools=test_tools)
    if sys.platform.startswith("linux") and importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info.minor}-venv")
    if not missing:
        return
    if _may_install():
        say("正在安装系统组件：" + " ".join(missing), "Installing missing system packages")
        _install(missing)
        missing = missing_packages(window=window, test_tools=test_tools)
    if missing:
        raise NotReadyError(_command_named(missing))


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _may_install() -> bool:
    return shutil.which("apt-get") is not None and os.geteuid() == 0


def _install(packages: list[str]) -> None:
    """Ask apt-get; its many words are shown only when it failed."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", *packages]):
        done = subprocess.run(
            ["apt-get", *words],
            env=quiet,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        if done.returncode:
            sys.stderr.buffer.write(done.stdout)
    importlib.invalidate_caches()


def _command_named(packages: list[str]) -> str:
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        return (
            f"缺少下列系统组件（Debian 软件包名），请用本系统的软件管理器安装：\n\n    {names}\n\n"
            "  (Install the equivalents of these Debian packages with your system's package manager.)"
        )
    return (
        f"缺少系统组件，请执行下面的命令后重试：\n\n"
        f"    sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}\n\n"
        "  (System libraries are missing; run the command above and try again.)"
    )
