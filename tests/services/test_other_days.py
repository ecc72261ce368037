"""Days that are no deadline: what cannot be read is kept in its own words and called by the name of its field."""

from datetime import date
from pathlib import Path

import pytest

from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import matters
from ducha_desktop.services.detail import detail
from ducha_desktop.services.founding import found
from ducha_desktop.services.remarks import remarks


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("9999-12-31", "年份 9999 不在 1990—2099 之间，开始时间按原文保留"),
        ("2026-13-45", "没有 13 月，开始时间按原文保留"),
        ("春节以后", "看不出是哪一天，开始时间按原文保留"),
        ("看情况", "读不出日期，开始时间按原文保留"),
    ],
)
def test_a_first_day_that_cannot_be_keeps_its_words_and_its_name(
    tmp_path: Path, words: str, why: str
) -> None:
    with found(tmp_path / "县", county="云岭县", clock=FixedClock(date(2026, 11, 18))) as office:
        with office.write("matter.add", words="登记") as work:
            uid = matters.add(work, {"title": "修桥", "start": "2026-05-08"}).uid
        with office.write("matter.edit", words="修改") as work:
            matters.edit(work, uid, {"start": words})
        assert [(each.field, each.value, each.why) for each in remarks(work)] == [("start", words, why)]
        with office.read() as reader:
            kept = detail(reader, uid)
        assert kept.extras == {"开始时间": words}
        with office.write("matter.edit", words="修改") as work:
            matters.edit(work, uid, {"start": "2026-06-01"})
        with office.read() as reader:
            kept = detail(reader, uid)
        assert (kept.fields["start"], kept.extras) == ("2026-06-01", {})
