"""A form under one heading of 台账设置: it scrolls, its buttons stay in sight below it."""

from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, WIDEST_FORM
from ducha_desktop.ui.widgets.basics import keep_most, keep_width, row, rule
from ducha_desktop.ui.widgets.flow import FlowLayout
from ducha_desktop.ui.widgets.scrolling import scrolling


def lay_out(part: QWidget, form: QWidget, *, left: QWidget, right: QWidget) -> None:
    """Fill `part` with the form and a button at either side below it."""
    below = row(left, None, right)
    below.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
    foot = QWidget()
    foot.setLayout(below)
    for each in (form, foot):
        keep_most(each, WIDEST_FORM)
    whole = QVBoxLayout(part)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.setSpacing(0)
    whole.addWidget(scrolling(form, sideways=True), 1)
    whole.addWidget(rule())
    whole.addWidget(foot)


def number_field(least: int, most: int, name: str) -> QSpinBox:
    """A narrow field for a number within a sentence."""
    made = QSpinBox()
    made.setRange(least, most)
    made.setAccessibleName(name)
    keep_width(made, 64)
    return made


def sentence(*parts: QWidget) -> FlowLayout:
    """Words with their fields between them, which go on below where the width ends."""
    made = FlowLayout(gap=GAP_M)
    for part in parts:
        made.addWidget(part)
    return made
