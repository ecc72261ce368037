"""The values of a column as a list with ticks: all, heads such as years, and what a search leaves of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt

from ducha_desktop.domain.ledger_query import ColumnFilter
from ducha_desktop.services.ledger_lists import ListedValue, ValueList
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.counted import COUNT_ROLE

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

Index = QModelIndex | QPersistentModelIndex
_MANY = 200
"""From so many chosen values on, the few left out are kept instead."""


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the list: a value, or a head over the values `codes`."""

    words: str
    count: int
    codes: tuple[str, ...]
    deep: bool = False


class ValueModel(QAbstractListModel):
    """What is ticked is kept by code; a search begins with all it finds ticked and forgets the rest."""

    def __init__(self, parent: QObject) -> None:
        """No values yet."""
        super().__init__(parent)
        self._list: ValueList | None = None
        self._lines: list[_Line] = []
        self._on: set[str] = set()
        self._found: set[str] | None = None

    def show_values(self, values: ValueList, chosen: ColumnFilter | None) -> None:
        """Offer these values, those of the present choice ticked."""
        every = {value.code for value in values.values}
        if chosen is None:
            on = every
        else:
            on = every - set(chosen.values) if chosen.others else every & set(chosen.values)
        self._list, self._on, self._found = values, on, None
        self._lay(values.values, "（全选）")

    def search(self, text: str) -> None:
        """Narrow the list to values that hold the words or begin to be spelled by the initials."""
        if self._list is None:
            return
        wanted = text.strip().lower()
        if not wanted:
            self._found = None
            self._lay(self._list.values, "（全选）")
            return
        found = [value for value in self._list.values if _answers(value, wanted)]
        self._found = {value.code for value in found}
        self._lay(found, "（全选查到的）")

    def toggle(self, row: int) -> None:
        """Tick or untick a line; a head takes its values along."""
        line, on = self._lines[row], self._ticked
        if on.issuperset(line.codes):
            on.difference_update(line.codes)
        else:
            on.update(line.codes)
        self._tell()

    def invert(self) -> None:
        """Tick what is not ticked and the other way round."""
        shown = {code for line in self._lines[:1] for code in line.codes}
        self._ticked.symmetric_difference_update(shown)
        self._tell()

    @property
    def picked(self) -> int:
        """How many values are ticked."""
        return len(self._ticked)

    @property
    def offered(self) -> int:
        """How many values the list offers."""
        return len(self._lines[0].codes) if self._lines else 0

    def choice(self) -> ColumnFilter | None:
        """What the ticks restrict the column to; None when they restrict nothing."""
        if self._list is None:
            return None
        every = [value.code for value in self._list.values]
        on = [code for code in every if code in self._ticked]
        off = [code for code in every if code not in self._ticked]
        if not off:
            return None
        few = len(on) > _MANY and len(off) < len(on)
        return ColumnFilter(self._list.column, tuple(off if few else on), others=few)

    @property
    def _ticked(self) -> set[str]:
        return self._on if self._found is None else self._found

    def _lay(self, values: Iterable[ListedValue], whole: str) -> None:
        self.beginResetModel()
        shown = list(values)
        codes = tuple(value.code for value in shown)
        self._lines = [_Line(whole, sum(value.count for value in shown), codes)] if shown else []
        heads: dict[str, list[ListedValue]] = {}
        for value in shown:
            heads.setdefault(value.head, []).append(value)
        for head, group in heads.items():
            if head:
                under = tuple(value.code for value in group)
                self._lines.append(_Line(head, sum(value.count for value in group), under))
            self._lines += [_Line(value.words, value.count, (value.code,), bool(head)) for value in group]
        self.endResetModel()

    def _tell(self) -> None:
        self.dataChanged.emit(self.index(0), self.index(len(self._lines) - 1))

    @override
    def rowCount(self, parent: Index | None = None, /) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._lines)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole, /) -> Any:
        line = self._lines[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"　{line.words}" if line.deep else line.words
        if role == Qt.ItemDataRole.CheckStateRole:
            return self._tick(line)
        if role == COUNT_ROLE:
            return f"{line.count:,}"
        if role == Qt.ItemDataRole.SizeHintRole:
            return QSize(0, theme.px(27))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{line.words} {line.count}"
        return line.words if role == Qt.ItemDataRole.ToolTipRole else None

    def _tick(self, line: _Line) -> Qt.CheckState:
        on = self._ticked
        if on.issuperset(line.codes):
            return Qt.CheckState.Checked
        return Qt.CheckState.Unchecked if on.isdisjoint(line.codes) else Qt.CheckState.PartiallyChecked


def _answers(value: ListedValue, wanted: str) -> bool:
    return (
        wanted in value.words.lower()
        or wanted in value.head
        or (wanted.isascii() and wanted in value.letters)
    )
