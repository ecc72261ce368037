"""The reply to an origin: when, and what was done."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.services.origin_views import OriginDetail
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import field_name, label
from ducha_desktop.ui.widgets.editors import DateField
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override


class ReplyDialog(FormDialog):
    """`on` and `words` are what the clerk filled in; an earlier reply stands there to be changed."""

    def __init__(self, parent: QWidget, origin: OriginDetail, today: date) -> None:
        """Begin with today, or the reply there is."""
        super().__init__(parent, f"登记回复：{origin.row.title}", width=540)
        self._today = today
        self.day, self.text = DateField(), QPlainTextEdit()
        due = origin.values.get("reply_due", "")
        state = f"{origin.row.reply_state}{f'，回复时限 {due}' if due else ''}"
        self.body.addWidget(self.said)
        self.body.addWidget(label(state, "soft"))
        self.day.setText(origin.values.get("replied_on", "") or today.isoformat())
        self.text.setPlainText(origin.values.get("reply", ""))
        self.text.setTabChangesFocus(True)
        self.text.setFixedHeight(theme.px(140))
        for words, field in (("回复日期", self.day), ("办理情况", self.text)):
            field.setAccessibleName(words)
            self.body.addWidget(field_name(words, must=True))
            self.body.addWidget(field)
        self.add_buttons("登记回复")
        self.keep_fields({"day": self.day, "text": self.text})
        self.text.setFocus()

    @property
    def words(self) -> str:
        """What was done."""
        return self.text.toPlainText().strip()

    @property
    def on(self) -> date | None:
        """The day, None where none can be read."""
        return read_deadline(self.day.text().strip(), year=None, today=self._today).due

    @override
    def accept(self) -> None:
        """Leave only with a day and words."""
        if self.on is None or self.on > self._today:
            self.said.say("回复日期请写今天或以前的日期，如 11月20日。", "red")
            self.day.setFocus()
        elif not self.words:
            self.said.say("请写明办理情况。", "red")
            self.text.setFocus()
        else:
            super().accept()
