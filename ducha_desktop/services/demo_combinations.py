"""Believable matters without end: townships, villages and enterprises times kinds of work."""

import re
from collections.abc import Iterator
from random import Random

from ducha_desktop.domain.vocabulary import LedgerKind
from ducha_desktop.services.demo_county import Record, stock
from ducha_desktop.services.demo_stock import Sketch, Stock

PER_SCALE = 672
"""Matters at scale 1, drafts and cancelled ones included."""
TRIES = 40
GROUPS = 9
_NUMBER = re.compile(r"\{(n\d?):([\d.]+)-([\d.]+)\}")
_MONTH_ENDS = ("9月底前", "10月底前", "11月底前", "12月15日前", "12月20日前", "12月底前")
_COMING: dict[LedgerKind, tuple[tuple[int, int, int], tuple[str, ...], str]] = {
    LedgerKind.ANNUAL: ((1, 12, 28), ("11月底前", "12月20日前", "12月底前"), "{year}年乡镇目标责任书"),
    LedgerKind.PROJECT: ((2, 4, 27), ("7月底前", *_MONTH_ENDS), "{year}年县级重点项目名单"),
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


def sketches(make: Stock, scale: int) -> list[Sketch]:
    """All matters of a scale: the hand-written ones, then combinations until there are enough."""
    made = make.written()
    more = combine(make)
    while len(made) < PER_SCALE * scale:
        made.append(next(more))
    return [sketch for sketch in made if sketch.came_on is None or sketch.came_on < make.today]


def combine(make: Stock) -> Iterator[Sketch]:
    """Endless believable matters: townships, villages and enterprises times kinds of work.

    The mix follows a county's ledgers: many of villages and townships, some of enterprises; every
    standing matter of contact (包保联系) comes first.
    """
    county, rng = make.county, make.rng
    records: list[Record] = stock("combinators")
    contact = [record for record in records if record["ledger"] == "liaison"]
    for firm in county.enterprises:
        if _is_new(make, contact[0], {"firm": firm}):
            yield _filled(make, contact[0], firm=firm)
    above = next(record for record in contact if record["scope"] == "township")
    for township in county.townships:
        if _is_new(make, above, {"place": (township, "")}):
            yield _filled(make, above, place=(township, ""))
    rounds = [record for record in records for _ in range(1 if record in contact else 2)]
    # Villages before their groups: the small scales speak of whole villages.
    for part in ([r for r in rounds if r["scope"] != "group"], [r for r in rounds if r["scope"] == "group"]):
        yield from _until_used_up(make, part)
    while True:
        rng.shuffle(rounds)
        for record in rounds:
            yield _filled(make, record, **_pick(make, record))


def _until_used_up(make: Stock, records: list[Record]) -> Iterator[Sketch]:
    """Combinations in turn, each only once; a kind of work that is used up is left out."""
    left = list(records)
    while left:
        make.rng.shuffle(left)
        for record in list(left):
            found = next(
                (pick for _ in range(TRIES) if _is_new(make, record, pick := _pick(make, record))), None
            )
            if found is None:
                left.remove(record)
            else:
                yield _filled(make, record, **found)


def _pick(make: Stock, record: Record) -> Record:
    """A place or an enterprise for a kind of work."""
    county, rng = make.county, make.rng
    if record["scope"] == "enterprise":
        return {"firm": rng.choice(county.enterprises)}
    if record["scope"] == "township":
        return {"place": (rng.choice(county.rural if record.get("rural") else county.townships), "")}
    township, village = rng.choice(county.villages(rural=record.get("rural", False)))
    group = f"{rng.randint(1, GROUPS)}组" if record["scope"] == "group" else ""
    return {"place": (township, village + group)}


def _is_new(make: Stock, record: Record, pick: Record) -> bool:
    names = _names(pick.get("firm"), pick.get("place", ("", "")))
    return make.mark(_NUMBER.sub("", record["title"]).format(**names))


def _names(firm: Record | None, place: tuple[str, str]) -> dict[str, str]:
    names = {"township": place[0], "village": place[1]}
    if firm:
        names |= {
            "enterprise": firm["short"],
            "enterprise_full": firm["name"],
            "host": firm["host"],
            "trade": firm["trade"],
        }
    return names


def _filled(
    make: Stock, record: Record, *, firm: Record | None = None, place: tuple[str, str] = ("", "")
) -> Sketch:
    """A combination written out; its numbers are the same wherever they stand."""
    rng, names = make.rng, _names(firm, place)
    numbers: dict[str, str] = {}

    def number(found: re.Match[str]) -> str:
        numbers[found[1]] = _between(found[2], found[3], rng)
        return numbers[found[1]]

    def fill(words: str) -> str:
        return _NUMBER.sub(number, words).format(**names, **numbers)

    kind = LedgerKind(record["ledger"])
    written: Record = {key: fill(record[key]) for key in ("title", "target", "task", "lead")}
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
