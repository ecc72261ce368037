"""From the words of an origin's form to its stored columns, and back."""

import re
from collections.abc import Callable, Mapping
from datetime import date

from ducha_desktop.domain.amounts import read_amount
from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.investments import HEADING
from ducha_desktop.domain.limits import rules_for
from ducha_desktop.domain.origins import (
    STORED,
    OriginField,
    OriginKind,
    Shape,
    field_named,
    fields_of,
    read_moment,
)
from ducha_desktop.domain.vocabulary import DueKind
from ducha_desktop.models.course import Origin
from ducha_desktop.services.holders import name_book
from ducha_desktop.services.limits import ones_in, rules_in
from ducha_desktop.services.origin_stored import words_of
from ducha_desktop.services.reading import LONGEST, plain_text
from ducha_desktop.services.remarks import remark
from ducha_desktop.storage.unit_of_work import UnitOfWork

_APART = re.compile(r"[、，,;；\n]+")
_NOTHING = "没有保存，没有改动任何数据。"


def keyed(work: UnitOfWork, kind: OriginKind, values: Mapping[str, str]) -> dict[str, str]:
    """The words by field key, clean and of a length that can be kept.

    Raises:
        WrongUseError: the kind has no such field, or a text is too long.
    """
    ones, found = ones_in(work.raw), dict[str, str]()
    for name, value in values.items():
        spec = field_named(kind, name, ones=ones)
        if spec is None:
            known = "、".join(f"{each.key}（{each.word}）" for each in fields_of(kind, ones=ones))
            raise WrongUseError(f"“{kind.word}”没有“{name[:40]}”这一项，{_NOTHING}可写的有：{known}。")
        if spec.key in found:
            raise WrongUseError(f"“{spec.word}”写了两次，不知道用哪一个。{_NOTHING}请只写一次。")
        found[spec.key] = plain_text(value).strip()
        if len(found[spec.key]) > LONGEST:
            raise WrongUseError(f"“{spec.word}”最多 {LONGEST} 个字。{_NOTHING}请写短一些。")
    return found


def fill(work: UnitOfWork, row: Origin, kind: OriginKind, given: Mapping[str, str]) -> None:
    """Put words by field key into a row; what is not given stays.

    Raises:
        WrongUseError: a value cannot be read, or something needed would be missing.
    """
    extras = dict(row.extras)
    for spec in fields_of(kind, ones=ones_in(work.raw)):
        if spec.key in given:
            _READERS.get(spec.shape, _words)(work, row, spec, given[spec.key], extras)
    row.extras = {key: words for key, words in extras.items() if words}
    _require(work, row, kind)


def _require(work: UnitOfWork, row: Origin, kind: OriginKind) -> None:
    """What is needed is there, and the days can be."""
    known = words_of(row.model_dump(), kind)
    lacking = [
        spec.word for spec in fields_of(kind) if spec.needed and spec.key != "on" and not known.get(spec.key)
    ]
    if getattr(row, "on", None) is None:
        lacking.append(next(spec.word for spec in fields_of(kind) if spec.key == "on"))
    if lacking:
        raise WrongUseError(f"登记“{kind.word}”要写明{'、'.join(lacking)}。{_NOTHING}请补全。")
    today = work.writer.today
    for key in ("on", "received_on", "replied_on"):
        day = getattr(row, key)
        spec = field_named(kind, key)
        if day is not None and spec is not None and day > today:
            raise WrongUseError(f"{spec.word}不能晚于今天（{chinese_date(today)}）。{_NOTHING}请核对日期。")
    for key in ("received_on", "reply_due", "replied_on"):
        day, spec = getattr(row, key), field_named(kind, key)
        if day is not None and spec is not None and day < row.on:
            raise WrongUseError(f"{spec.word}不能早于{chinese_date(row.on)}。{_NOTHING}请核对日期。")
    named = row.extras.get("limit", "")
    offered = [rule.name for rule in rules_for(kind, rules_in(work.raw))]
    if named and named not in offered:
        raise WrongUseError(f"“{kind.word}”没有“{named}”这个办理类别。{_NOTHING}可选：{'、'.join(offered)}。")


Extras = dict[str, str]


def _words(_work: UnitOfWork, row: Origin, spec: OriginField, words: str, extras: Extras) -> None:
    if spec.needed and spec.choices and words and words not in spec.choices:
        raise WrongUseError(f"“{spec.word}”可选：{'、'.join(spec.choices)}。{_NOTHING}请改正。")
    if spec.key in STORED:
        setattr(row, spec.key, words)
    else:
        extras[spec.key] = words


def read_day(words: str, word: str, today: date) -> date | None:
    """A day as clerks write it; None for nothing written.

    Raises:
        WrongUseError: it is no day.
    """
    if not words:
        return None
    found = read_deadline(words, year=None, today=today)
    if found.kind is not DueKind.DATE or found.due is None or found.term is not None:
        raise WrongUseError(f"{word}“{words[:30]}”读不出日期，{_NOTHING}请写成 2026-11-22 或 11月22日。")
    return found.due


def _day(work: UnitOfWork, row: Origin, spec: OriginField, words: str, _extras: Extras) -> None:
    setattr(row, spec.key, read_day(words, spec.word, work.writer.today))


def _moment(work: UnitOfWork, row: Origin, spec: OriginField, words: str, extras: Extras) -> None:
    if words and read_moment(words, row.on or work.writer.today) is None:
        raise WrongUseError(
            f"{spec.word}“{words[:30]}”读不出时间，{_NOTHING}请写成 9:30 或 2026-11-22 9:30。"
        )
    extras[spec.key] = words


def _names(_work: UnitOfWork, row: Origin, spec: OriginField, words: str, extras: Extras) -> None:
    names = list(dict.fromkeys(name.strip() for name in _APART.split(words) if name.strip()))
    if spec.key in STORED:
        setattr(row, spec.key, names)
    else:
        extras[spec.key] = "、".join(names)


def _amount(work: UnitOfWork, _row: Origin, spec: OriginField, words: str, extras: Extras) -> None:
    extras[spec.key] = words
    if words and read_amount(words, heading=HEADING).value is None:
        remark(work, words, "读不出金额，已保留原文，合计时不算", field=spec.key)


def _unit(work: UnitOfWork, row: Origin, spec: OriginField, words: str, extras: Extras) -> None:
    named = name_book(work).units(words) if words else ()
    known = named[0].uid if len(named) == 1 else ""
    row.unit_uid = known or None
    extras[spec.key] = "" if known else words


def _leader(work: UnitOfWork, row: Origin, _spec: OriginField, words: str, _extras: Extras) -> None:
    named = [each for each in (name_book(work).people(words) if words else ()) if each.uid]
    row.person, row.person_uid = words, named[0].uid if len(named) == 1 else None
    if row.person_uid and named[0].name in words:
        row.person = named[0].name


_READERS: dict[Shape, Callable[[UnitOfWork, Origin, OriginField, str, Extras], None]] = {
    Shape.DAY: _day,
    Shape.MOMENT: _moment,
    Shape.NAMES: _names,
    Shape.AMOUNT: _amount,
    Shape.UNIT: _unit,
    Shape.LEADER: _leader,
}
