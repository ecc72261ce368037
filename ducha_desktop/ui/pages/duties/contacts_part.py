"""督查记录: visits, calls, notices and forms, latest first."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import obligations as ops
from ducha_desktop.ui.pages.duties.columns import contact_columns
from ducha_desktop.ui.pages.duties.contact_form import ContactForm
from ducha_desktop.ui.run import step_back
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL
from ducha_desktop.ui.widgets.basics import EmptyState, button, label, rule
from ducha_desktop.ui.widgets.flow import spread

if TYPE_CHECKING:
    from ducha_desktop.services.contacts import ContactView
    from ducha_desktop.services.obligations import UnitChoice

FORM = "contact.form"


class ContactsPart(QWidget):
    """The list of contacts; `matter_wanted(uid)` goes to the ledger."""

    matter_wanted = Signal(str)

    def __init__(self, door: Door) -> None:
        """Build it; `load` fills it in."""
        super().__init__()
        self.door = door
        self.views: Sequence[ContactView] = ()
        self.units: Sequence[UnitChoice] = ()
        self.model: WindowModel[ContactView] = WindowModel(door, contact_columns(), self)
        self.table: WindowTable[ContactView] = WindowTable(self.model)
        self._build()
        self.table.opened.connect(self._open)
        self.table.doubleClicked.connect(lambda _index: self._open())
        self.model.counted.connect(self._arrived)

    def load(self) -> None:
        """Read the list."""
        ops.units().latest("units").then(self._keep_units).start(self.door, self)
        ops.contacts().latest("contacts").then(self._show).start(self.door, self)

    def begin(self) -> None:
        """In the list, or on what fills it."""
        (self.table if self.views else self.add).setFocus()

    def _build(self) -> None:
        self.remove = button("删除", self._remove, kind="quiet", glyph=Icon.TRASH)
        self.add = button("登记督查记录…", self.fill, kind="primary", glyph=Icon.ADD)
        said = label("近一年的督查、暗访、电话督办；回车打开所督查的事项。", "soft")
        head = spread((said,), (self.remove, self.add))
        head.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_M)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.table.setAccessibleName("督查记录")
        self.stack.addWidget(
            EmptyState(
                Icon.NOTE, "还没有督查记录",
                "上门督查、暗访、电话督办以后在这里登记：哪个单位、用什么方式、发现了什么。它们计入督查负担。",
            )
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(rule())
        box.addWidget(self.stack, 1)
        self.remove.setEnabled(False)

    def fill(self, again: Mapping[str, str] | None = None) -> None:
        """Register a contact."""
        form = ContactForm(self, self.door, self.units, self.door.office.today)
        keeper = Keeper(self.door, FORM, form, self, again=again)
        if form.exec() and form.draft is not None:
            deed = keeper.saving(ops.add_contact(form.draft))
            deed.then(keeper.saved(lambda done: self._done(done[1]))).start(self.door, self)
        else:
            keeper.give_up(self.fill)
        form.deleteLater()

    def _remove(self) -> None:
        rows = [self.model.row(place) for place in self.table.selected_rows()]
        uids = [row.uid for row in rows if row is not None]
        if uids:
            ops.remove_contacts(uids).then(lambda done: self._done(done[1])).start(self.door, self)

    def _open(self) -> None:
        view = self.table.current_row()
        if view is not None and view.matter_uid:
            self.matter_wanted.emit(view.matter_uid)

    def _done(self, changes: Changes) -> None:
        undo = partial(step_back, self, self.door, then=lambda _changes: None)
        ask.toast(self, f"已{changes.words}", undo=undo)

    def _keep_units(self, units: "Sequence[UnitChoice]") -> None:
        self.units = units

    def _show(self, views: "Sequence[ContactView]") -> None:
        self.views = views
        self._place = max(self.table.currentIndex().row(), 0)
        self.stack.setCurrentIndex(0 if views else 1)
        self.remove.setEnabled(bool(views))
        self.model.open(ListSource(views))

    _place = 0

    def _arrived(self, count: int) -> None:
        if count:
            self.table.go_to(min(self._place, count - 1))
