-- Schema 3: origins, the ladder, duties and contacts.
CREATE TABLE origin (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    title TEXT NOT NULL,
    "on" TEXT NOT NULL,
    received_on TEXT,
    unit_uid TEXT,
    person_uid TEXT,
    person TEXT NOT NULL,
    place TEXT NOT NULL,
    attendees TEXT NOT NULL,
    words TEXT NOT NULL,
    reply_due TEXT,
    replied_on TEXT,
    reply TEXT NOT NULL,
    secrecy TEXT NOT NULL,
    extras TEXT NOT NULL,
    CONSTRAINT pk_origin PRIMARY KEY (id),
    CONSTRAINT uq_origin_uid UNIQUE (uid),
    CONSTRAINT fk_origin_unit_uid FOREIGN KEY(unit_uid) REFERENCES unit (uid),
    CONSTRAINT fk_origin_person_uid FOREIGN KEY(person_uid) REFERENCES person (uid)
)
 STRICT;
CREATE INDEX ix_origin_kind ON origin (kind);
CREATE INDEX ix_origin_number ON origin (number);
CREATE INDEX ix_origin_person_uid ON origin (person_uid);
CREATE INDEX ix_origin_unit_uid ON origin (unit_uid);
CREATE TABLE matter_origin (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    matter_uid TEXT NOT NULL,
    origin_uid TEXT NOT NULL,
    words TEXT NOT NULL,
    official_order INTEGER NOT NULL,
    CONSTRAINT pk_matter_origin PRIMARY KEY (id),
    CONSTRAINT uq_matter_origin_uid UNIQUE (uid),
    CONSTRAINT fk_matter_origin_matter_uid FOREIGN KEY(matter_uid) REFERENCES matter (uid),
    CONSTRAINT fk_matter_origin_origin_uid FOREIGN KEY(origin_uid) REFERENCES origin (uid)
)
 STRICT;
CREATE INDEX ix_matter_origin_matter_uid ON matter_origin (matter_uid);
CREATE INDEX ix_matter_origin_origin_uid ON matter_origin (origin_uid);
CREATE TABLE escalation (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    matter_uid TEXT NOT NULL,
    rung TEXT NOT NULL,
    seq INTEGER NOT NULL,
    paper_uid TEXT,
    "on" TEXT NOT NULL,
    due TEXT,
    reason TEXT NOT NULL,
    words TEXT NOT NULL,
    basis TEXT NOT NULL,
    officer TEXT NOT NULL,
    approver TEXT NOT NULL,
    skipped TEXT NOT NULL,
    medium TEXT NOT NULL,
    evidence TEXT NOT NULL,
    lifted_on TEXT,
    lifted TEXT NOT NULL,
    lifted_by TEXT NOT NULL,
    batch TEXT NOT NULL,
    CONSTRAINT pk_escalation PRIMARY KEY (id),
    CONSTRAINT uq_escalation_uid UNIQUE (uid),
    CONSTRAINT fk_escalation_matter_uid FOREIGN KEY(matter_uid) REFERENCES matter (uid),
    CONSTRAINT fk_escalation_paper_uid FOREIGN KEY(paper_uid) REFERENCES issued_paper (uid)
)
 STRICT;
CREATE INDEX ix_escalation_batch ON escalation (batch);
CREATE INDEX ix_escalation_matter_uid ON escalation (matter_uid);
CREATE INDEX ix_escalation_paper_uid ON escalation (paper_uid);
CREATE INDEX ix_escalation_rung ON escalation (rung);
CREATE TABLE duty (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    cycle TEXT NOT NULL,
    cycle_days INTEGER,
    on_day INTEGER NOT NULL,
    shift TEXT NOT NULL,
    scope TEXT NOT NULL,
    rank_class TEXT NOT NULL,
    unit_uid TEXT,
    since TEXT NOT NULL,
    until TEXT,
    official_order INTEGER NOT NULL,
    CONSTRAINT pk_duty PRIMARY KEY (id),
    CONSTRAINT uq_duty_uid UNIQUE (uid),
    CONSTRAINT fk_duty_unit_uid FOREIGN KEY(unit_uid) REFERENCES unit (uid)
)
 STRICT;
CREATE INDEX ix_duty_unit_uid ON duty (unit_uid);
CREATE TABLE duty_done (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    duty_uid TEXT NOT NULL,
    unit_uid TEXT,
    period TEXT NOT NULL,
    "on" TEXT NOT NULL,
    words TEXT NOT NULL,
    medium TEXT NOT NULL,
    CONSTRAINT pk_duty_done PRIMARY KEY (id),
    CONSTRAINT uq_duty_done_uid UNIQUE (uid),
    CONSTRAINT fk_duty_done_duty_uid FOREIGN KEY(duty_uid) REFERENCES duty (uid),
    CONSTRAINT fk_duty_done_unit_uid FOREIGN KEY(unit_uid) REFERENCES unit (uid)
)
 STRICT;
CREATE INDEX ix_duty_done_duty_uid ON duty_done (duty_uid);
CREATE INDEX ix_duty_done_unit_uid ON duty_done (unit_uid);
CREATE TABLE contact (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    deleted_at TEXT,
    unit_uid TEXT NOT NULL,
    matter_uid TEXT,
    kind TEXT NOT NULL,
    method TEXT NOT NULL,
    "on" TEXT NOT NULL,
    words TEXT NOT NULL,
    officer TEXT NOT NULL,
    finding TEXT NOT NULL,
    batch TEXT NOT NULL,
    CONSTRAINT pk_contact PRIMARY KEY (id),
    CONSTRAINT uq_contact_uid UNIQUE (uid),
    CONSTRAINT fk_contact_unit_uid FOREIGN KEY(unit_uid) REFERENCES unit (uid),
    CONSTRAINT fk_contact_matter_uid FOREIGN KEY(matter_uid) REFERENCES matter (uid)
)
 STRICT;
CREATE INDEX ix_contact_batch ON contact (batch);
CREATE INDEX ix_contact_matter_uid ON contact (matter_uid);
CREATE INDEX ix_contact_unit_uid ON contact (unit_uid);
