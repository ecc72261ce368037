"""Which matter a typed number means (`cli.md`: NUMBER)."""

from ducha_desktop.domain.errors import AmbiguousError, NotFoundError, WrongUseError
from ducha_desktop.domain.numbering import Typed, TypedNumber, draft_number, read_number
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries.history import IN_TRASH

_SELECT = "SELECT m.uid, m.number, m.draft_seq, m.title FROM matter m WHERE {alive} AND ({condition})"
_HYPHENS = (8, 13, 18, 23)
SHOWN = 10

Found = list[tuple[str, str | None, int, str]]


def find_matter(connection: Connection, text: str, *, deleted: bool = False) -> str:
    """The uid of the matter with that full or short number, alias, draft number or uid prefix.

    An alias that reads like another matter's number is ambiguous; a draft keeps answering to `拟-N`
    after it got its number.

    Args:
        connection: a reader.
        text: what the user typed.
        deleted: look in the recycle bin instead.

    Raises:
        WrongUseError: nothing was typed.
        NotFoundError: none.
        AmbiguousError: several; the candidates are named.
    """
    if not text.strip():
        raise WrongUseError("没有写编号。没有改动任何数据。请写上事项的编号。")
    typed = read_number(text)
    found = _find(connection, "number = ? OR alias = ?", (typed.text, typed.text), deleted=deleted)
    if not found or typed.kind is not Typed.UID:
        found += [row for row in _by_kind(connection, typed, deleted=deleted) if row not in found]
    if not found:
        where = "回收站" if deleted else "台账"
        raise NotFoundError(f"{where}里没有编号为“{text[:80]}”的事项，没有改动任何数据。请核对编号。")
    if len(found) > 1:
        candidates = tuple(
            f"{number or draft_number(draft)}（{title}，{uid}）"
            for uid, number, draft, title in found[:SHOWN]
        )
        raise AmbiguousError(
            f"“{text}”对应 {len(found)} 个事项：{'；'.join(candidates)}。没有改动任何数据，请写完整编号。",
            candidates,
        )
    return found[0][0]


def _find(connection: Connection, condition: str, values: tuple[object, ...], *, deleted: bool) -> Found:
    alive = IN_TRASH if deleted else "m.deleted_at IS NULL"
    return list(connection.execute(_SELECT.format(alive=alive, condition=condition), values).fetchall())


def _by_kind(connection: Connection, typed: TypedNumber, *, deleted: bool) -> Found:
    values: tuple[object, ...]
    if typed.number is not None:
        condition, values = "number_year = ? AND number_seq = ?", (typed.number.year, typed.number.n)
    elif typed.kind is Typed.DRAFT:
        condition, values = "draft_seq = ?", (typed.draft,)
    elif typed.kind is Typed.UID:
        prefix = _hyphenated(typed.text)
        condition, values = "uid >= ? AND uid < ?", (prefix, f"{prefix}g")
    else:
        # A scanner folds the letters and blanks of a number.
        condition, values = "upper(replace(number, ' ', '')) = ?", ("".join(typed.text.upper().split()),)
    return _find(connection, condition, values, deleted=deleted)


def _hyphenated(prefix: str) -> str:
    """A prefix of a uid as uids are written, whether it was typed with hyphens or without."""
    text = prefix.replace("-", "")
    for place in _HYPHENS:
        if len(text) > place:
            text = f"{text[:place]}-{text[place:]}"
    return text
