"""Which matter a typed number means (`cli.md`: NUMBER)."""

from ducha_desktop.domain.errors import AmbiguousError, NotFoundError
from ducha_desktop.domain.numbering import Typed, TypedNumber, draft_number, read_number
from ducha_desktop.storage.connection import Connection

_SELECT = "SELECT uid, number, draft_seq, title FROM matter WHERE deleted_at IS NULL AND "
SHOWN = 10


def find_matter(connection: Connection, text: str) -> str:
    """The uid of the matter with that full or short number, alias, draft number or uid prefix.

    Raises:
        NotFoundError: none.
        AmbiguousError: several; the candidates are named.
    """
    typed = read_number(text)
    rows = connection.execute(_SELECT + "(number = ? OR alias = ?)", (typed.text, typed.text)).fetchall()
    rows = rows or _by_kind(connection, typed)
    if not rows:
        raise NotFoundError(f"台账里没有编号为“{text}”的事项。")
    if len(rows) > 1:
        candidates = tuple(
            f"{number or draft_number(draft)}（{title}）" for _, number, draft, title in rows[:SHOWN]
        )
        raise AmbiguousError(
            f"“{text}”对应 {len(rows)} 个事项：{'；'.join(candidates)}。请写完整编号。", candidates
        )
    return str(rows[0][0])


def _by_kind(connection: Connection, typed: TypedNumber) -> list[tuple[str, str | None, int, str]]:
    values: tuple[object, ...]
    if typed.number is not None:
        condition, values = "number_year = ? AND number_seq = ?", (typed.number.year, typed.number.n)
    elif typed.kind is Typed.DRAFT:
        condition, values = "number IS NULL AND draft_seq = ?", (typed.draft,)
    elif typed.kind is Typed.UID:
        condition, values = "substr(uid, 1, ?) = ?", (len(typed.text), typed.text)
    else:
        return []
    return list(connection.execute(_SELECT + condition, values).fetchall())
