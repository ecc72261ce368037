"""Another name for an attachment."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget

from ducha_desktop.ui.widgets.basics import label
from ducha_desktop.ui.widgets.dialog import Dialog


class RenameDialog(Dialog):
    """Asks for a name; the ending is not part of what is selected."""

    def __init__(self, parent: QWidget, name: str) -> None:
        """Start with the present name."""
        super().__init__(parent, "附件改名")
        self._field = QLineEdit(name)
        self._field.setAccessibleName("附件的新名称")
        self.body.addWidget(label("附件的新名称", "soft"))
        self.body.addWidget(self._field)
        go = self.add_buttons("改名")
        self._field.textChanged.connect(lambda text: go.setEnabled(bool(text.strip())))
        self._field.setFocus()
        self._field.setSelection(0, len(Path(name).stem))

    @property
    def name(self) -> str:
        """What the clerk typed."""
        return self._field.text().strip()
