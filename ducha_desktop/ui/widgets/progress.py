"""A long piece of work over the window: how far it is, in words, and a way to stop it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressBar, QWidget

from ducha_desktop.ui.widgets.basics import label, row
from ducha_desktop.ui.widgets.dialog import Dialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


_AFTER_MS = 400


class ProgressDialog(Dialog):
    """Shows itself only when the work takes longer than a moment."""

    def __init__(self, parent: QWidget, heading: str, cancel: Callable[[], None] | None) -> None:
        """Prepare; `cancel` is what 取消 does, None when the work cannot be stopped."""
        super().__init__(parent, heading, width=420)
        self._cancel = cancel
        self._words = label("正在准备…", "soft")
        self._share = label("", "soft")
        self._bar = QProgressBar()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self.body.addLayout(row(self._words, None, self._share))
        self.body.addWidget(self._bar)
        if cancel is not None:
            self.add_buttons("取消", cancel="", kind="plain")
        self._finished = False
        QTimer.singleShot(_AFTER_MS, self, self._appear)

    def report(self, done: int, total: int, words: str) -> None:
        """Take over a report of the work."""
        self._bar.setRange(0, max(0, total))
        self._bar.setValue(done)
        self._share.setText(f"{done / total:.0%}" if total > 0 else "")
        if words:
            self._words.setText(words)

    def finish(self) -> None:
        """The work has ended."""
        self._finished = True
        super().accept()
        self.deleteLater()

    @override
    def accept(self) -> None:
        self._stop()

    @override
    def reject(self) -> None:
        self._stop()

    def _stop(self) -> None:
        if self._cancel is not None and not self._finished:
            self._cancel()
            self.finish()

    def _appear(self) -> None:
        if not self._finished:
            self.open()
