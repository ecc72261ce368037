"""系统设置: how the program looks here, what papers are set in, when it backs up, where the data lies."""

from pathlib import Path

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ducha_desktop.domain.changes import Changes
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, settings
from ducha_desktop.ui.operations.settings import Place
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.pages.settings.fonts import FontsCard
from ducha_desktop.ui.remembered import Remembered
from ducha_desktop.ui.theme import GAP_HEAD, GAP_L, GAP_XL, SCALES, WIDEST_FORM, theme
from ducha_desktop.ui.widgets.basics import Card, button, keep_most, keep_width, label, row, rule
from ducha_desktop.ui.widgets.scrolling import Scroller

_MINUTES = ((15, "每 15 分钟"), (30, "每半小时"), (60, "每小时"), (240, "每 4 小时"), (0, "只在退出和导入前"))
_MEGA = 1024 * 1024


class SettingsPage(Page):
    """Settings of this computer; they take effect at once and are remembered in the data folder."""

    def __init__(self, door: Door) -> None:
        """Build the screen."""
        super().__init__(door)
        self.looks, self.sizes, self.minutes = QComboBox(), QComboBox(), QComboBox()
        self.fonts, self.area = FontsCard(door), Scroller()
        self._second, self._where, self._size = (
            label("", wrap=True),
            label("", wrap=True, select=True),
            label("", "soft"),
        )
        self._demo, self._portable = Card("示例数据"), Card("便携模式")
        self._root = Path()
        self._beside: Path | None = None
        self._build()
        self._connect()

    def load(self) -> None:
        """Read what is set."""
        self._show_looks()
        remembered = self._remembered()
        self.minutes.blockSignals(True)
        self.minutes.setCurrentIndex(max(0, self.minutes.findData(remembered.backup_minutes)))
        self.minutes.blockSignals(False)
        self._show_second(remembered.backup_place)
        self.fonts.load()
        settings.place().latest("place").then(self._show_place).start(self.door, self)

    def follow(self, changes: Changes) -> None:
        """A write to the ledger changes no setting."""

    def begin(self) -> None:
        """On the first setting."""
        self.looks.setFocus()

    def _build(self) -> None:
        head = QWidget()
        head.setProperty("part", "head")
        line = row(label("系统设置", "title"), None)
        line.setContentsMargins(GAP_XL, GAP_HEAD, GAP_XL, GAP_HEAD)
        head.setLayout(line)
        body = QWidget()
        body.setProperty("part", "plain")
        keep_most(body, WIDEST_FORM)
        cards = QVBoxLayout(body)
        cards.setContentsMargins(GAP_XL, GAP_XL, GAP_XL, GAP_XL)
        cards.setSpacing(GAP_XL)
        for card in (self._looks(), self.fonts, self._backups(), self._data(), self._portable, self._demo):
            cards.addWidget(card)
        cards.addStretch(1)
        self._fill_demo()
        self._fill_portable()
        self.area.setWidget(body)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(rule())
        box.addWidget(self.area, 1)

    def _looks(self) -> Card:
        card = Card("外观")
        for words, dark in (("浅色", False), ("深色", True)):
            self.looks.addItem(words, dark)
        for scale in SCALES:
            self.sizes.addItem(f"{scale}%", scale)
        card.body.addLayout(_line("颜色", self.looks, "打印出来的卡片和公文不受影响"))
        card.body.addLayout(_line("文字大小", self.sizes, "所有界面的文字一起变大，最大 175%"))
        return card

    def _backups(self) -> Card:
        card = Card("自动备份")
        for minutes, words in _MINUTES:
            self.minutes.addItem(words, minutes)
        card.body.addLayout(_line("多久一次", self.minutes, "没有改动时不备份；退出时和导入前总会备份"))
        self._none = button("不再另存", self._no_second, kind="quiet")
        card.body.addLayout(
            row(
                _name("另存一份到"),
                _filling(self._second),
                button("选择文件夹…", self._choose_second),
                self._none,
                gap=GAP_L,
            )
        )
        return card

    def _data(self) -> Card:
        card = Card("数据文件夹")
        card.body.addLayout(
            row(
                _name("位置"),
                _filling(self._where),
                button("打开文件夹", self._open, glyph=Icon.FOLDER),
                gap=GAP_L,
            )
        )
        card.body.addLayout(row(_name("大小"), self._size, None, gap=GAP_L))
        card.body.addWidget(
            label(
                "换电脑：关闭程序，把整个文件夹复制到新电脑的同样位置，再打开程序。数据是加密的，文件夹里的钥匙要一起带走。",
                "soft",
                wrap=True,
            )
        )
        return card

    def _fill_demo(self) -> None:
        words = "现在打开的是示例县。清除后重新回答三个问题，建立正式台账；示例会移到旁边的文件夹，不会删除。"
        self._demo.body.addWidget(label(words, "soft", wrap=True))
        self._demo.body.addLayout(row(button("清除示例，建立正式台账", self._discard, kind="danger"), None))
        self._demo.hide()

    def _fill_portable(self) -> None:
        words = (
            "把数据搬到程序旁边，程序和数据就在一个文件夹里，可以整个移到本机另一块磁盘。"
            "搬完会逐个文件核对；原来的文件夹改名保留。U 盘和网络位置上不能用。"
        )
        self._portable.body.addWidget(label(words, "soft", wrap=True))
        self._portable.body.addLayout(row(button("把数据搬到程序旁边", self._carry), None))
        self._portable.hide()

    def _connect(self) -> None:
        self.looks.activated.connect(self._look)
        self.sizes.activated.connect(self._look)
        self.minutes.activated.connect(self._schedule)
        theme.changed.connect(self._show_looks)

    def _remembered(self) -> Remembered:
        return Remembered(self.door.office.folder.root)

    def _show_looks(self) -> None:
        self.looks.setCurrentIndex(self.looks.findData(theme.dark))
        self.sizes.setCurrentIndex(self.sizes.findData(theme.scale))

    def _look(self) -> None:
        self.door.bus.wish("appearance", (self.looks.currentData(), self.sizes.currentData()))

    def _schedule(self) -> None:
        self._remembered().backup_minutes = self.minutes.currentData()
        self.door.bus.wish("backups")

    def _show_second(self, place: Path | None) -> None:
        self._second.setText(str(place) if place is not None else "没有另存，只备份在数据文件夹里")
        self._none.setVisible(place is not None)

    def _choose_second(self) -> None:
        folder = ask.folder(self, "自动备份再存一份到哪个文件夹")
        if folder is not None:
            settings.accept_place(folder).then(self._take_second).start(self.door, self)

    def _take_second(self, place: Path) -> None:
        self._remembered().backup_place = place
        self._show_second(place)
        ask.toast(self, "以后每次自动备份都会在那里再存一份")

    def _no_second(self) -> None:
        self._remembered().backup_place = None
        self._show_second(None)

    def _show_place(self, place: Place) -> None:
        self._root, self._beside = place.root, place.beside
        self._where.setText(f"{place.root}{'（便携：在程序旁边）' if place.root == place.beside else ''}")
        self._size.setText(f"{place.size / _MEGA:,.1f} MB")
        self._demo.setVisible(place.demo)
        self._portable.setVisible(place.beside is not None and place.root != place.beside)

    def _open(self) -> None:
        ask.open_folder(self._root)

    def _discard(self) -> None:
        self.door.bus.wish("discard_demo")

    def _carry(self) -> None:
        self.door.bus.wish("carry", self._beside)


def _filling(words: QLabel) -> QLabel:
    """A wrapped sentence that takes the room between a name and its buttons."""
    words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return words


def _name(words: str) -> QWidget:
    made = label(words, "soft")
    keep_width(made, 72)
    return made


def _line(words: str, choice: QComboBox, hint: str) -> QHBoxLayout:
    choice.setAccessibleName(words)
    keep_width(choice, 180)
    return row(_name(words), choice, label(hint, "soft"), None, gap=GAP_L)
