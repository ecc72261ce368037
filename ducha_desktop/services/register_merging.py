"""Merging duplicates: everything that hangs on the entries that go moves to the one that stays.

All of it is one act. The old names become aliases, so that the next import finds the entry that stayed; the old uids
do too, so that a view or filter kept on one that went shows what the one that stayed holds (`services/merged.py`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.vocabulary import AssignmentRole, UnitKind
from ducha_desktop.models.register import MERGED, LearnedAlias, Person, Post, Unit
from ducha_desktop.models.types import dump
from ducha_desktop.services.register import learn_alias
from ducha_desktop.services.register_views import MergePreview
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.queries import register as queries
from ducha_desktop.storage.unit_of_work import UnitOfWork

Entry = Unit | Person
_MODELS: dict[str, type[Unit] | type[Person]] = {"unit": Unit, "person": Person}
_NAMED = 3


@dataclass(slots=True)
class _Plan:
    """The stored values to be set, by table and uid, and what is to be said of it."""

    sets: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    moves: dict[str, int] = field(default_factory=dict)
    filled: list[str] = field(default_factory=list)

    def put(self, table: str, uid: str, **values: Any) -> None:
        self.sets.setdefault(table, {}).setdefault(uid, {}).update(values)


def preview(work: UnitOfWork, *, is_unit: bool, stays: str, gone: Sequence[str]) -> MergePreview:
    """What `merge` would do; nothing is written.

    Raises:
        NotFoundError: one of them is no longer in the register.
        WrongUseError: an entry cannot be merged with itself.
    """
    kept, others = _entries(work, is_unit=is_unit, stays=stays, gone=gone)
    plan = _plan(work, kept, others)
    return MergePreview(
        stays=kept.name,
        gone=tuple(other.name for other in others),
        moves=tuple(plan.moves.items()),
        aliases=tuple(_aliases(kept, others)),
        filled=tuple(plan.filled),
    )


def merge(work: UnitOfWork, *, is_unit: bool, stays: str, gone: Sequence[str]) -> MergePreview:
    """Let the entries `gone` go into the one that stays; inside one entry of the journal, so undo takes all back.

    Raises:
        NotFoundError: one of them is no longer in the register.
        WrongUseError: an entry cannot be merged with itself.
    """
    said = preview(work, is_unit=is_unit, stays=stays, gone=gone)
    kept, others = _entries(work, is_unit=is_unit, stays=stays, gone=gone)
    names = [other.name for other in others if other.name != kept.name]
    uids = [other.uid for other in others]
    for table, rows in _plan(work, kept, others).sets.items():
        work.bulk_update(table, rows)
    for name in names:
        learn_alias(work, name, kind="unit" if is_unit else "person", target_uid=stays)
    for uid in uids:
        learn_alias(work, uid, kind=MERGED, target_uid=stays)
    return said


def words_for(preview: MergePreview, *, is_unit: bool) -> str:
    """How the journal calls a merge."""
    more = f"等 {len(preview.gone)} 个" if len(preview.gone) > _NAMED else ""
    names = "、".join(f"“{name}”" for name in preview.gone[:_NAMED])
    return f"合并{'单位' if is_unit else '人员'}：{names}{more}并入“{preview.stays}”"


def _entries(
    work: UnitOfWork, *, is_unit: bool, stays: str, gone: Sequence[str]
) -> tuple[Entry, list[Entry]]:
    uids = list(dict.fromkeys(gone))
    if not uids or stays in uids:
        raise WrongUseError("没有选出要并入的另一个名称，没有改动任何数据。请至少选两个，并指定保留哪一个。")
    model = _MODELS["unit" if is_unit else "person"]
    return work.find(model, stays), [work.find(model, uid) for uid in uids]


def _plan(work: UnitOfWork, kept: Entry, others: Sequence[Entry]) -> _Plan:
    work.session.flush()
    plan, mark = _Plan(), work.mark()
    holder = "unit" if isinstance(kept, Unit) else "person"
    uids = [other.uid for other in others]
    _parts(work, plan, holder, kept.uid, uids)
    if isinstance(kept, Unit):
        _unit_references(work, plan, kept, [other for other in others if isinstance(other, Unit)])
    else:
        _posts(work, plan, kept.uid, uids)
    learned = work.all(LearnedAlias)
    pointing = [row for row in learned if row.kind in (holder, MERGED) and row.target_uid in uids]
    for row in pointing:
        plan.put("learned_alias", row.uid, target_uid=kept.uid)
    _note(plan, "个认领过的写法", sum(row.kind == holder for row in pointing))
    _fill(plan, kept, others)
    plan.put(holder, kept.uid, **{_alias_column(kept): dump(_aliases(kept, others))})
    for uid in uids:
        plan.put(holder, uid, deleted_at=mark)
    return plan


def _parts(work: UnitOfWork, plan: _Plan, holder: str, stays: str, gone: Sequence[str]) -> None:
    """Parts in matters; who would have one twice keeps one, and who leads does not cooperate as well."""
    parts = queries.parts_of(work.raw, holder, gone)
    matters = list(dict.fromkeys(part[1] for part in parts))
    own = rows_in(
        work.raw,
        f"SELECT uid, matter_uid, role, {holder}_uid, deleted_at FROM assignment WHERE matter_uid IN ({{marks}})",
        matters,
    )
    groups: dict[tuple[str, str | None], list[tuple[str, str, str]]] = {}
    for uid, matter, role, who, deleted in (*(row for row in own if row[3] == stays), *parts):
        groups.setdefault((matter, deleted), []).append((uid, role, who))
    mark = work.mark()
    for rows in groups.values():
        taken: set[str] = set()
        for uid, role, who in sorted(rows, key=lambda row: row[1] != AssignmentRole.LEAD):
            twice = role in taken or (role == AssignmentRole.CO and AssignmentRole.LEAD in taken)
            taken.add(role)
            if twice:
                plan.put("assignment", uid, deleted_at=mark)
            elif who != stays:
                plan.put("assignment", uid, **{f"{holder}_uid": stays})
    _note(plan, "个事项", len({part[1] for part in parts if part[4] is None}))


def _unit_references(work: UnitOfWork, plan: _Plan, kept: Unit, others: Sequence[Unit]) -> None:
    uids = [other.uid for other in others]
    for table, words in (("person", "名人员"), ("post", "个职务")):
        rows = queries.pointing(work.raw, table, "unit_uid", uids)
        for uid, _ in rows:
            plan.put(table, uid, unit_uid=kept.uid)
        alive = _alive(work, table, [uid for uid, _ in rows])
        _note(plan, words, alive)
    for uid, _ in queries.pointing(work.raw, "office", "unit_uid", uids):
        plan.put("office", uid, unit_uid=kept.uid)
    below = [
        uid
        for uid, _ in queries.pointing(work.raw, "unit", "parent_uid", uids)
        if uid not in (kept.uid, *uids)
    ]
    for uid in below:
        plan.put("unit", uid, parent_uid=kept.uid)
    _note(plan, "个下级单位", _alive(work, "unit", below))
    _put_above(work, plan, kept, [*uids, *below])


def _put_above(work: UnitOfWork, plan: _Plan, kept: Unit, under: Sequence[str]) -> None:
    """The unit above the one that stays: its own, else that of one that goes; never one that is under it now."""
    above, seen = kept.parent_uid, {kept.uid, *under}
    at = above
    while at and at not in seen:
        seen.add(at)
        at = work.find(Unit, at).parent_uid
    if at:
        above = None
    if above != kept.parent_uid:
        plan.put("unit", kept.uid, parent_uid=above)


def _posts(work: UnitOfWork, plan: _Plan, stays: str, gone: Sequence[str]) -> None:
    """Posts move; one that the person who stays holds already, for the same or an unknown term, is not kept twice."""
    own = work.all(Post, Post.person_uid == stays)
    mark, moved = work.mark(), 0
    for uid in gone:
        for post in work.all(Post, Post.person_uid == uid):
            if any(_same_post(post, other) for other in own):
                plan.put("post", post.uid, deleted_at=mark)
            else:
                plan.put("post", post.uid, person_uid=stays)
                own.append(post)
                moved += 1
    _note(plan, "个职务", moved)


def _same_post(new: Post, own: Post) -> bool:
    if (new.title, new.unit_uid) != (own.title, own.unit_uid):
        return False
    return (new.since, new.until) in {(own.since, own.until), (None, None)}


def _fill(plan: _Plan, kept: Entry, others: Sequence[Entry]) -> None:
    """What the entry that stays lacks it takes from those that go; it is confirmed if one of them was."""
    table = "unit" if isinstance(kept, Unit) else "person"
    phone = next((other.phone for other in others if other.phone), "")
    if phone and not kept.phone:
        plan.put(table, kept.uid, phone=phone)
        plan.filled.append(f"联系电话 {phone}")
    confirmed = [other for other in others if not other.provisional]
    if kept.provisional and confirmed:
        first = min(confirmed, key=lambda other: other.official_order)
        plan.put(table, kept.uid, provisional=0, official_order=first.official_order)
        plan.filled.append(f"“{first.name}”的排名，不再是待确认")
    if isinstance(kept, Unit):
        told = [other for other in others if isinstance(other, Unit) and other.kind != UnitKind.OTHER]
        if kept.kind == UnitKind.OTHER and told:
            plan.put(table, kept.uid, kind=told[0].kind, rank_class=told[0].rank_class)
            plan.filled.append(f"类别 {UnitKind(told[0].kind).word}")
    else:
        homes = [other.unit_uid for other in others if isinstance(other, Person) and other.unit_uid]
        if not kept.unit_uid and homes:
            plan.put(table, kept.uid, unit_uid=homes[0])
            plan.filled.append("所在单位")


def _aliases(kept: Entry, others: Iterable[Entry]) -> list[str]:
    found = [*_own_aliases(kept)]
    for other in others:
        found += [other.name, *_own_aliases(other)]
    return [name for name in dict.fromkeys(found) if name != kept.name]


def _own_aliases(entry: Entry) -> Sequence[str]:
    return entry.short_names if isinstance(entry, Unit) else entry.aliases


def _alias_column(entry: Entry) -> str:
    return "short_names" if isinstance(entry, Unit) else "aliases"


def _alive(work: UnitOfWork, table: str, uids: Sequence[str]) -> int:
    statement = f"SELECT count(*) FROM {table} WHERE deleted_at IS NULL AND uid IN ({{marks}})"
    return sum(int(row[0]) for row in rows_in(work.raw, statement, uids))


def _note(plan: _Plan, words: str, number: int) -> None:
    if number:
        plan.moves[words] = plan.moves.get(words, 0) + number
