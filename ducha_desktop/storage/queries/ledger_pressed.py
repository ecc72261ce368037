"""Where matters stand on the ladder, and what they are ripe for, as sets of ids in SQL.

The thresholds are those of the office: each condition reads them from the setting itself, so that a list kept
under a name follows the rules of the day.
"""

from collections.abc import Sequence

from ducha_desktop.domain.ladder import LADDER_RULES, NOTES, RIPE, STANDING, LadderRules, Pressed, Rung

_USUAL = LadderRules()
_BEFORE: dict[Rung, Rung] = {
    Rung.NOTE_ORANGE: Rung.NOTE_BLUE,
    Rung.NOTE_RED: Rung.NOTE_ORANGE,
    Rung.LISTED: Rung.NOTE_RED,
    Rung.TALK: Rung.LISTED,
    Rung.BULLETIN: Rung.TALK,
    Rung.ACCOUNTABILITY: Rung.BULLETIN,
}
"""What a matter ripe for a rung stands on, its deadline past."""


def pressed_condition(codes: Sequence[str]) -> str:
    """The condition of the lists that these codes of `ladder.Pressed` name; codes of a newer program name none."""
    known = [Pressed(code) for code in codes if code in set(Pressed)]
    # All at once and not in order: a sorted union would walk the rows by their ids.
    lists = " UNION ALL ".join(f"SELECT id FROM ({_list_of(each)})" for each in known)
    return f"id IN ({lists or 'SELECT 0 WHERE 0'})"


def _list_of(pressed: Pressed) -> str:
    if pressed in STANDING:
        return (
            "SELECT r.id FROM escalation p CROSS JOIN ledger_row r ON r.uid = p.matter_uid"
            f" WHERE {_stands('p', STANDING[pressed])}"
        )
    if pressed is Pressed.FLAG:
        return _flags()
    if pressed is Pressed.SNAIL:
        since = f"date({_days_ago('snail_days')}, '+1 day')"  # red begins the day behind the deadline
        late = f"SELECT r.id FROM ledger_row r WHERE {_RED} <= {since} AND +r.stage = 'open'"
        return f"{late} UNION ALL {_urged_in_vain('snail_urges', '')}"
    return _ripe_for(RIPE[pressed])


def _ripe_for(rung: Rung) -> str:
    if rung is Rung.URGE:
        since = _days_ago("urge_gap_days")
        return (
            f"SELECT r.id FROM ledger_row r WHERE {_RED} <= :today AND +r.stage = 'open' AND +r.state IN ('J','Q','F')"
            " AND r.id NOT IN (SELECT x.id FROM escalation p CROSS JOIN ledger_row x ON x.uid = p.matter_uid"
            f' WHERE {_stands("p", (Rung.URGE,))} AND p."on" > {since})'
            f" AND r.id NOT IN (SELECT m.id FROM matter m WHERE m.last_report_on > {since})"
        )
    if rung is Rung.NOTE_BLUE:
        return _urged_in_vain("note_after", f" AND NOT {_exists(NOTES)}")
    listed = f" AND {_exists((Rung.LISTED,), standing=False)}" if rung is Rung.ACCOUNTABILITY else ""
    return (
        "SELECT r.id FROM escalation p CROSS JOIN ledger_row r ON r.uid = p.matter_uid"
        f" WHERE {_stands('p', (_BEFORE[rung],))} AND p.due < :today AND +r.stage = 'open'"
        f" AND r.state <> 'G' AND NOT {_exists((rung,))}{listed}"
    )


_RED = "r.light_fixed IS NULL AND r.red_from"
"""Red from a day on by the day alone; what is suspended or done has a light of its own."""


def _flags() -> str:
    """Done this year so many days ahead, of the first deadline too where it was put off."""
    ahead = _threshold("flag_days")
    closed = "{0}.closed IS NOT NULL AND {0}.closed >= substr(:today, 1, 4) || '-01-01'"
    return (
        f"SELECT r.id FROM ledger_row r WHERE {closed.format('r')} AND +r.stage = 'closed'"
        f" AND julianday(r.due) - julianday(r.closed) >= {ahead}"
        " AND r.id NOT IN (SELECT m.id FROM matter m CROSS JOIN ledger_row x ON x.id = m.id"
        f" WHERE m.original_due > '' AND {closed.format('x')}"
        f" AND julianday(m.original_due) - julianday(x.closed) < {ahead})"
    )


def _urged_in_vain(threshold: str, also: str) -> str:
    """In hand and urged so often since the last report."""
    enough = f"HAVING count(*) >= {_threshold(threshold)}"
    often = f"SELECT p.matter_uid FROM escalation p WHERE {_stands('p', (Rung.URGE,))} GROUP BY p.matter_uid {enough}"
    return (
        f"SELECT r.id FROM ({often}) u CROSS JOIN ledger_row r ON r.uid = u.matter_uid"
        " CROSS JOIN matter m ON m.id = r.id CROSS JOIN escalation q ON q.matter_uid = r.uid"
        f" WHERE +r.stage = 'open' AND +r.state <> 'G' AND {_stands('q', (Rung.URGE,))}"
        f' AND coalesce(m.last_report_on < q."on", 1){also} GROUP BY r.id {enough}'
    )


def _stands(name: str, rungs: Sequence[Rung]) -> str:
    codes = ",".join(f"'{rung.value}'" for rung in rungs)
    return f"{name}.rung IN ({codes}) AND {name}.deleted_at IS NULL AND {name}.lifted_on IS NULL"


def _exists(rungs: Sequence[Rung], *, standing: bool = True) -> str:
    """Whether the matter of a row `r` has come to one of these rungs, and still stands on it."""
    codes = ",".join(f"'{rung.value}'" for rung in rungs)
    still = " AND e.lifted_on IS NULL" if standing else ""
    return (
        f"EXISTS (SELECT 1 FROM escalation e WHERE e.matter_uid = r.uid AND e.rung IN ({codes})"
        f" AND e.deleted_at IS NULL{still})"
    )


def _threshold(name: str) -> str:
    kept = f"SELECT json_extract(value, '$.{name}') FROM setting WHERE key = '{LADDER_RULES}' AND deleted_at IS NULL"
    return f"coalesce(({kept}), {getattr(_USUAL, name)})"


def _days_ago(name: str) -> str:
    return f"date(:today, '-' || {_threshold(name)} || ' days')"
