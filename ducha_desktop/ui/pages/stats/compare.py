"""两日对比: the counts of two days, what lies between them, and every matter that moved."""

from datetime import timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain import figures
from ducha_desktop.domain.vocabulary import Stage
from ducha_desktop.services.difference import EXPLAINED, Difference, Kind, Move
from ducha_desktop.services.ledger import Choices
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import stats as stats_ops
from ducha_desktop.ui.pages.stats.columns import MOVES
from ducha_desktop.ui.pages.stats.days import DayField
from ducha_desktop.ui.pages.stats.ledgers import LedgerBox
from ducha_desktop.ui.run import documents_folder, with_progress
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL
from ducha_desktop.ui.widgets.basics import EmptyState, button, keep_width, label, repolish, rule
from ducha_desktop.ui.widgets.flow import spread

_SETS = (
    ("总数", figures.COUNTED),
    *((stage.word, (stage,)) for stage in (*figures.COUNTED, Stage.DRAFT, Stage.CANCELLED)),
)
_RIGHT = Qt.AlignmentFlag.AlignRight
_HEADS = ("前一天", "进", "出", "后一天")


class ComparePart(QWidget):
    """Two days; `opened(uid)` when a matter is to be seen, `ledger_wanted(day)` when the ledger of a day is."""

    opened = Signal(str)
    ledger_wanted = Signal(object)

    def __init__(self, door: Door) -> None:
        """Nothing is read before `load`."""
        super().__init__()
        self._door = door
        self.found: Difference | None = None
        self.wanted: Kind | None = None
        self.since, self.until, self.ledger = DayField("前一天"), DayField("后一天，默认今天"), LedgerBox()
        self.export = button("导出 Excel", self.write, glyph=Icon.EXPORT)
        self.look = button("看前一天的台账", self._look, glyph=Icon.HISTORY)
        self.kinds = {kind: button("", partial(self.show_kind, kind), kind="chip") for kind in Kind}
        self.numbers: dict[tuple[int, int], QLabel] = {}
        self.model: WindowModel[Move] = WindowModel(door, MOVES, self)
        self.table: WindowTable[Move] = WindowTable(self.model)
        self._empty = EmptyState(Icon.HISTORY, "两日之间没有变化", "换两个日期再看，或选另一个台账。")
        self._stack = QStackedWidget()
        self._build()
        for field in (self.since, self.until):
            field.changed.connect(self.load)
        self.ledger.currentIndexChanged.connect(lambda _n: self.load())
        self.table.opened.connect(self._open)
        self.table.doubleClicked.connect(lambda _index: self._open())

    def offer(self, choices: Choices) -> None:
        """The ledgers to choose from."""
        self.ledger.offer(choices.ledgers)

    def load(self) -> None:
        """Compare afresh; the first time the end of last month with today."""
        today = self._door.office.today
        if not self._begun:
            self._begun = True
            self.since.blockSignals(True)
            self.since.setText((today.replace(day=1) - timedelta(days=1)).isoformat())
            self.since.blockSignals(False)
        since, until = self.since.day, self.until.day or today
        if since is None:
            return
        ledger = self.ledger.currentData()
        first, second = min(since, until), max(since, until)
        reading = stats_ops.compare(first, second, (ledger,) if ledger else ()).latest("difference")
        reading.then(self._show).start(self._door, self)

    _begun = False

    def _build(self) -> None:
        for box, words, wide in (
            (self.since, "比较的前一天", 150), (self.until, "比较的后一天", 160), (self.ledger, "比较哪个台账", 160),
        ):  # fmt: skip
            box.setAccessibleName(words)
            box.setToolTip(words)
            keep_width(box, wide)
        strip = QWidget()
        strip.setProperty("part", "strip")
        line = spread((self.since, label("至"), self.until, self.ledger), (self.look, self.export))
        line.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        strip.setLayout(line)
        chips = QWidget()
        row = spread(tuple(self.kinds.values()), ())
        row.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        chips.setLayout(row)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._empty)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for part in (strip, rule(), self._counts(), rule(), chips, self._stack):
            lines.addWidget(part)
        lines.setStretchFactor(self._stack, 1)

    def _counts(self) -> QWidget:
        """The counts of both days, and how the second follows from the first."""
        shown = QWidget()
        grid = QGridLayout(shown)
        grid.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        grid.setHorizontalSpacing(GAP_L * 2)
        grid.setVerticalSpacing(GAP_S)
        for column, (word, _stages) in enumerate(_SETS, start=1):
            grid.addWidget(label(word, "strong"), 0, column, _RIGHT)
        for line, word in enumerate(_HEADS, start=1):
            grid.addWidget(label(word, "soft"), line, 0)
            for column in range(1, len(_SETS) + 1):
                number = label("—", "body", select=True)
                self.numbers[line, column] = number
                grid.addWidget(number, line, column, _RIGHT)
        self.checked = label("", "small", wrap=True)
        grid.addWidget(self.checked, len(_HEADS) + 1, 0, 1, len(_SETS) + 1)
        grid.setColumnStretch(len(_SETS) + 1, 1)
        return shown

    def _show(self, found: Difference) -> None:
        self.found = found
        for column, (_word, stages) in enumerate(_SETS, start=1):
            then, now = (sum(counts.get(s, 0) for s in stages) for counts in (found.then, found.now))
            for line, number in enumerate((then, found.came(stages), found.left(stages), now), start=1):
                self.numbers[line, column].setText(f"{number:,}")
        failed = [f"不平：{x.name}（{x.left:,} ≠ {x.right:,}）" for x in found.identities if not x.holds]
        self.checked.setText("；".join(failed) or "已核对：每一项都是前一天＋进－出＝后一天。")
        for kind, number in found.kinds.items():
            chip = self.kinds[kind]
            chip.setText(f"{kind.word} {number:,}")
            chip.setToolTip(EXPLAINED[kind])
            chip.setEnabled(bool(number))
        self.show_kind(self.wanted if self.wanted and found.kinds[self.wanted] else None)

    def show_kind(self, kind: Kind | None) -> None:
        """List the matters of one kind; of all of them when it is chosen again."""
        if self.found is None:
            return
        again = kind is not None and kind is self.wanted and self.sender() is self.kinds.get(kind)
        self.wanted = None if again else kind
        for each, chip in self.kinds.items():
            chip.setProperty("on", each is self.wanted)
            repolish(chip)
        moves = tuple(m for m in self.found.moves if self.wanted is None or m.kind is self.wanted)
        self.model.open(ListSource(moves))
        self._stack.setCurrentIndex(0 if moves else 1)

    def _open(self) -> None:
        move = self.table.current_row()
        if move is None:
            return
        if move.after is None:
            ask.toast(self, "这个事项已经不在台账里，可到“历史与回收站”里找。")
            return
        self.opened.emit(move.uid)

    def _look(self) -> None:
        if self.found is not None:
            self.ledger_wanted.emit(self.found.since)

    def write(self) -> None:
        """Write both days as a workbook."""
        if self.found is None:
            return
        named = f"两日对比{self.found.since:%Y%m%d}-{self.found.until:%Y%m%d}.xlsx"
        target = ask.save_file(
            self, "导出两日对比", documents_folder() / named, kinds="Excel 工作簿 (*.xlsx)"
        )
        if target is not None:
            names = (self.ledger.currentText(),) if self.ledger.currentData() else ()
            writing = stats_ops.difference_to_excel(self.found, target, names)
            with_progress(self, self._door, writing, heading="正在导出两日对比", then=self._written)

    def _written(self, path: Path) -> None:
        ask.written(self, f"已导出两日对比“{path.name}”", path)
