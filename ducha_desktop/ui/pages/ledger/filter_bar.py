"""The filter chips above the ledger, and the query they make."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import AssignmentRole, Light, Stage
from ducha_desktop.services.ledger import Choices, Tallies
from ducha_desktop.ui.widgets.basics import button
from ducha_desktop.ui.widgets.filters import Choice, FilterChip
from ducha_desktop.ui.widgets.flow import FlowLayout


class FilterBar(QWidget):
    """Chips for ledger, stage, light, unit and leader; what they choose is ANDed."""

    changed = Signal()

    def __init__(self) -> None:
        """Chips without choices."""
        super().__init__()
        self._ledgers, self._stages, self._lights = FilterChip("台账"), FilterChip("状态"), FilterChip("亮灯")
        self._units, self._leaders, self._sources = FilterChip("单位"), FilterChip("领导"), FilterChip("来源")
        self._clear = button("清除筛选", self.clear, kind="link")
        self._batch = ""
        self._roles: tuple[str, ...] = ()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        flow = FlowLayout(self, gap=6)
        flow.setContentsMargins(0, 1, 0, 0)
        for chip in (self._units, self._leaders):
            chip.changed.connect(self._forget_roles)
        for chip in self._chips:
            flow.addWidget(chip)
            chip.changed.connect(self._chosen)
        flow.addWidget(self._clear)
        self._fixed_choices(None)
        self._show_clear()

    @property
    def _chips(self) -> tuple[FilterChip, ...]:
        return (self._ledgers, self._stages, self._lights, self._units, self._leaders, self._sources)

    def offer(self, choices: Choices) -> None:
        """What the register and the ledger offer now."""
        self._ledgers.offer([Choice(uid, name) for uid, name in choices.ledgers])
        self._units.offer([Choice(uid, name) for uid, name in choices.units])
        self._leaders.offer([Choice(uid, name) for uid, name in choices.leaders])
        self._sources.offer([Choice(source, source) for source in choices.sources])

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
            roles=self._roles,
            sources=self._sources.picked,
            batch=self._batch,
        )

    def show_query(self, query: LedgerQuery) -> None:
        """Let the chips say what another screen asked for."""
        for chip, picked in zip(
            self._chips,
            (query.ledgers, query.stages, query.lights, query.units, query.leaders, query.sources),
            strict=True,
        ):
            chip.pick(picked)
        self._batch, self._roles = query.batch, query.roles
        self._show_clear()

    def clear(self) -> None:
        """No restriction."""
        self.show_query(LedgerQuery())
        self.changed.emit()

    @property
    def restricts(self) -> bool:
        """Whether any filter is set."""
        return bool(self._batch) or any(chip.picked for chip in self._chips)

    def _chosen(self) -> None:
        self._show_clear()
        self.changed.emit()

    def _forget_roles(self) -> None:
        """Another unit or leader is looked for in every part."""
        self._roles = ()

    def _show_clear(self) -> None:
        parts = ["本次导入"] if self._batch else []
        parts += [AssignmentRole(role).word for role in self._roles]
        self._clear.setText(f"清除筛选（只看{'、'.join(parts)}）" if parts else "清除筛选")
        self._clear.setVisible(self.restricts)

    def _fixed_choices(self, tallies: Tallies | None) -> None:
        stages: Mapping[str, int] = tallies.stages if tallies else {}
        lights: Mapping[str, int] = tallies.lights if tallies else {}
        known = tallies is not None
        self._stages.offer(
            [Choice(s.value, s.word, stages.get(s.value, 0) if known else None) for s in Stage]
        )
        self._lights.offer(
            [Choice(x.value, x.word, lights.get(x.value, 0) if known else None) for x in _LIGHTS]
        )


_LIGHTS = (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN, Light.GREY, Light.NONE)
