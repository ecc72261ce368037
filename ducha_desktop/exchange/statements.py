"""Cells that say several things by name: `牵头领导：马某　牵头单位：县住建局　责任单位：县自然资源局`."""

import re
from collections.abc import Iterable

from ducha_desktop.domain.fields import BY_KEY
from ducha_desktop.exchange.labels import RECOGNISED, best
from ducha_desktop.services.drafts import DraftRow

_LABEL = re.compile(r"(?:^|(?<=[\s;；。,，]))([\u4e00-\u9fff/]{2,10})[:：]")
_SAID = frozenset(
    {
        "lead_unit",
        "co_units",
        "townships",
        "responsible_leaders",
        "liaison_leaders",
        "persons",
        "due",
        "phone",
    }
)
_UNITS = frozenset({"lead_unit", "co_units"})
_FIELDS = ("lead_unit", "co_units", "responsible_leaders", "liaison_leaders", "persons", "duty")
_LEAST = 2


def take_statements(rows: Iterable[DraftRow]) -> None:
    """Give each part of such a cell to its field; a field with a column of its own is left as it is."""
    for row in rows:
        for key in _FIELDS:
            said = stated(row.fields.get(key, ""))
            if any(BY_KEY[other].kind is not BY_KEY[key].kind for other in said):
                del row.fields[key]
                _give(row.fields, said)
        for words in tuple(row.extras.values()):
            _give(row.fields, stated(words))


def stated(words: str) -> dict[str, str]:
    """Field → words of a cell that names at least two of them; empty for any other cell."""
    if ":" not in words and "：" not in words:
        return {}
    labels = [(found, key) for found in _LABEL.finditer(words) if (key := _meaning(found[1])) in _SAID]
    if len(labels) < _LEAST:
        return {}
    ends = [found.start() for found, _ in labels[1:]] + [len(words)]
    said: dict[str, str] = {}
    for (found, key), end in zip(labels, ends, strict=True):
        place = "co_units" if key == "lead_unit" and key in said else key
        part = words[found.end() : end].strip(" \n;；。,，")
        if part:
            said[place] = f"{said[place]}、{part}" if place in said else part
    return said if len(said) >= _LEAST else {}


def _meaning(label: str) -> str:
    key, score = best(label)
    return key if score >= RECOGNISED else ""


def _give(fields: dict[str, str], said: dict[str, str]) -> None:
    named = not _UNITS.isdisjoint(fields)  # the row names its units in a column of their own
    for key, words in said.items():
        if not (named and key in _UNITS):
            fields.setdefault(key, words)
