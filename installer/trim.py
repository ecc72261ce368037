"""What of a freeze is kept: the parts of Qt that the window uses, none of the build machine's desktop.

Pure functions over the names PyInstaller proposes, so that tests can ask them.
"""

import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

Entry = tuple[str, str, str]
"""Name inside the bundle, file on the build machine, kind (BINARY, EXTENSION, DATA, SYMLINK)."""

EXCLUDED_MODULES = (
    "tkinter", "unittest", "setuptools", "pkg_resources", "pip", "greenlet", "numpy", "lib2to3", "pydoc_data",
    "readline", "PIL._avif", "PIL.AvifImagePlugin", "PIL._webp", "PIL.WebPImagePlugin", "PIL._imagingtk", "PIL._imagingft", "PIL._imagingcms",
    "sqlite3", "_sqlite3", "ssl", "_ssl", "_bz2", "_lzma", "pytest", "hypothesis", "IPython",
    "PySide6.QtQml", "PySide6.QtQuick", "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets",
)  # fmt: skip
"""`sqlite3` besides, so that nobody opens a ledger with a library other than sqlcipher3."""

BARCODES = tuple(
    f"reportlab.graphics.barcode.{name}"
    for name in ("code128", "code39", "code93", "common", "dmtx", "eanbc", "ecc200datamatrix", "fourstate", "lto",
                 "qr", "qrencoder", "usps", "usps4s", "widgets")
)  # fmt: skip
"""ReportLab imports all of its barcodes by name when one of them is asked for."""

PLUGINS = frozenset({
    "platforms/libqxcb.so", "platforms/libqoffscreen.so", "platforms/libqminimal.so",
    "platforms/qwindows.dll", "platforms/qoffscreen.dll", "styles/qmodernwindowsstyle.dll",
    "xcbglintegrations/libqxcb-egl-integration.so", "xcbglintegrations/libqxcb-glx-integration.so",
    "platforminputcontexts/libcomposeplatforminputcontextplugin.so",
    "platforminputcontexts/libibusplatforminputcontextplugin.so",
    "imageformats/libqico.so", "imageformats/libqjpeg.so", "imageformats/libqsvg.so", "imageformats/libqgif.so",
    "imageformats/qico.dll", "imageformats/qjpeg.dll", "imageformats/qsvg.dll", "imageformats/qgif.dll",
    "iconengines/libqsvgicon.so", "iconengines/qsvgicon.dll",
    "printsupport/libcupsprintersupport.so",
    "platformthemes/libqxdgdesktopportal.so",
})  # fmt: skip

TRANSLATIONS = frozenset({"qtbase_zh_CN.qm", "qt_zh_CN.qm"})

_UNUSED_QT = re.compile(
    r"(?:lib)?Qt6?(?:Qml|Quick|Pdf|VirtualKeyboard|Egl|Wayland|OpenGL|Sql|Test|Designer|Help|UiTools|Labs|WlShell)"
)
_DESKTOP = re.compile(
    r"lib(?:g(?:lib|object|io|module|thread|tk|dk|dk_pixbuf|raphite|nutls|crypt|pg-error|cc_s|bm|mp)|X|x(?:cb|kb|shm)"
    r"|GL|EGL|OpenGL|fontconfig|freetype|dbus|stdc\+\+|z\.|lzma|zstd|systemd|cups|avahi|krb5|k5|gssapi|com_err"
    r"|cairo|pango|pixman|harfbuzz|fribidi|thai|datrie|atk|atspi|epoxy|wayland|drm|udev|mount|blkid|selinux|pcre"
    r"|png|jpeg|expat|bsd|md\.|brotli|cap\.|lz4|p11|tasn1|unistring|idn|hogweed|nettle|resolv|keyutils|uuid|ffi\.so\.[0-7]$)"
)


def keep(entry: Entry) -> bool:
    """Whether one proposed file belongs into the program."""
    name = PurePosixPath(entry[0].replace("\\", "/"))
    parts = name.parts
    if "plugins" in parts:
        return "/".join(parts[parts.index("plugins") + 1 :]) in PLUGINS
    if "translations" in parts and name.suffix == ".qm":
        return name.name in TRANSLATIONS
    if _UNUSED_QT.match(name.name):
        return False
    return not _from_the_desktop(name, entry[1])


def trimmed(entries: Iterable[Entry]) -> list[Entry]:
    """The entries to keep, without links whose target was dropped."""
    kept = [entry for entry in entries if keep(entry)]
    names = {entry[0] for entry in kept}
    return [entry for entry in kept if entry[2] != "SYMLINK" or _target(entry) in names]


def modules_of(package: Path) -> list[str]:
    """Every module of the program by its full name, for commands and pages are looked up by name."""
    found = (path.relative_to(package.parent).with_suffix("").parts for path in sorted(package.rglob("*.py")))
    names = (".".join(parts[:-1] if parts[-1] == "__init__" else parts) for parts in found)
    return [name for name in names if ".migrations." not in f"{name}." and not name.endswith("__main__")]


def _from_the_desktop(name: PurePosixPath, source: str) -> bool:
    """A shared library of the build machine's own desktop; wheels bring theirs in folders of their own."""
    origin = PurePosixPath(source.replace("\\", "/"))
    return str(origin).startswith(("/lib", "/usr/lib")) and _DESKTOP.match(name.name) is not None


def _target(entry: Entry) -> str:
    """The bundle name a link points to."""
    folder = PurePosixPath(entry[0]).parent
    parts: list[str] = []
    for part in (folder / entry[1]).parts:
        if part == ".." and parts:
            parts.pop()
        else:
            parts.append(part)
    return "/".join(parts)
