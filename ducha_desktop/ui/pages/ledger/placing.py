"""Matters put beneath another one, or let out again: by keys in the tree, by number from the menu."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services.outline import TreeRow
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import matters
from ducha_desktop.ui.pages.ledger.screen import LedgerScreen
from ducha_desktop.ui.shortcuts import Key, bind

Rows = Sequence[MatterRow]


class Placing(QObject):
    """Serves the ledger's table."""

    def __init__(
        self,
        page: LedgerScreen,
        with_selection: Callable[[str, Callable[[Rows], None]], None],
        done: Callable[[Changes], None],
    ) -> None:
        """Act on what `with_selection` hands on, and tell `done`."""
        super().__init__(page)
        self._page, self._with_selection, self._done = page, with_selection, done
        for key, call in ((Key.DEEPER, self.deeper), (Key.HIGHER, self.higher)):
            bind(page.table, key, call, inside=True)

    def deeper(self) -> None:
        """Put the selected matters beneath the one above them."""
        whole = self._before()
        if whole is None:
            ask.toast(self._page, "没有移动：这一层上面没有可以放进去的事项")
            return
        self._page.outlining.open_node(whole)
        self._with_selection("移动", lambda rows: self._place(rows, whole))

    def higher(self) -> None:
        """Let the selected matters out of the one they are parts of, up one level."""
        whole = self._whole(self._first())
        if whole is None:
            ask.toast(self._page, "没有移动：这一项没有上级事项")
            return
        above = self._whole(self._place_of_whole(self._first()))
        self._with_selection("移动", lambda rows: self._place(rows, above))

    def choose(self) -> None:
        """Ask for the number of the matter to put the selected ones beneath."""
        number = ask.words(
            self._page,
            "放到另一事项之下",
            "写上级事项的编号，如 督办〔2026〕9号 或 拟-3。",
            deed="放到它之下",
        )
        if number is None:
            return

        def found(rows: Rows) -> None:
            finding = matters.find(number).then(lambda whole: self._place(rows, whole))
            finding.start(self._page.door, self)

        self._with_selection("移动", found)

    def let_out(self) -> None:
        """Let the selected matters stand by themselves."""
        self._with_selection("移动", lambda rows: self._place(rows, None))

    def offer(self, menu: QMenu) -> None:
        """Fill a menu with what can be done."""
        menu.addAction("放到另一事项之下…").triggered.connect(self.choose)
        if self._page.query.tree:
            menu.addAction(f"降一级，放到上一项之下\t{Key.DEEPER.sequence}").triggered.connect(self.deeper)
            menu.addAction(f"升一级\t{Key.HIGHER.sequence}").triggered.connect(self.higher)
        menu.addAction("不再属于上级事项").triggered.connect(self.let_out)

    def _place(self, rows: Rows, whole: MatterRow | None) -> None:
        def told(done: tuple[int, Changes]) -> None:
            if done[0]:
                self._done(done[1])
            else:
                ask.toast(self._page, "没有移动：原来就在那里")

        matters.place_under(rows, whole).then(told).start(self._page.door, self._page)

    def _first(self) -> int:
        spans = self._page.table.block.spans
        return spans[0][0] if spans else -1

    def _before(self) -> MatterRow | None:
        """The matter of the same level above the first selected one."""
        model, at = self._page.model, self._first()
        row = model.row(at)
        if not isinstance(row, TreeRow):
            return None
        while (at := at - 1) >= 0:
            above = model.row(at)
            if not isinstance(above, TreeRow) or above.depth < row.depth:
                return None
            if above.depth == row.depth:
                return above
        return None

    def _place_of_whole(self, at: int) -> int:
        plan, row = self._page.model.plan, self._page.model.row(at)
        above = plan.above(at) if plan is not None and isinstance(row, TreeRow) and row.depth else None
        return -1 if above is None else above

    def _whole(self, at: int) -> MatterRow | None:
        """What the matter in a line is part of."""
        return self._page.model.row(self._place_of_whole(at))
