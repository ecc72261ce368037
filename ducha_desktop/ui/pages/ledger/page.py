"""台账: the table, its filters, its totals, and the matter under the cursor."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
from ducha_desktop.services.ledger import Choices, Tallies
from ducha_desktop.services.outline import TreeRow
from ducha_desktop.services.views import MatterDetail, MatterRow
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, soon
from ducha_desktop.ui.operations import ledger as ledger_ops
from ducha_desktop.ui.pages.ledger.columns import BY_KEY, COLUMNS
from ducha_desktop.ui.pages.ledger.counting import Counting
from ducha_desktop.ui.pages.ledger.deeds import Deeds
from ducha_desktop.ui.pages.ledger.detail import DetailPanel
from ducha_desktop.ui.pages.ledger.empty import LedgerEmpty
from ducha_desktop.ui.pages.ledger.filter_bar import FilterBar
from ducha_desktop.ui.pages.ledger.following import Following
from ducha_desktop.ui.pages.ledger.footer import Footer
from ducha_desktop.ui.pages.ledger.head import LedgerHead
from ducha_desktop.ui.pages.ledger.menu import column_menu, row_menu
from ducha_desktop.ui.pages.ledger.outlining import Outlining
from ducha_desktop.ui.pages.ledger.screen import LedgerScreen
from ducha_desktop.ui.pages.ledger.selection_bar import SelectionBar
from ducha_desktop.ui.pages.ledger.value_lists import ValueLists
from ducha_desktop.ui.pages.ledger.views import LedgerViews
from ducha_desktop.ui.shortcuts import Key, bind
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.outline_table import OutlineTable
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import button, rule
from ducha_desktop.ui.widgets.editors import Suggestions

if TYPE_CHECKING:
    from ducha_desktop.services.unsaved import UnsavedForm

_DETAIL_DELAY_MS = 60


class LedgerPage(LedgerScreen):
    """The ledger of the office."""

    outlining: Outlining

    def __init__(self, door: Door) -> None:
        """Build the screen; nothing is read before it is seen."""
        super().__init__(door)
        self.query = LedgerQuery()
        self.known, self.ledgers = Suggestions(), {}
        self.model = WindowModel(door, COLUMNS, self)
        self.deeds = Deeds(self)
        self._detail_timer = QTimer(self)
        self._detail_timer.setSingleShot(True)
        self._detail_timer.setInterval(_DETAIL_DELAY_MS)
        self._build()
        self._connect()

    def load(self) -> None:
        """Read list, choices and totals afresh."""
        if not self._opened:
            self._opened = True
            self.query = self.views.remember()
            self.outlining.folding = self.views.folding
            self._mark_order()
            self.outlining.say()
        self.model.open(self.outlining.source())
        self.counting.outdate()
        self.views.load()
        ledger_ops.choices().latest("choices").then(self._offer).start(self.door, self)

    _opened = False

    def follow(self, changes: Changes) -> None:
        """Refresh what a write touched, keeping place and selection."""
        row = self.table.current_row()
        self.following.keep(row.uid if row is not None else self.detail.uid)
        self.outlining.sub_totals.outdate()
        self.model.refresh()
        self.counting.outdate()
        if changes.tables & {"setting", "unit", "person"}:
            self.views.load()
        if changes.tables & {"unit", "person", "ledger"}:
            ledger_ops.choices().latest("choices").then(self._offer).start(self.door, self)
        if changes.tables & {"unit", "person"}:
            self._follow_merges(self.query)
        if self.detail.uid and (changes.many or self.detail.uid in changes.matters):
            self._read_detail()

    def _follow_merges(self, asked: LedgerQuery) -> None:
        """What is filtered by a unit or person that has been merged is filtered by the one that stayed."""

        def take(now: LedgerQuery) -> None:
            if self.query == asked != now:
                self._take(now)

        ledger_ops.standing(asked).latest("standing").then(take).start(self.door, self)

    def begin(self) -> None:
        """In the list; while it is empty, on what fills it."""
        if self._middle.currentWidget() is self.table:
            self.table.setFocus()
        else:
            self.empty.begin()

    def ask(self, query: LedgerQuery) -> None:
        """Show the list another screen asks for."""
        self.views.left()
        self._take(query)

    def _open_view(self, query: LedgerQuery) -> None:
        self.outlining.folding = self.views.folding
        self._take(query)
        self._mark_order()
        self.go.emit("search", query.search)

    def _reread(self) -> None:
        """The same list, with the words of other columns."""
        row = self.table.current_row()
        if row is not None:
            self.keep_at(row.uid)
        self.model.open(self.outlining.source())

    def _take(self, query: LedgerQuery) -> None:
        self.query = query
        self.filters.show_query(query)
        self._reopen()

    def take(self, form: "UnsavedForm") -> None:
        """Go on filling in a form that another screen offers."""
        self.deeds.go_on(form)

    def search(self, text: str) -> None:
        """Narrow the list to what answers to `text`."""
        if text != self.query.search:
            self.query = replace(self.query, search=text)
            self._reopen()

    def show_matter(self, uid: str) -> None:
        """Put the cursor on a matter wherever it stands in the list."""
        self.following.find(uid)

    def _build(self) -> None:
        self.filters, self.footer, self.detail = FilterBar(), Footer(), DetailPanel(self.door)
        self.selection = SelectionBar()
        self.table = OutlineTable(self.model, stripe=lambda row: theme.light(row.light))
        self.deeds.serve_table()
        self.lists = ValueLists(self.door, self.table, lambda: self.query)
        self.lists.mark()
        self.views = LedgerViews(self, self.filters.views)
        self.outlining = Outlining(self, self.filters.groups, self.filters.tree)
        self.following = Following(self)
        self.counting = Counting(self)
        self.counting.told.connect(self._told)
        self.following.stayed.connect(self._detail_timer.start)
        self.table.editing.faded = lambda row: isinstance(row, TreeRow) and row.beside
        self.empty = LedgerEmpty()
        self._middle = QStackedWidget()
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.empty)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (self._head(), rule(), self._middle, rule(), self.selection, self.footer):
            box.addWidget(part)
        box.setStretchFactor(self._middle, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.detail)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        self._share()
        theme.changed.connect(self._share)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)

    def _share(self) -> None:
        """The detail panel grows with the window and the text, up to two fifths of the screen."""
        whole = max(self.width(), 1)
        wide = max(theme.px(326), min(theme.px(380), whole * 28 // 100))
        panel = min(wide, whole * 2 // 5) if self.isVisible() else theme.px(348)
        self.splitter.setSizes([max(whole - panel, theme.px(860) if not self.isVisible() else 1), panel])

    def _head(self) -> QWidget:
        self.export_button = button("导出", glyph=Icon.EXPORT, opens=True)
        self.export_button.setMenu(self.deeds.exporting.menu(self.export_button))
        self.add_button = button("新增事项", self.deeds.add, kind="primary", glyph=Icon.ADD)
        self.add_button.setToolTip("新增事项（Ctrl+N）")
        return LedgerHead(self.filters, self.export_button, self.add_button)

    def _connect(self) -> None:
        self.filters.changed.connect(self._filters_changed)
        self.filters.cleared.connect(self.clear_filters)
        self.views.chosen.connect(self._open_view)
        self.outlining.arranged.connect(self._arrange)
        self.views.rows_wanted.connect(self._reread)
        self.lists.chosen.connect(self._take)
        self.lists.sorted_by.connect(self._sort_to)
        self.table.sorted_by.connect(self._sort)
        self.table.walked.connect(self._walked)
        self.table.opened.connect(self.detail.begin)
        self.detail.left.connect(self.table.setFocus)
        self.table.chosen.connect(self._show_selection)
        self.selection.edit_wanted.connect(self.deeds.edit_many)
        self.selection.act_wanted.connect(self.deeds.act_on_many)
        self.selection.clear_wanted.connect(self._clear_selection)
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.table.customContextMenuRequested.connect(self._menu)
        header = self.table.horizontalHeader()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(
            lambda at: column_menu(self.table, self.views, header.mapToGlobal(at))
        )
        self.model.edited.connect(self.deeds.edit_cell)
        self.model.counted.connect(self._counted)
        self.model.failed.connect(self.deeds.reading_failed)
        self._detail_timer.timeout.connect(self._read_detail)
        self.detail.edit_wanted.connect(self.deeds.edit)
        self.detail.fill_wanted.connect(self.deeds.filling.fill)
        self.detail.delete_wanted.connect(self.deeds.delete)
        self.detail.cards_wanted.connect(self.deeds.cards)
        self.detail.origin_wanted.connect(lambda uid: self.go.emit("origins", uid))
        self.detail.acted.connect(self.deeds.act)
        for key, call in (
            (Key.DELETE, self.deeds.delete),
            (Key.EDIT, self.deeds.edit),
            (Key.CARDS, self.deeds.cards),
            (Key.EXPORT, self.deeds.exporting.export),
            (Key.SORT, self._sort_here),
            (Key.LIST, self.lists.open_here),
        ):
            bind(self, key, call, inside=True)
        self.empty.add_wanted.connect(self.deeds.add)
        self.empty.import_wanted.connect(lambda: self.go.emit("import", None))
        self.empty.clear_wanted.connect(self.clear_filters)

    def _filters_changed(self) -> None:
        self._take(self.filters.apply(self.query))

    def clear_filters(self) -> None:
        """Show the whole ledger in its present order."""
        self.views.left()
        asked = self.query
        kept = LedgerQuery(sort=asked.sort, descending=asked.descending, groups=asked.groups, tree=asked.tree)
        self._take(kept)
        self.go.emit("search", "")

    def _arrange(self, query: LedgerQuery) -> None:
        row = self.table.current_row()
        if row is not None:
            self.keep_at(row.uid)
        self._take(query)
        self.arrangement_changed()

    def keep_at(self, uid: str) -> None:
        """Put the cursor back on a matter once the list is here again."""
        self.following.keep_at(uid)

    def arrangement_changed(self) -> None:
        """Remember groups, tree and folding for the view."""
        self.views.keep_arrangement(self.query, self.outlining.folding)

    @property
    def words(self) -> tuple[str, ...]:
        """The columns shown whose words are read from the matters."""
        return self.views.words

    def _reopen(self) -> None:
        self.lists.mark()
        self.outlining.say()
        self.model.open(self.outlining.source())
        self.counting.outdate()

    def _sort(self, key: str) -> None:
        sort = BY_KEY[key].sort
        if sort is None:
            return
        if self.query.sort is not sort:
            self.query = replace(self.query, sort=sort, descending=False)
        elif not self.query.descending:
            self.query = replace(self.query, descending=True)
        else:
            self.query = replace(self.query, sort=SortKey.ENTRY, descending=False)
        self._show_order()

    def _sort_to(self, key: str, descending: bool) -> None:
        self.query = replace(self.query, sort=BY_KEY[key].sort or SortKey.ENTRY, descending=descending)
        self._show_order()

    def _show_order(self) -> None:
        self.views.keep_order(self.query)
        self._mark_order()
        self.model.open(self.outlining.source())

    def _mark_order(self) -> None:
        sort = self.query.sort
        shown = next((c.key for c in COLUMNS if c.sort is sort and sort is not SortKey.ENTRY), "")
        self.model.mark_sorted(shown, descending=self.query.descending)

    def _sort_here(self) -> None:
        if self.table.currentIndex().isValid():
            self._sort(COLUMNS[self.table.currentIndex().column()].key)

    def _told(self, tallies: Tallies, count: int) -> None:
        self.filters.count(tallies)
        self.footer.show_tallies(tallies, all_rows=count)
        self.counted.emit(count)

    def _counted(self, _count: int) -> None:
        self._show_empty()
        self.counting.listed()
        if self.following.wants:
            self.following.ask()
        elif self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.go_to(0)

    def _show_empty(self) -> None:
        restricted = self.filters.restricts or bool(self.query.search)
        empty = self.model.rowCount() == 0 and not self.model.loading
        if empty:
            self.empty.show_reason(restricted=restricted)
            self.detail.show_nothing()
        self.detail.setVisible(restricted or not empty)
        self._middle.setCurrentIndex(1 if empty else 0)

    def _offer(self, choices: Choices) -> None:
        self.filters.offer(choices, self.door.office.today)
        self.ledgers = dict(choices.ledgers)
        self.known = Suggestions(
            units=[name for _, name in choices.units],
            people=[name for _, name in choices.leaders],
            ledgers=[name for _, name in choices.ledgers],
        )
        self.known = self.table.editing.known = self.deeds.suggestions(self.known)

    def _walked(self, row: MatterRow | None) -> None:
        self.following.walked(row)
        self._detail_timer.start()

    def _show_selection(self, count: int) -> None:
        """The line that names the selection takes its place from the table: the cursor stays in sight."""
        before = self.selection.isVisible()
        self.selection.show_selection(count)
        if self.selection.isVisible() and not before:
            soon(self, lambda: self.table.scrollTo(self.table.currentIndex()))

    def _clear_selection(self) -> None:
        self.table.unselect()
        self.table.setFocus()

    def _read_detail(self) -> None:
        row = self.table.current_row()
        if row is None:
            self.detail.show_nothing()
            return
        reading = ledger_ops.detail(row.uid).latest("detail").then(self._show_detail)
        reading.failed(self._detail_failed).start(self.door, self)

    def _detail_failed(self, error: Exception) -> None:
        """A matter that has just been deleted or undone is no trouble: the list is on its way."""
        self.detail.show_nothing()
        if not isinstance(error, NotFoundError):
            self.deeds.reading_failed(error)

    def _show_detail(self, matter: MatterDetail) -> None:
        self.matter = matter
        self.detail.show_matter(matter, self.door.office.today)

    def _menu(self, at: QPoint) -> None:
        row_menu(self.deeds, self.table, self.table.viewport().mapToGlobal(at), self.outlining)
