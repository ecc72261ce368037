"""What the freeze keeps and drops."""

import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(CHECKOUT / "installer"))

import trim  # noqa: E402

WHEELS = "/env/lib/python3.11/site-packages"


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("PySide6/Qt/plugins/platforms/libqxcb.so", f"{WHEELS}/PySide6/Qt/plugins/platforms/libqxcb.so"),
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", f"{WHEELS}/x.so"),
        ("PySide6/Qt/plugins/platforminputcontexts/libibusplatforminputcontextplugin.so", f"{WHEELS}/x.so"),
        ("PySide6\\plugins\\platforms\\qwindows.dll", "C:\\env\\PySide6\\plugins\\platforms\\qwindows.dll"),
        ("PySide6/Qt/translations/qtbase_zh_CN.qm", f"{WHEELS}/x.qm"),
        ("PySide6/Qt/lib/libQt6Network.so.6", f"{WHEELS}/x.so"),
        ("PySide6/Qt/lib/libQt6PrintSupport.so.6", f"{WHEELS}/x.so"),
        ("pillow.libs/libpng16-1d1ba958.so.16", f"{WHEELS}/pillow.libs/libpng16-1d1ba958.so.16"),
        ("libpython3.11.so.1.0", "/usr/lib/x86_64-linux-gnu/libpython3.11.so.1.0"),
        ("libffi.so.8", "/usr/lib/x86_64-linux-gnu/libffi.so.8"),
        ("resources/fonts/song.ttf", "/checkout/resources/fonts/song.ttf"),
    ],
)
def test_kept(name: str, source: str) -> None:
    assert trim.keep((name, source, "BINARY"))


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", f"{WHEELS}/x.so"),
        ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", f"{WHEELS}/x.so"),
        ("PySide6/Qt/plugins/sqldrivers/libqsqlite.so", f"{WHEELS}/x.so"),
        ("PySide6/Qt/translations/qtbase_de.qm", f"{WHEELS}/x.qm"),
        ("PySide6/Qt/lib/libQt6Quick.so.6", f"{WHEELS}/x.so"),
        ("PySide6/Qt/lib/libQt6WaylandClient.so.6", f"{WHEELS}/x.so"),
        ("PySide6/QtQml.abi3.so", f"{WHEELS}/x.so"),
        ("libglib-2.0.so.0", "/usr/lib/x86_64-linux-gnu/libglib-2.0.so.0"),
        ("libstdc++.so.6", "/usr/lib/x86_64-linux-gnu/libstdc++.so.6"),
        ("libz.so.1", "/lib/x86_64-linux-gnu/libz.so.1"),
        ("libxcb-cursor.so.0", "/usr/lib/x86_64-linux-gnu/libxcb-cursor.so.0"),
        ("libX11.so.6", "/usr/lib/x86_64-linux-gnu/libX11.so.6"),
    ],
)
def test_dropped(name: str, source: str) -> None:
    assert not trim.keep((name, source, "BINARY"))


def test_links_go_with_their_targets() -> None:
    entries = [
        ("PySide6/Qt/lib/libQt6Core.so.6", f"{WHEELS}/PySide6/Qt/lib/libQt6Core.so.6", "BINARY"),
        ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
        ("PySide6/Qt/lib/libQt6Qml.so.6", f"{WHEELS}/PySide6/Qt/lib/libQt6Qml.so.6", "BINARY"),
        ("libQt6Gone.so.6", "PySide6/Qt/lib/libQt6Qml.so.6", "SYMLINK"),
        ("PySide6/libQt6Core.so.6", "../PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
    ]
    assert [entry[0] for entry in trim.trimmed(entries)] == [
        "PySide6/Qt/lib/libQt6Core.so.6",
        "libQt6Core.so.6",
        "PySide6/libQt6Core.so.6",
    ]


def test_every_module_of_the_program_is_taken_along() -> None:
    names = trim.modules_of(CHECKOUT / "ducha_desktop")
    assert "ducha_desktop.cli.main" in names
    assert "ducha_desktop.domain" in names
    assert not [name for name in names if ".migrations" in name]


def test_no_second_sqlite_is_shipped() -> None:
    assert {"sqlite3", "_sqlite3"} <= set(trim.EXCLUDED_MODULES)
