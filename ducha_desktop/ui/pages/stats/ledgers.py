"""The field in which one ledger, or all of them, is chosen for the figures."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox


class LedgerBox(QComboBox):
    """Its data is the uid of a ledger; empty for all."""

    def __init__(self) -> None:
        """All ledgers, until the others are known."""
        super().__init__()
        self.addItem("全部台账", "")

    def offer(self, ledgers: Sequence[tuple[str, str]]) -> None:
        """The ledgers to choose from, as uid and name; the one chosen stays so, and nobody is told."""
        kept = self.currentData()
        self.blockSignals(True)
        while self.count() > 1:
            self.removeItem(1)
        for uid, name in ledgers:
            self.addItem(name, uid)
        self.setCurrentIndex(max(0, self.findData(kept)))
        self.blockSignals(False)
