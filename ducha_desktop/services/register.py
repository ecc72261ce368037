"""The register of units and people in official order, and how written names find it."""

from collections.abc import Sequence
from datetime import date

from ducha_desktop.domain.pinyin import initial_variants
from ducha_desktop.domain.unit_names import is_collective
from ducha_desktop.domain.vocabulary import PostLevel, UnitKind
from ducha_desktop.models.register import LearnedAlias, Person, Post, Unit
from ducha_desktop.storage.unit_of_work import UnitOfWork

PROVISIONAL_ORDER = 900_000
NAME_BOOK = "name book"
"""Where a unit of work keeps the register it has read; a new name throws it away."""


def add_unit(  # noqa: PLR0913 - the columns of a unit
    work: UnitOfWork,
    name: str,
    *,
    kind: UnitKind = UnitKind.OTHER,
    rank_class: str = "",
    short_names: Sequence[str] = (),
    official_order: int | None = None,
    phone: str = "",
    parent_uid: str | None = None,
    provisional: bool = False,
    origin: str = "",
) -> Unit:
    """Register a unit; without an order it stands at the end.

    Args:
        work: the unit of work.
        name: full name.
        kind: kind of unit.
        rank_class: units are only ranked within their class.
        short_names: 简称 and aliases.
        official_order: place in the official order (排名顺序).
        phone: telephone of the office.
        parent_uid: the unit above.
        provisional: 待确认: came in by an import.
        origin: where it came from.
    """
    work.memo.pop(NAME_BOOK, None)
    return work.add(
        Unit(
            name=name,
            kind=kind.value,
            rank_class=rank_class or kind.word,
            short_names=list(short_names),
            initials=" ".join(initial_variants(name)[:4]),
            phone=phone,
            parent_uid=parent_uid,
            official_order=_order(work, "unit", official_order, provisional=provisional),
            provisional=provisional,
            origin=origin,
        )
    )


def add_named_unit(work: UnitOfWork, name: str, *, origin: str) -> Unit:
    """Register a unit met in a cell: as provisional (待确认), or as a 单位合称 such as 各乡镇, which is no question."""
    if is_collective(name):
        return add_unit(work, name, kind=UnitKind.COLLECTIVE, official_order=PROVISIONAL_ORDER, origin=origin)
    return add_unit(work, name, provisional=True, origin=origin)


def add_person(  # noqa: PLR0913 - the columns of a person
    work: UnitOfWork,
    name: str,
    *,
    unit_uid: str | None = None,
    phone: str = "",
    official_order: int | None = None,
    aliases: Sequence[str] = (),
    provisional: bool = False,
) -> Person:
    """Register a person; same names are different people unless the clerk merges them."""
    work.memo.pop(NAME_BOOK, None)
    return work.add(
        Person(
            name=name,
            unit_uid=unit_uid,
            phone=phone,
            aliases=list(aliases),
            initials=" ".join(initial_variants(name)),
            official_order=_order(work, "person", official_order, provisional=provisional),
            provisional=provisional,
        )
    )


def add_post(  # noqa: PLR0913 - the columns of a post
    work: UnitOfWork,
    person: Person,
    title: str,
    *,
    level: PostLevel,
    unit_uid: str | None = None,
    since: date | None = None,
    until: date | None = None,
    official_order: int | None = None,
) -> Post:
    """Give a person a post for a term."""
    return work.add(
        Post(
            person_uid=person.uid,
            title=title,
            level=level.value,
            unit_uid=unit_uid,
            since=since,
            until=until,
            official_order=person.official_order if official_order is None else official_order,
        )
    )


def learn_alias(work: UnitOfWork, words: str, *, kind: str, target_uid: str) -> LearnedAlias:
    """Remember how an office writes a unit (`unit`) or person (`person`); an older answer is replaced."""
    work.memo.pop(NAME_BOOK, None)
    for known in work.all(LearnedAlias, LearnedAlias.words == words, LearnedAlias.kind == kind):
        known.target_uid = target_uid
        work.session.add(known)
        return known
    return work.add(LearnedAlias(words=words, kind=kind, target_uid=target_uid))


def _order(work: UnitOfWork, table: str, wanted: int | None, *, provisional: bool) -> int:
    if wanted is not None:
        return wanted
    if provisional:
        return PROVISIONAL_ORDER
    work.session.flush()
    row = work.raw.execute(
        f"SELECT coalesce(max(official_order), 0) + 1 FROM {table} WHERE deleted_at IS NULL AND official_order < ?",
        (PROVISIONAL_ORDER,),
    ).fetchone()
    return int(row[0])
