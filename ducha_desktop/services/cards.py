"""Gathering the three-level cards: one card per matter, level and holder, in official order."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from ducha_desktop.domain.card_code import CardCode, fields_digest, make_code, read_code
from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.cycle_words import stored_cycle_words
from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
from ducha_desktop.domain.light_words import days_words, explain
from ducha_desktop.domain.lights import LightSchedule
from ducha_desktop.domain.numbering import card_number, draft_card_number, draft_number
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import CardLevel, Priority, Stage
from ducha_desktop.models.types import dump
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.office import Reader
from ducha_desktop.services.papers import CardBatch, CardPaper, HolderSet, MilestoneMark, SummaryLine
from ducha_desktop.storage.queries import cards as queries
from ducha_desktop.storage.queries import ledger as ledger_queries
from ducha_desktop.storage.stored import SCHEDULE_COLUMNS, stored_day, stored_schedule

DEFAULT_STAGES = (Stage.DRAFT, Stage.OPEN, Stage.CLOSING)
_ROLES = {
    CardLevel.LIAISON: ("liaison",),
    CardLevel.RESPONSIBILITY: ("responsible",),
    CardLevel.SUPERVISION: ("lead", "co", "township"),
}
# What changes from day to day is printed but says nothing about the card being out of date.
_DAILY = frozenset({"days_text", "light", "light_reason", "qr", "card_number"})


@dataclass(frozen=True, slots=True)
class CardChoice:
    """Which cards are wanted.

    Attributes:
        levels: levels, all by default.
        holders: names of leaders and units; empty means all.
        numbers: numbers of matters; empty means all of `stages`.
        stages: drafts, open and closing matters by default.
        co_units: cards for co-units too, marked 配合.
        query: further filters of the ledger.
    """

    levels: tuple[CardLevel, ...] = tuple(CardLevel)
    holders: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    stages: tuple[Stage, ...] = DEFAULT_STAGES
    co_units: bool = False
    query: LedgerQuery = field(default_factory=LedgerQuery)


@dataclass(frozen=True, slots=True)
class Holder:
    """One holder of cards on one level."""

    uid: str
    name: str
    order: int
    role: str
    through: str = ""
    """The 单位合称 of which it is a member, where the matter names only that."""


def gather(reader: Reader, choice: CardChoice) -> CardBatch:
    """All cards wanted, as frozen papers; raises NotFoundError for an unknown number."""
    connection, today = reader.connection, reader.today
    name, _, level_word, phone = queries.office(connection)
    matters = _matters(reader, choice)
    uids = [matter["uid"] for matter in matters]
    maker = _Maker(
        reader,
        level_word,
        queries.holders(connection, uids),
        queries.milestones(connection, uids),
        queries.posts(connection, today.isoformat()),
        queries.collectives(connection),
    )
    sets: list[HolderSet] = []
    for level in choice.levels:
        sets.extend(maker.sets(level, matters, choice))
    return CardBatch(issuer=name, contact=phone, on=today, sets=tuple(sets), notes=maker.notes)


def _matters(reader: Reader, choice: CardChoice) -> list[dict[str, Any]]:
    if choice.numbers:
        uids = [find_matter(reader.connection, number) for number in choice.numbers]
        return queries.matters(reader.connection, queries.by_due(reader.connection, uids))
    query = replace(choice.query, stages=tuple(stage.value for stage in choice.stages), sort=SortKey.DUE)
    wanted = ledger_queries.ids(reader.connection, query, reader.today, table=reader.table)
    return queries.matters(reader.connection, wanted)


@dataclass(slots=True)
class _Maker:
    """Makes papers out of the rows read; all lookups are by dictionary."""

    reader: Reader
    level_word: str
    holders: dict[str, list[tuple[str, str, str, int, str, str]]]
    milestones: dict[str, list[tuple[str, str | None, str | None, str]]]
    posts: dict[str, str]
    collectives: dict[str, list[tuple[str, str, int]]]
    _left_out: Counter[str] = field(default_factory=Counter)

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out, and how it gets cards."""
        return tuple(
            f"“{name}”是单位合称，名册里没有写明包括哪些单位，{number} 项事项没有给它出卡。"
            "请在“单位人员”里把各单位的上级单位选成它，或在事项里写明具体单位。"
            for name, number in self._left_out.items()
        )

    def sets(
        self, level: CardLevel, matters: Sequence[dict[str, Any]], choice: CardChoice
    ) -> list[HolderSet]:
        """The sets of one level in official order of holders."""
        by_holder: dict[str, tuple[Holder, list[CardPaper], list[SummaryLine]]] = {}
        own: dict[str, list[SummaryLine]] = {}
        through: dict[str, list[str]] = {}
        for matter in matters:
            for place, holder in enumerate(self._holders_on(level, matter["uid"], choice), start=1):
                if not _wanted(choice, holder.name, holder.through):
                    continue
                _, cards, lines = by_holder.setdefault(holder.uid, (holder, [], []))
                cards.append(self.card(level, matter, holder, place))
                lines.append(_line(self.reader, matter, self.names(matter["uid"], "lead")))
                own.setdefault(holder.uid, []).extend([] if holder.through else lines[-1:])
                through.setdefault(holder.uid, []).extend([holder.through] if holder.through else [])
        ordered = sorted(by_holder.values(), key=lambda found: (found[0].order, found[0].name))
        held = self._held(level, choice)
        return [
            HolderSet(
                level=level,
                holder=holder.name,
                post=self._post(level, holder.uid),
                summary_title=self._summary(level),
                lines=tuple(lines),
                cards=tuple(cards),
                unlisted=_unlisted(held.get(holder.uid, {}), own[holder.uid]),
                through=tuple(dict.fromkeys(through[holder.uid])),
            )
            for holder, cards, lines in ordered
        ]

    def _held(self, level: CardLevel, choice: CardChoice) -> dict[str, dict[str, int]]:
        """By holder, all matters of the level by stage, whatever stages the cards are wanted of."""
        roles = _ROLES[level] if choice.co_units else _ROLES[level][:1]
        reader, query = self.reader, replace(choice.query, stages=())
        return ledger_queries.held(reader.connection, query, reader.today, roles=roles, table=reader.table)

    def _holders_on(self, level: CardLevel, uid: str, choice: CardChoice) -> list[Holder]:
        roles = _ROLES[level] if choice.co_units else _ROLES[level][:1]
        found: dict[str, Holder] = {}
        for wanted in roles:
            for role, holder_uid, name, order, _, _ in self.holders.get(uid, ()):
                if role == wanted and holder_uid not in self.collectives:
                    found.setdefault(holder_uid, Holder(holder_uid, name, order, role))
                elif role == wanted:
                    for member in self._members(holder_uid, name, role, choice):
                        found.setdefault(member.uid, member)
        return list(found.values())

    def _members(self, uid: str, name: str, role: str, choice: CardChoice) -> list[Holder]:
        """The units of a 单位合称; nobody can sign a card that is addressed to 各乡镇."""
        members = self.collectives[uid]
        if not members and _wanted(choice, name):
            self._left_out[name] += 1
        return [Holder(each, called, order, role, through=name) for each, called, order in members]

    def names(self, uid: str, role: str) -> tuple[str, ...]:
        """Names in a role, in official order."""
        return tuple(name for found, _, name, *_ in self.holders.get(uid, ()) if found == role)

    def posted(self, uid: str, role: str) -> tuple[tuple[str, str], ...]:
        """(name, post) in a role, in official order."""
        return tuple(
            (name, self.posts.get(who, ""))
            for found, who, name, *_ in self.holders.get(uid, ())
            if found == role
        )

    def card(self, level: CardLevel, matter: dict[str, Any], holder: Holder, place: int) -> CardPaper:
        """One card."""
        reader, uid = self.reader, matter["uid"]
        schedule = _schedule(matter)
        due = stored_day(matter["due"])
        number = matter["number"] or draft_number(matter["draft_seq"])
        card = CardPaper(
            level=level,
            title=self._title(level),
            card_number=_card_number(level, matter, place),
            matter_uid=uid,
            matter_number=number,
            matter_title=matter["title"],
            draft=matter["stage"] == Stage.DRAFT,
            holder=holder.name,
            holder_post=self._post(level, holder.uid),
            role={"lead": "牵头", "co": "配合", "township": "配合"}.get(holder.role, ""),
            ledger=matter["ledger"],
            source=matter["source"],
            priority=_word(Priority, matter["priority"], quiet=Priority.NORMAL),
            liaison_leaders=self.posted(uid, "liaison"),
            responsible_leaders=self.posted(uid, "responsible"),
            lead_unit="、".join(self.names(uid, "lead")),
            co_units=self.names(uid, "co"),
            townships=self.names(uid, "township"),
            persons=self.posted(uid, "person"),
            phone=matter["phone"],
            target=matter["target"],
            task=matter["task"],
            measures=matter["measures"],
            duty=matter["duty"],
            requirement=matter["requirement"],
            due=due,
            due_text=matter["due_text"] or _date_words(due),
            days_text=_countdown(reader, matter, due),
            state_word=State(matter["state"]).word,
            light=schedule.on(reader.today),
            light_reason=explain(schedule, today=reader.today, rules=reader.rules, calendar=reader.calendar),
            progress_percent=matter["progress_percent"],
            progress_text=matter["progress_text"],
            problems=matter["problems"],
            next_steps=matter["next_steps"],
            watch=matter["watch"],
            milestones=tuple(
                MilestoneMark(name, stored_day(node_due), stored_day(done), words)
                for name, node_due, done, words in self.milestones.get(uid, ())
            ),
            report_cycle=stored_cycle_words(matter["report_cycle"], matter["cycle_days"]),
            qr="",
        )
        return replace(card, qr=make_code(CardCode(number, level, printed_digest(card))))

    def _post(self, level: CardLevel, uid: str) -> str:
        return "" if level is CardLevel.SUPERVISION else self.posts.get(uid, "")

    def _title(self, level: CardLevel) -> str:
        return {
            CardLevel.LIAISON: f"{self.level_word}委常委联系卡",
            CardLevel.RESPONSIBILITY: f"{self.level_word}政府领导责任卡",
            CardLevel.SUPERVISION: "承办部门督办卡",
        }[level]

    def _summary(self, level: CardLevel) -> str:
        return {
            CardLevel.LIAISON: f"{self.level_word}委常委联系事项清单",
            CardLevel.RESPONSIBILITY: f"{self.level_word}政府领导责任事项清单",
            CardLevel.SUPERVISION: "承办部门督办事项清单",
        }[level]


def _wanted(choice: CardChoice, *names: str) -> bool:
    return not choice.holders or any(name in choice.holders for name in names)


def printed_digest(card: CardPaper) -> str:
    """First 8 hex digits of the sha256 of the printed fields, without what changes from day to day."""
    fields = asdict(card)
    return fields_digest([dump(_plain(fields[name])) for name in sorted(fields) if name not in _DAILY])


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class ScannedCard:
    """What a scanned QR code leads to; `current` is false when the card is out of date (卡片已过期)."""

    matter_uid: str
    level: CardLevel
    current: bool


def scan(reader: Reader, text: str) -> ScannedCard | None:
    """The matter behind a card's QR text; None when the text is no card code.

    Raises:
        NotFoundError: the code is sound but the matter is not in this ledger.
    """
    code = read_code(text)
    if code is None:
        return None
    uid = find_matter(reader.connection, code.number)
    batch = gather(reader, CardChoice(levels=(code.level,), numbers=(code.number,), co_units=True))
    digests = {printed_digest(card) for found in batch.sets for card in found.cards}
    return ScannedCard(uid, code.level, code.digest in digests)


def _countdown(reader: Reader, matter: dict[str, Any], due: date | None) -> str:
    """Days to the deadline; once the unit has applied for closing, how it stood on that day."""
    claimed = stored_day(matter["claimed_on"])
    if matter["stage"] != Stage.CLOSING or claimed is None or due is None:
        return days_words(due, reader.today, rules=reader.rules, calendar=reader.calendar)
    late = (claimed - due).days
    return f"超期 {late} 天申请办结" if late > 0 else "已按时申请办结"


def _unlisted(held: dict[str, int], lines: Sequence[SummaryLine]) -> tuple[tuple[Stage, int], ...]:
    """What a holder has besides the lines of the list, by stage."""
    listed = Counter(line.stage for line in lines)
    rest = ((stage, held.get(stage.value, 0) - listed[stage]) for stage in Stage)
    return tuple((stage, number) for stage, number in rest if number > 0)


def _card_number(level: CardLevel, matter: dict[str, Any], place: int) -> str:
    if not matter["number"]:
        return draft_card_number(level, matter["draft_seq"], place)
    return card_number(level, matter["number"], place)


def _line(reader: Reader, matter: dict[str, Any], lead: tuple[str, ...]) -> SummaryLine:
    return SummaryLine(
        number=matter["number"] or draft_number(matter["draft_seq"]),
        title=matter["title"],
        ledger=matter["ledger"],
        lead_unit="、".join(lead),
        due_text=matter["due_text"] or _date_words(stored_day(matter["due"])),
        progress_percent=matter["progress_percent"],
        light=_schedule(matter).on(reader.today),
        stage=Stage(matter["stage"]),
    )


def _schedule(matter: dict[str, Any]) -> LightSchedule:
    return stored_schedule(*(matter[name] for name in SCHEDULE_COLUMNS))


def _date_words(day: date | None) -> str:
    return chinese_date(day) if day else ""


def _word(words: Callable[[str], Any], code: str, *, quiet: Any) -> str:
    member = words(code) if code else quiet
    return "" if member is quiet else str(member.word)
