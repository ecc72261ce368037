"""Where one is in a wizard: numbered words in a line."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ducha_desktop.ui.theme import GAP_L, GAP_M
from ducha_desktop.ui.widgets.basics import label, repolish


class Steps(QWidget):
    """`1 选择文件 › 2 核对列 › …`; the present step stands out."""

    def __init__(self, names: Sequence[str]) -> None:
        """The first step is the present one."""
        super().__init__()
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_M)
        self._labels = []
        for number, name in enumerate(names, start=1):
            if number > 1:
                box.addWidget(label("›", "faint"))
            text = label(f"{number}　{name}", "faint")
            text.setContentsMargins(GAP_L // 2, 0, GAP_L // 2, 0)
            self._labels.append(text)
            box.addWidget(text)
        box.addStretch(1)
        self.show_step(0)

    def show_step(self, present: int) -> None:
        """Mark the present step."""
        for number, text in enumerate(self._labels):
            text.setProperty(
                "rank", "strong" if number == present else "soft" if number < present else "faint"
            )
            text.setProperty("tone", "accent" if number == present else "")
            repolish(text)
