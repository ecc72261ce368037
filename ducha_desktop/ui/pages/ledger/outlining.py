"""Groups and tree of the ledger: the two buttons, what is folded, and a whole group selected."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QPushButton

from ducha_desktop.domain.ledger_query import GroupLevel, LedgerQuery, SortKey
from ducha_desktop.services.outline import GROUPABLE, Folding, Heading, Hidden, Path
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations.ledger import LedgerSource
from ducha_desktop.ui.operations.outline import OutlineSource
from ducha_desktop.ui.pages.ledger.groups_menu import GroupsMenu
from ducha_desktop.ui.pages.ledger.sub_totals import SubTotals
from ducha_desktop.ui.shortcuts import Key, bind
from ducha_desktop.ui.widgets.basics import repolish

if TYPE_CHECKING:
    from ducha_desktop.ui.pages.ledger.screen import LedgerScreen

_MOST_SELECTED = 200_000


class Outlining(QObject):
    """`arranged(query)` when the clerk groups the list or shows it as a tree."""

    arranged = Signal(object)

    def __init__(self, page: "LedgerScreen", groups: QPushButton, tree: QPushButton) -> None:
        """Serve the buttons 分组 and 层级, and the headings in the page's table."""
        super().__init__(page)
        self._page, self._groups, self._tree = page, groups, tree
        self.folding: Folding | None = None
        self._source: OutlineSource | None = None
        self.shown: LedgerSource | OutlineSource | None = None
        self.menu = GroupsMenu(groups)
        self.menu.aboutToShow.connect(lambda: self.menu.show_query(page.query))
        self.menu.chosen.connect(lambda levels: self.group_by(*levels))
        self.menu.folded.connect(self.turn_all)
        groups.setMenu(self.menu)
        tree.clicked.connect(self.turn_tree)
        table = page.table
        table.turned.connect(self.turn)
        table.turned_all.connect(self.turn_all)
        table.group_wanted.connect(self.select_group)
        page.model.heading_hint = table.cells.headings.hint
        self.sub_totals = SubTotals(page)
        page.model.counted.connect(self._counted)
        for key, call in ((Key.GROUP, self.group_here), (Key.TREE, self.turn_tree)):
            bind(page, key, call, inside=True)
        self.say()

    def source(self) -> LedgerSource | OutlineSource:
        """The rows of the page's query, arranged as it asks."""
        query, words = self._page.query, self._page.words
        if query.arranged:
            self._unfold_hits(query)
            self.shown = self._source = OutlineSource(query, words, folding=self.folding)
        else:
            self.shown, self._source = LedgerSource(query, words), None
        self.sub_totals.follow(self._source)
        return self.shown

    def _unfold_hits(self, query: LedgerQuery) -> None:
        """A tree that is filtered otherwise than before unfolds to its hits; the whole one is as it was left."""
        asked = replace(query, sort=SortKey.ENTRY, descending=False, groups=())
        if query.tree and self._asked.tree and asked != self._asked:
            if self._asked == LedgerQuery(tree=True):
                self._whole = self.folding
            self.folding = self._whole if asked == LedgerQuery(tree=True) else None
        self._asked = asked

    _asked = LedgerQuery()
    _whole: Folding | None = None

    def say(self) -> None:
        """Let the buttons tell how the list is arranged."""
        query = self._page.query
        groups = () if query.tree else query.groups
        names = "、".join(GROUPABLE[level.column] for level in groups if level.column in GROUPABLE)
        self._groups.setText(f"分组：{names}" if names else "分组")
        self._tree.setText("层级")
        for chip, on in ((self._groups, bool(names)), (self._tree, query.tree)):
            chip.setProperty("on", on)
            chip.setAccessibleName(chip.text() + ("（已选）" if on else ""))
            repolish(chip)
            chip.updateGeometry()

    # --- how the list is arranged ---

    def group_by(self, *levels: GroupLevel) -> None:
        """Group the list; without levels it is flat again."""
        self._arrange(replace(self._page.query, groups=levels, tree=False))

    def group_here(self) -> None:
        """Group by the column of the cursor; by the same column again: no groups."""
        at = self._page.table.currentIndex()
        column = self._page.model.columns[at.column()].listed if at.isValid() else None
        if column not in GROUPABLE:
            names = "、".join(GROUPABLE.values())
            ask.toast(self._page, f"不能按这一列分组；可以按{names}分组")
        elif any(level.column is column for level in self._page.query.groups):
            self.group_by()
        else:
            self.group_by(GroupLevel(column))

    def turn_tree(self) -> None:
        """Show the list as a tree, or no longer."""
        self._arrange(replace(self._page.query, groups=(), tree=not self._page.query.tree))

    def _arrange(self, query: LedgerQuery) -> None:
        before = self._page.query
        if (before.groups, before.tree) != (query.groups, query.tree):
            self.folding = None
            self.sub_totals.forget()
        self.arranged.emit(query)

    # --- folding ---

    def turn(self, place: int) -> None:
        """Fold or unfold the line at a place."""
        heading, row = self._page.model.heading(place), self._page.model.row(place)
        if self._source is None:
            return
        if heading is not None:
            self._page.table.go_to(place)
            self._fold(self._source.folding.turned(heading.path))
        elif row is not None:
            self._fold(self._source.folding.turned_node(row.uid))

    def open_node(self, row: MatterRow) -> None:
        """Show the parts of a matter from the next reading on."""
        if self._source is not None and not self._source.folding.opens(row.uid):
            self._fold(self._source.folding.turned_node(row.uid))

    def turn_all(self, folded: bool) -> None:
        """Fold or unfold everything; of a tree the parts of all matters too."""
        if self._source is None:
            return
        row, heading = self._page.table.current_row(), self._page.table.heading_here()
        self._fold(Folding(folded=folded, every_node=self._page.query.tree and not folded))
        if heading is not None:
            self._wanted = heading.path
        elif row is not None:
            self._page.keep_at(row.uid)

    _wanted: Path | None = None

    def reveal(self, hidden: Hidden) -> None:
        """Unfold what hides a matter."""
        if self._source is not None:
            self._fold(self._source.folding.showing(hidden.path, hidden.nodes))

    def _fold(self, folding: Folding) -> None:
        self.folding = folding
        query, words = self._page.query, self._page.words
        self.shown = self._source = OutlineSource(query, words, folding=folding, before=self._source)
        self.sub_totals.follow(self._source)
        self._page.model.change(self._source)
        self._page.arrangement_changed()

    def _counted(self, _count: int) -> None:
        plan = self._page.model.plan
        if self._source is not None:
            self.folding = self._source.folding
        if plan is not None and self._wanted is not None:
            at = plan.place_of(self._wanted)
            if at is not None:
                self._page.table.go_to(at)
        self._wanted = None
        if plan is not None and self._selecting is not None:
            self._select(self._selecting)
        self.sub_totals.look()

    def path_at(self, place: int) -> Path:
        """Under which headings a line stands; nothing in a flat list."""
        plan = self._page.model.plan
        found = plan.part_at(place) if plan is not None else None
        return found[0].path if found is not None else ()

    def to_heading(self, hidden: Hidden) -> None:
        """Put the cursor on the heading that hides a matter."""
        plan = self._page.model.plan
        for length in range(len(hidden.path), 0, -1):
            at = plan.place_of(hidden.path[:length]) if plan is not None else None
            if at is not None:
                self._page.table.go_to(at)
                return

    def is_grouped_by(self, key: str) -> bool:
        """Whether a change of this field moves a matter to another group."""
        return any(level.column.value == key for level in self._page.query.groups)

    # --- a whole group ---

    def select_group(self, place: int) -> None:
        """Select all matters under a heading; a folded one is unfolded first."""
        heading = self._page.model.heading(place)
        if heading is None:
            return
        if heading.count > _MOST_SELECTED:
            ask.toast(self._page, f"这一组有 {heading.count:,} 项，太多了，请先筛选")
            return
        self._selecting = heading.path
        source = self._source
        hidden = source is not None and self._hides(source.folding, heading)
        if hidden and source is not None:
            self._fold(self._unfolded(source.folding, heading))
        else:
            self._select(heading.path)

    _selecting: Path | None = None

    def _hides(self, folding: Folding, heading: Heading) -> bool:
        plan = self._page.model.plan
        below = (
            []
            if plan is None
            else [
                each
                for each in plan.parts
                if isinstance(each, Heading) and each.path[: len(heading.path)] == heading.path
            ]
        )
        return any(folding.hides(each.path) for each in below)

    def _unfolded(self, folding: Folding, heading: Heading) -> Folding:
        """Unfold a heading and those seen under it; what comes to light still folded is unfolded in turn."""
        plan = self._page.model.plan
        for each in plan.parts if plan is not None else ():
            if isinstance(each, Heading) and each.path[: len(heading.path)] == heading.path:
                folding = folding.showing(each.path)
        return folding

    def _select(self, path: Path) -> None:
        plan, source = self._page.model.plan, self._source
        at = plan.place_of(path) if plan is not None else None
        heading = plan.heading(at) if plan is not None and at is not None else None
        if plan is None or at is None or heading is None or source is None:
            self._selecting = None
        elif self._hides(source.folding, heading):
            self._fold(self._unfolded(source.folding, heading))
        else:
            self._selecting = None
            first, last = plan.under(at)
            self._page.table.go_to(first)
            self._page.table.select_rows(first, last)
            self._page.table.setFocus()
