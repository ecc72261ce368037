"""The line below the ledger: it counts the whole filtered list and its parts sum to it."""

from typing import TYPE_CHECKING

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.services.ledger import Tallies
from ducha_desktop.ui.theme import GAP_XL, theme
from ducha_desktop.ui.widgets.basics import label, row

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_GAPS = 6
"""Two at the edges, and one beside each part and the stretch between them."""
_LIGHTS = (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN, Light.GREY, Light.NONE)

RED_WORDS = "红灯包括申请办结时已超期、正在销号的事项；统计中的超期数只计在办事项。"


class Footer(QWidget):
    """Totals on the left, the selection on the right."""

    def __init__(self) -> None:
        """Start without figures."""
        super().__init__()
        self.setProperty("part", "strip")
        self._total, self._lights, self._stages = label(), label("", "soft"), label("", "soft")
        self._selected = label("", "soft")
        box = QHBoxLayout(self)
        box.setContentsMargins(GAP_XL, 0, GAP_XL, 0)
        box.setSpacing(GAP_XL)
        box.addLayout(row(self._total, self._lights, self._stages, None, self._selected, gap=GAP_XL))
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
        self._lights.setText(_parts({light.word: tallies.lights.get(light, 0) for light in _LIGHTS}))
        self._stages.setText(_parts({stage.word: tallies.stages.get(stage, 0) for stage in Stage}))
        self._make_room()

    @override
    def resizeEvent(self, event: QResizeEvent, /) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """Where the width ends, stages and lights go into the tooltip: half a figure would be a wrong figure."""
        parts = [part for part in (self._total, self._lights, self._stages, self._selected) if part.text()]
        needed = sum(part.sizeHint().width() for part in parts) + _GAPS * GAP_XL
        self._stages.setVisible(needed <= self.width())
        needed -= self._stages.sizeHint().width() + GAP_XL if self._stages.text() else 0
        self._lights.setVisible(needed <= self.width())
        self.setToolTip(f"{self._lights.text()}\n{self._stages.text()}\n{RED_WORDS}")

    def show_selection(self, count: int) -> None:
        """Say how many rows are selected."""
        self._selected.setText(f"已选 {count:,} 条" if count > 1 else "")
        self._make_room()

    @property
    def texts(self) -> tuple[str, ...]:
        """What stands in the line, for tests."""
        parts: tuple[QLabel, ...] = (self._total, self._lights, self._stages, self._selected)
        return tuple(part.text() for part in parts)


def _parts(counts: dict[str, int]) -> str:
    return " · ".join(f"{word} {count:,}" for word, count in counts.items() if count)
