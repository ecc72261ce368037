"""Written names against the register: every cell of an import and every field of a form asks here."""

from dataclasses import dataclass, field, replace

from ducha_desktop.domain.matching import (
    NO_MATCH,
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

_SURE = frozenset({MatchHow.EXACT, MatchHow.LEARNED, MatchHow.SHORT})
_LONGEST_NAME = 4
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
    _cells: dict[tuple[bool, str, tuple[str, ...]], tuple[Named, ...]] = field(default_factory=dict)

    def units(self, words: str) -> tuple[Named, ...]:
        """The units of a cell, each as the register calls it; people of the register beside them are left out."""
        found = self._cells.get((True, words, ()))
        if found is None:
            parts = [part for part in split_units(words) if part.name and not self._is_person(part.name)]
            found = tuple(self._unit(part) for part in parts)
            self._cells[(True, words, ())] = found
        return found

    def people(self, words: str, units: tuple[str, ...] = ()) -> tuple[Named, ...]:
        """The people of a cell; a post without a name stands for whoever holds it.

        A post that nobody in the register holds comes back without a name, with its problem. Of several
        people of one name it is the one of `units` (the register's names), the first unit first.
        """
        found = self._cells.get((False, words, units))
        if found is None:
            parts = [part for part in split_people(words) if not self._is_unit(part.name)]
            found = tuple(self._person(part, units) for part in parts)
            self._cells[(False, words, units)] = found
        return found

    def units_among(self, words: str) -> tuple[Named, ...]:
        """The units of the register that stand in a cell of people: `周晓芸、县教体局`."""
        names = [part.name for part in split_people(words) if self._is_unit(part.name)]
        return tuple(named for name in names for named in self.units(name))

    def beside(self, words: str, units: tuple[str, ...]) -> tuple[Named, ...]:
        """The people of the register that stand in a cell of units: `县住建局 黎勇`, `县民政局（王敏）`."""
        names = [
            name
            for part in split_units(words)
            for name in (part.name, *part.note.split("；"))
            if self._is_person(name)
        ]
        return tuple(named for name in names for named in self.people(name, units))

    def leader(self, words: str) -> Named | None:
        """The one person of the register whom a text names, such as the name of a leader's own sheet."""
        parts = split_people(words)
        if len(parts) != 1 or not self._is_person(parts[0].name):
            return None
        named = self.people(words)[0]
        return named if named.uid else None

    def known(self, name: str, *, is_unit: bool) -> str:
        """The uid of exactly that name in the register as it is now; empty when there is none."""
        return queries.exact(self.connection, name, is_unit=is_unit)

    def unmatched(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Units and people that matched nothing."""
        return tuple(self.new_units), tuple(self.new_people)

    def register(self, *, is_unit: bool) -> Register:
        """The register of units or people; read when it is first asked for."""
        known = self._units if is_unit else self._people
        if known is None:
            known = _register(self.connection, is_unit=is_unit)
            if is_unit:
                self._units = known
            else:
                self._people = known
        return known

    def _is_person(self, words: str) -> bool:
        """Whether a word is the name of somebody in the register, and of no unit."""
        if not 2 <= len(words) <= _LONGEST_NAME:  # noqa: PLR2004
            return False
        known = match_person(words, self.register(is_unit=False)).how is not MatchHow.NONE
        return known and match_unit(words, self.register(is_unit=True)).uid is None

    def _is_unit(self, words: str) -> bool:
        """Whether a word is surely a unit of the register, and nobody's name."""
        if len(words) < 3 or match_unit(words, self.register(is_unit=True)).how not in _SURE:  # noqa: PLR2004
            return False
        return match_person(words, self.register(is_unit=False)).how is MatchHow.NONE

    def _unit(self, part: NamePart) -> Named:
        role = _ROLES.get(part.role, "") if part.role else ""
        units = self.register(is_unit=True)
        match = match_unit(part.name, units)
        if part.collective and match.how not in _SURE:
            return Named(part.name, "", role)
        if match.uid is not None:
            found = units.candidates[match.uid]
            if match.how is not MatchHow.SIMILAR:
                return Named(found.name, found.uid, role)
            self._ask(part.name, match, is_unit=True)
            return Named(found.name, found.uid, role, _doubt(part.name, found.name), part.name)
        self.new_units.setdefault(part.name)
        self._ask(part.name, match, is_unit=True)
        return Named(part.name, "", role, _question(match, units), part.name)

    def _person(self, part: NamePart, units: tuple[str, ...]) -> Named:
        people = self.register(is_unit=False)
        if not part.name:
            holder = next(
                (each for each in people.candidates.values() if part.post and each.post == part.post),
                None,
            )
            return Named(holder.name, holder.uid) if holder else Named("", problem=_vacant(part.post))
        match = self._of_units(part, units)
        if match.how is MatchHow.NONE:
            match = self._at_the_end(part, units)
        if match.uid is not None:
            return Named(people.candidates[match.uid].name, match.uid)
        self.new_people.setdefault(part.name)
        self._ask(part.name, match, is_unit=False)
        return Named(part.name, "", "", _question(match, people), part.name)

    def _of_units(self, part: NamePart, units: tuple[str, ...]) -> Match:
        """The person of that name in the first of the units that has one."""
        people = self.register(is_unit=False)
        matches = (match_person(part.name, people, unit=unit, post=part.post) for unit in (*units, ""))
        found: Match | None = None
        for match in matches:
            if match.how is not MatchHow.AMBIGUOUS:
                return match
            found = found or match
        return found or match_person(part.name, people, post=part.post)

    def _at_the_end(self, part: NamePart, units: tuple[str, ...]) -> Match:
        """`县住建局黎勇`: a unit of the register with one of its people behind it."""
        for length in range(_LONGEST_NAME, 1, -1):
            unit, name = part.name[:-length], part.name[-length:]
            if len(unit) > 2 and self._is_person(name):  # noqa: PLR2004 - shorter names no unit
                own = match_unit(unit, self.register(is_unit=True)).uid
                if own:
                    home = self.register(is_unit=True).candidates[own].name
                    return self._of_units(replace(part, name=name), (home, *units))
        return NO_MATCH

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
