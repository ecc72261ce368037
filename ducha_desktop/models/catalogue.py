"""Which tables the journal keeps, by name."""

from ducha_desktop.models.base import Row, metadata
from ducha_desktop.models.course import Contact, Duty, DutyDone, Escalation, MatterOrigin, Origin
from ducha_desktop.models.journal import Change, Entry
from ducha_desktop.models.matter import (
    Assignment,
    Attachment,
    Event,
    Holiday,
    IssuedPaper,
    Ledger,
    Matter,
    Milestone,
    Report,
)
from ducha_desktop.models.office import Office, Setting, Station
from ducha_desktop.models.register import ImportProfile, LearnedAlias, Person, Post, Unit

JOURNALLED: dict[str, type[Row]] = {
    str(model.__tablename__): model
    for model in (
        Office,
        Station,
        Setting,
        Unit,
        Person,
        Post,
        LearnedAlias,
        ImportProfile,
        Ledger,
        Matter,
        Assignment,
        Milestone,
        Report,
        Event,
        Attachment,
        IssuedPaper,
        Holiday,
        Origin,
        MatterOrigin,
        Escalation,
        Duty,
        DutyDone,
        Contact,
    )
}

# `ducha digest` covers what the office states, not how it was reached.
DIGESTED: tuple[str, ...] = (
    "unit",
    "person",
    "post",
    "ledger",
    "matter",
    "assignment",
    "milestone",
    "report",
    "event",
    "attachment",
    "holiday",
    "origin",
    "matter_origin",
    "escalation",
    "duty",
    "duty_done",
    "contact",
)

__all__ = ["DIGESTED", "JOURNALLED", "Change", "Entry", "metadata"]
