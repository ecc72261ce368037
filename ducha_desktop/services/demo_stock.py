"""The demo county's matters before anything happens to them: hand-written stock and combinations."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from random import Random
from typing import Any

from ducha_desktop.domain.vocabulary import LedgerKind
from ducha_desktop.services.demo_county import County, Record, stock

_MEETINGS = {
    "常委会": ("县委常委会第{n}次会议", 30),
    "常务会": ("县政府第{n}次常务会议", 20),
    "联席会": ("重点项目联席会议第{n}次会议", 1),
    "专题会": ("县政府专题会议（第{n}期）", 8),
}
_URGENT_WORKDAYS = 7
_WHOLE = {
    "target": "所含各项工作按期完成，年度目标全面实现",
    "task": "分解任务、按季调度、汇总进展、督促滞后事项",
}


@dataclass(slots=True)
class Sketch:
    """A matter as it will be registered.

    Attributes:
        came_on: day on which it came to the office; None leaves it to the story.
        workdays: limit in working days for matters without words for their deadline.
        parent: key of the matter it is a part of.
        whole: it only stands for the works below it (plan, class, item).
    """

    key: int
    kind: LedgerKind
    title: str
    target: str
    task: str
    theme: str
    lead: str
    co: tuple[str, ...] = ()
    townships: tuple[str, ...] = ()
    due: str = ""
    came_on: date | None = None
    workdays: int = 0
    source: str = ""
    source_ref: str = ""
    instruction: str = ""
    category: str = ""
    item: str = ""
    start: str = ""
    amount: str = ""
    priority: str = ""
    liaison: str = ""
    responsible: str = ""
    parent: int | None = None
    whole: bool = False
    extras: dict[str, str] = field(default_factory=dict)


class Stock:
    """Makes the sketches of a ledger year, in order of their coming."""

    def __init__(self, county: County, rng: Random, today: date) -> None:
        """Prepare for a county, a source of chance and the day the demo is seen on."""
        self.county, self.rng, self.today = county, rng, today
        self._keys = count(1)
        self._titles: set[str] = set()
        self._marks: set[str] = set()

    def written(self) -> list[Sketch]:
        """The hand-written matters of every ledger."""
        return [
            *self._annual(),
            *self._meetings(),
            *self._instructions(),
            *self._projects(),
            *self._livelihood(),
            *self._problems(),
            *self._proposals(),
            *self._others(),
        ]

    def draw(self, kind: LedgerKind, record: Record, **said: Any) -> Sketch:
        """A sketch from a record of the data files; its title is counted as used."""
        words = {"{year}": str(self.county.year), "{next_year}": str(self.county.year + 1)}
        title = record["title"]
        for place, value in words.items():
            title = title.replace(place, value)
        self._titles.add(title)
        return Sketch(
            key=next(self._keys),
            kind=kind,
            title=title,
            target=record["target"],
            task=record["task"],
            theme=record["theme"],
            lead=record["lead"],
            co=tuple(record.get("co", ())),
            townships=self.county.spread(record.get("townships", []), self.rng),
            **{"due": record.get("due", ""), **said},
        )

    def mark(self, what: str) -> bool:
        """Note a combination; false when it was made before."""
        new = what not in self._marks
        self._marks.add(what)
        return new

    def fresh(self, title: str) -> str:
        """The title itself, or with （第二批） and so on when it is taken."""
        if title not in self._titles:
            return title
        return next(t for n in count(2) if (t := f"{title}（第{n}期）") not in self._titles)

    def day(self, month: int, day: int) -> date:
        """A day of the ledger's year."""
        return date(self.county.year, month, day)

    def _annual(self) -> Iterator[Sketch]:
        plan = stock("annual")
        year = self.county.year
        from_plan = {
            "source": plan["title"].replace("{year}", str(year)),
            "source_ref": plan["ref"].replace("{year}", str(year)),
            "came_on": self.day(1, 8),
        }
        root = self._whole("全县重点工作推进意见统筹落实", "县委办", **from_plan)
        yield root
        for annex, kind in zip(plan["annexes"], [*plan["classes"], None], strict=True):
            lead = kind["items"][0]["works"][0]["lead"] if kind else "县督查室"
            branch = self._whole(f"《{annex}》组织实施", lead, parent=root.key, **from_plan)
            branch.category = kind["name"] if kind else "督查考核"
            yield branch
            for item in kind["items"] if kind else ():
                yield from self._item(item, branch, from_plan)

    def _item(self, item: Record, branch: Sketch, from_plan: Record) -> Iterator[Sketch]:
        works = item["works"]
        said = from_plan | {"came_on": self.day(1, self.rng.randint(9, 16)), "category": branch.category}
        node = self._whole(
            f"{item['name']}（{len(works)}项具体工作）",
            works[0]["lead"],
            parent=branch.key,
            **said,
        )
        yield node
        for work in works:
            yield self.draw(LedgerKind.ANNUAL, work, item=item["name"], parent=node.key, **said)

    def _whole(self, title: str, lead: str, **said: Any) -> Sketch:
        """A node of the plan that stands for the works below it."""
        record = {"title": title, "lead": lead, "theme": "whole"} | _WHOLE
        return self.draw(LedgerKind.ANNUAL, record, due="12月31日前", whole=True, **said)

    def _meetings(self) -> Iterator[Sketch]:
        numbers = {kind: start for kind, (_, start) in _MEETINGS.items()}
        last: dict[str, str] = {}
        for record in stock("meetings"):
            kind = record["meeting"]
            if last.get(kind) != record["held"]:
                numbers[kind] += 1
                last[kind] = record["held"]
            month, day = map(int, record["held"].split("-"))
            name = _MEETINGS[kind][0].format(n=numbers[kind])
            yield self.draw(
                LedgerKind.MEETING,
                record,
                came_on=self.day(month, day),
                source=name,
                extras={"会议类别": kind, "议题序号": str(self.rng.randint(1, 8))},
            )

    def _instructions(self) -> Iterator[Sketch]:
        for number, record in enumerate(stock("instructions"), start=1):
            month = record.get("month")
            came = self.day(month, self.rng.randint(1, 24)) if month else None
            yield self.draw(
                LedgerKind.INSTRUCTION,
                record,
                came_on=came,
                workdays=record["days"],
                source=f"{record['leader']}同志批示",
                source_ref=f"批字〔{self.county.year}〕{number}号",
                instruction=record["instruction"],
                extras={"批示领导": record["leader"]},
                priority="加急" if record["days"] <= _URGENT_WORKDAYS else "",
            )

    def _projects(self) -> Iterator[Sketch]:
        for record in stock("projects"):
            yield self.draw(
                LedgerKind.PROJECT,
                record,
                came_on=self.day(1, self.rng.randint(14, 30)),
                source=f"{self.county.year}年县级重点项目名单",
                source_ref=f"云政办〔{self.county.year}〕6号",
                category=record["nature"],
                amount=f"{record['total']}万元",
                extras={"建设性质": record["nature"], "年度计划投资": f"{record['amount']}万元"},
            )

    def _livelihood(self) -> Iterator[Sketch]:
        for record in stock("livelihood"):
            yield self.draw(
                LedgerKind.LIVELIHOOD,
                record,
                came_on=self.day(2, self.rng.randint(3, 10)),
                source=f"{self.county.year}年政府工作报告",
                source_ref=f"云政发〔{self.county.year}〕2号",
                amount=f"{record['amount']}万元",
                extras={"资金来源": record["fund"]},
            )

    def _problems(self) -> Iterator[Sketch]:
        for record in stock("problems"):
            yield self.draw(
                LedgerKind.PROBLEM,
                record,
                came_on=self.day(self.rng.randint(3, 4), self.rng.randint(1, 28)),
                source=record["source"],
                category=record["source"],
                extras={"问题来源": record["source"]},
            )

    def _proposals(self) -> Iterator[Sketch]:
        for number, record in enumerate(stock("proposals"), start=1):
            yield self.draw(
                LedgerKind.PROPOSAL,
                record,
                came_on=self.day(3, self.rng.randint(2, 20)),
                source=record["source"],
                source_ref=f"第{number}号",
                extras={"提出人": record["proposer"], "办理方式": "主办"},
            )

    def _others(self) -> Iterator[Sketch]:
        for record in stock("others"):
            yield self.draw(
                LedgerKind.OTHER,
                record,
                came_on=self.day(self.rng.randint(2, 4), self.rng.randint(1, 28)),
                source=record["source"],
                category=record["source"],
            )
