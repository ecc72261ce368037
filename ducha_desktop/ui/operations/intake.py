"""The import: a foreign file in a limited process, the mapping, the judgement, one transaction."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services.drafts import IntakeOptions, IntakePlan, IntakeResult, RowProblem
from ducha_desktop.ui.operations import Door, Read, Task, Write

if TYPE_CHECKING:
    from ducha_desktop.exchange.grid import Book
    from ducha_desktop.exchange.reader import SheetSurvey, Survey

_LIKE_ENOUGH = 0.8
_SAMPLES = 4


@dataclass(frozen=True, slots=True)
class Loaded:
    """A parsed file: what the wizard shows of it, and the book to read again and again."""

    path: Path
    book: "Book"
    survey: "Survey"

    @property
    def is_document(self) -> bool:
        """Whether it is a document or text rather than a workbook."""
        return self.book.kind in ("docx", "txt")


@dataclass(frozen=True, slots=True)
class Mapped:
    """The columns of one sheet under one heading, with their fields.

    Attributes:
        columns: (heading, field key or empty, samples), in column order.
        profile: name of the remembered mapping that was used, if any.
        extras: names of the extra fields that the ledgers have.
    """

    columns: tuple[tuple[str, str, tuple[str, ...]], ...]
    heading_row: int
    profile: str = ""
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of the file is read, and how.

    Attributes:
        sheet: None reads every sheet that looks like a ledger.
        heading_row: from 1; None finds it.
    """

    sheet: str | None = None
    heading_row: int | None = None
    mapping: Mapping[str, str] | None = None


def load(path: Path, password: str | None = None) -> Read[Loaded]:
    """Parse a foreign file; raises EncryptedFileError when it needs a password."""

    def work(_door: Door, task: Task) -> Loaded:
        from ducha_desktop.exchange import reader

        task.progress(0, 0, "正在读取文件…")
        book = reader.load(path, password)
        return Loaded(path, book, reader.survey(path, book=book))

    return Read(work)


def columns(loaded: Loaded, sheet: "SheetSurvey", heading_row: int | None) -> Read[Mapped]:
    """Propose a field for every column; a remembered mapping with the same headings goes first."""

    def work(door: Door, _task: Task) -> Mapped:
        from ducha_desktop.exchange.headings import find_heading
        from ducha_desktop.exchange.mapping import likeness, propose
        from ducha_desktop.exchange.rows import sample
        from ducha_desktop.services import extra_names, profiles

        grid = next(grid for grid in loaded.book.grids if grid.name == sheet.name)
        block = find_heading(grid, heading_row)
        if block is None:
            return Mapped((), heading_row or 0)
        names = [column.name for column in block.columns]
        used, chosen = "", None
        with door.office.read() as reader:
            extras = extra_names.all_names(reader)
            for name in profiles.profile_names(reader):
                known = profiles.load_profile(reader, name) or {}
                if likeness(known, names) >= _LIKE_ENOUGH:
                    used, chosen = name, {head: key for head, key in known.items() if head in names}
                    break
        proposal = propose(grid, block, chosen, extras=extras)
        rows = sample(grid, block, _SAMPLES)
        found = tuple(
            (
                column.name,
                proposal.key(column.index),
                tuple(r[column.index] for r in rows if r[column.index]),
            )
            for column in block.columns
            if column.name
        )
        return Mapped(found, block.bottom + 1, used, extras)

    return Read(work)


def judge(loaded: Loaded, part: Part, options: IntakeOptions) -> Read[IntakePlan]:
    """Read every row and judge it against the ledger; nothing is written."""

    def work(door: Door, task: Task) -> IntakePlan:
        from ducha_desktop.exchange.reader import read_book
        from ducha_desktop.services.extra_names import all_names
        from ducha_desktop.services.intake import plan

        task.progress(0, 0, "正在逐行核对…")
        with door.office.read() as reader:
            extras = all_names(reader)
        source = read_book(
            loaded.book,
            loaded.path,
            sheet=part.sheet,
            heading_row=part.heading_row,
            mapping=part.mapping,
            extras=extras,
        )
        task.check()
        with door.office.read() as reader:
            return plan(reader, source, options)

    return Read(work)


def commit(plan: IntakePlan) -> Write[IntakeResult]:
    """Back up, then write the accepted rows in one transaction."""

    def work(door: Door, task: Task) -> tuple[IntakeResult, Changes]:
        from ducha_desktop.services.importing import bring_in

        return bring_in(door.office, plan, says=lambda step: task.progress(0, 0, step))

    return Write(work)


def annotate(path: Path, problems: Sequence[RowProblem], out: Path) -> Read[Path]:
    """Save the file as it was, with the problems marked in its cells."""

    def work(_door: Door, _task: Task) -> Path:
        from ducha_desktop.exchange.annotate import annotate as write

        write(path, problems, out)
        return out

    return Read(work)


def remember(name: str, mapping: Mapping[str, str]) -> Write[None]:
    """Remember a mapping for the next file from the same office."""

    def work(door: Door, _task: Task) -> tuple[None, Changes]:
        from ducha_desktop.services.profiles import save_profile

        with door.office.write("profile.save", words=f"记住列对应“{name}”") as unit:
            save_profile(unit, name, dict(mapping))
        return None, unit.changes

    return Write(work)
