"""The demo county's register and ledgers, and the change of post in mid-year."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ducha_desktop.domain.numbering import DEFAULT_PATTERN
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import AssignmentRole, LedgerKind, PostLevel, UnitKind
from ducha_desktop.models.matter import Assignment, Ledger, Matter
from ducha_desktop.models.register import Post, Unit
from ducha_desktop.services import holders
from ducha_desktop.services.demo_county import County, Record, in_year
from ducha_desktop.services.register import add_person, add_post, add_unit
from ducha_desktop.storage.unit_of_work import UnitOfWork

_EXTRA_FIELDS: dict[LedgerKind, list[str]] = {
    LedgerKind.MEETING: ["会议类别", "议题序号"],
    LedgerKind.INSTRUCTION: ["批示领导"],
    LedgerKind.PROJECT: ["建设性质", "年度计划投资"],
    LedgerKind.LIVELIHOOD: ["资金来源"],
    LedgerKind.PROBLEM: ["问题来源"],
    LedgerKind.PROPOSAL: ["提出人", "办理方式"],
}
_OVER = (State.CLOSED.value, State.ARCHIVED.value, State.CANCELLED.value)


@dataclass(slots=True)
class Directory:
    """Uids of what was registered: units by 简称, leaders by name, others by (unit, name)."""

    units: dict[str, str] = field(default_factory=dict)
    leaders: dict[str, str] = field(default_factory=dict)
    people: dict[tuple[str, str], str] = field(default_factory=dict)


def register_county(work: UnitOfWork, county: County) -> Directory:
    """Enter units, leaders, heads, deputies and contacts in official order, with their posts."""
    made = Directory()
    for order, record in enumerate(county.records.values(), start=1):
        unit = _unit(work, record, order)
        made.units[record["short"]] = unit.uid
    _own_unit(work, made)
    for firm in county.enterprises:
        made.units[firm["short"]] = add_unit(
            work,
            firm["name"],
            kind=UnitKind.ENTERPRISE,
            rank_class="重点企业",
            short_names=(firm["short"],),
            official_order=len(made.units) + 1,
            phone=firm["legal"]["phone"],
        ).uid
    successors = {pair[1]["name"] for pair in [county.succession()] if pair}
    for order, leader in enumerate(county.leaders, start=1):
        if leader["name"] not in successors:
            _leader(work, made, leader, year=county.year, order=order)
    order = len(county.leaders) + 1
    for record in county.records.values():
        order = _staff(work, made, record, county=county, order=order)
    for firm in county.enterprises:
        person = add_person(
            work,
            firm["legal"]["name"],
            unit_uid=made.units[firm["short"]],
            phone=firm["legal"]["phone"],
            official_order=order,
        )
        add_post(work, person, firm["legal"]["post"], level=PostLevel.UNIT_HEAD, unit_uid=person.unit_uid)
        made.people[firm["short"], person.name] = person.uid
        order += 1
    return made


def add_ledgers(work: UnitOfWork) -> None:
    """Complete the empty ledgers of a new folder: the kind 其他, and the extra fields of each kind."""
    books = {book.kind: book for book in work.all(Ledger)}
    year = next(iter(books.values())).year
    for order, kind in enumerate(LedgerKind):
        if kind.value not in books:
            books[kind.value] = work.add(
                Ledger(
                    name=kind.word,
                    kind=kind.value,
                    year=year,
                    number_pattern=DEFAULT_PATTERN,
                    official_order=order,
                )
            )
        book = books[kind.value]
        book.extra_fields = _EXTRA_FIELDS.get(kind, [])
        work.session.add(book)


def hand_over(work: UnitOfWork, county: County, made: Directory) -> int:
    """The change of post: the successor takes it, and with it every matter not yet closed.

    Returns:
        How many matters were taken over.
    """
    found = county.succession()
    assert found is not None
    old, new, since = found
    person = add_person(
        work,
        new["name"],
        unit_uid=made.units["县委"],
        phone=new["phone"],
        official_order=county.leaders.index(old) + 1,
    )
    made.leaders[person.name] = person.uid
    for post in work.all(Post, Post.person_uid == made.leaders[old["name"]]):
        post.until = since - timedelta(days=1)
        work.session.add(post)
        add_post(
            work,
            person,
            post.title,
            level=PostLevel(post.level),
            unit_uid=post.unit_uid,
            since=since,
            official_order=post.official_order,
        )
    mine = work.all(
        Assignment,
        Assignment.person_uid == made.leaders[old["name"]],
        Assignment.role == AssignmentRole.LIAISON.value,
    )
    taken = 0
    for part in mine:
        matter = work.find(Matter, part.matter_uid)
        if matter.state in _OVER:
            continue
        work.remove(part)
        holders.assign_uid(
            work, matter.uid, AssignmentRole.LIAISON, made.leaders[new["name"]], order=part.official_order
        )
        taken += 1
    return taken


def _own_unit(work: UnitOfWork, made: Directory) -> None:
    """The office itself is one of the units: its folder says which."""
    from ducha_desktop.models.office import Office

    own = next(row for row in work.all(Office) if row.own)
    own.unit_uid = made.units["县督查室"]
    work.session.add(own)


def _unit(work: UnitOfWork, record: Record, order: int) -> Unit:
    """A unit under its 规范化简称, as ledgers and cards write it; its full name is one of the aliases."""
    return add_unit(
        work,
        record["short"],
        kind=UnitKind(record["kind"]),
        rank_class=record["class"],
        short_names=(record["name"], *record["aliases"]),
        official_order=order,
        phone=record["contact"]["phone"],
    )


def _leader(work: UnitOfWork, made: Directory, leader: Record, *, year: int, order: int) -> None:
    """A leader of the county with one post for each card level."""
    unit = made.units["县委" if leader["liaison_post"] else "县政府"]
    person = add_person(work, leader["name"], unit_uid=unit, phone=leader["phone"], official_order=order)
    made.leaders[person.name] = person.uid
    term: dict[str, Any] = {
        "since": in_year(leader["from"], year),
        "until": _until(leader, year),
    }
    for key, level, seat in (
        ("liaison_post", PostLevel.LIAISON, "县委"),
        ("responsible_post", PostLevel.RESPONSIBLE, "县政府"),
    ):
        if leader[key]:
            add_post(
                work,
                person,
                leader[key],
                level=level,
                unit_uid=made.units[seat],
                official_order=order,
                **term,
            )


def _until(leader: Record, year: int) -> date | None:
    """The end of a term that is known from the start; one within the year is only known when it comes."""
    if not leader["to"]:
        return None
    day = in_year(leader["to"], year)
    return None if day.year == year else day


def _staff(work: UnitOfWork, made: Directory, record: Record, *, county: County, order: int) -> int:
    """Head, deputies and contact of a unit, leaders of the county apart."""
    unit_uid = made.units[record["short"]]
    lines = [(record["head"], PostLevel.UNIT_HEAD)]
    lines += [(record["mayor"], PostLevel.UNIT_HEAD)] if "mayor" in record else []
    lines += [(person, PostLevel.STAFF) for person in (*record.get("deputies", ()), record["contact"])]
    for known, level in lines:
        name = (
            county.in_office(known["name"], date(county.year, 1, 1))
            if county.leads(known["name"])
            else known["name"]
        )
        if name in made.leaders:
            # The leader's own post says which unit he or she heads.
            made.people[record["short"], name] = made.leaders[name]
            continue
        person = add_person(work, name, unit_uid=unit_uid, phone=known["phone"], official_order=order)
        order += 1
        made.people[record["short"], name] = person.uid
        add_post(work, person, known["post"], level=level, unit_uid=unit_uid)
    return order
