"""Posts with their terms, as lines with what can be done to them; and who held a unit's posts on a day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ducha_desktop.services.register_views import PostView
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.theme import GAP_M
from ducha_desktop.ui.widgets.basics import button, label, row, tool
from ducha_desktop.ui.widgets.editors import DateField
from ducha_desktop.ui.widgets.filters import short

_MOST = 60
_LONGEST = 12
"""Characters of a name beyond which only its beginning is shown; the tooltip has all of it."""


def flowing() -> QWidget:
    """A line whose parts go on below where the width ends; give it a `FlowLayout`."""
    made = QWidget()
    policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    made.setSizePolicy(policy)
    return made


def term_words(post: PostView, day: date) -> str:
    """A term as people say it: 2022-09-01 至 2026-06-30, 2024-02-05 起, 现任."""
    if post.since and post.until:
        return f"{post.since} 至 {post.until}"
    if post.until:
        return f"至 {post.until}"
    if post.since:
        return f"{post.since} 起"
    return "现任" if post.held_on(day) else ""


class Posts(QWidget):
    """The posts of a person or a unit; of a unit, those held on the day that is asked for."""

    edit_wanted = Signal(object)
    takeover_wanted = Signal(object)
    remove_wanted = Signal(object)
    person_wanted = Signal(str)

    def __init__(self) -> None:
        """Start without posts."""
        super().__init__()
        self._posts: tuple[PostView, ...] = ()
        self._today = date.min
        self._by_unit = False
        self._lines: QWidget | None = None
        self.day = DateField()
        self.day.setAccessibleName("看哪一天的任职情况")
        self.day.setPlaceholderText("全部任期")
        self.day.textChanged.connect(lambda _text: self._show())
        self._on_day = QWidget()
        self._on_day.setLayout(row(label("哪一天在任", "soft"), self.day))
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP_M)
        self._box.addWidget(self._on_day)

    def show_posts(self, posts: Sequence[PostView], today: date, *, by_unit: bool) -> None:
        """Show these posts; for a unit those of today, and any other day can be asked for."""
        self._posts, self._today, self._by_unit = tuple(posts), today, by_unit
        self._on_day.setVisible(by_unit and bool(posts))
        self.day.blockSignals(True)
        self.day.setText(today.isoformat() if by_unit else "")
        self.day.blockSignals(False)
        self._show()

    @property
    def shown(self) -> tuple[PostView, ...]:
        """The posts that are listed now."""
        try:
            day = date.fromisoformat(self.day.text().strip())
        except ValueError:
            return self._posts
        return tuple(post for post in self._posts if post.held_on(day))

    def _show(self) -> None:
        if self._lines is not None:
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = QWidget()
        box = QVBoxLayout(self._lines)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        shown = self.shown
        for post in shown[:_MOST]:
            self._line(box, post)
        if not shown:
            box.addWidget(label("这一天没有人任职" if self._posts else "还没有登记职务", "faint"))
        self._box.addWidget(self._lines)

    def _line(self, box: QVBoxLayout, post: PostView) -> None:
        past = not post.held_on(self._today)
        title = label(post.title, "faint" if past else "strong", wrap=True)
        deeds: list[QWidget] = []
        if not past:
            over = button("接任…", lambda: self.takeover_wanted.emit(post), kind="link")
            over.setAccessibleName(f"{post.person} {post.title}：接任…")
            deeds.append(over)
        for glyph, words, wanted in (
            (Icon.EDIT, "修改职务", self.edit_wanted), (Icon.TRASH, "删除职务", self.remove_wanted),
        ):  # fmt: skip
            deeds.append(_deed(glyph, words, post, wanted))
        head = row(title, *deeds, gap=0)
        head.setStretch(0, 1)
        box.addLayout(head)
        term = term_words(post, self._today)
        about = post.level.word if self._by_unit else "，".join(p for p in (post.unit, post.level.word) if p)
        said = label("　".join(part for part in (about, term) if part), "small", wrap=True)
        parts: list[QWidget] = [said]
        if self._by_unit:
            name = button(
                short(post.person, _LONGEST), lambda: self.person_wanted.emit(post.person_uid), kind="link"
            )
            name.setProperty("flush", True)
            name.setToolTip(f"看“{post.person}”")
            parts.insert(0, name)
        line = row(*parts, gap=GAP_M)
        line.setStretch(len(parts) - 1, 1)
        line.setContentsMargins(0, 0, 0, GAP_M)
        box.addLayout(line)


def _deed(glyph: Icon, words: str, post: PostView, wanted: SignalInstance) -> QWidget:
    made = tool(glyph, words, lambda: wanted.emit(post))
    made.setAccessibleName(f"{post.person} {post.title}：{words}")
    return made
