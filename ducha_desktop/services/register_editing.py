"""What a clerk does to single entries of the register: enter, change, confirm, order, delete.

Words come in by key: of a unit `name kind rank_class short_names learned phone parent place provisional`, of a
person `name aliases learned unit phone place provisional`. A key that is not given changes nothing.
"""

import re
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import NotFoundError, RefusedError, WrongUseError
from ducha_desktop.domain.pinyin import initial_variants
from ducha_desktop.domain.vocabulary import UnitKind
from ducha_desktop.models.register import LearnedAlias, Person, Post, Unit
from ducha_desktop.services.register import NAME_BOOK, PROVISIONAL_ORDER, add_person, add_unit, learn_alias
from ducha_desktop.services.register_order import next_place, put_at
from ducha_desktop.storage.queries import register as queries
from ducha_desktop.storage.unit_of_work import UnitOfWork

_APART = re.compile(r"[、，,；;\n]+")
UNCHANGED = "没有改动任何数据。"
YES, NO = "1", ""


def names_in(words: str) -> tuple[str, ...]:
    """The names of a cell or field, each once, however they are kept apart."""
    return tuple(dict.fromkeys(name for part in _APART.split(words) if (name := clean_line(part))))


def save_unit(work: UnitOfWork, values: Mapping[str, str], uid: str = "") -> str:
    """Enter a unit, or change the one with that uid; return its uid.

    A new name keeps the old one as an alias, so that files which still use it find the unit.

    Raises:
        WrongUseError: no name, an unknown kind, a name that another unit has.
        NotFoundError: there is no such unit, or no such unit above.
    """
    name = _name_in(values, new=not uid, lacking="单位没有名称")
    unit = work.find(Unit, uid) if uid else add_unit(work, name)
    work.session.flush()
    known = {unit.name, *unit.short_names} if uid else set()
    former = unit.name if name and name != unit.name else ""
    if former:
        unit.name, unit.initials = name, " ".join(initial_variants(name)[:4])
    if "kind" in values:
        unit.kind = _kind(values["kind"]).value
    if "rank_class" in values:
        unit.rank_class = clean_line(values["rank_class"])
    unit.rank_class = unit.rank_class or UnitKind(unit.kind).word
    short = names_in(values["short_names"]) if "short_names" in values else tuple(unit.short_names)
    unit.short_names = [word for word in dict.fromkeys((*short, former)) if word and word != unit.name]
    if "phone" in values:
        unit.phone = clean_line(values["phone"])
    if "parent" in values:
        unit.parent_uid = _parent(work, unit, clean_line(values["parent"]))
    _finish(work, "unit", unit, values)
    _require_own_names(work, unit, {unit.name, *unit.short_names} - known)
    return unit.uid


def save_person(work: UnitOfWork, values: Mapping[str, str], uid: str = "") -> str:
    """Enter a person, or change the one with that uid; return the uid.

    Raises:
        WrongUseError: no name, or somebody of that name in the same unit.
        NotFoundError: there is no such person or unit.
    """
    name = _name_in(values, new=not uid, lacking="人员没有姓名")
    person = work.find(Person, uid) if uid else add_person(work, name)
    known = (person.name, person.unit_uid) if uid else None
    former = person.name if name and name != person.name else ""
    if former:
        person.name, person.initials = name, " ".join(initial_variants(name))
    if "unit" in values:
        person.unit_uid = unit_named(work, clean_line(values["unit"]))
    if "phone" in values:
        person.phone = clean_line(values["phone"])
    aliases = names_in(values["aliases"]) if "aliases" in values else tuple(person.aliases)
    person.aliases = [word for word in dict.fromkeys((*aliases, former)) if word and word != person.name]
    _finish(work, "person", person, values)
    if known != (person.name, person.unit_uid):
        _require_alone(work, person)
    return person.uid


def confirm(work: UnitOfWork, *, units: Sequence[str] = (), people: Sequence[str] = ()) -> int:
    """Take entries to be confirmed (待确认) into the register as they are, at the end of the official order."""
    for table, model, uids in (("unit", Unit, units), ("person", Person, people)):
        for uid in uids:
            row = work.find(model, uid)
            assert isinstance(row, Unit | Person)
            _settle(work, table, row, provisional=False)
            work.session.flush()
    return len(units) + len(people)


def remove_unit(work: UnitOfWork, uid: str) -> str:
    """Delete a unit that nobody needs; return its name.

    Raises:
        RefusedError: matters, people, posts, units below or this office itself hold it; the sentence names them.
    """
    unit = work.find(Unit, uid)
    work.session.flush()
    held = [
        f"{number} {words}"
        for number, words in (
            (queries.matters_of(work.raw, "unit", uid), "个事项"),
            (queries.count_of(work.raw, "person", "unit_uid = ?", uid), "名人员"),
            (queries.count_of(work.raw, "post", "unit_uid = ?", uid), "个职务"),
            (queries.count_of(work.raw, "unit", "parent_uid = ?", uid), "个下级单位"),
        )
        if number
    ]
    if queries.count_of(work.raw, "office", "unit_uid = ?", uid):
        raise RefusedError(
            f"“{unit.name}”是使用本台账的单位自己，不能删除。{UNCHANGED}名称写错了，请用“修改”。"
        )
    if held:
        raise RefusedError(
            f"“{unit.name}”不能删除：{'、'.join(held)}还用着它。{UNCHANGED}"
            "如果是重复的单位，请用“合并”；否则请先把它们改到别的单位。"
        )
    _forget(work, "unit", uid)
    work.remove(unit)
    return unit.name


def remove_person(work: UnitOfWork, uid: str) -> str:
    """Delete a person without matters, and his or her posts; return the name.

    Raises:
        RefusedError: matters hold the person; the sentence says how many.
    """
    person = work.find(Person, uid)
    work.session.flush()
    matters = queries.matters_of(work.raw, "person", uid)
    if matters:
        raise RefusedError(
            f"“{person.name}”不能删除：{matters} 个事项还用着这个人。{UNCHANGED}"
            "如果是重复的人员，请用“合并”；如果已经离任，请用“接任”交给接任的人，名字会留在过去的任期里。"
        )
    for post in work.all(Post, Post.person_uid == uid):
        work.remove(post)
    _forget(work, "person", uid)
    work.remove(person)
    return person.name


def unit_named(work: UnitOfWork, name: str) -> str | None:
    """The uid of the unit of exactly that name or short name; None for no name.

    Raises:
        NotFoundError: there is none, or several.
    """
    if not name:
        return None
    work.session.flush()
    uid = queries.exact(work.raw, name, is_unit=True)
    if not uid:
        short = [unit_uid for unit_uid, _, names, _, _ in queries.units(work.raw) if name in names]
        uid = short[0] if len(short) == 1 else ""
    if not uid:
        raise NotFoundError(f"名册里没有叫“{name}”的单位。{UNCHANGED}请从名册里选，或先新增这个单位。")
    return uid


def _name_in(values: Mapping[str, str], *, new: bool, lacking: str) -> str:
    """The name that is given; empty where it is to stay as it is."""
    if "name" not in values and not new:
        return ""
    name = clean_line(values.get("name", ""))
    if not name:
        raise WrongUseError(f"{lacking}，{UNCHANGED}请写明。")
    return name


def _kind(words: str) -> UnitKind:
    for kind in UnitKind:
        if words in (kind.value, kind.word):
            return kind
    known = "、".join(kind.word for kind in UnitKind)
    raise WrongUseError(f"没有“{words}”这种单位类别。{UNCHANGED}可选：{known}。")


def _parent(work: UnitOfWork, unit: Unit, name: str) -> str | None:
    wanted = above = unit_named(work, name)
    while above:
        if above == unit.uid:
            raise RefusedError(
                f"“{name}”不能作为“{unit.name}”的上级：它就是这个单位，或在它之下。{UNCHANGED}请另选上级单位。"
            )
        above = work.find(Unit, above).parent_uid
    return wanted


def _finish(work: UnitOfWork, table: str, row: Unit | Person, values: Mapping[str, str]) -> None:
    """What units and people have in common: learned words, confirmation, place in the official order."""
    work.memo.pop(NAME_BOOK, None)
    work.session.add(row)
    work.session.flush()
    if "learned" in values:
        _learn(work, table, row.uid, names_in(values["learned"]))
    if "provisional" in values:
        _settle(work, table, row, provisional=bool(values["provisional"]))
    place = values.get("place", "").strip()
    if place:
        if not place.isdigit() or not int(place):
            raise WrongUseError(f"排名“{place}”不是从 1 开始的整数。{UNCHANGED}请写第几位。")
        work.session.flush()
        put_at(work, table, row.uid, int(place))


def _learn(work: UnitOfWork, kind: str, uid: str, words: Sequence[str]) -> None:
    known = {
        row.words: row
        for row in work.all(LearnedAlias, LearnedAlias.target_uid == uid, LearnedAlias.kind == kind)
    }
    for gone in known.keys() - set(words):
        work.remove(known[gone])
    for new in words:
        if new not in known:
            learn_alias(work, new, kind=kind, target_uid=uid)


def _settle(work: UnitOfWork, table: str, row: Unit | Person, *, provisional: bool) -> None:
    if row.provisional == provisional:
        return
    row.provisional = provisional
    if provisional:
        row.official_order = PROVISIONAL_ORDER
    elif row.official_order >= PROVISIONAL_ORDER:
        row.official_order = next_place(work, table)
    work.memo.pop(NAME_BOOK, None)
    work.session.add(row)


def _forget(work: UnitOfWork, kind: str, uid: str) -> None:
    """What was learned about an entry goes with it."""
    work.memo.pop(NAME_BOOK, None)
    for row in work.all(LearnedAlias, LearnedAlias.target_uid == uid, LearnedAlias.kind == kind):
        work.remove(row)


def _require_own_names(work: UnitOfWork, unit: Unit, names: AbstractSet[str]) -> None:
    """No other unit may answer to one of these new names: an import could not tell them apart."""
    work.session.flush()
    for uid, name, short, _, _ in queries.units(work.raw) if names else ():
        shared = names & {name, *short}
        if uid != unit.uid and shared:
            raise WrongUseError(
                f"“{min(shared)}”已经是“{name}”的名称或简称。{UNCHANGED}"
                "如果是同一个单位，请用“合并”；如果不是，请写得能分清。"
            )


def _require_alone(work: UnitOfWork, person: Person) -> None:
    work.session.flush()
    same = work.all(Person, Person.name == person.name, Person.unit_uid == person.unit_uid)
    if len(same) > 1:
        raise WrongUseError(
            f"这个单位已经有一位“{person.name}”。{UNCHANGED}"
            "如果是同一个人，请用“合并”；如果是两个人，请在姓名后注明，如“张伟（大）”。"
        )
