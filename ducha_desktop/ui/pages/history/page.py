"""历史与回收站: what was done, and what was deleted and can come back."""

from PySide6.QtWidgets import QComboBox, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.services.history import EntryView
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, history
from ducha_desktop.ui.operations.history import NextSteps
from ducha_desktop.ui.pages.history.acts import EVERYBODY, ActsPart
from ducha_desktop.ui.pages.history.bin import BinPart
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.run import step_forward, take_back
from ducha_desktop.ui.theme import GAP_HEAD, GAP_L, GAP_M, GAP_XL
from ducha_desktop.ui.widgets.basics import button, keep_width, label, repolish, row, rule
from ducha_desktop.ui.widgets.editors import DateField
from ducha_desktop.ui.widgets.field_glyphs import clearable
from ducha_desktop.ui.widgets.flow import spread

_SHORT = 20


class HistoryPage(Page):
    """Two lists: acts, and the recycle bin."""

    def __init__(self, door: Door) -> None:
        """Build both lists."""
        super().__init__(door)
        self.search, self.person, self.day = QLineEdit(), QComboBox(), DateField()
        self.bin_search = QLineEdit()
        self.acts = ActsPart(door, self.search, self.person, self.day)
        self.bin = BinPart(door, self.bin_search)
        self._tabs = (
            button("操作记录", lambda: self.show_part(0), kind="chip"),
            button("回收站", lambda: self.show_part(1), kind="chip"),
        )
        self._undo = button("", self._undo_pressed, glyph=Icon.UNDO)
        self._redo = button("", self._redo_pressed, glyph=Icon.REDO)
        self._here = button("撤销到这里为止…", self.acts.go_here)
        self._restore = button("还原", self.bin.restore, kind="primary", glyph=Icon.RESTORE)
        self._stack = QStackedWidget()
        self._build()
        self.acts.walked.connect(self._walked)
        self.bin.counted.connect(self._bin_counted)
        self.bin.selected.connect(self._bin_selected)
        self.show_part(0)

    def load(self) -> None:
        """Read both lists and what undo would do."""
        self.acts.load()
        self.bin.load()
        history.next_steps().latest("steps").then(self._steps).start(self.door, self)

    def begin(self) -> None:
        """In the list that is shown."""
        (self.acts if self._stack.currentIndex() == 0 else self.bin).table.setFocus()

    def show_part(self, part: int) -> None:
        """0 the acts, 1 the recycle bin."""
        self._stack.setCurrentIndex(part)
        for number, tab in enumerate(self._tabs):
            tab.setProperty("on", number == part)
            repolish(tab)
        for field in (self.search, self.person, self.day, self._here):
            field.setVisible(part == 0)
        self.bin_search.setVisible(part == 1)
        self._undo.setVisible(part == 0 and bool(self._undo.text()))
        self._redo.setVisible(part == 0 and bool(self._redo.text()))
        self._restore.setVisible(part == 1)

    def _build(self) -> None:
        head = QWidget()
        head.setProperty("part", "head")
        line = row(label("历史与回收站", "title"), *self._tabs, None, self._redo, self._undo, gap=GAP_L)
        line.setContentsMargins(GAP_XL, GAP_HEAD, GAP_XL, GAP_HEAD)
        head.setLayout(line)
        self._stack.addWidget(self.acts)
        self._stack.addWidget(self.bin)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (head, rule(), self._fields(), rule(), self._stack):
            box.addWidget(part)
        box.setStretchFactor(self._stack, 1)

    def _fields(self) -> QWidget:
        for field, words in (
            (self.search, "在操作内容、理由和依据里查找"),
            (self.bin_search, "按事项、编号、台账、删除人或操作查找"),
            (self.day, "哪一天"),
        ):
            field.setPlaceholderText(words)
            field.setAccessibleName(words)
            clearable(field)
        self.person.addItem(EVERYBODY)
        self.person.setAccessibleName("谁做的")
        for widget, wide in ((self.search, 300), (self.bin_search, 360), (self.person, 120), (self.day, 150)):
            keep_width(widget, wide)
        strip = QWidget()
        strip.setProperty("part", "strip")
        line = spread((self.search, self.person, self.day, self.bin_search), (self._here, self._restore))
        line.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        strip.setLayout(line)
        return strip

    def _walked(self, entry: EntryView | None) -> None:
        undone = entry is not None and entry.undone
        self._here.setText("恢复到这里为止…" if undone else "撤销到这里为止…")
        self._here.setEnabled(entry is not None)
        verb = "恢复" if undone else "撤销"
        self._here.setToolTip(f"{verb}光标所在的这一步和它之后的各步（回车）；先列出来再做")

    def _bin_counted(self, count: int) -> None:
        more = " 以上" if self.bin.is_cut else ""
        if not self.bin_search.text().strip():
            self._tabs[1].setText(f"回收站 {count:,}{more}" if count else "回收站")

    def _bin_selected(self, words: str) -> None:
        if not words and self._restore.hasFocus():
            self.bin_search.setFocus()
        self._restore.setText(words or "还原")
        self._restore.setEnabled(bool(words))

    def _steps(self, steps: NextSteps) -> None:
        self._undo.setText(f"撤销：{_short(steps.undo)}" if steps.undo else "")
        self._redo.setText(f"恢复：{_short(steps.redo)}" if steps.redo else "")
        self._undo.setToolTip(f"撤销：{steps.undo}（Ctrl+Z）")
        self._redo.setToolTip(f"恢复：{steps.redo}（Ctrl+Y）")
        self.show_part(self._stack.currentIndex())

    def _undo_pressed(self) -> None:
        take_back(self, self.door)

    def _redo_pressed(self) -> None:
        step_forward(self, self.door, then=lambda changes: ask.toast(self, f"已{changes.words}"))


def _short(words: str) -> str:
    return words if len(words) <= _SHORT else words[: _SHORT - 1] + "…"
