"""Counting any choice of rows by stage, state and light, from the narrow index alone (`derived.NARROW`).

Grouping sorts every row it counts. Instead each row is said as one character, the characters are strung
together, and the string is counted: a million rows cost less than sorting a tenth of them.
"""

import re
from collections import Counter
from datetime import date

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import DERIVED_DDL, LEDGER_ROW_COLUMNS, NARROW, NARROW_INDEX, NARROW_LIGHT
from ducha_desktop.storage.queries.ledger_where import Where

_WORD = re.compile(r"[a-z_]+")
_OF_ROWS = re.compile(r"INDEX \w+\s+ON ledger_row\s*\(([^)]*)\)")
_WITHIN = re.compile(r"\(SELECT (?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")
"""A question within a condition; its columns are those of another table."""
_COLUMNS = frozenset({*LEDGER_ROW_COLUMNS, "lit"})
_KNOWN = frozenset({"id", *NARROW})
_INDEXES = tuple(
    tuple(_WORD.findall(found[1])) for found in map(_OF_ROWS.search, DERIVED_DDL) if found is not None
)
"""The columns of every index of the ledger's rows."""
_STAGES, _STATES, _LIGHTS = (
    " ".join(str(member.value) for member in members) for members in (Stage, State, Light)
)
_STATE_PLACES, _LIGHT_PLACES = len(_STATES) + 1, len(_LIGHTS) + 1
_SAID = (
    f"char((instr('{_STAGES}', stage) * {_STATE_PLACES} + instr('{_STATES}', state)) * {_LIGHT_PLACES}"
    f" + instr('{_LIGHTS}', {NARROW_LIGHT}))"
)
"""One character for stage, state and light: where their words stand in the lists of all words."""


def narrow(query: LedgerQuery, today: date) -> Where:
    """The conditions of a query as the narrow index can look at them; `chosen` and the counts take these."""
    return Where(query, today, light=NARROW_LIGHT)


def chosen(where: Where) -> str:
    """The rows that satisfy the conditions of `narrow`, read from the narrow index: `FROM … WHERE …`.

    One condition says by which ids the index is walked: words that are searched, holders, or a column with
    an index of its own. What the narrow index knows is looked at there; all else is asked as sets of ids.
    """
    told = sorted(where.conditions, key=_turn)
    leading = [each for each in told[:1] if _turn(each) < _SCANNED]
    columns = _asked(leading[0]) if leading else frozenset()
    if leading and _turn(leading[0]) == _INDEXED:
        leading = [each for each in told if _asked(each) == columns]
    parts = [_by_ids(leading, "id")] if leading else []
    parts += [
        each if _asked(each) <= _KNOWN and not _is_set(each) else _by_ids([each], "+id")
        for each in told
        if each not in leading
    ]
    return f" FROM ledger_row INDEXED BY {NARROW_INDEX}{' WHERE ' if parts else ''}{' AND '.join(parts)}"


_SET, _HELD, _INDEXED, _SCANNED = range(4)


def _turn(condition: str) -> int:
    """Which condition shall lead: the lower the sooner."""
    if _is_set(condition):
        return _SET
    if condition.startswith("(uid IN ("):
        return _HELD
    return _INDEXED if _has_index(_asked(condition)) else _SCANNED


def _is_set(condition: str) -> bool:
    return condition.startswith(("id IN (", "(id IN ("))


def _asked(condition: str) -> frozenset[str]:
    return _COLUMNS & frozenset(_WORD.findall(_WITHIN.sub("", condition)))


def _has_index(columns: frozenset[str]) -> bool:
    """Whether one index begins with these columns and knows them all."""
    return any(index[0] in columns and columns <= {*index} for index in _INDEXES)


def _by_ids(conditions: list[str], name: str) -> str:
    if len(conditions) == 1 and _is_set(conditions[0]):
        return conditions[0].replace("id IN (", f"{name} IN (", 1)
    return f"{name} IN (SELECT id FROM ledger_row WHERE {' AND '.join(conditions)})"


def count(connection: Connection, where: Where) -> int:
    """How many rows of the present ledger satisfy the conditions."""
    columns = frozenset[str]().union(*map(_asked, where.conditions))
    sets = any(map(_is_set, where.conditions))  # looked up in the narrow index, not in the rows themselves
    alone = not sets and (len(where.conditions) == 1 or _has_index(columns))
    source = f" FROM ledger_row{where.sql}" if alone else chosen(where)
    return int(connection.execute(f"SELECT count(*){source}", where.parameters).fetchone()[0])


def counted(connection: Connection, where: Where) -> list[tuple[str, str, str, int]]:
    """(stage, state, light, count) of the rows of the present ledger that satisfy the conditions."""
    strung = connection.execute(f"SELECT group_concat({_SAID}, ''){chosen(where)}", where.parameters)
    counts = Counter(strung.fetchone()[0] or "")
    return [(*_meant(ord(said)), number) for said, number in counts.items()]


def _meant(code: int) -> tuple[str, str, str]:
    rest, light = divmod(code, _LIGHT_PLACES)
    stage, state = divmod(rest, _STATE_PLACES)
    return _word(_STAGES, stage), _word(_STATES, state), _word(_LIGHTS, light)


def _word(words: str, place: int) -> str:
    """The word that begins at this place, counted from one as SQL does."""
    return words[place - 1 :].split(" ", 1)[0]
