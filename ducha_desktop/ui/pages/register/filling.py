"""Filling in the forms of the register: what is typed survives a power cut, a refusal and a change of mind."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.vocabulary import PostLevel, UnitKind
from ducha_desktop.services.register_views import PersonDetail, PersonView, PostView, UnitView
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import Write, register
from ducha_desktop.ui.pages.register.form import EntryForm, Field, person_fields, post_fields, unit_fields
from ducha_desktop.ui.pages.register.screen import RegisterScreen
from ducha_desktop.ui.pages.register.takeover import TakeoverDialog
from ducha_desktop.ui.run import with_progress
from ducha_desktop.ui.widgets import editors

if TYPE_CHECKING:
    from ducha_desktop.services.unsaved import UnsavedForm

UNIT, PERSON = "register.unit/", "register.person/"
POST, TAKEOVER = "register.post/", "register.takeover/"
"""Names of the forms; behind the first two stands the uid, behind the others the person's and the post's."""
Entry = UnitView | PersonView
Save = Callable[[Mapping[str, str], str], Write[str]]
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Holder:
    """Whose post it is, and at which unit a new one is likely."""

    uid: str
    name: str
    unit: str = ""


class RegisterFilling(QObject):
    """Opens the forms of units, people and posts; `saved((result, changes))` follows."""

    saved = Signal(object)

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

    def add_post(self) -> None:
        """Give the person under the cursor a post."""
        detail = self._page.panel.detail
        if detail is not None and isinstance(detail.view, PersonView):
            self._fill_post(_Holder(detail.view.uid, detail.view.name, detail.view.unit), None)

    def edit_post(self, post: PostView) -> None:
        """Change a post or its term."""
        self._fill_post(_Holder(post.person_uid, post.person), post)

    def take_over(self, post: PostView, again: Typed | None = None) -> None:
        """Let a successor take over a post."""
        page = self._page
        dialog = TakeoverDialog(page, page.door, post, page.lists.people, page.door.office.today)
        keeper = Keeper(page.door, f"{TAKEOVER}{post.person_uid}/{post.uid}", dialog, page, again=again)
        if dialog.exec() and dialog.change is not None:
            deed = keeper.saving(register.take_over(post, dialog.name, dialog.change))
            with_progress(page, page.door, deed, heading="正在交接", then=keeper.saved(self.saved.emit))
        else:
            keeper.give_up(lambda typed: self.take_over(post, typed))
        dialog.deleteLater()

    def go_on(self, form: "UnsavedForm") -> None:
        """Open the form that a power cut closed; the keeper fills it in."""
        page, lists = self._page, self._page.lists
        kind = next((kind for kind in (UNIT, PERSON, POST, TAKEOVER) if form.name.startswith(kind)), "")
        uid, _, post = form.name.removeprefix(kind).partition("/")
        if kind in (POST, TAKEOVER):
            reading = register.person(uid).then(lambda found: self._go_on_with(found, post, kind))
            reading.start(page.door, self)
        elif kind:
            every: Sequence[Entry] = lists.units if kind == UNIT else lists.people
            view = next((each for each in every if each.uid == uid), None)
            if view is not None or not uid:
                self._fill(view, is_unit=kind == UNIT)

    def _go_on_with(self, found: PersonDetail, uid: str, kind: str) -> None:
        post = next((each for each in found.posts if each.uid == uid), None)
        if kind == POST and (post is not None or not uid):
            self._fill_post(_Holder(found.view.uid, found.view.name, found.view.unit), post)
        elif post is not None:
            self.take_over(post)

    def _fill(self, view: Entry | None, *, is_unit: bool, again: Typed | None = None) -> None:
        what = "单位" if is_unit else "人员"
        form = EntryForm(
            self._page,
            f"{'新增' if view is None else '修改'}{what}",
            self._fields(view, is_unit=is_unit),
            values=self._values(view) if view is not None else None,
            deed="保存" if view is not None else f"新增{what}",
        )
        if view is None:
            _begin(form, is_unit=is_unit)
        uid = view.uid if view else ""
        save: Save = register.save_unit if is_unit else register.save_person
        self._exec(
            form,
            f"{UNIT if is_unit else PERSON}{uid}",
            save=lambda: save(form.values, uid),
            again=again,
            reopen=lambda typed: self._fill(view, is_unit=is_unit, again=typed),
            then=self._entered,
        )

    def _fill_post(self, holder: "_Holder", post: PostView | None, again: Typed | None = None) -> None:
        units = [unit.name for unit in self._page.lists.units]
        heading = f"{'修改' if post else '新增'}职务：{holder.name}"
        values = _post_values(post) if post else {"unit": holder.unit}
        form = EntryForm(self._page, heading, post_fields(units), values=values)
        uid = post.uid if post else ""
        self._exec(
            form,
            f"{POST}{holder.uid}/{uid}",
            save=lambda: register.save_post(holder.uid, holder.name, form.everything, uid),
            again=again,
            reopen=lambda typed: self._fill_post(holder, post, typed),
            then=self.saved.emit,
        )

    def _exec(
        self,
        form: EntryForm,
        name: str,
        *,
        save: Callable[[], Write[str]],
        again: Typed | None,
        reopen: Callable[[Typed], None],
        then: Callable[[tuple[str, Changes]], None],
    ) -> None:
        page = self._page
        keeper = Keeper(page.door, name, form, page, again=again)
        if not form.exec():
            keeper.give_up(reopen)
        elif form.values:
            keeper.saving(save()).then(keeper.saved(then)).start(page.door, page)
        else:
            keeper.settle()
        form.deleteLater()

    def _entered(self, result: tuple[str, Changes]) -> None:
        self._page.wanted = result[0]
        self.saved.emit(result)

    def _fields(self, view: Entry | None, *, is_unit: bool) -> Sequence[Field]:
        lists = self._page.lists
        units = [unit.name for unit in lists.units]
        if is_unit:
            classes = dict.fromkeys(unit.rank_class for unit in lists.units if unit.rank_class)
            return unit_fields(units, list(classes))
        return person_fields(units, new=view is None)

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


def _post_values(post: PostView) -> dict[str, str]:
    return {
        "title": post.title,
        "level": post.level.word,
        "unit": post.unit,
        "since": str(post.since or ""),
        "until": str(post.until or ""),
    }


def _begin(form: EntryForm, *, is_unit: bool) -> None:
    """What most new entries are."""
    key, words = ("kind", UnitKind.GOVERNMENT.word) if is_unit else ("level", PostLevel.STAFF.word)
    editors.fill(form.editor(key), words)
    form.touched = False
