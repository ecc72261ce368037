"""Filling in the form of a matter: what is typed survives a power cut, a refusal and a change of mind."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ducha_desktop.domain.fields import EXTRA_PREFIX
from ducha_desktop.services.views import MatterDetail
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import ledger as ledger_ops
from ducha_desktop.ui.operations import matters, origins, setup
from ducha_desktop.ui.pages.ledger.form import MatterForm
from ducha_desktop.ui.pages.ledger.node_filling import NodeFilling
from ducha_desktop.ui.pages.ledger.screen import LedgerScreen
from ducha_desktop.ui.pages.ledger.similar import SimilarDialog
from ducha_desktop.ui.remembered import Remembered

if TYPE_CHECKING:
    from ducha_desktop.services.ledger_kinds import LedgerView
    from ducha_desktop.services.origin_views import Similar
    from ducha_desktop.services.unsaved import UnsavedForm

_ADD, _EDIT = "matter.add", "matter.edit/"


def _offer_extras(form: MatterForm, books: "Sequence[LedgerView]") -> None:
    form.extras.offer({book.name: book.extra_fields for book in books})


class Filling(QObject):
    """Opens the form to add or change a matter; `added(uid, changes)` and `edited(problems, changes)` follow."""

    added = Signal(str, object)
    edited = Signal(object, object)

    def __init__(self, page: LedgerScreen) -> None:
        """Serve `page`."""
        super().__init__(page)
        self._page, self._nodes = page, NodeFilling(page.door, page)

    def add(self, values: Mapping[str, str] | None = None) -> None:
        """Register a new matter; `values` are those of a form that was given up a moment ago."""
        page = self._page
        form = MatterForm(page, page.known, ledger=self._likely_ledger())
        keeper = self._open(form, _ADD, values)
        if not form.exec():
            keeper.give_up(self.add)
            form.deleteLater()
            return
        self._remember(form.values.get("ledger", ""))
        alike = origins.similar_to(form.values["title"], form.values.get("lead_unit", ""))
        alike.then(lambda found: self._register(form, keeper, found))
        alike.failed(lambda _error: self._register(form, keeper, ())).start(page.door, page)

    def _register(self, form: MatterForm, keeper: Keeper, found: "Sequence[Similar]") -> None:
        """Register what was typed, unless the clerk finds that the ledger has it already."""
        page, typed = self._page, dict(form.values)
        dialog = SimilarDialog(page, typed["title"], found) if found else None
        if dialog is None or dialog.exec():
            deed = keeper.saving(matters.add(typed))
            deed.then(keeper.saved(lambda done: self.added.emit(*done))).start(page.door, page)
        else:
            keeper.settle()
            if dialog.opened:
                page.show_matter(dialog.opened)
            else:
                self.add(typed)
        for made in (dialog, form):
            if made is not None:
                made.deleteLater()

    def _likely_ledger(self) -> str:
        """The ledger that is filtered by, the one a matter was added to last, that of the matter at the cursor, the first."""
        page = self._page
        if len(page.query.ledgers) == 1:
            return page.ledgers.get(page.query.ledgers[0], "")
        here = page.matter.fields.get("ledger", "") if page.matter is not None else ""
        names = tuple(page.ledgers.values())
        last = Remembered(page.door.office.folder.root).last_ledger
        return next((name for name in (last, here) if name in names), next(iter(names), ""))

    def _remember(self, ledger: str) -> None:
        Remembered(self._page.door.office.folder.root).last_ledger = ledger

    def fill(self, key: str) -> None:
        """Change the matter in the detail panel, beginning at one of its fields."""
        if self._page.matter is not None:
            self.edit(self._page.matter, begin=key)

    def edit(
        self, matter: MatterDetail, values: Mapping[str, str] | None = None, *, begin: str = "title"
    ) -> None:
        """Change a matter; the cursor stands in the field `begin`."""
        page = self._page
        more = {EXTRA_PREFIX + name: text for name, text in matter.extras.items()}
        form = MatterForm(page, page.known, values=matter.fields | more)
        form.begin_at(begin)
        keeper = self._open(form, _EDIT + matter.row.uid, values)
        if not form.exec():
            keeper.give_up(lambda again: self.edit(matter, again))
        elif form.values:
            deed = keeper.saving(matters.edit(matter.row, form.values))
            deed.then(keeper.saved(lambda done: self.edited.emit(*done))).start(page.door, page)
        else:
            keeper.settle()
        form.deleteLater()

    def go_on(self, form: "UnsavedForm") -> None:
        """Open the form a power cut closed; the keeper fills it in."""
        page = self._page
        if form.name == _ADD:
            self.add()
        elif form.name.startswith(_EDIT):
            ledger_ops.detail(form.name.removeprefix(_EDIT)).then(self.edit).start(page.door, page)
        else:
            self._nodes.go_on(form)

    def _open(self, form: MatterForm, name: str, values: Mapping[str, str] | None) -> Keeper:
        keeper = Keeper(self._page.door, name, form, self._page, again=values)
        setup.ledgers().then(lambda books: _offer_extras(form, books)).start(self._page.door, form)
        return keeper
