"""What is owed, duties, contacts and the burden they are: asked, registered, printed, exported."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cycles import Span
from ducha_desktop.services.obligations import OwedList, Question
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.operations import Door, Read, Task, Write, deed, question

if TYPE_CHECKING:
    from ducha_desktop.domain.burden import BurdenRules
    from ducha_desktop.domain.duties import DutyDraft
    from ducha_desktop.services.burden import Burden
    from ducha_desktop.services.contacts import ContactDraft, ContactView
    from ducha_desktop.services.duties import DutyView, Mark
    from ducha_desktop.services.obligations import UnitChoice
    from ducha_desktop.services.office import Office, Reader
    from ducha_desktop.ui.operations.matters import Act


@dataclass(frozen=True, slots=True)
class Piles:
    """What the workbench says of reports: how many lines the two lists have."""

    week: int
    missed: int


def owed(asked: Question) -> Read[OwedList]:
    """What is owed, line by line."""

    def put(reader: "Reader") -> OwedList:
        from ducha_desktop.services.obligations import owed_list

        return owed_list(reader, asked)

    return question(put)


def piles() -> Read[Piles]:
    """本周应报 and 逾期未报."""

    def put(reader: "Reader") -> Piles:
        from ducha_desktop.services.obligations import count, missed, this_week

        return Piles(count(reader, this_week(reader.today)), count(reader, missed(reader.today)))

    return question(put)


def matter(uid: str) -> Read[MatterRow]:
    """The row of a matter that owes something."""

    def put(reader: "Reader") -> MatterRow:
        from ducha_desktop.services.ledger import row_by_uid

        return row_by_uid(reader, uid)

    return question(put)


def make_good(uid: str, period: date, said: "Act") -> Write[Changes]:
    """Register a report for a period that is over."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services.acts import Doing
        from ducha_desktop.services.making_good import make_good as make

        doing = Doing(on=said.on, medium=said.medium, evidence=said.evidence, values=said.values)
        return make(office, uid, period, doing)

    return deed(do)


def mark(marks: "Sequence[Mark]", *, on: date | None = None) -> Write[Changes]:
    """Mark duties done, many at once."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import duties

        return duties.mark_done(office, marks, on=on)

    return deed(do)


def unmark(marks: "Sequence[Mark]") -> Write[Changes]:
    """Take back that duties were done."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import duties

        return duties.unmark(office, marks)

    return deed(do)


def duties() -> "Read[tuple[DutyView, ...]]":
    """All duties."""

    def put(reader: "Reader") -> "tuple[DutyView, ...]":
        from ducha_desktop.services import duties as service

        return service.duties(reader)

    return question(put)


def save_duty(uid: str, draft: "DutyDraft") -> Write[Changes]:
    """Add a duty, or change the one of that uid."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import duties as service

        return service.edit(office, uid, draft) if uid else service.add(office, draft)

    return deed(do)


def adopt(key: str) -> Write[Changes]:
    """Take over a set of duties."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import duties as service

        return service.adopt(office, key)

    return deed(do)


def remove_duties(uids: Sequence[str]) -> Write[Changes]:
    """Take duties off the list."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import duties as service

        return service.remove(office, uids)

    return deed(do)


def units() -> "Read[tuple[UnitChoice, ...]]":
    """The units in official order."""

    def put(reader: "Reader") -> "tuple[UnitChoice, ...]":
        from ducha_desktop.services.obligations import unit_choices

        return unit_choices(reader)

    return question(put)


def burden(span: Span) -> "Read[Burden]":
    """What units are asked for, week by week."""

    def put(reader: "Reader") -> "Burden":
        from ducha_desktop.services import burden as service

        return service.burden(reader, span)

    return question(put)


def save_burden_rules(rules: "BurdenRules") -> Write[Changes]:
    """Warn from another number on."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import burden as service

        return service.save_rules(office, rules)

    return deed(do)


def warning(unit_uids: Sequence[str], on: date, matters: Sequence[str] = ()) -> Read[str]:
    """What to say before something more is asked of these units; empty when nothing."""

    def put(reader: "Reader") -> str:
        from ducha_desktop.services import burden as service

        return service.warning(reader, unit_uids, on, matters=matters)

    return question(put)


def contacts() -> "Read[tuple[ContactView, ...]]":
    """The contacts of the last year."""

    def put(reader: "Reader") -> "tuple[ContactView, ...]":
        from ducha_desktop.services import contacts as service

        return service.latest(reader)

    return question(put)


def add_contact(draft: "ContactDraft") -> Write[Changes]:
    """Register a contact."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import contacts as service

        return service.add(office, draft)

    return deed(do)


def remove_contacts(uids: Sequence[str]) -> Write[Changes]:
    """Take contacts out of the list."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import contacts as service

        return service.remove(office, uids)

    return deed(do)


def write_list(asked: Question, path: Path) -> Read[Path]:
    """Write the list as a PDF or a workbook, by the ending of the name."""

    def work(door: Door, task: Task) -> Path:
        from ducha_desktop.services.obligations import owed_list
        from ducha_desktop.services.own_office import own_office

        with door.office.read() as reader:
            found, office = owed_list(reader, asked), own_office(reader).name
        task.check()
        if path.suffix.lower() == ".pdf":
            from ducha_desktop.documents.owed_pdf import render_owed
            from ducha_desktop.runtime.atomic import write_atomic

            write_atomic(path, render_owed(found, office=office))
        else:
            from ducha_desktop.exchange.owed_writer import write_owed

            write_owed(path, found, office=office)
        return path

    return Read(work)
