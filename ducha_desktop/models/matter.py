"""The ledgers and their matters: plan → class → item → specific work."""

from datetime import date

from sqlalchemy import Index

from ducha_desktop.models.base import (
    STRICT,
    Row,
    day,
    document,
    flag,
    integer,
    optional_day,
    optional_integer,
    optional_real,
    optional_text,
    reference,
    text,
)


class Ledger(Row, table=True):
    """One ledger (台账) of a kind and year with its own number pattern and extra fields.

    `procedure` has what this ledger demands and who signs in it (`domain.procedure`); empty is the usual.
    """

    __tablename__ = "ledger"
    __table_args__ = (STRICT,)

    name: str = text(index=True)
    kind: str = text()
    year: int | None = optional_integer()
    number_pattern: str = text()
    extra_fields: list[str] = document(list)
    official_order: int = integer()
    procedure: dict[str, object] = document()


class Matter(Row, table=True):
    """One matter with 四清, 六明确 and 七定; every parsed value keeps its original words beside it."""

    __tablename__ = "matter"
    __table_args__ = (
        Index("ix_matter_number_year_number_seq", "number_year", "number_seq"),
        Index("ix_matter_draft_seq", "draft_seq"),
        STRICT,
    )

    ledger_uid: str = reference("ledger.uid")
    parent_uid: str | None = reference("matter.uid", optional=True)
    number: str | None = optional_text(index=True)
    number_year: int | None = optional_integer()
    number_seq: int | None = optional_integer()
    draft_seq: int = integer()
    alias: str = text(index=True)
    title: str = text()
    category: str = text()
    item_group: str = text()
    source: str = text()
    source_ref: str = text()
    source_date: date | None = optional_day()
    instruction: str = text()
    target: str = text()
    task: str = text()
    measures: str = text()
    requirement: str = text()
    duty: str = text()
    plan: str = text()
    phone: str = text()
    start: date | None = optional_day()
    due_kind: str = text()
    due: date | None = optional_day()
    due_text: str = text()
    due_approximate: bool = flag()
    recurrence: str = text()
    original_due: date | None = optional_day()
    requested_due: date | None = optional_day()
    report_cycle: str = text()
    state: str = text()
    prior_state: str = text()
    archived_from: str = text()
    progress_percent: float | None = optional_real()
    progress_approximate: bool = flag()
    progress_text: str = text()
    problems: str = text()
    next_steps: str = text()
    watch: str = text()
    priority: str = text()
    secrecy: str = text()
    amount: float | None = optional_real()
    amount_text: str = text()
    amount_approximate: bool = flag()
    remarks: str = text()
    extras: dict[str, str] = document()
    registered_on: date | None = optional_day()
    approved_on: date | None = optional_day()
    signed_on: date | None = optional_day()
    last_report_on: date | None = optional_day()
    suspended_on: date | None = optional_day()
    claimed_on: date | None = optional_day()
    closed_on: date | None = optional_day()
    returns: int = integer()
    batch: str = text(index=True)
    sign_step: int = integer()
    assigned_on: date | None = optional_day()
    cycle_days: int | None = optional_integer()


class Assignment(Row, table=True):
    """The part of a unit or person in a matter; one lead. `post` names the link of a chain (州长 … 乡镇长)."""

    __tablename__ = "assignment"
    __table_args__ = (
        Index("ix_assignment_unit_uid_role", "unit_uid", "role"),
        Index("ix_assignment_person_uid_role", "person_uid", "role"),
        STRICT,
    )

    matter_uid: str = reference("matter.uid")
    role: str = text()
    unit_uid: str | None = reference("unit.uid", optional=True, index=False)
    person_uid: str | None = reference("person.uid", optional=True, index=False)
    official_order: int = integer()
    post: str = text()


class Milestone(Row, table=True):
    """A node of the plan, with its own words.

    `links` has, by uid of the nodes it waits for, the calendar days between (`domain.nodes`).
    """

    __tablename__ = "milestone"
    __table_args__ = (STRICT,)

    matter_uid: str = reference("matter.uid")
    name: str = text()
    due: date | None = optional_day()
    done_on: date | None = optional_day()
    words: str = text()
    official_order: int = integer()
    start: date | None = optional_day()
    days: int | None = optional_integer()
    day_kind: str = text(default="calendar")
    links: dict[str, int] = document()
    begun_on: date | None = optional_day()


class Report(Row, table=True):
    """A progress report of the responsible unit: only ever added.

    `period` is the first day of the cycle it answers for where that is not the one in which it came (补报).
    """

    __tablename__ = "report"
    __table_args__ = (STRICT,)

    matter_uid: str = reference("matter.uid")
    on: date = day()
    percent: float | None = optional_real()
    approximate: bool = flag()
    words: str = text()
    problems: str = text()
    next_steps: str = text()
    medium: str = text()
    author: str = text()
    period: date | None = optional_day()


class Event(Row, table=True):
    """An act in the life of a matter: business date, medium, evidence (`domain.md` §4)."""

    __tablename__ = "event"
    __table_args__ = (STRICT,)

    matter_uid: str = reference("matter.uid")
    action: str = text()
    from_state: str = text()
    to_state: str = text()
    on: date = day()
    medium: str = text()
    evidence: str = text()
    person: str = text()
    note: str = text()
    role: str = text()
    step: int = integer()


class Attachment(Row, table=True):
    """A file kept by the hash of its content."""

    __tablename__ = "attachment"
    __table_args__ = (STRICT,)

    matter_uid: str = reference("matter.uid")
    name: str = text()
    sha256: str = text(index=True)
    size: int = integer()
    kind: str = text()


class IssuedPaper(Row, table=True):
    """A numbered paper, frozen with its snapshot and the digest of its bytes; once void it keeps its number."""

    __tablename__ = "issued_paper"
    __table_args__ = (STRICT,)

    kind: str = text()
    number: str = text(index=True)
    year: int = integer()
    seq: int = integer()
    on: date = day()
    title: str = text()
    matter_uid: str | None = reference("matter.uid", optional=True)
    snapshot: dict[str, object] = document()
    sha256: str = text()
    unit_uid: str | None = reference("unit.uid", optional=True)
    voided_on: date | None = optional_day()


class Holiday(Row, table=True):
    """A day that is not what its weekday says: rest or make-up work."""

    __tablename__ = "holiday"
    __table_args__ = (STRICT,)

    on: date = day()
    kind: str = text()
    name: str = text()
