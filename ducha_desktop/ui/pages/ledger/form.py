"""The form of a matter: what is asked first stands first, the rest is one scroll away."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ducha_desktop.domain.fields import BY_KEY, FieldKind
from ducha_desktop.ui.pages.ledger.extra_fields import ExtraFields
from ducha_desktop.ui.theme import GAP_L, GAP_M, theme
from ducha_desktop.ui.widgets import editors
from ducha_desktop.ui.widgets.basics import Banner, field_name, label
from ducha_desktop.ui.widgets.dialog import Dialog
from ducha_desktop.ui.widgets.editors import Suggestions
from ducha_desktop.ui.widgets.scrolling import Scroller, scrolling

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

GROUPS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("基本情况", ("title", "ledger", "category", "due", "priority")),
    (
        "三级责任",
        ("liaison_leaders", "responsible_leaders", "lead_unit", "co_units", "townships", "persons", "phone"),
    ),
    ("目标任务", ("target", "task", "measures", "duty", "requirement", "plan")),
    ("来源", ("source", "source_ref", "source_date", "instruction")),
    ("进展", ("report_cycle", "progress_percent", "progress_text", "problems", "next_steps")),
    ("其他", ("watch", "amount", "secrecy", "remarks")),
)
_HINTS = {
    "title": "督办什么事，一句话写清",
    "due": "12月31日前、每月25日前",
    "lead_unit": "一个牵头单位",
    "co_units": "多个单位用顿号隔开",
    "liaison_leaders": "联系这件事的县委领导",
    "responsible_leaders": "分管这件事的县政府领导",
}
_WIDE = frozenset({"title"})


class MatterForm(Dialog):
    """Adds a matter or changes one; only what was changed is handed on."""

    snug = False
    changed = Signal()

    def __init__(
        self,
        parent: QWidget,
        known: Suggestions,
        *,
        values: Mapping[str, str] | None = None,
        ledger: str = "",
    ) -> None:
        """Build the form.

        Args:
            parent: over what it stands.
            known: names for completion.
            values: present values by field key; None adds a new matter.
            ledger: the ledger a new matter goes into unless the clerk says otherwise.
        """
        adding = values is None
        super().__init__(parent, "新增事项" if adding else "修改事项", width=720)
        self._before = dict(values or {})
        self._editors: dict[str, QWidget] = {}
        self.extras = ExtraFields()
        self._wrong = Banner()
        self.body.setSpacing(GAP_M)
        self.body.addWidget(self._wrong)
        self._area = self._scroll(known)
        self.body.addWidget(self._area, 1)
        self._go = self.add_buttons("登记为拟办" if adding else "保存修改")
        if ledger:
            editors.fill(self._editors["ledger"], ledger)
        for key, text in self._before.items():
            if key in self._editors:
                editors.fill(self._editors[key], text)
        self.extras.fill(self._before)
        self.extras.follow(editors.value(self._editors["ledger"]))
        self.touched = False
        for editor in self._editors.values():
            editors.watch(editor, self._touch)
        editors.watch(self._editors["ledger"], self._ledger_chosen)
        self.extras.changed.connect(self._touch)
        self.resize(theme.px(720), min(theme.px(620), parent.window().height() - 48))
        self._editors["title"].setFocus()

    @property
    def values(self) -> dict[str, str]:
        """What differs from the values the form began with."""
        now = {key: editors.value(editor) for key, editor in self._editors.items()} | self.extras.values
        return {key: text for key, text in now.items() if text != self._before.get(key, "")}

    def bring_back(self, values: Mapping[str, str], said: str) -> None:
        """Fill in what was typed earlier and not saved, and say so."""
        for key in values.keys() & self._editors.keys():
            editors.fill(self._editors[key], values[key])
        self.extras.fill(values)
        self._wrong.say(said, "accent")

    def begin_at(self, key: str) -> None:
        """Put the cursor into a field, and bring it into view."""
        wanted = self._editors.get(key, self._editors["title"])
        wanted.setFocus()
        QTimer.singleShot(0, wanted, lambda: self._area.ensureWidgetVisible(wanted, 0, theme.px(120)))

    def editor(self, key: str) -> QWidget:
        """The editor of a field."""
        return self._editors[key]

    @override
    def accept(self) -> None:
        """Leave only with a title; otherwise say so and stay."""
        if not editors.value(self._editors["title"]):
            self._wrong.say("请先写明事项：督办什么事。其他内容可以以后再补。", "red")
            self._editors["title"].setFocus()
            return
        super().accept()

    def _ledger_chosen(self) -> None:
        self.extras.follow(editors.value(self._editors["ledger"]))

    def _touch(self) -> None:
        self.touched = True
        self.changed.emit()

    def _scroll(self, known: Suggestions) -> Scroller:
        body = QWidget()
        body.setProperty("part", "plain")
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, GAP_L, 0)
        box.setSpacing(GAP_M)
        for heading, keys in GROUPS:
            if box.count():
                box.addSpacing(GAP_L)
            box.addWidget(label(heading, "section"))
            box.addLayout(self._group(keys, known))
        box.addWidget(self.extras)
        return scrolling(body)

    def _group(self, keys: tuple[str, ...], known: Suggestions) -> QGridLayout:
        """Two fields a line; long texts take the whole line."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_L)
        grid.setVerticalSpacing(GAP_M)
        line, half = 0, 0
        for key in keys:
            wide = BY_KEY[key].kind is FieldKind.LONG_TEXT
            if wide and half:
                line, half = line + 1, 0
            self._field(grid, key, known, place=(line, half * 2, 3 if wide else 1))
            if wide or half:
                line, half = line + 1, 0
            else:
                half = 1
        grid.setColumnMinimumWidth(0, theme.px(56))
        grid.setColumnMinimumWidth(2, theme.px(68))
        grid.setColumnStretch(1, 1)
        grid.setColumnStretch(3, 1)
        return grid

    def _field(self, grid: QGridLayout, key: str, known: Suggestions, *, place: tuple[int, int, int]) -> None:
        spec, (line, start, span) = BY_KEY[key], place
        editor = editors.make(spec, known)
        editor.setAccessibleName(spec.label)
        if isinstance(editor, QPlainTextEdit):
            editor.setFixedHeight(theme.px(52 if key in _WIDE else 64))
            editor.setPlaceholderText(_HINTS.get(key, ""))
        elif hasattr(editor, "setPlaceholderText") and key in _HINTS:
            editor.setPlaceholderText(_HINTS[key])
        name = field_name(spec.label, must=key == "title")
        aside = GAP_L if start else 0  # the right half stands off from the left one
        name.setBuddy(editor)
        grid.addWidget(name, line, start, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        name.setContentsMargins(aside, 5, 0, 0)
        grid.addWidget(editor, line, start + 1, 1, span)
        self._editors[key] = editor
