"""办公室信息: what papers and cards say of this office."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ducha_desktop.domain.changes import Changes
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Door, setup
from ducha_desktop.ui.pages.setup.frame import lay_out
from ducha_desktop.ui.pages.setup.kept_part import KeptPart
from ducha_desktop.ui.run import take_back
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Card, button, label

if TYPE_CHECKING:
    from ducha_desktop.services.settings import OfficeInfo

OFFICE = "setup.office"
_SIGNERS = "signers"
_FIELDS = (
    ("name", "单位全称", "印在督办卡、通知和台账上，如 中共云岭县委 云岭县人民政府督查室"),
    ("county", "县（市、区）", "如 云岭县"),
    ("level", "级别", "联系卡、责任卡上的级别字，如 县、市、区"),
    ("phone", "联系电话", "印在督办卡上，如 0123-4567890"),
    ("publisher", "编发单位", "通报、简报的编发单位；空着就用单位全称"),
)


class OfficePart(KeptPart):
    """The office's own data."""

    def __init__(self, door: Door) -> None:
        """Build it; `load` fills it in."""
        super().__init__(door, OFFICE)
        self._kept: OfficeInfo | None = None
        self.fields: dict[str, QLineEdit] = {}
        self.signers = QPlainTextEdit()
        self._build()

    @property
    def values(self) -> dict[str, str]:
        """What differs from what is kept, the signers a line each."""
        if self._kept is None:
            return {}
        kept, now = _words(self._kept), _words(self.info)
        return {key: text for key, text in now.items() if text != kept[key]}

    def put(self, values: Mapping[str, str]) -> None:
        """Write values into their fields."""
        for key in values.keys() & self.fields.keys():
            self.fields[key].setText(values[key])
            self.fields[key].setCursorPosition(0)
        if _SIGNERS in values:
            self.signers.setPlainText(values[_SIGNERS])

    def load(self) -> None:
        """Read what is kept; what is being typed stays."""
        setup.office_info().latest("office").then(self._show).start(self.door, self)

    def begin(self) -> None:
        """On the telephone, which is what is changed most."""
        self.fields["phone"].setFocus()

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("part", "plain")
        box = QVBoxLayout(inner)
        box.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_XL)
        box.setSpacing(GAP_L)
        box.addWidget(self.found)
        card = Card("印在督办卡和公文上的信息")
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_L)
        grid.setVerticalSpacing(GAP_M)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for place, (key, word, hint) in enumerate(_FIELDS):
            field = QLineEdit()
            field.setAccessibleName(word)
            field.setPlaceholderText(hint)
            field.setToolTip(hint)
            field.textChanged.connect(self._changed)
            name = label(word, "soft")
            name.setBuddy(field)
            grid.addWidget(name, place, 0)
            grid.addWidget(field, place, 1)
            self.fields[key] = field
        self.signers.setAccessibleName("签发人")
        self.signers.setPlaceholderText("一行一位，第一位是默认签发人")
        self.signers.setTabChangesFocus(True)
        self.signers.setFixedHeight(theme.px(84))
        self.signers.textChanged.connect(self._changed)
        grid.addWidget(label("签发人", "soft"), len(_FIELDS), 0, top)
        grid.addWidget(self.signers, len(_FIELDS), 1)
        card.body.addLayout(grid)
        card.body.addWidget(label("已经印发的公文不受影响，重印仍是原来的内容。", "small", wrap=True))
        box.addWidget(card)
        box.addStretch(1)
        self.back = button("放弃改动", self._give_up)
        self.save = button("保存信息", self._save, kind="primary")
        lay_out(self, inner, left=self.back, right=self.save)
        self._changed()

    def _show(self, info: "OfficeInfo") -> None:
        typed = self.values
        self._kept = info
        self.put(_words(info) | typed)
        self._changed()
        self.read()

    @property
    def info(self) -> "OfficeInfo":
        """What stands on the screen."""
        from ducha_desktop.services.settings import OfficeInfo

        values = {key: field.text().strip() for key, field in self.fields.items()}
        lines = (line.strip() for line in self.signers.toPlainText().splitlines())
        return OfficeInfo(**values, signers=tuple(line for line in lines if line))

    def _give_up(self) -> None:
        """What is kept, again."""
        if self._kept is not None and self.keeper is not None:
            self.keeper.give_up(lambda typed: self.bring_back(typed, "刚才放弃的内容又在这里了。"))
            self.put(_words(self._kept))

    def _changed(self) -> None:
        self.typed()
        self.save.setEnabled(self.touched)
        self.back.setEnabled(self.touched)

    def _save(self) -> None:
        info, keeper = self.info, self.keeper
        if keeper is None:
            return

        def done(result: tuple[Changes, Changes]) -> None:
            self._kept = info
            self._changed()
            ask.toast(self, f"已{result[0].words}", undo=self._undo)

        keeper.saving(setup.save_office(info)).then(keeper.saved(done)).start(self.door, self)

    def _undo(self) -> None:
        take_back(self, self.door)


def _words(info: "OfficeInfo") -> dict[str, str]:
    """The data as they stand in their fields."""
    words = {key: str(getattr(info, key)) for key, *_ in _FIELDS}
    return words | {_SIGNERS: "\n".join(info.signers)}
