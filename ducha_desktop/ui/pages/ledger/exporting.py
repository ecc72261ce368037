"""What leaves the ledger screen as a file: workbooks, the printable list, the run chart, the blank template."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QWidget

from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import exports
from ducha_desktop.ui.operations.exports import Exported
from ducha_desktop.ui.operations.nodes import Wall
from ducha_desktop.ui.pages.ledger.screen import LedgerScreen
from ducha_desktop.ui.run import documents_folder, with_progress

_EXCEL = "Excel 工作簿 (*.xlsx)"
_PDF = "PDF 文件 (*.pdf)"
WithSelection = Callable[[str, Callable[[Sequence[MatterRow]], None]], None]
"""Hands on the selected rows, or says why what is wanted of them cannot be."""


class Exporting(QObject):
    """Takes the list, or what is selected in it, out of the window; nothing in the ledger changes."""

    def __init__(self, page: LedgerScreen, with_selection: WithSelection) -> None:
        """Serve `page`."""
        super().__init__(page)
        self._page, self._with_selection = page, with_selection

    def export(self) -> None:
        """Write the filtered ledger to a workbook."""
        self._to_excel(frozenset())

    def export_selection(self) -> None:
        """Write the selected rows to a workbook."""
        self._with_selection("导出", lambda rows: self._to_excel(frozenset(row.uid for row in rows)))

    def to_pdf(self) -> None:
        """Set the filtered ledger as a printable list."""
        path = self._ask_path("导出到可打印的 PDF", ".pdf", _PDF)
        if path is not None:
            operation = exports.to_pdf(self._page.query, path)
            with_progress(self._page, self._page.door, operation, heading="正在排版", then=self._exported)

    def chart(self) -> None:
        """The 四个干 run chart of the filtered list."""
        self._chart(Wall(query=self._page.query))

    def chart_selection(self) -> None:
        """The 四个干 run chart of the selected matters with all that is part of them."""
        self._with_selection(
            "生成运行图", lambda rows: self._chart(Wall(uids=tuple(row.uid for row in rows)))
        )

    def menu(self, parent: QWidget) -> QMenu:
        """The menu below 导出."""
        menu = QMenu(parent)
        menu.addAction("导出当前列表到 Excel…").triggered.connect(self.export)
        menu.addAction("导出当前列表到可打印的 PDF…").triggered.connect(self.to_pdf)
        menu.addAction("导出选中的事项到 Excel…").triggered.connect(self.export_selection)
        menu.addAction("当前列表的四个干运行图…").triggered.connect(self.chart)
        menu.addSeparator()
        menu.addAction("保存空白导入模板…").triggered.connect(self.template)
        return menu

    def _to_excel(self, uids: frozenset[str]) -> None:
        path = self._ask_path("导出到 Excel", ".xlsx", _EXCEL)
        if path is not None:
            operation = exports.to_excel(self._page.query, path, uids=uids)
            with_progress(self._page, self._page.door, operation, heading="正在导出", then=self._exported)

    def _chart(self, wall: Wall) -> None:
        from ducha_desktop.ui.pages.run_chart.dialog import RunChartDialog

        dialog = RunChartDialog(self._page, self._page.door, wall)
        dialog.exec()
        dialog.deleteLater()

    def template(self) -> None:
        """Save an empty workbook for an import."""
        path = ask.save_file(
            self._page, "保存空白导入模板", documents_folder() / "督查台账导入模板.xlsx", kinds=_EXCEL
        )
        if path is not None:
            saved = exports.template(path).then(
                lambda done: ask.written(self._page, f"模板已保存：{done.name}", done)
            )
            saved.start(self._page.door, self._page)

    def _exported(self, done: Exported) -> None:
        ask.written(self._page, f"已导出 {done.rows:,} 条：{done.path.name}", done.path)

    def _ask_path(self, heading: str, suffix: str, kinds: str) -> Path | None:
        name = f"督查台账{self._page.door.office.today:%Y%m%d}{suffix}"
        return ask.save_file(self._page, heading, documents_folder() / name, kinds=kinds)
