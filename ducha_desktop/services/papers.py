"""Frozen snapshots that cards and papers are drawn from; a renderer reads nothing else."""

from dataclasses import dataclass, field
from datetime import date

from ducha_desktop.domain.vocabulary import CardLevel, Light, Stage


@dataclass(frozen=True, slots=True)
class MilestoneMark:
    """A node on the card's bar."""

    name: str
    due: date | None
    done_on: date | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class CardPaper:
    """One card: one matter, one level, one holder.

    Attributes:
        title: `县委常委联系卡`, `县政府领导责任卡` or `承办部门督办卡`, the level word from settings.
        card_number: `联〔2026〕9-1`, or with the whole number of another rule `联·重〔2026〕9号-1`; the last number counts the holders of the level.
        role: `牵头` or `配合` on supervision cards, else empty.
        draft: drawn with the mark 拟办.
        leaders: (name, post) pairs in official order.
        due_text: the original words; `due` the date when there is one.
        days_text: `还有 2 个工作日`, `今日到期`, `已超期 3 天` or empty.
        watch: what the liaison leader should watch and whom to press.
        qr: text of the QR code (`cli.md`, JSON that scripts may rely on).
    """

    level: CardLevel
    title: str
    card_number: str
    matter_uid: str
    matter_number: str
    matter_title: str
    draft: bool
    holder: str
    holder_post: str
    role: str
    ledger: str
    source: str
    priority: str
    liaison_leaders: tuple[tuple[str, str], ...]
    responsible_leaders: tuple[tuple[str, str], ...]
    lead_unit: str
    co_units: tuple[str, ...]
    townships: tuple[str, ...]
    persons: tuple[tuple[str, str], ...]
    phone: str
    target: str
    task: str
    measures: str
    duty: str
    requirement: str
    due: date | None
    due_text: str
    days_text: str
    state_word: str
    light: Light
    light_reason: str
    progress_percent: float | None
    progress_text: str
    problems: str
    next_steps: str
    watch: str
    milestones: tuple[MilestoneMark, ...]
    report_cycle: str
    qr: str


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One matter on a holder's summary sheet."""

    number: str
    title: str
    ledger: str
    lead_unit: str
    due_text: str
    progress_percent: float | None
    light: Light
    stage: Stage


@dataclass(frozen=True, slots=True)
class HolderSet:
    """All cards of one holder on one level, opened by the summary sheet.

    Attributes:
        lines: the matters listed; a matter without a card (closed, cancelled) is not among them.
        unlisted: (stage, number) of the holder's matters on this level that are not listed, so that the totals
            under the list are those of all the holder's matters.
        through: each 单位合称 for which the holder gets some of these cards as a member.
    """

    level: CardLevel
    holder: str
    post: str
    summary_title: str
    lines: tuple[SummaryLine, ...]
    cards: tuple[CardPaper, ...]
    unlisted: tuple[tuple[Stage, int], ...] = ()
    through: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CardBatch:
    """What `ducha cards` draws: sets in the order level → official order of holders.

    Attributes:
        issuer: e.g. `中共云岭县委 云岭县人民政府督查室`.
        contact: telephone of the supervision office.
        on: paper date (the business date).
        notes: sentences about cards that were not made, e.g. for a 单位合称 whose members nobody knows.
    """

    issuer: str
    contact: str
    on: date
    sets: tuple[HolderSet, ...] = field(default_factory=tuple)
    notes: tuple[str, ...] = ()
