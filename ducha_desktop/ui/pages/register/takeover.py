"""A successor takes over a post: who, from which day, and whether the open matters move along."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QFormLayout, QWidget

from ducha_desktop.services.register_views import PersonView, PostView, Succession
from ducha_desktop.ui.operations import Door, register
from ducha_desktop.ui.pages.register.finder import Finder
from ducha_desktop.ui.theme import GAP_L, GAP_M
from ducha_desktop.ui.widgets.basics import label
from ducha_desktop.ui.widgets.editors import DateField
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


class TakeoverDialog(FormDialog):
    """Asks for the change of a post; `change` once it is accepted."""

    def __init__(
        self, parent: QWidget, door: Door, post: PostView, people: Sequence[PersonView], today: date
    ) -> None:
        """Build the form for one post."""
        super().__init__(parent, f"接任：{post.title}", width=540)
        self._post, self._door = post, door
        self.who, self.day = Finder(each for each in people if each.uid != post.person_uid), DateField()
        self.matters = QCheckBox("没有办完的事项一并交给接任的人")
        self._build(today)
        self.keep_fields({"who": self.who, "day": self.day, "matters": self.matters})
        self.day.textChanged.connect(lambda _text: self._ask())
        self._ask()

    @property
    def change(self) -> Succession | None:
        """What is to be done; None while the day cannot be read or nobody is named."""
        name, since = self.who.text().strip(), self._since
        if since is None or not name:
            return None
        return Succession(
            self._post.uid,
            since,
            person_uid=self.who.uid,
            name="" if self.who.uid else name,
            with_matters=self.matters.isChecked(),
        )

    @property
    def name(self) -> str:
        """The successor's name."""
        return self.who.text().strip().split("（", 1)[0]

    @property
    def _since(self) -> date | None:
        try:
            return date.fromisoformat(self.day.text().strip())
        except ValueError:
            return None

    @override
    def accept(self) -> None:
        """Leave only with somebody and a readable day."""
        if not self.who.text().strip():
            self.said.say("请写明接任的人：从名册里选，或直接写新人员的姓名。", "red")
            self.who.setFocus()
        elif self.change is None:
            self.said.say("接任日期请写成 2026-07-01 的样子。", "red")
            self.day.setFocus()
        else:
            super().accept()

    def _build(self, today: date) -> None:
        self.body.addWidget(self.said)
        since = f"，{self._post.since.isoformat()} 起" if self._post.since else ""
        self.body.addWidget(
            label(f"现任：{self._post.person}（{self._post.unit or '未写单位'}{since}）", "soft", wrap=True)
        )
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_L)
        form.setVerticalSpacing(GAP_M)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self.who.setPlaceholderText("从名册里选，或写新人员的姓名")
        self.day.setText(today.isoformat())
        for words, field in (("接任的人", self.who), ("接任日期", self.day)):
            field.setAccessibleName(words)
            form.addRow(label(words, "soft"), field)
        self.matters.setChecked(True)
        form.addRow("", self.matters)
        self.body.addLayout(form)
        note = (
            "前任的任期记到接任前一天。那一天以前的台账和卡片仍写前任，那一天以前办完的事项也留在前任名下。"
        )
        self.body.addWidget(label(note, "small", wrap=True))
        self.add_buttons("接任")
        self.who.setFocus()

    def _ask(self) -> None:
        """What is handed on depends on the day, which may lie weeks back."""
        since = self._since
        if since is not None:
            asking = register.matters_with(self._post.uid, since).latest("matters")
            asking.then(self._count).start(self._door, self)

    def _count(self, number: int) -> None:
        self.matters.setText(
            f"到这一天没有办完的 {number:,} 项一并交给接任的人" if number else "没有要交接的事项"
        )
        self.matters.setEnabled(bool(number))
