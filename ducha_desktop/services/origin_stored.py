"""The words of a stored origin by field key."""

import json
from collections.abc import Mapping
from typing import Any

from ducha_desktop.domain.origins import STORED, OriginKind, fields_of


def words_of(stored: Mapping[str, Any], kind: OriginKind) -> dict[str, str]:
    """Words by field key of a stored origin, in the order of its kind; further extras behind them.

    `stored` has the columns, `unit` the name of the unit; documents may still be JSON text.
    """
    extras = stored["extras"]
    kept: dict[str, str] = json.loads(extras) if isinstance(extras, str) else dict(extras)
    people = stored["attendees"]
    names: list[str] = json.loads(people) if isinstance(people, str) else list(people)
    found: dict[str, str] = {}
    for spec in fields_of(kind, ones=()):
        if spec.key == "attendees":
            found[spec.key] = "、".join(names)
        elif spec.key == "unit":
            found[spec.key] = str(stored.get("unit") or kept.pop("unit", ""))
        elif spec.key in STORED:
            found[spec.key] = str(stored.get(spec.key) or "")
        else:
            found[spec.key] = kept.pop(spec.key, "")
    return found | kept
