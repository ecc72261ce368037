"""What stands behind 分组: by which column, by which second one within it, in which order."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ducha_desktop.domain.ledger_query import GroupLevel, GroupOrder, LedgerQuery, ListColumn
from ducha_desktop.services.outline import GROUPABLE

_ORDERS = {
    GroupOrder.OFFICIAL: "按固定顺序（排名、时间、轻重）",
    GroupOrder.REVERSE: "倒过来",
    GroupOrder.MOST: "项数多的在前",
}


class GroupsMenu(QMenu):
    """`chosen(levels)` says how to group, no levels for a flat list; `folded(all)` folds or unfolds everything."""

    chosen = Signal(object)
    folded = Signal(bool)

    def __init__(self, parent: QWidget) -> None:
        """Stay empty until `show_query`."""
        super().__init__(parent)

    def show_query(self, query: LedgerQuery) -> None:
        """Offer what there is, with what is so now marked."""
        groups = query.groups
        self.clear()
        flat = self.addAction("不分组")
        flat.setCheckable(True)
        flat.setChecked(not query.arranged)
        flat.triggered.connect(lambda _on=False: self._choose())
        self.addSeparator()
        first = groups[0] if groups else None
        self._offer(self, first, lambda column: self._choose(GroupLevel(column)))
        if first is None:
            return
        self.addSeparator()
        inner = self.addMenu("组内再按…分")
        second = groups[1] if len(groups) > 1 else None
        if second is not None:
            inner.addAction("只分一级").triggered.connect(lambda: self._choose(first))
            inner.addSeparator()
        self._offer(
            inner, second, lambda column: self._choose(first, GroupLevel(column)), without=first.column
        )
        self._offer_orders(self.addMenu("组的顺序"), groups)
        self.addSeparator()
        offer_folding(self, self.folded.emit)

    def _choose(self, *levels: GroupLevel) -> None:
        self.chosen.emit(levels)

    def _offer(
        self,
        menu: QMenu,
        chosen: GroupLevel | None,
        choose: Callable[[ListColumn], None],
        *,
        without: ListColumn | None = None,
    ) -> None:
        for column, words in GROUPABLE.items():
            if column is not without:
                entry = menu.addAction(words)
                entry.setCheckable(True)
                entry.setChecked(chosen is not None and chosen.column is column)
                entry.triggered.connect(lambda _on=False, column=column: choose(column))

    def _offer_orders(self, menu: QMenu, groups: tuple[GroupLevel, ...]) -> None:
        together = QActionGroup(menu)
        for order, words in _ORDERS.items():
            entry = menu.addAction(words)
            entry.setCheckable(True)
            entry.setChecked(groups[0].order is order)
            together.addAction(entry)
            levels = (replace(groups[0], order=order), *groups[1:])
            entry.triggered.connect(lambda _on=False, levels=levels: self._choose(*levels))


def offer_folding(menu: QMenu, fold_all: Callable[[bool], None]) -> None:
    """Fold or unfold everything; `fold_all(True)` folds."""
    menu.addAction("全部折叠\tAlt+PgUp").triggered.connect(lambda: fold_all(True))
    menu.addAction("全部展开\tAlt+PgDown").triggered.connect(lambda: fold_all(False))
