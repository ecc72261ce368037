"""What the clerk can do on the screen of units and people; the screen itself only shows."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services.register_views import PersonView, PostView, UnitDetail, UnitView
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Write, register
from ducha_desktop.ui.pages.register.filling import RegisterFilling
from ducha_desktop.ui.pages.register.list_preview import ListPreview
from ducha_desktop.ui.pages.register.merging import MergeDialog
from ducha_desktop.ui.pages.register.screen import RegisterScreen
from ducha_desktop.ui.run import documents_folder, take_back, with_progress

if TYPE_CHECKING:
    from ducha_desktop.services.register_drafts import RegisterPlan

T = TypeVar("T")
_NAMED = 3
_EXCEL = "Excel 工作簿 (*.xlsx)"
_LISTS = "名单 (*.xlsx *.xls *.et *.csv)"
Entry = UnitView | PersonView


class RegisterDeeds(QObject):
    """Enters, changes, merges, confirms, orders and deletes: always an operation, always with 撤销 in reach."""

    def __init__(self, page: RegisterScreen) -> None:
        """Serve `page`."""
        super().__init__(page)
        self._page = page
        self.filling = RegisterFilling(page)
        self.filling.saved.connect(self._said)

    def merge(self, other: str = "") -> None:
        """Merge the selected entries, or the one under the cursor into `other`."""
        page = self._page
        chosen = [*([other] if other else []), *page.chosen_alike()]
        if not chosen:
            return
        is_unit = any(unit.uid == chosen[-1] for unit in page.lists.units)
        every: Sequence[Entry] = page.lists.units if is_unit else page.lists.people
        dialog = MergeDialog(page, page.door, every, chosen)
        if other:
            dialog.keep(other)
        if dialog.exec() and dialog.preview is not None:
            said, stays = dialog.preview, dialog.stays
            names = "、".join(f"“{name}”" for name in said.gone[:_NAMED])
            more = f"等 {len(said.gone)} 个" if len(said.gone) > _NAMED else ""
            words = f"合并{'单位' if is_unit else '人员'}：{names}{more}并入“{said.stays}”"
            deed = register.merge(stays, dialog.gone, words=words, is_unit=is_unit)
            page.wanted = stays if page.part != "waiting" else ""
            self._long(deed, "正在合并")
        dialog.deleteLater()

    def confirm(self) -> None:
        """Take the selected names to be confirmed into the register as they are."""
        page = self._page
        chosen = set(page.chosen_uids())
        waiting = [twin for twin in page.lists.twins if twin.uid in chosen]
        if not waiting:
            return
        units = [twin.uid for twin in waiting if twin.is_unit]
        people = [twin.uid for twin in waiting if not twin.is_unit]
        words = f"确认“{waiting[0].name}”" if len(waiting) == 1 else f"确认 {len(waiting)} 个名称"
        self._long(register.confirm(units, people, words), "正在确认")

    def remove(self) -> None:
        """Delete the entry under the cursor; what still needs it is said instead."""
        detail = self._page.panel.detail
        if detail is not None:
            view = detail.view
            self._start(register.remove(view.uid, view.name, is_unit=isinstance(view, UnitView)))

    def move(self, by: int) -> None:
        """Move the entry under the cursor up (-1) or down (1) past its neighbour in the list."""
        page, detail = self._page, self._page.panel.detail
        if detail is None or not detail.view.place:
            return
        neighbour = page.neighbour(detail.view.uid, by)
        if neighbour:
            view = detail.view
            page.wanted = view.uid
            is_unit = isinstance(detail, UnitDetail)
            deed = register.move(view.uid, view.name, neighbour, is_unit=is_unit, behind=by > 0)
            deed.then(lambda _done: None).start(page.door, page)

    def move_up(self) -> None:
        """Past the one above."""
        self.move(-1)

    def move_down(self) -> None:
        """Past the one below."""
        self.move(1)

    def remove_post(self, post: PostView) -> None:
        """Delete a post entered by mistake."""
        self._start(register.remove_post(post))

    def import_list(self) -> None:
        """Take over a list of units and people from a workbook, after a look at every row."""
        page = self._page
        path = ask.open_file(page, "选择单位或人员名单", _LISTS, start=documents_folder())
        if path is not None:
            with_progress(
                page, page.door, register.read_list(path), heading="正在读取名单", then=self._preview
            )

    def export_list(self) -> None:
        """Write units and people to a workbook that can be read back."""
        page = self._page
        path = ask.save_file(page, "导出名册", documents_folder() / "单位人员名册.xlsx", kinds=_EXCEL)
        if path is not None:
            with_progress(
                page, page.door, register.export(path), heading="正在导出名册",
                then=lambda made: ask.written(page, "名册已导出", made),
            )  # fmt: skip

    def _preview(self, judged: "RegisterPlan") -> None:
        page = self._page
        dialog = ListPreview(page, page.door, judged)
        if dialog.exec():
            self._long(register.bring_in(judged), "正在导入名册")
        dialog.deleteLater()

    def _start(self, deed: Write[T]) -> None:
        deed.then(self._said).start(self._page.door, self._page)

    def _long(self, deed: Write[T], heading: str) -> None:
        """A deed that may touch many matters: it shows that it is at work."""
        with_progress(self._page, self._page.door, deed, heading=heading, then=self._said)

    def _said(self, done: tuple[T, Changes]) -> None:
        page = self._page
        if done[1].words:
            ask.toast(page, f"已{done[1].words}", undo=self._undo)

    def _undo(self) -> None:
        page = self._page
        take_back(page, page.door)
