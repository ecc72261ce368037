"""What the clerk can do on the screen of units and people; the screen itself only shows."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.vocabulary import PostLevel, UnitKind
from ducha_desktop.services.register_views import PersonView, PostView, UnitDetail, UnitView
from ducha_desktop.ui import ask
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import Write, register, unsaved
from ducha_desktop.ui.pages.register.form import EntryForm, Field, person_fields, post_fields, unit_fields
from ducha_desktop.ui.pages.register.list_preview import ListPreview
from ducha_desktop.ui.pages.register.merging import MergeDialog
from ducha_desktop.ui.pages.register.screen import RegisterScreen
from ducha_desktop.ui.pages.register.takeover import TakeoverDialog
from ducha_desktop.ui.run import documents_folder, step_back, with_progress

if TYPE_CHECKING:
    from ducha_desktop.services.register_drafts import RegisterPlan
    from ducha_desktop.services.unsaved import UnsavedForm

T = TypeVar("T")
UNIT, PERSON = "register.unit/", "register.person/"
_NAMED = 3
_EXCEL = "Excel 工作簿 (*.xlsx)"
_LISTS = "名单 (*.xlsx *.xls *.et *.csv)"
Entry = UnitView | PersonView
Save = Callable[[Mapping[str, str], str], Write[str]]


class RegisterDeeds(QObject):
    """Enters, changes, merges, confirms, orders and deletes: always an operation, always with 撤销 in reach."""

    def __init__(self, page: RegisterScreen) -> None:
        """Serve `page`."""
        super().__init__(page)
        self._page = page

    def add(self) -> None:
        """Enter a unit, or a person where people are listed."""
        self._fill(None, is_unit=self._page.part != "people")

    def edit(self) -> None:
        """Change the entry under the cursor."""
        if self._page.panel.detail is not None:
            view = self._page.panel.detail.view
            self._fill(view, is_unit=isinstance(view, UnitView))

    def merge(self, other: str = "") -> None:
        """Merge the selected entries, or the one under the cursor into `other`."""
        page = self._page
        chosen = [*([other] if other else []), *page.chosen_uids()]
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

    def add_post(self) -> None:
        """Give the person under the cursor a post."""
        detail = self._page.panel.detail
        if detail is not None and isinstance(detail.view, PersonView):
            self._fill_post(detail.view.uid, detail.view.name, None, {"unit": detail.view.unit})

    def edit_post(self, post: PostView) -> None:
        """Change a post or its term."""
        values = {
            "title": post.title,
            "level": post.level.word,
            "unit": post.unit,
            "since": str(post.since or ""),
            "until": str(post.until or ""),
        }
        self._fill_post(post.person_uid, post.person, post, values)

    def remove_post(self, post: PostView) -> None:
        """Delete a post entered by mistake."""
        self._start(register.remove_post(post))

    def take_over(self, post: PostView) -> None:
        """Let a successor take over a post."""
        page = self._page
        dialog = TakeoverDialog(page, page.door, post, page.lists.people, page.door.office.today)
        if dialog.exec() and dialog.change is not None:
            self._long(register.take_over(post, dialog.name, dialog.change), "正在交接")
        dialog.deleteLater()

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

    def look_for_left(self) -> None:
        """Offer to go on with a form of this screen that a power cut closed."""
        unsaved.left().then(self._offer).start(self._page.door, self)

    def _offer(self, forms: "Sequence[UnsavedForm]") -> None:
        mine = [form for form in forms if form.name.startswith((UNIT, PERSON))]
        if mine:
            name = mine[0].name
            what = "单位" if name.startswith(UNIT) else "人员"
            ask.offer(self._page, f"上次没有保存的内容还在：{what}", "接着填", lambda: self._go_on(name))

    def _go_on(self, name: str) -> None:
        is_unit = name.startswith(UNIT)
        uid = name.removeprefix(UNIT if is_unit else PERSON)
        every: Sequence[Entry] = self._page.lists.units if is_unit else self._page.lists.people
        view = next((each for each in every if each.uid == uid), None)
        if view is not None or not uid:
            self._fill(view, is_unit=is_unit)

    def _fill(self, view: Entry | None, *, is_unit: bool, again: Mapping[str, str] | None = None) -> None:
        page = self._page
        what = "单位" if is_unit else "人员"
        values = self._values(view) if view is not None else None
        form = EntryForm(
            page,
            f"{'新增' if view is None else '修改'}{what}",
            self._fields(view, is_unit=is_unit),
            values=values,
            deed="保存" if view is not None else f"新增{what}",
        )
        if view is None:
            self._begin(form, is_unit=is_unit)
        name = f"{UNIT if is_unit else PERSON}{view.uid if view else ''}"
        save: Save = register.save_unit if is_unit else register.save_person
        self._exec(form, name, lambda given: save(given, view.uid if view else ""), again, (view, is_unit))
        form.deleteLater()

    def _exec(
        self,
        form: EntryForm,
        name: str,
        save: Callable[[Mapping[str, str]], Write[str]],
        again: Mapping[str, str] | None,
        about: tuple[Entry | None, bool],
    ) -> None:
        page = self._page
        keeper = Keeper(page.door, name, form, page)
        if again is not None:
            form.bring_back(again, "刚才没有保存的内容又在这里了。")
        done = bool(form.exec())
        values = form.values
        if not done or not values:
            keeper.settle()
            if form.touched and not done:
                ask.toast(
                    page,
                    "填写的内容已放弃",
                    undo=lambda: self._fill(about[0], is_unit=about[1], again=values),
                )
            return
        keeper.keep_now()

        def saved(result: tuple[str, Changes]) -> None:
            keeper.settle()
            page.wanted = result[0]
            self._said(result)

        save(values).then(saved).start(page.door, page)

    def _fields(self, view: Entry | None, *, is_unit: bool) -> Sequence[Field]:
        lists = self._page.lists
        units = [unit.name for unit in lists.units]
        if is_unit:
            classes = dict.fromkeys(unit.rank_class for unit in lists.units if unit.rank_class)
            return unit_fields(units, list(classes))
        return person_fields(units, new=view is None)

    def _begin(self, form: EntryForm, *, is_unit: bool) -> None:
        """What most new entries are."""
        from ducha_desktop.ui.widgets import editors

        key, words = ("kind", UnitKind.GOVERNMENT.word) if is_unit else ("level", PostLevel.STAFF.word)
        editors.fill(form.editor(key), words)
        form.touched = False

    def _values(self, view: Entry) -> dict[str, str]:
        detail = self._page.panel.detail
        learned = detail.learned if detail is not None and detail.view.uid == view.uid else ()
        shared = {
            "name": view.name,
            "learned": "、".join(learned),
            "phone": view.phone,
            "place": str(view.place or ""),
            "provisional": "1" if view.provisional else "",
        }
        if isinstance(view, UnitView):
            return shared | {
                "kind": view.kind.word,
                "rank_class": view.rank_class,
                "short_names": "、".join(view.short_names),
                "parent": view.parent,
            }
        return shared | {"unit": view.unit, "aliases": "、".join(view.aliases)}

    def _fill_post(
        self, person_uid: str, name: str, post: PostView | None, values: Mapping[str, str]
    ) -> None:
        page = self._page
        units = [unit.name for unit in page.lists.units]
        heading = f"{'修改' if post else '新增'}职务：{name}"
        form = EntryForm(page, heading, post_fields(units), values=values)
        if form.exec() and (form.values or post is None):
            everything = form.everything
            self._start(register.save_post(person_uid, name, everything, post.uid if post else ""))
        form.deleteLater()

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
        step_back(page, page.door, then=lambda changes: ask.toast(page, f"已{changes.words}"))
