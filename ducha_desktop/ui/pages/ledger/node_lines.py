"""Several nodes at once: typed or pasted a line each, or from a template, which can be changed and kept here."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.node_text import read_nodes
from ducha_desktop.services.nodes import NodeDraft
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Door, Write, nodes
from ducha_desktop.ui.pages.ledger.saving_dialog import SavingDialog, UnreadableError
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import button, field_name, label, row

if TYPE_CHECKING:
    from collections.abc import Mapping

_OWN = "（自己写）"
_TALL = 220


class NodeLinesDialog(SavingDialog):
    """A text of nodes; templates fill it in."""

    def __init__(self, parent: QWidget, door: Door, matter: str) -> None:
        """Begin with an empty text and read the templates."""
        super().__init__(parent, "批量添加节点", door, width=560)
        self._matter = matter
        self._texts: Mapping[str, str] = {}
        self.template, self.text = QComboBox(), QPlainTextEdit()
        self.template.addItem(_OWN)
        self.template.setAccessibleName("节点模板")
        self.text.setAccessibleName("节点，一行一个")
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(theme.px(_TALL))
        self.text.setPlaceholderText("立项 15工作日\n可研批复（30工作日；前置1）\n主体封顶（120天；前置2+5）")
        self._count = label("", "soft")
        self.keep_button = button("存为模板…", self.keep, kind="link")
        self.drop_button = button("删除这个模板", self.drop, kind="link")
        self._build()
        self.template.currentTextChanged.connect(self._take)
        self.text.textChanged.connect(self._counted)
        self.keep_fields({"text": self.text})
        self._counted()
        self._read("")

    def _build(self) -> None:
        self.body.addWidget(self.said)
        line = row(field_name("节点模板"), self.template)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        self.body.addWidget(self.text, 1)
        hint = "一行一个节点，可以从 WPS 粘贴。工期写“45天”或“30工作日”，前置写行号，“前置2+5”是第 2 行完成后隔 5 天。"
        self.body.addWidget(label(hint, "small", wrap=True))
        self.body.addLayout(row(self._count, None, self.drop_button, self.keep_button))
        self._go = self.add_buttons("添加")

    def _read(self, chosen: str) -> None:
        nodes.templates().then(lambda found: self._offer(found, chosen)).start(self._door, self)

    def _offer(self, found: "Mapping[str, str]", chosen: str) -> None:
        self._texts = found
        self.template.blockSignals(True)
        self.template.clear()
        self.template.addItems([_OWN, *found])
        self.template.setCurrentText(chosen or _OWN)
        self.template.blockSignals(False)
        self._counted()

    def _take(self, name: str) -> None:
        self.text.setPlainText(self._texts.get(name, ""))

    def _counted(self) -> None:
        count = len(read_nodes(self.text.toPlainText()))
        self._count.setText(f"{count} 个节点" if count else "")
        self._go.setEnabled(count > 0)
        self.keep_button.setEnabled(count > 0)
        self.drop_button.setVisible(self.template.currentText() in self._texts)

    def keep(self) -> None:
        """Keep the text as a template, under the name of the one chosen or another."""
        chosen = self.template.currentText()
        said = (
            f"写上模板的名称；与“{chosen}”同名就改这一个。" if chosen in self._texts else "写上模板的名称。"
        )
        name = ask.words(self, "存为模板", said, deed="保存")
        if name:
            saving = nodes.save_template(name, self.text.toPlainText())
            saving.then(lambda _done: self._read(name.strip())).failed(self._refused).start(self._door, self)

    def drop(self) -> None:
        """Forget the template chosen; it can be undone."""
        removing = nodes.remove_template(self.template.currentText())
        removing.then(lambda _done: self._read("")).failed(self._refused).start(self._door, self)

    def deed(self) -> Write[Changes]:
        """Put the nodes behind those that are there."""
        found = read_nodes(self.text.toPlainText())
        if not found:
            raise UnreadableError("还没有写节点，没有添加。请一行写一个节点。")
        drafts = [
            NodeDraft(
                name=node.name,
                days=node.days,
                day_kind=node.day_kind,
                after=node.links,
                start=node.start,
                due=node.due,
                begun_on=node.begun_on,
                done_on=node.done_on,
            )
            for node in found
        ]
        return nodes.add(self._matter, drafts)
