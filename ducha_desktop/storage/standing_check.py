"""Do the matters that are parts of others stand in lines that end, and not too deep?

The program lets nobody make a circle; an old ledger may hold one, or a hand that worked behind its back.
"""

from collections.abc import Iterator, Mapping

from ducha_desktop.domain.numbering import draft_number
from ducha_desktop.storage.connection import Connection

MOST_LEVELS = 12
"""How deep matters may stand below each other."""

_SHOWN = 5
_DOWN = """
WITH RECURSIVE down(uid, depth) AS (
    SELECT uid, 1 FROM matter
     WHERE parent_uid IS NULL AND uid IN (SELECT parent_uid FROM matter WHERE parent_uid IS NOT NULL)
    UNION ALL
    SELECT m.uid, d.depth + 1 FROM down d JOIN matter m ON m.parent_uid = d.uid
)"""
_UNREACHED = """
SELECT uid, parent_uid FROM matter WHERE parent_uid IS NOT NULL AND uid NOT IN (SELECT uid FROM down)"""
_DEEP = """
SELECT uid FROM down WHERE depth > ? ORDER BY depth, uid"""

_CIRCLE = (
    "{n} 个事项的上下级绕成了圈（{named}）。请在台账里对其中一项点右键，选“上级事项”里的“不再属于上级事项”，"
    "再按实际关系重新放。命令行：ducha set 编号 上级事项=。"
)
_TOO_DEEP = (
    f"{{n}} 个事项的上下级超过 {MOST_LEVELS} 层（{{named}}）。请在台账里点右键，用“上级事项”把它们或它们的上级"
    "放到高一些的一层。命令行：ducha set 编号 上级事项=上级的编号。"
)


def height(connection: Connection, uid: str) -> int:
    """How many levels a matter and its parts make, at most one more than are allowed."""
    found = connection.execute(
        "WITH RECURSIVE below(uid, depth) AS (SELECT ?, 1 UNION"
        " SELECT m.uid, b.depth + 1 FROM below b JOIN matter m ON m.parent_uid = b.uid"
        f" WHERE m.deleted_at IS NULL AND b.depth <= {MOST_LEVELS}) SELECT max(depth) FROM below",
        (uid,),
    ).fetchone()
    return int(found[0])


def standing(connection: Connection) -> Iterator[tuple[str, str]]:
    """(code, sentence) of circles of matters and of lines that are too deep, with what mends them."""
    links = dict(connection.execute(_DOWN + _UNREACHED).fetchall())
    if circle := _living(connection, sorted(_on_circles(links))):
        yield "circle", _CIRCLE.format(n=len(circle), named=_named(circle))
    if deep := _living(connection, [uid for (uid,) in connection.execute(_DOWN + _DEEP, (MOST_LEVELS,))]):
        yield "depth", _TOO_DEEP.format(n=len(deep), named=_named(deep))


def _on_circles(links: Mapping[str, str]) -> set[str]:
    """Those that come back to themselves going up; what only hangs below a circle does not."""
    found: set[str] = set()
    seen: set[str] = set()
    for start in links:
        line: list[str] = []
        at = start
        while at in links and at not in seen:
            seen.add(at)
            line.append(at)
            at = links[at]
        if at in line:
            found.update(line[line.index(at) :])
    return found


def _living(connection: Connection, uids: list[str]) -> list[str]:
    """The numbers of those that are in the ledger, in the given order."""
    found = (
        connection.execute(
            "SELECT number, draft_seq FROM matter WHERE uid = ? AND deleted_at IS NULL", (uid,)
        ).fetchone()
        for uid in uids
    )
    return [row[0] or draft_number(row[1]) for row in found if row]


def _named(numbers: list[str]) -> str:
    return "、".join(numbers[:_SHOWN]) + ("……" if len(numbers) > _SHOWN else "")
