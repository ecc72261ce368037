"""恢复到这一时点: what would change, old → new, and the deed."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ducha_desktop.services.earlier import Earlier
from ducha_desktop.ui.theme import GAP_L, GAP_M, theme
from ducha_desktop.ui.widgets.basics import Banner, label, rule
from ducha_desktop.ui.widgets.dialog import Dialog
from ducha_desktop.ui.widgets.scrolling import Scroller, scrolling

_HEAD = ("", "现在", "恢复后")
_NOTHING = "—"
_TALL = 360


class EarlierDialog(Dialog):
    """Shows the present and the earlier value of everything that would change; nothing is written yet."""

    def __init__(self, parent: QWidget, planned: Earlier) -> None:
        """Build the table."""
        super().__init__(parent, "恢复到这一时点", width=640)
        self.body.addWidget(label(f"{planned.number}　{planned.when}", "soft", wrap=True))
        if planned.notes:
            self.body.addWidget(Banner("yellow", "\n".join(planned.notes)))
        if not planned.lines:
            self.body.addWidget(label("这件事项现在就是那时的样子，没有要改的。", wrap=True))
            self.add_buttons("知道了", cancel="")
            return
        self.body.addWidget(self._table(planned))
        said = "编号、进展反馈、办理经过和附件都保留。恢复会记成新的一步，可以撤销。"
        self.body.addWidget(label(said, "small", wrap=True))
        self.add_buttons("恢复到这一时点")

    def _table(self, planned: Earlier) -> Scroller:
        body = QWidget()
        body.setProperty("part", "plain")
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, GAP_M, 0)
        grid.setHorizontalSpacing(GAP_L)
        grid.setVerticalSpacing(GAP_M)
        top = Qt.AlignmentFlag.AlignTop
        for column, words in enumerate(_HEAD):
            grid.addWidget(label(words, "soft"), 0, column)
        for number, (name, now, then) in enumerate(planned.lines):
            line = 2 * number + 2
            grid.addWidget(rule(), line - 1, 0, 1, 3)
            grid.addWidget(label(name, "faint", wrap=True), line, 0, top)
            grid.addWidget(
                label(now or _NOTHING, "body" if now else "faint", wrap=True, select=True), line, 1, top
            )
            grid.addWidget(
                label(then or _NOTHING, "strong" if then else "faint", wrap=True, select=True), line, 2, top
            )
        grid.setColumnMinimumWidth(0, theme.px(84))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(2, 1)
        grid.setRowStretch(2 * len(planned.lines) + 2, 1)
        area = scrolling(body, sideways=True, stop=True)
        wanted = body.heightForWidth(theme.px(560)) if body.hasHeightForWidth() else body.sizeHint().height()
        area.setFixedHeight(min(theme.px(_TALL), wanted + 4))
        return area
