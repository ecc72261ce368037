"""Step 3: every row as it will be stored, with its problems, before anything is written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QComboBox,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ducha_desktop.services.drafts import IntakeOptions, IntakePlan, OnDuplicate, PlannedRow, RowProblem
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Banner, button, label, repolish, row, rule
from ducha_desktop.ui.widgets.flow import spread

_VERDICTS = {
    "add": ("新增", "green"),
    "update": ("更新", "accent"),
    "skip": ("跳过", "faint"),
    "refuse": ("不能导入", "red"),
}
_ASIDE = 30
_STRIPES = {"add": "green", "update": "bar", "skip": "grey", "refuse": "red"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of the preview with what was said about it, and where it stands in a document."""

    row: PlannedRow
    problems: tuple[RowProblem, ...]
    place: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """One problem, and where it stands in a document."""

    problem: RowProblem
    place: str


def _due(judged: Judged) -> str:
    due = judged.row.values.get("due")
    return due.isoformat() if isinstance(due, date) else str(judged.row.values.get("due_text") or "")


def _value(judged: Judged, key: str) -> str:
    found = judged.row.values.get(key)
    return "" if found is None else str(found)


def _remarks(judged: Judged) -> str:
    parts = [judged.row.why] if judged.row.why else []
    return "；".join([*parts, *(f"{p.column}：{p.why}" if p.column else p.why for p in judged.problems)])


def _percent(judged: Judged) -> str:
    found = judged.row.values.get("progress_percent")
    return f"{found:g}%" if isinstance(found, (int, float)) else ""


ROWS: tuple[Column[Judged], ...] = (
    Column(
        "结果",
        "verdict",
        lambda j: _VERDICTS[j.row.verdict][0],
        76,
        tone=lambda j: _VERDICTS[j.row.verdict][1],
    ),
    Column("行", "row", lambda j: str(j.row.draft.row), 46, right=True),
    Column("原文位置", "place", lambda j: j.place, 96, shown=False),
    Column("事项", "title", lambda j: _value(j, "title"), 0),
    Column("牵头单位", "lead", lambda j: j.row.lead_unit, 124, 108),
    Column("配合单位", "co", lambda j: "、".join(j.row.co_units), 124, 108, 2),
    Column("责任领导", "responsible", lambda j: "、".join(j.row.responsible), 70),
    Column("联系领导", "liaison", lambda j: "、".join(j.row.liaison), 70, gives_way=1),
    Column("完成时限", "due", _due, 124, hint=lambda j: _value(j, "due_text")),
    Column("比例", "percent", _percent, 64, right=True),
    Column("说明", "why", _remarks, 280, 250, tone=lambda _j: "yellow"),
)
PROBLEMS: tuple[Column[Doubt], ...] = (
    Column("工作表", "sheet", lambda d: d.problem.sheet, 120),
    Column("行", "row", lambda d: str(d.problem.row) if d.problem.row else "", 56, right=True),
    Column("原文位置", "place", lambda d: d.place, 96, shown=False),
    Column("列", "column", lambda d: d.problem.column, 130),
    Column("原来的内容", "value", lambda d: d.problem.value, 240),
    Column("说明", "why", lambda d: d.problem.why, 0),
)


class PreviewStep(QWidget):
    """The judged import; `options_changed` when it has to be judged again."""

    options_changed = Signal()
    names_wanted = Signal()

    def __init__(self, door: Door) -> None:
        """Build the step without a plan."""
        super().__init__()
        self._judged: tuple[Judged, ...] = ()
        self.ledger, self.duplicates = QComboBox(), QComboBox()
        self.clear = QCheckBox("空格也清空")
        self.clear.setToolTip("表中空着的格，把台账里原有的内容清空；不勾选则空格不改动任何内容。")
        self.opening = QCheckBox("期初入账：按表中的状态和编号接管正在办理的台账")
        self.summary, self.unknown = label("", "strong"), Banner()
        self.claim = button("认领名称…", self.names_wanted.emit)
        self.rows: WindowModel[Judged] = WindowModel(door, ROWS, self)
        self.problems: WindowModel[Doubt] = WindowModel(door, PROBLEMS, self)
        self._tables = QStackedWidget()
        self._table = WindowTable(self.rows, stripe=lambda j: theme.color(_STRIPES[j.row.verdict]))
        self._doubts = WindowTable(self.problems)
        self._tables.addWidget(self._table)
        self._tables.addWidget(self._doubts)
        self._tabs: dict[str, QWidget] = {}
        self._build()

    @property
    def options(self) -> IntakeOptions:
        """How the import is to be carried out."""
        duplicates = OnDuplicate(self.duplicates.currentData())
        return IntakeOptions(
            ledger=str(self.ledger.currentData() or ""),
            on_duplicate=duplicates,
            opening=self.opening.isChecked(),
            clear_empty=duplicates is OnDuplicate.UPDATE and self.clear.isChecked(),
        )

    def _suit(self) -> None:
        """Only an update has anything to clear."""
        self.clear.setVisible(self.duplicates.currentData() == OnDuplicate.UPDATE.value)

    def offer_ledgers(self, names: Sequence[str]) -> None:
        """Where the rows can go; the choice is kept."""
        kept = self.ledger.currentData()
        self.ledger.blockSignals(True)
        self.ledger.clear()
        self.ledger.addItem("按表中的台账列", "")
        for name in names:
            self.ledger.addItem(name, name)
        self.ledger.setCurrentIndex(max(0, self.ledger.findData(kept)))
        self.ledger.blockSignals(False)

    def show_plan(self, plan: IntakePlan) -> None:
        """Show what would be stored."""
        by_row: dict[tuple[str, int], list[RowProblem]] = {}
        for problem in plan.problems:
            by_row.setdefault((problem.sheet, problem.row), []).append(problem)
        self._judged = tuple(
            Judged(
                planned,
                tuple(by_row.get((planned.draft.sheet, planned.draft.row), ())),
                plan.source.places.get((planned.draft.sheet, planned.draft.row), ""),
            )
            for planned in plan.rows
        )
        for table in (self._table, self._doubts):  # the rows of a document have no numbers to look for
            table.show_column("place", shown=bool(plan.source.places))
            table.show_column("row", shown=not plan.source.places)
        counts = Counter(planned.verdict for planned in plan.rows)
        words = "　".join(f"{word} {counts[code]:,}" for code, (word, _) in _VERDICTS.items() if counts[code])
        aside = len(plan.source.skipped)
        words += f"　另有 {aside:,} 行是标题、小计或说明，不是事项" if aside else ""
        self.summary.setText(f"读到 {plan.source.rows_read:,} 行：{words.strip() or '没有事项'}")
        self.summary.setToolTip(
            "\n".join(
                f"{sheet} {plan.source.place(sheet, row)}：{why}"
                for sheet, row, why in plan.source.skipped[:_ASIDE]
            )
        )
        self._say_unknown(plan)
        places = plan.source.places
        self.problems.open(ListSource([Doubt(p, places.get((p.sheet, p.row), "")) for p in plan.problems]))
        self._label_tabs(counts, len(plan.problems))
        self._show("all")

    def begin(self) -> None:
        """In the first row."""
        self._table.setFocus()
        self._table.go_to(0)

    def _say_unknown(self, plan: IntakePlan) -> None:
        parts = []
        if plan.unmatched_units:
            parts.append(f"名册里没有的单位：{_list(plan.unmatched_units)}")
        if plan.unmatched_people:
            parts.append(f"名册里没有的人员：{_list(plan.unmatched_people)}")
        if parts:
            parts.append("导入后会列为待确认")
        if alike := sum(bool(doubt.taken) for doubt in plan.doubts):
            parts.append(f"{alike} 个单位名称是按相近的认出的，请核对")
        self.unknown.say("；".join(parts) + "。" if parts else "", "yellow")
        self.claim.setVisible(bool(plan.doubts))

    def _build(self) -> None:
        for words, code in (
            ("跳过", OnDuplicate.SKIP),
            ("更新原事项", OnDuplicate.UPDATE),
            ("仍作为新事项", OnDuplicate.ADD),
        ):
            self.duplicates.addItem(words, code.value)
        self.ledger.setMinimumWidth(theme.px(160))
        self.ledger.addItem("按表中的台账列", "")
        for signal in (
            self.ledger.currentIndexChanged,
            self.duplicates.currentIndexChanged,
            self.opening.toggled,
            self.clear.toggled,
        ):
            signal.connect(self.options_changed)
        self.duplicates.currentIndexChanged.connect(self._suit)
        self._suit()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, GAP_L, 0, 0)
        box.setSpacing(GAP_M)
        top = spread(
            (
                label("导入到", "soft"), self.ledger, label("台账里已有的", "soft"), self.duplicates, self.clear,
                self.opening,
            ),
            (), gap=GAP_L,
        )  # fmt: skip
        top.setContentsMargins(GAP_XL, 0, GAP_XL, 0)
        line = spread((self.summary,), self._chips())
        line.setContentsMargins(GAP_XL, 0, GAP_XL, 0)
        box.addLayout(top)
        box.addLayout(line)
        self.claim.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        inside = self.unknown.layout()
        assert isinstance(inside, QBoxLayout)
        inside.addWidget(self.claim)
        inside.setStretch(0, 1)
        note = row(self.unknown)
        note.setContentsMargins(GAP_XL, 0, GAP_XL, 0)
        box.addLayout(note)
        lists = QVBoxLayout()
        lists.setSpacing(0)
        lists.addWidget(rule())
        lists.addWidget(self._tables, 1)
        box.addSpacing(GAP_S)
        box.addLayout(lists, 1)

    def _chips(self) -> tuple[QWidget, ...]:
        made = []
        for key in ("all", "add", "update", "skip", "refuse", "marked", "problems"):
            chip = button("", partial(self._show, key), kind="chip")
            self._tabs[key] = chip
            made.append(chip)
        return tuple(made)

    def _label_tabs(self, counts: Counter[str], problems: int) -> None:
        marked = sum(bool(judged.problems) for judged in self._judged)
        texts = {
            "all": f"每一行 {len(self._judged):,}",
            "marked": f"有提示 {marked:,}",
            "problems": f"问题清单 {problems:,}",
        }
        sizes = {"all": len(self._judged), "marked": marked, "problems": problems, **counts}
        for key, chip in self._tabs.items():
            words = texts.get(key) or f"{_VERDICTS[key][0]} {counts[key]:,}"
            chip.setText(words)  # type: ignore[attr-defined]
            chip.setVisible(bool(sizes.get(key)) or key == "all")

    def _show(self, key: str) -> None:
        for name, chip in self._tabs.items():
            chip.setProperty("on", name == key)
            repolish(chip)
        self._tables.setCurrentIndex(1 if key == "problems" else 0)
        if key == "marked":
            shown: Sequence[Judged] = [judged for judged in self._judged if judged.problems]
        else:
            shown = [judged for judged in self._judged if key in {"all", "problems", judged.row.verdict}]
        self.rows.open(ListSource(shown))


def _list(names: Sequence[str], most: int = 6) -> str:
    more = f"等 {len(names)} 个" if len(names) > most else ""
    return "、".join(names[:most]) + more
