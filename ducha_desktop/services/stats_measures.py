"""The columns of the statistics: what each figure is called, how it is defined, and which list it counts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.services.stats import Figures

_TOTAL = (Stage.OPEN.value, Stage.CLOSING.value, Stage.CLOSED.value)
_IN_TIME = tuple(light.value for light in Light if light is not Light.NONE)


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure.

    Attributes:
        key: its name in `cli.md`.
        word: its heading.
        explained: its definition, for the tooltip and the notes of a workbook.
        value: the figure of a group; None where it cannot be said.
        unit: empty for a count, `%` or `天`.
        stages: the stages of the matters it counts.
        lights: their lights; empty is any.
        unreported: only those whose report is owed.
        listed: whether a list of the ledger shows exactly what it counts.
        graver: a high figure is bad.
    """

    key: str
    word: str
    explained: str
    value: Callable[[Figures], int | Decimal | None]
    unit: str = ""
    stages: tuple[str, ...] = _TOTAL
    lights: tuple[str, ...] = ()
    unreported: bool = False
    listed: bool = True
    graver: bool = False

    def words(self, figures: Figures) -> str:
        """The figure as people read it; a dash where it cannot be said."""
        value = self.value(figures)
        return "—" if value is None else f"{value:,}{self.unit if self.unit == '%' else ''}"

    def list_of(self, query: LedgerQuery) -> LedgerQuery | None:
        """The list of the matters it counts within the query; None where there is none.

        A rate opens what stands above its line.
        """
        if not self.listed:
            return None
        stages = tuple(stage for stage in self.stages if not query.stages or stage in query.stages)
        lights = tuple(
            light for light in self.lights or query.lights if not query.lights or light in query.lights
        )
        if not stages or (self.lights and not lights):
            return None
        return replace(query, stages=stages, lights=lights, unreported=self.unreported or query.unreported)


def _stage(stage: Stage) -> Callable[[Figures], int]:
    return lambda figures: figures.stages[stage]


MEASURES: tuple[Measure, ...] = (
    Measure("total", "总数", "完成 + 进入销号程序 + 在办；拟办和撤销不计。", lambda f: f.total),
    Measure("closed", "完成", "已销号和由此归档的事项。", _stage(Stage.CLOSED), stages=(Stage.CLOSED.value,)),
    Measure(
        "closing", "销号中", "进入销号程序：申请办结、审核中、报批示领导。", _stage(Stage.CLOSING),
        stages=(Stage.CLOSING.value,),
    ),
    Measure("open", "在办", "已立项、尚未申请办结的事项。", _stage(Stage.OPEN), stages=(Stage.OPEN.value,)),
    Measure(
        "rate_closed", "办结率", "完成 ÷ 总数，保留一位小数，四舍五入。点击看完成的事项。", lambda f: f.rate_closed if f.total else None,
        unit="%", stages=(Stage.CLOSED.value,),
    ),
    Measure(
        "unfinished", "未办结", "总数 − 完成，即在办和进入销号程序的事项。", lambda f: f.unfinished,
        stages=(Stage.OPEN.value, Stage.CLOSING.value),
    ),
    Measure(
        "overdue", "超期", "在办事项中亮红灯的；申请办结时已超期的另计，不在其内。", lambda f: f.overdue,
        stages=(Stage.OPEN.value,), lights=(Light.RED.value,), graver=True,
    ),
    Measure(
        "unreported", "未及时上报", "在办事项中，按自己的报送周期，到统计日应报而未报进展的。", lambda f: f.unreported,
        stages=(Stage.OPEN.value,), unreported=True, graver=True,
    ),
    Measure(
        "rate_on_time", "按时率", "按时办结 ÷ 完成；以申请办结之日是否超过时限为准。点击看按时办结的事项。",
        lambda f: f.rate_on_time, unit="%", stages=(Stage.CLOSED.value,), lights=_IN_TIME,
    ),
    Measure(
        "closed_late", "超时办结", "完成的事项中，申请办结之日已超过时限的。", lambda f: f.closed_late,
        stages=(Stage.CLOSED.value,), lights=(Light.NONE.value,), graver=True,
    ),
    Measure(
        "days_mean", "平均用时",
        "完成的事项从交办之日到申请办结之日的自然日平均数；没有交办日期的从签收之日起算，没有申请日期的算到销号之日，都没有的不计。"
        "点击看完成的事项。",
        lambda f: f.days_mean, unit="天", stages=(Stage.CLOSED.value,),
    ),
    Measure(
        "reply_rate", "批示回复率", "已回复的领导批示件 ÷ 全部批示件，一件批示只计一次；没有批示件的不计。", lambda f: f.reply_rate,
        unit="%", listed=False,
    ),
)  # fmt: skip
BY_KEY = {measure.key: measure for measure in MEASURES}

GROUP_WORDS = {
    "unit": "牵头单位",
    "leader": "责任领导",
    "ledger": "台账",
    "source": "来源",
    "class": "考核类别",
    "month": "时限月份",
    "registered": "登记月份",
}
"""What the groupings are called, in the order in which they are offered."""
