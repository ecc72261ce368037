"""What the window and the command line see of origins: frozen, masked where lists must not say who called."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from ducha_desktop.domain.origins import OriginKind
from ducha_desktop.services.views import MatterRow


@dataclass(frozen=True, slots=True)
class OriginRow:
    """One line of a list of origins.

    Attributes:
        values: words by field key, who called masked; days as ISO text.
        matters: how many matters come from it; `closed` how many of them are done.
        is_answered: its kind is answered, and counts for the reply rate.
        response: how long the first response took (hotline), e.g. `25分钟`.
        reply_state: `已回复`, `超期回复`, `待回复`, `超期未回复`; empty for kinds without reply.
    """

    uid: str
    kind: OriginKind
    number: str
    title: str
    on: date
    values: dict[str, str]
    matters: int
    closed: int
    is_answered: bool = False
    response: str = ""
    reply_state: str = ""


@dataclass(frozen=True, slots=True)
class LinkedMatter:
    """A matter that comes from an origin; `words` are those it has there."""

    link_uid: str
    words: str
    row: MatterRow


@dataclass(frozen=True, slots=True)
class OriginDetail:
    """One origin, whole: `values` unmasked, in the order of its kind's fields."""

    row: OriginRow
    values: dict[str, str]
    words: dict[str, str]
    matters: tuple[LinkedMatter, ...]


@dataclass(frozen=True, slots=True)
class ReplyFigures:
    """Replies of one leader, one year, or all: `replied` of `total`, with how many came late.

    Attributes:
        late: replied after the day it was due.
        overdue: not replied, and the day is past.
    """

    name: str
    total: int
    replied: int
    late: int
    overdue: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class ReplyRate:
    """回复率 of a kind of origin, whole, by leader in official order and by year."""

    whole: ReplyFigures
    leaders: tuple[ReplyFigures, ...]
    years: tuple[ReplyFigures, ...]


@dataclass(frozen=True, slots=True)
class Similar:
    """A living matter much like the one being registered.

    Attributes:
        score: likeness of the titles, 0 to 1.
        why: in Chinese: `标题相同`, `标题相近，牵头单位相同`, `2025年登记`.
    """

    uid: str
    number: str
    title: str
    ledger: str
    lead_unit: str
    state: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class MergePair:
    """Two matters of two lists that are one: which stays, and which goes into it.

    Attributes:
        problem: why they cannot be merged; empty when they can.
    """

    stays: Similar
    goes: Similar
    score: float
    problem: str = ""


@dataclass(frozen=True, slots=True)
class MergePlan:
    """Two lists become one: matters of each, the pairs that are the same, and how many will be left."""

    first: OriginRow
    second: OriginRow
    pairs: tuple[MergePair, ...] = field(default=())

    @property
    def usable(self) -> tuple[MergePair, ...]:
        """The pairs that can be merged."""
        return tuple(pair for pair in self.pairs if not pair.problem)

    @property
    def left(self) -> int:
        """Matters of the one list that comes of it."""
        return self.first.matters + self.second.matters - len(self.usable)
