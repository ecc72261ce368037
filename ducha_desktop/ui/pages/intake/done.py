"""Step 4: what the import did, and the way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ducha_desktop.services.drafts import IntakeResult
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.theme import GAP_L, GAP_M
from ducha_desktop.ui.widgets.basics import Picture, button, label, row


class DoneStep(QWidget):
    """The summary with 撤销 and the annotated workbook."""

    ledger_wanted = Signal()
    undo_wanted = Signal()
    report_wanted = Signal()
    again_wanted = Signal()

    def __init__(self) -> None:
        """Build the step without a result."""
        super().__init__()
        self.headline, self.counts, self.note = (
            label("", "heading"),
            label("", "soft"),
            label("", "soft", wrap=True),
        )
        self.undo = button("撤销这次导入", self.undo_wanted.emit, glyph=Icon.UNDO)
        self.report = button("保存带批注的原表…", self.report_wanted.emit, glyph=Icon.SAVE)
        box = QVBoxLayout(self)
        box.setSpacing(GAP_M)
        box.addStretch(2)
        box.addWidget(Picture(Icon.DONE, 52, "green"))
        for text in (self.headline, self.counts, self.note):
            text.setWordWrap(False)
            box.addLayout(row(None, text, None))
        self._look = button("查看台账", self.ledger_wanted.emit, kind="primary")
        buttons = row(
            None, self._look, self.report, self.undo,
            button("再导入一个文件", self.again_wanted.emit), None,
        )  # fmt: skip
        buttons.setContentsMargins(0, GAP_L, 0, 0)
        box.addLayout(buttons)
        box.addStretch(3)

    def begin(self) -> None:
        """Put the cursor on what is usually wanted next."""
        self._look.setFocus()

    def show_undone(self) -> None:
        """Say that the ledger is as it was before."""
        self.headline.setText("这次导入已撤销")
        self.counts.setText("台账回到了导入之前的样子；按 Ctrl+Y 可以再导回来。")
        self.note.setVisible(False)
        self.undo.setVisible(False)
        self.begin()

    def show_result(self, result: IntakeResult, name: str) -> None:
        """Say what was written."""
        written = result.drafts + result.updated
        self.headline.setText(
            f"“{name}”导入了 {written:,} 件事项" if written else f"“{name}”没有导入任何内容"
        )
        self.counts.setText(
            f"读到 {result.rows_read:,} 行 ＝ 新增 {result.drafts:,} ＋ 更新 {result.updated:,} ＋ "
            f"跳过 {result.skipped:,} ＋ 不能导入 {result.refused:,}"
        )
        problems = len(result.problems)
        skipped = "跳过的是台账里已有的，或标题、小计、说明行。" if result.skipped else ""
        self.note.setText(
            skipped
            + (
                f"有 {problems:,} 处提示，可以保存带批注的原表逐处核对。"
                if problems
                else "每一行都按原意读出，没有提示。"
            )
        )
        self.note.setVisible(True)
        self.report.setVisible(bool(problems))
        self.undo.setVisible(bool(written))
        self.undo.setEnabled(True)
