"""Splitting an origin: paste the record, one item a line; look at each; register them as drafts."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QHeaderView,
    QPlainTextEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ducha_desktop.domain.limits import propose
from ducha_desktop.services.origin_views import OriginDetail, Similar
from ducha_desktop.ui.operations import Door, origins
from ducha_desktop.ui.operations.origins import OriginLists
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import Banner, label, row
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_HEADS = ("", "事项", "牵头单位", "配合单位", "完成时限", "台账里相近的事项")
_KEYS = ("", "title", "lead_unit", "co_units", "due")
_LIKELY = {
    "meeting": "会议",
    "instruction": "批示",
    "project": "项目",
    "proposal": "建议",
    "inspection": "问题",
    "task_list": "年度",
}
_PAUSE_MS = 250
_ALIKE = 5

Found = Sequence[tuple[dict[str, str], Sequence[Similar]]]


class SplitDialog(FormDialog):
    """Text above, table below; `items` are the checked lines as they stand in the table."""

    snug = False

    def __init__(self, parent: QWidget, door: Door, origin: OriginDetail, lists: OriginLists) -> None:
        """Begin with the record of the origin where it has one."""
        super().__init__(parent, f"分解事项：{origin.row.title}", width=880)
        self._door = door
        self.text, self.table, self.ledger = QPlainTextEdit(), QTableWidget(0, len(_HEADS)), QComboBox()
        self._limit = Banner()
        self._build(origin, lists)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self.text.textChanged.connect(self._timer.start)
        self.table.itemChanged.connect(lambda _item: self._say())
        self.go = self.add_buttons("登记为拟办")
        self.keep_fields({"text": self.text})
        self.resize(theme.px(880), min(theme.px(640), parent.window().height() - 48))
        self._say()
        self.text.setFocus()
        if self.text.toPlainText():
            self._read()

    @property
    def items(self) -> list[dict[str, str]]:
        """The checked lines, words by field key."""
        found: list[dict[str, str]] = []
        for line in range(self.table.rowCount()):
            tick = self.table.item(line, 0)
            words = {key: self._words(line, place) for place, key in enumerate(_KEYS) if key}
            if tick is not None and tick.checkState() is Qt.CheckState.Checked and words["title"]:
                found.append({key: text for key, text in words.items() if text})
        return found

    @override
    def accept(self) -> None:
        """Leave only with something to register."""
        if not self.items:
            self.said.say("还没有要登记的事项。请一行写一项，或在下面勾选。", "red")
            self.text.setFocus()
            return
        super().accept()

    def _build(self, origin: OriginDetail, lists: OriginLists) -> None:
        self.text.setPlaceholderText(
            "把议定事项贴在这里，一行一项，例如：\n一、制定饮水安全整改方案（责任单位：县水利局；完成时限：12月10日前）"
        )
        self.text.setAccessibleName("议定事项，一行一项")
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(132))
        if not origin.matters:
            self.text.setPlainText(origin.values.get("topics", "") or _listed(origin.values.get("words", "")))
        self.ledger.addItems(list(lists.ledgers))
        likely = _LIKELY.get(origin.row.kind.value, "")
        place = next((n for n, name in enumerate(lists.ledgers) if likely and likely in name), 0)
        self.ledger.setCurrentIndex(place)
        self.ledger.setAccessibleName("登记到哪个台账")
        named = origin.values.get("limit", "")
        found = propose(origin.row.kind, origin.row.on, named=named, rules=lists.rules)
        table = self.table
        table.setHorizontalHeaderLabels(list(_HEADS))
        table.verticalHeader().hide()
        table.setAccessibleName("分解出的事项")
        heads = table.horizontalHeader()
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for place, width in enumerate((34, 0, 130, 120, 130, 190)):
            if width:
                heads.resizeSection(place, theme.px(width))
        heads.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.body.addWidget(self.said)
        self.body.addWidget(self.text)
        self.body.addWidget(self._limit)
        if found.words:
            self._limit.say(f"没有写时限的，填“{found.words}”：{found.sentence}。", "accent")
        self.body.addWidget(table, 1)
        self.count = label("", "soft")
        self.body.addLayout(row(label("登记到", "soft"), self.ledger, None, self.count))

    def _read(self) -> None:
        origins.items_in(self.text.toPlainText()).latest("items").then(self._show).start(self._door, self)

    def _show(self, found: Found) -> None:
        self.table.blockSignals(True)
        self.table.setRowCount(len(found))
        for line, (item, alike) in enumerate(found):
            tick = QTableWidgetItem()
            tick.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
            same = bool(alike) and alike[0].score >= 1
            tick.setCheckState(Qt.CheckState.Unchecked if same else Qt.CheckState.Checked)
            self.table.setItem(line, 0, tick)
            for place, key in enumerate(_KEYS):
                if key:
                    cell = QTableWidgetItem(item.get(key, ""))
                    cell.setToolTip(item.get(key, ""))
                    self.table.setItem(line, place, cell)
            self.table.setItem(line, _ALIKE, _alike_cell(alike))
        self.table.blockSignals(False)
        self._say()

    def _say(self) -> None:
        chosen = len(self.items)
        whole = self.table.rowCount()
        self.count.setText(f"共 {whole} 项，登记 {chosen} 项" if whole else "")
        if hasattr(self, "go"):
            self.go.setText(f"登记 {chosen} 项为拟办" if chosen else "登记为拟办")

    def _words(self, line: int, place: int) -> str:
        cell = self.table.item(line, place)
        return cell.text().strip() if cell is not None else ""


def _alike_cell(alike: Sequence[Similar]) -> QTableWidgetItem:
    words = f"{alike[0].number}　{alike[0].why}" if alike else ""
    cell = QTableWidgetItem(words)
    cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
    cell.setToolTip("\n".join(f"{each.number}　{each.title}（{each.why}）" for each in alike))
    if alike:
        cell.setForeground(theme.color("yellow_ink"))
    return cell


def _listed(words: str) -> str:
    """A record that is written as a list; a plain sentence is no list of items."""
    return words if len(words.splitlines()) > 1 else ""
