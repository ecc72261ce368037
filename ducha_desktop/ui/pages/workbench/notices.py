"""What the clerk should know besides the numbers: changes since the last visit, unfinished forms, troubles."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.theme import GAP_M
from ducha_desktop.ui.widgets.basics import Card, Picture, button, label


@dataclass(frozen=True, slots=True)
class Notice:
    """One line: what is so, the words of the button that deals with it, and what that does."""

    key: str
    glyph: Icon
    words: str
    deed: str = ""
    do: Callable[[], None] | None = None


class Notices(Card):
    """The lines, in the order they are given; groups come in at different times and stay in their place."""

    def __init__(self, groups: Sequence[str]) -> None:
        """An empty card; `groups` are named in the order in which they stand."""
        super().__init__("提醒")
        self.body.setSpacing(GAP_M)
        self._shown: dict[str, tuple[Notice, ...]] = dict.fromkeys(groups, ())
        self._lines: list[_Line] = []
        self._nothing = label("没有需要提醒的事。", "soft")
        self.body.addWidget(self._nothing)
        self.body.addStretch(1)

    def show_group(self, group: str, notices: Sequence[Notice]) -> None:
        """Put the lines of a group in its place."""
        self._shown[group] = tuple(notices)
        focused = next(
            (line.key for line in self._lines if line.deed is not None and line.deed.hasFocus()), ""
        )
        for line in self._lines:
            self.body.removeWidget(line)
            line.hide()
            line.deleteLater()
        wanted = [notice for each in self._shown.values() for notice in each]
        self._lines = [_Line(notice) for notice in wanted]
        for place, line in enumerate(self._lines):
            self.body.insertWidget(self.body.count() - 1, line)
            if line.key == focused and line.deed is not None:
                line.deed.setFocus()
            if place:
                QWidget.setTabOrder(self._lines[place - 1], line)
        self._nothing.setVisible(not wanted)

    @property
    def deeds(self) -> dict[str, QPushButton | None]:
        """The button of each line, by its key."""
        return {line.key: line.deed for line in self._lines}


class _Line(QWidget):
    def __init__(self, notice: Notice) -> None:
        super().__init__()
        self.key = notice.key
        self.words: QLabel = label(notice.words, wrap=True)
        self.words.setSizePolicy(_flowing())
        self.deed: QPushButton | None = None
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_M)
        box.addWidget(Picture(notice.glyph, 18, "soft"), 0, Qt.AlignmentFlag.AlignVCenter)
        box.addWidget(self.words, 1)
        if notice.do is not None:
            self.deed = button(notice.deed, notice.do, kind="link")
            self.deed.setAccessibleName(f"{notice.deed}：{notice.words}")
            box.addWidget(self.deed, 0, Qt.AlignmentFlag.AlignVCenter)


def _flowing() -> QSizePolicy:
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    return policy


def moment_words(wall: int) -> str:
    """`11 月 22 日 10:05` of milliseconds since 1970."""
    when = datetime.fromtimestamp(wall / 1000).astimezone()
    return f"{when.month} 月 {when.day} 日 {when:%H:%M}"
