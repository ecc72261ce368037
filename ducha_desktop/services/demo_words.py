"""What the units of the demo county write: measures, progress, problems, reasons."""

import re
from dataclasses import dataclass
from datetime import date
from random import Random

from ducha_desktop.services.demo_county import County, Record, stock
from ducha_desktop.services.demo_stock import Sketch

_QUANTITY = re.compile(
    r"(\d+(?:\.\d+)?)(万亩次|万亩|亩|公里|万平方米|平方米|万人|万元|亿元|万吨|万户|万千伏安|处|个|户|人|名|座|套|件|家|间|台|盏|吨|项|栋|口|块|张)"
)
_DONE_BY = re.compile(
    r"(新增|建成|完成|改造|新建|整改|培训|发放|修复|安装|建设|覆盖|治理|清理|核查|引进|化解|排查|惠及)"
)
WHOLE = 100
EARLY = 12
FEW = 20
_PARTS = {"early": (0, 25), "middle": (25, 80), "late": (80, WHOLE)}
MANY = 6


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a plan; `start` its first day, where the plan says one."""

    name: str
    due: date
    start: date | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """One report's words."""

    percent: int
    text: str
    problems: str
    next_steps: str


class Writer:
    """Writes for the units, from the sentences of the data files."""

    def __init__(self, county: County, rng: Random) -> None:
        """Prepare for a county and a source of chance."""
        self.county, self.rng = county, rng
        self._themes: dict[str, Record] = stock("themes")
        self._sentences: dict[str, list[str]] = stock("sentences")

    def sentence(self, kind: str) -> str:
        """A sentence of the common stock: a reason, an opinion, a requirement."""
        return self.rng.choice(self._sentences[kind])

    def measures(self, sketch: Sketch) -> str:
        """Two measures, numbered."""
        chosen = self.rng.sample(self._themes[sketch.theme]["measures"], 2)
        return "；".join(f"{number}.{words}" for number, words in enumerate(chosen, start=1)) + "。"

    def duty(self, sketch: Sketch, responsible: str) -> str:
        """Who answers for what."""
        towns = ("各乡镇（街道）",) if len(sketch.townships) > MANY else sketch.townships
        helpers = "、".join((*sketch.co, *towns))
        support = f"，{helpers}按职责配合" if helpers else ""
        over = f"；{responsible}同志每月调度一次" if responsible else ""
        return f"{sketch.lead}牵头抓总，对完成时限和质量负总责{support}{over}"

    def watch(self, sketch: Sketch) -> str:
        """What the liaison leader should look at."""
        problem = self.rng.choice(self._themes[sketch.theme]["problems"])
        return f"盯{sketch.lead}：{problem}，请关注协调进度"

    def nodes(self, sketch: Sketch, start: date, due: date) -> tuple[Node, ...]:
        """The plan's nodes between two days, the last on the due day."""
        names = self.rng.choice(self._themes[sketch.theme]["nodes"])
        span = (due - start).days
        steps = [(number / len(names)) ** 0.9 for number in range(1, len(names) + 1)]
        return tuple(
            Node(name, start.fromordinal(start.toordinal() + round(span * part)))
            for name, part in zip(names, steps, strict=True)
        )

    def progress(
        self, sketch: Sketch, percent: int, nodes: tuple[Node, ...], *, before: Progress | None
    ) -> Progress:
        """What a unit reports at a percentage, after what it reported before."""
        theme = self._themes[sketch.theme]
        if percent >= WHOLE:
            return Progress(percent, f"{self.rng.choice(theme['done'])}。", "无", "转入常态化管理")
        text = self._state_of_work(theme, percent)
        done = done_nodes(percent, len(nodes))
        if before and before.text.endswith(text) and percent > before.percent:
            doing = f"“{nodes[done].name}”正在推进" if done < len(nodes) else "各项工作按计划推进"
            text = f"{doing}，总体进度{percent}%，较上次反馈提高{percent - before.percent}个百分点。"
        elif done and done > done_nodes(before.percent if before else 0, len(nodes)):
            text = f"“{nodes[done - 1].name}”节点已完成。{text}"
        elif percent >= EARLY and self.rng.random() < 0.6:  # noqa: PLR2004 - most give a figure
            text = self._quantity(sketch, percent) + text
        problem = self.rng.choice(theme["problems"]) if self.rng.random() < 0.6 else "无"  # noqa: PLR2004
        return Progress(percent, text, problem, self.rng.choice(theme["next_steps"]))

    def _state_of_work(self, theme: Record, percent: int) -> str:
        """The sentence of the theme for that stage: they stand in the order of the work."""
        for part, (low, high) in _PARTS.items():
            if percent < high:
                words = theme[part]
                return str(words[(percent - low) * len(words) // (high - low)]).format(p=percent) + "。"
        raise AssertionError("a percentage below all of it")

    def _quantity(self, sketch: Sketch, percent: int) -> str:
        """How much of the target's own figure is done, where it has one."""
        found = _QUANTITY.search(sketch.target)
        if not found or not _DONE_BY.search(sketch.target[: found.end() + 4]):
            return ""
        whole, unit = float(found[1]), found[2]
        done = whole * percent / 100
        text = f"{done:.1f}".rstrip("0").rstrip(".") if "." in found[1] else str(round(done))
        if text == "0":
            return ""
        share = f"，占任务量的{percent}%" if whole >= FEW else ""
        return f"累计完成{text}{unit}{share}。"


def done_nodes(percent: int, nodes: int) -> int:
    """How many nodes of a plan are done at a percentage."""
    return percent * nodes // 100
