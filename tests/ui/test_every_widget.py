"""Every widget of every screen at 100 % and 175 %: nothing cut, nothing over another, everything in Chinese."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QWidget,
)

from ducha_desktop.ui.places import PLACES
from ducha_desktop.ui.theme import theme
from tests.ui.conftest import settle
from tests.ui.test_look import cut_texts

SCREENS = tuple(place.key for place in PLACES)
SIZES = ((1366, 768, 100), (1366, 768, 175), (1920, 1080, 175))
_CONTROLS = (QAbstractButton, QComboBox, QLabel, QLineEdit)
_TOUCH = 1


@pytest.fixture(params=SIZES, ids=lambda size: "x".join(map(str, size)))
def sized(request, program, qapp):
    width, height, scale = request.param
    program.window.resize(width, height)
    theme.apply(qapp, dark=False, scale=scale)
    yield program
    theme.apply(qapp, dark=False, scale=100)


def seen(window: QWidget) -> list[QWidget]:
    """Words and controls a clerk can see; those inside a field or a table belong to it."""
    return [
        part
        for part in window.findChildren(QWidget)
        if isinstance(part, _CONTROLS) and part.isVisible() and not part.visibleRegion().isEmpty()
        if not isinstance(part.parentWidget(), QLineEdit | QComboBox)
    ]


def place(part: QWidget, window: QWidget) -> QRect:
    """What of the part is seen, in the window's coordinates."""
    region = part.visibleRegion().boundingRect()
    return QRect(part.mapTo(window, QPoint(0, 0)) + region.topLeft(), region.size())


def overlaps(window: QWidget) -> list[tuple[str, str]]:
    parts = [(part, place(part, window)) for part in seen(window)]
    return [
        (words(one), words(other))
        for (one, first), (other, second) in combinations(parts, 2)
        if not one.isAncestorOf(other) and not other.isAncestorOf(one)
        if (shared := first & second).width() > _TOUCH and shared.height() > _TOUCH
        if not floats(one) and not floats(other)
    ]


def floats(part: QWidget) -> bool:
    """Whether it lies over the rest on purpose, as a toast does."""
    above: QWidget | None = part
    while above is not None and above.property("part") != "toast":
        above = above.parentWidget()
    return above is not None


def words(part: QWidget) -> str:
    text = part.text() if hasattr(part, "text") else ""
    return str(text or part.accessibleName() or type(part).__name__)


def cut_paragraphs(window: QWidget) -> list[str]:
    """Wrapped sentences whose last lines do not fit."""
    return [
        part.text()
        for part in window.findChildren(QLabel)
        if part.isVisible() and part.wordWrap() and part.text() and part.height() > 0
        if part.heightForWidth(part.width()) > part.height() + 2
    ]


def outside(window: QWidget) -> list[str]:
    """Controls that stand beyond the edge of what cannot be scrolled to them."""
    lost = []
    for part in seen(window):
        above = part.parentWidget()
        while above is not None and not isinstance(above, QAbstractScrollArea | QStackedWidget):
            above = above.parentWidget()
        if isinstance(above, QAbstractScrollArea) or above is None:
            continue
        if not above.rect().contains(
            QRect(part.mapTo(above, QPoint(0, 0)), part.size()).adjusted(1, 1, -1, -1)
        ):
            lost.append(words(part))
    return lost


@pytest.mark.parametrize("screen", SCREENS)
def test_nothing_is_cut_and_nothing_covers_another(sized, screen):
    sized.window.open(screen)
    settle(sized)
    window = sized.window
    found = {
        "cut": cut_texts(window),
        "paragraphs": cut_paragraphs(window),
        "overlaps": overlaps(window),
        "outside": outside(window),
    }
    assert {name: what for name, what in found.items() if what} == {}
