"""单位人员: names to be confirmed, units and people in official order, and who holds what."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.vocabulary import PostLevel, UnitKind
from ducha_desktop.services.register_views import RegisterLists, Twin, UnitView
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, register
from ducha_desktop.ui.pages.register.columns import people_columns, unit_columns, waiting_columns
from ducha_desktop.ui.pages.register.deeds import RegisterDeeds
from ducha_desktop.ui.pages.register.lines import fits, stripe, uid_of
from ducha_desktop.ui.pages.register.menu import row_menu
from ducha_desktop.ui.pages.register.panel import Detail, RegisterPanel
from ducha_desktop.ui.pages.register.posts import flowing
from ducha_desktop.ui.pages.register.screen import RegisterScreen
from ducha_desktop.ui.shortcuts import Key, bind
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import (
    EmptyState,
    button,
    keep_width,
    label,
    repolish,
    row,
    rule,
)
from ducha_desktop.ui.widgets.field_glyphs import clearable
from ducha_desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from ducha_desktop.services.unsaved import UnsavedForm

PARTS = ("waiting", "units", "people")
_WORDS = {"waiting": "待确认", "units": "单位", "people": "人员"}
_COUNTED = {"waiting": "个待确认的名称", "units": "个单位", "people": "名人员"}
_DETAIL_DELAY_MS = 60
_SEARCH_DELAY_MS = 120
_TOUCHED = frozenset({"unit", "person", "post", "learned_alias", "assignment", "matter"})


class RegisterPage(RegisterScreen):
    """The register of the office."""

    def __init__(self, door: Door) -> None:
        """Build the screen; nothing is read before it is seen."""
        super().__init__(door)
        self._held: dict[str, int] = {}
        self._opened = False
        self._left: UnsavedForm | None = None
        self.models: dict[str, WindowModel[Any]] = {
            "waiting": WindowModel(door, waiting_columns(self._held), self),
            "units": WindowModel(door, unit_columns(self._held), self),
            "people": WindowModel(door, people_columns(self._held), self),
        }
        self.tables: dict[str, WindowTable[Any]] = {
            part: WindowTable(model, stripe=stripe) for part, model in self.models.items()
        }
        self._rows: dict[str, Sequence[Any]] = dict.fromkeys(PARTS, ())
        self.panel = RegisterPanel()
        self.deeds = RegisterDeeds(self)
        self._tabs: dict[str, QWidget] = {}
        self.search, self.kinds = QLineEdit(), QComboBox()
        self._stack, self._middle = QStackedWidget(), QStackedWidget()
        self._detail_timer = _timer(self, _DETAIL_DELAY_MS, self._read_detail)
        self._search_timer = _timer(self, _SEARCH_DELAY_MS, self._list)
        self._build()
        self._connect()
        self.show_part("units")

    @property
    def table(self) -> "WindowTable[Any]":
        """The list that is shown."""
        return self.tables[self.part]

    def load(self) -> None:
        """Read the register; how much everybody holds is counted behind it."""
        register.lists().latest("lists").then(self._show).start(self.door, self)
        register.held_numbers().latest("held").then(self._count_held).start(self.door, self)

    def follow(self, changes: Changes) -> None:
        """Read afresh what concerns the register."""
        if changes.tables & _TOUCHED:
            self.load()

    def begin(self) -> None:
        """In the list."""
        self.table.setFocus()

    def take(self, form: "UnsavedForm") -> None:
        """Go on filling in a form that the workbench offers, once the register has been read."""
        if self._opened:
            self.deeds.filling.go_on(form)
        else:
            self._left = form

    def show_part(self, part: str) -> None:
        """Show one of the three lists."""
        self.part = part
        self._stack.setCurrentWidget(self.tables[part])
        for name, tab in self._tabs.items():
            tab.setProperty("on", name == part)
            repolish(tab)
        self._offer_kinds()
        self.add_button.setText("新增人员" if part == "people" else "新增单位")
        self._list()

    def chosen_uids(self) -> list[str]:
        """Uids of the selected entries, the one under the cursor where nothing is selected."""
        rows = [self.models[self.part].row(place) for place in self.table.selected_rows()]
        found = [uid_of(each) for each in rows if each is not None]
        if not found and self.panel.detail is not None:
            found = [self.panel.detail.view.uid]
        return found

    def neighbour(self, uid: str, by: int) -> str:
        """Uid of the confirmed entry shown above (-1) or below (1) another; empty at the ends."""
        shown = [uid_of(each) for each in self._rows[self.part] if getattr(each, "place", 0)]
        place = shown.index(uid) + by if uid in shown else -1
        return shown[place] if 0 <= place < len(shown) else ""

    def show_entry(self, uid: str) -> None:
        """Put the cursor on an entry, in whichever list it stands."""
        part = "units" if any(unit.uid == uid for unit in self.lists.units) else "people"
        self.search.clear()
        self.wanted = uid
        self.show_part(part)

    def _build(self) -> None:
        for part in PARTS:
            self._stack.addWidget(self.tables[part])
        self.add_button = button("新增单位", self.deeds.filling.add, kind="primary", glyph=Icon.ADD)
        self._middle.addWidget(self._stack)
        self.empty = EmptyState(Icon.USER, "没有找到", "")
        self._middle.addWidget(self.empty)
        left = QWidget()
        box = QVBoxLayout(left)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        self._foot = label("", "soft")
        foot = QWidget()
        foot.setProperty("part", "strip")
        line = row(self._foot, None)
        line.setContentsMargins(GAP_XL, GAP_M - 2, GAP_XL, GAP_M - 2)
        foot.setLayout(line)
        for widget in (self._head(), rule(), self._middle, rule(), foot):
            box.addWidget(widget)
        box.setStretchFactor(self._middle, 1)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self.splitter.setHandleWidth(1)
        self.splitter.addWidget(left)
        self.splitter.addWidget(self.panel)
        self.splitter.setStretchFactor(0, 1)
        self.splitter.setCollapsible(0, False)
        self._share()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.splitter)

    def _share(self) -> None:
        """The panel grows with the window and the text, up to two fifths of the screen."""
        whole = max(self.width(), 1) if self.isVisible() else theme.px(1200)
        panel = min(max(theme.px(326), min(theme.px(380), whole * 28 // 100)), whole * 2 // 5)
        self.splitter.setSizes([max(whole - panel, 1), panel])

    def _head(self) -> QWidget:
        head = QWidget()
        head.setProperty("part", "head")
        for name in PARTS:
            self._tabs[name] = button(_WORDS[name], partial(self.show_part, name), kind="chip")
        self._tabs["waiting"].hide()
        clearable(self.search)
        self.search.setPlaceholderText("查找：名称、职务、拼音首字母")
        self.search.setAccessibleName("查找单位和人员")
        keep_width(self.search, 248)
        self.kinds.setAccessibleName("类别")
        self.exchange = button("名册", glyph=Icon.IMPORT, opens=True)
        menu = QMenu(self.exchange)
        menu.addAction("导入单位或人员名单…").triggered.connect(lambda _on: self.deeds.import_list())
        menu.addAction("导出名册…").triggered.connect(lambda _on: self.deeds.export_list())
        self.exchange.setMenu(menu)
        chips = flowing()
        flow = FlowLayout(chips, gap=GAP_M)
        for part in (*self._tabs.values(), self.search, self.kinds):
            flow.addWidget(part)
        first = row(label("单位人员", "title"), None, self.exchange, self.add_button)
        box = QVBoxLayout(head)
        box.setContentsMargins(GAP_XL, 11, GAP_XL, 11)
        box.setSpacing(GAP_M)
        box.addLayout(first)
        box.addWidget(chips)
        return head

    def _connect(self) -> None:
        for table in self.tables.values():
            table.walked.connect(lambda _row: self._detail_timer.start())
            table.opened.connect(self.panel.begin)
            table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
            table.customContextMenuRequested.connect(partial(self._menu, table))
        self.tables["waiting"].chosen.connect(self.panel.say_chosen)
        for model in self.models.values():
            model.counted.connect(lambda _count: self._settle_cursor())
        self.search.textChanged.connect(lambda _text: self._search_timer.start())
        self.search.returnPressed.connect(self.begin)
        self.kinds.currentIndexChanged.connect(lambda _index: self._list())
        panel, deeds = self.panel, self.deeds
        panel.edit_wanted.connect(deeds.filling.edit)
        panel.merge_wanted.connect(deeds.merge)
        panel.confirm_wanted.connect(deeds.confirm)
        panel.remove_wanted.connect(deeds.remove)
        panel.moved.connect(deeds.move)
        panel.post_wanted.connect(deeds.filling.add_post)
        panel.asked.connect(lambda query: self.go.emit("ledger", query))
        panel.posts.edit_wanted.connect(deeds.filling.edit_post)
        panel.posts.takeover_wanted.connect(deeds.filling.take_over)
        panel.posts.remove_wanted.connect(deeds.remove_post)
        panel.posts.person_wanted.connect(self.show_entry)
        bind(self, Key.EDIT, deeds.filling.edit, inside=True)
        for keys, call in (
            ("Alt+Up", deeds.move_up), ("Alt+Down", deeds.move_down), ("Ctrl+M", deeds.merge),
            ("Del", deeds.remove),
        ):  # fmt: skip
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(call)
        theme.changed.connect(self._share)

    def _menu(self, table: "WindowTable[Any]", at: QPoint) -> None:
        row_menu(self, self.deeds, table.viewport().mapToGlobal(at))

    def _offer_kinds(self) -> None:
        self.kinds.blockSignals(True)
        self.kinds.clear()
        self.kinds.addItem("全部层级" if self.part == "people" else "全部类别", "")
        words = PostLevel if self.part == "people" else UnitKind
        for each in words if self.part != "waiting" else ():
            self.kinds.addItem(each.word, each.value)
        self.kinds.setVisible(self.part != "waiting")
        self.kinds.blockSignals(False)

    def _show(self, lists: RegisterLists) -> None:
        self.lists = lists
        waiting = len(lists.twins)
        self.counted.emit(waiting)
        for part, number in (
            ("waiting", waiting),
            ("units", len(lists.units)),
            ("people", len(lists.people)),
        ):
            self._tabs[part].setText(f"{_WORDS[part]} {number:,}" if number else _WORDS[part])  # type: ignore[attr-defined]
        self._tabs["waiting"].setVisible(bool(waiting))
        if (waiting and not self._opened) or (not waiting and self.part == "waiting"):
            self.show_part("waiting" if waiting else "units")
        else:
            self._list()
        if not self._opened:
            self._share()
        self._opened = True
        form, self._left = self._left, None
        if form is not None:
            self.deeds.filling.go_on(form)

    def _count_held(self, numbers: dict[str, int]) -> None:
        self._held.clear()
        self._held.update(numbers)
        self.table.viewport().update()

    def _list(self) -> None:
        typed, kind = self.search.text().strip().lower(), str(self.kinds.currentData() or "")
        every: dict[str, Sequence[Any]] = {
            "waiting": self.lists.twins,
            "units": self.lists.units,
            "people": self.lists.people,
        }
        rows = [each for each in every[self.part] if fits(each, typed, kind)]
        self._rows[self.part] = rows
        if not self.wanted:
            current = self.table.current_row()
            self.wanted = uid_of(current) if current is not None else ""
        self._place = self.table.currentIndex().row()
        self.models[self.part].open(ListSource(rows))

    _place = -1

    def _settle_cursor(self) -> None:
        """Back to the entry the cursor was on, or to what has taken its place."""
        rows = self._rows[self.part]
        self._foot.setText(self._foot_words(len(rows)))
        self._middle.setCurrentIndex(0 if rows else 1)
        self.panel.setVisible(bool(rows))
        if not rows:
            self._say_empty()
            self.panel.show_nothing()
            return
        uids = [uid_of(each) for each in rows]
        wanted, self.wanted = self.wanted, ""
        place = uids.index(wanted) if wanted in uids else min(max(self._place, 0), len(rows) - 1)
        self.table.go_to(place)
        self._detail_timer.start()

    def _foot_words(self, shown: int) -> str:
        whole = {"waiting": self.lists.twins, "units": self.lists.units, "people": self.lists.people}[
            self.part
        ]
        beyond = f"（全部 {len(whole):,}）" if len(whole) != shown else ""
        said = f"共 {shown:,} {_COUNTED[self.part]}{beyond}"
        return said + (
            "" if self.part == "waiting" or not shown else "，按排名顺序；选中后 Alt+↑、Alt+↓ 调整"
        )

    def _say_empty(self) -> None:
        if self.search.text().strip() or self.kinds.currentData():
            self.empty.say("没有找到", "换个写法试试：名称、简称、职务或拼音首字母都可以。")
        elif self.part == "waiting":
            self.empty.say("没有待确认的名称", "导入台账或登记事项时遇到名册里没有的名称，会先列在这里。")
        else:
            what = "人员" if self.part == "people" else "单位"
            self.empty.say(
                f"名册里还没有{what}", f"可以新增{what}；导入台账时遇到的单位和人员也会自动登记，列为待确认。"
            )

    def _read_detail(self) -> None:
        current = self.table.current_row()
        if current is None:
            self.panel.show_nothing()
            return
        uid = uid_of(current)
        is_unit = current.is_unit if isinstance(current, Twin) else isinstance(current, UnitView)
        reading: Any = register.unit(uid) if is_unit else register.person(uid)
        reading.latest("detail").then(self._show_detail).failed(self._detail_failed).start(self.door, self)

    def _show_detail(self, detail: Detail) -> None:
        twin = next((each for each in self.lists.twins if each.uid == detail.view.uid), None)
        self.panel.show_detail(detail, twin, self.door.office.today)

    def _detail_failed(self, error: Exception) -> None:
        """An entry that has just gone is no trouble: the list is on its way."""
        self.panel.show_nothing()
        if not isinstance(error, NotFoundError):
            ask.failure(self, error)


def _timer(owner: QWidget, milliseconds: int, call: Any) -> QTimer:
    made = QTimer(owner)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(call)
    return made
