"""Several matters at once: the same new values for all, counted before they are written, one step back."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QPlainTextEdit, QPushButton, QWidget

from ducha_desktop.domain.fields import BY_KEY, FIELDS
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import paste
from ducha_desktop.ui.theme import GAP_L, GAP_M, theme
from ducha_desktop.ui.widgets import editors
from ducha_desktop.ui.widgets.basics import Banner, button, label, tool
from ducha_desktop.ui.widgets.editors import Suggestions
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from ducha_desktop.services.pasting import CellPlan, Wanted
    from ducha_desktop.ui.operations import Door

_NOT_HERE = frozenset({"number", "status", "title"})
_PAUSE_MS = 250


class ManyDialog(FormDialog):
    """Choose fields, give them new values; `plan` is what 修改 would do."""

    snug = False

    def __init__(
        self, parent: QWidget, door: "Door", rows: Sequence[MatterRow], known: Suggestions, *, first: str = ""
    ) -> None:
        """Ask about `rows`.

        Args:
            parent: over what it stands.
            door: the doorway.
            rows: the matters.
            known: names for completion.
            first: key of the field that stands there already, e.g. that of the current column.
        """
        super().__init__(parent, f"批量修改 {len(rows):,} 项", width=560)
        self._door, self._rows, self._known = door, rows, known
        self.plan: CellPlan | None = None
        self.fields: dict[str, QWidget] = {}
        self._beside: dict[str, tuple[QWidget, ...]] = {}
        self._emptied: dict[str, QPushButton] = {}
        self._wrong = Banner()
        self.count = label("", "soft", wrap=True)
        self.more = QComboBox()
        self.more.setAccessibleName("增加要修改的字段")
        self.more.activated.connect(lambda at: self.add(str(self.more.itemData(at) or "")))
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(GAP_L)
        self._grid.setVerticalSpacing(GAP_M)
        self._grid.setColumnStretch(1, 1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PAUSE_MS)
        self._timer.timeout.connect(self._judge)
        self.body.addWidget(
            label("只改填写了的字段，没有填的不动。要把一项改成空的，按它右边的“清空”。", "soft", wrap=True)
        )
        self.body.addWidget(self.said)
        self.body.addLayout(self._grid)
        self.body.addWidget(self.more)
        self.body.addWidget(self._wrong)
        self.body.addStretch(1)
        self.body.addWidget(self.count)
        self._go = self.add_buttons("修改")
        self._offer()
        self.add(first if first in BY_KEY and first not in _NOT_HERE else "lead_unit")
        self.resize(theme.px(560), theme.px(380))

    @property
    def values(self) -> dict[str, str]:
        """The new words by field key; a field left blank is not among them unless it is to be emptied."""
        typed = {key: editors.value(editor) for key, editor in self.fields.items()}
        return {
            key: "" if self._emptied[key].isChecked() else words
            for key, words in typed.items()
            if words.strip() or self._emptied[key].isChecked()
        }

    def bring_back(self, values: Mapping[str, str], said: str) -> None:
        """Fill in what was typed for other matters or a moment ago, and say so."""
        for key in [key for key in values if key in BY_KEY]:
            self.add(key)
            editors.fill(self.fields[key], values[key])
            self._emptied[key].setChecked(not values[key].strip())
        self.said.say(said, "accent")

    def add(self, key: str) -> None:
        """Let another field be changed."""
        if not key or key in self.fields:
            self.more.setCurrentIndex(0)
            return
        spec, line = BY_KEY[key], self._grid.rowCount()
        editor = editors.make(spec, self._known)
        editor.setAccessibleName(spec.label)
        if isinstance(editor, QPlainTextEdit):
            editor.setFixedHeight(theme.px(60))
        editors.watch(editor, self._timer.start)
        editors.watch(editor, self.touch)
        name = label(spec.label, "soft")
        name.setBuddy(editor)
        emptied = button("清空")
        emptied.setCheckable(True)
        emptied.setAutoDefault(False)
        emptied.setAccessibleName(f"清空{spec.label}")
        emptied.toggled.connect(editor.setDisabled)
        emptied.toggled.connect(self.touch)
        emptied.toggled.connect(self._timer.start)
        drop = tool(Icon.CLOSE, f"不改{spec.label}", lambda: self._drop(key))
        for place, part in enumerate((name, editor, emptied, drop)):
            self._grid.addWidget(part, line, place)
        self.fields[key], self._emptied[key], self._beside[key] = editor, emptied, (name, emptied, drop)
        self._offer()
        editor.setFocus()
        self._timer.start()

    def _drop(self, key: str) -> None:
        del self._emptied[key]
        for part in (self.fields.pop(key), *self._beside.pop(key)):
            self._grid.removeWidget(part)
            part.deleteLater()
        self._offer()
        self._timer.start()

    def _offer(self) -> None:
        self.more.clear()
        self.more.addItem("再加一个字段…", "")
        for spec in FIELDS:
            if spec.key not in _NOT_HERE and spec.key not in self.fields:
                self.more.addItem(spec.label, spec.key)

    def _judge(self) -> None:
        values = self.values

        def wanted() -> "list[Wanted]":
            from ducha_desktop.services.pasting import Wanted

            return [Wanted(row.uid, values) for row in self._rows]

        self._go.setEnabled(False)
        paste.plan(wanted).latest("plan").then(self._judged).start(self._door, self)

    def _judged(self, plan: "CellPlan") -> None:
        from ducha_desktop.services.pasting import Worth

        self.plan = plan
        wrong = next((cell for cell in plan.cells if cell.worth is Worth.WRONG), None)
        doubt = next((cell for cell in plan.cells if cell.worth is Worth.DOUBT), None)
        said = wrong or doubt
        self._wrong.say(f"{said.label}：{said.why}。" if said else "", "red" if wrong else "yellow")
        same = len(self._rows) - len({cell.uid for cell in plan.cells})
        rest = f"；{same:,} 项本来就是这样" if same and plan.cells else ""
        self.count.setText(
            f"将改 {len(plan.edits):,} 项、{plan.written:,} 格{rest}。可以一次撤销。"
            if plan.written
            else "请填写要改成什么。"
            if not self.values
            else "没有需要改的：各项的内容和填写的一样。"
            if not plan.cells
            else "现在没有可以写入的内容。"
        )
        self._go.setEnabled(plan.written > 0 and wrong is None)
