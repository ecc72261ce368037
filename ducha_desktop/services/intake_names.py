"""The names of a row matched as a whole; rows of equal cells share what was found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ducha_desktop.domain.fields import BY_KEY
from ducha_desktop.services.drafts import DraftRow, Named
from ducha_desktop.services.namebook import NameBook
from ducha_desktop.services.row_names import row_units, settle_lead, take_people, take_units

NAME_FIELDS = ("liaison_leaders", "responsible_leaders", "lead_unit", "co_units", "townships", "persons")
_UNIT_FIELDS = frozenset({"lead_unit", "co_units", "townships"})


@dataclass(slots=True)
class RowNames:
    """Units and people of a row, and what the register does not settle about them.

    Attributes:
        named: by key of `NAME_FIELDS`; `words` the names alone, in the same order of keys.
        notes: (field key, value, why) of what could not be matched as meant.
        doubtful: (is a unit, words) of names the clerk may be asked about.
        kept: words by label that no name stands for.
        unsure: whether anything was not certain.
    """

    named: dict[str, list[Named]] = field(default_factory=dict)
    words: tuple[tuple[str, ...], ...] = ()
    notes: list[tuple[str, str, str]] = field(default_factory=list)
    doubtful: set[tuple[bool, str]] = field(default_factory=set)
    kept: dict[str, str] = field(default_factory=dict)
    unsure: bool = False

    @property
    def lead(self) -> str:
        """Name of the lead unit; empty where the row has none."""
        return next(iter(self.words[2]), "")


@dataclass(slots=True)
class NamesReader:
    """Matches the names of rows; `leaders` gives sheets named after somebody that leader."""

    book: NameBook
    leaders: Mapping[str, Named] = field(default_factory=dict)
    _known: dict[Sequence[str | None], RowNames] = field(default_factory=dict)

    def of(self, draft: DraftRow) -> RowNames:
        """The names of a row; what is returned is shared and stays as it is."""
        sheet = draft.sheet if draft.sheet in self.leaders else None
        cells = (sheet, *map(draft.fields.get, NAME_FIELDS))
        found = self._known.get(cells)
        if found is None:
            found = self._known[cells] = self._match(draft)
        return found

    def _match(self, draft: DraftRow) -> RowNames:
        row = RowNames()
        named = row.named
        for key in NAME_FIELDS:
            named[key] = self._cell(row, draft, key)
        take_units(named, draft.fields, self.book)
        why = settle_lead(named)
        if why:
            row.unsure = True
            row.notes.append(("lead_unit", named["lead_unit"][0].name, why))
        take_people(named, draft.fields, self.book)
        if draft.sheet in self.leaders:
            named["responsible_leaders"] = [self.leaders[draft.sheet]]
        row.words = tuple(tuple([name.name for name in named[key]]) for key in NAME_FIELDS)
        return row

    def _cell(self, row: RowNames, draft: DraftRow, key: str) -> list[Named]:
        words, is_unit = draft.fields.get(key, ""), key in _UNIT_FIELDS
        if not words:
            return []
        units = row_units(row.named) if key == "persons" else ()
        found = self.book.units(words) if is_unit else self.book.people(words, units)
        for name in found:
            if not name.problem and not name.words:
                continue
            row.unsure = True
            if name.words:
                row.doubtful.add((is_unit, name.words))
            if name.problem:
                row.notes.append((key, name.name or words, name.problem))
            if not name.name:
                row.kept[BY_KEY[key].label] = words
        return [name for name in found if name.name]
