"""Words in which matters name each other."""

from ducha_desktop.domain.numbering import DRAFT_MARK
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.search_index import pairs

_WORDS = (
    *("title", "source_ref", "instruction", "target", "task", "measures", "requirement"),
    *("progress_text", "problems", "next_steps", "remarks"),
)


def words_of(connection: Connection, uid: str) -> str:
    """Everything that a matter and its notes say, line by line."""
    said = connection.execute(
        f"SELECT {' || char(10) || '.join(_WORDS)} FROM matter WHERE uid=?", (uid,)
    ).fetchone()
    notes = connection.execute(
        "SELECT note FROM event WHERE matter_uid=? AND deleted_at IS NULL AND note<>'' ORDER BY id", (uid,)
    ).fetchall()
    return "\n".join([str(said[0]) if said else "", *(note for (note,) in notes)])


def number_of(connection: Connection, uid: str) -> str:
    """The matter's number; empty for a draft."""
    found = connection.execute("SELECT number FROM matter WHERE uid=?", (uid,)).fetchone()
    return str(found[0] or "") if found else ""


def numbered(connection: Connection, year: int, n: int) -> list[tuple[str, str, str]]:
    """Identity, number and title of the living matters with this number in its year, whatever the rule."""
    return list(
        connection.execute(
            "SELECT uid, number, title FROM matter WHERE number_year=? AND number_seq=? AND deleted_at IS NULL"
            " ORDER BY id",
            (year, n),
        ).fetchall()
    )


def naming(connection: Connection, number: str, *, limit: int) -> list[tuple[str, str, str, str]]:
    """Identity, number, title and words of matters in which the number stands, blanks and brackets apart."""
    words = " || char(10) || ".join(f"m.{name}" for name in _WORDS)
    return list(
        connection.execute(
            f"SELECT m.uid, coalesce(m.number, :mark || m.draft_seq), m.title, {words}"
            " FROM main.search s JOIN matter m ON m.id = s.rowid"
            " WHERE s.search MATCH :sought AND m.deleted_at IS NULL ORDER BY s.rowid LIMIT :limit",
            {"sought": _phrase(number), "mark": DRAFT_MARK, "limit": limit},
        ).fetchall()
    )


def _phrase(number: str) -> str:
    """The parts of the number next to one another: in a large ledger each of them stands nearly everywhere."""
    words = pairs(number).split()
    if len(words) > 1 and len(words[-2]) > 1:
        return f'{{words}} : "{" ".join(words[:-1])}"'  # what follows the last character is not asked
    return f'{{words}} : "{" ".join(words)}" *'
