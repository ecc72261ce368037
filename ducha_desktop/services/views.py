"""Frozen views: all that the window, the command line and the renderers ever see of the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ducha_desktop.domain.nodes import PlanNode
from ducha_desktop.domain.origins import OriginKind
from ducha_desktop.domain.procedure import Role
from ducha_desktop.domain.states import Action, Transition
from ducha_desktop.domain.vocabulary import DayKind, Light, Stage


@dataclass(frozen=True, slots=True)
class MatterRow:
    """One line of the ledger, as `ducha list --json` prints it (`cli.md`), plus its uid.

    Attributes:
        uid: identity of the matter.
        number: `督办〔2026〕9号`, or `拟-N` for a draft.
        state: code of the state table (`domain.md` §4); `stage` is its count.
        light_reason: the sentence behind the light.
        due: the single date, None for long-term, immediate or unreadable deadlines.
        due_text: the original words, always.
        days_left: due − today in calendar days, 0 on the due day, negative when overdue.
        workdays_left: working days after today up to and including the due day.
    """

    uid: str
    number: str
    title: str
    ledger: str
    source: str
    state: str
    stage: Stage
    light: Light
    light_reason: str
    due: date | None
    due_text: str
    days_left: int | None
    workdays_left: int | None
    liaison_leaders: tuple[str, ...]
    responsible_leaders: tuple[str, ...]
    lead_unit: str
    co_units: tuple[str, ...]
    persons: tuple[str, ...]
    progress_percent: float | None
    updated: str


@dataclass(frozen=True, slots=True)
class AssignmentView:
    """Who has which part in a matter; `post` is a leader's post, `role` a code of AssignmentRole."""

    role: str
    name: str
    post: str
    phone: str
    uid: str


@dataclass(frozen=True, slots=True)
class MilestoneView:
    """One node of the plan (`domain.nodes`); `text` keeps the original words.

    Attributes:
        links: by uid of the nodes it waits for, the calendar days between.
    """

    name: str
    due: date | None
    done_on: date | None
    text: str
    uid: str = ""
    start: date | None = None
    days: int | None = None
    day_kind: DayKind = DayKind.CALENDAR
    links: dict[str, int] = field(default_factory=dict)
    begun_on: date | None = None

    @property
    def plan(self) -> PlanNode:
        """The node as plans reckon with it."""
        return PlanNode(
            key=self.uid,
            name=self.name,
            days=self.days,
            day_kind=self.day_kind,
            after=self.links,
            start=self.start,
            due=self.due,
            begun_on=self.begun_on,
            done_on=self.done_on,
        )


@dataclass(frozen=True, slots=True)
class ReportView:
    """One progress report of the responsible unit."""

    on: date
    percent: float | None
    text: str
    problems: str
    next_steps: str
    medium: str
    author: str


@dataclass(frozen=True, slots=True)
class TimelineView:
    """One journal entry as seen from one matter: who, when, on what paper, what, old → new.

    Attributes:
        fields: (label, old, new) in the office's words; names instead of uids.
        kind: `do`, `fixed` (cannot be undone), `undo` or `redo`.
        medium: how the act reached the office; empty where the journal does not say.
        paper: the paper, file or rule it rests on.
    """

    entry: int
    at: str
    business_date: date
    user: str
    action: str
    words: str
    reason: str
    fields: tuple[tuple[str, str, str], ...]
    kind: str = "do"
    medium: str = ""
    paper: str = ""


@dataclass(frozen=True, slots=True)
class AttachmentView:
    """One file kept with a matter; `kind` is a code of AttachmentKind, `sha256` the digest of its content."""

    uid: str
    name: str
    size: int
    sha256: str
    kind: str


@dataclass(frozen=True, slots=True)
class EscalationView:
    """A rung of the ladder that a matter has come to; `rung` is a code of `domain.ladder.Rung`.

    Attributes:
        word: as the office says it, e.g. `第 2 次催办`.
        number: of its paper.
        skipped: what the ladder demanded before it and was passed over, and why.
        lifted_on: the day it was taken off by record, with its words and by whom.
    """

    uid: str
    rung: str
    word: str
    seq: int
    number: str
    on: date
    due: date | None
    reason: str
    words: str
    basis: str
    officer: str
    approver: str
    skipped: str
    medium: str
    evidence: str
    lifted_on: date | None
    lifted: str
    lifted_by: str


@dataclass(frozen=True, slots=True)
class Possible:
    """An action of the state table for one matter.

    Attributes:
        who: who may have done it; of a decision with several signatures, whose turn it is.
        step: which signature of how many (`of`); 1 of 1 where there is one.
        why_not: the sentence of the guards that do not let it pass today; empty when they do.
        asked_due: the deadline the unit has asked for, while that waits for its decision.
    """

    line: Transition
    who: tuple[Role, ...]
    step: int
    of: int
    why_not: str
    asked_due: date | None = None

    @property
    def word(self) -> str:
        """What the button says, with the step where there are several."""
        return self.line.word if self.of == 1 else f"{self.line.word}（第 {self.step} 步，共 {self.of} 步）"


@dataclass(frozen=True, slots=True)
class OriginOfMatter:
    """An origin as seen from a matter; `words` are those the matter has there."""

    link_uid: str
    uid: str
    kind: OriginKind
    number: str
    title: str
    on: date
    words: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A matter that this one names by its number; with `back`, one that names this one."""

    uid: str
    number: str
    title: str
    back: bool


@dataclass(frozen=True, slots=True)
class WorksBelow:
    """How the works below a whole stand; a work has no parts itself. Cancelled ones no longer count."""

    closed: int = 0
    closing: int = 0
    open: int = 0
    draft: int = 0
    cancelled: int = 0

    @property
    def total(self) -> int:
        """Works that count."""
        return self.closed + self.closing + self.open + self.draft

    @property
    def word(self) -> str:
        """`部分完成`, derived from the works (`domain.md` §4); empty where there are none."""
        if not self.total:
            return ""
        if self.closed == self.total:
            return "全部完成"
        return "部分完成" if self.closed else "未完成"

    @property
    def words(self) -> str:
        """`共 5 项，完成 3，进入销号程序 1，在办 1：部分完成`; empty where there are none."""
        if not self.total:
            return ""
        counts = {stage: getattr(self, stage.value) for stage in Stage}
        said = "，".join(f"{stage.word} {number}" for stage, number in counts.items() if number)
        return f"共 {self.total} 项，{said}：{self.word}"


@dataclass(frozen=True, slots=True)
class MatterDetail:
    """Everything about one matter (`ducha show`); `fields` has the keys of `domain.fields`.

    Attributes:
        reports: the latest first; where only the newest are read, `reports_in_all` says how many there are.
        origins: where it comes from, each with the words it has there.
        led_before: 原牵头单位: the units it was taken from by 改派, earliest first.
    """

    row: MatterRow
    fields: dict[str, str]
    extras: dict[str, str]
    assignments: tuple[AssignmentView, ...]
    milestones: tuple[MilestoneView, ...]
    reports: tuple[ReportView, ...]
    timeline: tuple[TimelineView, ...]
    attachments: tuple[AttachmentView, ...]
    papers: tuple[str, ...]
    missing: tuple[str, ...]
    reports_in_all: int = 0
    escalations: tuple[EscalationView, ...] = ()
    possible: Mapping[Action, Possible] = field(default_factory=dict)
    works: WorksBelow = field(default_factory=WorksBelow)
    mentions: tuple[Mention, ...] = ()
    origins: tuple[OriginOfMatter, ...] = ()
    led_before: tuple[str, ...] = ()
