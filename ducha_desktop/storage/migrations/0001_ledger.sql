-- Schema 1: the ledger and its journal. Frozen: later changes are later migrations.
CREATE TABLE entry (
    seq INTEGER NOT NULL,
    uid TEXT NOT NULL,
    stamp TEXT NOT NULL,
    at TEXT NOT NULL,
    business_date TEXT NOT NULL,
    user TEXT NOT NULL,
    role TEXT NOT NULL,
    station TEXT NOT NULL,
    incarnation TEXT NOT NULL,
    action TEXT NOT NULL,
    words TEXT NOT NULL,
    reason TEXT NOT NULL,
    basis TEXT NOT NULL,
    success INTEGER NOT NULL,
    kind TEXT NOT NULL,
    target INTEGER,
    rows INTEGER NOT NULL,
    previous TEXT NOT NULL,
    hash TEXT NOT NULL,
    CONSTRAINT pk_entry PRIMARY KEY (seq),
    CONSTRAINT uq_entry_uid UNIQUE (uid)
)
 STRICT;
CREATE INDEX ix_entry_business_date ON entry (business_date);
CREATE TABLE holiday (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    "on" TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    CONSTRAINT pk_holiday PRIMARY KEY (id),
    CONSTRAINT uq_holiday_uid UNIQUE (uid)
)
 STRICT;
CREATE TABLE import_profile (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    name TEXT NOT NULL,
    mapping TEXT NOT NULL,
    ledger TEXT NOT NULL,
    CONSTRAINT pk_import_profile PRIMARY KEY (id),
    CONSTRAINT uq_import_profile_uid UNIQUE (uid)
)
 STRICT;
CREATE INDEX ix_import_profile_name ON import_profile (name);
CREATE TABLE learned_alias (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    words TEXT NOT NULL,
    kind TEXT NOT NULL,
    target_uid TEXT NOT NULL,
    CONSTRAINT pk_learned_alias PRIMARY KEY (id),
    CONSTRAINT uq_learned_alias_uid UNIQUE (uid)
)
 STRICT;
CREATE INDEX ix_learned_alias_words ON learned_alias (words);
CREATE TABLE ledger (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER,
    number_pattern TEXT NOT NULL,
    extra_fields TEXT NOT NULL,
    official_order INTEGER NOT NULL,
    CONSTRAINT pk_ledger PRIMARY KEY (id),
    CONSTRAINT uq_ledger_uid UNIQUE (uid)
)
 STRICT;
CREATE INDEX ix_ledger_name ON ledger (name);
CREATE TABLE office (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    name TEXT NOT NULL,
    county TEXT NOT NULL,
    level TEXT NOT NULL,
    role TEXT NOT NULL,
    unit_uid TEXT,
    own INTEGER NOT NULL,
    CONSTRAINT pk_office PRIMARY KEY (id),
    CONSTRAINT uq_office_uid UNIQUE (uid)
)
 STRICT;
CREATE TABLE setting (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    "key" TEXT NOT NULL,
    value TEXT NOT NULL,
    CONSTRAINT pk_setting PRIMARY KEY (id),
    CONSTRAINT uq_setting_uid UNIQUE (uid),
    CONSTRAINT uq_setting_key UNIQUE ("key")
)
 STRICT;
CREATE TABLE station (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    office_uid TEXT NOT NULL,
    name TEXT NOT NULL,
    incarnation TEXT NOT NULL,
    host TEXT NOT NULL,
    own INTEGER NOT NULL,
    CONSTRAINT pk_station PRIMARY KEY (id),
    CONSTRAINT uq_station_uid UNIQUE (uid)
)
 STRICT;
CREATE TABLE unit (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    rank_class TEXT NOT NULL,
    parent_uid TEXT,
    short_names TEXT NOT NULL,
    initials TEXT NOT NULL,
    phone TEXT NOT NULL,
    official_order INTEGER NOT NULL,
    provisional INTEGER NOT NULL,
    origin TEXT NOT NULL,
    CONSTRAINT pk_unit PRIMARY KEY (id),
    CONSTRAINT uq_unit_uid UNIQUE (uid),
    CONSTRAINT fk_unit_parent_uid FOREIGN KEY(parent_uid) REFERENCES unit (uid)
)
 STRICT;
CREATE INDEX ix_unit_name ON unit (name);
CREATE INDEX ix_unit_parent_uid ON unit (parent_uid);
CREATE TABLE change (
    entry INTEGER NOT NULL,
    n INTEGER NOT NULL,
    table_name TEXT NOT NULL,
    row_uid TEXT NOT NULL,
    kind TEXT NOT NULL,
    fields TEXT NOT NULL,
    CONSTRAINT pk_change PRIMARY KEY (entry, n),
    CONSTRAINT fk_change_entry FOREIGN KEY(entry) REFERENCES entry (seq)
)
 WITHOUT ROWID,
 STRICT;
CREATE INDEX ix_change_row_uid ON change (row_uid);
CREATE TABLE matter (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    ledger_uid TEXT NOT NULL,
    parent_uid TEXT,
    number TEXT,
    number_year INTEGER,
    number_seq INTEGER,
    draft_seq INTEGER NOT NULL,
    alias TEXT NOT NULL,
    title TEXT NOT NULL,
    category TEXT NOT NULL,
    item_group TEXT NOT NULL,
    source TEXT NOT NULL,
    source_ref TEXT NOT NULL,
    source_date TEXT,
    instruction TEXT NOT NULL,
    target TEXT NOT NULL,
    task TEXT NOT NULL,
    measures TEXT NOT NULL,
    requirement TEXT NOT NULL,
    duty TEXT NOT NULL,
    "plan" TEXT NOT NULL,
    phone TEXT NOT NULL,
    start TEXT,
    due_kind TEXT NOT NULL,
    due TEXT,
    due_text TEXT NOT NULL,
    due_approximate INTEGER NOT NULL,
    recurrence TEXT NOT NULL,
    original_due TEXT,
    requested_due TEXT,
    report_cycle TEXT NOT NULL,
    state TEXT NOT NULL,
    prior_state TEXT NOT NULL,
    archived_from TEXT NOT NULL,
    progress_percent REAL,
    progress_approximate INTEGER NOT NULL,
    progress_text TEXT NOT NULL,
    problems TEXT NOT NULL,
    next_steps TEXT NOT NULL,
    watch TEXT NOT NULL,
    priority TEXT NOT NULL,
    secrecy TEXT NOT NULL,
    amount REAL,
    amount_text TEXT NOT NULL,
    amount_approximate INTEGER NOT NULL,
    remarks TEXT NOT NULL,
    extras TEXT NOT NULL,
    registered_on TEXT,
    approved_on TEXT,
    signed_on TEXT,
    last_report_on TEXT,
    suspended_on TEXT,
    claimed_on TEXT,
    closed_on TEXT,
    returns INTEGER NOT NULL,
    batch TEXT NOT NULL,
    CONSTRAINT pk_matter PRIMARY KEY (id),
    CONSTRAINT uq_matter_uid UNIQUE (uid),
    CONSTRAINT fk_matter_ledger_uid FOREIGN KEY(ledger_uid) REFERENCES ledger (uid),
    CONSTRAINT fk_matter_parent_uid FOREIGN KEY(parent_uid) REFERENCES matter (uid)
)
 STRICT;
CREATE INDEX ix_matter_alias ON matter (alias);
CREATE INDEX ix_matter_batch ON matter (batch);
CREATE INDEX ix_matter_draft_seq ON matter (draft_seq);
CREATE INDEX ix_matter_ledger_uid ON matter (ledger_uid);
CREATE INDEX ix_matter_number ON matter (number);
CREATE INDEX ix_matter_number_year_number_seq ON matter (number_year, number_seq);
CREATE INDEX ix_matter_parent_uid ON matter (parent_uid);
CREATE TABLE person (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    name TEXT NOT NULL,
    unit_uid TEXT,
    aliases TEXT NOT NULL,
    initials TEXT NOT NULL,
    phone TEXT NOT NULL,
    official_order INTEGER NOT NULL,
    provisional INTEGER NOT NULL,
    CONSTRAINT pk_person PRIMARY KEY (id),
    CONSTRAINT uq_person_uid UNIQUE (uid),
    CONSTRAINT fk_person_unit_uid FOREIGN KEY(unit_uid) REFERENCES unit (uid)
)
 STRICT;
CREATE INDEX ix_person_name ON person (name);
CREATE INDEX ix_person_unit_uid ON person (unit_uid);
CREATE TABLE assignment (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    matter_uid TEXT NOT NULL,
    role TEXT NOT NULL,
    unit_uid TEXT,
    person_uid TEXT,
    official_order INTEGER NOT NULL,
    CONSTRAINT pk_assignment PRIMARY KEY (id),
    CONSTRAINT uq_assignment_uid UNIQUE (uid),
    CONSTRAINT fk_assignment_matter_uid FOREIGN KEY(matter_uid) REFERENCES matter (uid),
    CONSTRAINT fk_assignment_unit_uid FOREIGN KEY(unit_uid) REFERENCES unit (uid),
    CONSTRAINT fk_assignment_person_uid FOREIGN KEY(person_uid) REFERENCES person (uid)
)
 STRICT;
CREATE INDEX ix_assignment_matter_uid ON assignment (matter_uid);
CREATE INDEX ix_assignment_person_uid_role ON assignment (person_uid, role);
CREATE INDEX ix_assignment_unit_uid_role ON assignment (unit_uid, role);
CREATE TABLE attachment (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    matter_uid TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    kind TEXT NOT NULL,
    CONSTRAINT pk_attachment PRIMARY KEY (id),
    CONSTRAINT uq_attachment_uid UNIQUE (uid),
    CONSTRAINT fk_attachment_matter_uid FOREIGN KEY(matter_uid) REFERENCES matter (uid)
)
 STRICT;
CREATE INDEX ix_attachment_matter_uid ON attachment (matter_uid);
CREATE INDEX ix_attachment_sha256 ON attachment (sha256);
CREATE TABLE event (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    matter_uid TEXT NOT NULL,
    action TEXT NOT NULL,
    from_state TEXT NOT NULL,
    to_state TEXT NOT NULL,
    "on" TEXT NOT NULL,
    medium TEXT NOT NULL,
    evidence TEXT NOT NULL,
    person TEXT NOT NULL,
    note TEXT NOT NULL,
    CONSTRAINT pk_event PRIMARY KEY (id),
    CONSTRAINT uq_event_uid UNIQUE (uid),
    CONSTRAINT fk_event_matter_uid FOREIGN KEY(matter_uid) REFERENCES matter (uid)
)
 STRICT;
CREATE INDEX ix_event_matter_uid ON event (matter_uid);
CREATE TABLE issued_paper (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    year INTEGER NOT NULL,
    seq INTEGER NOT NULL,
    "on" TEXT NOT NULL,
    title TEXT NOT NULL,
    matter_uid TEXT,
    snapshot TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    CONSTRAINT pk_issued_paper PRIMARY KEY (id),
    CONSTRAINT uq_issued_paper_uid UNIQUE (uid),
    CONSTRAINT fk_issued_paper_matter_uid FOREIGN KEY(matter_uid) REFERENCES matter (uid)
)
 STRICT;
CREATE INDEX ix_issued_paper_matter_uid ON issued_paper (matter_uid);
CREATE INDEX ix_issued_paper_number ON issued_paper (number);
CREATE TABLE milestone (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    matter_uid TEXT NOT NULL,
    name TEXT NOT NULL,
    due TEXT,
    done_on TEXT,
    words TEXT NOT NULL,
    official_order INTEGER NOT NULL,
    CONSTRAINT pk_milestone PRIMARY KEY (id),
    CONSTRAINT uq_milestone_uid UNIQUE (uid),
    CONSTRAINT fk_milestone_matter_uid FOREIGN KEY(matter_uid) REFERENCES matter (uid)
)
 STRICT;
CREATE INDEX ix_milestone_matter_uid ON milestone (matter_uid);
CREATE TABLE post (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    person_uid TEXT NOT NULL,
    unit_uid TEXT,
    title TEXT NOT NULL,
    level TEXT NOT NULL,
    since TEXT,
    until TEXT,
    official_order INTEGER NOT NULL,
    CONSTRAINT pk_post PRIMARY KEY (id),
    CONSTRAINT uq_post_uid UNIQUE (uid),
    CONSTRAINT fk_post_person_uid FOREIGN KEY(person_uid) REFERENCES person (uid),
    CONSTRAINT fk_post_unit_uid FOREIGN KEY(unit_uid) REFERENCES unit (uid)
)
 STRICT;
CREATE INDEX ix_post_person_uid ON post (person_uid);
CREATE INDEX ix_post_unit_uid ON post (unit_uid);
CREATE TABLE report (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    matter_uid TEXT NOT NULL,
    "on" TEXT NOT NULL,
    percent REAL,
    approximate INTEGER NOT NULL,
    words TEXT NOT NULL,
    problems TEXT NOT NULL,
    next_steps TEXT NOT NULL,
    medium TEXT NOT NULL,
    author TEXT NOT NULL,
    CONSTRAINT pk_report PRIMARY KEY (id),
    CONSTRAINT uq_report_uid UNIQUE (uid),
    CONSTRAINT fk_report_matter_uid FOREIGN KEY(matter_uid) REFERENCES matter (uid)
)
 STRICT;
CREATE INDEX ix_report_matter_uid ON report (matter_uid);
