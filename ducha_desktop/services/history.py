"""The history: what was done, and undoing or bringing back one step or many; all read from the journal."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import NotFoundError, RefusedError
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.queries import history as queries

if TYPE_CHECKING:
    from ducha_desktop.storage.unit_of_work import UnitOfWork

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class EntryView:
    """One journal entry in the history list."""

    seq: int
    at: str
    business_date: str
    user: str
    action: str
    words: str
    reason: str
    basis: str
    kind: str
    target: int | None
    rows: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the history is wanted: words, who, and the day of entry; empty parts do not restrict."""

    words: str = ""
    user: str = ""
    day: date | None = None

    def sought(self) -> queries.Sought:
        """The same for the journal, whose moments are kept in UTC."""
        since = until = ""
        if self.day is not None:
            since, until = (_utc(day) for day in (self.day, self.day + timedelta(days=1)))
        return queries.Sought(self.words, self.user, since, until)


def _utc(day: date) -> str:
    local = datetime.combine(day, time.min).astimezone()
    return local.astimezone(UTC).isoformat(timespec="milliseconds")


EVERYTHING = Filter()


def entries(
    reader: Reader, *, limit: int = 200, offset: int = 0, wanted: Filter = EVERYTHING
) -> list[EntryView]:
    """The latest acts first."""
    rows = queries.entries(reader.connection, limit=limit, offset=offset, sought=wanted.sought())
    if not rows:
        return []
    turned = queries.inversions(reader.connection, after=rows[-1][0])
    listed = [EntryView(*row) for row in rows]
    return [replace(view, undone=turned.get(view.seq, (0, ""))[1] == "undo") for view in listed]


def count(reader: Reader, wanted: Filter = EVERYTHING) -> int:
    """How many acts are wanted."""
    return queries.count(reader.connection, wanted.sought())


def users(reader: Reader) -> list[str]:
    """Everybody who ever entered anything."""
    return queries.users(reader.connection)


def next_undo(reader: Reader) -> str:
    """What Ctrl+Z would take back, in words; empty when nothing."""
    found = queries.undo_candidate(reader.connection)
    return found[2] if found else ""


def next_redo(reader: Reader) -> str:
    """What Ctrl+Y would bring back, in words; empty when nothing."""
    found = queries.redo_candidate(reader.connection)
    return found[2] if found else ""


@dataclass(frozen=True, slots=True)
class Steps:
    """What going back, or forth, to a chosen act would do.

    Attributes:
        forth: the acts are brought back; otherwise they are undone.
        acts: sequence number and words of each, in the order in which it would happen.
        why_not: why the chosen act cannot be the end of it; then there are no acts.
    """

    forth: bool
    acts: tuple[tuple[int, str], ...]
    why_not: str = ""


def steps_to(reader: Reader, seq: int) -> Steps:
    """What would be undone so that the act `seq` is undone too, or brought back if it was undone.

    Raises:
        NotFoundError: there is no such entry.
    """
    chosen = queries.entry(reader.connection, seq)
    if chosen is None:
        raise NotFoundError("历史里没有这一步。没有改动任何数据。请按 F5 重新读取后再选。")
    entry = EntryView(*chosen)
    if entry.kind == "fixed":
        return Steps(forth=False, acts=(), why_not=why_fixed(entry.action))
    if entry.kind != "do":
        return Steps(forth=False, acts=(), why_not="这一行记的就是撤销或恢复，请选它所说的那一步。")
    back = [step[1:] for step in queries.acts_in_force(reader.connection, down_to=seq)]
    if back and back[-1][0] == seq:
        return Steps(forth=False, acts=tuple(back))
    forth = [step[1:] for step in queries.undone_acts(reader.connection) if step[1] <= seq]
    if forth and forth[-1][0] == seq:
        return Steps(forth=True, acts=tuple(forth))
    return Steps(forth=True, acts=(), why_not="这一步已经撤销，之后又做了别的，不能再恢复。")


def why_fixed(action: str) -> str:
    """Why an act cannot be undone: what has left the house stays outside."""
    family = action.partition(".")[0]
    return _FIXED.get(action) or _FIXED.get(family) or "这一步已经生效到台账之外，不能撤销。"


_FIXED = {
    "office": "这是建立台账的第一步，不能撤销。",
    "station": "这是程序登记台账换了电脑或来自较旧的备份，不能撤销。",
    "check": "这是重建列表和索引，没有改动业务数据，不用撤销。",
    "backup": "这是用备份替换了整本台账；要回到替换之前，请到“备份与恢复”选那时的备份。",
    "paper": "文已经发出，不能撤销；请作废或另发更正。",
    "package": "数据已经交换到别的单位，不能撤销；请改正后再交换一次。",
    "return": "数据来自别的单位，不能撤销；请直接改正。",
}


def undo(office: Office) -> Changes:
    """Take back the last act in force; a compensating entry, itself in the journal.

    Raises:
        RefusedError: nothing to undo, or a later act that cannot be undone stands on it.
    """
    with office.transaction() as work:
        found = queries.undo_candidate(work.raw)
        if found is None:
            raise RefusedError("没有可以撤销的操作，数据没有改动，不用再撤。")
        _turn(work, found, forth=False)
    return work.changes


def redo(office: Office) -> Changes:
    """Bring back what was undone last.

    Raises:
        RefusedError: nothing to redo.
    """
    with office.transaction() as work:
        found = queries.redo_candidate(work.raw)
        if found is None:
            raise RefusedError("没有可以恢复的操作，数据没有改动，不用再恢复。")
        _turn(work, found, forth=True)
    return work.changes


def go_to(office: Office, seq: int, *, progress: Progress | None = None) -> Changes:
    """Undo, or bring back, everything that `steps_to` names: all of it or nothing.

    Args:
        office: the office, for writing.
        seq: the chosen act.
        progress: told (steps done, steps in all, words of the step); it may raise to end it, and nothing is changed.

    Raises:
        RefusedError: the act cannot be the end of it, or one of the steps cannot be taken; nothing was changed.
    """
    with office.transaction() as work:
        planned = steps_to(Reader(work.raw, office.today), seq)
        if planned.why_not:
            raise RefusedError(f"{planned.why_not}没有改动任何数据。")
        for number, (_, words) in enumerate(planned.acts):
            if progress is not None:
                progress(number, len(planned.acts), words)
            candidate = queries.redo_candidate if planned.forth else queries.undo_candidate
            found = candidate(work.raw)
            assert found is not None
            try:
                _turn(work, found, forth=planned.forth)
            except RefusedError as error:
                raise RefusedError(
                    f"退到“{words}”这一步走不下去了，一步也没有撤销：{error.message}"
                ) from error
    verb = "恢复" if planned.forth else "撤销"
    return replace(work.changes, words=f"{verb} {len(planned.acts)} 步")


def _turn(work: "UnitOfWork", step: queries.Step, *, forth: bool) -> None:
    """Write the entry that undoes an act or brings it back."""
    entry, target, words = step
    verb, kind = ("恢复", "redo") if forth else ("撤销", "undo")
    with work.entry(f"history.{kind}", words=f"{verb}：{words}", kind=kind, target=target):
        _invert(work, entry)


_STANDS = (
    "这一步之后有不能撤销的改动（如已发文或已交换），不能直接撤销；没有改动任何数据。请直接修改有关事项。"
)


def _invert(work: "UnitOfWork", entry: int) -> None:
    """Write the opposite of every change of an entry, table by table."""
    mark, void = work.mark(), work.writer.today.isoformat()
    wanted: dict[str, dict[str, dict[str, Any]]] = {}
    expected: dict[str, dict[str, dict[str, Any]]] = {}
    for table, uid, kind, fields in reversed(queries.changes_of_entry(work.raw, entry)):
        pairs: dict[str, list[Any]] = json.loads(fields)
        if kind == "insert":
            # A paper that was issued keeps its number for ever: it becomes void.
            column, gone_by = ("voided_on", void) if table == "issued_paper" else ("deleted_at", mark)
            wanted.setdefault(table, {})[uid] = {column: gone_by}
            expected.setdefault(table, {})[uid] = {column: None}
            continue
        row = wanted.setdefault(table, {}).setdefault(uid, {})
        now = expected.setdefault(table, {}).setdefault(uid, {})
        for name, (old, new) in pairs.items():
            row[name] = old
            now.setdefault(name, new)
    gone = {
        uid
        for rows in wanted.values()
        for uid, row in rows.items()
        if row.get("deleted_at") or row.get("voided_on")
    }
    if gone & queries.fixed_since(work.raw, entry):
        raise RefusedError(_STANDS)
    for table, rows in wanted.items():
        _require(work, table, expected[table])
        work.bulk_update(table, rows)


def _require(work: "UnitOfWork", table: str, expected: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse to invert what a later act has changed again."""
    names = sorted({name for fields in expected.values() for name in fields})
    columns = ",".join(f'"{name}"' for name in ("uid", *names))
    uids = list(expected)
    for uid, *values in rows_in(work.raw, f"SELECT {columns} FROM {table} WHERE uid IN ({{marks}})", uids):
        now = dict(zip(names, values, strict=True))
        if any(now[name] != value for name, value in expected[uid].items()):
            raise RefusedError(_STANDS)
