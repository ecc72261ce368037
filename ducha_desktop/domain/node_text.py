"""Nodes as lines of words that a clerk can read and type: `2. 主体封顶（60工作日；前置1；2026-03-01至2026-05-28）`.

Workbooks carry a plan in one cell this way, and templates of nodes are written so.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from ducha_desktop.domain.nodes import PlanNode
from ducha_desktop.domain.vocabulary import DayKind

MOST_DAYS = 3660
"""The longest node, and the longest wait between two: ten years."""

_HEAD = re.compile(r"^\s*(?:(\d{1,3})\s*[.、．]\s*)?(.+?)\s*$")
_FACTS = re.compile(r"^(.+?)[（(]([^（）()]*)[）)]$")
_DAYS = re.compile(r"^(\d{1,4})\s*(?:个)?\s*(工作日|自然日|日历天|天|日)$")
_SHORT = re.compile(r"^(.+?)[\s:：，,]+(\d{1,4}\s*(?:个)?\s*(?:工作日|自然日|日历天|天|日))$")
_AFTER = re.compile(r"^前置(\d{1,3}(?:[+-]\d{1,4})?(?:[、,，]\d{1,3}(?:[+-]\d{1,4})?)*[、,，]?)$")
_LINK = re.compile(r"(\d{1,3})([+-]\d{1,4})?")
_DAY = r"(\d{4}-\d{2}-\d{2})"
_SPAN = re.compile(rf"^{_DAY}至{_DAY}$")
_ONE = re.compile(rf"^{_DAY}(前|起|开始|完成)$")
_SIDES = {"前": "due", "起": "start", "开始": "begun_on", "完成": "done_on"}


def write_nodes(nodes: Sequence[PlanNode]) -> str:
    """The nodes, one a line, numbered in their order."""
    places = {node.key: place for place, node in enumerate(nodes, start=1)}
    return "\n".join(f"{places[node.key]}. {_line(node, places)}" for node in nodes)


def _line(node: PlanNode, places: dict[str, int]) -> str:
    facts = []
    if node.days is not None:
        facts.append(days_words(node.days, node.day_kind))
    links = [
        f"{places[key]}{lag:+d}" if lag else f"{places[key]}"
        for key, lag in node.links.items()
        if key in places
    ]
    if links:
        facts.append("前置" + "、".join(links))
    if node.start is not None and node.due is not None:
        facts.append(f"{node.start}至{node.due}")
    elif node.due is not None:
        facts.append(f"{node.due}前")
    elif node.start is not None:
        facts.append(f"{node.start}起")
    facts += [
        f"{day}{word}" for day, word in ((node.begun_on, "开始"), (node.done_on, "完成")) if day is not None
    ]
    return f"{node.name}（{'；'.join(facts)}）" if facts else node.name


def days_words(days: int, kind: DayKind) -> str:
    """`45天` or `60工作日`."""
    return f"{days}{'天' if kind is DayKind.CALENDAR else kind.word}"


def read_nodes(text: str) -> tuple[PlanNode, ...]:
    """The nodes of such lines; words in brackets that are no facts belong to the name.

    Keys are the places, `1` the first. Links point to places; those that lead nowhere are left out.
    """
    lines = [line for line in text.splitlines() if line.strip(" \t\u3000.、．")]
    found = [_read(line, place) for place, line in enumerate(lines, start=1)]
    numbers = {number: node.key for number, node in found}
    return tuple(
        replace(
            node,
            after={
                numbers[number]: lag
                for number, lag in node.links.items()
                if number in numbers and numbers[number] != node.key
            },
        )
        for _, node in found
    )


def _read(line: str, place: int) -> tuple[str, PlanNode]:
    """The number a node is called by, and the node."""
    head = _HEAD.match(line)
    assert head is not None
    number, rest = head[1] or str(place), head[2]
    node = PlanNode(str(place), rest)
    bracket = _FACTS.match(rest)
    if bracket is not None:
        node = _with_facts(replace(node, name=bracket[1].strip()), re.split("[；;]", bracket[2])) or node
    else:
        short = _SHORT.match(rest)
        if short is not None:
            node = _with_facts(replace(node, name=short[1].strip()), [short[2]]) or node
    return str(int(number)), node


def _with_facts(node: PlanNode, facts: Sequence[str]) -> PlanNode | None:
    """The node with what the words say; None when one of them says nothing."""
    for fact in facts:
        values = _fact(fact.strip())
        if values is None:
            return None
        node = replace(node, **values)  # type: ignore[arg-type]
    return node


def _fact(fact: str) -> dict[str, object] | None:
    if found := _DAYS.match(fact):
        kind = DayKind.WORK if found[2] == DayKind.WORK.word else DayKind.CALENDAR
        return {"days": max(1, int(found[1])), "day_kind": kind} if int(found[1]) <= MOST_DAYS else None
    if found := _AFTER.match(fact):
        return {"after": {str(int(place)): int(lag or 0) for place, lag in _LINK.findall(found[1])}}
    try:
        if found := _SPAN.match(fact):
            return {"start": date.fromisoformat(found[1]), "due": date.fromisoformat(found[2])}
        if found := _ONE.match(fact):
            return {_SIDES[found[2]]: date.fromisoformat(found[1])}
    except ValueError:
        return None
    return None
