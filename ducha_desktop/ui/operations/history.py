"""Undo, redo, the history and the recycle bin."""

from collections.abc import Sequence
from dataclasses import dataclass

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services import history
from ducha_desktop.services.history import EntryView, TrashView
from ducha_desktop.services.office import Reader
from ducha_desktop.ui.operations import Read, Write, deed, question


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What Ctrl+Z and Ctrl+Y would do, in words; empty where nothing."""

    undo: str
    redo: str


def next_steps() -> Read[NextSteps]:
    """The words of undo and redo."""
    return question(lambda reader: NextSteps(history.next_undo(reader), history.next_redo(reader)))


def undo() -> Write[Changes]:
    """Take back the last act."""
    return deed(history.undo)


def redo() -> Write[Changes]:
    """Bring back what was undone last."""
    return deed(history.redo)


def entries(limit: int = 2000) -> Read[Sequence[EntryView]]:
    """The latest acts first."""
    return question(lambda reader: history.entries(reader, limit=limit))


def trash() -> Read[Sequence[TrashView]]:
    """What lies in the recycle bin, latest first."""

    def put(reader: Reader) -> Sequence[TrashView]:
        return history.trash(reader)

    return question(put)


def restore(uids: Sequence[str]) -> Write[Changes]:
    """Bring deleted matters back."""
    return deed(lambda office: history.restore(office, uids))
