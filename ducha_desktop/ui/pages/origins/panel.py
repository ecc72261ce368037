"""The origin under the cursor: what it says, what has come of it, and what can be done."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.states import State
from ducha_desktop.services.origin_views import LinkedMatter, OriginDetail
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL
from ducha_desktop.ui.widgets.basics import button, label, row, tool
from ducha_desktop.ui.widgets.facts import Fact, Facts
from ducha_desktop.ui.widgets.flow import FlowLayout
from ducha_desktop.ui.widgets.scrolling import Scroller

_QUIET = frozenset({"title", "number", "on", "limit"})
_MOST = 60


class OriginPanel(Scroller):
    """Shows an origin; its signals say what the clerk wants done with it."""

    edit_wanted = Signal()
    split_wanted = Signal()
    reply_wanted = Signal()
    link_wanted = Signal()
    remove_wanted = Signal()
    matter_wanted = Signal(str)
    unlink_wanted = Signal(str, str)

    def __init__(self) -> None:
        """Start without an origin."""
        super().__init__()
        self.detail: OriginDetail | None = None
        self._title, self._about = label("", "heading", wrap=True, select=True), label("", "soft", wrap=True)
        self.facts = Facts(92)
        self._count = label("", "small")
        self._matters = QVBoxLayout()
        self._matters.setSpacing(6)
        self._build()
        self.show_nothing()

    def show_nothing(self) -> None:
        """No origin is chosen."""
        self.detail = None
        self._inner.hide()

    def show_detail(self, detail: OriginDetail) -> None:
        """Show an origin."""
        self.detail = detail
        view = detail.row
        self._title.setText(view.title)
        self._about.setText("　".join((view.kind.word, view.number, chinese_date(view.on))))
        self._reply.setVisible(view.is_answered)
        self._reply.setText("修改回复…" if view.values.get("replied_on") else "登记回复…")
        facts = [
            Fact(detail.words[key], words)
            for key, words in detail.values.items()
            if words and key not in _QUIET
        ]
        if view.response:
            facts.append(Fact("首次响应用时", view.response))
        if view.reply_state:
            tone = "red" if view.reply_state == "超期未回复" else ""
            facts.append(Fact("回复情况", view.reply_state, tone))
        if detail.values.get("limit"):
            facts.append(Fact("办理类别", detail.values["limit"]))
        self.facts.show_facts(facts)
        self._show_matters(detail.matters)
        self._inner.show()

    def begin(self) -> None:
        """Put the cursor on what can be done."""
        self._split.setFocus(Qt.FocusReason.TabFocusReason)

    def _build(self) -> None:
        self._inner = QWidget()
        self._inner.setProperty("part", "plain")
        box = QVBoxLayout(self._inner)
        box.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        box.setSpacing(GAP_M)
        for part in (self._title, self._about, self._deeds()):
            box.addWidget(part)
        box.addSpacing(GAP_M)
        box.addWidget(self.facts)
        box.addSpacing(GAP_L)
        self._link = button("关联已有事项…", self.link_wanted.emit, kind="link")
        box.addLayout(row(label("分解的事项", "section"), self._count, None, self._link))
        box.addLayout(self._matters)
        box.addStretch(1)
        outer = QWidget()
        outer.setProperty("part", "plain")
        around = QVBoxLayout(outer)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._inner)
        self.setWidget(outer)

    def _deeds(self) -> QWidget:
        self._split = button("分解事项…", self.split_wanted.emit, kind="primary", glyph=Icon.ADD)
        self._reply = button("登记回复…", self.reply_wanted.emit)
        self._edit = button("修改", self.edit_wanted.emit, glyph=Icon.EDIT)
        self._remove = button("删除", self.remove_wanted.emit)
        bar = QWidget()
        flow = FlowLayout(bar, gap=6)
        for part in (self._split, self._reply, self._edit, self._remove):
            flow.addWidget(part)
        return bar

    def _show_matters(self, matters: tuple[LinkedMatter, ...]) -> None:
        while self._matters.count():
            item = self._matters.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._count.setText(f"{len(matters)} 项" if matters else "")
        for each in matters[:_MOST]:
            self._matters.addWidget(self._line(each))
        if len(matters) > _MOST:
            self._matters.addWidget(label(f"还有 {len(matters) - _MOST} 项，请到台账里看。", "soft"))
        if not matters:
            self._matters.addWidget(label("还没有分解成事项。", "faint"))

    def _line(self, each: LinkedMatter) -> QWidget:
        view = each.row
        line = QWidget()
        words = label(each.words or view.title, wrap=True, select=True)
        state = "　".join(filter(None, (State(view.state).word, view.lead_unit, view.due_text)))
        go = button(view.number, partial(self.matter_wanted.emit, view.number), kind="link")
        go.setToolTip(f"到台账里看：{view.title}")
        off = tool(
            Icon.CLOSE, f"取消关联：{view.title}", partial(self.unlink_wanted.emit, view.uid, view.number)
        )
        box = QVBoxLayout(line)
        box.setContentsMargins(0, 0, 0, GAP_M)
        box.setSpacing(2)
        box.addLayout(row(go, None, off))
        box.addWidget(words)
        box.addWidget(label(state, "small", wrap=True))
        return line
