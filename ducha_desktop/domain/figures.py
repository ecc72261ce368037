"""How matters are counted: 总数 = 完成 + 进入销号程序 + 在办, drafts and cancelled ones apart (七里河 2015)."""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from ducha_desktop.domain.vocabulary import Light, Stage

COUNTED = (Stage.CLOSED, Stage.CLOSING, Stage.OPEN)
"""The stages that make up 总数."""

BY_URGENCY = (Light.RED, Light.ORANGE, Light.YELLOW, Light.GREEN, Light.GREY, Light.NONE)
"""The lights in the order in which figures name them."""

_TENTH = Decimal("0.1")


def total(stages: Mapping[Stage, int] | Mapping[str, int]) -> int:
    """总数 out of the number of matters by stage."""
    return sum(stages.get(stage, 0) for stage in COUNTED)


def percent(part: int, whole: int) -> Decimal:
    """A rate such as 办结率 in percent with one decimal, rounded half up; 0 of 0 is 0."""
    share = Decimal(100 * part) / whole if whole else Decimal(0)
    return share.quantize(_TENTH, ROUND_HALF_UP)
