"""What a clerk does with matters: add, edit, act by the state table, delete."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ducha_desktop.domain.chains import read_links
from ducha_desktop.domain.errors import NotFoundError, WrongUseError
from ducha_desktop.domain.fields import BY_KEY, BY_LABEL, ROLE_FIELDS, extra_name, label_of
from ducha_desktop.domain.states import State
from ducha_desktop.models.matter import Ledger, Matter, Milestone
from ducha_desktop.models.parts import MATTER_PARTS
from ducha_desktop.services import holders
from ducha_desktop.services.chains import set_chain
from ducha_desktop.services.packages import require_one_leader
from ducha_desktop.services.reading import LONGEST, Reading, move_progress_words, plain_text, read_values
from ducha_desktop.services.remarks import note_reading
from ducha_desktop.storage.unit_of_work import UnitOfWork

CHAIN = ("chain", "责任链")
"""What names the chain of responsibility beside the fields of `domain.fields`."""


def field_key(name: str) -> str:
    """The key of a field named by key or by its Chinese label; extra fields are named `extra.名称`.

    Raises:
        WrongUseError: there is no such field.
    """
    if name in BY_KEY or extra_name(name):
        return name
    if name in CHAIN:
        return CHAIN[0]
    if name in BY_LABEL:
        return BY_LABEL[name].key
    raise WrongUseError(
        f"没有“{name}”这个字段，没有改动任何数据。可用的字段："
        f"{'、'.join(f'{f.key}（{f.label}）' for f in BY_KEY.values() if f.key != 'status')}。"
    )


def add(
    work: UnitOfWork, values: Mapping[str, str], *, ledger: str = "", parent_uid: str | None = None
) -> Matter:
    """Register a draft (拟办) from words by field key.

    Args:
        work: the unit of work, inside an entry.
        values: at least `title`; units and people are matched in the register or added as provisional.
        ledger: name or uid; also taken from `values`.
        parent_uid: the item this work belongs to.

    Raises:
        WrongUseError: no title, unknown field.
        NotFoundError: unknown ledger.
    """
    given = given_words(values)
    if not given.get("title", "").strip():
        raise WrongUseError("事项不能没有标题，没有登记。请写明督办什么事。")
    book = find_ledger(work, ledger or given.get("ledger", ""))
    reading = read_values(
        given, today=work.writer.today, calendar=work.light_judge().calendar, year=book.year
    )
    move_progress_words(reading)
    keep_vacant_posts(work, reading, given)
    keep_extras(reading, given, book.extra_fields)
    matter = Matter(
        ledger_uid=book.uid,
        parent_uid=parent_uid,
        state=State.DRAFT.value,
        draft_seq=next_draft(work),
        registered_on=work.writer.today,
        alias=given.get("number", "").strip(),
        extras=reading.extras({}),
        **reading.columns,
    )
    work.add(matter)
    _add_milestones(work, matter.uid, reading.milestones)
    for key, role in ROLE_FIELDS.items():
        if given.get(key, "").strip():
            holders.assign(work, matter.uid, role, given[key])
    _settle_holders(work, matter, given)
    note_reading(work, reading)
    return matter


def edit(work: UnitOfWork, uid: str, values: Mapping[str, str]) -> Reading:
    """Change fields of a matter; return the reading with what was kept in its own words.

    Raises:
        WrongUseError: unknown field, or a field that only an action changes.
    """
    matter = work.find(Matter, uid)
    given = given_words(values)
    if "title" in given and not given["title"].strip():
        raise untitled()
    book = work.find(Ledger, matter.ledger_uid)
    reading = read_values(
        given, today=work.writer.today, calendar=work.light_judge().calendar, year=book.year
    )
    keep_vacant_posts(work, reading, given)
    into = find_ledger(work, given["ledger"].strip() or book.uid) if "ledger" in given else book
    keep_extras(reading, given, (*into.extra_fields, *book.extra_fields, *matter.extras))
    _set_columns(matter, reading, given)
    matter.ledger_uid = into.uid
    if "due" in given:
        replace_milestones(work, matter.uid, reading.milestones)
    for key, role in ROLE_FIELDS.items():
        if key in given:
            holders.replace(work, matter.uid, role, given[key])
    work.session.add(matter)
    _settle_holders(work, matter, given)
    note_reading(work, reading)
    return reading


def _settle_holders(work: UnitOfWork, matter: Matter, given: Mapping[str, str]) -> None:
    """The chain of responsibility as given, and the one leader of a project."""
    if CHAIN[0] in given:
        set_chain(work, matter.uid, read_links(given[CHAIN[0]]))
    if given.keys() & {"liaison_leaders", "ledger"}:
        work.session.flush()
        require_one_leader(work, matter, cleared=not given.get("liaison_leaders", "-").strip())


def untitled() -> WrongUseError:
    """The refusal of an edit that would leave a matter without a title."""
    return WrongUseError("事项不能没有标题，没有改动任何数据。")


def given_words(values: Mapping[str, str]) -> dict[str, str]:
    """The words by field key, clean and of a length that every paper and workbook can hold."""
    given = {field_key(name): plain_text(value) for name, value in values.items()}
    for key, value in given.items():
        if len(value) > LONGEST:
            raise WrongUseError(
                f"“{CHAIN[1] if key == CHAIN[0] else label_of(key)}”有 {len(value)} 个字，最多 {LONGEST} 个。没有改动任何数据。请写短一些。"
            )
    if "status" in given:
        raise WrongUseError(
            "状态不能直接改写，请用“办理”中的动作（如 签收、申请办结、销号）。没有改动任何数据。"
        )
    return given


def keep_extras(reading: Reading, given: Mapping[str, str], known: Iterable[str]) -> None:
    """The words of the ledger's extra fields stay with the matter under their names."""
    names = frozenset(known)
    for key, words in given.items():
        name = extra_name(key)
        if name and name not in names:
            raise WrongUseError(f"这个台账没有附加字段“{name}”，没有改动任何数据。可以在“台账设置”里先增加。")
        if name:
            reading.kept[name] = words.strip()


def keep_vacant_posts(work: UnitOfWork, reading: Reading, given: Mapping[str, str]) -> None:
    """The words of a cell of people stay with the matter where a post in it has no holder yet."""
    for key, role in ROLE_FIELDS.items():
        if key in given and role not in holders.UNIT_ROLES:
            vacant = holders.vacant(work, role, given[key])
            reading.kept[BY_KEY[key].label] = given[key].strip() if vacant else ""
            reading.problems += [(key, given[key], why) for why in vacant]


def _set_columns(matter: Matter, reading: Reading, given: Mapping[str, str]) -> None:
    """Take over what was read; a numbered matter keeps its first deadline for scoring."""
    if matter.number is not None and "due" in reading.columns and reading.columns["due"] != matter.due:
        matter.original_due = matter.original_due or matter.due
    for name, value in reading.columns.items():
        setattr(matter, name, value)
    matter.extras = reading.extras(matter.extras)
    if "number" in given:
        matter.alias = given["number"].strip()


def remove(work: UnitOfWork, uids: Sequence[str]) -> int:
    """Put matters with all their parts into the recycle bin; return how many."""
    mark = work.mark()
    found = 0
    for uid in uids:
        found += work.bulk_update("matter", {uid: {"deleted_at": mark}})
        for table in MATTER_PARTS:
            rows = work.raw.execute(
                f"SELECT uid FROM {table} WHERE matter_uid=? AND deleted_at IS NULL",
                (uid,),
            ).fetchall()
            work.bulk_update(table, {row[0]: {"deleted_at": mark} for row in rows})
    return found


def find_ledger(work: UnitOfWork, name: str) -> Ledger:
    """The ledger by name, kind or uid; the first in order without a name.

    Raises:
        NotFoundError: no such ledger; the sentence names those that exist.
    """
    books = sorted(work.all(Ledger), key=lambda book: book.official_order)
    for book in books:
        if name in (book.name, book.uid, book.kind) or not name:
            return book
    raise NotFoundError(
        f"没有“{name}”这个台账。现有：{'、'.join(book.name for book in books)}。没有改动任何数据。"
    )


def next_draft(work: UnitOfWork) -> int:
    """The next draft number; deleted drafts keep theirs."""
    work.session.flush()
    return int(work.raw.execute("SELECT coalesce(max(draft_seq), 0) + 1 FROM matter").fetchone()[0])


Milestones = Sequence[tuple[date, str]]


def _add_milestones(work: UnitOfWork, uid: str, milestones: Milestones, *, behind: int = 0) -> None:
    for order, (day, words) in enumerate(milestones, start=behind):
        work.add(Milestone(matter_uid=uid, name=words, due=day, words=words, official_order=order))


def replace_milestones(work: UnitOfWork, uid: str, milestones: Milestones) -> None:
    """Put the nodes (day, words) of a new plan in the place of those not yet reached; none leave them.

    Nodes that a clerk has set up, or planned since, stay: only what was read from words gives way to words.
    """
    if milestones:
        rows = work.all(Milestone, Milestone.matter_uid == uid)
        for row in rows:
            if row.name == row.words and not (
                row.done_on or row.begun_on or row.start or row.days or row.links
            ):
                work.remove(row)
        behind = max((row.official_order for row in rows if row.deleted_at is None), default=-1) + 1
        _add_milestones(work, uid, milestones, behind=behind)
