"""Words on the cards: dates, people, counts, the deadline in its own words."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date

from ducha_desktop.cards.look import NOTHING
from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.services.papers import CardPaper

_OPEN_DATE = re.compile(r"(?<=\d) (?=[年月日])|(?<=[年月]) (?=\d)")
"""A space within a date."""

_LONGEST_WHOLE = 4

People = Sequence[tuple[str, str]]


def short_day(on: date, today: date) -> str:
    """`11月18日`, with the year when it isn't this year's."""
    return f"{on.month}月{on.day}日" if on.year == today.year else chinese_date(on)


def percent(value: float | None) -> str:
    """`62.5%`, `90%`, or a dash."""
    if value is None:
        return NOTHING
    return f"{value:.1f}".removesuffix(".0") + "%"


def people(pairs: People) -> str:
    """`李国强（局长）、王芳（副局长）`."""
    return "、".join(f"{name}（{post}）" if post else name for name, post in pairs)


def short_names(card: CardPaper) -> tuple[str, ...]:
    """Names on the card that are short enough to stand on one line everywhere."""
    named = (*card.liaison_leaders, *card.responsible_leaders, *card.persons, (card.holder, ""))
    return tuple(dict.fromkeys(name for name, _ in named if 2 <= len(name) <= _LONGEST_WHOLE))  # noqa: PLR2004


def units(names: Iterable[str]) -> str:
    """Units joined by the enumeration comma."""
    return "、".join(names)


def facts(*parts: str) -> str:
    """The parts that are not empty, joined by a middle dot."""
    return "　·　".join(part for part in parts if part)


def deadline(card: CardPaper) -> str:
    """The deadline as a date when there is one, else in the words it was given in."""
    if card.due is not None:
        return chinese_date(card.due)
    return card.due_text or NOTHING


def deadline_words(card: CardPaper) -> str:
    """The original words when they say more than the date, else empty."""
    words = card.due_text.strip()
    if not words or card.due is None:
        return ""
    plain = words.removesuffix("前").removesuffix("之").replace(" ", "")
    return "" if plain == chinese_date(card.due) or plain in _other_words(card.due) else words


def _other_words(day: date) -> tuple[str, ...]:
    """What else people write for `day` without meaning more than it."""
    written = (day.isoformat(), f"{day:%Y.%m.%d}", f"{day.month}月{day.day}日")
    if day.day < monthrange(day.year, day.month)[1]:
        return written
    return (*written, f"{day.month}月底", f"{day.year}年{day.month}月底")


def deadline_full(card: CardPaper) -> str:
    """Date and words together; the words alone when they begin with the date."""
    words, day = deadline_words(card), deadline(card)
    if not words:
        return day
    if words.replace(" ", "").startswith(day):
        return words
    return f"{day}　{words}" if "（" in words else f"{day}（{words}）"


def due_in_column(words: str, today: date) -> str:
    """Words of a deadline for a narrow column: this year's year left out, another and brackets on own lines."""
    day, bracket, more = words.partition("（")
    year = re.match(r"(\d{4})年(?=\d{1,2}月)", day)
    if year is not None:
        day = day[year.end() :] if int(year[1]) == today.year else f"{year[0]}\n{day[year.end() :]}"
    return f"{day}\n{bracket}{more}" if day and bracket else words if bracket else day


def light_reason(card: CardPaper) -> str:
    """Why the light is what it is, its dates closed up as everywhere on the card."""
    return _OPEN_DATE.sub("", card.light_reason)


def progress(card: CardPaper) -> str:
    """`90%。设备安装已完成…`."""
    share = "" if card.progress_percent is None else percent(card.progress_percent)
    return "；".join(part for part in (share, card.progress_text.strip()) if part)


def responsible_persons(card: CardPaper) -> str:
    """Persons and their telephone."""
    names = people(card.persons)
    return "　".join(part for part in (names, f"电话 {card.phone}" if card.phone else "") if part)


def co_units(card: CardPaper) -> str:
    """Co-units, then the townships concerned."""
    parts = [units(card.co_units)]
    if card.townships:
        parts.append("涉及乡镇：" + units(card.townships))
    return "；".join(part for part in parts if part)
