"""What stands in the window while a large or older ledger is being opened."""

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.theme import GAP_XL, theme
from ducha_desktop.ui.widgets.basics import EmptyState, row

_WAITING = "正在打开台账…"


class OpeningView(QWidget):
    """Says what is waited for and, where lists and counts are made anew, how far that is."""

    def __init__(self) -> None:
        """Nothing is known yet of how long it takes."""
        super().__init__()
        self.state = EmptyState(Icon.LEDGER, _WAITING, "数据较多或刚升级时要多等一会儿，请不要关机。")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(theme.px(360))
        self.bar.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, GAP_XL * 4)
        box.addWidget(self.state, 1)
        box.addLayout(row(None, self.bar, None))

    def report(self, done: int, total: int) -> None:
        """Lists and counts are being made anew; `done` of `total` parts stand."""
        self.state.say(
            f"正在整理台账列表：{done / max(1, total):.0%}",
            "程序升级后要把列表和计数重新整理一遍，只有这一次，台账内容不会变。中途关闭程序也不要紧，下次打开接着整理。",
        )
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.bar.show()
