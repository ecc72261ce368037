"""What the ledger holds of a matter now, and whether a cell of a file says anything else."""

import json
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ducha_desktop.domain.cleaning import clean_cell, clean_line
from ducha_desktop.domain.fields import BY_KEY, ROLE_FIELDS, FieldKind, FieldSpec, extra_name
from ducha_desktop.domain.numbering import draft_number
from ducha_desktop.domain.percent import read_percent
from ducha_desktop.domain.states import State
from ducha_desktop.services.due_words import DUE_WORDS
from ducha_desktop.storage.connection import Connection

READ = (
    "title",
    "category",
    "item_group",
    "source",
    "source_ref",
    "source_date",
    "instruction",
    "target",
    "task",
    "measures",
    "requirement",
    "duty",
    "plan",
    "phone",
    "start",
    "due_kind",
    "due",
    "due_text",
    "due_approximate",
    "recurrence",
    "report_cycle",
    "cycle_days",
    "progress_percent",
    "progress_approximate",
    "progress_text",
    "problems",
    "next_steps",
    "watch",
    "priority",
    "secrecy",
    "amount",
    "amount_text",
    "amount_approximate",
    "remarks",
)
"""The columns of a matter that a file can fill."""

_KEY_OF_ROLE = {role.value: key for key, role in ROLE_FIELDS.items()}
_BETWEEN_NAMES = re.compile("[、,，;；\n]")
_HOLDERS = (
    "SELECT a.role, coalesce(a.person_uid, a.unit_uid), coalesce(p.name, u.name, '') FROM assignment a"
    " LEFT JOIN person p ON p.uid = a.person_uid LEFT JOIN unit u ON u.uid = a.unit_uid"
    " WHERE a.matter_uid = ? AND a.deleted_at IS NULL ORDER BY a.official_order, a.id"
)

Held = tuple[tuple[str, str], ...]
"""(uid, name) of units or people, in the order they were named."""


@dataclass(frozen=True, slots=True)
class Present:
    """A matter as it stands.

    Attributes:
        number: as it is shown; `is_numbered` when it is an official one.
        ledger: name of its ledger.
        columns: stored values of `READ`.
        extras: words without a field, by heading.
        held: who holds it, by key of `ROLE_FIELDS`.
    """

    uid: str
    number: str
    is_numbered: bool
    alias: str
    state: str
    ledger: str
    original_due: str | None
    columns: dict[str, Any]
    extras: dict[str, str]
    held: dict[str, Held]

    def uids(self, key: str) -> list[str]:
        """Who holds the matter as `key`."""
        return [uid for uid, _ in self.held.get(key, ())]

    def names(self, key: str) -> tuple[str, ...]:
        """Their names."""
        return tuple(name for _, name in self.held.get(key, ()))

    def has(self, key: str) -> bool:
        """Whether a field has a value."""
        if key in ROLE_FIELDS:
            return bool(self.held.get(key))
        if name := extra_name(key):
            return bool(self.extras.get(name))
        told = key == "due" and self.columns[DUE_WORDS]
        return bool(told) or self.columns.get(key) not in (None, "")


def load_present(connection: Connection, uid: str) -> Present:
    """Read one matter."""
    number, draft, alias, state, ledger, original, extras, *values = connection.execute(
        "SELECT m.number, m.draft_seq, m.alias, m.state, l.name, m.original_due, m.extras,"
        f" {','.join('m.' + name for name in READ)} FROM matter m JOIN ledger l ON l.uid = m.ledger_uid"
        " WHERE m.uid = ?",
        (uid,),
    ).fetchone()
    held: dict[str, list[tuple[str, str]]] = {}
    for role, holder, name in connection.execute(_HOLDERS, (uid,)).fetchall():
        if role in _KEY_OF_ROLE:
            held.setdefault(_KEY_OF_ROLE[role], []).append((holder, name))
    return Present(
        uid=uid,
        number=number or draft_number(draft),
        is_numbered=number is not None,
        alias=alias,
        state=state,
        ledger=ledger,
        original_due=original,
        columns=dict(zip(READ, values, strict=True)),
        extras=json.loads(extras),
        held={key: tuple(names) for key, names in held.items()},
    )


def edited_extras(extras: Mapping[str, str], present: Present) -> dict[str, str]:
    """The words of a row without a common field that are not what the matter holds already."""
    return {
        name: words for name, words in extras.items() if _clean(words) != _clean(present.extras.get(name, ""))
    }


def edited_cells(fields: Mapping[str, str], present: Present) -> dict[str, str]:
    """The cells of a row that do not say what the ledger says already, in their own words.

    A cell is as it was when it shows what an export of the matter shows, or what the matter was once
    read from: nothing of it is read again, so nothing is lost by reading.
    """
    with_townships = "townships" not in fields
    return {
        key: words
        for key, words in fields.items()
        if words and not _is_same(key, words, present, with_townships=with_townships)
    }


def _is_same(key: str, words: str, present: Present, *, with_townships: bool) -> bool:
    if key in _SAME:
        return _SAME[key](words, present)
    if key in ROLE_FIELDS:
        return _is_same_holders(key, words, present, with_townships=with_townships)
    spec = BY_KEY.get(key)
    return spec is not None and _is_same_value(spec, words, present)


def _is_same_value(spec: FieldSpec, words: str, present: Present) -> bool:
    stored = present.columns.get(spec.key)
    same = stored not in (None, "") and _clean(words) == _clean(str(stored))
    if spec.kind is FieldKind.PERCENT:
        same = same or _is_same_percent(words, stored)
    elif spec.kind is FieldKind.NUMBER:
        same = same or words == present.columns["amount_text"]
    return same or present.extras.get(spec.label) == words


def _is_same_holders(key: str, words: str, present: Present, *, with_townships: bool) -> bool:
    said = Counter(name.strip() for name in _BETWEEN_NAMES.split(words) if name.strip())
    names = present.names(key)
    if said == Counter(map(_clean, names)):
        return key != "persons" or [clean_line(n) for n in _BETWEEN_NAMES.split(words)] == list(names)
    if key == "co_units" and with_townships:
        return said == Counter(map(_clean, (*names, *present.names("townships"))))
    return present.extras.get(BY_KEY[key].label) == words


def _is_same_percent(words: str, stored: float | None) -> bool:
    found = read_percent(words)
    return not found.problem and stored is not None and found.value == round(stored, 2)


def _is_same_due(words: str, present: Present) -> bool:
    said = _clean(words)
    return said == present.columns["due"] or said == _clean(present.columns[DUE_WORDS])


def _is_same_state(words: str, present: Present) -> bool:
    state = State(present.state)
    return words.strip() == state.word


def _clean(text: str) -> str:
    return clean_cell(text).text


_SAME: dict[str, Callable[[str, Present], bool]] = {
    "number": lambda words, present: words.strip() in (present.number, present.alias),
    "title": lambda words, present: clean_line(words) == clean_line(present.columns["title"]),
    "ledger": lambda words, present: words.strip() == present.ledger,
    "status": _is_same_state,
    "due": _is_same_due,
    DUE_WORDS: lambda words, present: _clean(words) == _clean(present.columns[DUE_WORDS]),
}


def stored_value(value: Any) -> Any:
    """A value as its column holds it: dates as ISO text, amounts as numbers, flags as 0 and 1."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Decimal):  # an amount; the words it was read from stand beside it
        return float(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
