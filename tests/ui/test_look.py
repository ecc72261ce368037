"""How it looks: nothing cut, nothing in English, no reference lost, nothing heavy before the first paint."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLabel, QPushButton, QWidget

from ducha_desktop.ui.theme import theme
from tests.ui.conftest import settle

ENGLISH = re.compile(r"[A-Za-z]{3,}")
ALLOWED = re.compile(
    r"Ctrl|Alt|Esc|Enter|Shift|Delete|Excel|WPS|PDF|CSV|Del|xlsx?|\bet\b|dcbak|ducha[-\w]*|MB|KB|F5|\.et|/[\w/. 　-]+"  # names of files and keys
)
SCREENS = ("workbench", "ledger", "import", "cards", "register", "history", "backups")


@pytest.fixture(
    params=[(1280, 720, 100), (1366, 768, 100), (1920, 1080, 150)], ids=lambda p: "x".join(map(str, p))
)
def sized(request, program, qapp):
    width, height, scale = request.param
    theme.apply(qapp, dark=False, scale=scale)
    program.window.resize(width, height)
    yield program
    theme.apply(qapp, dark=False, scale=100)


def texts(widget: QWidget):
    for part in widget.findChildren(QWidget):
        if part.isVisible() and isinstance(part, QLabel | QAbstractButton) and part.text():
            yield part


def test_no_button_and_no_label_is_cut(sized):
    for screen in SCREENS:
        sized.window.open(screen)
        settle(sized)
        assert cut_texts(sized.window) == [], screen


def cut_texts(window):
    cut = []
    for part in texts(window):
        room = part.width() if isinstance(part, QLabel) else part.contentsRect().width()
        if isinstance(part, QLabel):
            if part.wordWrap():
                continue
            needed = part.sizeHint().width()
        elif isinstance(part, QPushButton | QCheckBox):
            needed = QFontMetrics(part.font()).horizontalAdvance(part.text().strip())
        else:
            continue
        if needed > room + 1:
            cut.append((part.text(), room, needed))
    return cut


def test_everything_that_can_be_read_is_chinese(program):
    for screen in SCREENS:
        program.window.open(screen)
        settle(program)
    strange = []
    for part in program.window.findChildren(QWidget):
        said = [part.toolTip(), part.accessibleName(), part.windowTitle()]
        for name in ("text", "placeholderText"):
            found = getattr(part, name, None)
            said.append(found() if callable(found) and not hasattr(part, "document") else "")
        strange += [text for text in said if isinstance(text, str) and ENGLISH.search(ALLOWED.sub("", text))]
    assert strange == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_text_is_readable_on_its_ground(qapp, dark):
    theme.apply(qapp, dark=dark)
    tones = theme.tones
    pairs = [
        (tones.text, tones.window), (tones.soft, tones.strip), (tones.faint, tones.window), (tones.accent, tones.window),
        (tones.on_accent, tones.accent), (tones.text, tones.selection), (tones.red, tones.window),
        (tones.red_ink, tones.selection), (tones.orange_ink, tones.selection), (tones.yellow_ink, tones.selection),
        (tones.green_ink, tones.selection), (tones.faint, tones.strip),
    ]  # fmt: skip
    theme.apply(qapp, dark=False)
    assert [pair for pair in pairs if contrast(*pair) < 4.0] == []


def contrast(first: str, second: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(first), light(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_qt_speaks_chinese(qapp):
    assert QApplication.translate("QPlatformTheme", "Cancel") == "取消"


def test_no_reference_is_lost_in_the_binding(qapp):
    """PySide6 6.12.0 loses one reference to None per call on Python 3.11 and dies after thousands."""
    label = QLabel()
    before = sys.getrefcount(None)
    for n in range(5_000):
        label.setText(str(n % 7))
        label.setEnabled(True)
    assert sys.getrefcount(None) > before - 1_000
    label.deleteLater()


FIRST_PAINT = """
import sys
from pathlib import Path
from datetime import date
from ducha_desktop.app.application import make_application
from ducha_desktop.app.program import Program
from ducha_desktop.runtime.clock import FixedClock
application = make_application(["ducha"])
running = Program(Path(sys.argv[1]), FixedClock(date(2026, 11, 18)))
running.window.show()
running.window.grab()
heavy = [name for name in ("sqlmodel", "sqlalchemy", "reportlab", "openpyxl", "pypdfium2") if name in sys.modules]
print(",".join(heavy))
running.close()
"""


def test_nothing_heavy_is_imported_before_the_first_paint(folder: Path):
    done = subprocess.run(
        [sys.executable, "-c", FIRST_PAINT, str(folder)],
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    assert done.stdout.strip() == ""
