"""How it looks: nothing cut, nothing in English, no reference lost, nothing heavy before the first paint."""

import re
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QCheckBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from ducha_desktop.ui.theme import theme
from tests.ui.conftest import settle

ENGLISH = re.compile(r"[A-Za-z]{3,}")
ALLOWED = re.compile(
    r"Ctrl|Alt|Esc|Enter|Shift|Delete|Excel|WPS|Word|PDF|CSV|Del|xlsx?|docx|txt|\bet\b|dcbak|ducha[-\w]*|MB|KB|F5|\.et|/[\w/. 　-]+"  # names of files and keys
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
        (tones.on_accent, tones.accent), (tones.text, tones.selection), (tones.on_accent, tones.red),
        (tones.red_ink, tones.selection), (tones.orange_ink, tones.selection), (tones.yellow_ink, tones.selection),
        (tones.green_ink, tones.selection), (tones.faint, tones.strip), (tones.faint, tones.selection),
        (tones.faint, tones.accent_soft), (tones.faint, tones.raised), (tones.soft, tones.raised),
    ]  # fmt: skip
    edges = [(tones.edge, ground) for ground in (tones.window, tones.field, tones.raised)]
    theme.apply(qapp, dark=False)
    assert [pair for pair in pairs if contrast(*pair) < 4.5] == []
    assert [pair for pair in edges if contrast(*pair) < 3.0] == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_a_hint_in_an_empty_field_is_readable(qapp, dark):
    theme.apply(qapp, dark=dark)
    field = QLineEdit()
    field.setPlaceholderText("输入几个字查找")
    field.ensurePolished()
    hint, ground = field.palette().placeholderText().color(), theme.color("field")
    theme.apply(qapp, dark=False)
    assert hint.alpha() == 255
    assert contrast(hint.name(), ground.name()) >= 4.5


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_lights_stay_apart_for_an_eye_blind_to_red_or_green(qapp, dark):
    """Words stand beside every light; the hues differ all the same, above all red from green."""
    theme.apply(qapp, dark=dark)
    lights = [getattr(theme.tones, name) for name in ("red", "orange", "yellow", "green", "grey")]
    theme.apply(qapp, dark=False)
    near = {
        kind: sorted(
            apart(seen(first, kind), seen(second, kind)) for first, second in combinations(lights, 2)
        )
        for kind in BLINDNESS
    }
    red_green = [apart(seen(lights[0], kind), seen(lights[3], kind)) for kind in BLINDNESS]
    assert min(distances[0] for distances in near.values()) > 14
    assert min(red_green) > 22


BLINDNESS = {
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
}  # fmt: skip
"""What an eye without green, or red, cones sees (Machado, Oliveira and Fernandes 2009), in linear light."""


def seen(colour: str, kind: str) -> tuple[float, ...]:
    """A colour as such an eye sees it, in CIE L*a*b*."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    left = [max(0.0, sum(m * v for m, v in zip(line, linear, strict=True))) for line in BLINDNESS[kind]]
    white = (0.9505, 1.0, 1.089)
    to_xyz = ((0.4124, 0.3576, 0.1805), (0.2126, 0.7152, 0.0722), (0.0193, 0.1192, 0.9505))
    xyz = [
        sum(m * v for m, v in zip(line, left, strict=True)) / w for line, w in zip(to_xyz, white, strict=True)
    ]
    f = [v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in xyz]
    return 116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])


def apart(first: tuple[float, ...], second: tuple[float, ...]) -> float:
    return sum((a - b) ** 2 for a, b in zip(first, second, strict=True)) ** 0.5


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
