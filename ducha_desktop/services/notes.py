"""记事: what an office wants to remember of a matter without moving it."""

from datetime import date

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.models.matter import Event, Matter
from ducha_desktop.services.reading import LONGEST, plain_text
from ducha_desktop.storage.unit_of_work import UnitOfWork

NOTE = "note"
"""The action of an event that only says something."""


def add_note(
    work: UnitOfWork,
    uid: str,
    words: str,
    *,
    on: date | None = None,
    medium: Medium = Medium.PAPER,
    person: str = "",
) -> Event:
    """Write a note into the course of a matter; its state stays.

    Args:
        work: the transaction.
        uid: the matter.
        words: what is to be remembered.
        on: business date; the writer's today by default.
        medium: how it reached the office.
        person: whose words they are.

    Raises:
        NotFoundError: there is no such matter.
        WrongUseError: it says nothing, or too much.
    """
    matter, said = work.find(Matter, uid), plain_text(words).strip()
    if not said:
        raise WrongUseError("记事是空的，没有保存。请写明要记的事。")
    if len(said) > LONGEST:
        raise WrongUseError(f"记事最多 {LONGEST:,} 个字，没有保存。请写短一些，长的材料放到附件里。")
    event = Event(
        matter_uid=uid,
        action=NOTE,
        from_state=matter.state,
        to_state=matter.state,
        on=on or work.writer.today,
        medium=medium.value,
        person=plain_text(person),
        note=said,
    )
    work.add(event)
    return event
