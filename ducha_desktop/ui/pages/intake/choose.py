"""Step 1: the file, dropped or chosen."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.run import documents_folder
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Picture, button, keep_most, label, row

KINDS = (
    "台账：表格、Word 文档和文字稿 (*.xlsx *.xls *.et *.docx *.txt *.xlsm *.csv *.xml *.htm *.html)"
    ";;Excel、WPS 表格 (*.xlsx *.xls *.et *.xlsm *.csv *.xml *.htm *.html);;Word 文档和文字稿 (*.docx *.txt)"
    ";;所有文件 (*)"
)


class ChooseStep(QWidget):
    """`chosen(path)` when there is a file."""

    chosen = Signal(object)
    template_wanted = Signal()

    def __init__(self) -> None:
        """Build the place to drop a file on."""
        super().__init__()
        area = QWidget()
        area.setProperty("part", "drop")
        keep_most(area, 720)
        area.setMinimumHeight(theme.px(300))
        box = QVBoxLayout(area)
        box.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        box.setSpacing(GAP_M)
        self._open = button("选择文件…", self._choose, kind="primary", glyph=Icon.FOLDER)
        box.addStretch(1)
        box.addWidget(Picture(Icon.IMPORT, 44, "accent"))
        for text, rank in (
            ("把台账拖到这里", "heading"),
            (
                "Excel、WPS 的 .xlsx、.xls、.et，Word 的 .docx，文字稿 .txt，以及网页表格和 CSV 都可以。",
                "soft",
            ),
            (
                "合并单元格、两行表头、小计和备注会自动处理，责任分解、会议纪要逐条读成事项；导入前每一行都能看到。",
                "soft",
            ),
        ):
            line = label(text, rank, wrap=True)
            line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(line)
        box.addSpacing(GAP_L)
        box.addLayout(row(None, self._open, button("保存空白模板…", self.template_wanted.emit), None))
        box.addStretch(1)
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(area, 10)
        across.addStretch(1)
        down = QVBoxLayout(self)
        down.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        down.addStretch(1)
        down.addLayout(across)
        down.addStretch(2)

    def begin(self) -> None:
        """Put the cursor on the button that opens a file."""
        self._open.setFocus()

    def _choose(self) -> None:
        path = ask.open_file(self, "选择要导入的台账", KINDS, start=documents_folder())
        if path is not None:
            self.chosen.emit(Path(path))
