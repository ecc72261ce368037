"""A start named by its month is the month's first day; its words are kept."""

from datetime import date

import pytest

from ducha_desktop.domain.workdays import WEEKENDS_ONLY
from ducha_desktop.services.reading import read_values

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("words", "day", "kept"),
    [
        ("2025年10月", date(2025, 10, 1), "2025年10月"),
        ("2025.2", date(2025, 2, 1), "2025.2"),
        ("2025年10月31日", date(2025, 10, 31), ""),
        ("2025-10-08", date(2025, 10, 8), ""),
    ],
)
def test_a_start_without_a_day(words: str, day: date, kept: str) -> None:
    reading = read_values({"start": words}, today=TODAY, calendar=WEEKENDS_ONLY)
    assert reading.columns["start"] == day
    assert reading.kept["开始时间"] == kept
    assert reading.problems == []
