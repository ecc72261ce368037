"""Who has which part, replaced in many matters at once; what `services/holders.py` does to one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ducha_desktop.domain.vocabulary import AssignmentRole
from ducha_desktop.services import holders
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.unit_of_work import UnitOfWork

Role = AssignmentRole
_COLUMNS = ("uid", "matter_uid", "role", "unit_uid", "person_uid", "official_order")


@dataclass(slots=True)
class _Part:
    """One assignment as it will stand; `uid` is empty while it is new."""

    uid: str
    role: str
    holder: str
    order: int
    gone: bool = False


@dataclass(slots=True)
class _Parts:
    """What changes in the parts of many matters."""

    work: UnitOfWork
    standing: dict[str, list[_Part]] = field(default_factory=dict)
    orders: dict[str, int] = field(default_factory=dict)

    def replace(self, matter: str, role: Role, words: str) -> None:
        """Put the names in a cell in the place of those who had the part before."""
        named = holders.named_parts(self.work, role, words) if words.strip() else {role: []}
        uids = named.pop(role)
        for part in self._of(matter):
            part.gone |= part.role == role.value and part.holder not in uids
        for place, uid in enumerate(uids):
            self._assign(matter, role, uid, place)
        for other, more in named.items():
            for place, uid in enumerate(more):
                self._assign(matter, other, uid, place)

    def _of(self, matter: str) -> list[_Part]:
        return [part for part in self.standing.setdefault(matter, []) if not part.gone]

    def _assign(self, matter: str, role: Role, holder: str, order: int) -> None:
        held = {part.role: part for part in self._of(matter) if part.holder == holder}
        if role is Role.CO and Role.LEAD.value in held:
            return
        if role is Role.LEAD and Role.CO.value in held:
            held[Role.CO.value].gone = True
        if role.value not in held:
            self.standing[matter].append(_Part("", role.value, holder, order))
        elif held[role.value].order != order:
            held[role.value].order = order
            self.orders[held[role.value].uid] = order

    def write(self) -> None:
        """Store what has changed in three statements."""
        parts = [(matter, part) for matter, each in self.standing.items() for part in each]
        gone = [part.uid for _, part in parts if part.gone and part.uid]
        mark = self.work.mark()
        self.work.bulk_update("assignment", {uid: {"deleted_at": mark} for uid in gone})
        moved = {uid: {"official_order": order} for uid, order in self.orders.items() if uid}
        self.work.bulk_update("assignment", {uid: new for uid, new in moved.items() if uid not in set(gone)})
        fresh = [(matter, part) for matter, part in parts if not part.uid and not part.gone]
        uids = self.work.uids(len(fresh))
        self.work.bulk_insert(
            "assignment",
            _COLUMNS,
            [_line(uid, matter, part) for uid, (matter, part) in zip(uids, fresh, strict=True)],
        )


def replace_parts(work: UnitOfWork, wanted: Mapping[str, Mapping[AssignmentRole, str]]) -> None:
    """Put the names of many cells in the place of those who had these parts before.

    Args:
        work: the unit of work, inside an entry.
        wanted: matter's uid → role → words of the cell; no words leave the part empty.
    """
    parts = _Parts(work)
    for uid, matter, role, unit, person, order in rows_in(
        work.raw,
        "SELECT uid, matter_uid, role, unit_uid, person_uid, official_order FROM assignment"
        " WHERE deleted_at IS NULL AND matter_uid IN ({marks}) ORDER BY matter_uid, id",
        list(wanted),
    ):
        parts.standing.setdefault(matter, []).append(_Part(uid, role, unit or person, order))
    for matter, cells in wanted.items():
        for role, words in cells.items():
            parts.replace(matter, role, words)
    work.session.flush()
    parts.write()


def _line(uid: str, matter: str, part: _Part) -> tuple[Any, ...]:
    is_unit = AssignmentRole(part.role) in holders.UNIT_ROLES
    unit, person = (part.holder, None) if is_unit else (None, part.holder)
    return (uid, matter, part.role, unit, person, part.order)
