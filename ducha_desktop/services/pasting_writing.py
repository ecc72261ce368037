"""Writing many cells at once: what `matters.edit` does to one matter, in a few statements for all."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ducha_desktop.domain.fields import ROLE_FIELDS
from ducha_desktop.models.types import dump
from ducha_desktop.services import matters
from ducha_desktop.services.intake_present import stored_value
from ducha_desktop.services.pasting import Wanted
from ducha_desktop.services.pasting_parts import replace_parts
from ducha_desktop.services.reading import Reading, read_values
from ducha_desktop.services.remarks import note_reading
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.unit_of_work import UnitOfWork

_STANDING = (
    "SELECT m.uid, m.number, m.due, m.original_due, m.extras, l.year, m.ledger_uid, l.extra_fields FROM matter m"
    " JOIN ledger l ON l.uid = m.ledger_uid WHERE m.deleted_at IS NULL AND m.uid IN ({marks})"
)


def write_cells(
    work: UnitOfWork, edits: Sequence[Wanted], fresh: Sequence[Wanted] = (), *, ledger: str = ""
) -> list[str]:
    """Write judged cells in the present entry.

    Args:
        work: the unit of work, inside an entry.
        edits: new words by matter; matters that are gone meanwhile are left out.
        fresh: new matters, each with a title.
        ledger: where new matters go unless their line says otherwise.

    Returns:
        The uids of the new matters.

    Raises:
        WrongUseError: a field that no cell changes, an empty title, too long a text; nothing is written.
    """
    writing = _Writing(work)
    for each in rows_in(work.raw, _STANDING, [edit.uid for edit in edits]):
        writing.standing[each[0]] = each[1:]
    for edit in edits:
        if edit.uid in writing.standing:
            writing.take(edit)
    writing.write()
    return [
        matters.add(work, each.values, ledger=each.values.get("ledger", "") or ledger).uid for each in fresh
    ]


@dataclass(slots=True)
class _Writing:
    work: UnitOfWork
    standing: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    columns: dict[str, dict[str, Any]] = field(default_factory=dict)
    parts: dict[str, dict[Any, str]] = field(default_factory=dict)
    nodes: dict[str, Any] = field(default_factory=dict)
    _readings: dict[tuple[str, str, int | None], Reading] = field(default_factory=dict)

    def take(self, edit: Wanted) -> None:
        """Read the words of one matter."""
        number, due, original, extras, year, ledger, fields = self.standing[edit.uid]
        before = json.loads(extras)
        given = matters.given_words(edit.values)
        if "title" in given and not given["title"].strip():
            raise matters.untitled()
        reading = self._read(given, year)
        matters.keep_vacant_posts(self.work, reading, given)
        matters.keep_extras(reading, given, (*json.loads(fields), *before))
        columns = {name: stored_value(value) for name, value in reading.columns.items()}
        if number is not None and columns.get("due", due) != due:
            columns["original_due"] = original or due
        if reading.kept:
            columns["extras"] = dump(reading.extras(before))
        if "number" in given:
            columns["alias"] = given["number"].strip()
        if "ledger" in given:
            columns["ledger_uid"] = matters.find_ledger(self.work, given["ledger"].strip() or ledger).uid
        self.columns[edit.uid] = columns
        self.parts[edit.uid] = {role: given[key] for key, role in ROLE_FIELDS.items() if key in given}
        if "due" in given and reading.milestones:
            self.nodes[edit.uid] = reading.milestones
        note_reading(self.work, reading)

    def _read(self, given: Mapping[str, str], year: int | None) -> Reading:
        """The stored columns; equal words are read once."""
        whole = Reading()
        for key, words in given.items():
            if key in ROLE_FIELDS:
                continue
            found = self._readings.get((key, words, year))
            if found is None:
                found = read_values(
                    {key: words},
                    today=self.work.writer.today,
                    calendar=self.work.light_judge().calendar,
                    year=year,
                )
                self._readings[(key, words, year)] = found
            whole.columns |= found.columns
            whole.kept |= found.kept
            whole.milestones = found.milestones or whole.milestones
            whole.problems += found.problems
            whole.notices += found.notices
        return whole

    def write(self) -> None:
        """Store what was read."""
        changed = {uid: columns for uid, columns in self.columns.items() if columns}
        if changed:
            self.work.bulk_update("matter", changed)
        named = {uid: parts for uid, parts in self.parts.items() if parts}
        if named:
            replace_parts(self.work, named)
        for uid, milestones in self.nodes.items():
            matters.replace_milestones(self.work, uid, milestones)
