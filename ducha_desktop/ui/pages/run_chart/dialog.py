"""四个干运行图: the real pages of the wall chart, to print, to save as PDF or as a workbook."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QComboBox, QStackedWidget, QWidget

from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, Task, nodes
from ducha_desktop.ui.operations.nodes import DrawnChart, Wall
from ducha_desktop.ui.pdf.leaving import print_pdf, save_pdf
from ducha_desktop.ui.pdf.view import PagesView, place_words
from ducha_desktop.ui.run import documents_folder
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import EmptyState, button, label, row
from ducha_desktop.ui.widgets.dialog import Dialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

PAPERS = ("A3", "A4")
_INCHES = {"A3": 16.54, "A4": 11.69}
_EXCEL = "Excel 工作簿 (*.xlsx)"
_WIDE, _TALL = 1180, 760
_ROOM = 0.92


class RunChartDialog(Dialog):
    """A wall chart of some matters, or of a list."""

    snug = False

    def __init__(self, parent: QWidget, door: Door, wall: Wall) -> None:
        """Begin to draw."""
        super().__init__(parent, "四个干运行图", width=640)
        self._door, self._wall = door, wall
        self.drawn: DrawnChart | None = None
        self._drawing: Task | None = None
        self.pages = PagesView(door)
        self.paper = QComboBox()
        self.paper.addItems([f"{paper} 横向" for paper in PAPERS])
        self.paper.setAccessibleName("纸张")
        self._facts, self._place = label("", "soft", wrap=True), label("", "soft")
        self._empty = EmptyState(Icon.PDF, "正在排版…", "做好后这里显示真实的页面。")
        self._middle = QStackedWidget()
        self._middle.addWidget(self._empty)
        self._middle.addWidget(self.pages)
        self._build()
        self.paper.currentIndexChanged.connect(lambda _place: self.draw())
        self.pages.turned.connect(self._turned)
        self.draw()

    def _build(self) -> None:
        head = row(self._facts, self._place, *self.pages.zoom_tools(), self.paper)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        self.body.addWidget(self._middle, 1)
        self._sheet = button("导出 Excel…", self._to_excel, glyph=Icon.EXPORT)
        self._print = button("打印…", self._to_printer, glyph=Icon.PRINT)
        left = QWidget()
        line = row(self._sheet, self._print)
        line.setContentsMargins(0, 0, 0, 0)
        left.setLayout(line)
        self._save = self.add_buttons("保存 PDF…", cancel="关闭", left=left)
        self._allow(on=False)
        screen = QApplication.primaryScreen().availableSize()
        self.resize(
            min(theme.px(_WIDE), round(screen.width() * _ROOM)),
            min(theme.px(_TALL), round(screen.height() * _ROOM)),
        )

    def draw(self) -> None:
        """Gather and draw the chart on the paper chosen."""
        self.drawn = None
        self._allow(on=False)
        self._empty.say("正在排版…", "做好后这里显示真实的页面。")
        self._middle.setCurrentIndex(0)
        drawing = nodes.draw_chart(self._wall, self._paper).latest("draw").then(self._show)
        self._drawing = drawing.failed(self._failed).progress(self._report).start(self._door, self)

    @property
    def _paper(self) -> str:
        return PAPERS[self.paper.currentIndex()]

    def _report(self, _done: int, _total: int, words: str) -> None:
        self._empty.say(words, "做好后这里显示真实的页面。")

    def _show(self, drawn: DrawnChart) -> None:
        self.drawn, self._drawing = drawn, None
        self._facts.setText(f"{drawn.chart.facts}，{drawn.pages} 页")
        self.pages.inches = _INCHES[self._paper]
        self._middle.setCurrentIndex(1)
        self.pages.show_pdf(drawn.pdf, drawn.pages)
        self._allow(on=True)
        self.pages.setFocus()

    def _failed(self, error: Exception) -> None:
        self._drawing = None
        self._facts.setText("")
        self._empty.say("没有生成运行图", "请看提示；数据没有改动。")
        ask.failure(self, error)

    def _turned(self, page: int, pages: int) -> None:
        self._place.setText(place_words(page, pages))

    def _allow(self, *, on: bool) -> None:
        for part in (self._save, self._sheet, self._print):
            part.setEnabled(on)

    @override
    def accept(self) -> None:
        """保存 PDF: the dialog stays, for the workbook may be wanted too."""
        if self.drawn is not None:
            save_pdf(self, self._door, self.drawn.pdf, pages=self.drawn.pages, name=self._name())

    @override
    def reject(self) -> None:
        """Leave; a chart still being drawn is given up."""
        if self._drawing is not None:
            self._drawing.cancel()
        super().reject()

    def _to_excel(self) -> None:
        if self.drawn is None:
            return
        path = ask.save_file(self, "导出 Excel", documents_folder() / f"{self._name()}.xlsx", kinds=_EXCEL)
        if path is not None:
            saving = nodes.save_chart_sheet(self.drawn.chart, path, self._paper)
            saving.then(lambda done: ask.written(self, f"已导出：{done.name}", done)).start(self._door, self)

    def _to_printer(self) -> None:
        if self.drawn is not None:
            print_pdf(self, self._door, self.drawn.pdf, pages=self.drawn.pages, name=self._name())

    def _name(self) -> str:
        return (
            self.drawn.chart.title.replace("“", "").replace("”", "") if self.drawn is not None else "运行图"
        )
