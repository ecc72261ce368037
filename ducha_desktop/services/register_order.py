"""The official order (排名顺序) of units and people: next place, moving, a place by number."""

from ducha_desktop.services.register import NAME_BOOK, PROVISIONAL_ORDER
from ducha_desktop.storage.queries import register as queries
from ducha_desktop.storage.unit_of_work import UnitOfWork


def next_place(work: UnitOfWork, table: str) -> int:
    """The value that stands behind all others of `unit` or `person`."""
    work.session.flush()
    row = work.raw.execute(
        f"SELECT coalesce(max(official_order), 0) + 1 FROM {table} WHERE deleted_at IS NULL AND official_order < ?",
        (PROVISIONAL_ORDER,),
    ).fetchone()
    return int(row[0])


def put_beside(work: UnitOfWork, table: str, uid: str, *, anchor: str, behind: bool) -> None:
    """Put an entry directly before or behind another in the official order.

    Entries to be confirmed have no place yet; nothing happens when either of the two is one.
    """
    work.session.flush()
    order = [each for each, _ in queries.order_of(work.raw, table)]
    if uid in order and anchor in order and uid != anchor:
        rest = [each for each in order if each != uid]
        _put(work, table, uid, rest.index(anchor) + behind)


def put_at(work: UnitOfWork, table: str, uid: str, place: int) -> None:
    """Put an entry at a place of the official order, counted from 1; beyond the end it is the last."""
    _put(work, table, uid, place - 1)


def _put(work: UnitOfWork, table: str, uid: str, index: int) -> None:
    """Change as few rows as the move needs: each one changed is read again in every matter that names it."""
    work.memo.pop(NAME_BOOK, None)
    before = queries.order_of(work.raw, table)
    old = next((n for n, (each, _) in enumerate(before) if each == uid), None)
    if old is None:
        return
    after = [each for each, _ in before if each != uid]
    after.insert(index, uid)
    new, values = after.index(uid), dict(before)
    first, last = min(old, new), max(old, new)
    kept = sorted(values[each] for each, _ in before[first : last + 1])
    wanted = dict(zip(after[first : last + 1], kept, strict=True))
    changed: dict[str, dict[str, int]] = {}
    least = values[after[first - 1]] + 1 if first else min(kept)
    for n in range(first, len(after)):
        each = after[n]
        value = max(wanted.get(each, values[each]), least)
        if n > last and value == values[each]:
            break
        if value != values[each]:
            changed[each] = {"official_order": value}
        least = value + 1
    work.bulk_update(table, changed)
