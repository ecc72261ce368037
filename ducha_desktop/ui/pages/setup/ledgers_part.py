"""台账: which ledgers there are, in which order, with their number rules and extra fields."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.numbering import pattern_words
from ducha_desktop.domain.procedure import Procedure
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import Door, setup
from ducha_desktop.ui.pages.setup.extras import ExtrasDialog
from ducha_desktop.ui.pages.setup.ledger_form import LedgerForm
from ducha_desktop.ui.pages.setup.procedure_form import ProcedureForm
from ducha_desktop.ui.run import take_back, with_progress
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL
from ducha_desktop.ui.widgets.basics import button, label
from ducha_desktop.ui.widgets.flow import spread

if TYPE_CHECKING:
    from ducha_desktop.services.ledger_kinds import LedgerView

_FORM = "setup.ledger/"
RULES = "setup.procedure"


def _columns() -> "tuple[Column[LedgerView], ...]":
    return (
        Column("台账", "name", lambda b: b.name, 0),
        Column("类别", "kind", lambda b: b.kind_word, 112, gives_way=1, tone=lambda _b: "soft"),
        Column("年度", "year", lambda b: str(b.year or "长期"), 64, right=True),
        Column("编号规则", "pattern", lambda b: pattern_words(b.pattern), 190, 170, tone=lambda _b: "soft"),
        Column("下一个编号", "next", lambda b: b.next_number, 150),
        Column(
            "附加字段", "extras", lambda b: "、".join(b.extra_fields) or "—", 220, 130, 2,
            hint=lambda b: "、".join(b.extra_fields), tone=lambda _b: "soft",
        ),
        Column("事项", "matters", lambda b: f"{b.matters:,}", 72, right=True),
    )  # fmt: skip


class LedgersPart(QWidget):
    """The list of ledgers."""

    def __init__(self, door: Door) -> None:
        """Build it; `load` fills it in."""
        super().__init__()
        self.door = door
        self.books: Sequence[LedgerView] = ()
        self.model: WindowModel[LedgerView] = WindowModel(door, _columns(), self)
        self.table: WindowTable[LedgerView] = WindowTable(self.model)
        self._wanted = ""
        self._build()
        self.table.walked.connect(self._walked)
        self.table.opened.connect(self._change)
        self.model.counted.connect(self._arrived)

    def load(self) -> None:
        """Read the list; the cursor stays on its ledger."""
        book = self.table.current_row()
        self._wanted = self._wanted or (book.uid if book else "")
        setup.ledgers().latest("ledgers").then(self._show).start(self.door, self)

    def begin(self) -> None:
        """In the list."""
        self.table.setFocus()

    def _build(self) -> None:
        self.up = button("上移", lambda: self._move(-1), glyph=Icon.UP)
        self.down = button("下移", lambda: self._move(1), glyph=Icon.DOWN)
        self.remove = button("删除", self._remove, kind="quiet", glyph=Icon.TRASH)
        self.extras = button("附加字段…", self._extras, glyph=Icon.COLUMNS)
        self.rules = button("办理规则…", self._rules, glyph=Icon.SHIELD)
        self.change = button("修改…", self._change, glyph=Icon.EDIT)
        self.add = button("新增台账…", self._add, kind="primary", glyph=Icon.ADD)
        head = spread(
            (label("台账的顺序就是各处筛选、统计和打印的顺序。", "soft"),),
            (self.remove, self.up, self.down, self.extras, self.rules, self.change, self.add),
        )
        head.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_M)
        note = label(
            "改编号规则只影响以后立项的事项，已有编号不变；编号用过就不再用，删除的也不重用。",
            "small",
            wrap=True,
        )
        note.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_L)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(self.table, 1)
        box.addWidget(note)
        self._walked()

    def _show(self, books: "Sequence[LedgerView]") -> None:
        self.books = books
        self.model.open(ListSource(books))

    def _arrived(self, count: int) -> None:
        places = {book.uid: place for place, book in enumerate(self.books)}
        if count:
            self.table.go_to(places.get(self._wanted, 0))
        self._wanted = ""
        self._walked()

    def _walked(self, *_row: object) -> None:
        book = self.table.current_row()
        place = self._place(book)
        for part in (self.remove, self.extras, self.rules, self.change):
            part.setEnabled(book is not None)
        self.up.setEnabled(place > 0)
        self.down.setEnabled(0 <= place < len(self.books) - 1)

    def _place(self, book: "LedgerView | None") -> int:
        return next((n for n, each in enumerate(self.books) if book is not None and each.uid == book.uid), -1)

    def go_on(self, uid: str, *, rules: bool = False) -> None:
        """Open the form of a ledger, of a new one without a uid, or of its rules; what was typed there comes back."""

        def reopen(books: "Sequence[LedgerView]") -> None:
            book = next((each for each in books if each.uid == uid), None)
            if rules and book is not None:
                self._open_rules(book)
            elif not rules and (book is not None or not uid):
                self._fill(book)

        setup.ledgers().then(reopen).start(self.door, self)

    def _add(self) -> None:
        self._fill(None)

    def _change(self, *_place: object) -> None:
        book = self.table.current_row()
        if book is not None:
            self._fill(book)

    def _fill(self, book: "LedgerView | None", again: "Mapping[str, str] | None" = None) -> None:
        form = LedgerForm(self, self.door, book, self.door.office.today.year)
        keeper = Keeper(self.door, f"{_FORM}{book.uid if book else ''}", form, self, again=again)
        if not form.exec():
            keeper.give_up(lambda typed: self._fill(book, typed))
        elif book is None:
            keeper.saving(setup.add_ledger(form.words)).then(keeper.saved(self._added)).start(self.door, self)
        else:
            self._wanted = book.uid
            with_progress(
                self, self.door, keeper.saving(setup.change_ledger(book.uid, form.words)), heading="正在修改台账",
                then=keeper.saved(lambda done: self._saved(done[0])),
            )  # fmt: skip
        form.deleteLater()

    def _added(self, result: tuple[str, Changes]) -> None:
        self._wanted = result[0]
        self._saved(result[1])

    def _extras(self) -> None:
        book = self.table.current_row()
        if book is not None:
            self._wanted = book.uid
            dialog = ExtrasDialog(self, self.door, book)
            dialog.exec()
            dialog.deleteLater()
            self.load()

    def _rules(self) -> None:
        book = self.table.current_row()
        if book is not None:
            self._open_rules(book)

    def _open_rules(self, book: "LedgerView") -> None:
        reading = setup.procedure(book.uid).latest("procedure")
        reading.then(lambda found: self._fill_rules(book, found)).start(self.door, self)

    def _fill_rules(
        self, book: "LedgerView", found: Procedure, again: "Mapping[str, str] | None" = None
    ) -> None:
        form = ProcedureForm(self, book.name, found)
        keeper = Keeper(self.door, f"{RULES}/{book.uid}", form, self, again=again)
        if form.exec():
            self._wanted = book.uid
            saving = keeper.saving(setup.save_procedure(book.uid, form.procedure))
            saving.then(keeper.saved(lambda done: self._saved(done[0]))).start(self.door, self)
        else:
            keeper.give_up(lambda typed: self._fill_rules(book, found, typed))
        form.deleteLater()

    def _move(self, by: int) -> None:
        book = self.table.current_row()
        place = self._place(book)
        uids = [each.uid for each in self.books]
        if book is None or not 0 <= place + by < len(uids):
            return
        uids.insert(place + by, uids.pop(place))
        self._wanted = book.uid
        setup.reorder_ledgers(uids).then(lambda done: self._saved(done[0])).start(self.door, self)

    def _remove(self) -> None:
        book = self.table.current_row()
        if book is not None:
            setup.remove_ledger(book.uid).then(lambda done: self._saved(done[0])).start(self.door, self)

    def _saved(self, changes: Changes) -> None:
        self.load()
        ask.toast(self, f"已{changes.words}", undo=self._undo)

    def _undo(self) -> None:
        take_back(self, self.door)
