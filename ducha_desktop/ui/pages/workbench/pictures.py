"""The pictures of the workbench: months, lights, units; every mark opens its list."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.ui.chart_view import ChartView
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.pages.workbench.tiles import muted
from ducha_desktop.ui.theme import GAP_M, theme
from ducha_desktop.ui.widgets.basics import Card

if TYPE_CHECKING:
    from ducha_desktop.services.workbench_pictures import Month, Pictures, UnitLoad
    from ducha_desktop.typeset.easel import Chart, ChartInk
    from ducha_desktop.ui.operations.charts import Paint

_TREND_TALL = 210
_NEW, _CLOSED = "new", "closed"


class Picture(QWidget):
    """A chart, or the sentence that stands in for it while there is nothing to draw."""

    def __init__(self, door: Door, name: str, nothing: str) -> None:
        """`name` says what is shown, `nothing` why nothing is."""
        super().__init__()
        self.view = ChartView(door, name)
        self._nothing = muted(nothing)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_M)
        box.addWidget(self.view)
        box.addWidget(self._nothing)
        self._nothing.hide()

    def show_chart(self, paint: "Paint | None", opens: "set[str]") -> None:
        """Draw, or say why not."""
        self.view.setVisible(paint is not None)
        self._nothing.setVisible(paint is None)
        if paint is not None:
            self.view.show_chart(paint, opens)


class PicturesPart(QObject):
    """The cards with pictures; `chosen(query)` when a mark is to be opened."""

    chosen = Signal(object)

    def __init__(self, door: Door, parent: QObject) -> None:
        """Empty cards."""
        super().__init__(parent)
        self._lists: dict[str, LedgerQuery] = {}
        self.trend = Picture(door, "近 12 个月登记和销号的事项", "近 12 个月没有登记或销号的事项。")
        self.lights = Picture(door, "办理中事项的亮灯分布", "没有正在办理的事项。")
        self.units = Picture(door, "牵头单位在办事项排名", "没有写明牵头单位的在办事项。")
        self.trend_card = _carded("近 12 个月登记和销号", self.trend)
        self.lights_card = _carded("办理中事项的亮灯分布", self.lights)
        self.units_card = _carded("牵头单位的在办事项（超期多的在前）", self.units)
        for picture in (self.trend, self.lights, self.units):
            picture.view.chosen.connect(self._chosen)

    def show_figures(self, figures: "Pictures") -> None:
        """Draw them."""
        self._lists.clear()
        self._show_trend(figures)
        self._show_lights(figures)
        self._show_units(figures)

    def _show_trend(self, figures: "Pictures") -> None:
        keys = set()
        for month in figures.months:
            for key, number in ((_NEW, month.registered), (_CLOSED, month.closed)):
                if number.count:
                    keys.add(f"{key}/{_label(month)}")
                    self._lists[f"{key}/{_label(month)}"] = number.query
        self.trend.show_chart(_trend_of(figures.months) if keys else None, keys)

    def _show_lights(self, figures: "Pictures") -> None:
        some = {light.value for light, number in figures.lights if number.count}
        self._lists |= {light.value: number.query for light, number in figures.lights}
        shown = [(light, number.count) for light, number in figures.lights]

        def paint(width: float, ink: "ChartInk") -> "Chart":
            from ducha_desktop.typeset.charts import Part, shares

            parts = [Part(x.value, x.word, n, theme.light(x).name()) for x, n in shown]
            return shares(parts, width=width, ink=ink)

        self.lights.show_chart(paint if some else None, some)

    def _show_units(self, figures: "Pictures") -> None:
        for unit in figures.units:
            self._lists |= {
                unit.uid: unit.open.query,
                f"{unit.uid}/overdue": unit.overdue.query,
                f"{unit.uid}/rest": unit.rest.query,
            }
        keys = {f"{unit.uid}{part}" for unit in figures.units for part in ("", "/overdue", "/rest")}
        self.units.show_chart(_ranking_of(figures.units) if figures.units else None, keys)

    def _chosen(self, key: str) -> None:
        if key in self._lists:
            self.chosen.emit(self._lists[key])


def _carded(heading: str, picture: Picture) -> Card:
    card = Card(heading)
    card.body.addWidget(picture)
    card.body.addStretch(1)
    return card


def _label(month: "Month") -> str:
    """`11月`; January says its year."""
    return f"{month.first.year}年1月" if month.first.month == 1 else f"{month.first.month}月"


def _trend_of(months: "tuple[Month, ...]") -> "Callable[[float, ChartInk], Chart]":
    def paint(width: float, ink: "ChartInk") -> "Chart":
        from ducha_desktop.typeset.charts import Series, trend

        lines = [
            Series("登记", theme.tones.bar, tuple(float(m.registered.count) for m in months), key=_NEW),
            Series("销号", theme.tones.green, tuple(float(m.closed.count) for m in months), key=_CLOSED),
        ]
        return trend([_label(m) for m in months], lines, width=width, height=theme.px(_TREND_TALL), ink=ink)

    return paint


def _ranking_of(units: "tuple[UnitLoad, ...]") -> "Callable[[float, ChartInk], Chart]":
    def paint(width: float, ink: "ChartInk") -> "Chart":
        from ducha_desktop.typeset.charts import Bar, Part, ranking

        bars = [
            Bar(
                unit.uid,
                unit.name,
                (
                    Part(f"{unit.uid}/overdue", "超期", unit.overdue.count, theme.tones.red),
                    Part(f"{unit.uid}/rest", "未超期", unit.rest.count, theme.tones.bar),
                ),
                _load_words(unit),
            )
            for unit in units
        ]
        return ranking(bars, width=width, ink=ink, legend=True)

    return paint


def _load_words(unit: "UnitLoad") -> str:
    """`在办 6，超期 2`; who has nothing overdue is not told so."""
    overdue = f"，超期 {unit.overdue.count:,}" if unit.overdue.count else ""
    return f"在办 {unit.open.count:,}{overdue}"
