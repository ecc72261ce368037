"""The demo county's matters before anything happens to them: hand-written stock and combinations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from random import Random

from ducha_desktop.domain.vocabulary import LedgerKind
from ducha_desktop.services.demo_county import County, Record, stock

PER_SCALE = 672
"""Matters at scale 1, drafts and cancelled ones included."""
_MEETINGS = {
    "常委会": ("县委常委会第{n}次会议", 30),
    "常务会": ("县政府第{n}次常务会议", 20),
    "联席会": ("重点项目联席会议第{n}次会议", 1),
    "专题会": ("县政府专题会议（第{n}期）", 8),
}
_NUMBER = re.compile(r"\{(n\d?):([\d.]+)-([\d.]+)\}")
_MONTH_ENDS = ("8月底前", "9月底前", "10月底前", "11月底前", "12月20日前", "12月底前")
_COMING: dict[LedgerKind, tuple[tuple[int, int, int], tuple[str, ...], str]] = {
    LedgerKind.ANNUAL: ((1, 12, 28), ("11月底前", "12月20日前", "12月底前"), "{year}年乡镇目标责任书"),
    LedgerKind.PROJECT: ((2, 4, 27), ("6月底前", "7月底前", *_MONTH_ENDS), "{year}年县级重点项目名单"),
    LedgerKind.LIVELIHOOD: ((2, 5, 26), _MONTH_ENDS, "{year}年政府工作报告"),
    LedgerKind.LIAISON: (
        (1, 20, 29),
        ("每月25日前", "每月25日前", "长期坚持", "12月底前"),
        "县级领导包保联系工作方案",
    ),
    LedgerKind.PROPOSAL: (
        (3, 2, 24),
        ("8月31日前", "9月20日前", "9月30日前", "10月31日前", "11月30日前"),
        "人大代表建议",
    ),
}
"""(month, first and last day of coming), deadlines and source of combinations whose dates are given."""
_INSTRUCTIONS = (
    "请认真核实，妥善处置，结果报我。",
    "请抓紧办理，回应群众关切。",
    "请研究解决，限期反馈。",
    "请牵头单位拿出具体措施，一抓到底。",
)
_URGENT_WORKDAYS = 7


@dataclass(slots=True)
class Sketch:
    """A matter as it will be registered.

    Attributes:
        came_on: day on which it came to the office; None leaves it to the story.
        workdays: limit in working days for matters without words for their deadline.
        parent: key of the matter it is a part of.
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
    extras: dict[str, str] = field(default_factory=dict)


class Stock:
    """Makes the sketches of a ledger year, in order of their coming."""

    def __init__(self, county: County, rng: Random, today: date) -> None:
        """Prepare for a county, a source of chance and the day the demo is seen on."""
        self.county, self.rng, self.today = county, rng, today
        self._keys = count(1)
        self._titles: set[str] = set()

    def sketches(self, scale: int) -> list[Sketch]:
        """All matters of a scale: the hand-written ones, then combinations until there are enough."""
        made = [
            *self._annual(),
            *self._meetings(),
            *self._instructions(),
            *self._projects(),
            *self._livelihood(),
            *self._problems(),
            *self._proposals(),
            *self._others(),
        ]
        more = combine(self)
        while len(made) < PER_SCALE * scale:
            made.append(next(more))
        return [sketch for sketch in made if sketch.came_on is None or sketch.came_on < self.today]

    def draw(
        self, kind: LedgerKind, record: Record, **said: str | int | date | dict[str, str] | None
    ) -> Sketch:
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
            **{"due": record.get("due", ""), **said},  # type: ignore[arg-type]
        )

    def fresh(self, title: str) -> str:
        """The title itself, or with （第二批） and so on when it is taken."""
        if title not in self._titles:
            return title
        return next(t for n in count(2) if (t := f"{title}（第{n}批）") not in self._titles)

    def day(self, month: int, day: int) -> date:
        """A day of the ledger's year."""
        return date(self.county.year, month, day)

    def _annual(self) -> Iterator[Sketch]:
        plan = stock("annual")
        year = self.county.year
        source, ref = plan["title"].replace("{year}", str(year)), plan["ref"].replace("{year}", str(year))
        came = self.day(1, 8)
        root = self._node("全县重点工作推进意见统筹落实", "县委办", came=came, source=source, ref=ref)
        yield root
        for annex, kind in zip(plan["annexes"], [*plan["classes"], None], strict=True):
            works = [work for item in kind["items"] for work in item["works"]] if kind else []
            lead = works[0]["lead"] if works else "县督查室"
            branch = self._node(
                f"《{annex}》组织实施", lead, came=came, source=source, ref=ref, parent=root.key
            )
            branch.category = kind["name"] if kind else "督查考核"
            yield branch
            for item in kind["items"] if kind else ():
                yield from self._item(item, branch, source=source, ref=ref)

    def _item(self, item: Record, branch: Sketch, *, source: str, ref: str) -> Iterator[Sketch]:
        works = item["works"]
        came = self.day(1, self.rng.randint(9, 16))
        node = self._node(
            f"{item['name']}（{len(works)}项具体工作）",
            works[0]["lead"],
            came=came,
            source=source,
            ref=ref,
            parent=branch.key,
        )
        node.category = branch.category
        yield node
        for work in works:
            yield self.draw(
                LedgerKind.ANNUAL,
                work,
                came_on=came,
                source=source,
                source_ref=ref,
                category=branch.category,
                item=item["name"],
                parent=node.key,
            )

    def _node(
        self, title: str, lead: str, *, came: date, source: str, ref: str, parent: int | None = None
    ) -> Sketch:
        record = {
            "title": title,
            "lead": lead,
            "theme": "indicator",
            "target": "所含各项工作按期完成，年度目标全面实现",
            "task": "分解任务、按月调度、汇总进展、督促滞后事项",
        }
        return self.draw(
            LedgerKind.ANNUAL,
            record,
            due="12月31日前",
            came_on=came,
            source=source,
            source_ref=ref,
            parent=parent,
        )

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


def combine(make: Stock) -> Iterator[Sketch]:
    """Endless believable matters: townships, villages and enterprises times kinds of work.

    The mix follows a county's ledgers: many of villages and townships, some of enterprises; every
    standing matter of contact (包保联系) comes first.
    """
    county, rng = make.county, make.rng
    records: list[Record] = stock("combinators")
    contact = [record for record in records if record["ledger"] == "liaison"]
    for firm in county.enterprises:
        yield _filled(make, contact[0], firm=firm)
    for township in county.townships:
        yield _filled(make, next(r for r in contact if r["scope"] == "township"), place=(township, ""))
    rounds = [record for record in records for _ in range(1 if record in contact else 2)]
    while True:
        rng.shuffle(rounds)
        for record in rounds:
            if record["scope"] == "enterprise":
                yield _filled(make, record, firm=rng.choice(county.enterprises))
            elif record["scope"] == "township":
                yield _filled(make, record, place=(rng.choice(county.townships), ""))
            else:
                yield _filled(make, record, place=rng.choice(county.villages))


def _filled(
    make: Stock, record: Record, *, firm: Record | None = None, place: tuple[str, str] = ("", "")
) -> Sketch:
    """A combination written out; its numbers are the same wherever they stand."""
    rng, numbers = make.rng, {}
    names = {"township": place[0], "village": place[1]}
    if firm:
        names |= {
            "enterprise": firm["short"],
            "enterprise_full": firm["name"],
            "host": firm["host"],
            "trade": firm["trade"],
        }

    def number(found: re.Match[str]) -> str:
        numbers[found[1]] = _between(found[2], found[3], rng)
        return numbers[found[1]]

    def fill(words: str) -> str:
        return _NUMBER.sub(number, words).format(**names, **numbers)

    kind = LedgerKind(record["ledger"])
    written = {key: fill(record[key]) for key in ("title", "target", "task", "lead")}
    written |= {"co": [fill(name) for name in record.get("co", [])], "theme": record["theme"]}
    # The unit that carries the matter doesn't stand beside itself as co-unit.
    co = [name for name in written["co"] if name != written["lead"]]
    towns = [name for name in co if name in make.county.townships]
    if place[0] and place[0] not in (written["lead"], *towns):
        towns.append(place[0])
    written |= {"co": [name for name in co if name not in towns], "townships": towns}
    written["title"] = make.fresh(str(written["title"]))
    return make.draw(kind, written, **_dating(make, kind, fill(record.get("source", ""))))


def _between(low: str, high: str, rng: Random) -> str:
    if "." in low:
        return f"{rng.uniform(float(low), float(high)):.1f}"
    value = rng.randint(int(low), int(high))
    return str(value if value < 100 else round(value, -1))  # noqa: PLR2004 - larger figures are round in a plan


def _dating(make: Stock, kind: LedgerKind, source: str) -> Record:
    """Where and when a combination of that kind comes from, and until when it is to be done."""
    rng, year = make.rng, make.county.year
    if kind in _COMING:
        (month, first, last), dues, said = _COMING[kind]
        came = make.day(month, rng.randint(first, last))
        record: Record = {"came_on": came, "due": rng.choice(dues), "source": said.format(year=year)}
        if kind is LedgerKind.PROPOSAL:
            record["extras"] = {"提出人": source, "办理方式": rng.choice(("主办", "分办"))}
        return record
    if kind is LedgerKind.INSTRUCTION:
        leader = rng.choice(make.county.settled())
        record = {"workdays": rng.choice((7, 10, 15, 20)), "source": f"{leader}同志批示"}
        return record | {"instruction": rng.choice(_INSTRUCTIONS), "extras": {"批示领导": leader}}
    if kind is LedgerKind.MEETING:
        name = rng.choice(("县政府专题会议", "县委专题会议", "重点项目联席会议"))
        return {"workdays": rng.randint(20, 60), "source": name, "extras": {"会议类别": "专题会"}}
    return {"workdays": rng.randint(15, 60), "source": source or "日常督办", "category": source}
