"""The pictures beside the figures: groups, stages, months; every mark opens its list."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import Stage
from ducha_desktop.services.stats import Figures
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.pages.workbench.pictures import Picture
from ducha_desktop.ui.theme import GAP_L, theme
from ducha_desktop.ui.widgets.basics import Card

if TYPE_CHECKING:
    from ducha_desktop.services.stats_screen import Table
    from ducha_desktop.services.workbench_pictures import Month
    from ducha_desktop.typeset.easel import Chart, ChartInk
    from ducha_desktop.ui.operations.charts import Paint

MOST_BARS = 15
_TREND_TALL = 190
_STAGES = ((Stage.CLOSED, "green"), (Stage.CLOSING, "yellow"), (Stage.OPEN, "bar"))


class StatsPictures(QWidget):
    """Three cards; `chosen(query)` when a mark is to be opened."""

    chosen = Signal(object)

    def __init__(self, door: Door) -> None:
        """Empty cards."""
        super().__init__()
        self._lists: dict[str, LedgerQuery] = {}
        self._table: Table | None = None
        self.groups = Picture(door, "各组事项的完成情况", "没有可以比较的分组。")
        self.stages = Picture(door, "完成、进入销号程序和在办", "没有计入总数的事项。")
        self.trend = Picture(door, "近 12 个月登记和销号", "近 12 个月没有登记或销号的事项。")
        self.classes = QComboBox()
        self.classes.setAccessibleName("按哪一类单位排名")
        self.classes.currentIndexChanged.connect(lambda _n: self._show_groups())
        self._heading = Card("各组完成情况")
        self._heading.body.addWidget(self.classes)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_L)
        box.addWidget(_carded("总数的构成", self.stages))
        self._heading.body.addWidget(self.groups)
        box.addWidget(self._heading)
        box.addWidget(_carded("近 12 个月登记和销号", self.trend))
        box.addStretch(1)
        for picture in (self.groups, self.stages, self.trend):
            picture.view.chosen.connect(self._chosen)

    def show_table(self, table: "Table") -> None:
        """Draw the figures."""
        self._table = table
        self._lists.clear()
        kept = self.classes.currentText()
        names = list(dict.fromkeys(g.rank_class or "未分类" for g in table.figures.groups if g.rank))
        self.classes.blockSignals(True)
        self.classes.clear()
        self.classes.addItems(names)
        self.classes.setCurrentIndex(max(0, names.index(kept) if kept in names else 0))
        self.classes.blockSignals(False)
        self.classes.setVisible(bool(names))
        self._show_stages(table)
        self._show_groups()
        self._show_trend(table.months)

    def _show_stages(self, table: "Table") -> None:
        whole = table.figures.whole
        parts = [(stage, tone, whole.stages[stage]) for stage, tone in _STAGES]
        for stage, _tone, _n in parts:
            self._lists[stage.value] = replace(table.query, stages=(stage.value,))

        def paint(width: float, ink: "ChartInk") -> "Chart":
            from ducha_desktop.typeset.charts import Part, shares

            return shares(
                [Part(s.value, s.word, n, getattr(theme.tones, tone)) for s, tone, n in parts],
                width=width,
                ink=ink,
            )

        self.stages.show_chart(paint if whole.total else None, {stage.value for stage, *_ in parts})

    def _show_groups(self) -> None:
        """In official order; units as a ranking within one class, which never crosses into another."""
        if self._table is None:
            return
        groups = [group for group in self._table.figures.groups if group.total]
        if self.classes.count():
            wanted = self.classes.currentText()
            groups = sorted(
                (g for g in groups if g.rank and (g.rank_class or "未分类") == wanted), key=lambda g: g.rank
            )
        groups = groups[:MOST_BARS]
        keys = set()
        for group in groups:
            query = self._table.lists[group.key]
            self._lists[f"{group.key}/"] = replace(query, stages=tuple(s.value for s, _ in _STAGES))
            for stage, _ in _STAGES:
                self._lists[f"{group.key}/{stage.value}"] = replace(query, stages=(stage.value,))
                keys.add(f"{group.key}/{stage.value}")
            keys.add(f"{group.key}/")
        self.groups.show_chart(_bars(groups) if groups else None, keys)

    def _show_trend(self, months: "tuple[Month, ...]") -> None:
        keys = set()
        for month in months:
            for key, number in (("new", month.registered), ("closed", month.closed)):
                if number.count:
                    keys.add(f"{key}/{_label(month)}")
                    self._lists[f"{key}/{_label(month)}"] = number.query
        self.trend.show_chart(_trend(months) if keys else None, keys)

    def _chosen(self, key: str) -> None:
        if key in self._lists:
            self.chosen.emit(self._lists[key])


def _carded(heading: str, picture: Picture) -> Card:
    card = Card(heading)
    card.body.addWidget(picture)
    return card


def _label(month: "Month") -> str:
    return f"{month.first.year}年1月" if month.first.month == 1 else f"{month.first.month}月"


def _bars(groups: list[Figures]) -> "Paint":
    def paint(width: float, ink: "ChartInk") -> "Chart":
        from ducha_desktop.typeset.charts import Bar, Part, ranking

        bars = [
            Bar(
                f"{group.key}/",
                f"{group.rank}. {group.name}" if group.rank else group.name,
                tuple(
                    Part(
                        f"{group.key}/{stage.value}",
                        stage.word,
                        group.stages[stage],
                        getattr(theme.tones, tone),
                    )
                    for stage, tone in _STAGES
                ),
                f"办结率 {group.rate_closed}%",
            )
            for group in groups
        ]
        return ranking(bars, width=width, ink=ink)

    return paint


def _trend(months: "tuple[Month, ...]") -> "Paint":
    def paint(width: float, ink: "ChartInk") -> "Chart":
        from ducha_desktop.typeset.charts import Series, trend

        lines = [
            Series("登记", theme.tones.bar, tuple(float(m.registered.count) for m in months), key="new"),
            Series("销号", theme.tones.green, tuple(float(m.closed.count) for m in months), key="closed"),
        ]
        return trend([_label(m) for m in months], lines, width=width, height=theme.px(_TREND_TALL), ink=ink)

    return paint
