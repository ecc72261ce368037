"""The nodes of plans, in the order in which the office has put them."""

import json
from collections.abc import Sequence
from typing import Any

from ducha_desktop.domain.nodes import PlanNode
from ducha_desktop.domain.vocabulary import DayKind
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.stored import stored_day

_NODES = (
    "SELECT matter_uid, words, uid, name, days, day_kind, links, start, due, begun_on, done_on FROM milestone"
    " WHERE deleted_at IS NULL AND matter_uid IN ({marks}) ORDER BY official_order, due IS NULL, due, id"
)
"""Nodes of one place stand by their days: so came those that were read from a deadline."""


def nodes_of(connection: Connection, uids: Sequence[str]) -> dict[str, list[tuple[PlanNode, str]]]:
    """By matter, its nodes, each with the words it was read from."""
    found: dict[str, list[tuple[PlanNode, str]]] = {}
    for matter, words, *values in rows_in(connection, _NODES, uids):
        found.setdefault(matter, []).append((_node(*values), words))
    return found


def nodes(connection: Connection, uid: str) -> tuple[PlanNode, ...]:
    """The nodes of one matter."""
    return tuple(node for node, _ in nodes_of(connection, [uid]).get(uid, ()))


def _node(uid: str, name: str, days: int | None, kind: str, links: str, *dates: Any) -> PlanNode:
    start, due, begun, done = (stored_day(day) for day in dates)
    return PlanNode(uid, name, days, DayKind(kind), json.loads(links), start, due, begun, done)
