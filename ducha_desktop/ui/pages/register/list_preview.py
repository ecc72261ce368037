"""A list of units and people before it counts: every row with what it will do."""

from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from ducha_desktop.services.register_drafts import PlannedEntry, RegisterPlan
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import button, label, repolish, row
from ducha_desktop.ui.widgets.dialog import Dialog

_VERDICTS = {"add": ("新增", "green"), "update": ("更新", "accent"), "skip": ("跳过", "faint")}
_STRIPES = {"add": "green", "update": "bar", "skip": "grey"}


def _word(entry: PlannedEntry, key: str) -> str:
    return entry.row.values.get(key, "")


COLUMNS: tuple[Column[PlannedEntry], ...] = (
    Column("结果", "verdict", lambda e: _VERDICTS[e.verdict][0], 66, tone=lambda e: _VERDICTS[e.verdict][1]),
    Column("工作表", "sheet", lambda e: e.row.sheet, 84, gives_way=1, tone=lambda _e: "soft"),
    Column("行", "row", lambda e: str(e.row.row), 44, right=True, tone=lambda _e: "soft"),
    Column("类型", "table", lambda e: "单位" if e.row.is_unit else "人员", 54, tone=lambda _e: "soft"),
    Column("名称", "name", lambda e: _word(e, "name"), 150),
    Column(
        "单位和职务",
        "post",
        lambda e: " ".join(filter(None, (_word(e, "unit"), _word(e, "title")))),
        190,
        150,
    ),
    Column("说明", "why", lambda e: e.why, 0, tone=lambda _e: "soft"),
)


class ListPreview(Dialog):
    """Shows a judged list; accepted, it is written in one act that one undo takes back."""

    snug = False

    def __init__(self, parent: QWidget, door: Door, judged: RegisterPlan) -> None:
        """Show every row."""
        super().__init__(parent, "导入名册", width=860)
        self._judged = judged
        counts = {verdict: judged.count(verdict) for verdict in _VERDICTS}
        writes = counts["add"] + counts["update"]
        sheets = "；".join(f"{name}：{'、'.join(columns)}" for name, columns in judged.source.columns)
        self.body.addWidget(
            label(f"读到 {len(judged.entries):,} 行。认出的列——{sheets}。", "soft", wrap=True)
        )
        self._chips: dict[str, QPushButton] = {}
        for key, words in (("", "全部"), *((key, word) for key, (word, _) in _VERDICTS.items())):
            number = counts.get(key, len(judged.entries))
            self._chips[key] = button(f"{words} {number:,}", partial(self._show, key), kind="chip")
            self._chips[key].setVisible(bool(number))
        self.body.addLayout(row(*self._chips.values(), None))
        self.model: WindowModel[PlannedEntry] = WindowModel(door, COLUMNS, self)
        self.table: WindowTable[PlannedEntry] = WindowTable(
            self.model, stripe=lambda entry: theme.color(_STRIPES[entry.verdict])
        )
        self.body.addWidget(self.table, 1)
        note = "只补充和更新，不删除名册里的任何内容；导入后可以一步撤销。"
        self.body.addWidget(label(note, "small", wrap=True))
        self.go = self.add_buttons(f"导入 {writes:,} 行" if writes else "没有要导入的内容")
        self.go.setEnabled(bool(writes))
        self._show("")
        self.resize(theme.px(860), min(theme.px(560), parent.window().height() - 48))

    def _show(self, verdict: str) -> None:
        for key, chip in self._chips.items():
            chip.setProperty("on", key == verdict)
            repolish(chip)
        shown = [entry for entry in self._judged.entries if not verdict or entry.verdict == verdict]
        self.model.open(ListSource(shown))
