"""Undo, redo, the history and the recycle bin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.ui.operations import Read, Write, deed, question

if TYPE_CHECKING:
    from ducha_desktop.services.history import EntryView, TrashView
    from ducha_desktop.services.office import Office, Reader


@dataclass(frozen=True, slots=True)
class NextSteps:
    """What Ctrl+Z and Ctrl+Y would do, in words; empty where nothing."""

    undo: str
    redo: str


def next_steps() -> Read[NextSteps]:
    """The words of undo and redo."""

    def put(reader: "Reader") -> NextSteps:
        from ducha_desktop.services import history

        return NextSteps(history.next_undo(reader), history.next_redo(reader))

    return question(put)


def undo() -> Write[Changes]:
    """Take back the last act."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import history

        return history.undo(office)

    return deed(do)


def redo() -> Write[Changes]:
    """Bring back what was undone last."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import history

        return history.redo(office)

    return deed(do)


def entries(limit: int = 2000) -> "Read[Sequence[EntryView]]":
    """The latest acts first."""

    def put(reader: "Reader") -> "Sequence[EntryView]":
        from ducha_desktop.services import history

        return history.entries(reader, limit=limit)

    return question(put)


def trash() -> "Read[Sequence[TrashView]]":
    """What lies in the recycle bin, latest first."""

    def put(reader: "Reader") -> "Sequence[TrashView]":
        from ducha_desktop.services import history

        return history.trash(reader)

    return question(put)


def restore(uids: Sequence[str]) -> Write[Changes]:
    """Bring deleted matters back."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import history

        return history.restore(office, uids)

    return deed(do)
