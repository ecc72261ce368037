"""督查记录: visits, calls, notices and forms as the office registers them (Decree 733 Art. 12)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from ducha_desktop.domain.burden import ContactKind, ContactMethod
from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cleaning import without_unseen
from ducha_desktop.domain.cycles import Span
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.services.ledger import row_by_uid
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.storage.queries import burden as queries
from ducha_desktop.storage.queries.obligations import units as known_units

LONGEST, LONGEST_NAME, EARLIEST = 4_000, 60, 1990


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A contact as a clerk fills it in; several units are one batch and one step of undo."""

    units: tuple[str, ...]
    kind: ContactKind
    method: ContactMethod
    on: date | None = None
    matter: str | None = None
    words: str = ""
    officer: str = ""
    finding: str = ""


@dataclass(frozen=True, slots=True)
class ContactView:
    """A contact as it stands; `number` and `title` are those of its matter."""

    uid: str
    unit_uid: str
    unit: str
    matter_uid: str
    number: str
    title: str
    kind: ContactKind
    method: str
    on: date
    words: str
    officer: str
    finding: str


def contacts(reader: Reader, span: Span, *, units: Sequence[str] = ()) -> tuple[ContactView, ...]:
    """The contacts of these days, latest first."""
    words = {method.value: method.word for method in ContactMethod}
    return tuple(
        ContactView(
            *(uid, unit_uid, unit, matter or "", number or "", title or ""),
            *(ContactKind(kind), words.get(method, method), date.fromisoformat(on), *rest),
        )
        for uid, unit_uid, unit, matter, number, title, kind, method, on, *rest in queries.contacts(
            reader.connection, span, units
        )
    )


def latest(reader: Reader, *, days: int = 366) -> tuple[ContactView, ...]:
    """The contacts of the last year, and those already noted for days to come."""
    ahead = timedelta(days=days)
    return contacts(reader, Span(reader.today - ahead, reader.today + ahead))


def add(office: Office, draft: ContactDraft) -> Changes:
    """Register a contact with one unit or with several.

    Raises:
        WrongUseError: no unit, no such unit, a day to come, or too many words.
        NotFoundError: the matter is gone.
    """
    on = draft.on or office.today
    with office.read() as reader:
        names = {unit.uid: unit.name for unit in known_units(reader.connection)}
        about = row_by_uid(reader, draft.matter).number if draft.matter else ""
    for wrong, said in _faults(draft, on, office.today, names):
        if wrong:
            raise WrongUseError(f"{said}没有登记。请改正后再登记。")
    units = tuple(dict.fromkeys(draft.units))
    whom = names[units[0]] if len(units) == 1 else f" {len(units)} 个单位"
    words = f"登记督查记录：{draft.method.word}{'，' + about if about else ''}，{whom.strip()}"
    from ducha_desktop.models.course import Contact

    with office.write("contact.add", words=words, on=on) as work:
        batch = str(work.uid()) if len(units) > 1 else ""
        for unit in units:
            work.add(
                Contact(
                    unit_uid=unit,
                    matter_uid=draft.matter,
                    kind=draft.kind.value,
                    method=draft.method.value,
                    on=on,
                    words=without_unseen(draft.words).strip(),
                    officer=without_unseen(draft.officer).strip(),
                    finding=without_unseen(draft.finding).strip(),
                    batch=batch,
                )
            )
    return work.changes


def remove(office: Office, uids: Sequence[str]) -> Changes:
    """Take contacts out of the list; undo brings them back.

    Raises:
        WrongUseError: none was named.
        NotFoundError: one of them is gone.
    """
    from ducha_desktop.models.course import Contact

    if not uids:
        raise WrongUseError("没有选督查记录，没有改动。请先选中。")
    with office.write("contact.remove", words=f"删除 {len(uids)} 条督查记录") as work:
        for uid in dict.fromkeys(uids):
            work.remove(work.find(Contact, uid))
    return work.changes


def _faults(
    draft: ContactDraft, on: date, today: date, names: dict[str, str]
) -> tuple[tuple[bool, str], ...]:
    long = max(len(draft.words), len(draft.finding))
    return (
        (not draft.units, "没有写明是哪个单位。"),
        (any(unit not in names for unit in draft.units), "有的单位不在名册里。"),
        (on > today, "督查日期不能晚于今天。"),
        (on.year < EARLIEST, f"督查日期早于 {EARLIEST} 年。"),
        (long > LONGEST, f"内容和发现的问题最多各 {LONGEST} 个字。"),
        (len(draft.officer) > LONGEST_NAME, f"督查人员最多 {LONGEST_NAME} 个字。"),
    )
