"""All lights judged anew when thresholds or the calendar change: only the rows that differ are written."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import TALLY_LIGHT, TALLY_PLACE
from ducha_desktop.storage.projection_rows import LightJudge
from ducha_desktop.storage.projection_tally import move_counts
from ducha_desktop.storage.stored import SCHEDULE_COLUMNS

CHUNK = 5000
_JUDGED = (
    "state", "archived_from", "due_kind", "due", "recurrence", "report_cycle", "start", "registered_on",
    "approved_on", "signed_on", "last_report_on", "claimed_on", "closed_on", "cycle_days",
)  # fmt: skip
_PLACES, _LIGHTS = len(TALLY_PLACE), len(SCHEDULE_COLUMNS)
_OF_LIGHT = tuple(SCHEDULE_COLUMNS.index(name) for name in TALLY_LIGHT)
# Drafts, closed and cancelled matters have a fixed light that no threshold moves.
_ROWS = f"""SELECT r.id, r.uid, {", ".join(f"r.{name}" for name in (*TALLY_PLACE, *SCHEDULE_COLUMNS))},
 {", ".join(f"m.{name}" for name in _JUDGED)} FROM ledger_row r JOIN matter m ON m.id = r.id
 WHERE r.id > ? AND r.stage IN ('open', 'closing') ORDER BY r.id LIMIT {CHUNK}"""
_UPDATE = f"UPDATE ledger_row SET {', '.join(f'{name}=?' for name in SCHEDULE_COLUMNS)} WHERE id=?"

Watch = Callable[[int, int], None]
"""Hears how many rows of how many have been judged; may raise to end it."""
Light = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Relit:
    """A row whose light schedule is another now: its place in the counts, and both in `SCHEDULE_COLUMNS`."""

    row_id: int
    uid: str
    place: tuple[str, ...]
    before: Light
    after: Light


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some rows judged: how many, and those that differ."""

    judged: int
    lines: tuple[Relit, ...]


def moves_lights(
    connection: Connection, lines: Sequence[tuple[str, str, str, str]], judge: LightJudge
) -> bool:
    """Whether journal lines changed what all lights are judged by: thresholds, or days where days are counted."""
    tables = {table for table, *_ in lines}
    if "holiday" in tables and judge.rules.in_workdays:
        return True
    uids = [row_uid for table, row_uid, *_ in lines if table == "setting"]
    marks = ",".join("?" * len(uids))
    asked = f"SELECT 1 FROM setting WHERE key='light_rules' AND uid IN ({marks})"
    return bool(uids) and connection.execute(asked, uids).fetchone() is not None


def relit(connection: Connection, judge: LightJudge, *, watch: Watch | None = None) -> Iterator[Stretch]:
    """Judge every matter in progress, a stretch at a time; the stretch before may be written meanwhile."""
    total = connection.execute(
        "SELECT count(*) FROM ledger_row WHERE stage IN ('open', 'closing')"
    ).fetchone()[0]
    last, done = -1, 0
    while rows := connection.execute(_ROWS, (last,)).fetchall():
        last = rows[-1][0]
        done += len(rows)
        yield Stretch(len(rows), tuple(_differing(rows, judge)))
        if watch is not None:
            watch(done, total)


def relight(connection: Connection, judge: LightJudge, *, watch: Watch | None = None) -> set[str]:
    """Bring every light to these thresholds and this calendar; return the matters whose light moved."""
    moved: Counter[tuple[Any, ...]] = Counter()
    uids: set[str] = set()
    for stretch in relit(connection, judge, watch=watch):
        for line in stretch.lines:
            uids.add(line.uid)
            moved[*line.place, *(line.before[n] for n in _OF_LIGHT)] -= 1
            moved[*line.place, *(line.after[n] for n in _OF_LIGHT)] += 1
        connection.executemany(_UPDATE, [(*line.after, line.row_id) for line in stretch.lines])
    if moved:
        move_counts(connection, moved)
    return uids


def _differing(rows: Sequence[tuple[Any, ...]], judge: LightJudge) -> Iterator[Relit]:
    for row_id, uid, *rest in rows:
        before = tuple(rest[_PLACES : _PLACES + _LIGHTS])
        _stage, *light = judge.judged(dict(zip(_JUDGED, rest[_PLACES + _LIGHTS :], strict=True)))
        after = tuple(light[:_LIGHTS])
        if after != before:
            yield Relit(row_id, uid, tuple(rest[:_PLACES]), before, after)
