"""What happened to one matter, from the journal, a page at a time: long histories stay quick."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ducha_desktop.domain.states import Action
from ducha_desktop.models.parts import MATTER_PARTS
from ducha_desktop.services.detail_words import Change, Known, lines, medium_of, referred
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import TimelineView
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries import detail as queries
from ducha_desktop.storage.stored import stored_day

_ACTED = ",".join([*(f"'matter.{action.value}'" for action in Action), "'ladder.press'", "'ladder.lift'"])


class Share(StrEnum):
    """Which entries of a matter's history are wanted."""

    ALL = "全部"
    ACTS = "办理"
    EDITS = "修改"


_WHERE = {
    Share.ALL: "",
    Share.ACTS: f" WHERE coalesce(t.action, e.action) IN ({_ACTED})",
    Share.EDITS: f" WHERE coalesce(t.action, e.action) NOT IN ({_ACTED})",
}


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some entries, latest first, and whether there are older ones."""

    lines: tuple[TimelineView, ...]
    more: bool


def page(
    reader: Reader, uid: str, *, limit: int, before: int | None = None, share: Share = Share.ALL
) -> TimelinePage:
    """The latest `limit` entries of a matter that are older than the entry `before`."""
    found = _read(reader, uid, limit=limit + 1, before=before, share=share)
    return TimelinePage(found[:limit], len(found) > limit)


def whole(reader: Reader, uid: str) -> tuple[TimelineView, ...]:
    """The matter's whole history, latest first."""
    return _read(reader, uid, limit=-1, before=None, share=Share.ALL)


def _read(
    reader: Reader, uid: str, *, limit: int, before: int | None, share: Share
) -> tuple[TimelineView, ...]:
    connection = reader.connection
    heads = queries.entries(connection, uid, before=before, limit=limit, where=_WHERE[share])
    if not heads:
        return ()
    grouped: dict[int, list[Change]] = {head[0]: [] for head in heads}
    for entry, *change in queries.changes(connection, uid, first=heads[-1][0], last=heads[0][0]):
        if entry in grouped:
            grouped[entry].append(tuple(change))  # type: ignore[arg-type]
    parts = _parts(connection, uid, [change for group in grouped.values() for change in group])
    wanted = {name for group in grouped.values() for name in referred(group, parts)}
    known = Known(queries.names(connection, wanted), parts)
    return tuple(_line(head, grouped[head[0]], known) for head in heads)


def _parts(connection: Connection, uid: str, changes: Sequence[Change]) -> dict[str, dict[str, Any]]:
    """The parts of the matter that the words of these changes need, as they stand, by uid."""
    found = queries.parts(connection, "milestone", uid)  # they name each other
    for table in MATTER_PARTS:
        if table != "milestone":
            found |= queries.rows(connection, table, {row for at, row, *_ in changes if at == table})
    return found


def _line(head: tuple[Any, ...], changes: Sequence[Change], known: Known) -> TimelineView:
    seq, at, business_date, user, action, words, reason, basis, kind = head
    medium, evidence = medium_of(changes)
    return TimelineView(
        entry=seq,
        at=at,
        business_date=stored_day(business_date),
        user=user,
        action=action,
        words=words,
        reason=reason,
        fields=lines(changes, known, reason),
        kind=kind,
        medium=medium,
        paper=evidence or basis.partition(" sha256:")[0],
    )
