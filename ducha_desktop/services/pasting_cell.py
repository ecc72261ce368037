"""One cell judged the moment the clerk leaves it: the register as it stood, kept at hand, asked without a wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ducha_desktop.domain.fields import BY_KEY, ROLE_FIELDS, FieldKind
from ducha_desktop.domain.matching import fold_unit
from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.services.namebook import NameBook
from ducha_desktop.services.office import Reader
from ducha_desktop.services.pasting import Found, Worth, judge_names, read_cell, why_wrong
from ducha_desktop.services.reading import plain_text
from ducha_desktop.storage.queries import register as queries

_ALIKE = 50.0
_MOST = 3


@dataclass(frozen=True, slots=True)
class Question:
    """A name in a cell that the register does not settle.

    Attributes:
        words: the name as it is written.
        alike: names of the register that may be meant, best first.
    """

    words: str
    is_unit: bool
    alike: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellJudge:
    """Judges single cells; made by `cell_judge`, needs no database any more.

    Attributes:
        units: names of all units in official order, for completion; `people` likewise.
    """

    units: tuple[str, ...]
    people: tuple[str, ...]
    today: date
    calendar: Calendar
    book: NameBook
    prefixes: tuple[str, str]

    def wrong(self, key: str, words: str, *, year: int | None = None) -> str:
        """Why the words can't be stored in that field, as a sentence's beginning; empty when they can."""
        words = plain_text(words).strip()
        if (why := why_wrong(key, words)) or key == "ledger":
            return why
        found: Found = (
            judge_names(self.book, key, words)
            if key in ROLE_FIELDS
            else read_cell(key, words, today=self.today, calendar=self.calendar, year=year)
        )
        return found.why if found.worth is Worth.WRONG else ""

    def question(self, key: str, words: str) -> Question | None:
        """The first name of a cell of units or people that is not in the register, if any."""
        if key not in ROLE_FIELDS or not words.strip():
            return None
        is_unit = BY_KEY[key].kind is FieldKind.UNITS
        named = self.book.units(words) if is_unit else self.book.people(words)
        for name in named:
            doubt = self.book.doubts.get((is_unit, name.words)) if name.words else None
            if doubt is not None:
                return Question(
                    name.words, is_unit, self._alike(name.words, doubt.candidates, is_unit=is_unit)
                )
        return None

    def _alike(self, words: str, first: Sequence[str], *, is_unit: bool) -> tuple[str, ...]:
        from rapidfuzz import fuzz

        def folded(name: str) -> str:
            return fold_unit(name, self.prefixes) if is_unit else name

        register = self.book.register(is_unit=is_unit)
        wanted = folded(words)
        scored = sorted(
            ((fuzz.ratio(wanted, folded(name)), name) for name in (self.units if is_unit else self.people)),
            key=lambda pair: -pair[0],
        )
        names = [register.candidates[uid].name for uid in first]
        names += [name for score, name in scored[:_MOST] if score >= _ALIKE]
        return tuple(dict.fromkeys(names))[:_MOST]


def cell_judge(reader: Reader) -> CellJudge:
    """The register as it stands, ready to judge cells with."""
    book = NameBook(reader.connection)
    units, people = (book.register(is_unit=is_unit).candidates.values() for is_unit in (True, False))
    return CellJudge(
        units=tuple(dict.fromkeys(each.name for each in units)),
        people=tuple(dict.fromkeys(each.name for each in people)),
        today=reader.today,
        calendar=reader.calendar,
        book=book,
        prefixes=queries.county(reader.connection),
    )
