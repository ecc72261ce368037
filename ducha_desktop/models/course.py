"""What happens around matters: where they come from, how they are pressed, what units owe and are asked for."""

from datetime import date

from ducha_desktop.models.base import (
    STRICT,
    Row,
    day,
    document,
    integer,
    optional_day,
    optional_integer,
    reference,
    text,
)


class Origin(Row, table=True):
    """Where matters come from: a meeting, an instruction, a document, a call; one record, many matters."""

    __tablename__ = "origin"
    __table_args__ = (STRICT,)

    kind: str = text(index=True)
    number: str = text(index=True)
    title: str = text()
    on: date = day()
    received_on: date | None = optional_day()
    unit_uid: str | None = reference("unit.uid", optional=True)
    person_uid: str | None = reference("person.uid", optional=True)
    person: str = text()
    place: str = text()
    attendees: list[str] = document(list)
    words: str = text()
    reply_due: date | None = optional_day()
    replied_on: date | None = optional_day()
    reply: str = text()
    secrecy: str = text()
    extras: dict[str, str] = document()


class MatterOrigin(Row, table=True):
    """A matter's place in an origin, with the words it has there; a matter may come from several."""

    __tablename__ = "matter_origin"
    __table_args__ = (STRICT,)

    matter_uid: str = reference("matter.uid")
    origin_uid: str = reference("origin.uid")
    words: str = text()
    official_order: int = integer()


class Escalation(Row, table=True):
    """A rung of the ladder that a matter has come to: 催办, 督查单, 挂牌, 约谈, 通报, 问责建议.

    `seq` counts the rungs of a kind in the matter; `lifted_on` is the record that takes it off again.
    """

    __tablename__ = "escalation"
    __table_args__ = (STRICT,)

    matter_uid: str = reference("matter.uid")
    rung: str = text(index=True)
    seq: int = integer()
    paper_uid: str | None = reference("issued_paper.uid", optional=True)
    on: date = day()
    due: date | None = optional_day()
    reason: str = text()
    words: str = text()
    basis: str = text()
    officer: str = text()
    approver: str = text()
    skipped: str = text()
    medium: str = text()
    evidence: str = text()
    lifted_on: date | None = optional_day()
    lifted: str = text()
    lifted_by: str = text()
    batch: str = text(index=True)


class Duty(Row, table=True):
    """What units owe again and again beside single matters: a weekly report, a quarterly inspection.

    `scope` is `all`, `class` (with `rank_class`), `unit` (with `unit_uid`) or `office`; `on_day` is the day of
    the period by which it is owed, 0 for its last, -5 for the fifth after it; `shift` says what happens to a
    day of rest (`domain.obligations.Shift`).
    """

    __tablename__ = "duty"
    __table_args__ = (STRICT,)

    name: str = text()
    kind: str = text()
    cycle: str = text()
    cycle_days: int | None = optional_integer()
    on_day: int = integer()
    shift: str = text()
    scope: str = text()
    rank_class: str = text()
    unit_uid: str | None = reference("unit.uid", optional=True)
    since: date = day()
    until: date | None = optional_day()
    official_order: int = integer()


class DutyDone(Row, table=True):
    """A duty done by a unit for one period, named by the period's first day."""

    __tablename__ = "duty_done"
    __table_args__ = (STRICT,)

    duty_uid: str = reference("duty.uid")
    unit_uid: str | None = reference("unit.uid", optional=True)
    period: date = day()
    on: date = day()
    words: str = text()
    medium: str = text()


class Contact(Row, table=True):
    """Something asked of a unit: a notice, a form, a visit, a call (Decree 733 Art. 12, 15)."""

    __tablename__ = "contact"
    __table_args__ = (STRICT,)

    unit_uid: str = reference("unit.uid")
    matter_uid: str | None = reference("matter.uid", optional=True)
    kind: str = text()
    method: str = text()
    on: date = day()
    words: str = text()
    officer: str = text()
    finding: str = text()
    batch: str = text(index=True)
