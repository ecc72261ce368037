"""Merging duplicates: which name stays, and what will move, before anything is done."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QVBoxLayout, QWidget

from ducha_desktop.services.register_views import MergePreview, PersonView, UnitView
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, register
from ducha_desktop.ui.pages.register.finder import Finder, called
from ducha_desktop.ui.theme import GAP_S
from ducha_desktop.ui.widgets.basics import Banner, label, row, tool
from ducha_desktop.ui.widgets.dialog import Dialog

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from PySide6.QtGui import QMouseEvent
    from typing_extensions import override

Entry = UnitView | PersonView


class _Name(QLabel):
    """The words of an entry: a click on them marks it, as one on the mark itself does."""

    def __init__(self, words: str, mark: QRadioButton) -> None:
        super().__init__(words)
        self._mark = mark
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setMinimumWidth(1)
        self.setBuddy(mark)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def mouseReleaseEvent(self, event: "QMouseEvent", /) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._mark.click()
            self._mark.setFocus()

    @override
    def mousePressEvent(self, event: "QMouseEvent", /) -> None:
        event.accept()


class MergeDialog(Dialog):
    """Lists the entries that become one; the marked one stays, and the preview says what moves."""

    def __init__(self, parent: QWidget, door: Door, every: Sequence[Entry], chosen: Sequence[str]) -> None:
        """Begin with the chosen entries; the first that is confirmed is to stay.

        Args:
            parent: over what it stands.
            door: the doorway, for the preview.
            every: all units or all people.
            chosen: uids of those to be merged.
        """
        self.is_unit = bool(every) and isinstance(every[0], UnitView)
        super().__init__(parent, "合并重复的单位" if self.is_unit else "合并重复的人员", width=600)
        self._door, self._views = door, {view.uid: view for view in every}
        self.preview: MergePreview | None = None
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QRadioButton] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(GAP_S)
        self.finder = Finder(every)
        self.said = Banner()
        self._build(chosen)
        self.finder.picked.connect(self._found)
        self._group.buttonToggled.connect(self._toggled)
        self._ask()

    @property
    def stays(self) -> str:
        """Uid of the entry that stays."""
        return next((uid for uid, made in self._buttons.items() if made.isChecked()), "")

    @property
    def gone(self) -> tuple[str, ...]:
        """Uids of those that go into it."""
        return tuple(uid for uid in self._buttons if uid != self.stays)

    def keep(self, uid: str) -> None:
        """Mark the entry that stays."""
        self._buttons[uid].setChecked(True)

    def _build(self, chosen: Sequence[str]) -> None:
        self.body.addWidget(
            label("保留哪一个名称？其余的并入它，以后再遇到这些写法都会认出来。", "soft", wrap=True)
        )
        self.body.addLayout(self._list)
        self.body.addLayout(row(label("再加一个", "soft"), self.finder))
        self.finder.setAccessibleName("再加一个要合并的名称")
        self.body.addWidget(self.said)
        self._go = self.add_buttons("合并")
        for uid in chosen:
            self._add(uid)
        confirmed = [uid for uid in self._buttons if not self._views[uid].provisional]
        if self._buttons:
            self.keep((confirmed or list(self._buttons))[0])
            next(iter(self._buttons.values())).setFocus()

    def _add(self, uid: str) -> None:
        if uid in self._buttons or uid not in self._views:
            return
        view = self._views[uid]
        words = called(view) + ("　待确认" if view.provisional else "")
        made = QRadioButton("保留")
        made.setAccessibleName(f"保留{words}")
        self._group.addButton(made)
        self._buttons[uid] = made
        line = QWidget()
        told = _Name(words, made)
        parts = row(made, told, tool(Icon.CLOSE, f"不合并“{view.name}”", lambda: self._drop(uid, line)))
        parts.setStretch(1, 1)
        line.setLayout(parts)
        self._list.addWidget(line)

    def _drop(self, uid: str, line: QWidget) -> None:
        made = self._buttons.pop(uid)
        self._group.removeButton(made)
        line.hide()
        line.deleteLater()
        if made.isChecked() and self._buttons:
            self.keep(next(iter(self._buttons)))
        self._ask()

    def _found(self, uid: str) -> None:
        self._add(uid)
        if not self.stays and self._buttons:
            self.keep(next(iter(self._buttons)))
        self.finder.clear()
        self._ask()

    def _toggled(self, _button: object, on: bool) -> None:
        if on:
            self._ask()

    def _ask(self) -> None:
        self.preview = None
        self._go.setEnabled(False)
        if not self.stays or not self.gone:
            self._say("请再加一个要合并的名称。", "grey")
            return
        asking = register.preview_merge(self.stays, self.gone, is_unit=self.is_unit)
        asking.latest("preview").then(self._show).start(self._door, self)

    def _show(self, preview: MergePreview) -> None:
        self.preview = preview
        self._go.setEnabled(True)
        self._say(preview_words(preview), "accent")

    def _say(self, words: str, tone: str) -> None:
        self.said.say(words, tone)


def preview_words(preview: MergePreview) -> str:
    """What a merge will do, in a few sentences."""
    moves = "、".join(f"{number:,} {words}" for words, number in preview.moves)
    names = "、".join(f"“{name}”" for name in preview.gone)
    said = f"{names}并入“{preview.stays}”。"
    said += f"移过去：{moves}。" if moves else "没有要移动的内容。"
    if preview.filled:
        said += f"补上：{'；'.join(preview.filled)}。"
    if preview.aliases:
        said += f"以后这些写法都认作它：{'、'.join(preview.aliases)}。"
    return said + "合并后可以撤销。"
