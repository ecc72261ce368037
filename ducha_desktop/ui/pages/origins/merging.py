"""Two lists become one: the pairs that are the same, checked one by one before anything is written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ducha_desktop.services.origin_views import MergePlan, OriginRow
from ducha_desktop.ui.operations import Door, origins
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import Banner, label, row
from ducha_desktop.ui.widgets.dialog import Dialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_HEADS = ("", "保留的事项", "并入的事项", "相近", "说明")


class MergeListsDialog(Dialog):
    """`plan` and `pairs` are what is to be merged; `ledger` where all of it stands afterwards."""

    snug = False

    def __init__(
        self, parent: QWidget, door: Door, lists: Sequence[OriginRow], ledgers: Sequence[str]
    ) -> None:
        """Offer the lists; the two latest stand there first."""
        super().__init__(parent, "合并清单", width=880)
        self._door = door
        self.plan: MergePlan | None = None
        self.first, self.second, self.ledger = QComboBox(), QComboBox(), QComboBox()
        self.table, self._sum, self._why = QTableWidget(0, len(_HEADS)), label("", "soft"), Banner()
        for box, words in ((self.first, "保留这份清单的事项"), (self.second, "并入这份清单")):
            box.setAccessibleName(words)
            for each in lists:
                box.addItem(
                    f"{each.title}（{each.values.get('side') or each.kind.word}，{each.matters} 项）",
                    each.uid,
                )
        self.second.setCurrentIndex(min(1, len(lists) - 1))
        self.ledger.addItem("各在原来的台账", "")
        for name in ledgers:
            self.ledger.addItem(f"都归入{name}", name)
        self.ledger.setAccessibleName("合并后归入")
        self._build()
        self.go = self.add_buttons("合并")
        self.go.setEnabled(False)
        for box in (self.first, self.second):
            box.currentIndexChanged.connect(lambda _index: self._look())
        self.table.itemChanged.connect(lambda _item: self._say())
        self.resize(theme.px(880), min(theme.px(560), parent.window().height() - 48))
        self._look()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The checked pairs: (stays, goes)."""
        if self.plan is None:
            return []
        return [
            (pair.stays.uid, pair.goes.uid)
            for line, pair in enumerate(self.plan.pairs)
            if not pair.problem and self._is_checked(line)
        ]

    def _is_checked(self, line: int) -> bool:
        tick = self.table.item(line, 0)
        return tick is not None and tick.checkState() is Qt.CheckState.Checked

    def _build(self) -> None:
        self.table.setHorizontalHeaderLabels(list(_HEADS))
        self.table.verticalHeader().hide()
        self.table.setAccessibleName("两份清单里相同的事项")
        heads = self.table.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate((34, 0, 0, 64, 180)):
            if width:
                heads.resizeSection(place, theme.px(width))
            else:
                heads.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        note = "重复的事项并成一件，两个来源都留在它上面；没有重复的不动。合并可以一步撤销。"
        self.body.addWidget(label(note, "soft", wrap=True))
        self.body.addLayout(row(label("保留", "soft"), self.first, label("并入", "soft"), self.second, None))
        self.body.addWidget(self._why)
        self.body.addWidget(self.table, 1)
        self.body.addLayout(row(self.ledger, None, self._sum))

    def _look(self) -> None:
        self.plan = None
        self._why.say("")
        self.table.setRowCount(0)
        self._say()
        question = origins.merge_plan(str(self.first.currentData()), str(self.second.currentData()))
        question.latest("plan").then(self._show).failed(self._failed).start(self._door, self)

    def _failed(self, error: Exception) -> None:
        self._why.say(str(error), "yellow")

    def _show(self, plan: MergePlan) -> None:
        self.plan = plan
        self.table.blockSignals(True)
        self.table.setRowCount(len(plan.pairs))
        for line, pair in enumerate(plan.pairs):
            tick = QTableWidgetItem()
            tick.setFlags(
                Qt.ItemFlag.NoItemFlags
                if pair.problem
                else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable
            )
            tick.setCheckState(Qt.CheckState.Unchecked if pair.problem else Qt.CheckState.Checked)
            self.table.setItem(line, 0, tick)
            said = (pair.stays.title, pair.goes.title, f"{pair.score:.0%}", pair.problem)
            for place, words in enumerate(said, start=1):
                cell = QTableWidgetItem(words)
                cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                cell.setToolTip(words)
                self.table.setItem(line, place, cell)
        self.table.blockSignals(False)
        if not plan.pairs:
            self._why.say("两份清单里没有相同或相近的事项，不用合并。", "accent")
        self._say()

    def _say(self) -> None:
        chosen = len(self.pairs)
        if self.plan is not None:
            first, second = self.plan.first.matters, self.plan.second.matters
            self._sum.setText(f"{first} 项 + {second} 项，合并 {chosen} 对，共 {first + second - chosen} 项")
        else:
            self._sum.setText("")
        if hasattr(self, "go"):
            self.go.setEnabled(bool(chosen))
            self.go.setText(f"合并 {chosen} 对" if chosen else "合并")

    @override
    def accept(self) -> None:
        """Leave only with pairs."""
        if self.pairs:
            super().accept()
