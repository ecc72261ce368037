"""The forms of the register: a unit, a person, a post; what is typed survives a power cut."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLineEdit, QWidget

from ducha_desktop.domain.vocabulary import PostLevel, UnitKind
from ducha_desktop.ui.theme import GAP_L, GAP_M
from ducha_desktop.ui.widgets import editors
from ducha_desktop.ui.widgets.basics import Banner, field_name
from ducha_desktop.ui.widgets.dialog import Dialog
from ducha_desktop.ui.widgets.editors import DateField, NamesField

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

YES = "1"


@dataclass(frozen=True, slots=True)
class Field:
    """One line of a form.

    Attributes:
        key: as the services take it.
        hint: what may be written, shown while the field is empty.
        choices: words to choose from; `names` completes typed ones; `free` lets others in.
        kind: `line`, `choice`, `names`, `day` or `tick`.
    """

    key: str
    label: str
    hint: str = ""
    kind: str = "line"
    choices: Sequence[str] = ()
    free: bool = False


def unit_fields(units: Sequence[str], classes: Sequence[str]) -> tuple[Field, ...]:
    """The form of a unit."""
    return (
        Field("name", "单位名称", "台账和卡片上写的名称"),
        Field("kind", "类别", kind="choice", choices=[kind.word for kind in UnitKind]),
        Field("rank_class", "考核类别", "同一类别内排名次", kind="choice", choices=("", *classes), free=True),
        Field("short_names", "简称和别名", "用顿号隔开，导入时都能认出"),
        Field("learned", "认领过的写法", "导入时认领过的，下次自动认出"),
        Field("parent", "上级单位", "可以输入拼音首字母", kind="names", choices=units),
        Field("phone", "电话"),
        Field("place", "排名", "第几位，留空排在最后"),
        Field("provisional", "待确认：名称还要核实", kind="tick"),
    )


def person_fields(units: Sequence[str], *, new: bool) -> tuple[Field, ...]:
    """The form of a person; a new one gets a first post with it."""
    own = (
        Field("name", "姓名"),
        Field("unit", "所在单位", "可以输入拼音首字母", kind="names", choices=units),
        Field("aliases", "别名", "如 老张、张局长，用顿号隔开"),
        Field("learned", "认领过的写法", "导入时认领过的，下次自动认出"),
        Field("phone", "电话"),
        Field("place", "排名", "第几位，留空排在最后"),
        Field("provisional", "待确认：姓名还要核实", kind="tick"),
    )
    post = (
        Field("title", "职务", "如 局长；可以以后再补"),
        *post_fields(units)[1:2],
        *post_fields(units)[3:],
    )
    return (*own[:2], *post, *own[2:]) if new else own


def post_fields(units: Sequence[str]) -> tuple[Field, ...]:
    """The form of a post."""
    return (
        Field("title", "职务", "如 县委常委、宣传部部长"),
        Field("level", "层级", kind="choice", choices=[level.word for level in reversed(PostLevel)]),
        Field("unit", "单位", "职务所在的单位", kind="names", choices=units),
        Field("since", "任职日期", "不清楚可以不填", kind="day"),
        Field("until", "离任日期", "现任留空", kind="day"),
    )


class EntryForm(Dialog):
    """Adds an entry or changes one; only what was changed is handed on."""

    changed = Signal()

    def __init__(
        self,
        parent: QWidget,
        heading: str,
        fields: Sequence[Field],
        *,
        values: Mapping[str, str] | None = None,
        deed: str = "保存",
    ) -> None:
        """Build the form.

        Args:
            parent: over what it stands.
            heading: what is done.
            fields: its lines.
            values: present values by key; None enters something new.
            deed: words of the button.
        """
        super().__init__(parent, heading, width=520)
        self._new, self._before = values is None, dict(values or {})
        self._editors: dict[str, QWidget] = {}
        self._first = fields[0]
        self._wrong = Banner()
        self.body.addWidget(self._wrong)
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_L)
        form.setVerticalSpacing(GAP_M)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for field in fields:
            self._add(form, field)
        self.body.addLayout(form)
        self.add_buttons(deed)
        for key, text in self._before.items():
            self._fill(key, text)
        self._start = self._all()
        self.touched = False
        for editor in self._editors.values():
            if isinstance(editor, QCheckBox):
                editor.toggled.connect(self._touch)
            else:
                editors.watch(editor, self._touch)
        self._editors[self._first.key].setFocus()

    @property
    def values(self) -> dict[str, str]:
        """What is to be saved: everything of a new entry, of another what was changed."""
        now = self._all()
        return now if self._new else {key: text for key, text in now.items() if text != self._start[key]}

    @property
    def everything(self) -> dict[str, str]:
        """Every value as it stands now."""
        return self._all()

    def bring_back(self, values: Mapping[str, str], said: str) -> None:
        """Fill in what was typed earlier and not saved, and say so."""
        for key, text in values.items():
            self._fill(key, text)
        self._wrong.say(said, "accent")

    def editor(self, key: str) -> QWidget:
        """The editor of a field."""
        return self._editors[key]

    @override
    def accept(self) -> None:
        """Leave only with a name."""
        if not editors.value(self._editors[self._first.key]):
            self._wrong.say(f"请先填写{self._first.label}。", "red")
            self._editors[self._first.key].setFocus()
            return
        super().accept()

    def _all(self) -> dict[str, str]:
        return {
            key: (YES if editor.isChecked() else "")
            if isinstance(editor, QCheckBox)
            else editors.value(editor)
            for key, editor in self._editors.items()
        }

    def _fill(self, key: str, text: str) -> None:
        editor = self._editors.get(key)
        if isinstance(editor, QCheckBox):
            editor.setChecked(bool(text))
        elif editor is not None:
            editors.fill(editor, text)

    def _touch(self) -> None:
        self.touched = True
        self.changed.emit()

    def _add(self, form: QFormLayout, field: Field) -> None:
        editor = _editor(field)
        editor.setAccessibleName(field.label)
        self._editors[field.key] = editor
        if isinstance(editor, QCheckBox):
            form.addRow("", editor)
            return
        name = field_name(field.label, must=field is self._first)
        name.setBuddy(editor)
        form.addRow(name, editor)


def _editor(field: Field) -> QWidget:
    if field.kind == "tick":
        return QCheckBox(field.label)
    if field.kind == "choice":
        made = QComboBox()
        made.addItems(list(dict.fromkeys(field.choices)))
        made.setEditable(field.free)
        line = made.lineEdit()
        if line is not None:
            line.setPlaceholderText(field.hint)
        return made
    line = (
        NamesField(field.choices)
        if field.kind == "names"
        else DateField()
        if field.kind == "day"
        else QLineEdit()
    )
    line.setPlaceholderText(field.hint)
    return line
