"""The extra fields of the ledger a matter is in, as the form asks for them; they follow the choice of the ledger."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from ducha_desktop.domain.fields import EXTRA_PREFIX, extra_name
from ducha_desktop.ui.theme import GAP_L, GAP_M, theme
from ducha_desktop.ui.widgets.basics import label


class ExtraFields(QWidget):
    """One line each; hidden while the ledger asks for nothing more."""

    changed = Signal()

    def __init__(self) -> None:
        """Ask for nothing until the ledgers are known."""
        super().__init__()
        self.editors: dict[str, QLineEdit] = {}
        self._books: Mapping[str, Sequence[str]] = {}
        self._ledger = ""
        self._texts: dict[str, str] = {}
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP_L)
        self._grid.setVerticalSpacing(GAP_M)
        self._grid.setColumnMinimumWidth(0, theme.px(56))
        self._grid.setColumnStretch(1, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP_L, 0, 0)
        box.setSpacing(GAP_M)
        box.addWidget(label("附加字段", "section"))
        box.addLayout(self._grid)
        self.hide()

    @property
    def values(self) -> dict[str, str]:
        """What stands in the fields, by key."""
        return {EXTRA_PREFIX + name: editor.text().strip() for name, editor in self.editors.items()}

    def offer(self, books: Mapping[str, Sequence[str]]) -> None:
        """Names of the extra fields by ledger."""
        self._books = books
        self._rebuild()

    def follow(self, ledger: str) -> None:
        """Ask for what this ledger wants to know."""
        self._ledger = ledger
        self._rebuild()

    def fill(self, values: Mapping[str, str]) -> None:
        """Fill in values by key; those of fields not asked for yet wait for them."""
        for key, text in values.items():
            name = extra_name(key)
            if name:
                self._texts[name] = text
                if name in self.editors:
                    self.editors[name].setText(text)

    def _rebuild(self) -> None:
        wanted = tuple(self._books.get(self._ledger, ()))
        if wanted == tuple(self.editors):
            return
        self._texts |= {name: editor.text() for name, editor in self.editors.items()}
        while self._grid.count():
            item = self._grid.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.editors = {name: self._line(place, name) for place, name in enumerate(wanted)}
        self.setVisible(bool(wanted))

    def _line(self, place: int, name: str) -> QLineEdit:
        editor = QLineEdit(self._texts.get(name, ""))
        editor.setAccessibleName(name)
        words = label(name, "soft", wrap=True)
        words.setMaximumWidth(theme.px(120))
        words.setMinimumWidth(theme.px(56))
        words.setBuddy(editor)
        self._grid.addWidget(words, place, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(editor, place, 1)
        editor.textChanged.connect(lambda _text: self.changed.emit())
        return editor
