"""The burden meter: what a unit is asked for in a week, with repeats, and a warning before more is sent.

Counted are assignments, rungs of the ladder, registered contacts, and the duties that fall due
(政府督查工作条例 Art. 15: no supervision that is repeated or too frequent).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from ducha_desktop.domain.burden import Asked, BurdenRules, ContactKind, kinds_words, repeats
from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cycle_words import period_words, week_of
from ducha_desktop.domain.cycles import Rhythm, Span
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.ladder import Rung
from ducha_desktop.domain.vocabulary import ReportCycle
from ducha_desktop.services.obligations import DUTY, Question, owed_list
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.storage.calendar_store import load_setting
from ducha_desktop.storage.queries import burden as queries
from ducha_desktop.storage.queries.obligations import units as known_units

BURDEN_RULES = "burden_rules"
_CONTACT = "contact:"
_WEEKLY = Rhythm(ReportCycle.WEEKLY)
_MOST_NAMED = 3
_RUNGS = {rung.value: rung.word for rung in Rung}


@dataclass(frozen=True, slots=True)
class WeekLoad:
    """What one unit was asked for in one week.

    Attributes:
        repeats: how much of it was for a matter that had been asked for a few days before.
        too_many: more than the office allows itself.
    """

    asked: tuple[Asked, ...]
    repeats: int
    too_many: bool

    @property
    def words(self) -> str:
        """`发通知 3、上门督查 1，重复 1`."""
        again = f"，重复 {self.repeats}" if self.repeats else ""
        return kinds_words(self.asked) + again


@dataclass(frozen=True, slots=True)
class UnitBurden:
    """A unit's weeks, by their Monday; weeks without anything are left out."""

    uid: str
    name: str
    weeks: dict[date, WeekLoad]

    @property
    def total(self) -> int:
        """All that was asked."""
        return sum(len(week.asked) for week in self.weeks.values())

    @property
    def warned(self) -> int:
        """Weeks with too much or with repeats."""
        return sum(week.too_many or week.repeats > 0 for week in self.weeks.values())


@dataclass(frozen=True, slots=True)
class Burden:
    """Units in official order and the weeks looked at; units nobody asked anything of are left out."""

    weeks: tuple[Span, ...]
    units: tuple[UnitBurden, ...]
    rules: BurdenRules

    def week_words(self, week: Span) -> str:
        """`2026年第47周`."""
        return period_words(_WEEKLY, week)


def rules(reader: Reader) -> BurdenRules:
    """From when on this office is warned."""
    own = load_setting(reader.connection, BURDEN_RULES)
    if not isinstance(own, dict):
        return BurdenRules()
    usual = asdict(BurdenRules())
    return BurdenRules(**{name: int(own.get(name, value)) for name, value in usual.items()})


def save_rules(office: Office, wanted: BurdenRules) -> Changes:
    """Warn from another number on.

    Raises:
        WrongUseError: it cannot be warned by these.
        RefusedError: nothing differs.
    """
    from ducha_desktop.models.office import Setting

    if wanted.problem:
        raise WrongUseError(f"{wanted.problem}没有改动，请改正。")
    with office.read() as reader:
        if rules(reader) == wanted:
            raise RefusedError("督查负担的提醒没有改动，不用保存。")
    with office.write("burden.rules", words="修改督查负担的提醒") as work:
        row = next((row for row in work.all(Setting) if row.key == BURDEN_RULES), None)
        if row is None:
            work.add(Setting(key=BURDEN_RULES, value=asdict(wanted)))
        else:
            row.value = asdict(wanted)
            work.session.add(row)
    return work.changes


def burden(reader: Reader, span: Span, *, units: Sequence[str] = ()) -> Burden:
    """What was and will be asked in the weeks that these days touch."""
    allowed = rules(reader)
    weeks = tuple(_WEEKLY.spans(span.first, span.last))
    whole = Span(weeks[0].first, weeks[-1].last)
    found: dict[str, list[Asked]] = {}
    early = Span(whole.first - timedelta(days=allowed.again_days), whole.last)
    for each in _asked(reader, early, units):
        found.setdefault(each.unit, []).append(each)
    loads = (
        UnitBurden(unit.uid, unit.name, _weeks(found[unit.uid], weeks, allowed))
        for unit in known_units(reader.connection)
        if unit.uid in found
    )
    return Burden(weeks, tuple(load for load in loads if load.weeks), allowed)


def warning(
    reader: Reader,
    units: Sequence[str],
    on: date,
    *,
    matters: Sequence[str] = (),
    rules_of: BurdenRules | None = None,
) -> str:
    """What to say before something more is asked of these units on a day; empty when nothing.

    Args:
        reader: a reader.
        units: uids, one for each thing that is to be sent: a unit that is to get three stands three times.
        on: the day it is sent.
        matters: the matters it is sent for, beside `units`; empty where it is for none.
        rules_of: other thresholds than the office's own.
    """
    if not units:
        return ""
    allowed = rules_of or rules(reader)
    week = week_of(on)
    early = Span(min(week.first, on - timedelta(days=max(allowed.again_days - 1, 0))), week.last)
    before = list(_asked(reader, early, tuple(dict.fromkeys(units))))
    names = {unit.uid: unit.name for unit in known_units(reader.connection)}
    this_week = Counter(each.unit for each in before if each.on in week) + Counter(units)
    many = [(uid, number) for uid, number in this_week.items() if number > allowed.a_week]
    recent = {
        (each.unit, each.matter)
        for each in before
        if each.matter and 0 <= (on - each.on).days < allowed.again_days
    }
    again = Counter(unit for unit, matter in zip(units, matters, strict=False) if (unit, matter) in recent)
    return "".join((_many_words(many, names, allowed), _again_words(again, names, allowed)))


def _many_words(many: Sequence[tuple[str, int]], names: dict[str, str], allowed: BurdenRules) -> str:
    if not many:
        return ""
    listed = "、".join(f"{names.get(uid, '')} {number} 次" for uid, number in many[:_MOST_NAMED])
    more = f"等 {len(many)} 个单位" if len(many) > _MOST_NAMED else ""
    return f"这一周督查过多：{listed}{more}，连同这一批超过每周 {allowed.a_week} 次。"


def _again_words(again: Counter[str], names: dict[str, str], allowed: BurdenRules) -> str:
    if not again:
        return ""
    listed = "、".join(f"{names.get(uid, '')} {number} 件" for uid, number in again.most_common(_MOST_NAMED))
    more = f"等 {len(again)} 个单位" if len(again) > _MOST_NAMED else ""
    return f"重复督查：{listed}{more}，同一事项 {allowed.again_days} 天内已经要求过。"


def _weeks(asked: Sequence[Asked], weeks: Sequence[Span], allowed: BurdenRules) -> dict[date, WeekLoad]:
    found = {}
    for week in weeks:
        inside = tuple(each for each in asked if each.on in week)
        if inside:
            upto = [each for each in asked if each.on <= week.last]
            earlier = [each for each in upto if each.on < week.first]
            again = repeats(upto, allowed.again_days) - repeats(earlier, allowed.again_days)
            found[week.first] = WeekLoad(inside, again, len(inside) > allowed.a_week)
    return found


def _asked(reader: Reader, span: Span, units: Sequence[str]) -> Iterator[Asked]:
    for row in queries.asked(reader.connection, span, units):
        if row.what.startswith(_CONTACT):
            kind = ContactKind(row.what.removeprefix(_CONTACT))
            yield Asked(row.unit_uid, row.on, kind, row.words or kind.word, row.matter_uid)
        else:
            word = _RUNGS.get(row.what, "交办")
            yield Asked(row.unit_uid, row.on, ContactKind.NOTICE, f"{word} {row.words}", row.matter_uid)
    yield from _duties(reader, span, units)


def _duties(reader: Reader, span: Span, units: Sequence[str]) -> Iterator[Asked]:
    question = Question(span, units=tuple(units), matters=False)
    for line in owed_list(reader, question).lines:
        if line.kind == DUTY and line.unit_uid:
            yield Asked(line.unit_uid, line.due, ContactKind.FORM, f"{line.title} {line.period}")
