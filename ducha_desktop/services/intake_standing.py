"""Which matter of the ledger a row of a file is about: by number, else by title and lead unit."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.services.drafts import DraftRow
from ducha_desktop.storage.connection import Connection

SAME_TITLE = 0.6


@dataclass(frozen=True, slots=True)
class Standing:
    """A matter of the ledger as the duplicate check sees it."""

    uid: str
    number: str
    title: str


@dataclass(slots=True)
class Ledgers:
    """The matters that are there when an import begins.

    Attributes:
        by_number: by the number shown.
        by_alias: by the number it had elsewhere.
        by_title: by title and lead unit; the earliest of several.
        twins: all of them where several matters have one title and lead unit.
    """

    by_number: dict[str, Standing] = field(default_factory=dict)
    by_alias: dict[str, Standing] = field(default_factory=dict)
    by_title: dict[tuple[str, str], Standing] = field(default_factory=dict)
    twins: dict[tuple[str, str], list[Standing]] = field(default_factory=dict)

    @classmethod
    def load(cls, connection: Connection) -> "Ledgers":
        """Read them."""
        found = cls()
        for uid, number, alias, title, lead in connection.execute(
            "SELECT uid, number, alias, title, lead_unit FROM ledger_row ORDER BY id DESC"
        ):
            standing = Standing(uid, number, clean_line(title))
            found.by_number[number] = standing
            if alias:
                found.by_alias[alias] = standing
            place = (standing.title, lead)
            if (before := found.by_title.get(place)) is not None:
                found.twins.setdefault(place, [before]).insert(0, standing)
            found.by_title[place] = standing
        return found

    def of(self, draft: DraftRow, lead: str) -> Standing | None:
        """The matter a row is about.

        Args:
            draft: the row; its title is not blank.
            lead: its lead unit as the register calls it.
        """
        title = draft.fields["title"].strip()
        return self.numbered(draft, title) or self.by_title.get((_line(title), lead))

    def alike(self, draft: DraftRow, lead: str) -> Sequence[Standing]:
        """The matters among which only a number could tell; empty when there is no doubt."""
        title = draft.fields["title"].strip()
        return () if self.numbered(draft, title) else self.twins.get((_line(title), lead), ())

    def numbered(self, draft: DraftRow, title: str) -> Standing | None:
        """The matter of the same number; a bare `7` means it only where the title is much the same.

        One office's number may be the former number of another matter; then the title tells.
        """
        number = draft.fields.get("number", "").strip()
        found = [each for each in (self.by_number.get(number), self.by_alias.get(number)) if each is not None]
        if not number or not found:
            return None
        plain = clean_line(title)
        same = next((each for each in found if each.title == plain), None)
        if same is not None or not number.isdigit():
            return same or found[0]
        alike = (SequenceMatcher(None, plain, each.title, autojunk=False).ratio() for each in found)
        return next((each for each, ratio in zip(found, alike, strict=True) if ratio >= SAME_TITLE), None)


def _line(title: str) -> str:
    return clean_line(title) if "\n" in title else title  # the file's words come clean
