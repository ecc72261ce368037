"""Figures as 七里河 2015 counts them: 1619 = 414 + 332 + 873."""

from collections import Counter

import pytest

from ducha_desktop.domain.figures import percent, total
from ducha_desktop.domain.vocabulary import Stage


def test_drafts_and_cancelled_matters_stand_apart():
    stages = Counter(
        {Stage.CLOSED: 414, Stage.CLOSING: 332, Stage.OPEN: 873, Stage.DRAFT: 7, Stage.CANCELLED: 9}
    )
    assert total(stages) == 1619
    assert total({stage.value: number for stage, number in stages.items()}) == 1619
    assert total({}) == 0


@pytest.mark.parametrize(
    ("part", "whole", "rate"),
    [(0, 0, "0.0"), (414, 1619, "25.6"), (1, 16, "6.3"), (5, 8, "62.5"), (1, 2000, "0.1"), (3, 3, "100.0")],
)
def test_rates_have_one_decimal_rounded_half_up(part, whole, rate):
    assert str(percent(part, whole)) == rate
