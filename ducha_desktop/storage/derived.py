"""Tables that are computed from the business tables: the ledger's rows and the search index.

They are not journalled and can be rebuilt at any time (`ducha check --repair`). Indexes of the business
tables that only the read side needs are named `ix_derived_…` and are made and dropped with them.
"""

from datetime import date

LEDGER_ROW_COLUMNS: tuple[str, ...] = (
    "id",
    "uid",
    "number",
    "number_year",
    "number_seq",
    "draft_seq",
    "alias",
    "title",
    "ledger_uid",
    "ledger",
    "source",
    "state",
    "stage",
    "due",
    "due_text",
    "due_kind",
    "liaison",
    "responsible",
    "lead_unit",
    "lead_order",
    "leader_order",
    "co_units",
    "persons",
    "progress",
    "updated",
    "touched",
    "batch",
    "source_ref",
    "category",
    "item_group",
    "priority",
    "parent",
    "registered",
    "closed",
    "missing",
    "light_fixed",
    "light_why",
    "green_from",
    "yellow_from",
    "yellow_why",
    "orange_from",
    "red_from",
    "unreported_from",
    "days",
)

MISSING_BITS = {"four": 1, "six": 2, "seven": 4}
"""What `missing` is the sum of: the standards (domain.completeness) that a matter does not meet."""

TALLY_PLACE: tuple[str, ...] = ("stage", "state", "ledger_uid", "ledger", "missing")
"""What a count can be asked by, besides the light and the day."""

TALLY_LIGHT: tuple[str, ...] = ("light_fixed", "green_from", "yellow_from", "orange_from", "red_from")
"""What the light of a row follows from on any day."""

TALLY_UPSERT = (
    f"INSERT INTO ledger_tally ({', '.join(TALLY_PLACE)}, day, light, n) VALUES ({', '.join('?' * (len(TALLY_PLACE) + 3))})"
    f" ON CONFLICT (day, {', '.join(TALLY_PLACE)}, light) DO UPDATE SET n = n + excluded.n"
)

_NEVER = (1 << 15) - 1
"""A day that does not come, among those that `day_number` counts."""

_FIXED = ("red", "orange", "yellow", "green", "grey", "none")


def day_number(day: str) -> str:
    """SQL for a day as a number of 15 bits that rises with the days, for an expression of ISO text.

    Days beyond the years 2000 to 2087 count as the first or the last of them.
    """
    parts = f"(substr({day}, 1, 4) - 2000) * 372 + substr({day}, 6, 2) * 31 + substr({day}, 9, 2)"
    return f"max(1, min({_NEVER - 1}, {parts}))"


def numbered(day: date) -> int:
    """A day as `day_number` numbers it."""
    return max(1, min(_NEVER - 1, (day.year - 2000) * 372 + day.month * 31 + day.day))


_LIT = (
    "CASE light_fixed "
    + " ".join(f"WHEN '{light}' THEN -{place}" for place, light in enumerate(_FIXED, start=1))
    + f" ELSE coalesce({day_number('green_from')}, 0) + (coalesce({day_number('yellow_from')}, {_NEVER}) << 15)"
    f" + (coalesce({day_number('orange_from')}, {_NEVER}) << 30) + (coalesce({day_number('red_from')}, {_NEVER}) << 45) END"
)
"""What the light of a row follows from, packed into one number."""

NARROW_LIGHT = (
    "CASE WHEN lit < 0 THEN CASE lit "
    + " ".join(f"WHEN -{place} THEN '{light}'" for place, light in enumerate(_FIXED, start=1))
    + f" END WHEN (lit & {_NEVER}) > :today_number THEN 'grey' WHEN (lit >> 45) <= :today_number THEN 'red'"
    f" WHEN ((lit >> 30) & {_NEVER}) <= :today_number THEN 'orange'"
    f" WHEN ((lit >> 15) & {_NEVER}) <= :today_number THEN 'yellow' ELSE 'green' END"
)
"""The light of a row on the day `:today_number`, out of `lit`."""

NARROW_INDEX = "ix_ledger_row_narrow"
NARROW: tuple[str, ...] = ("stage", "state", "lit", "due", "source", "category", "missing", "days")
"""The row once more in a twentieth of its width and in the order of its ids: what counts are asked by.

A count over any choice of rows reads this index, which the cache holds, instead of the rows themselves.
"""

DERIVED_TABLES = ("ledger_row", "ledger_tally", "search")

DERIVED_DDL: tuple[str, ...] = (
    f"""CREATE TABLE ledger_row (
        id INTEGER PRIMARY KEY, uid TEXT NOT NULL, number TEXT NOT NULL, number_year INTEGER,
        number_seq INTEGER, draft_seq INTEGER NOT NULL, alias TEXT NOT NULL, title TEXT NOT NULL,
        ledger_uid TEXT NOT NULL, ledger TEXT NOT NULL, source TEXT NOT NULL, state TEXT NOT NULL,
        stage TEXT NOT NULL, due TEXT, due_text TEXT NOT NULL, due_kind TEXT NOT NULL,
        liaison TEXT NOT NULL, responsible TEXT NOT NULL, lead_unit TEXT NOT NULL,
        lead_order INTEGER NOT NULL, leader_order INTEGER NOT NULL, co_units TEXT NOT NULL,
        persons TEXT NOT NULL, progress REAL, updated TEXT NOT NULL, touched INTEGER NOT NULL,
        batch TEXT NOT NULL, source_ref TEXT NOT NULL, category TEXT NOT NULL, item_group TEXT NOT NULL,
        priority TEXT NOT NULL, parent TEXT NOT NULL, registered TEXT, closed TEXT, missing INTEGER NOT NULL,
        light_fixed TEXT, light_why TEXT NOT NULL, green_from TEXT, yellow_from TEXT,
        yellow_why TEXT NOT NULL, orange_from TEXT, red_from TEXT, unreported_from TEXT, days INTEGER,
        lit INTEGER GENERATED ALWAYS AS ({_LIT}) VIRTUAL
    ) STRICT""",
    "CREATE UNIQUE INDEX ix_ledger_row_uid ON ledger_row (uid)",
    "CREATE INDEX ix_ledger_row_entry ON ledger_row (id)",  # the ids alone: any place of the order of entry at once
    "CREATE INDEX ix_ledger_row_number ON ledger_row (number_year, number_seq, draft_seq)",
    "CREATE INDEX ix_ledger_row_due ON ledger_row (due, state)",
    """CREATE INDEX ix_ledger_row_lead ON ledger_row
        (lead_order, lead_unit, stage, light_fixed, green_from, red_from, days)""",
    """CREATE INDEX ix_ledger_row_leader ON ledger_row
        (leader_order, responsible, stage, light_fixed, green_from, red_from, days)""",
    "CREATE INDEX ix_ledger_row_due_last ON ledger_row (due IS NULL, due)",
    "CREATE INDEX ix_ledger_row_updated ON ledger_row (updated)",
    "CREATE INDEX ix_ledger_row_source ON ledger_row (source)",
    "CREATE INDEX ix_ledger_row_touched ON ledger_row (touched)",
    "CREATE INDEX ix_ledger_row_missing ON ledger_row (stage, missing)",
    "CREATE INDEX ix_ledger_row_place ON ledger_row (ledger, category, item_group)",
    "CREATE INDEX ix_ledger_row_parent ON ledger_row (parent) WHERE parent <> ''",
    """CREATE TABLE ledger_tally (
        day TEXT NOT NULL, stage TEXT NOT NULL, state TEXT NOT NULL, ledger_uid TEXT NOT NULL, ledger TEXT NOT NULL,
        missing INTEGER NOT NULL, light TEXT NOT NULL, n INTEGER NOT NULL,
        PRIMARY KEY (day, stage, state, ledger_uid, ledger, missing, light)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX ix_ledger_tally_empty ON ledger_tally (n) WHERE n = 0",
    "CREATE INDEX ix_ledger_row_registered ON ledger_row (registered)",
    "CREATE INDEX ix_ledger_row_closed ON ledger_row (closed, due, stage) WHERE closed IS NOT NULL",
    "CREATE INDEX ix_ledger_row_unreported ON ledger_row (unreported_from) WHERE unreported_from IS NOT NULL",
    "CREATE INDEX ix_ledger_row_red ON ledger_row (red_from, stage, state, light_fixed)",
    f"CREATE INDEX {NARROW_INDEX} ON ledger_row (id, {', '.join(NARROW)})",
    "CREATE INDEX ix_ledger_row_ledger ON ledger_row (ledger_uid, days)",
    """CREATE INDEX ix_derived_unit_part ON assignment (unit_uid, role, matter_uid)
        WHERE deleted_at IS NULL AND unit_uid IS NOT NULL""",
    """CREATE INDEX ix_derived_person_part ON assignment (person_uid, role, matter_uid)
        WHERE deleted_at IS NULL AND person_uid IS NOT NULL""",
    """CREATE INDEX ix_derived_escalation_standing ON escalation (rung, matter_uid, due, "on")
        WHERE deleted_at IS NULL AND lifted_on IS NULL""",
    """CREATE INDEX ix_derived_escalation_made ON escalation (matter_uid, rung, "on")
        WHERE deleted_at IS NULL""",
    "CREATE INDEX ix_derived_matter_reported ON matter (last_report_on) WHERE last_report_on IS NOT NULL",
    "CREATE INDEX ix_derived_matter_put_off ON matter (original_due) WHERE original_due IS NOT NULL",
    "CREATE INDEX ix_derived_matter_bin ON matter (deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_derived_matter_assigned ON matter (assigned_on) WHERE assigned_on IS NOT NULL",
    "CREATE INDEX ix_derived_attachment_bin ON attachment (deleted_at) WHERE deleted_at IS NOT NULL",
    "CREATE INDEX ix_derived_entry_said ON entry (seq, at, user, words, reason, basis)",
    "CREATE INDEX ix_derived_entry_user ON entry (user)",
    """CREATE VIRTUAL TABLE search USING fts5
        (words, initials, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='1')""",
)
