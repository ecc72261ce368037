"""How far each matter of the demo has come by the day it is seen: shares as in a real November."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from random import Random

from ducha_desktop.domain.vocabulary import LedgerKind
from ducha_desktop.services.demo_stock import Sketch


class Fate(StrEnum):
    """Where a matter stands at the end of its story, and what is special about the way there."""

    DRAFT = "draft"
    SENT_BACK = "sent_back"
    APPROVAL = "approval"
    APPROVED = "approved"
    ASSIGNED = "assigned"
    OBJECTED = "objected"
    OPEN = "open"
    EXTENDED = "extended"
    REFUSED = "refused"
    NEAR = "near"
    OVERDUE = "overdue"
    SILENT = "silent"
    LATER = "later"
    EXTENDING = "extending"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    RETURNED = "returned"
    REOPENED = "reopened"
    CLAIMED = "claimed"
    REVIEWED = "reviewed"
    PRESENTED = "presented"
    CLOSED = "closed"
    ARCHIVED = "archived"
    LATE = "late"
    CANCELLED = "cancelled"
    CANCELLED_ARCHIVED = "cancelled_archived"
    STILLBORN = "stillborn"


CLOSING = (Fate.CLAIMED, Fate.REVIEWED, Fate.PRESENTED)
FINISHED = (Fate.CLOSED, Fate.ARCHIVED, Fate.LATE)
EARLY = (
    Fate.DRAFT,
    Fate.SENT_BACK,
    Fate.APPROVAL,
    Fate.APPROVED,
    Fate.ASSIGNED,
    Fate.OBJECTED,
    Fate.STILLBORN,
)

_SHARES = {
    Fate.DRAFT: 0.018,
    Fate.SENT_BACK: 0.005,
    Fate.APPROVAL: 0.012,
    Fate.APPROVED: 0.009,
    Fate.ASSIGNED: 0.012,
    Fate.OBJECTED: 0.004,
    Fate.STILLBORN: 0.004,
    Fate.NEAR: 0.010,
    Fate.OVERDUE: 0.008,
    Fate.EXTENDING: 0.009,
}
"""Shares of the whole that matters free in time fill; what is left of them is closed, closing or open."""
_CLOSED_SHARE, _CLOSING_SHARE = 0.33, 0.195
_SPECIAL = {
    Fate.SILENT: 0.015,
    Fate.SUSPENDED: 0.009,
    Fate.RESUMED: 0.006,
    Fate.REFUSED: 0.005,
    Fate.REOPENED: 0.003,
    Fate.RETURNED: 0.009,
    Fate.LATER: 0.005,
    Fate.CANCELLED: 0.010,
    Fate.CANCELLED_ARCHIVED: 0.004,
}
"""Shares of the whole taken out of those that would simply be open."""
_WAITING = (Fate.REVIEWED, Fate.PRESENTED, Fate.PRESENTED)
_BY_DAYS_LEFT: tuple[tuple[int, tuple[tuple[float, tuple[Fate, ...]], ...]], ...] = (
    (-45, ((0.06, (Fate.EXTENDED,)), (0.12, (Fate.LATE,)), (0.40, (Fate.CLOSED,)), (1, (Fate.ARCHIVED,)))),
    (
        -20,
        ((0.10, (Fate.EXTENDED,)), (0.16, (Fate.LATE,)), (0.46, _WAITING), (1, (Fate.CLOSED, Fate.ARCHIVED))),
    ),
    (0, ((0.40, (Fate.OVERDUE,)), (0.50, (Fate.CLOSED,)), (0.58, (Fate.EXTENDED,)), (1, CLOSING))),
    (4, ((0.60, (Fate.NEAR,)), (1, CLOSING))),
    (41, ((0.26, CLOSING), (0.32, (Fate.CLOSED,)), (1, (Fate.OPEN,)))),
    (9999, ((0.07, CLOSING), (0.11, (Fate.CLOSED,)), (1, (Fate.OPEN,)))),
)
"""Below how many days left which fates are likely: (cumulated share, fates)."""
_STANDING = (LedgerKind.LIAISON,)
_FAR = 10
_RESERVE = 4
_LONG = 110


def settle(
    sketches: Sequence[Sketch], dues: dict[int, date | None], *, today: date, rng: Random
) -> dict[int, Fate]:
    """The fate of every sketch by key.

    Args:
        sketches: in order of their coming.
        dues: the day each is due; None where there is no single date or it is still free.
        today: the day the demo is seen on.
        rng: chance.
    """
    whole = len(sketches)
    fates: dict[int, Fate] = {}
    overdue = max(1, round(whole * 0.011))
    near = max(1, round(whole * 0.010))
    for sketch in sketches:
        if sketch.came_on is None:
            continue
        fate = _dated(sketch, dues[sketch.key], today=today, rng=rng)
        if fate is Fate.OVERDUE:
            overdue -= 1
            fate = Fate.OVERDUE if overdue >= 0 else rng.choice((*CLOSING, Fate.CLOSED))
        if fate is Fate.NEAR:
            near -= 1
            fate = Fate.NEAR if near >= 0 else rng.choice(CLOSING)
        fates[sketch.key] = fate
    far = sum(
        1 for sketch in sketches if fates.get(sketch.key) is Fate.OPEN and _far(dues[sketch.key], today)
    )
    wanted = sum(_number(share, whole) for share in _SPECIAL.values())
    _fill_free(sketches, fates, rng, reserve=max(_RESERVE, wanted - far))
    _take_special(sketches, fates, dues, today=today)
    return fates


def _dated(sketch: Sketch, due: date | None, *, today: date, rng: Random) -> Fate:
    """The fate of a matter whose dates are given."""
    if due is None:
        return rng.choice(FINISHED[:2]) if "立" in sketch.due else Fate.OPEN
    left = (due - today).days
    if sketch.whole:
        # Some part is always late, and a whole is not closed before its parts: it gets a longer term.
        return Fate.OPEN if left >= 0 else Fate.EXTENDED
    draw = rng.random()
    for limit, steps in _BY_DAYS_LEFT:
        if left < limit:
            return rng.choice(next(fates for share, fates in steps if draw <= share))
    raise AssertionError("the last limit has no end")


def _far(due: date | None, today: date) -> bool:
    """Whether there is time left for something special to happen."""
    return due is not None and (due - today).days > _FAR


def _number(share: float, whole: int) -> int:
    """How many of the whole a share is, two at least."""
    return max(2, round(whole * share))


def _fill_free(sketches: Sequence[Sketch], fates: dict[int, Fate], rng: Random, *, reserve: int) -> None:
    """Give the matters that are free in time what the whole still lacks."""
    whole = len(sketches)
    free = [sketch.key for sketch in sketches if sketch.came_on is None]
    have = Counter(fates.values())
    wanted = [fate for fate, share in _SHARES.items() for _ in range(max(1, round(whole * share)))]
    wanted += [Fate.OPEN] * reserve
    closing = round(whole * _CLOSING_SHARE) - sum(have[fate] for fate in CLOSING)
    closed = round(whole * _CLOSED_SHARE) - sum(have[fate] for fate in FINISHED)
    wanted += [CLOSING[number % 3] for number in range(max(3, closing))]
    wanted += [rng.choice((Fate.CLOSED, Fate.ARCHIVED, Fate.ARCHIVED)) for _ in range(max(2, closed))]
    wanted = wanted[: len(free)]
    wanted += [Fate.OPEN] * (len(free) - len(wanted))
    rng.shuffle(wanted)
    fates.update(zip(free, wanted, strict=True))


def _take_special(
    sketches: Sequence[Sketch], fates: dict[int, Fate], dues: dict[int, date | None], *, today: date
) -> None:
    """Turn some of the open and closed matters into the special cases an office knows."""
    whole = len(sketches)
    usual = [
        sketch
        for sketch in sketches
        if fates[sketch.key] is Fate.OPEN and not sketch.whole and sketch.kind not in _STANDING
    ]
    far = [s for s in usual if s.came_on and _far(dues[s.key], today)]
    # Spread over the list, so that every ledger has some.
    far = far[::3] + far[1::3] + far[2::3]
    free = [sketch for sketch in usual if sketch.came_on is None]
    for fate, share in _SPECIAL.items():
        number = _number(share, whole)
        fitting = [sketch for sketch in far if _fits(sketch, fate, dues[sketch.key], today)]
        if fate is Fate.LATER:
            fitting.sort(key=lambda sketch: sketch.came_on or today, reverse=True)
        # Early in a ledger's year, and after its end, only matters free in time can serve.
        chosen = [*free[:2], *fitting] if fate is Fate.SILENT else [*fitting, *free[:2]]
        for sketch in chosen[:number]:
            (free if sketch.came_on is None else far).remove(sketch)
            fates[sketch.key] = fate


def _fits(sketch: Sketch, fate: Fate, due: date | None, today: date) -> bool:
    """Whether a matter can have that fate: some need a long history behind them."""
    if sketch.came_on is None or due is None:
        return False
    if fate is Fate.LATER:
        return True
    if fate is Fate.SILENT:
        # Its remaining share alone must turn the light: a long term, mostly gone.
        term = (due - sketch.came_on).days
        return term >= _LONG and (due - today).days * 100 <= term * 25
    return (today - sketch.came_on).days >= _LONG
