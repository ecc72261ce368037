"""查找和替换: words taken out of many cells and others put in their place, counted while they are typed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.replacing import Replacement
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.operations import paste
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.theme import GAP_L, GAP_M
from ducha_desktop.ui.widgets.basics import label
from ducha_desktop.ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from ducha_desktop.services.replacing import Hits
    from ducha_desktop.ui.operations import Door

_PAUSE_MS = 250


@dataclass(frozen=True, slots=True)
class Scope:
    """Where is looked: words for the list of choices, field keys (empty: all), matters (None: the whole list)."""

    words: str
    keys: tuple[str, ...] = ()
    uids: tuple[str, ...] | None = None


def scopes_of(
    rows: Sequence[MatterRow], chosen: Sequence[Column[MatterRow]], current: Column[MatterRow] | None
) -> list[Scope]:
    """Where may be looked: in the selection if there is one, in the whole list, in its current column.

    Args:
        rows: the rows of the selection; none where no more than one cell is selected.
        chosen: the columns of the selection; none where whole rows are selected.
        current: the column of the cursor.
    """
    scopes = [Scope("当前列表，所有列")]
    if current is not None and current.kind is not None:
        scopes.append(Scope(f"当前列表，只看“{current.title}”列", (current.key,)))
    if rows:
        keys, uids = tuple(column.key for column in chosen), tuple(row.uid for row in rows)
        words = f"选中的 {len(rows) * len(keys):,} 格" if keys else f"选中的 {len(rows):,} 项，所有列"
        scopes.insert(0, Scope(words, keys, uids))
    return scopes


class ReplaceDialog(Dialog):
    """Asks what to find and what to put there; accepted, `hits` are the new words of the cells."""

    last = Replacement("")
    """What was looked for last; it stands there again the next time."""

    def __init__(self, parent: QWidget, door: "Door", query: LedgerQuery, scopes: Sequence[Scope]) -> None:
        """Look through a list.

        Args:
            parent: over what it stands.
            door: the doorway.
            query: the list shown.
            scopes: where may be looked, the likeliest first.
        """
        super().__init__(parent, "查找和替换", width=520)
        self._door, self._query, self._scopes = door, query, scopes
        self.hits: Hits | None = None
        self.sought, self.instead = QLineEdit(self.last.find), QLineEdit(self.last.put)
        self.instead.setPlaceholderText("留空则删去找到的文字")
        self.scope = QComboBox()
        self.scope.addItems([scope.words for scope in scopes])
        self.case, self.whole = QCheckBox("区分大小写"), QCheckBox("整格内容一样才替换")
        self.case.setChecked(self.last.match_case)
        self.whole.setChecked(self.last.whole)
        self.count = label("", "soft", wrap=True)
        fields = QFormLayout()
        fields.setHorizontalSpacing(GAP_L)
        fields.setVerticalSpacing(GAP_M)
        for words, field in (("查找", self.sought), ("替换为", self.instead), ("范围", self.scope)):
            field.setAccessibleName(words)
            fields.addRow(words, field)
        fields.addRow("", self.case)
        fields.addRow("", self.whole)
        self.body.addLayout(fields)
        self.body.addWidget(self.count)
        self._go = self.add_buttons("替换")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._look)
        for signal in (self.sought.textChanged, self.instead.textChanged, self.scope.currentIndexChanged):
            signal.connect(self._asked)
        for box in (self.case, self.whole):
            box.toggled.connect(self._asked)
        self.accepted.connect(self._remember)
        self.sought.selectAll()
        self._asked()

    @property
    def replacement(self) -> Replacement:
        """What is asked for now."""
        return Replacement(
            self.sought.text(),
            self.instead.text(),
            match_case=self.case.isChecked(),
            whole=self.whole.isChecked(),
        )

    def _asked(self) -> None:
        self.hits = None
        self._go.setEnabled(False)
        self.count.setText(
            "正在查找…" if self.sought.text() else "只查找可以修改的内容；编号、状态和进度不在其中。"
        )
        self._timer.start()

    def _look(self) -> None:
        replacement = self.replacement
        if replacement.find:
            scope = self._scopes[self.scope.currentIndex()]
            looking = paste.found(self._query, replacement, keys=scope.keys, uids=scope.uids)
            looking.latest("find").then(self._found).failed(self._failed).start(self._door, self)

    def _found(self, hits: "Hits") -> None:
        self.hits = hits
        self._go.setEnabled(hits.cells > 0)
        self.count.setText(
            f"找到 {hits.times:,} 处，在 {len(hits.wanted):,} 项的 {hits.cells:,} 格里。可以一次撤销。"
            if hits.cells
            else "没有找到，或者替换以后没有变化。"
        )

    def _failed(self, error: Exception) -> None:
        self.count.setText(str(error))

    def _remember(self) -> None:
        type(self).last = self.replacement
