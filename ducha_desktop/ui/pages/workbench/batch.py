"""What can be done at once with all matters of a number: open, print their cards, take them to Excel."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QMenu

from ducha_desktop.domain.ladder import Rung
from ducha_desktop.services.workbench import Number, Pile
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import exports, ladder
from ducha_desktop.ui.operations import workbench as workbench_ops
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.pressing.desk import Desk
from ducha_desktop.ui.run import documents_folder, with_progress

MOST_CARDS = 5_000
_URGED = frozenset({Pile.OVERDUE, Pile.SOON, Pile.UNREPORTED, Pile.RED, Pile.TO_URGE, Pile.SNAIL})
"""Piles of matters in hand that may be urged at once."""
_EXCEL = "Excel 工作簿 (*.xlsx)"


class Batch(QObject):
    """Serves the workbench's tiles."""

    def __init__(self, page: Page) -> None:
        """Serve `page`."""
        super().__init__(page)
        self._page, self._desk = page, Desk(page, page.door)

    def open(self, number: Number) -> None:
        """Go to exactly this list in the ledger."""
        self._page.go.emit("ledger", number.query)

    def menu(self, pile: Pile, number: Number, at: QPoint) -> None:
        """Offer what can be done with the list."""
        menu = QMenu(self._page)
        menu.addAction(f"打开这 {number.count:,} 项").triggered.connect(lambda: self.open(number))
        if number.count:
            menu.addAction("打印这些事项的督办卡…").triggered.connect(lambda: self.cards(number))
            menu.addAction("导出这些事项到 Excel…").triggered.connect(lambda: self.export(pile, number))
        if number.count and pile in _URGED:
            menu.addAction(f"催办这 {number.count:,} 项…").triggered.connect(lambda: self.urge(number))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)

    def urge(self, number: Number) -> None:
        """Urge all matters of the list: one form, one act, a numbered notice for each."""
        reading = ladder.targets(number.query).latest("urge")
        reading.then(lambda found: self._desk.press(found, Rung.URGE)).start(self._page.door, self._page)

    def cards(self, number: Number) -> None:
        """Show the cards of all matters of the list."""
        if number.count > MOST_CARDS:
            ask.toast(self._page, f"一次最多打印 {MOST_CARDS:,} 项的督办卡，请先在台账里按单位或领导缩小范围")
            return
        reading = workbench_ops.numbers(number.query, most=MOST_CARDS).latest("cards")
        reading.then(self._show_cards).start(self._page.door, self._page)

    def export(self, pile: Pile, number: Number) -> None:
        """Write all matters of the list to a workbook."""
        page = self._page
        name = f"{pile.word}{page.door.office.today:%Y%m%d}.xlsx"
        path = ask.save_file(page, f"导出{pile.word}的事项到 Excel", documents_folder() / name, kinds=_EXCEL)
        if path is not None:
            with_progress(
                page,
                page.door,
                exports.to_excel(number.query, path),
                heading="正在导出",
                then=lambda done: ask.written(page, f"已导出 {done.rows:,} 条：{done.path.name}", done.path),
            )

    def _show_cards(self, numbers: Sequence[str]) -> None:
        if numbers:
            self._page.go.emit("cards", list(numbers))
