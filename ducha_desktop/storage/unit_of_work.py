"""The unit of work: one transaction, its journal entries, and the derived tables kept in step.

Every write of the program goes through here. Single rows are SQLModel objects whose changes are
read from the session; masses go through `bulk_insert` and `bulk_update`. Nothing is written
without a journal line, and nothing is kept unless the whole transaction commits.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Engine, event, inspect
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.orm import Session as AlchemySession
from sqlmodel import Session, select

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cleaning import without_unseen
from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.identity import RandomBits, Uid, uuid7, uuid7_series
from ducha_desktop.domain.stamps import tick
from ducha_desktop.models.base import Row
from ducha_desktop.models.catalogue import JOURNALLED
from ducha_desktop.storage import journal, new_matters, projection, relighting
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.new_matters import NewMatters
from ducha_desktop.storage.projection_rows import LightJudge, Moment
from ducha_desktop.storage.wall import WallClock

R = TypeVar("R", bound=Row)
CHUNK = 500
_DIALECT = dialect()
MANY = 1000


@dataclass(frozen=True, slots=True)
class Writer:
    """Who writes, where and by which clock.

    Attributes:
        chain_key: key of the journal's chain.
        station: uid of this installation; `incarnation` changes with every restore.
        clock: wall time in milliseconds.
        today: the business date that entries get unless they name another.
        bits: randomness for uids; seeded in demos.
    """

    chain_key: bytes
    station: str
    incarnation: str
    user: str
    role: str
    clock: WallClock
    today: date
    bits: RandomBits


class UnitOfWork:
    """One transaction of the writer; use `entry` around what a clerk does, then `commit`."""

    def __init__(self, engine: Engine, writer: Writer, *, mark: str = "") -> None:
        """Begin nothing yet; the transaction starts with `open`.

        Args:
            engine: the writer's engine.
            writer: who writes.
            mark: uid of the first entry, where somebody must be able to tell afterwards whether it was written.
        """
        self.writer = writer
        self._mark = mark
        self.session = Session(engine, expire_on_commit=False, autoflush=True)
        self.raw: Connection = None
        self._pending: journal.Pending | None = None
        self._new = NewMatters()
        self._head = journal.Head(0, None, journal.GENESIS)
        self._tables: set[str] = set()
        self._matters: set[str] = set()
        self._words = ""
        self._written = 0
        self.changes = Changes()
        self._judge: LightJudge | None = None
        self.memo: dict[str, Any] = {}
        self.watch: relighting.Watch | None = None
        event.listen(self.session, "before_flush", self._record)

    def open(self) -> None:
        """Take the write lock and read the end of the chain."""
        self.raw = self.session.connection().connection.dbapi_connection
        # Rows that point to each other may come in any order; the commit checks them all.
        self.raw.execute("PRAGMA defer_foreign_keys=ON")
        self._head = journal.head(self.raw)

    def commit(self) -> Changes:
        """Make everything durable; return what changed."""
        self.session.commit()
        changes = Changes(
            entry=self._head.seq if self._written else 0,
            words=self._words,
            tables=frozenset(self._tables),
            matters=frozenset(self._matters) if len(self._matters) <= MANY else frozenset(),
            many=len(self._matters) > MANY,
        )
        self._tables.clear()
        self._matters.clear()
        return changes

    def close(self) -> None:
        """Roll back whatever was not committed."""
        self.session.rollback()
        self.session.close()

    @contextmanager
    def entry(  # noqa: PLR0913 - the columns of an entry
        self,
        action: str,
        *,
        words: str,
        on: date | None = None,
        reason: str = "",
        basis: str = "",
        kind: str = "do",
        target: int | None = None,
        success: bool = True,
    ) -> Iterator[journal.Pending]:
        """One journal entry around the writes of the block.

        Args:
            action: stable code, e.g. `matter.add`.
            words: the act in the clerk's words, shown in undo and history.
            on: business date, the writer's today by default.
            reason: why.
            basis: paper, file or rule it rests on.
            kind: `do` can be undone, `fixed` cannot, `undo` and `redo` name their `target`.
            target: entry undone or redone.
            success: false for a refusal that is recorded.
        """
        self._pending, self._new = journal.Pending(), NewMatters()
        try:
            yield self._pending
            self.session.flush()
            self._close_entry(
                action,
                words=words,
                on=on,
                reason=reason,
                basis=basis,
                kind=kind,
                target=target,
                success=success,
            )
        finally:
            self._pending, self._new = None, NewMatters()

    def _close_entry(self, action: str, *, on: date | None, **said: Any) -> None:
        pending, writer = self._pending, self.writer
        if pending is None or not (pending.lines or said["kind"] == "fixed"):
            return
        milliseconds = writer.clock()
        facts = journal.EntryFacts(
            uid=Uid(self._mark) if self._mark else uuid7(milliseconds, writer.bits),
            stamp=tick(self._head.stamp, milliseconds, writer.station),
            business_date=on or writer.today,
            user=without_unseen(writer.user),
            role=writer.role,
            station=writer.station,
            incarnation=writer.incarnation,
            action=action,
            **(said | {name: without_unseen(said[name]) for name in ("words", "reason", "basis")}),
        )
        self._head, self._mark = journal.append(self.raw, writer.chain_key, self._head, facts, pending), ""
        self._written += 1
        self._words = facts.words
        self._tables.update(line[0] for line in pending.lines)
        own, shown = projection.touched(self.raw, pending.looked_up())
        new = self._new.uids() - own
        rest = own | (pending.matters - new)
        own |= pending.matters
        shown -= own
        moment = Moment(facts.business_date.isoformat(), self._head.seq)
        if new:
            new_matters.write_rows(self.raw, self._new, new, moment=moment, judge=self.light_judge())
        projection.refresh(self.raw, rest, moment=moment, judge=self.light_judge())
        projection.refresh(self.raw, shown, judge=self.light_judge())
        self._matters |= own | shown
        if self._tables & projection.JUDGED_BY:
            self._relight(pending)

    def _relight(self, pending: journal.Pending) -> None:
        """Judge every light anew where the entry changed what lights are judged by; `watch` hears how far it is."""
        judge = self.light_judge()
        if relighting.moves_lights(self.raw, pending.lines, judge):
            self._matters |= relighting.relight(self.raw, judge, watch=self.watch)

    def light_judge(self) -> LightJudge:
        """Thresholds and calendar, read once a transaction unless the transaction changes them."""
        if self._judge is None or self._tables & projection.JUDGED_BY:
            self._judge = LightJudge.load(self.raw)
        return self._judge

    def uid(self) -> Uid:
        """A new identity."""
        return uuid7(self.writer.clock(), self.writer.bits)

    def uids(self, count: int) -> list[Uid]:
        """New identities for rows written in a mass, in rising order."""
        return uuid7_series(self.writer.clock(), self.writer.bits, count)

    def add(self, row: R) -> R:
        """Add a new row; it gets its uid here unless it brings one."""
        if not getattr(row, "uid", ""):
            row.uid = self.uid()
        self.session.add(row)
        return row

    def find(self, model: type[R], uid: str) -> R:
        """The living row with that uid; NotFoundError otherwise."""
        local = self.raw.execute(f"SELECT id FROM {model.__tablename__} WHERE uid=?", (uid,)).fetchone()
        row = self.session.get(model, local[0]) if local else self._pending_row(model, uid)
        if row is None or row.deleted_at is not None:
            raise NotFoundError("这条记录不存在，或者已经在回收站里。没有改动任何数据。请按 F5 重新读取。")
        return row

    def _pending_row(self, model: type[R], uid: str) -> R | None:
        """A row added in this transaction and not yet written."""
        self.session.flush()
        return self.session.exec(select(model).where(model.uid == uid)).one_or_none()

    def all(self, model: type[R], *where: Any) -> list[R]:
        """The living rows that satisfy the conditions, in order of entry."""
        alive = model.deleted_at.is_(None)  # type: ignore[union-attr]
        return list(self.session.exec(select(model).where(alive, *where).order_by(model.id)))  # type: ignore[arg-type]

    def remove(self, row: Row) -> None:
        """Put a row into the recycle bin."""
        row.deleted_at = self.mark()
        self.session.add(row)

    def mark(self) -> str:
        """The stamp a deletion carries: that of the entry being written."""
        return str(tick(self._head.stamp, self.writer.clock(), self.writer.station))

    def _record(self, session: AlchemySession, _context: Any, _instances: Any) -> None:
        changed = [row for row in session.dirty if isinstance(row, Row)]
        changed.sort(key=lambda row: (str(type(row).__tablename__), row.id or 0))
        for row in [*(row for row in session.new if isinstance(row, Row)), *changed]:
            pairs = list(_differences(row, new=row in session.new))
            if not pairs:
                continue
            if self._pending is None:
                raise RuntimeError("a write outside a journal entry")
            table = str(type(row).__tablename__)
            kind = "insert" if row in session.new else _kind(pairs)
            self._pending.add(table, row.uid, kind, journal.fields_json(pairs))

    def bulk_insert(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Insert many rows with their journal lines in two batches of statements.

        Args:
            table: name of a journalled table.
            columns: names, `uid` first.
            rows: stored values (text, numbers, None) in that order.
        """
        if not rows or self._pending is None:
            return
        self.session.flush()
        base = journal.defaults(table)
        missing = [name for name in base if name not in columns and base[name] is not None]
        names = ",".join(f'"{name}"' for name in (*columns, *missing))
        values = ",".join(["?"] * len(columns) + [_literal(base[name]) for name in missing])
        self.raw.executemany(f"INSERT INTO {table} ({names}) VALUES ({values})", rows)
        self._pending.note_bulk(table, columns, rows)
        self._new.note(self.raw, table, columns, rows)
        self._pending.lines.extend(
            (table, row[0], "insert", fields)
            for row, fields in zip(rows, journal.inserted(columns, rows, base), strict=True)
        )

    def bulk_update(self, table: str, changes: Mapping[str, Mapping[str, Any]]) -> int:
        """Set stored values of many rows by uid; journal old and new; return how many rows differed."""
        if self._pending is None:
            raise RuntimeError("a write outside a journal entry")
        self.session.flush()
        self.session.expire_all()
        changed = 0
        uids = list(changes)
        for start in range(0, len(uids), CHUNK):
            changed += self._update_chunk(table, {uid: changes[uid] for uid in uids[start : start + CHUNK]})
        return changed

    def _update_chunk(self, table: str, changes: Mapping[str, Mapping[str, Any]]) -> int:
        names = sorted({name for values in changes.values() for name in values})
        columns = ",".join(f'"{name}"' for name in ("uid", *names))
        marks = ",".join("?" * len(changes))
        found = self.raw.execute(
            f"SELECT {columns} FROM {table} WHERE uid IN ({marks})",
            tuple(changes),
        ).fetchall()
        statements: dict[tuple[str, ...], list[tuple[Any, ...]]] = {}
        for uid, *values in found:
            old = dict(zip(names, values, strict=True))
            pairs = [(n, old[n], v) for n, v in changes[uid].items() if old[n] != v]
            if pairs:
                statements.setdefault(tuple(n for n, _, _ in pairs), []).append(
                    (*(v for _, _, v in pairs), uid)
                )
                self._pending.add(table, uid, _kind(pairs), journal.fields_json(pairs))  # type: ignore[union-attr]
        for group, values in statements.items():
            sets = ",".join(f'"{name}"=?' for name in group)
            self.raw.executemany(f"UPDATE {table} SET {sets} WHERE uid=?", values)
        return sum(len(values) for values in statements.values())


def _literal(value: str | float) -> str:
    """A usual value as SQL spells it."""
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)


def _kind(pairs: Sequence[tuple[str, Any, Any]]) -> str:
    return "delete" if any(name == "deleted_at" and new is not None for name, _, new in pairs) else "update"


def _differences(row: Row, *, new: bool) -> Iterator[tuple[str, Any, Any]]:
    """(column, stored old, stored new) of what differs: from the defaults for a new row."""
    table = str(type(row).__tablename__)
    state = inspect(row)
    if new:
        base, values = journal.defaults(table), state.dict
        for name, bind in _binds(type(row)):
            value = values.get(name)
            value = value if bind is None else bind(value)
            if value != base.get(name):
                yield name, None, value
        return
    for name, bind in _binds(type(row)):
        if name not in state.committed_state:
            continue
        history = state.attrs[name].load_history()
        if history.has_changes():
            before, after = (side[0] if side else None for side in (history.deleted, history.added))
            before, after = (value if bind is None else bind(value) for value in (before, after))
            if before != after:
                yield name, before, after


@cache
def _binds(model: type[Row]) -> tuple[tuple[str, Any], ...]:
    """Columns of a model with what turns their values into stored ones; the local id stays out."""
    return tuple(
        (attribute.key, attribute.columns[0].type.dialect_impl(_DIALECT).bind_processor(_DIALECT))
        for attribute in inspect(model).column_attrs
        if attribute.key != "id"
    )


__all__ = ["JOURNALLED", "UnitOfWork", "Writer"]
