"""What a clerk does with origins: register, change, answer, remove, split into matters, link and unlink."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.errors import NotFoundError, RefusedError, WrongUseError
from ducha_desktop.domain.limits import Proposal, propose
from ducha_desktop.domain.origins import OriginKind, is_answered
from ducha_desktop.models.course import MatterOrigin, Origin
from ducha_desktop.models.matter import Matter
from ducha_desktop.services import matters
from ducha_desktop.services.limits import rules_in
from ducha_desktop.services.origin_words import fill, keyed
from ducha_desktop.services.remarks import remark
from ducha_desktop.storage.queries import origins as queries
from ducha_desktop.storage.unit_of_work import UnitOfWork

MOST_ITEMS = 500


def register(work: UnitOfWork, kind: OriginKind, values: Mapping[str, str]) -> Origin:
    """Register an origin; without a number it gets one, e.g. `会议〔2026〕3号`.

    Args:
        work: the unit of work, inside an entry.
        kind: of the origin.
        values: words by field key or by the office's word.

    Raises:
        WrongUseError: something needed is missing, a value cannot be read, or the kind has no such field.
        RefusedError: it is registered already.
    """
    given = keyed(work, kind, values)
    given.setdefault("on", work.writer.today.isoformat())
    row = Origin(kind=kind.value)
    fill(work, row, kind, given)
    _require_new(work, row, kind)
    if not row.number:
        stem = f"{kind.word}〔{row.on.year}〕"
        row.number = f"{stem}{queries.next_number(work.raw, stem)}号"
    return work.add(row)


def edit(work: UnitOfWork, uid: str, values: Mapping[str, str]) -> Origin:
    """Change fields of an origin; its matters keep what was written into them.

    Raises:
        WrongUseError: as for `register`.
        NotFoundError: it is gone.
    """
    row = work.find(Origin, uid)
    kind = OriginKind(row.kind)
    given = keyed(work, kind, values)
    if "number" in given and not given["number"]:
        del given["number"]  # what has been called by a number keeps it
    fill(work, row, kind, given)
    _require_new(work, row, kind)
    work.session.add(row)
    return row


def remove(work: UnitOfWork, uids: Sequence[str]) -> int:
    """Remove origins with their links; the matters stay as they are. Return how many links went.

    Raises:
        NotFoundError: one of them is gone.
    """
    links = 0
    for uid in uids:
        row = work.find(Origin, uid)
        for link in work.all(MatterOrigin, MatterOrigin.origin_uid == uid):
            work.remove(link)
            links += 1
        work.remove(row)
    return links


def reply(work: UnitOfWork, uid: str, words: str, on: date | None = None) -> Origin:
    """Answer an origin of a kind that is answered, e.g. 领导批示; an earlier answer is replaced.

    Raises:
        WrongUseError: nothing is written, or the day cannot be.
        RefusedError: the kind is not answered.
    """
    row = work.find(Origin, uid)
    kind = OriginKind(row.kind)
    if not is_answered(kind):
        raise RefusedError(
            f"“{kind.word}”不用回复，没有改动任何数据。需要回复的是批示、信访、来电、来信和建议提案。"
        )
    if not words.strip():
        raise WrongUseError("还没有写回复内容，没有保存。请写明办理情况。")
    day = on or work.writer.today
    return edit(work, row.uid, {"replied_on": day.isoformat(), "reply": words})


def split(
    work: UnitOfWork, uid: str, items: Sequence[Mapping[str, str]], *, ledger: str = ""
) -> list[Matter]:
    """Make a draft (拟办) of each item of an origin, with source and proposed deadline filled in, and link it.

    Args:
        work: the unit of work, inside an entry.
        uid: the origin.
        items: words by field key of `domain.fields`, at least `title`.
        ledger: name or uid of the ledger; an item may name another.

    Raises:
        WrongUseError: no items, too many, or one without a title.
    """
    row = work.find(Origin, uid)
    if not items:
        raise WrongUseError("还没有写议定事项，没有登记。请一行写一项。")
    if len(items) > MOST_ITEMS:
        raise WrongUseError(f"一次最多分解 {MOST_ITEMS} 项，这里有 {len(items)} 项。没有登记，请分几次。")
    proposal = proposed(work, row)
    filled = _from_origin(row, proposal)
    place = len(queries.matters_of(work.raw, uid))
    made: list[Matter] = []
    for item in items:
        own = {matters.field_key(key): words for key, words in item.items() if words.strip()}
        matter = matters.add(work, filled | own, ledger=ledger if "ledger" not in own else "")
        made.append(matter)
        _add_link(work, matter.uid, uid, words=own["title"], place=place + len(made))
        if proposal.words and "due" not in own:
            remark(work, proposal.words, proposal.sentence)
    return made


def link(work: UnitOfWork, uid: str, matter_uid: str, words: str = "") -> MatterOrigin:
    """Say that a matter comes from this origin, too.

    Args:
        work: the unit of work, inside an entry.
        uid: the origin.
        matter_uid: the matter, which keeps its own source.
        words: the words it has there; its title by default.

    Raises:
        RefusedError: it is linked already.
    """
    row, matter = work.find(Origin, uid), work.find(Matter, matter_uid)
    if work.all(MatterOrigin, MatterOrigin.origin_uid == uid, MatterOrigin.matter_uid == matter_uid):
        raise RefusedError(f"“{matter.title[:30]}”已经关联到“{row.title[:30]}”，没有改动，不用再关联。")
    place = len(queries.matters_of(work.raw, uid)) + 1
    made = _add_link(work, matter_uid, uid, words=words.strip() or matter.title, place=place)
    if not matter.source:
        for key, said in _from_origin(row, Proposal()).items():
            if not getattr(matter, key):
                setattr(matter, key, row.on if key == "source_date" else said)
        work.session.add(matter)
    return made


def unlink(work: UnitOfWork, uid: str, matter_uid: str) -> None:
    """Take a matter out of an origin; both stay.

    Raises:
        NotFoundError: it does not come from there.
    """
    found = work.all(MatterOrigin, MatterOrigin.origin_uid == uid, MatterOrigin.matter_uid == matter_uid)
    if not found:
        raise NotFoundError("这件事项没有关联到这个来源，没有改动任何数据。请按 F5 重新读取。")
    for row in found:
        work.remove(row)


def proposed(work: UnitOfWork, row: Origin) -> Proposal:
    """The deadline the office's rules propose for matters from this origin."""
    named = row.extras.get("limit", "")
    return propose(OriginKind(row.kind), row.on, named=named, rules=rules_in(work.raw))


def source_words(kind: OriginKind, title: str, person: str) -> str:
    """What a matter from this origin says in 来源: who gave the instruction, which meeting, which document."""
    if kind is OriginKind.INSTRUCTION and person:
        return f"{person}批示"
    return title


def _from_origin(row: Origin, proposal: Proposal) -> dict[str, str]:
    kind = OriginKind(row.kind)
    said = row.words if kind is OriginKind.INSTRUCTION else row.extras.get("opinion", "")
    values = {
        "source": source_words(kind, row.title, row.person),
        "source_ref": row.number,
        "source_date": row.on.isoformat(),
        "instruction": said,
        "due": proposal.words,
        "amount": _amount(row),
        "secrecy": row.secrecy,
    }
    return {key: words for key, words in values.items() if words}


def _amount(row: Origin) -> str:
    """A project's 总投资 with its unit, as the matter's 投资额."""
    words = row.extras.get("total", "")
    return f"{words}亿元" if words and words[-1].isdigit() else words


def _add_link(work: UnitOfWork, matter: str, origin: str, *, words: str, place: int) -> MatterOrigin:
    return work.add(
        MatterOrigin(matter_uid=matter, origin_uid=origin, words=words.strip(), official_order=place)
    )


def _require_new(work: UnitOfWork, row: Origin, kind: OriginKind) -> None:
    """The same kind, title, number and day is the same origin."""
    same: Any = (Origin.kind == kind.value, Origin.title == row.title, Origin.on == row.on)
    for other in work.all(Origin, *same):
        if other.uid != row.uid and row.number in ("", other.number):
            raise RefusedError(
                f"“{row.title[:40]}”（{chinese_date(row.on)}）已经登记过，编号是“{other.number}”。"
                "没有登记。请打开原来的一件。"
            )
