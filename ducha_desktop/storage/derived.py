"""Tables that are computed from the business tables: the ledger's rows and the search index.

They are not journalled and can be rebuilt at any time (`ducha check --repair`).
"""

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

DERIVED_TABLES = ("ledger_row", "ledger_tally", "search")

DERIVED_DDL: tuple[str, ...] = (
    """CREATE TABLE ledger_row (
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
        yellow_why TEXT NOT NULL, orange_from TEXT, red_from TEXT, unreported_from TEXT
    ) STRICT""",
    "CREATE UNIQUE INDEX ix_ledger_row_uid ON ledger_row (uid)",
    "CREATE INDEX ix_ledger_row_number ON ledger_row (number_year, number_seq, draft_seq)",
    "CREATE INDEX ix_ledger_row_due ON ledger_row (due, state)",
    """CREATE INDEX ix_ledger_row_lead ON ledger_row
        (lead_order, lead_unit, stage, light_fixed, green_from, red_from)""",
    "CREATE INDEX ix_ledger_row_leader ON ledger_row (leader_order, responsible)",
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
    "CREATE INDEX ix_ledger_row_closed ON ledger_row (closed) WHERE closed IS NOT NULL",
    "CREATE INDEX ix_ledger_row_unreported ON ledger_row (unreported_from) WHERE unreported_from IS NOT NULL",
    "CREATE INDEX ix_ledger_row_red ON ledger_row (red_from)",
    """CREATE VIRTUAL TABLE search USING fts5
        (words, initials, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 0', prefix='1')""",
)
