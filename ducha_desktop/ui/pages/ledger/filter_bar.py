"""The filter chips above the ledger, and the query they make."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ducha_desktop.domain.completeness import Standard
from ducha_desktop.domain.due_span import Span, span_of, spans, words_of
from ducha_desktop.domain.ladder import Pressed
from ducha_desktop.domain.ledger_query import ColumnFilter, LedgerQuery, ListColumn
from ducha_desktop.domain.vocabulary import AssignmentRole, Light, Stage
from ducha_desktop.services.ledger import Choices, Tallies
from ducha_desktop.ui.pages.ledger.columns import COLUMNS
from ducha_desktop.ui.stages import stage_words
from ducha_desktop.ui.widgets.basics import button
from ducha_desktop.ui.widgets.filters import Choice, FilterChip, short
from ducha_desktop.ui.widgets.flow import FlowLayout

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from PySide6.QtGui import QResizeEvent
    from typing_extensions import override


class FilterBar(QWidget):
    """Chips for ledger, stage, light, unit, leader, source and deadline; what they choose is ANDed."""

    changed = Signal()
    cleared = Signal()

    def __init__(self) -> None:
        """Chips without choices."""
        super().__init__()
        self._ledgers, self._stages, self._lights = FilterChip("台账"), FilterChip("状态"), FilterChip("亮灯")
        self._units, self._leaders, self._sources = FilterChip("单位"), FilterChip("领导"), FilterChip("来源")
        self._due, self._pressed = FilterChip("时限"), FilterChip("升级")
        self.views = button("视图", kind="chip", opens=True)
        self.groups, self.tree = button("分组", kind="chip", opens=True), button("层级", kind="chip")
        self.groups.setToolTip("把列表分成组，每组有小计（Ctrl+G：按光标所在的列分组）")
        self.tree.setToolTip("按台账、类别、项和上下级事项分层显示（Ctrl+Shift+G）")
        self._clear = button("清除筛选", self.clear, kind="link")
        self._query, self._today = LedgerQuery(), date.min
        self._names: dict[str, str] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, gap=_GAP, line_gap=6)
        flow.setContentsMargins(0, 1, 0, 0)
        for chip in (self.views, self.groups, self.tree, *self._chips[:-1], self._due, self._pressed):
            flow.addWidget(chip)
        for chip in (self._units, self._leaders):
            chip.changed.connect(self._forget_roles)
        for chip in self._chips:
            chip.changed.connect(self._chosen)
        self._due.changed.connect(self._choose_span)
        flow.addWidget(self._clear)
        self._pressed.offer([Choice(each.value, each.word) for each in Pressed])
        self._fixed_choices(None)
        self._show_clear()

    @property
    def _chips(self) -> tuple[FilterChip, ...]:
        return (
            *(self._ledgers, self._stages, self._lights, self._units, self._leaders, self._sources),
            self._pressed,
        )

    def offer(self, choices: Choices, today: date) -> None:
        """What the register and the ledger offer now; deadlines are counted from `today`."""
        self._today = today
        self._ledgers.offer([Choice(uid, name) for uid, name in choices.ledgers])
        named = dict(choices.named)
        self._units.offer([Choice(uid, name) for uid, name in choices.units], named)
        self._leaders.offer([Choice(uid, name) for uid, name in choices.leaders], named)
        self._names = named | dict(choices.units)
        self._sources.offer([Choice(source, source or "（空白）") for source in choices.sources])
        self._due.offer([Choice(span.value, span.word) for span in Span])
        self._show_span()

    def count(self, tallies: Tallies) -> None:
        """Show the numbers of the list beside the choices of stage and light."""
        self._fixed_choices(tallies)

    def apply(self, query: LedgerQuery) -> LedgerQuery:
        """`query` with the filters of the chips."""
        return replace(
            query,
            ledgers=self._ledgers.picked,
            stages=self._stages.picked,
            lights=self._lights.picked,
            units=self._units.picked,
            leaders=self._leaders.picked,
            roles=self._query.roles,
            sources=self._sources.picked,
            pressed=self._pressed.picked,
            due_after=self._query.due_after,
            due_before=self._query.due_before,
        )

    def show_query(self, query: LedgerQuery) -> None:
        """Let the chips say what is asked for, wherever it was asked."""
        self._query = query
        for chip, picked in zip(
            self._chips,
            (
                *(query.ledgers, query.stages, query.lights, query.units, query.leaders, query.sources),
                query.pressed,
            ),
            strict=True,
        ):
            chip.pick(picked)
        self._show_span()
        self._show_clear()

    def clear(self) -> None:
        """No restriction."""
        self.cleared.emit()

    @property
    def restricts(self) -> bool:
        """Whether any filter is set."""
        query = self.apply(self._query)
        plain = LedgerQuery(search=query.search, sort=query.sort, descending=query.descending)
        return replace(query, roles=(), groups=(), tree=False) != plain

    @override
    def resizeEvent(self, event: "QResizeEvent", /) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        """The rarest chip gives way where it would begin a line of its own; the views name its lists too."""
        end = 0
        for chip in (self.views, self.groups, self.tree, *self._chips[:-1], self._due):
            wide = chip.sizeHint().width()
            end = wide if end and end + _GAP + wide > self.width() else end + (_GAP if end else 0) + wide
        fits = end + _GAP + self._pressed.sizeHint().width() <= self.width()
        self._pressed.setVisible(fits or bool(self._pressed.picked))

    def _chosen(self) -> None:
        self._show_clear()
        self.changed.emit()

    def _choose_span(self) -> None:
        """One span at a time: the newest."""
        codes = [code for code in self._due.picked if code in Span.__members__.values()]
        known = span_of(self._query.due_after, self._query.due_before, self._today)
        newest = next((code for code in codes if code != known), codes[0] if codes and not known else "")
        after, before = spans(Span(newest), self._today) if newest else (None, None)
        self._query = replace(self._query, due_after=after, due_before=before)
        self._show_span()
        self._show_clear()
        self.changed.emit()

    def _show_span(self) -> None:
        after, before = self._query.due_after, self._query.due_before
        if after is None and before is None:
            self._due.pick(())
        else:
            self._due.pick((span_of(after, before, self._today) or words_of(after, before),))

    def _forget_roles(self) -> None:
        """Another unit or leader is looked for in every part."""
        self._query = replace(self._query, roles=())

    def _show_clear(self) -> None:
        parts = self._beside()
        self._clear.setText(
            f"清除筛选（只看{'；'.join(short(part, _MOST_SHOWN) for part in parts)}）"
            if parts
            else "清除筛选"
        )
        self._clear.setToolTip("\n".join(parts))
        self._clear.setVisible(self.restricts)
        self._make_room()

    def _beside(self) -> list[str]:
        """What restricts the list besides the chips."""
        query = self._query
        parts = ["本次导入"] if query.batch else []
        parts += [AssignmentRole(role).word for role in query.roles]
        parts += [f"缺{Standard(standard).word}" for standard in query.incomplete]
        parts += ["近来有变动的"] if query.changed_after else []
        parts += ["本周期未报进展的"] if query.unreported else []
        parts += [
            f"{words_of(after, before)} {what}"
            for what, after, before in (
                ("登记", query.registered_after, query.registered_before),
                ("交办", query.assigned_after, query.assigned_before),
                ("销号", query.closed_after, query.closed_before),
            )
            if after or before
        ]
        parts += ["一个事项的具体工作"] if query.parents else []
        return parts + self._values()

    def _values(self) -> list[str]:
        """Column and values of what was chosen under the headings, or by another screen."""
        from ducha_desktop.services.ledger_lists import choice_words

        query = self._query
        leads = tuple(self._names.get(uid, uid) for uid in query.leads)
        own = (
            (ListColumn.LEAD_UNIT, leads),
            (ListColumn.CATEGORY, query.categories),
            (ListColumn.STATE, query.states),
        )
        chosen = [ColumnFilter(column, values) for column, values in own if values]
        return [
            f"{_TITLES[each.column]}：{choice_words(each, _MOST_NAMED)}" for each in (*chosen, *query.columns)
        ]

    def _fixed_choices(self, tallies: Tallies | None) -> None:
        stages: Mapping[str, int] = tallies.stages if tallies else {}
        lights: Mapping[str, int] = tallies.lights if tallies else {}
        known = tallies is not None
        self._stages.offer(
            [Choice(s.value, stage_words(s), stages.get(s.value, 0) if known else None) for s in Stage]
        )
        self._lights.offer(
            [Choice(x.value, x.word, lights.get(x.value, 0) if known else None) for x in _LIGHTS]
        )


_GAP = 4
_MOST_NAMED = 3
_MOST_SHOWN = 30
_TITLES = {column.listed: column.title for column in COLUMNS if column.listed is not None}
_LIGHTS = (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN, Light.GREY, Light.NONE)
