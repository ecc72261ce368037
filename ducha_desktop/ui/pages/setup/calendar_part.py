"""节假日: the year on one page; a click turns a day, a notice is read before it counts."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.workdays import missing_words
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import Door, setup
from ducha_desktop.ui.pages.setup.notice import NoticeDialog
from ducha_desktop.ui.pages.setup.year_grid import YearGrid, day_words
from ducha_desktop.ui.run import documents_folder, take_back, with_progress
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Banner, button, label, repolish, row, rule, tool
from ducha_desktop.ui.widgets.flow import spread
from ducha_desktop.ui.widgets.scrolling import scrolling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ducha_desktop.services.calendars import YearView

NOTICE = "setup.notice"
"""Name of the form in which a notice is entered; the year stands behind a stroke."""
FIRST_YEAR, LAST_YEAR = 2000, 2099


class CalendarPart(QWidget):
    """One year of the office's calendar."""

    def __init__(self, door: Door) -> None:
        """Build it; `load` shows the year."""
        super().__init__()
        self.door = door
        self.year = 0
        self.view: YearView | None = None
        self.grid, self.banner = YearGrid(), Banner()
        self._name, self._sum, self._line = label("", "heading"), label("", "soft"), label("", "body")
        self._build()
        self.grid.turned.connect(self._turn)
        self.grid.walked.connect(self._say_day)
        self.grid.renaming.connect(self._rename)

    def load(self) -> None:
        """Read the year; the present one at first."""
        self.year = self.year or self.door.office.today.year
        setup.year(self.year).latest("year").then(self._show).start(self.door, self)

    def begin(self) -> None:
        """On the days."""
        self.grid.setFocus()

    def show_year(self, year: int) -> None:
        """Turn to another year."""
        self.year = min(LAST_YEAR, max(FIRST_YEAR, year))
        self.load()

    def _build(self) -> None:
        self.back = tool(Icon.LEFT, "上一年", lambda: self.show_year(self.year - 1))
        self.forward = tool(Icon.RIGHT, "下一年", lambda: self.show_year(self.year + 1))
        self.enter = button("录入放假通知…", self._enter, kind="primary", glyph=Icon.IMPORT)
        self.export = button("导出…", self._export, glyph=Icon.EXPORT)
        self.empty = button("清空这一年", self._clear, kind="quiet")
        head = row(
            self.back,
            self._name,
            self.forward,
            self._sum,
            None,
            self.empty,
            self.export,
            self.enter,
            gap=GAP_M,
        )
        head.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_M)
        note = row(self.banner)
        note.setContentsMargins(GAP_XL, 0, GAP_XL, GAP_M)
        inner = QWidget()
        inner.setProperty("part", "plain")
        box = QVBoxLayout(inner)
        box.setContentsMargins(GAP_XL, 0, GAP_XL, 0)
        box.addWidget(self.grid)
        box.addStretch(1)
        area = scrolling(inner, sideways=True)
        self._area = area
        self.call = button("改名称…", lambda: self._rename(self.grid.day), kind="quiet")
        foot = spread((self._line, self.call), _legend(), gap=GAP_L)
        foot.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addLayout(note)
        whole.addWidget(area, 1)
        whole.addWidget(rule())
        whole.addLayout(foot)

    def _show(self, view: "YearView") -> None:
        self.view = view
        self._name.setText(f"{view.year} 年")
        self.grid.show_year(view.year, view.days, known=view.known, today=self.door.office.today)
        if view.known:
            self._sum.setText(f"放假 {view.rests} 天，调休上班 {view.works} 天")
        else:
            self._sum.setText("没有放假安排" if not view.days else f"只有 {len(view.days)} 天改动")
        said = view.reminder
        if not view.known and f"{view.year}" not in said:
            said = f"{missing_words([view.year])}。" + (f"\n{said}" if said else "")
        self.banner.say(said, "yellow")
        self.empty.setEnabled(bool(view.days))
        self.export.setEnabled(bool(view.days))
        self.back.setEnabled(view.year > FIRST_YEAR)
        self.forward.setEnabled(view.year < LAST_YEAR)

    def _say_day(self, day: date) -> None:
        special = self.grid.special(day)
        self._line.setText(day_words(day, special))
        if self.grid.hasFocus():
            spot = self.grid.mapTo(self._area.widget(), self.grid.place_of(day).center())
            self._area.ensureVisible(spot.x(), spot.y(), theme.px(40), theme.px(60))
        self.call.setEnabled(special is not None or day.weekday() >= 5)  # noqa: PLR2004 - Saturday

    def _turn(self, day: date) -> None:
        with_progress(
            self, self.door, setup.toggle(day), heading="正在改动日历", then=lambda done: self._done(done[0])
        )

    def _done(self, changes: Changes) -> None:
        ask.toast(self, changes.words.removeprefix("节假日："), undo=self._undo)

    def _undo(self) -> None:
        take_back(self, self.door)

    def _rename(self, day: date) -> None:
        special = self.grid.special(day)
        if special is None and day.weekday() < 5:  # noqa: PLR2004 - a plain working day
            ask.tell(self, "这一天是工作日", "请先点这一天改为休息，再写节日名称。")
            return
        said = f"{day_words(day, special)}。写上节日名称，如 县庆日。"
        name = ask.words(self, "节日名称", said, deed="保存")
        if name is not None and name.strip():
            setup.rename_day(day, name).then(lambda done: self._done(done[0])).start(self.door, self)

    def _enter(self) -> None:
        wanted = self.year
        if self.view is not None and self.view.known and wanted + 1 not in self.view.calendar.years:
            wanted += 1
        self.go_on(wanted)

    def go_on(self, year: int, again: "Mapping[str, str] | None" = None) -> None:
        """Ask for the notice of a year; what was typed for it and not adopted comes back."""
        dialog = NoticeDialog(self, self.door, year)
        keeper = Keeper(self.door, f"{NOTICE}/{year}", dialog, self, again=again)
        dialog.exec()
        if dialog.adopted is not None:
            self.year = dialog.adopted.notice.year
            with_progress(
                self, self.door, keeper.saving(setup.adopt(dialog.adopted.notice)), heading="正在采用放假安排",
                then=keeper.saved(lambda done: self._adopted(done[0])),
            )  # fmt: skip
        else:
            keeper.give_up(lambda typed: self.go_on(year, typed))
        dialog.deleteLater()

    def _adopted(self, changes: Changes) -> None:
        self.load()
        self._done(changes)

    def _export(self) -> None:
        name = f"{self.year}年放假安排.xlsx"
        path = ask.save_file(self, "导出放假安排", documents_folder() / name, kinds="Excel 工作簿 (*.xlsx)")
        if path is not None:
            writing = setup.write_year(self.year, path)
            writing.then(lambda days: ask.written(self, f"已导出 {days} 天", path)).start(self.door, self)

    def _clear(self) -> None:
        with_progress(
            self,
            self.door,
            setup.clear_year(self.year),
            heading="正在清空",
            then=lambda done: self._done(done[0]),
        )


def _legend() -> tuple[QLabel, ...]:
    """What the colours mean, in words."""
    found = []
    for words, tone in (("休　放假休息", "green"), ("班　调休上班", "orange")):
        mark = label(words, "small")
        mark.setProperty("tone", tone)
        repolish(mark)
        found.append(mark)
    found.append(label("点一天改变休息或上班　方向键走动　空格改变", "small"))
    return tuple(found)
