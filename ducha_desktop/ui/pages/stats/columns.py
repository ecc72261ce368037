"""The columns of the statistics: a name, then one figure each."""

from collections.abc import Callable

from ducha_desktop.services.difference import EXPLAINED, Move
from ducha_desktop.services.stats import Figures
from ducha_desktop.services.stats_measures import MEASURES, Measure
from ducha_desktop.ui.tables.columns import Column

_WIDE = {
    "unreported": 84,
    "days_mean": 76,
    "rate_closed": 70,
    "rate_on_time": 70,
    "reply_rate": 84,
    "closed_late": 70,
}
_GIVES_WAY = {"unfinished": 1, "reply_rate": 2, "closed_late": 3, "rate_on_time": 4}
_NARROW = 58


def columns(named: str, *, ranked: bool, replies: bool) -> tuple[Column[Figures], ...]:
    """The columns of a grouping.

    Args:
        named: what is grouped by, in words.
        ranked: units, with their class and their place in it.
        replies: some matters come from instructions.
    """
    shown = [_of(measure) for measure in MEASURES if replies or measure.key != "reply_rate"]
    ranks = (
        Column("类内名次", "rank", _rank, 82, right=True, gives_way=6, hint=lambda f: f"{f.rank_class or '未分类'}单位按办结率排名，不与其他类别比较"),
    )  # fmt: skip
    return (
        Column(named, "name", lambda f: f.name, 0, hint=lambda f: f.rank_class or f.name),
        *shown,
        *(ranks if ranked else ()),
    )


def _rank(figures: Figures) -> str:
    return str(figures.rank) if figures.rank else ""


def _of(measure: Measure) -> Column[Figures]:
    return Column(
        measure.word,
        measure.key,
        measure.words,
        _WIDE.get(measure.key, _NARROW),
        gives_way=_GIVES_WAY.get(measure.key, 0),
        right=True,
        hint=lambda _figures: measure.explained,
        tone=_tone(measure),
    )


def _tone(measure: Measure) -> Callable[[Figures], str]:
    return lambda figures: "red" if measure.graver and measure.value(figures) else ""


MOVES: tuple[Column[Move], ...] = (
    Column("变化", "kind", lambda m: m.kind.word, 84, hint=lambda m: EXPLAINED[m.kind]),
    Column("编号", "number", lambda m: m.number.removeprefix("督办"), 118),
    Column("事项", "title", lambda m: m.title, 0, hint=lambda m: m.title),
    Column("牵头单位", "lead", lambda m: m.lead_unit, 120, 100, gives_way=2),
    Column("原状态", "before", lambda m: m.before.word if m.before else "—", 88),
    Column("现状态", "after", lambda m: m.after.word if m.after else "—", 88),
    Column(
        "最后一步", "said", lambda m: f"{m.said[-1].on:%m-%d} {m.said[-1].words}", 260, 180, gives_way=1,
        hint=lambda m: "\n".join(f"{s.on} {s.words}（{s.user}）{s.reason}" for s in m.said), tone=lambda _m: "soft",
    ),
    Column("更正", "corrected", lambda m: "有" if m.corrected else "", 56, gives_way=3, hint=lambda m: EXPLAINED[m.kind]),
)  # fmt: skip
