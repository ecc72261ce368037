"""录入放假通知: paste the notice or read a file, see what it says, and only then let it count."""

import re
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from ducha_desktop.domain.holiday_notice import HolidayNotice, read_notice
from ducha_desktop.domain.holiday_table import read_table
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, setup
from ducha_desktop.ui.run import documents_folder, with_progress
from ducha_desktop.ui.theme import GAP_L, GAP_M, theme
from ducha_desktop.ui.widgets.basics import Banner, button, label
from ducha_desktop.ui.widgets.facts import Fact, Facts
from ducha_desktop.ui.widgets.form_dialog import FormDialog

if TYPE_CHECKING:
    from ducha_desktop.services.calendars import NoticeChange
    from ducha_desktop.ui.operations.setup import NoticeFile

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

PAUSE_MS = 200
_CELLS = re.compile(r"[\s,，|]+")
_KINDS = "放假安排 (*.xlsx *.xls *.csv *.txt)"
_HINT = "把放假通知粘贴到这里，例如：\n\n一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n二、春节：2月5日至11日放假调休，共7天。1月31日（周日）、2月14日（周日）上班。"


class NoticeDialog(FormDialog):
    """Reads a notice as it is typed; `adopted` is what the clerk accepted."""

    snug = False

    def __init__(self, parent: QWidget, door: Door, year: int) -> None:
        """Ask for the notice of `year`, unless it names its own."""
        super().__init__(parent, "录入放假通知", width=860)
        self.door, self.year = door, year
        self.adopted: NoticeChange | None = None
        self._change: NoticeChange | None = None
        self.text = QPlainTextEdit()
        self.text.setPlaceholderText(_HINT)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName("放假通知")
        self._read_so_far, self._wrong = Banner(), Banner()
        self._days = Facts(86)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._read)
        self.text.textChanged.connect(self._timer.start)
        self.resize(theme.px(860), min(theme.px(560), parent.window().height() - 48))
        self._show_nothing()
        self.keep_fields({"text": self.text})
        self.text.setFocus()

    @override
    def accept(self) -> None:
        """Leave only with days that would change something."""
        if self._change is not None and not self._change.empty:
            self.adopted = self._change
            super().accept()

    def _build(self) -> None:
        words = "粘贴国务院办公厅或本地的通知原文，也可以从 Excel、CSV 或文本文件读取。看清楚右边读出的日子再采用。"
        self.body.addWidget(label(words, "soft", wrap=True))
        self.body.addWidget(self.said)
        sides = QHBoxLayout()
        sides.setSpacing(GAP_L)
        sides.addWidget(self.text, 5)
        right = QVBoxLayout()
        right.setSpacing(GAP_M)
        for part in (self._read_so_far, self._wrong, self._days):
            right.addWidget(part)
        right.addStretch(1)
        sides.addLayout(right, 4)
        self.body.addLayout(sides, 1)
        self.file = button("从文件读取…", self._open, glyph=Icon.FOLDER)
        self.go = self.add_buttons("采用这份安排", left=self.file)

    def _open(self) -> None:
        path = ask.open_file(self, "选择放假安排", _KINDS, start=documents_folder())
        if path is not None:
            self.take(path)

    def take(self, path: Path) -> None:
        """Read a file into the field at the left, where it can still be corrected."""
        with_progress(
            self, self.door, setup.read_file(path, self.year), heading="正在读取", then=self._file_read
        )

    def _file_read(self, found: "NoticeFile") -> None:
        self.text.setPlainText(found.text)

    def _read(self) -> None:
        words = self.text.toPlainText()
        if not words.strip():
            self._show_nothing()
            return
        rows = [_CELLS.split(line) for line in words.splitlines()]
        notice = read_table(rows, year=self.year) or read_notice(words, year=self.year)
        setup.compared(notice).latest("notice").then(self._show).start(self.door, self)

    def _show_nothing(self) -> None:
        self._change = None
        self._read_so_far.say(f"还没有内容。没有写年份的日期按 {self.year} 年理解。")
        self._wrong.say("")
        self._days.show_facts([])
        self.go.setEnabled(False)

    def _show(self, change: "NoticeChange") -> None:
        self._change = change
        notice = change.notice
        self._read_so_far.say(_sum(change), "accent" if notice.days else "yellow")
        problems = list(notice.problems)
        if notice.days and notice.missing:
            problems.append(f"没有提到{'、'.join(notice.missing)}；只加入上面的日子，原有的安排不动。")
        self._wrong.say("\n".join(problems[:6]), "red" if notice.problems else "yellow")
        self._days.show_facts(facts(notice))
        self.go.setEnabled(not change.empty)


def facts(notice: HolidayNotice) -> list[Fact]:
    """The days of a notice, a line a festival: what is rest, what is worked."""
    lines: dict[str, list[str]] = {}
    for name in dict.fromkeys(kind.name for kind in notice.days.values()):
        rests = [day for day in notice.rests if notice.days[day].name == name]
        works = [day for day in notice.works if notice.days[day].name == name]
        lines[name] = [f"{_spans(rests)} 休息，共 {len(rests)} 天"] if rests else []
        lines[name] += [f"{_spans(works)} 上班"] if works else []
    return [Fact(name or "休息日", "；".join(words)) for name, words in lines.items()]


def _sum(change: "NoticeChange") -> str:
    notice = change.notice
    if not notice.days:
        return "还没有读出放假的日子。"
    read = f"读出 {notice.year} 年：休息 {len(notice.rests)} 天，调休上班 {len(notice.works)} 天。"
    if change.empty:
        return f"{read}日历已经是这样，不用再采用。"
    parts = [
        f"{word} {len(days)} 天"
        for word, days in (("新增", change.added), ("改动", change.altered), ("取消", change.removed))
        if days
    ]
    return f"{read}采用后日历{'，'.join(parts)}。"


def _spans(days: list[date]) -> str:
    """`2 月 5 日至 11 日`: neighbours as spans."""
    said = []
    for _, group in groupby(enumerate(days), lambda pair: pair[1].toordinal() - pair[0]):
        span = [day for _, day in group]
        first, last = span[0], span[-1]
        words = f"{first.month} 月 {first.day} 日"
        if last != first:
            month = f"{last.month} 月 " if last.month != first.month else ""
            words += f"至 {month}{last.day} 日"
        said.append(words)
    return "、".join(said)
