"""Reading origins: lists, one of them whole, what a matter comes from, reply rate and sums of investment."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from ducha_desktop.domain.errors import AmbiguousError, NotFoundError, WrongUseError
from ducha_desktop.domain.figures import percent
from ducha_desktop.domain.investments import InvestmentSum, read_investment, summed, sums_by_class
from ducha_desktop.domain.origins import (
    OriginKind,
    fields_of,
    is_answered,
    masked,
    read_moment,
    response_words,
)
from ducha_desktop.services.ledger import row_by_uid
from ducha_desktop.services.limits import five_ones
from ducha_desktop.services.office import Reader
from ducha_desktop.services.origin_stored import words_of
from ducha_desktop.services.origin_views import (
    LinkedMatter,
    OriginDetail,
    OriginRow,
    ReplyFigures,
    ReplyRate,
)
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries import origins as queries
from ducha_desktop.storage.stored import stored_day

SHOWN = 10
ANSWERED = tuple(kind for kind in OriginKind if is_answered(kind))


def listing(
    reader: Reader,
    *,
    kind: OriginKind | None = None,
    year: int | None = None,
    search: str = "",
    unanswered: bool = False,
    limit: int = -1,
) -> list[OriginRow]:
    """Origins, latest first; who called is masked.

    Args:
        reader: a reader of the present.
        kind: only this kind.
        year: only origins of this year.
        search: words that must all occur.
        unanswered: only origins of kinds that are answered, without a reply.
        limit: at most so many; -1 for all.
    """
    code = kind.value if kind else ""
    stored = queries.rows(
        reader.connection,
        kind=code,
        year=year,
        search=search,
        unanswered=[each.value for each in ANSWERED] if unanswered else (),
        limit=limit,
    )
    counts = queries.matter_counts(reader.connection, code)
    return [_row(each, counts.get(each["uid"], (0, 0)), reader.today) for each in stored]


def row(reader: Reader, uid: str) -> OriginRow:
    """One line; NotFoundError when the origin is gone."""
    return detail(reader, uid).row


def detail(reader: Reader, uid: str) -> OriginDetail:
    """One origin, whole, with its matters.

    Raises:
        NotFoundError: it is gone.
    """
    found = queries.rows(reader.connection, uids=[uid])
    if not found:
        raise NotFoundError("这个来源不存在，或者已经删除。没有改动任何数据。请按 F5 重新读取。")
    stored = found[0]
    kind = OriginKind(stored["kind"])
    links = queries.matters_of(reader.connection, uid)
    matters = tuple(LinkedMatter(link, words, row_by_uid(reader, matter)) for link, matter, words in links)
    closed = sum(each.row.stage == "closed" for each in matters)
    values = words_of(stored, kind)
    specs = fields_of(kind, ones=five_ones(reader))
    known = {spec.key: spec.word for spec in specs}
    return OriginDetail(
        _row(stored, (len(matters), closed), reader.today),
        {key: values.get(key, "") for key in dict.fromkeys((*known, *values))},
        {key: known.get(key, key) for key in dict.fromkeys((*known, *values))},
        matters,
    )


def find_origin(connection: Connection, text: str) -> str:
    """The uid of the origin with that number or title, or whose uid begins so.

    Raises:
        WrongUseError: nothing was typed.
        NotFoundError: none.
        AmbiguousError: several; they are named.
    """
    typed = text.strip()
    if not typed:
        raise WrongUseError("没有写来源的编号。没有改动任何数据。请写上编号。")
    found = queries.named(connection, typed)
    if not found:
        raise NotFoundError(f"没有编号或名称为“{typed[:80]}”的来源，没有改动任何数据。请核对编号。")
    if len(found) > 1:
        candidates = tuple(f"{number}（{title}，{uid}）" for uid, _, number, title in found[:SHOWN])
        raise AmbiguousError(
            f"“{typed[:40]}”对应 {len(found)} 个来源：{'；'.join(candidates)}。没有改动任何数据，请写名称或标识。",
            candidates,
        )
    return found[0][0]


def kinds(reader: Reader) -> dict[OriginKind, int]:
    """How many origins of each kind there are, all kinds named."""
    found = queries.kinds(reader.connection)
    return {kind: found.get(kind.value, 0) for kind in OriginKind}


def years(reader: Reader) -> tuple[int, ...]:
    """The years of the origins, latest first."""
    return tuple(queries.years(reader.connection))


def rate(reader: Reader, kind: OriginKind = OriginKind.INSTRUCTION, *, year: int | None = None) -> ReplyRate:
    """回复率: replied out of all, whole, by leader in official order and by year.

    Args:
        reader: a reader of the present.
        kind: a kind that is answered.
        year: only origins of this year.

    Raises:
        WrongUseError: the kind is not answered.
    """
    if not is_answered(kind):
        words = "、".join(each.word for each in ANSWERED)
        raise WrongUseError(f"“{kind.word}”不用回复，没有回复率，没有改动任何数据。可选：{words}。")
    found: list[Line] = [
        (who or "未写领导", date.fromisoformat(on), stored_day(due), stored_day(done))
        for who, on, due, done in queries.replies(reader.connection, kind.value)
    ]
    lines = [line for line in found if year is None or line[1].year == year]
    return ReplyRate(
        _figures("合计", lines, reader.today),
        _grouped(lines, lambda line: str(line[0]), reader.today),
        tuple(
            sorted(
                _grouped(lines, lambda line: f"{line[1].year}年", reader.today),
                key=lambda each: each.name,
                reverse=True,
            )
        ),
    )


def investments(
    reader: Reader, *, year: int | None = None
) -> tuple[tuple[InvestmentSum, ...], InvestmentSum]:
    """Projects with 总投资 and 本年完成投资 in 亿元: by class, and all of them."""
    stored = queries.rows(reader.connection, kind=OriginKind.PROJECT.value, year=year)
    values = [words_of(each, OriginKind.PROJECT) for each in reversed(stored)]
    read = [read_investment(each["project_class"], each["total"], each["done"]) for each in values]
    return sums_by_class(read), summed("合计", read)


Line = tuple[Any, ...]


def _grouped(lines: Sequence[Line], name: Callable[[Line], str], today: date) -> tuple[ReplyFigures, ...]:
    groups: dict[str, list[Line]] = {}
    for line in lines:
        groups.setdefault(name(line), []).append(line)
    return tuple(_figures(group, members, today) for group, members in groups.items())


def _figures(name: str, lines: Iterable[Line], today: date) -> ReplyFigures:
    states = [_reply_state(due, done, today) for _who, _on, due, done in lines]
    replied = sum(state in (ANSWERED_IN_TIME, ANSWERED_LATE) for state in states)
    return ReplyFigures(
        name,
        len(states),
        replied,
        states.count(ANSWERED_LATE),
        states.count(OVERDUE),
        percent(replied, len(states)),
    )


ANSWERED_IN_TIME, ANSWERED_LATE, WAITING, OVERDUE = "已回复", "超期回复", "待回复", "超期未回复"


def _reply_state(due: date | None, done: date | None, today: date) -> str:
    """Late only from the day after the one it was due."""
    if done is not None:
        return ANSWERED_LATE if due is not None and done > due else ANSWERED_IN_TIME
    return OVERDUE if due is not None and today > due else WAITING


def _row(stored: dict[str, Any], counts: tuple[int, int], today: date) -> OriginRow:
    kind, on = OriginKind(stored["kind"]), date.fromisoformat(stored["on"])
    values = words_of(stored, kind)
    received, responded = (read_moment(values.get(key, ""), on) for key in ("received_at", "responded_at"))
    for spec in fields_of(kind):
        if spec.masked:
            values[spec.key] = masked(values.get(spec.key, ""))
    state = ""
    if is_answered(kind):
        state = _reply_state(stored_day(stored["reply_due"]), stored_day(stored["replied_on"]), today)
    return OriginRow(
        uid=stored["uid"],
        kind=kind,
        number=stored["number"],
        title=stored["title"],
        on=on,
        values=values,
        matters=counts[0],
        closed=counts[1],
        is_answered=is_answered(kind),
        response=response_words(received, responded),
        reply_state=state,
    )
