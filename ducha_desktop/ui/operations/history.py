"""Undo, redo, the history and the recycle bin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.ui.operations import Door, Read, Task, Write, deed, question
from ducha_desktop.ui.operations.ledger import NEWEST
from ducha_desktop.ui.stretch import PAGE, Opening

if TYPE_CHECKING:
    from ducha_desktop.services.detail_timeline import TimelinePage
    from ducha_desktop.services.earlier import Earlier
    from ducha_desktop.services.history import EntryView, Filter, Steps
    from ducha_desktop.services.history_bin import TrashView
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


class HistorySource:
    """The acts that a filter lets through, page by page."""

    def __init__(self, wanted: "Filter") -> None:
        """Keep the filter."""
        self.wanted = wanted

    def opening(self, page: int) -> "Read[Opening[EntryView]]":
        """How many acts there are, and one page of them."""

        def put(reader: "Reader") -> "Opening[EntryView]":
            from ducha_desktop.services import history

            count = history.count(reader, self.wanted)
            number = min(page, max(0, (count - 1) // PAGE))
            return Opening(count, number, self._page(reader, number))

        return question(put)

    def page(self, number: int) -> "Read[Sequence[EntryView]]":
        """One page."""
        return question(lambda reader: self._page(reader, number))

    def _page(self, reader: "Reader", number: int) -> "Sequence[EntryView]":
        from ducha_desktop.services import history

        return history.entries(reader, limit=PAGE, offset=number * PAGE, wanted=self.wanted)


def users() -> Read[Sequence[str]]:
    """Everybody who ever entered anything."""

    def put(reader: "Reader") -> Sequence[str]:
        from ducha_desktop.services import history

        return history.users(reader)

    return question(put)


def steps_to(seq: int) -> "Read[Steps]":
    """What going back, or forth, to an act would do."""

    def put(reader: "Reader") -> "Steps":
        from ducha_desktop.services import history

        return history.steps_to(reader, seq)

    return question(put)


def go_to(seq: int) -> Write[Changes]:
    """Undo, or bring back, every act down to a chosen one; all of them or none."""

    def work(door: Door, task: Task) -> tuple[Changes, Changes]:
        from ducha_desktop.services import history

        changes = history.go_to(door.office, seq, progress=task.progress)
        return changes, changes

    return Write(work)


MOST_IN_BIN = 20_000
"""Things of the recycle bin that are listed; a search finds the others."""


def trash(search: str = "") -> "Read[Sequence[TrashView]]":
    """What lies in the recycle bin, latest deletion first."""

    def put(reader: "Reader") -> "Sequence[TrashView]":
        from ducha_desktop.services import history_bin

        return history_bin.trash(reader, limit=MOST_IN_BIN, search=search)

    return question(put)


def restore(uids: Sequence[str]) -> Write[Changes]:
    """Bring deleted matters and attachments back."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import history_bin

        return history_bin.restore(office, uids)

    return deed(do)


def earlier(uid: str, entry: int) -> "Read[Earlier]":
    """What would change if a matter were as it was right after an entry."""

    def put(reader: "Reader") -> "Earlier":
        from ducha_desktop.services import earlier as services

        return services.preview(reader, uid, entry)

    return question(put)


def make_earlier(uid: str, entry: int) -> Write[Changes]:
    """Make a matter what it was right after an entry."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import earlier as services

        return services.restore(office, uid, entry)

    return deed(do)


def timeline(uid: str, *, before: int | None, share: str) -> "Read[TimelinePage]":
    """The next page of a matter's history: entries older than `before`, of a share (全部, 办理 or 修改)."""

    def put(reader: "Reader") -> "TimelinePage":
        from ducha_desktop.services.detail_timeline import Share, page

        return page(reader, uid, limit=NEWEST, before=before, share=Share(share))

    return question(put)
