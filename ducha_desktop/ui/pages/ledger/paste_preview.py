"""What a change of many cells would do, before it counts: old → new, what is doubtful, what is left out."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QCheckBox, QPushButton, QWidget

from ducha_desktop.services.pasting import CellPlan, PlannedCell, Wanted, Worth
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import Banner, label, row
from ducha_desktop.ui.widgets.dialog import Dialog

if TYPE_CHECKING:
    from ducha_desktop.ui.operations import Door

_TONES = {Worth.GOOD: "", Worth.DOUBT: "yellow", Worth.WRONG: "red"}
_VERDICTS = {Worth.GOOD: "写入", Worth.DOUBT: "请核对", Worth.WRONG: "不写入"}
_KINDS: tuple[tuple[str, Worth | None], ...] = (
    ("全部", None),
    ("请核对", Worth.DOUBT),
    ("不写入", Worth.WRONG),
)
_HEIGHT = 560


def _tone(cell: PlannedCell) -> str:
    return _TONES[cell.worth] or ("" if cell.new else "orange")


def _matter(cell: PlannedCell) -> str:
    return (
        f"{cell.number.removeprefix('督办')}　{cell.title}"
        if cell.uid
        else f"新增第 {cell.line} 行　{cell.title}"
    )


CELLS: tuple[Column[PlannedCell], ...] = (
    Column("事项", "matter", _matter, 200, 160, hint=_matter),
    Column("列", "label", lambda c: c.label, 84),
    Column("原来", "old", lambda c: c.old or "（空）", 150, 120, tone=lambda c: "" if c.old else "faint"),
    Column("改为", "new", lambda c: c.new or "（清空）", 150, 120, tone=_tone),
    Column("结果", "verdict", lambda c: _VERDICTS[c.worth], 64, tone=_tone),
    Column("说明", "why", lambda c: c.why, 0, tone=_tone),
)


class PastePreview(Dialog):
    """Shows a plan; accepted, `accepted_plan` is what the clerk lets through."""

    snug = False

    def __init__(
        self, parent: QWidget, door: "Door", plan: CellPlan, *, verb: str, notes: Sequence[str] = ()
    ) -> None:
        """Show `plan`.

        Args:
            parent: over what it stands.
            door: the doorway, for the table.
            plan: the judged cells.
            verb: what is being done, e.g. `粘贴`.
            notes: what else is not done, e.g. columns the program fills in itself.
        """
        super().__init__(parent, f"{verb}前请核对", width=900)
        self._plan = plan
        self.model: WindowModel[PlannedCell] = WindowModel(door, CELLS, self)
        self.table = WindowTable(self.model, stripe=lambda cell: theme.color(_TONES[cell.worth] or "line"))
        self.summary, said = label("", "strong", wrap=True), Banner()
        self.doubtful = QCheckBox(f"请核对的 {plan.counts[Worth.DOUBT]:,} 格也写入")
        self.doubtful.setChecked(True)
        self.doubtful.setVisible(plan.counts[Worth.DOUBT] > 0)
        self.doubtful.toggled.connect(self._tell)
        self.body.addWidget(self.summary)
        self.body.addWidget(said)
        said.say("；".join(notes), "accent")
        self.body.addLayout(row(*self._kinds(), None, self.doubtful))
        self.body.addWidget(self.table, 1)
        self._go = self.add_buttons("写入")
        self.resize(theme.px(900), min(theme.px(_HEIGHT), parent.window().height() - 48))
        self._tell()
        self._show(None)

    @property
    def accepted_plan(self) -> CellPlan:
        """The plan without what the clerk leaves out."""
        return self._plan if self.doubtful.isChecked() else without_doubts(self._plan)

    def _kinds(self) -> list[QPushButton]:
        group, made = QButtonGroup(self), []
        for words, worth in _KINDS:
            count = len(self._plan.cells) if worth is None else self._plan.counts[worth]
            chip = QPushButton(f"{words} {count:,}")
            chip.setProperty("kind", "chip")
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setVisible(count > 0)
            chip.clicked.connect(lambda _on=False, worth=worth: self._show(worth))
            group.addButton(chip)
            made.append(chip)
        made[0].setChecked(True)
        return made

    def _show(self, worth: Worth | None) -> None:
        self.model.open(ListSource([cell for cell in self._plan.cells if worth in (None, cell.worth)]))

    def _tell(self) -> None:
        plan = self.accepted_plan
        edits = sum(len(edit.values) for edit in plan.edits)
        parts = []
        if plan.edits:
            parts.append(f"将改 {edits:,} 格（{len(plan.edits):,} 项）")
        if plan.fresh:
            parts.append(f"新增 {len(plan.fresh):,} 项")
        left = self._plan.written - plan.written + self._plan.counts[Worth.WRONG]
        if left:
            parts.append(f"{left:,} 格不写入")
        self.summary.setText("，".join(parts) + "。写入后可以一次撤销。")
        self._go.setText(f"写入 {plan.written:,} 格" if plan.written else "没有可以写入的")
        self._go.setEnabled(plan.written > 0)


def without_doubts(plan: CellPlan) -> CellPlan:
    """Only what can be stored as meant; a new matter whose title is doubtful is left out whole."""
    doubtful = {(cell.uid, cell.line, cell.key) for cell in plan.cells if cell.worth is not Worth.GOOD}
    lines = {cell.uid: cell.line for cell in plan.cells if cell.uid}
    edits = [_rest(edit, lines.get(edit.uid, 0), doubtful) for edit in plan.edits]
    new_lines = list(dict.fromkeys(cell.line for cell in plan.cells if not cell.uid and cell.key == "title"))
    fresh = [_rest(each, line, doubtful) for each, line in zip(plan.fresh, new_lines, strict=True)]
    return replace(
        plan,
        edits=tuple(edit for edit in edits if edit.values),
        fresh=tuple(each for each in fresh if "title" in each.values),
    )


def _rest(wanted: Wanted, line: int, doubtful: set[tuple[str, int, str]]) -> Wanted:
    kept = {key: text for key, text in wanted.values.items() if (wanted.uid, line, key) not in doubtful}
    return Wanted(wanted.uid, kept)
