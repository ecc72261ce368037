"""The line below the ledger: it counts the whole filtered list and its parts sum to it."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.services.ledger import Tallies
from ducha_desktop.ui.stages import stage_words
from ducha_desktop.ui.theme import GAP_XL, theme
from ducha_desktop.ui.widgets.basics import label, row

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_GAPS = 4
"""Two at the edges, and two between the three parts."""
_LIGHTS = (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN, Light.GREY, Light.NONE)

_SHORT = {light: light.word if light is Light.NONE else light.word[0] for light in _LIGHTS}

RED_WORDS = "红灯包括申请办结时已超期、正在销号的事项；统计中的超期数只计在办事项。"

DRAFT_WORDS = "拟办和待批是还没有立项的事项，包括正在立项审批的，不计入总数。"


class Footer(QWidget):
    """How many matters, with which lights, at which stages."""

    def __init__(self) -> None:
        """Start without figures."""
        super().__init__()
        self.setProperty("part", "strip")
        self._total, self._lights, self._stages = label(), label("", "soft"), label("", "soft")
        box = QHBoxLayout(self)
        box.setContentsMargins(GAP_XL, 0, GAP_XL, 0)
        box.setSpacing(GAP_XL)
        box.addLayout(row(self._total, self._lights, self._stages, None, gap=GAP_XL))
        for part in (self._lights, self._stages):
            part.setMinimumWidth(1)
        self._resize()
        theme.changed.connect(self._resize)

    def _resize(self) -> None:
        self.setFixedHeight(theme.px(30))

    def show_tallies(self, tallies: Tallies, *, all_rows: int) -> None:
        """Show the counts of the list and how many matters there are in all."""
        rows = tallies.rows
        beyond = f"（全部 {all_rows:,}）" if all_rows != rows else ""
        self._total.setText(f"共 {rows:,} 条{beyond}")
        self._lights.setText(_parts({_SHORT[light]: tallies.lights.get(light, 0) for light in _LIGHTS}))
        self._told = _parts({light.word: tallies.lights.get(light, 0) for light in _LIGHTS})
        self._stages.setText(_parts({stage_words(stage): tallies.stages.get(stage, 0) for stage in Stage}))
        self._make_room()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where the width ends, stages and lights go into the tooltip: half a figure would be a wrong figure."""
        parts = [part for part in (self._total, self._lights, self._stages) if part.text()]
        needed = sum(part.sizeHint().width() for part in parts) + _GAPS * GAP_XL
        self._stages.setVisible(needed <= self.width())
        needed -= self._stages.sizeHint().width() + GAP_XL if self._stages.text() else 0
        self._lights.setVisible(needed <= self.width())
        self.setToolTip(f"{self._told}\n{self._stages.text()}\n{RED_WORDS}\n{DRAFT_WORDS}")

    _told = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the line, for tests."""
        parts: tuple[QLabel, ...] = (self._total, self._lights, self._stages)
        return tuple(part.text() for part in parts)


def _parts(counts: dict[str, int]) -> str:
    return " · ".join(f"{word} {count:,}" for word, count in counts.items() if count)
