"""Why something was not done: the sentence, what to copy for whoever helps, and the way to the manual."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from ducha_desktop.ui.widgets.basics import button, label, row
from ducha_desktop.ui.widgets.dialog import Dialog


class RefusalDialog(Dialog):
    """A refusal in the program's own words; its code says which page of the manual helps."""

    def __init__(self, parent: QWidget | None, sentence: str, details: str, code: str) -> None:
        """Build the dialog.

        Args:
            parent: the window it stands over.
            sentence: what happened, what was not changed, what to do.
            details: what 复制详情 puts on the clipboard.
            code: of the refusal (`domain.errors`).
        """
        super().__init__(parent, "没有完成", width=480)
        self.code = code
        self.body.addWidget(label(sentence, wrap=True, select=True))
        self.help = button("查看帮助", self.show_help)
        self.copy = button("复制详情", lambda: QGuiApplication.clipboard().setText(details))
        ways = QWidget()
        ways.setLayout(row(self.help, self.copy))
        self.add_buttons("知道了", cancel="", left=ways).setFocus()
