"""The entry under the cursor: what it is, what it may be a duplicate of, what it holds, and who held its posts."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services.register_views import PersonDetail, PersonView, Twin, UnitDetail, UnitView
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.pages.register.holdings import Holdings
from ducha_desktop.ui.pages.register.posts import Posts, flowing
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL
from ducha_desktop.ui.widgets.basics import Banner, button, label, row, tool
from ducha_desktop.ui.widgets.facts import Fact, Facts
from ducha_desktop.ui.widgets.flow import FlowLayout
from ducha_desktop.ui.widgets.scrolling import Scroller

Detail = UnitDetail | PersonDetail
_OFFERED = 2
_LONGEST = 14


class RegisterPanel(Scroller):
    """Shows a unit or person; its signals say what the clerk wants done with it."""

    edit_wanted = Signal()
    merge_wanted = Signal(str)
    confirm_wanted = Signal()
    remove_wanted = Signal()
    moved = Signal(int)
    post_wanted = Signal()
    asked = Signal(object)

    def __init__(self) -> None:
        """Start without an entry."""
        super().__init__()
        self.detail: Detail | None = None
        self._name, self._about, self._wait = (
            label("", "heading", wrap=True, select=True),
            label("", "soft", wrap=True),
            Banner(),
        )
        self._twins = flowing()
        self._twin_flow = FlowLayout(self._twins, gap=6)
        self._confirm: QPushButton | None = None
        self._one, self._chosen = "", 0
        self.facts, self.holdings, self.posts = Facts(64), Holdings(), Posts()
        self._posts_title = label("任职", "section")
        self._build()
        self.holdings.asked.connect(self.asked)
        self.show_nothing()

    def show_nothing(self) -> None:
        """No entry is chosen."""
        self.detail = None
        self._inner.hide()

    def say_chosen(self, count: int) -> None:
        """How many entries are selected: confirming takes them all, and says so."""
        self._chosen = count
        if self._confirm is not None:
            self._confirm.setText(f"确认选中的 {count:,} 个名称" if count > 1 else self._one)

    def show_detail(self, detail: Detail, twin: Twin | None, today: date) -> None:
        """Show an entry; `twin` names its likely duplicates while it is to be confirmed."""
        self.detail = detail
        view = detail.view
        self._name.setText(view.name)
        self._about.setText(_about(view))
        self._say_twins(view, twin)
        self._up.setEnabled(bool(view.place))
        self._down.setEnabled(bool(view.place))
        self._add_post.setVisible(isinstance(detail, PersonDetail))
        if isinstance(detail, UnitDetail):
            self.facts.show_facts(_unit_facts(detail))
            query = LedgerQuery(units=(detail.asked_as,))
        else:
            self.facts.show_facts(_person_facts(detail))
            query = LedgerQuery(leaders=(detail.asked_as,))
        self.holdings.show_holdings(detail.holdings, query)
        self.posts.show_posts(detail.posts, today, by_unit=isinstance(detail, UnitDetail))
        self._inner.show()

    def begin(self) -> None:
        """Put the cursor on what can be done."""
        self._edit.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        self._inner = QWidget()
        self._inner.setProperty("part", "plain")
        box = QVBoxLayout(self._inner)
        box.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        box.setSpacing(GAP_M)
        for part in (self._name, self._about, self._wait, self._twins, self._deeds()):
            box.addWidget(part)
        box.addSpacing(GAP_M)
        box.addWidget(self.facts)
        for heading, part in (
            (label("承担的事项", "section"), self.holdings),
            (self._posts_title, self.posts),
        ):
            box.addSpacing(GAP_L)
            if heading is self._posts_title:
                self._add_post = button("新增职务…", self.post_wanted.emit, kind="link")
                box.addLayout(row(heading, None, self._add_post))
            else:
                box.addWidget(heading)
            box.addWidget(part)
        box.addStretch(1)
        outer = QWidget()
        outer.setProperty("part", "plain")
        around = QVBoxLayout(outer)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._inner)
        self.setWidget(outer)

    def _deeds(self) -> QWidget:
        self._edit = button("修改", self.edit_wanted.emit, glyph=Icon.EDIT)
        self._merge = button("合并…", lambda: self.merge_wanted.emit(""))
        self._remove = button("删除", self.remove_wanted.emit)
        self._up = tool(Icon.UP, "排名上移（Alt+↑）", lambda: self.moved.emit(-1))
        self._down = tool(Icon.DOWN, "排名下移（Alt+↓）", lambda: self.moved.emit(1))
        for made in (self._up, self._down):
            made.setProperty("kind", "bar")
        bar = flowing()
        flow = FlowLayout(bar, gap=6)
        for part in (self._edit, self._merge, self._remove, self._up, self._down):
            flow.addWidget(part)
        return bar

    def _say_twins(self, view: UnitView | PersonView, twin: Twin | None) -> None:
        self._twin_flow.clear()
        self._confirm = None
        self._twins.setVisible(view.provisional)
        if not view.provisional:
            self._wait.say("")
            return
        offered = twin.candidates[:_OFFERED] if twin is not None else ()
        what = "单位" if isinstance(view, UnitView) else "人员"
        if offered:
            names = "、".join(f"“{name}”" for _, name, _ in offered)
            self._wait.say(f"待确认。可能就是{names}的另一种写法；也可能是新{what}。", "yellow")
        else:
            self._wait.say(f"待确认。名册里没有相近的名称，核对无误后请确认为新{what}。", "yellow")
        for uid, name, note in offered:
            self._twin_flow.addWidget(self._twin_button(uid, name, note))
        kind = "plain" if offered else "primary"
        self._confirm = button(f"确认为新{what}", self.confirm_wanted.emit, kind=kind)
        self._twin_flow.addWidget(self._confirm)
        self._one = self._confirm.text()
        self.say_chosen(self._chosen)

    def _twin_button(self, uid: str, name: str, note: str) -> QWidget:
        short = name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
        first = self._twin_flow.count() == 0
        made = button(
            f"并入“{short}”…", lambda: self.merge_wanted.emit(uid), kind="primary" if first else "plain"
        )
        made.setToolTip(f"并入“{name}”{f'（{note}）' if note else ''}")
        return made


def _about(view: UnitView | PersonView) -> str:
    place = f"排名第 {view.place}" if view.place else "待确认"
    if isinstance(view, UnitView):
        return f"{view.kind.word}　{place}"
    return f"{view.unit or '未写单位'}　{place}"


def _unit_facts(detail: UnitDetail) -> Sequence[Fact]:
    view = detail.view
    return (
        Fact("简称别名", "、".join(view.short_names)),
        *([Fact("认领写法", "、".join(detail.learned))] if detail.learned else []),
        Fact("考核类别", view.rank_class),
        Fact("上级单位", view.parent or "无"),
        *([Fact("下级单位", "、".join(detail.below))] if detail.below else []),
        Fact("电话", view.phone),
        Fact("人员", f"{detail.people:,} 人" if detail.people else "还没有登记"),
        *([Fact("来源", view.origin)] if view.provisional and view.origin else []),
    )


def _person_facts(detail: PersonDetail) -> Sequence[Fact]:
    view = detail.view
    return (
        Fact("现任职务", "、".join(view.posts) or "现在没有职务"),
        *([Fact("别名", "、".join(view.aliases))] if view.aliases else []),
        *([Fact("认领写法", "、".join(detail.learned))] if detail.learned else []),
        Fact("电话", view.phone),
    )
