"""Reading the register: lists in official order, one entry with all that hangs on it, who held a post on a day."""

import json
from collections.abc import Sequence
from typing import Any

from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.pinyin import initials
from ducha_desktop.domain.vocabulary import AssignmentRole, Light, PostLevel, UnitKind
from ducha_desktop.services.office import Reader
from ducha_desktop.services.register_twins import twins
from ducha_desktop.services.register_views import (
    Holding,
    PersonDetail,
    PersonView,
    PostView,
    RegisterLists,
    UnitDetail,
    UnitView,
)
from ducha_desktop.storage.queries import register as queries
from ducha_desktop.storage.stored import stored_day

_UNIT_ROLES = (AssignmentRole.LEAD, AssignmentRole.CO, AssignmentRole.TOWNSHIP)
_PERSON_ROLES = (AssignmentRole.LIAISON, AssignmentRole.RESPONSIBLE, AssignmentRole.PERSON)


def lists(reader: Reader) -> RegisterLists:
    """Units and people, those to be confirmed first, then in official order; and the likely duplicates."""
    return RegisterLists(units(reader), people(reader), twins(reader))


def units(reader: Reader) -> tuple[UnitView, ...]:
    """All units, those to be confirmed first, then in official order."""
    rows = queries.unit_rows(reader.connection)
    ahead = sum(bool(row[8]) for row in rows)
    return tuple(_unit(row, max(0, number - ahead)) for number, row in enumerate(rows, start=1))


def people(reader: Reader) -> tuple[PersonView, ...]:
    """All people, those to be confirmed first, then in official order, with the posts of the reader's day."""
    rows = queries.person_rows(reader.connection)
    ahead = sum(bool(row[6]) for row in rows)
    now: dict[str, list[PostView]] = {}
    for post in _posts(queries.post_rows(reader.connection)):
        if post.held_on(reader.today):
            now.setdefault(post.person_uid, []).append(post)
    return tuple(
        _person(row, max(0, number - ahead), now.get(row[0], ())) for number, row in enumerate(rows, start=1)
    )


def waiting(reader: Reader) -> int:
    """How many units and people are to be confirmed (待确认)."""
    return queries.waiting(reader.connection)


def unit_detail(reader: Reader, uid: str) -> UnitDetail:
    """One unit with its people, posts and matters.

    Raises:
        NotFoundError: it is not in the register.
    """
    connection, listed = reader.connection, units(reader)
    view = next((unit for unit in listed if unit.uid == uid), None)
    if view is None:
        raise NotFoundError("这个单位已经不在名册里。没有改动任何数据。请按 F5 重新读取。")
    return UnitDetail(
        view,
        learned=tuple(queries.learned_words(connection, uid)),
        posts=_posts(queries.post_rows(connection, unit=uid)),
        people=queries.count_of(connection, "person", "unit_uid = ?", uid),
        below=tuple(unit.name for unit in listed if unit.parent_uid == uid),
        holdings=_holdings(reader, "unit", uid),
        asked_as=uid,
    )


def person_detail(reader: Reader, uid: str) -> PersonDetail:
    """One person with posts and matters.

    Raises:
        NotFoundError: not in the register.
    """
    connection, listed = reader.connection, people(reader)
    view = next((person for person in listed if person.uid == uid), None)
    if view is None:
        raise NotFoundError("这个人员已经不在名册里。没有改动任何数据。请按 F5 重新读取。")
    alone = sum(person.name == view.name for person in listed) == 1
    return PersonDetail(
        view,
        learned=tuple(queries.learned_words(connection, uid)),
        posts=_posts(queries.post_rows(connection, person=uid)),
        holdings=_holdings(reader, "person", uid),
        asked_as=view.name if alone else uid,
    )


def held_numbers(reader: Reader) -> dict[str, int]:
    """By uid of unit or person, how many matters each has a part in."""
    return queries.held_numbers(reader.connection, "unit") | queries.held_numbers(reader.connection, "person")


def posts_of_all(reader: Reader) -> dict[str, list[PostView]]:
    """By person, all posts, past terms included."""
    found: dict[str, list[PostView]] = {}
    for post in _posts(queries.post_rows(reader.connection)):
        found.setdefault(post.person_uid, []).append(post)
    return found


def _holdings(reader: Reader, holder: str, uid: str) -> tuple[Holding, ...]:
    found: dict[str, dict[Light, int]] = {}
    for role, light, number in queries.held_lights(reader.connection, holder, uid, reader.today):
        found.setdefault(role, {})[Light(light)] = number
    roles = _UNIT_ROLES if holder == "unit" else _PERSON_ROLES
    return tuple(Holding(role, found[role.value]) for role in roles if role.value in found)


def _posts(rows: Sequence[tuple[Any, ...]]) -> tuple[PostView, ...]:
    return tuple(
        PostView(
            uid=uid,
            person_uid=person_uid,
            person=person,
            unit_uid=unit_uid,
            unit=unit,
            title=title,
            level=PostLevel(level),
            since=stored_day(since),
            until=stored_day(until),
        )
        for uid, person_uid, person, unit_uid, unit, title, level, since, until in rows
    )


def _unit(row: tuple[Any, ...], place: int) -> UnitView:
    uid, name, kind, rank_class, short, sounds, phone, _, provisional, origin, parent_uid, parent = row
    names = tuple(json.loads(short))
    return UnitView(
        uid=uid,
        name=name,
        kind=UnitKind(kind),
        rank_class=rank_class,
        short_names=names,
        parent=parent,
        parent_uid=parent_uid or "",
        phone=phone,
        place=place,
        provisional=bool(provisional),
        origin=origin,
        sounds=" ".join((sounds, *map(initials, names))),
    )


def _person(row: tuple[Any, ...], place: int, posts: Sequence[PostView]) -> PersonView:
    uid, name, aliases, sounds, phone, _, provisional, unit_uid, unit = row
    return PersonView(
        uid=uid,
        name=name,
        aliases=tuple(json.loads(aliases)),
        unit=unit,
        unit_uid=unit_uid or "",
        posts=tuple(dict.fromkeys(post.title for post in posts)),
        level=posts[0].level if posts else None,
        phone=phone,
        place=place,
        provisional=bool(provisional),
        sounds=sounds,
    )
