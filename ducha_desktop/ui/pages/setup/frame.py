"""A form under one heading of 台账设置: it scrolls, its buttons stay in sight below it."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ducha_desktop.ui.theme import GAP_L, GAP_XL, WIDEST_FORM
from ducha_desktop.ui.widgets.basics import keep_most, row, rule
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
