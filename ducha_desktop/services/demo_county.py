"""The people and units of the demo county, as its data files name them."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from random import Random
from typing import Any

from ducha_desktop.runtime.paths import resource

WRITTEN_FOR = 2026
"""The year the data files speak of; terms of office move with the demo's year."""
ALL_TOWNSHIPS = "all"
SOME_TOWNSHIPS = "some"

Record = dict[str, Any]


@cache
def stock(name: str) -> Any:
    """One data file of the demo county, read once."""
    return json.loads(resource(f"demo/{name}.json").read_text("utf-8"))


def in_year(iso: str, year: int) -> date:
    """A day of the data files, moved so that `WRITTEN_FOR` becomes `year`."""
    day = date.fromisoformat(iso)
    moved = day.year + year - WRITTEN_FOR
    return day.replace(year=moved, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=moved)


@dataclass(frozen=True, slots=True)
class Term:
    """A leader in office from `since` to `until`."""

    name: str
    since: date
    until: date | None


class County:
    """Who is who: units by 简称, the leaders above them, the people who answer for them.

    Attributes:
        year: the ledger's year.
        records: the unit records of the data file by 简称, in official order.
    """

    def __init__(self, year: int) -> None:
        """Read the register's data file for a ledger of `year`."""
        data: Record = stock("register")
        self.year = year
        self.office: Record = data["county"]
        self.leaders: list[Record] = data["leaders"]
        self.enterprises: list[Record] = data["enterprises"]
        self.records: dict[str, Record] = {record["short"]: record for record in data["units"]}
        self.townships = [short for short, record in self.records.items() if record["kind"] == "township"]
        self._hosts: dict[str, str] = {firm["short"]: firm["host"] for firm in self.enterprises}

    @property
    def rural(self) -> list[str]:
        """The townships without the streets of the county town."""
        return [short for short in self.townships if self.records[short]["class"] != "街道"]

    def villages(self, *, rural: bool) -> list[tuple[str, str]]:
        """Every (township, village) pair in official order, communities of the streets unless `rural`."""
        seats = self.rural if rural else self.townships
        return [(short, village) for short in seats for village in self.records[short]["villages"]]

    def above(self, unit: str) -> tuple[str, str]:
        """The (liaison, responsible) leaders of a unit; an enterprise has those of its host."""
        record = self.records[self._hosts.get(unit, unit)]
        return record.get("liaison", ""), record.get("responsible", "")

    def answering(self, unit: str, rng: Random) -> str:
        """The person of a unit who answers for a matter: usually a deputy, else head or contact."""
        record = self.records.get(unit)
        if record is None:
            firm = next(firm for firm in self.enterprises if firm["short"] == unit)
            return str(firm["legal"]["name"])
        people = [*record.get("deputies", ()), *record.get("deputies", ()), record["head"], record["contact"]]
        leaders = {leader["name"] for leader in self.leaders}
        chosen = rng.choice(
            [person for person in people if person["name"] not in leaders] or [record["contact"]]
        )
        return str(chosen["name"])

    def phone(self, unit: str) -> str:
        """The telephone of a unit's contact."""
        record = self.records.get(unit)
        if record is None:
            return next(str(firm["legal"]["phone"]) for firm in self.enterprises if firm["short"] == unit)
        return str(record["contact"]["phone"])

    def contact(self, unit: str) -> str:
        """The person of a unit who sends its reports."""
        record = self.records.get(unit)
        return str(record["contact"]["name"]) if record else ""

    def in_office(self, name: str, on: date) -> str:
        """The one who holds a leader's post on a day: the leader, or whom he or she succeeded."""
        term = self.term(name)
        if on >= term.since:
            return name
        before = [
            leader
            for leader in self.leaders
            if leader["to"] and in_year(leader["to"], self.year) < term.since
        ]
        same = [leader["name"] for leader in before if leader["liaison_post"] == self._post(name)]
        return str(same[-1]) if same else name

    def leads(self, name: str) -> bool:
        """Whether someone is a leader of the county at any time of the year."""
        return any(leader["name"] == name for leader in self.leaders)

    def settled(self) -> list[str]:
        """Leaders in office the whole year."""
        start = date(self.year, 1, 1)
        terms = [self.term(leader["name"]) for leader in self.leaders]
        return [term.name for term in terms if term.since < start and term.until is None]

    def _post(self, name: str) -> str:
        return next(str(leader["liaison_post"]) for leader in self.leaders if leader["name"] == name)

    def term(self, name: str) -> Term:
        """When a leader holds the post."""
        leader = next(leader for leader in self.leaders if leader["name"] == name)
        until = in_year(leader["to"], self.year) if leader["to"] else None
        return Term(name, in_year(leader["from"], self.year), until)

    def succession(self) -> tuple[Record, Record, date] | None:
        """The change of post within the year: (predecessor, successor, first day)."""
        for leader in self.leaders:
            if not leader["to"]:
                continue
            for other in self.leaders:
                since = in_year(other["from"], self.year)
                if (
                    other is not leader
                    and other["liaison_post"] == leader["liaison_post"]
                    and since.year == self.year
                ):
                    return leader, other, since
        return None

    def spread(self, names: list[str], rng: Random) -> tuple[str, ...]:
        """Township names with `all` and `some` written out."""
        chosen: list[str] = []
        for name in names:
            if name == ALL_TOWNSHIPS:
                chosen += self.townships
            elif name == SOME_TOWNSHIPS:
                chosen += rng.sample(self.townships, rng.randint(2, 4))
            else:
                chosen.append(name)
        return tuple(sorted(set(chosen), key=self.townships.index))
