"""Origins, their matters and their replies, in plain SQL."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from ducha_desktop.storage.connection import Connection

COLUMNS = (
    *("uid", "kind", "number", "title", "on", "received_on", "unit", "person_uid", "person", "place"),
    *("attendees", "words", "reply_due", "replied_on", "reply", "secrecy", "extras"),
)
_READ = ", ".join("coalesce(u.name, '')" if name == "unit" else f'o."{name}"' for name in COLUMNS)
_FROM = " FROM origin o LEFT JOIN unit u ON u.uid = o.unit_uid WHERE o.deleted_at IS NULL"
_SEARCHED = "o.number||' '||o.title||' '||o.person||' '||o.place||' '||coalesce(u.name,'')||' '||o.words||' '||o.attendees"


def rows(  # noqa: PLR0913 - the filters of a list
    connection: Connection,
    *,
    kind: str = "",
    year: int | None = None,
    search: str = "",
    unanswered: Sequence[str] = (),
    uids: Sequence[str] | None = None,
    limit: int = -1,
) -> list[dict[str, Any]]:
    """Stored columns of living origins, latest first; `unit` is the unit's name.

    Args:
        connection: a reader.
        kind: only this kind.
        year: only origins of this year.
        search: words that must all occur.
        unanswered: only origins of these kinds without a reply.
        uids: only these.
        limit: at most so many; -1 for all.
    """
    where, values = "", {}  # type: tuple[str, dict[str, Any]]
    if kind:
        where, values["kind"] = where + " AND o.kind = :kind", kind
    if year is not None:
        where += ' AND o."on" BETWEEN :first AND :last'
        values |= {"first": date(year, 1, 1).isoformat(), "last": date(year, 12, 31).isoformat()}
    for place, word in enumerate(search.split()):
        where, values[f"word{place}"] = f"{where} AND instr({_SEARCHED}, :word{place})", word
    for name, wanted in (("o.kind", unanswered or None), ("o.uid", uids)):
        if wanted is not None:
            keys = {f"{name[2:]}_{place}": each for place, each in enumerate(wanted)}
            where, values = f"{where} AND {name} IN ({','.join(f':{key}' for key in keys)})", values | keys
    if unanswered:
        where += " AND o.replied_on IS NULL"
    found = connection.execute(
        f'SELECT {_READ}{_FROM}{where} ORDER BY o."on" DESC, o.id DESC LIMIT :limit',
        values | {"limit": limit},
    )
    return [dict(zip(COLUMNS, row, strict=True)) for row in found.fetchall()]


def matter_counts(connection: Connection, kind: str = "") -> dict[str, tuple[int, int]]:
    """By origin, how many matters come from it, and how many of them are done."""
    only = " JOIN origin o ON o.uid = mo.origin_uid AND o.kind = :kind" if kind else ""
    found = connection.execute(
        f"SELECT mo.origin_uid, count(*), sum(r.stage = 'closed') FROM matter_origin mo{only}"
        " JOIN ledger_row r ON r.uid = mo.matter_uid WHERE mo.deleted_at IS NULL GROUP BY mo.origin_uid",
        {"kind": kind} if kind else {},
    )
    return {uid: (number, closed) for uid, number, closed in found.fetchall()}


def matters_of(connection: Connection, uid: str) -> list[tuple[str, str, str]]:
    """(uid of the link, of the matter, words there) of an origin, in its order."""
    return list(
        connection.execute(
            "SELECT mo.uid, mo.matter_uid, mo.words FROM matter_origin mo JOIN ledger_row r ON r.uid = mo.matter_uid"
            " WHERE mo.origin_uid = ? AND mo.deleted_at IS NULL ORDER BY mo.official_order, mo.id",
            (uid,),
        ).fetchall()
    )


def origins_of(connection: Connection, matter: str) -> list[tuple[str, str, str, str, str, str, str]]:
    """(uid of the link, of the origin, kind, number, title, day, words there) of a matter, in order of entry."""
    return list(
        connection.execute(
            'SELECT mo.uid, o.uid, o.kind, o.number, o.title, o."on", mo.words FROM matter_origin mo'
            " JOIN origin o ON o.uid = mo.origin_uid AND o.deleted_at IS NULL"
            " WHERE mo.matter_uid = ? AND mo.deleted_at IS NULL ORDER BY mo.id",
            (matter,),
        ).fetchall()
    )


def kinds(connection: Connection) -> dict[str, int]:
    """How many origins of each kind there are."""
    return dict(
        connection.execute(
            "SELECT kind, count(*) FROM origin WHERE deleted_at IS NULL GROUP BY kind"
        ).fetchall()
    )


def years(connection: Connection) -> list[int]:
    """The years of the origins, latest first."""
    found = connection.execute(
        'SELECT DISTINCT substr("on", 1, 4) FROM origin WHERE deleted_at IS NULL ORDER BY 1 DESC'
    )
    return [int(row[0]) for row in found.fetchall()]


def named(connection: Connection, text: str) -> list[tuple[str, str, str, str]]:
    """(uid, kind, number, title) of the origins with that number or title, or whose uid begins so."""
    return list(
        connection.execute(
            "SELECT uid, kind, number, title FROM origin WHERE deleted_at IS NULL"
            " AND (number = :text OR title = :text OR (length(:text) > 7 AND uid LIKE :text || '%'))"
            ' ORDER BY "on" DESC, id',
            {"text": text.replace("%", "").replace("_", "")},
        ).fetchall()
    )


def replies(connection: Connection, kind: str) -> list[tuple[str, str, str | None, str | None]]:
    """(leader, day, reply due, replied on) of all origins of a kind, leaders in official order."""
    return list(
        connection.execute(
            'SELECT coalesce(p.name, o.person), o."on", o.reply_due, o.replied_on FROM origin o'
            " LEFT JOIN person p ON p.uid = o.person_uid WHERE o.kind = ? AND o.deleted_at IS NULL"
            ' ORDER BY p.official_order IS NULL, p.official_order, o.person, o."on", o.id',
            (kind,),
        ).fetchall()
    )


def next_number(connection: Connection, stem: str) -> int:
    """The number after the highest of those that begin with `stem` and end with 号; deleted ones keep theirs."""
    found = connection.execute("SELECT number FROM origin WHERE number LIKE ? || '%号'", (stem,)).fetchall()
    numbers = [row[0].removeprefix(stem).removesuffix("号") for row in found]
    return max((int(each) for each in numbers if each.isdecimal()), default=0) + 1


def former_leads(connection: Connection, matter: str) -> list[str]:
    """The units a matter was taken from by 改派, earliest first."""
    found = connection.execute(
        "SELECT u.name FROM assignment a JOIN change c ON c.row_uid = a.uid AND c.kind = 'delete'"
        " JOIN entry e ON e.seq = c.entry AND e.action = 'matter.reassign' JOIN unit u ON u.uid = a.unit_uid"
        " WHERE a.matter_uid = ? AND a.role = 'lead' AND a.deleted_at = json_extract(c.fields, '$.deleted_at[1]')"
        " ORDER BY e.seq",
        (matter,),
    )
    return list(dict.fromkeys(row[0] for row in found.fetchall()))


def chain_of(connection: Connection, matter: str) -> list[tuple[str, str]]:
    """(post, name) of the links of a matter's chain of responsibility, from the top."""
    return list(
        connection.execute(
            "SELECT a.post, coalesce(p.name, '') FROM assignment a LEFT JOIN person p ON p.uid = a.person_uid"
            " WHERE a.matter_uid = ? AND a.role = 'chain' AND a.deleted_at IS NULL ORDER BY a.official_order, a.id",
            (matter,),
        ).fetchall()
    )


_ALIKE = (
    "SELECT r.uid, r.number, r.title, r.ledger, r.lead_unit, r.state, r.registered FROM search s"
    " JOIN ledger_row r ON r.id = s.rowid WHERE s.search MATCH ? ORDER BY s.rank LIMIT ?"
)


def alike(connection: Connection, expression: str, most: int) -> list[tuple[Any, ...]]:
    """(uid, number, title, ledger, lead unit, state, day registered) of the matters that answer best."""
    return list(connection.execute(_ALIKE, (expression, most)).fetchall())
