"""What an office has settled for itself: its name and telephone, who signs, and when lights change."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.lights import LightRules
from ducha_desktop.domain.vocabulary import Light
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.services.own_office import own_office
from ducha_desktop.storage.calendar_store import load_setting

if TYPE_CHECKING:
    from ducha_desktop.storage.unit_of_work import UnitOfWork

LONGEST_NAME, LONGEST_PHONE, MOST_SIGNERS = 60, 40, 20
LIGHT_RULES, PHONE, SIGNERS, PUBLISHER = "light_rules", "office_phone", "office_signers", "office_publisher"
"""Keys of the settings."""

Watch = Callable[[int, int], None]
"""Hears how far a long piece of work is; may raise to end it."""


@dataclass(frozen=True, slots=True)
class OfficeInfo:
    """What papers and cards say of this office.

    Attributes:
        name: full name as it issues papers.
        county: e.g. `云岭县`; `level` its level word.
        phone: printed on cards as 联系电话.
        signers: who may sign papers (签发人), in order; the first is proposed.
        publisher: who edits and issues bulletins (编发单位); empty is the office itself.
    """

    name: str
    county: str
    level: str
    phone: str = ""
    signers: tuple[str, ...] = ()
    publisher: str = ""


@dataclass(frozen=True, slots=True)
class Recolouring:
    """How many matters would have another light today under other rules: (from, to) with its count."""

    judged: int
    turns: tuple[tuple[Light, Light, int], ...]

    @property
    def changed(self) -> int:
        """Matters that would change colour."""
        return sum(number for _, _, number in self.turns)


def office_info(reader: Reader) -> OfficeInfo:
    """What papers and cards say of this office."""
    head = own_office(reader)
    phone = load_setting(reader.connection, PHONE)
    signers = load_setting(reader.connection, SIGNERS)
    publisher = load_setting(reader.connection, PUBLISHER)
    return OfficeInfo(
        name=head.name,
        county=head.county,
        level=head.level,
        phone=phone if isinstance(phone, str) else "",
        signers=tuple(str(name) for name in signers) if isinstance(signers, list) else (),
        publisher=publisher if isinstance(publisher, str) else "",
    )


def save_office(office: Office, info: OfficeInfo) -> Changes:
    """Change what papers and cards say of this office; papers already issued stay as they are.

    Raises:
        WrongUseError: a name is missing or too long.
        RefusedError: nothing differs.
    """
    info = _checked(info)
    with office.read() as reader:
        before = office_info(reader)
    names = [word for key, word in _WORDS.items() if getattr(before, key) != getattr(info, key)]
    if not names:
        raise RefusedError("办公室信息没有改动，不用保存。")
    with office.write("office.edit", words=f"修改办公室信息：{'、'.join(names)}") as work:
        _put_office(work, info)
        _put(work, PHONE, info.phone)
        _put(work, SIGNERS, list(info.signers))
        _put(work, PUBLISHER, info.publisher)
    return work.changes


_WORDS = {
    "name": "单位全称",
    "county": "县（市、区）",
    "level": "级别",
    "phone": "联系电话",
    "signers": "签发人",
    "publisher": "编发单位",
}


def _checked(info: OfficeInfo) -> OfficeInfo:
    clean = OfficeInfo(
        name=clean_line(info.name),
        county=clean_line(info.county),
        level=clean_line(info.level),
        phone=clean_line(info.phone),
        signers=tuple(dict.fromkeys(name for each in info.signers if (name := clean_line(each)))),
        publisher=clean_line(info.publisher),
    )
    if not clean.name or not clean.county or not clean.level:
        raise WrongUseError("单位全称、县（市、区）名称和级别不能空着。没有改动。请填写。")
    longest = max(map(len, (clean.name, clean.county, clean.level, clean.publisher, *clean.signers)))
    if longest > LONGEST_NAME or len(clean.phone) > LONGEST_PHONE:
        raise WrongUseError(
            f"名称最多 {LONGEST_NAME} 个字，电话最多 {LONGEST_PHONE} 个字。没有改动。请写短一些。"
        )
    if len(clean.signers) > MOST_SIGNERS:
        raise WrongUseError(f"签发人最多 {MOST_SIGNERS} 位。没有改动。请去掉不用的。")
    return clean


def _put_office(work: "UnitOfWork", info: OfficeInfo) -> None:
    from ducha_desktop.models.office import Office as OfficeRow

    row = next(row for row in work.all(OfficeRow) if row.own)
    row.name, row.county, row.level = info.name, info.county, info.level
    work.session.add(row)


def _put(work: "UnitOfWork", key: str, value: object) -> None:
    """Set a setting; an empty one is not entered."""
    from ducha_desktop.models.office import Setting

    row = next((row for row in work.all(Setting) if row.key == key), None)
    if row is not None:
        row.value = value
        work.session.add(row)
    elif value:
        work.add(Setting(key=key, value=value))


def save_rules(office: Office, rules: LightRules, *, watch: Watch | None = None) -> Changes:
    """Judge every light by other thresholds, in one act that can be undone.

    Args:
        office: the office.
        rules: the new thresholds; the usual ones restore what the program came with.
        watch: hears how many matters of how many have been judged anew.

    Raises:
        WrongUseError: lights cannot be judged by them.
        RefusedError: nothing differs.
    """
    if rules.problem:
        raise WrongUseError(f"{rules.problem}亮灯规则没有改动，请改正。")
    with office.read() as reader:
        before = reader.rules
    if rules == before:
        raise RefusedError("亮灯规则没有改动，不用保存。")
    usual = rules == LightRules()
    with office.write("lights.rules", words="恢复默认亮灯规则" if usual else "修改亮灯规则") as work:
        work.watch = watch
        _put(work, LIGHT_RULES, {} if usual else asdict(rules))
    return work.changes


def recoloured(reader: Reader, rules: LightRules, *, watch: Watch | None = None) -> Recolouring:
    """What other thresholds would change today; nothing is written.

    Raises:
        WrongUseError: lights cannot be judged by them.
    """
    from ducha_desktop.storage.projection_rows import LightJudge
    from ducha_desktop.storage.relighting import relit
    from ducha_desktop.storage.stored import stored_schedule

    if rules.problem:
        raise WrongUseError(rules.problem)
    turns: Counter[tuple[Light, Light]] = Counter()
    judged = 0
    for stretch in relit(reader.connection, LightJudge(rules, reader.calendar), watch=watch):
        judged += stretch.judged
        for line in stretch.lines:
            was = stored_schedule(*line.before).on(reader.today)
            turns[was, stored_schedule(*line.after).on(reader.today)] += 1
    order = list(Light)
    moved = sorted(
        ((was, now, number) for (was, now), number in turns.items() if was is not now),
        key=lambda turn: (-turn[2], order.index(turn[0]), order.index(turn[1])),
    )
    return Recolouring(judged, tuple(moved))
