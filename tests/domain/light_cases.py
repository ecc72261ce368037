"""Reading `light_table.csv`: one line, one case, for the rules and for the whole program."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ducha_desktop.domain.cycle_words import read_cycle
from ducha_desktop.domain.lights import LightFacts, LightRules
from ducha_desktop.domain.recurrence import read_recurrence
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import DueKind, Light

TABLE = Path(__file__).with_name("light_table.csv")
LIGHTS = {light.word.removesuffix("灯"): light for light in Light}
KINDS = {kind.word: kind for kind in DueKind}
_DAYS = {"执行": "in_force_from", "报告": "last_report", "申请": "applied_on", "销号": "closed_on"}
_THRESHOLDS = {"提前": "warn_days", "长期": "long_term_days", "宽限": "report_grace_days"}


@dataclass(frozen=True, slots=True)
class Case:
    """One line of the table.

    Attributes:
        line: its number in the file.
        words: the columns by heading, as written.
        more: the words of the column 其他.
    """

    line: int
    words: dict[str, str]
    more: dict[str, str]

    @property
    def today(self) -> date:
        """The day the light is asked for."""
        return date.fromisoformat(self.words["今日"])

    @property
    def light(self) -> Light:
        """The light that the design asks for."""
        return LIGHTS[self.words["灯"]]

    @property
    def state(self) -> State:
        """The state of the matter."""
        return State(self.words["状态"])

    @property
    def through_the_database(self) -> bool:
        """Whether the case is also carried out by commands."""
        return self.words["库"] == "库"

    @property
    def in_workdays(self) -> bool:
        """Whether the office counts working days."""
        return "工作日" in self.more

    @property
    def facts(self) -> LightFacts:
        """What the rules are told."""
        kind, _, rest = self.words["时限"].partition(":")
        values: dict[str, Any] = {"due_kind": KINDS.get(kind, DueKind.DATE)}
        if values["due_kind"] is DueKind.RECURRING:
            values["recurrence"] = read_recurrence(rest)
            assert values["recurrence"], self.words
        elif day := rest or (kind if kind not in KINDS else ""):
            values["due"] = date.fromisoformat(day)
        values |= {name: self.day(word) for word, name in _DAYS.items()}
        if "周期" in self.more:
            cycle = read_cycle(self.more["周期"])
            assert cycle, self.words
            values |= {"report_cycle": cycle[0], "cycle_days": cycle[1] or 0}
        since = date.fromisoformat(self.words["起算"])
        return LightFacts(self.state, since=since, closed_from_x=self.more.get("从") != "C", **values)

    @property
    def rules(self) -> LightRules:
        """The thresholds of the office."""
        values = {name: int(self.more[word]) for word, name in _THRESHOLDS.items() if word in self.more}
        if "黄橙" in self.more:
            yellow, orange = self.more["黄橙"].split("/")
            values |= {"yellow_share": int(yellow), "orange_share": int(orange)}
        return LightRules(in_workdays=self.in_workdays, **values)

    def day(self, word: str) -> date | None:
        """A day among the other words."""
        return date.fromisoformat(self.more[word]) if word in self.more else None


_PAST = {"曾申请", "退回", "原时限", "挂起", "恢复"}
_KNOWN = {*_DAYS, *_THRESHOLDS, *_PAST, "周期", "从", "黄橙", "工作日"}


def cases() -> list[Case]:
    """All lines of the table."""
    lines = TABLE.read_text("utf-8").splitlines()
    told = [(n, line) for n, line in enumerate(lines, start=1) if line and not line.startswith("#")]
    found = []
    for (n, _), words in zip(told[1:], csv.DictReader(line for _, line in told), strict=True):
        more = {name: value for name, _, value in (each.partition("=") for each in words["其他"].split())}
        assert more.keys() <= _KNOWN, (n, words)
        assert words["为什么"], (n, words)
        assert None not in words, (n, words)
        found.append(Case(n, words, more))
    return found
