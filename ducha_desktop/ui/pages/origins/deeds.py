"""What the clerk can do on the screen of origins; the screen itself only shows."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.origins import OriginKind
from ducha_desktop.services.origin_views import OriginDetail
from ducha_desktop.ui import ask
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import Write, origins
from ducha_desktop.ui.pages.origins.form import OriginForm
from ducha_desktop.ui.pages.origins.limits import LimitsDialog
from ducha_desktop.ui.pages.origins.merging import MergeListsDialog
from ducha_desktop.ui.pages.origins.reply import ReplyDialog
from ducha_desktop.ui.pages.origins.screen import OriginScreen
from ducha_desktop.ui.pages.origins.split import SplitDialog
from ducha_desktop.ui.run import take_back, with_progress

if TYPE_CHECKING:
    from ducha_desktop.services.unsaved import UnsavedForm

ADD, EDIT, SPLIT, REPLY = "origin.add/", "origin.edit/", "origin.split/", "origin.reply/"
"""Names of the forms; behind the first stands the kind, behind the others the uid."""
Typed = Mapping[str, str]


class OriginDeeds(QObject):
    """Registers, changes, splits, answers, links and merges: always an operation, always with 撤销 in reach."""

    def __init__(self, page: OriginScreen) -> None:
        """Serve `page`."""
        super().__init__(page)
        self._page = page

    def add(self, kind: OriginKind, again: Typed | None = None) -> None:
        """Register an origin of a kind."""
        page = self._page
        form = OriginForm(page, kind, page.lists, page.door.office.today)
        keeper = Keeper(page.door, f"{ADD}{kind.value}", form, page, again=again)
        if form.exec():
            keeper.saving(origins.add(kind, form.kept)).then(keeper.saved(self._entered)).start(
                page.door, page
            )
        else:
            keeper.give_up(lambda typed: self.add(kind, typed))
        form.deleteLater()

    def edit(self, again: Typed | None = None) -> None:
        """Change the origin under the cursor."""
        page, detail = self._page, self._page.panel.detail
        if detail is None:
            return
        form = OriginForm(page, detail.row.kind, page.lists, page.door.office.today, values=detail.values)
        keeper = Keeper(page.door, f"{EDIT}{detail.row.uid}", form, page, again=again)
        if not form.exec():
            keeper.give_up(self.edit)
        elif form.values:
            deed = keeper.saving(origins.edit(detail.row, form.values))
            deed.then(keeper.saved(self._entered)).start(page.door, page)
        else:
            keeper.settle()
        form.deleteLater()

    def split(self, again: Typed | None = None) -> None:
        """Make drafts of the items of the origin under the cursor."""
        page, detail = self._page, self._page.panel.detail
        if detail is None:
            return
        dialog = SplitDialog(page, page.door, detail, page.lists)
        keeper = Keeper(page.door, f"{SPLIT}{detail.row.uid}", dialog, page, again=again)
        if dialog.exec():
            deed = keeper.saving(origins.split(detail.row, dialog.items, dialog.ledger.currentText()))
            with_progress(page, page.door, deed, heading="正在登记事项", then=keeper.saved(self._said))
        else:
            keeper.give_up(self.split)
        dialog.deleteLater()

    def reply(self, again: Typed | None = None) -> None:
        """Register the reply to the origin under the cursor."""
        page, detail = self._page, self._page.panel.detail
        if detail is None or not detail.row.is_answered:
            return
        dialog = ReplyDialog(page, detail, page.door.office.today)
        keeper = Keeper(page.door, f"{REPLY}{detail.row.uid}", dialog, page, again=again)
        if dialog.exec():
            deed = keeper.saving(origins.reply(detail.row, dialog.words, dialog.on))
            deed.then(keeper.saved(self._entered)).start(page.door, page)
        else:
            keeper.give_up(self.reply)
        dialog.deleteLater()

    def link(self) -> None:
        """Say that a matter comes from the origin under the cursor, too."""
        page, detail = self._page, self._page.panel.detail
        if detail is None:
            return
        sentence = f"哪一件事项也出自“{detail.row.title}”？请写编号，如 督办〔2026〕9号 或 拟-3。"
        number = ask.words(page, "关联已有事项", sentence, deed="关联")
        if number and number.strip():
            self._start(origins.link(detail.row, number.strip()))

    def unlink(self, matter_uid: str, number: str) -> None:
        """Take a matter out of the origin under the cursor."""
        detail = self._page.panel.detail
        if detail is not None:
            self._start(origins.unlink(detail.row, matter_uid, number))

    def remove(self) -> None:
        """Delete the origin under the cursor; its matters stay."""
        detail = self._page.panel.detail
        if detail is not None:
            self._start(origins.remove(detail.row))

    def merge(self) -> None:
        """Merge two lists of tasks into one."""
        page = self._page
        lists = [row for row in page.lists.rows if row.kind is OriginKind.TASK_LIST]
        if len(lists) < 2:  # noqa: PLR2004 - two make one
            said = "要先登记两份“任务清单”（如县委的和县政府的），并分解成事项，才能合并。没有改动任何数据。"
            ask.tell(page, "合并清单", said)
            return
        dialog = MergeListsDialog(page, page.door, lists, page.lists.ledgers)
        if dialog.exec() and dialog.plan is not None:
            deed = origins.merge(dialog.plan, dialog.pairs, str(dialog.ledger.currentData()))
            with_progress(page, page.door, deed, heading="正在合并清单", then=self._said)
        dialog.deleteLater()

    def limits(self) -> None:
        """Change the default limits."""
        page = self._page
        dialog = LimitsDialog(page, page.lists.rules)
        if dialog.exec() and dialog.rules != tuple(page.lists.rules):
            self._start(origins.save_limits(dialog.rules))
        dialog.deleteLater()

    def go_on(self, form: "UnsavedForm") -> None:
        """Open the form that a power cut closed; the keeper fills it in."""
        if form.name.startswith(ADD):
            self.add(OriginKind(form.name.removeprefix(ADD)))
            return
        for name, call in ((EDIT, self.edit), (SPLIT, self.split), (REPLY, self.reply)):
            if form.name.startswith(name):
                self._with(form.name.removeprefix(name), call)

    def _with(self, uid: str, call: Any) -> None:
        def go(detail: OriginDetail) -> None:
            self._page.panel.show_detail(detail)
            call()

        origins.detail(uid).then(go).start(self._page.door, self)

    def _start(self, deed: Write[Any]) -> None:
        deed.then(self._said).start(self._page.door, self._page)

    def _entered(self, done: tuple[str, Changes]) -> None:
        self._page.wanted = done[0]
        self._said(done)

    def _said(self, done: tuple[object, Changes]) -> None:
        page = self._page
        if done[1].words:
            ask.toast(page, f"已{done[1].words}", undo=self._undo)

    def _undo(self) -> None:
        page = self._page
        take_back(page, page.door)
