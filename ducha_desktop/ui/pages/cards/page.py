"""督办卡: choose, see the real pages, print or save."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services.papers import CardBatch, HolderSet
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, Task, cards
from ducha_desktop.ui.operations.cards import Drawn
from ducha_desktop.ui.pages.cards.choice import CardChoicePanel
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.pdf.leaving import print_pdf, save_pdf
from ducha_desktop.ui.pdf.view import PagesView, place_words
from ducha_desktop.ui.run import documents_folder, with_progress
from ducha_desktop.ui.theme import GAP_HEAD, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Banner, EmptyState, button, label, rule
from ducha_desktop.ui.widgets.flow import spread

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_SETTLE_MS = 150


class CardsPage(Page):
    """The card screen."""

    def __init__(self, door: Door) -> None:
        """Build the screen."""
        super().__init__(door)
        self.batch: CardBatch | None = None
        self.drawn: Drawn | None = None
        self.choice, self.pages = CardChoicePanel(), PagesView(door)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._build()
        self._connect()

    def load(self) -> None:
        """Gather the cards wanted."""
        wanted = self.choice.wanted
        if not wanted.levels:
            self._nothing("请在左边选卡片级别", "联系卡给县委常委，责任卡给县政府领导，督办卡给承办单位。")
            return
        self._busy("正在汇集事项…")
        gathering = cards.gather(wanted).latest("gather").then(self._gathered).failed(self._failed)
        gathering.start(self.door, self)

    def follow(self, changes: Changes) -> None:
        """Cards show every field of a matter: gather them anew."""
        if changes.tables - {"import_profile", "setting"}:
            self.load()

    def begin(self) -> None:
        """Among the holders."""
        self.choice.holders.setFocus()

    def take(self, numbers: Sequence[str]) -> None:
        """Show the cards of some matters."""
        self.choice.only_matters(numbers)
        self.load()

    def _build(self) -> None:
        self._count, self._place = label("", "soft"), label("", "soft")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setFixedWidth(theme.px(140))
        self._stop = button("停止", self._stopped, kind="link")
        self._stop.setToolTip("停止排版（Esc）")
        self._again = button("重新排版", self._draw, kind="primary")
        self._warning = Banner()
        self._print = button("打印…", self._to_printer, kind="primary", glyph=Icon.PRINT)
        self._save = button("保存 PDF…", self._to_file, glyph=Icon.PDF)
        self._each = button("每人一个文件…", self._to_folder, glyph=Icon.FOLDER)
        head = QWidget()
        head.setProperty("part", "head")
        line = spread(
            (label("督办卡", "title"), self._count, self._bar, self._stop),
            (
                self._place,
                *self.pages.zoom_tools(),
                self._each, self._save, self._print,
            ),
        )  # fmt: skip
        line.setContentsMargins(GAP_XL, GAP_HEAD, GAP_XL, GAP_HEAD)
        head.setLayout(line)
        self._empty = EmptyState(Icon.CARDS, "", "", self._again)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.pages)
        self._middle.addWidget(self._empty)
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._warning)
        right.addWidget(self._middle, 1)
        body = QHBoxLayout()
        body.setSpacing(0)
        body.addWidget(self.choice)
        body.addWidget(rule(vertical=True))
        body.addLayout(right, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(rule())
        box.addLayout(body, 1)

    def _connect(self) -> None:
        self.choice.wanted_changed.connect(self.load)
        self.choice.picked_changed.connect(self._settle.start)
        self._settle.timeout.connect(self._draw)
        self.pages.turned.connect(self._turned)

    def _sets(self) -> Sequence[HolderSet]:
        if self.batch is None:
            return ()
        picked = self.choice.picked
        return [self.batch.sets[place] for place in picked] if picked else self.batch.sets

    def _gathered(self, batch: CardBatch) -> None:
        self.batch = batch
        self.choice.show_holders(batch.sets)
        if not batch.sets:
            self._nothing(
                "没有可以出的卡片",
                "请在左边改选级别和状态，或到台账登记事项，填上联系领导、责任领导、牵头单位。",
            )
            return
        self._draw()

    def _draw(self) -> None:
        sets = self._sets()
        if self.batch is None or not sets:
            return
        self._busy("正在排版…")
        drawing = cards.draw(self.batch, sets, self.choice.press).latest("draw").then(self._show)
        self._drawing = drawing.failed(self._failed).progress(self._report).start(self.door, self)
        self._stop.show()

    _drawing: Task | None = None

    def _stopped(self) -> None:
        """Give up the drawing under way; what was chosen stays chosen."""
        if self._drawing is None:
            return
        self._drawing.cancel()
        batch = self.batch
        self._at_rest()
        self._count.setText("")
        self._place.setText("")
        self._empty.say("已停止排版", "可以少选几位持卡人，或重新开始。数据没有改动。")
        self._again.setVisible(batch is not None)
        self._middle.setCurrentIndex(1)
        self.choice.holders.setFocus()

    def _at_rest(self) -> None:
        self._drawing = None
        self._bar.hide()
        self._stop.hide()

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        if event.key() == Qt.Key.Key_Escape and self._drawing is not None:
            self._stopped()
        else:
            super().keyPressEvent(event)

    def _show(self, drawn: Drawn) -> None:
        self.drawn = drawn
        self._at_rest()
        parts = [f"{drawn.cards:,} 张卡片"] if drawn.cards else []
        parts += [f"{drawn.summaries:,} 份清单"] if drawn.summaries else []
        self._count.setText(f"{'、'.join(parts)}，共 {drawn.pages:,} 页")
        self._warning.say("；".join(drawn.warnings), "yellow")
        self._middle.setCurrentIndex(0)
        self.pages.show_pdf(drawn.pdf, drawn.pages)
        self._allow(on=True)

    def _report(self, done: int, total: int, words: str) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._count.setText(words)

    def _busy(self, words: str) -> None:
        self.drawn = None
        self._count.setText(words)
        if self._middle.currentIndex():
            self._empty.say(words, "做好后这里显示真实的页面；按 Esc 可以停止。")
            self._again.hide()
        self._bar.setRange(0, 0)
        self._bar.show()
        self._stop.hide()
        self._allow(on=False)

    def _nothing(self, headline: str, sentence: str) -> None:
        self.batch = self.drawn = None
        self._at_rest()
        self._again.hide()
        self._count.setText("")
        self._empty.say(headline, sentence)
        self._middle.setCurrentIndex(1)
        self.choice.show_holders(())
        self._allow(on=False)

    def _failed(self, error: Exception) -> None:
        self._nothing("卡片没有做出来", "请看提示；数据没有改动。")
        ask.failure(self, error)

    def _allow(self, *, on: bool) -> None:
        for part in (self._print, self._save, self._each):
            part.setEnabled(on)

    def _turned(self, page: int, pages: int) -> None:
        self._place.setText(place_words(page, pages))

    def _to_file(self) -> None:
        if self.drawn is not None:
            save_pdf(self, self.door, self.drawn.pdf, pages=self.drawn.pages, name=self._name())

    def _to_folder(self) -> None:
        sets = self._sets()
        if self.batch is None or not sets:
            return
        folder = ask.folder_for_files(self, "选择保存的文件夹", start=documents_folder())
        if folder is not None:
            operation = cards.save_each(self.batch, sets, self.choice.press, folder)
            with_progress(
                self, self.door, operation, heading="正在保存",
                then=lambda count: ask.written(self, f"已保存 {count:,} 个文件到“{folder.name}”", folder),
            )  # fmt: skip

    def _to_printer(self) -> None:
        if self.drawn is not None:
            print_pdf(self, self.door, self.drawn.pdf, pages=self.drawn.pages, name=self._name())

    def _name(self) -> str:
        sets = self._sets()
        if len(sets) == 1:
            return f"{sets[0].level.word}_{sets[0].holder}"
        return f"督办卡{self.door.office.today:%Y%m%d}"
