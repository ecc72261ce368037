"""What the clerk can do on the ledger screen; the screen itself only shows."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QMenu

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.fields import BY_KEY
from ducha_desktop.domain.percent import read_percent
from ducha_desktop.domain.states import TRANSITIONS, Transition
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui import ask
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import ledger as ledger_ops
from ducha_desktop.ui.operations import matters, paste
from ducha_desktop.ui.pages.ledger.act import ActDialog
from ducha_desktop.ui.pages.ledger.exporting import Exporting
from ducha_desktop.ui.pages.ledger.filling import Filling
from ducha_desktop.ui.pages.ledger.paste import Cells
from ducha_desktop.ui.pages.ledger.paste_judging import Judging
from ducha_desktop.ui.pages.ledger.placing import Placing
from ducha_desktop.ui.pages.ledger.pressing import Pressing
from ducha_desktop.ui.pages.ledger.screen import LedgerScreen
from ducha_desktop.ui.run import take_back, with_progress
from ducha_desktop.ui.shortcuts import Key, bind
from ducha_desktop.ui.widgets.editors import Suggestions

if TYPE_CHECKING:
    from ducha_desktop.services.unsaved import UnsavedForm
    from ducha_desktop.ui.pages.ledger.many_acts import Offered

ACT, ACT_MANY, MANY = "matter.act/", "matter.act_many/", "matter.many"
_MOST_AT_ONCE = 5_000


class Deeds(QObject):
    """Adds, edits, acts, deletes: always through an operation, always with 撤销 in reach."""

    def __init__(self, page: LedgerScreen) -> None:
        """Serve `page`."""
        super().__init__(page)
        self._page = page
        self.exporting = Exporting(page, self._with_selection)
        self.filling, self.pressing = Filling(page), Pressing(page)
        self.filling.added.connect(self._added)
        self.filling.edited.connect(self._edited)

    def serve_table(self) -> None:
        """The table of the screen is there: take its cells and keys into service."""
        table = self._page.table
        self.cells, self._judging = Cells(self._page), Judging(self._page)
        self.placing = Placing(self._page, self._with_selection, self._done)
        for key, call in (
            (Key.CLEAR, self.clear),
            (Key.MANY, self.edit_many),
            (Key.ACT_MANY, self.act_on_many),
            (Key.SAVED, self.say_saved),
        ):
            bind(table, key, call, inside=True)

    def suggestions(self, known: Suggestions) -> Suggestions:
        """Names for completion, from the register once it has been read."""
        return self._judging.suggestions(known)

    def clear(self) -> None:
        """Del: empty the cells of the block; whole rows go into the recycle bin."""
        if self._page.table.block.whole:
            self.delete()
        else:
            self.cells.clear()

    def say_saved(self) -> None:
        """Ctrl+S: what is being typed counts, and once everything is on the disk, say so."""
        if self._page.table.leave():
            paste.settled().then(
                lambda _none: ask.toast(self._page, "都已保存：每一步做完就自动存好了")
            ).start(self._page.door, self._page)

    def edit_many(self) -> None:
        """Give the matters of the block the same new values."""
        self._with_selection("批量修改", self._edit_many)

    def offer_acts(self, menu: QMenu) -> None:
        """Fill a menu with what may be done to the matters of the block."""
        from ducha_desktop.ui.pages.ledger.many_acts import fill_menu

        def fill(found: Sequence[MatterRow]) -> None:
            fill_menu(menu, found, self.act_many)
            self.pressing.offer(menu, found)

        self._with_selection("办理", fill)

    def act_on_many(self) -> None:
        """Let the clerk choose what is done to all matters of the block."""
        self._with_selection("批量办理", self._offer_many)

    def _offer_many(self, rows: Sequence[MatterRow]) -> None:
        from ducha_desktop.ui.pages.ledger.many_acts import fill_menu

        page = self._page
        menu = QMenu(page)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fill_menu(menu, rows, self.act_many)
        self.pressing.offer(menu, rows)
        table = page.table
        at = table.visualRect(table.currentIndex())
        menu.popup(table.viewport().mapToGlobal(at.bottomLeft()))

    def act_many(self, each: "Offered", again: Mapping[str, str] | None = None) -> None:
        """Carry out an action on all matters that allow it."""
        from ducha_desktop.ui.pages.ledger.many_acts import ManyActsDialog

        page = self._page
        dialog = ManyActsDialog(page, each, self._today)
        keeper = Keeper(page.door, f"{ACT_MANY}{each.line.action.value}", dialog, page, again=again)
        if dialog.exec():
            with_progress(
                page,
                page.door,
                keeper.saving(matters.act_many(each.allowed, dialog.deed)),
                heading=f"正在{each.line.word}",
                then=keeper.saved(lambda done: self._done(done[1])),
            )
        else:
            keeper.give_up(lambda typed: self.act_many(each, typed))
        dialog.deleteLater()

    def add(self) -> None:
        """Register a new matter."""
        self.filling.add()

    def edit(self) -> None:
        """Change the matter under the cursor in the form."""
        page, row = self._page, self._row()
        if row is not None and page.matter is not None and page.matter.row.uid == row.uid:
            self.filling.edit(page.matter)

    def edit_cell(self, row: MatterRow, key: str, value: str) -> None:
        """Change one field in its cell; a percentage out of its bounds is refused, not kept as words."""
        if key == "progress_percent" and value.strip():
            problem = read_percent(value).problem
            if problem:
                ask.toast(self._page, f"没有改动：{problem.split('，')[0]}，请填 0 到 100 的数")
                return
        self._edit(row, {key: value})

    def act(self, line: Transition) -> None:
        """Carry out an action on the matter under the cursor."""
        row = self._row()
        if row is not None:
            self._act(row, line)

    def go_on(self, form: "UnsavedForm") -> None:
        """Open the form that a power cut closed; what was typed comes back into it."""
        page = self._page
        if form.name.startswith(ACT):
            uid, _, action = form.name.removeprefix(ACT).partition("/")
            line = next((each for each in TRANSITIONS if each.action.value == action), None)
            if line is not None:
                ledger_ops.detail(uid).then(lambda matter: self._act(matter.row, line)).start(page.door, page)
        else:
            self.filling.go_on(form)

    def _act(self, row: MatterRow, line: Transition, again: Mapping[str, str] | None = None) -> None:
        page = self._page
        held = page.matter if page.matter is not None and page.matter.row.uid == row.uid else None
        now = held.possible.get(line.action) if held is not None else None
        dialog = ActDialog(page, row, line, self._today, now=now)
        name = f"{ACT}{row.uid}/{line.action.value}"
        keeper = Keeper(page.door, name, dialog, page, again=again)
        if dialog.exec():
            deed = keeper.saving(matters.act(row, dialog.deed))
            deed.then(keeper.saved(lambda done: self._done(done[1], _beside(done[0])))).start(page.door, page)
        else:
            keeper.give_up(lambda typed: self._act(row, line, typed))
        dialog.deleteLater()

    def delete(self) -> None:
        """Put the selected matters into the recycle bin; no question, for undo serves."""
        self._with_selection("删除", self._delete)

    def cards(self) -> None:
        """Show the cards of the selected matters."""
        self._with_selection(
            "打印督办卡", lambda rows: self._page.go.emit("cards", [row.number for row in rows])
        )

    def reading_failed(self, error: Exception) -> None:
        """The list could not be read."""
        ask.failure(self._page, error)

    @property
    def _today(self) -> date:
        return self._page.door.office.today

    def _row(self) -> MatterRow | None:
        return self._page.table.current_row()

    def _edit(self, row: MatterRow, values: dict[str, str]) -> None:
        moves = any(self._page.outlining.is_grouped_by(key) for key in values)
        note = ("已归到相应的组，光标留在原处",) if moves else ()
        operation = matters.edit(row, values).then(lambda done: self._edited((*done[0], *note), done[1]))
        operation.start(self._page.door, self._page)

    def _edited(self, problems: Sequence[str], changes: Changes) -> None:
        notes = list(problems)
        if "unit" in changes.tables:
            notes.append("名册里没有这个单位，已登记为待确认；写错了请撤销")
        if "person" in changes.tables:
            notes.append("名册里没有这个人，已登记为待确认；写错了请撤销")
        self._done(changes, _beside(notes))

    def _edit_many(self, rows: Sequence[MatterRow], again: Mapping[str, str] | None = None) -> None:
        from ducha_desktop.ui.pages.ledger.many import ManyDialog

        page = self._page
        at = page.table.currentIndex()
        first = page.model.columns[at.column()].key if at.isValid() else ""
        dialog = ManyDialog(page, page.door, rows, page.known, first=first)
        keeper = Keeper(page.door, MANY, dialog, page, again=again)
        if dialog.exec() and dialog.plan is not None:
            plan, names = dialog.plan, "、".join(BY_KEY[key].label for key in dialog.fields)
            deed = keeper.saving(paste.write(plan.edits, words=f"批量修改 {len(plan.edits):,} 项的{names}"))
            with_progress(
                page,
                page.door,
                deed,
                heading="正在修改",
                then=keeper.saved(lambda done: self._done(done[1])),
            )
        else:
            keeper.give_up(lambda typed: self._edit_many(rows, typed))
        dialog.deleteLater()

    def _added(self, uid: str, changes: Changes) -> None:
        self._done(changes)
        self._page.show_matter(uid)

    def _delete(self, rows: Sequence[MatterRow]) -> None:
        first = rows[0]
        words = f"删除{first.number}" if len(rows) == 1 else f"删除 {len(rows)} 项"
        place = self._page.table.selected_rows()[:1]

        def done(removed: tuple[int, Changes]) -> None:
            for first in place:  # what followed the deleted rows moves up to where they began
                self._page.table.go_to(first)
            self._done(removed[1])

        matters.remove([row.uid for row in rows], words).then(done).start(self._page.door, self._page)

    def _done(self, changes: Changes, note: str = "") -> None:
        if changes:
            ask.toast(self._page, f"已{changes.words}{note}", undo=self._undo)

    def _undo(self) -> None:
        page = self._page
        take_back(page, page.door)

    def _with_selection(self, what: str, use: Callable[[Sequence[MatterRow]], None]) -> None:
        """Hand the selected rows to `use`, reading those that are not in memory."""
        page = self._page
        places = page.table.selected_rows() if page.table.selected_count() <= _MOST_AT_ONCE else []
        if not places:
            if page.table.selected_count():
                ask.tell(
                    page,
                    f"不能{what}",
                    f"一次最多选 {_MOST_AT_ONCE:,} 项。请用筛选缩小范围；没有改动任何数据。",
                )
            return
        here = [page.model.row(place) for place in places]
        rows = [row for row in here if row is not None]
        if len(rows) == len(places):
            use(rows)
            return
        if page.outlining.shown is not None:
            page.outlining.shown.rows(page.table.block.spans).then(use).start(page.door, page)


def _beside(notes: Sequence[str]) -> str:
    """What is to be told beside the deed."""
    return f"（{'；'.join(notes)}）" if notes else ""
