"""What the ledger says when it has nothing to show."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.widgets.basics import EmptyState, button


class LedgerEmpty(QStackedWidget):
    """Either the ledger is empty, or nothing answers to the filters."""

    add_wanted = Signal()
    import_wanted = Signal()
    clear_wanted = Signal()

    def __init__(self) -> None:
        """Build both states."""
        super().__init__()
        self._import = button("导入 Excel 台账", self.import_wanted.emit, kind="primary", glyph=Icon.IMPORT)
        self._all = button("清除全部条件", self.clear_wanted.emit)
        self.addWidget(
            EmptyState(
                Icon.LEDGER,
                "台账还是空的",
                "把现有的 Excel 台账导入进来，或先登记一件事项。也可以直接把表格文件拖到窗口里。",
                self._import,
                button("新增事项", self.add_wanted.emit, glyph=Icon.ADD),
            )
        )
        self.addWidget(
            EmptyState(
                Icon.NONE_FOUND,
                "没有符合条件的事项",
                "换一个词，或放宽筛选条件再看。事项都还在，没有丢失。",
                self._all,
            )
        )

    def begin(self) -> None:
        """Put the cursor on what helps."""
        (self._all if self.currentIndex() else self._import).setFocus()

    def show_reason(self, *, restricted: bool) -> None:
        """Say why nothing is shown."""
        self.setCurrentIndex(1 if restricted else 0)
