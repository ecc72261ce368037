"""The views of the ledger: the list behind 视图, keeping and changing them, and the columns of each."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMenu, QPushButton

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.saved_view import BUILT_IN, SavedView, moving_span
from ducha_desktop.services.outline import Folding
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import saved_views as operations
from ducha_desktop.ui.pages.ledger.columns import words_of
from ducha_desktop.ui.pages.ledger.layouts import WHOLE, Layouts
from ducha_desktop.ui.tables.layout import Layout, TableLayout
from ducha_desktop.ui.widgets.basics import repolish

if TYPE_CHECKING:
    from ducha_desktop.ui.pages.ledger.screen import LedgerScreen

EVERYTHING = SavedView("", "全部台账", LedgerQuery(), built_in=True)


class LedgerViews(QObject):
    """`chosen(query)` when a view was opened, `rows_wanted` when other columns need other words."""

    chosen = Signal(object)
    rows_wanted = Signal()

    def __init__(self, page: "LedgerScreen", button: QPushButton) -> None:
        """Serve the list behind `button` and the columns of the page's table."""
        super().__init__(page)
        self._page, self._button = page, button
        self._own: tuple[SavedView, ...] = ()
        self.view = EVERYTHING
        self.columns = TableLayout(page.table)
        self.columns.changed.connect(self._laid)
        self._menu = QMenu(button)
        self._menu.setToolTipsVisible(True)
        self._menu.aboutToShow.connect(self._fill)
        button.setMenu(self._menu)
        self._layouts: Layouts | None = None
        self._say()

    @property
    def words(self) -> tuple[str, ...]:
        """The columns shown whose words are read from the matters."""
        return words_of(self.columns.layout.shown)

    def remember(self) -> LedgerQuery:
        """Columns and order of the whole ledger as they were left; for the first reading."""
        self._layouts = Layouts(self._page.door.office.folder.root)
        self.columns.lay(self._layouts.layout(WHOLE, self.columns.usual))
        return self._ordered(self._page.query)

    def load(self) -> None:
        """Read the office's own views."""
        operations.views().latest("views").then(self._take).start(self._page.door, self)

    def open(self, view: SavedView) -> None:
        """Show what the view asks for, in its columns."""
        self.view = view
        layouts = self._layouts
        if layouts is not None:
            self.columns.lay(layouts.layout(self._key, self._usual(view)))
        self._say()
        self.chosen.emit(self._ordered(view.on(self._page.door.office.today)))

    def left(self) -> None:
        """Another screen asked for a list of its own: no view is open."""
        self.view = EVERYTHING
        self._say()

    def keep_order(self, query: LedgerQuery) -> None:
        """Remember the order of the list for this view."""
        if self._layouts is not None:
            self._layouts.keep_order(self._key, (query.sort, query.descending))

    def choose_columns(self) -> None:
        """Ask which columns are shown."""
        from ducha_desktop.ui.pages.ledger.columns_dialog import ColumnsDialog

        dialog = ColumnsDialog(self._page, self.columns.layout, self.columns.usual)
        if dialog.exec():
            before = self.words
            self.columns.lay(dialog.chosen())
            self._laid(self.columns.layout)
            if self.words != before:
                self.rows_wanted.emit()

    def show_column(self, key: str, *, shown: bool) -> None:
        """Show or hide one column."""
        before = self.words
        self.columns.show(key, shown=shown)
        if self.words != before:
            self.rows_wanted.emit()

    @property
    def _key(self) -> str:
        return self.view.uid or WHOLE

    def _usual(self, view: SavedView) -> Layout:
        if not view.order:
            return self.columns.usual
        return Layout(view.order, frozenset(view.shown), frozen=view.frozen)

    def _ordered(self, query: LedgerQuery) -> LedgerQuery:
        if self._layouts is None:
            return query
        order, arrangement = self._layouts.order(self._key), self._layouts.arrangement(self._key)
        if order is not None:
            query = replace(query, sort=order[0], descending=order[1])
        return replace(query, groups=arrangement[0], tree=arrangement[1]) if arrangement else query

    @property
    def folding(self) -> Folding | None:
        """What was folded in this view when it was left."""
        return self._layouts.folding(self._key) if self._layouts is not None else None

    def keep_arrangement(self, query: LedgerQuery, folding: Folding | None) -> None:
        """Remember how the list of this view is arranged, and what is folded."""
        if self._layouts is not None:
            self._layouts.keep_arrangement(self._key, query)
            self._layouts.keep_folding(self._key, folding)

    def _laid(self, layout: Layout) -> None:
        if self._layouts is not None:
            self._layouts.keep_layout(self._key, layout)

    def _take(self, views: tuple[SavedView, ...]) -> None:
        self._own, before = views, self.view
        if before.uid and not before.built_in:
            self.view = next((view for view in views if view.uid == before.uid), EVERYTHING)
        self._say()
        if self.view.uid == before.uid and self.view.query != before.query and self._shows(before):
            self.open(self.view)

    def _shows(self, view: SavedView) -> bool:
        """Whether the list is what the view asks for, in whatever order."""
        asked, shown = view.on(self._page.door.office.today), self._page.query
        ordered = replace(asked, sort=shown.sort, descending=shown.descending)
        return replace(ordered, groups=shown.groups, tree=shown.tree) == shown

    def _say(self) -> None:
        open_one = bool(self.view.uid)
        self._button.setText(f"视图：{self.view.name}" if open_one else "视图")
        self._button.setAccessibleName(self._button.text())
        self._button.setProperty("on", open_one)
        repolish(self._button)
        self._button.updateGeometry()

    def _fill(self) -> None:
        menu = self._menu
        menu.clear()
        for group in ((EVERYTHING, *BUILT_IN), self._own):
            for view in group:
                entry = menu.addAction(view.name.replace("&", "&&"))
                entry.setCheckable(True)
                entry.setChecked(view.uid == self.view.uid)
                entry.triggered.connect(lambda _on=False, view=view: self.open(view))
            menu.addSeparator()
        menu.addAction("把当前列表保存为视图…").triggered.connect(self.keep_new)
        if self.view.uid and not self.view.built_in:
            name = self.view.name.replace("&", "&&")
            menu.addAction(f"用当前的筛选和列更新“{name}”").triggered.connect(self._update)
            menu.addAction(f"“{name}”改名…").triggered.connect(self._rename)
            menu.addAction(f"删除“{name}”").triggered.connect(self._delete)
        menu.addSeparator()
        menu.addAction("列设置…").triggered.connect(self.choose_columns)

    def _now(self, uid: str, name: str) -> SavedView:
        """The list as it is, as a view."""
        query, layout = self._page.query, self.columns.layout
        span = moving_span(query, self._page.door.office.today)
        shown = tuple(key for key in layout.order if key in layout.shown)
        kept = replace(query, due_after=None, due_before=None) if span else query
        return SavedView(uid, name, kept, span, layout.order, shown, layout.frozen)

    def keep_new(self) -> None:
        """Keep the list as it is under a name."""
        name = ask.words(self._page, "保存视图", "给这个视图起个名称，如“住建口在办”。", deed="保存")
        if name is not None:
            view = self._now("", name)
            operations.keep(view).then(lambda done: self._kept(view, done[0])).start(self._page.door, self)

    def _kept(self, view: SavedView, uid: str) -> None:
        self.view = replace(view, uid=uid)
        self._laid(self.columns.layout)
        self.keep_order(self._page.query)
        self.keep_arrangement(self._page.query, self._page.outlining.folding)
        self.load()

    def _update(self) -> None:
        view = self._now(self.view.uid, self.view.name)
        operations.keep(view).then(lambda done: self._kept(view, done[0])).start(self._page.door, self)

    def _rename(self) -> None:
        name = ask.words(self._page, "视图改名", f"“{self.view.name}”的新名称：", deed="改名")
        if name is not None:
            operations.rename(self.view, name).then(lambda _done: self.load()).start(self._page.door, self)

    def _delete(self) -> None:
        gone = self.view
        operations.delete(gone).then(lambda _done: self._deleted(gone)).start(self._page.door, self)

    def _deleted(self, gone: SavedView) -> None:
        if self.view.uid == gone.uid:
            self.open(EVERYTHING)
        self.load()
