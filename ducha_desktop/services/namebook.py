"""Written names against the register: every cell of an import and every field of a form asks here."""

from dataclasses import dataclass, field

from ducha_desktop.domain.matching import (
    Candidate,
    Match,
    MatchHow,
    Register,
    match_person,
    match_unit,
    register_of,
)
from ducha_desktop.domain.name_parts import NamePart
from ducha_desktop.domain.people_names import split_people
from ducha_desktop.domain.unit_names import split_units
from ducha_desktop.domain.vocabulary import AssignmentRole
from ducha_desktop.services.drafts import Named, NameDoubt
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries import register as queries

_ROLES = {AssignmentRole.LEAD: "lead", AssignmentRole.CO: "co"}


@dataclass(slots=True)
class NameBook:
    """The register as it stood when the book was opened; equal words are matched once.

    Names that match nothing are remembered in `new_units` and `new_people`, in order of appearance; they and
    those that only look like a name of the register are in `doubts`, by (is a unit, words).
    """

    connection: Connection
    new_units: dict[str, None] = field(default_factory=dict)
    new_people: dict[str, None] = field(default_factory=dict)
    doubts: dict[tuple[bool, str], NameDoubt] = field(default_factory=dict)
    _units: Register | None = None
    _people: Register | None = None
    _cells: dict[tuple[bool, str], tuple[Named, ...]] = field(default_factory=dict)

    def units(self, words: str) -> tuple[Named, ...]:
        """The units of a cell, each as the register calls it."""
        found = self._cells.get((True, words))
        if found is None:
            found = tuple(self._unit(part) for part in split_units(words) if part.name)
            self._cells[(True, words)] = found
        return found

    def people(self, words: str) -> tuple[Named, ...]:
        """The people of a cell; a post without a name stands for whoever holds it.

        A post that nobody in the register holds comes back without a name, with its problem.
        """
        found = self._cells.get((False, words))
        if found is None:
            found = tuple(self._person(part) for part in split_people(words))
            self._cells[(False, words)] = found
        return found

    def known(self, name: str, *, is_unit: bool) -> str:
        """The uid of exactly that name in the register as it is now; empty when there is none."""
        return queries.exact(self.connection, name, is_unit=is_unit)

    def unmatched(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Units and people that matched nothing."""
        return tuple(self.new_units), tuple(self.new_people)

    def _unit(self, part: NamePart) -> Named:
        role = _ROLES.get(part.role, "") if part.role else ""
        if self._units is None:
            self._units = _register(self.connection, is_unit=True)
        match = match_unit(part.name, self._units)
        if match.uid is not None:
            found = self._units.candidates[match.uid]
            if match.how is not MatchHow.SIMILAR:
                return Named(found.name, found.uid, role)
            self._ask(part.name, match, is_unit=True)
            return Named(found.name, found.uid, role, _doubt(part.name, found.name), part.name)
        self.new_units.setdefault(part.name)
        self._ask(part.name, match, is_unit=True)
        return Named(part.name, "", role, _question(match, self._units), part.name)

    def _person(self, part: NamePart) -> Named:
        if self._people is None:
            self._people = _register(self.connection, is_unit=False)
        if not part.name:
            holder = next(
                (each for each in self._people.candidates.values() if part.post and each.post == part.post),
                None,
            )
            return Named(holder.name, holder.uid) if holder else Named("", problem=_vacant(part.post))
        match = match_person(part.name, self._people, post=part.post)
        if match.uid is not None:
            return Named(self._people.candidates[match.uid].name, match.uid)
        self.new_people.setdefault(part.name)
        self._ask(part.name, match, is_unit=False)
        return Named(part.name, "", "", _question(match, self._people), part.name)

    def _ask(self, words: str, match: Match, *, is_unit: bool) -> None:
        taken = match.uid or ""
        offered = match.candidates or ((taken,) if taken else ())
        self.doubts.setdefault((is_unit, words), NameDoubt(words, is_unit, offered, taken))


def _register(connection: Connection, *, is_unit: bool) -> Register:
    rows = queries.units(connection) if is_unit else queries.people(connection)
    county, level = queries.county(connection)
    return register_of(
        [Candidate(uid, name, short_names, unit, post) for uid, name, short_names, unit, post in rows],
        learned=queries.learned(connection, "unit" if is_unit else "person"),
        prefixes=(county, level),
    )


def _doubt(written: str, taken: str) -> str:
    return f"“{written}”按相近名称认作“{taken}”，请核对"


def _vacant(post: str) -> str:
    return f"名册里没有担任“{post}”的人，已保留原文"


def _question(match: Match, register: Register) -> str:
    if match.how is MatchHow.AMBIGUOUS:
        names = "、".join(dict.fromkeys(register.candidates[uid].name for uid in match.candidates))
        return f"名册里有几个可能（{names}），暂按新名称登记为待确认"
    return ""
