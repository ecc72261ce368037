"""A register on its way in: rows as a file has them, and what each of them will do."""

from dataclasses import dataclass, field

from ducha_desktop.services.drafts import RowProblem


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One unit or person of a foreign list.

    Attributes:
        row: row of the sheet, from 1.
        values: words by key: `name short_names kind rank_class parent phone place` of a unit,
            `name unit title level since until phone aliases place` of a person.
    """

    sheet: str
    row: int
    is_unit: bool
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class ReadRegister:
    """What was read of a file; `columns` names, by sheet, the headings that were understood."""

    path: str
    rows: tuple[RegisterRow, ...]
    columns: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class PlannedEntry:
    """One row as it will be stored.

    Attributes:
        verdict: `add`, `update`, `skip` or `refuse`.
        uid: the entry that is changed; empty for a new one.
        values: what is handed to the register; of an entry that is changed only what differs.
        post: the post that is added, by key; empty for none.
        why: what the clerk should know.
    """

    row: RegisterRow
    verdict: str
    uid: str = ""
    values: dict[str, str] = field(default_factory=dict)
    post: dict[str, str] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True, slots=True)
class RegisterPlan:
    """A judged list; nothing is written yet."""

    source: ReadRegister
    entries: tuple[PlannedEntry, ...]
    problems: tuple[RowProblem, ...] = ()

    def count(self, verdict: str) -> int:
        """How many rows have this verdict."""
        return sum(entry.verdict == verdict for entry in self.entries)
