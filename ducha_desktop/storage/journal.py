"""The chain of entries and their changes: written only here, in the transaction of what it records."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import islice
from typing import Any

from ducha_desktop.domain.stamps import Stamp
from ducha_desktop.models.catalogue import JOURNALLED
from ducha_desktop.models.types import dump
from ducha_desktop.storage.connection import Connection
from ducha_desktop.vault.chain import chain_hash

GENESIS = "0" * 64

ENTRY_COLUMNS = (
    "seq",
    "uid",
    "stamp",
    "at",
    "business_date",
    "user",
    "role",
    "station",
    "incarnation",
    "action",
    "words",
    "reason",
    "basis",
    "success",
    "kind",
    "target",
    "rows",
    "previous",
    "hash",
)

AT_ONCE = 5000
_APART = "\x1e"

_quote = json.encoder.encode_basestring
_encode_many = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(_APART, ":")).encode


def encode(value: Any) -> str:
    """A stored value (text, number or nothing) as JSON."""
    if value is None:
        return "null"
    if isinstance(value, str):
        return _quote(value)
    return repr(value)


def fields_json(pairs: Iterable[tuple[str, Any, Any]]) -> str:
    """`{name: [old, new]}` in canonical order of names."""
    return "{" + ",".join(f'"{n}":[{encode(o)},{encode(v)}]' for n, o, v in sorted(pairs)) + "}"


def inserted(
    columns: Sequence[str], rows: Sequence[Sequence[Any]], usual: Mapping[str, Any]
) -> Iterator[str]:
    """`fields_json` of many new rows: what differs from the usual values, a column encoded in one go.

    Control characters are escaped in JSON, so one of them parts the values of a column.
    """
    for start in range(0, len(rows), AT_ONCE):
        named = zip(columns, zip(*rows[start : start + AT_ONCE], strict=True), strict=True)
        parts = [_parts(name, values, usual.get(name)) for name, values in sorted(named)]
        yield from [f"{{{text[1:]}}}" for text in map("".join, zip(*parts, strict=True))]


def _parts(name: str, values: Sequence[Any], usual: Any) -> list[str]:
    """`,"name":[null,new]` for each value, empty where it is the usual one; equal words are encoded once."""
    head = f',"{name}":[null,'
    words = list(set(values))
    if len(words) <= len(values) // 2 and set(map(type, words)) <= _WORDS:
        known = dict(zip(words, _texts(head, words), strict=True))
        if usual in known:
            known[usual] = ""
        return list(map(known.__getitem__, values))
    texts = _texts(head, values)
    if usual in values:
        return ["" if value == usual else text for value, text in zip(values, texts, strict=True)]
    return texts


def _texts(head: str, values: Sequence[Any]) -> list[str]:
    return [f"{head}{text}]" for text in _encode_many(values)[1:-1].split(_APART)]


_WORDS = frozenset({str, type(None)})
"""Kinds of values that are equal only where their JSON is; 1 and 1.0 are not."""


def defaults(table: str) -> dict[str, Any]:
    """The stored values a new row has when nobody says otherwise; an insert records what differs."""
    if table not in _DEFAULTS:
        _DEFAULTS[table] = {
            name: _stored_default(info)
            for name, info in JOURNALLED[table].model_fields.items()
            if name != "id"
        }
    return _DEFAULTS[table]


_DEFAULTS: dict[str, dict[str, Any]] = {}


def _stored_default(info: Any) -> Any:
    if info.default_factory is not None:
        return dump(info.default_factory())
    value = info.get_default()
    if isinstance(value, bool):
        return int(value)
    return value if value is None or isinstance(value, str | int | float) else None


@dataclass(slots=True)
class Pending:
    """The changes of the entry being written: (table, row uid, kind, fields)."""

    lines: list[tuple[str, str, str, str]] = field(default_factory=list)
    matters: set[str] = field(default_factory=set)
    _told: list[tuple[int, int]] = field(default_factory=list)

    def note_bulk(self, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
        """Remember the matters of rows about to be recorded in a mass, so that nobody looks them up one by one."""
        place = 0 if table == "matter" else columns.index("matter_uid") if "matter_uid" in columns else None
        if place is not None:
            self.matters.update(row[place] for row in rows)
            self._told.append((len(self.lines), len(self.lines) + len(rows)))

    def looked_up(self) -> list[tuple[str, str, str, str]]:
        """The lines whose matters are not known yet."""
        rest, at = [], 0
        for start, end in self._told:
            rest += self.lines[at:start]
            at = end
        return rest + self.lines[at:]

    def add(self, table: str, row_uid: str, kind: str, fields: str) -> None:
        """Record one row touched."""
        self.lines.append((table, row_uid, kind, fields))


@dataclass(frozen=True, slots=True)
class Head:
    """The end of the chain."""

    seq: int
    stamp: Stamp | None
    hash: str


def head(connection: Connection) -> Head:
    """Read the end of the chain; a new database has none."""
    row = connection.execute("SELECT seq, stamp, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    return Head(0, None, GENESIS) if row is None else Head(row[0], Stamp.parse(row[1]), row[2])


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What an entry says besides its rows; see `models.journal.Entry`."""

    uid: str
    stamp: Stamp
    business_date: date
    user: str
    role: str
    station: str
    incarnation: str
    action: str
    words: str
    reason: str = ""
    basis: str = ""
    success: bool = True
    kind: str = "fixed"
    target: int | None = None


def payload(values: Sequence[Any], lines: Iterable[tuple[str, str, str, str]]) -> bytes:
    """The bytes that an entry's hash covers: its columns up to `rows`, and every change in order."""
    digest = sha256()
    each = iter(lines)
    while part := list(islice(each, AT_ONCE)):
        text = "\x1e".join(map("\x1f".join, part))
        digest.update(text.encode("utf-8", "surrogatepass"))
        digest.update(b"\x1e")
    return dump([*values, digest.hexdigest()]).encode("utf-8", "surrogatepass")


def append(connection: Connection, key: bytes, last: Head, facts: EntryFacts, pending: Pending) -> Head:
    """Write one entry and its changes; return the new head.

    Args:
        connection: the writer, inside its transaction.
        key: the chain key.
        last: the head so far.
        facts: the entry.
        pending: the rows it touched.
    """
    lines = pending.lines
    at = datetime.fromtimestamp(facts.stamp.milliseconds / 1000, UTC).isoformat(timespec="milliseconds")
    values = (
        last.seq + 1,
        facts.uid,
        str(facts.stamp),
        at,
        facts.business_date.isoformat(),
        facts.user,
        facts.role,
        facts.station,
        facts.incarnation,
        facts.action,
        facts.words,
        facts.reason,
        facts.basis,
        int(facts.success),
        facts.kind,
        facts.target,
        len(lines),
    )
    seal = chain_hash(key, bytes.fromhex(last.hash), payload(values, lines)).hex()
    marks = ",".join("?" * len(ENTRY_COLUMNS))
    connection.execute(
        f"INSERT INTO entry ({','.join(ENTRY_COLUMNS)}) VALUES ({marks})",
        (*values, last.hash, seal),
    )
    seq = last.seq + 1
    connection.executemany(
        "INSERT INTO change (entry, n, table_name, row_uid, kind, fields) VALUES (?,?,?,?,?,?)",
        ((seq, n, *line) for n, line in enumerate(lines)),
    )
    return Head(seq, facts.stamp, seal)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Result of walking the chain: `first_bad` is the sequence number of the first entry that fails."""

    ok: bool
    entries: int
    first_bad: int | None


def verify(connection: Connection, key: bytes, *, since: int = 0) -> Verdict:
    """Walk the chain and recompute every hash (`audit verify`)."""
    columns = ",".join(ENTRY_COLUMNS)
    previous, expected, count = None, since + 1, 0
    if since:
        previous = connection.execute("SELECT hash FROM entry WHERE seq=?", (since,)).fetchone()[0]
    rows = connection.execute(f"SELECT {columns} FROM entry WHERE seq>? ORDER BY seq", (since,))
    for row in rows:
        lines = connection.execute(
            "SELECT table_name, row_uid, kind, fields FROM change WHERE entry=? ORDER BY n", (row[0],)
        ).fetchall()
        sealed = chain_hash(key, bytes.fromhex(previous or GENESIS), payload(row[:17], lines)).hex()
        if (
            row[0] != expected
            or row[17] != (previous or GENESIS)
            or row[18] != sealed
            or row[16] != len(lines)
        ):
            return Verdict(ok=False, entries=count, first_bad=row[0])
        previous, expected, count = row[18], expected + 1, count + 1
    stray = connection.execute(
        "SELECT min(entry) FROM change WHERE entry NOT IN (SELECT seq FROM entry)"
    ).fetchone()[0]
    return Verdict(ok=stray is None, entries=count, first_bad=stray)
