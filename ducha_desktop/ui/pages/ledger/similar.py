"""Before a matter is registered: living matters much like it, and what the clerk makes of them."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ducha_desktop.services.origin_views import Similar
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import button, label
from ducha_desktop.ui.widgets.dialog import Dialog


class SimilarDialog(Dialog):
    """Accepted, the matter is registered all the same; `opened` is the matter to be looked at instead."""

    snug = False

    def __init__(self, parent: QWidget, title: str, found: Sequence[Similar]) -> None:
        """Name what is like `title`."""
        super().__init__(parent, "台账里已有相近的事项", width=600)
        self.opened = ""
        self.list = QListWidget()
        self.list.setAccessibleName("相近的事项")
        self.list.setWordWrap(True)
        for each in found:
            unit = f"　{each.lead_unit}" if each.lead_unit else ""
            line = QListWidgetItem(f"{each.title}\n{each.number}　{each.ledger}{unit}　{each.why}")
            line.setData(Qt.ItemDataRole.UserRole, each.uid)
            self.list.addItem(line)
        self.list.setCurrentRow(0)
        self.list.itemActivated.connect(lambda _item: self._open())
        self.body.addWidget(label(f"要登记的：{title}", "soft", wrap=True))
        self.body.addWidget(self.list, 1)
        note = "是同一件事就打开原来的，接着办；不是就照样登记。现在还没有登记。"
        self.body.addWidget(label(note, "small", wrap=True))
        look = button("打开原来的", self._open)
        self.add_buttons("照样登记", cancel="返回修改", left=look)
        self.resize(theme.px(600), min(theme.px(400), parent.window().height() - 48))
        self.list.setFocus()

    def _open(self) -> None:
        current = self.list.currentItem()
        if current is not None:
            self.opened = str(current.data(Qt.ItemDataRole.UserRole))
            self.reject()
