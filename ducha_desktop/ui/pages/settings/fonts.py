"""The fonts of papers, role by role: what is used, a line set in it, choosing another."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Door, settings
from ducha_desktop.ui.run import with_progress
from ducha_desktop.ui.theme import GAP_L, theme
from ducha_desktop.ui.widgets.basics import Banner, Card, button, label, row

if TYPE_CHECKING:
    from ducha_desktop.services.office_fonts import FontView

_KINDS = "字体文件 (*.ttf *.ttc *.TTF *.TTC)"
_COMMON = 6763
_SAMPLE = "关于重点工作督查情况的通报 2026"


class FontsCard(Card):
    """One line per role; `said(sentence, tone)` is what a change came to."""

    changed = Signal()

    def __init__(self, door: Door) -> None:
        """Build an empty card; `load` fills it."""
        super().__init__("公文字体")
        self._door = door
        self._note = Banner()
        self.body.addWidget(
            label(
                "督办卡和公文用程序自带的字体就能打印；有方正小标宋等正版字体的单位可以换成自己的。"
                "选用的字体会复制到数据文件夹里，换电脑也一样。",
                "soft",
                wrap=True,
            )
        )
        self.body.addWidget(self._note)
        self._lines = QWidget()
        self.body.addWidget(self._lines)
        theme.changed.connect(self.load)
        self._again = button("重新检查字体", self._check)
        self.body.addLayout(row(self._again, None))

    def load(self) -> None:
        """Read what is used; reading the fonts takes a moment."""
        if self._door.leads_somewhere and self.isVisible():
            settings.fonts().latest("fonts").then(self._show).start(self._door, self)

    def _show(self, found: "Sequence[FontView]") -> None:
        fresh = QWidget()
        self._grid = QGridLayout(fresh)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP_L)
        self._grid.setVerticalSpacing(GAP_L)
        self._grid.setColumnStretch(1, 1)
        for line, view in enumerate(found):
            self._line(line, view)
        self.body.replaceWidget(self._lines, fresh)
        self._lines.deleteLater()
        self._lines = fresh
        broken = [view for view in found if view.problem]
        self._note.say("；".join(view.problem for view in broken), "red")

    def _line(self, line: int, view: "FontView") -> None:
        whole = view.covered == _COMMON
        said = (
            "常用汉字齐全"
            if whole
            else f"缺 {_COMMON - view.covered:,} 个常用汉字（如 {view.gaps[:4]}），由自带字体补足"
        )
        source = "本单位字体" if view.own else "程序自带"
        choose = button("换一个字体…", lambda: self._choose(view.role, view.words))
        choose.setAccessibleName(f"{view.words}：换一个字体")
        back = button("改回自带", lambda: self._reset(view.role), kind="quiet")
        back.setAccessibleName(f"{view.words}：改回自带字体")
        back.setVisible(view.own)
        family = label(f"{view.family}（{source}）" if view.own else source, "soft")
        family.setToolTip(said)
        said_so = label(said, "soft" if whole else "strong", wrap=not whole)
        self._grid.addWidget(label(view.words, "strong"), line, 0)
        above = QVBoxLayout()
        above.setSpacing(0)
        above.addWidget(_sample(view.file))
        above.addLayout(row(family, said_so, None, gap=GAP_L))
        self._grid.addLayout(above, line, 1)
        for place, part in enumerate((choose, back), start=2):
            self._grid.addWidget(part, line, place)

    def _choose(self, role: str, words: str) -> None:
        file = ask.open_file(self, f"{words}用哪个字体", _KINDS, start=_fonts_of_the_system())
        if file is not None:
            operation = settings.choose_font(role, file)
            with_progress(self, self._door, operation, heading="正在检查字体", then=self._chosen)

    def _chosen(self, view: "FontView") -> None:
        ask.toast(self, f"{view.words}改用“{view.family}”，以后打印的督办卡和公文都用它")
        self.load()
        self.changed.emit()

    def _reset(self, role: str) -> None:
        settings.reset_font(role).then(self._was_reset).start(self._door, self)

    def _was_reset(self, view: "FontView") -> None:
        ask.toast(self, f"{view.words}已改回程序自带的字体")
        self.load()
        self.changed.emit()

    def _check(self) -> None:
        def checked(found: "Sequence[FontView]") -> None:
            self._show(found)
            if not any(view.problem for view in found):
                self._note.say("检查完毕：五种字体都能用，常用汉字和生僻字都能打印。", "green")

        with_progress(self, self._door, settings.fonts(), heading="正在检查字体", then=checked)


def _sample(file: Path) -> QLabel:
    """A line set in the font itself."""
    made = label(_SAMPLE)
    number = QFontDatabase.addApplicationFont(str(file))
    families = QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    if families:
        font = theme.font(17)
        font.setFamilies(families)
        made.setFont(font)
        made.setStyleSheet(f"font-family: '{families[0]}'; font-size: {theme.px(17)}px;")
    return made


def _fonts_of_the_system() -> Path | None:
    """Where this system keeps its fonts."""
    places = (Path("C:/Windows/Fonts"), Path("/usr/share/fonts"))
    return next((place for place in places if place.is_dir()), None)
