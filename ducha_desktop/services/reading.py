"""From words as typed or imported to stored columns: one way for the form, the cell and the import."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from ducha_desktop.domain.amounts import read_amount
from ducha_desktop.domain.cleaning import clean_line, without_unseen
from ducha_desktop.domain.cycle_words import CHOICES, read_cycle
from ducha_desktop.domain.deadline import read_deadline
from ducha_desktop.domain.fields import BY_KEY, FieldKind
from ducha_desktop.domain.percent import read_percent
from ducha_desktop.domain.vocabulary import DueKind, Priority, Worded
from ducha_desktop.domain.workdays import Calendar

Columns = dict[str, Any]
YEAR_ASSUMED = "没有写年份"
"""How the remark begins that says which year a date without one was taken for."""


@dataclass(slots=True)
class Reading:
    """Stored columns of a matter and what could not be read as meant.

    Attributes:
        columns: values by column of `matter`, as Python values (dates as dates).
        milestones: (day, words) of the earlier dates of a deadline.
        problems: (field key, value, why) of what is kept in its own words only.
        notices: (field key, value, words) of what was assumed, with nothing lost.
        kept: words by label that no column can hold as they are; an empty text where a label has none
            any more. They belong into the matter's `extras`.
    """

    columns: Columns = field(default_factory=dict)
    milestones: tuple[tuple[date, str], ...] = ()
    problems: list[tuple[str, str, str]] = field(default_factory=list)
    notices: list[tuple[str, str, str]] = field(default_factory=list)
    kept: dict[str, str] = field(default_factory=dict)

    def extras(self, before: Mapping[str, str]) -> dict[str, str]:
        """A matter's extra words with those kept by this reading."""
        merged = {**before, **self.kept}
        return {label: words for label, words in merged.items() if words or label not in self.kept}


def read_values(
    values: Mapping[str, str], *, today: date, calendar: Calendar, year: int | None = None
) -> Reading:
    """Read the words of a matter's stored fields.

    Args:
        values: words by field key; keys that are not columns (units, people, ledger, status) are left to
            others.
        today: business date, for dates without a year.
        calendar: the office's, for limits in working days from a day that the words name.
        year: year of the sheet or ledger.
    """
    reading = Reading()
    for key, value in values.items():
        spec = BY_KEY.get(key)
        if spec is None or not spec.stored or key in ("number", "ledger", "status"):
            continue
        _READERS.get(spec.kind, _text)(reading, key, plain_text(value), (today, year, calendar))
    return reading


def plain_text(text: str) -> str:
    """Text without what nobody sees and no file, sheet or page can hold; line ends are newlines."""
    return without_unseen(text)


LONGEST = 32_767
"""Most characters of one field: what a cell of a workbook holds."""


def move_progress_words(reading: Reading) -> None:
    """`主体封顶` in the percent column is a progress report, for a matter or report without another one."""
    label = BY_KEY["progress_percent"].label
    if reading.kept.get(label) and not reading.columns.get("progress_text"):
        reading.columns["progress_text"] = reading.kept[label]
        reading.kept[label] = ""


Context = tuple[date, int | None, Calendar]


def _text(reading: Reading, key: str, value: str, _context: Context) -> None:
    reading.columns[key] = value.strip()


def _deadline(reading: Reading, _key: str, value: str, context: Context) -> None:
    today, year, calendar = context
    found = read_deadline(value, year=year, today=today, calendar=calendar)
    reading.columns |= {
        "due_kind": found.kind.value,
        "due": found.due,
        "due_text": value.strip(),
        "due_approximate": found.approximate,
        "recurrence": found.recurrence.code if found.recurrence else "",
    }
    reading.milestones = found.milestones
    if found.term is not None and found.due is None:
        reading.notices.append(("due", value, found.note))
    if found.problem:
        reading.problems.append(("due", value, found.problem))
    elif found.year_assumed:
        reading.problems.append(
            ("due", value, f"{YEAR_ASSUMED}，按{_year_of(found.due) or year or today.year}年理解")
        )


def _year_of(day: date | None) -> int | None:
    return day.year if day else None


def _day(reading: Reading, key: str, value: str, context: Context) -> None:
    today, year, calendar = context
    label, words = BY_KEY[key].label, value.strip()
    reading.columns[key], reading.kept[label] = None, ""
    if not words:
        return
    found = read_deadline(words, year=year, today=today, calendar=calendar)
    reading.columns[key] = found.due
    if key == "start" and found.due is not None and _is_month(words, found.due):
        # What ends with a month begins with its first day; the words are kept beside it.
        reading.columns[key], reading.kept[label] = found.due.replace(day=1), words
    if found.due is None or found.kind is not DueKind.DATE:
        reading.kept[label] = words
        why = found.problem.removesuffix("，时限按原文保留") or "读不出日期"
        # The reader of deadlines speaks of 时限; here the clerk wrote a day into a field of another name.
        why = "看不出是哪一天" if "时限" in why else why
        reading.problems.append((key, value, f"{why}，{label}按原文保留"))


def _is_month(words: str, end: date) -> bool:
    """Whether the words name a month without a day; such words are read as the month's last day."""
    return end.month != (end + timedelta(days=1)).month and str(end.day) not in words


def _percent(reading: Reading, key: str, value: str, _context: Context) -> None:
    found = read_percent(value)
    reading.columns |= {key: found.value, "progress_approximate": found.approximate}
    reading.kept[BY_KEY[key].label] = value.strip() if found.problem else ""
    if found.problem:
        reading.problems.append((key, value, found.problem))


def _amount(reading: Reading, key: str, value: str, _context: Context) -> None:
    found = read_amount(value)
    reading.columns |= {
        key: found.value,
        "amount_text": value.strip(),
        "amount_approximate": found.approximate,
    }
    if found.value is None and value.strip() not in _NO_AMOUNT:
        reading.problems.append((key, value, "读不出数字，已保留原文"))


_NO_AMOUNT = frozenset({"", "无", "暂无", "—", "——", "-", "－", "/", "／"})
"""Words by which a cell says that there is no amount."""


def _cycle(reading: Reading, key: str, value: str) -> None:
    typed = clean_line(value)
    found = read_cycle(typed) if typed else ("", None)
    reading.kept[BY_KEY[key].label] = "" if found else value.strip()
    if found is None:
        reading.problems.append((key, value, f"不在可选范围（{'、'.join(CHOICES)}，天数可以自定）"))
        return
    reading.columns |= {key: str(found[0]), "cycle_days": found[1]}


def _word(reading: Reading, key: str, value: str, _context: Context) -> None:
    if key == "report_cycle":
        _cycle(reading, key, value)
        return
    words: type[Worded] | None = {"priority": Priority}.get(key)
    typed = clean_line(value)
    if words is None or not typed:
        reading.columns[key] = typed
        return
    found = next(
        (member for member in words if typed in (member.value, member.word, *_SYNONYMS.get(member, ()))), None
    )
    reading.kept[BY_KEY[key].label] = "" if found else value.strip()
    if found is None:
        reading.problems.append((key, value, f"不在可选范围（{'、'.join(member.word for member in words)}）"))
        return
    reading.columns[key] = found.value


_SYNONYMS: dict[Worded, tuple[str, ...]] = {
    Priority.NORMAL: ("一般", "普通", "正常", "平急"),
    Priority.URGENT: ("紧急", "急", "急件", "加急件"),
    Priority.TOP: ("特急件",),
}

_READERS: dict[FieldKind, Callable[[Reading, str, str, Context], None]] = {
    FieldKind.DEADLINE: _deadline,
    FieldKind.DATE: _day,
    FieldKind.PERCENT: _percent,
    FieldKind.NUMBER: _amount,
    FieldKind.ENUM: _word,
}

TEXTS = frozenset(
    key
    for key, spec in BY_KEY.items()
    if spec.stored and spec.kind not in _READERS and key not in ("number", "ledger", "status")
)
"""Fields whose words are stored as they are."""
