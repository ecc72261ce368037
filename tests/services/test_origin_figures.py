"""Replies and their rate, sums of investment, the 五个一 of a project."""

from datetime import date

import pytest

from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.origins import FIVE_ONES, OriginKind
from ducha_desktop.services import history, limits, origin_reading, origins
from ducha_desktop.services.office import Office
from ducha_desktop.services.remarks import remarks
from tests.services.conftest import fingerprint
from tests.services.test_origins import INSTRUCTION, MEETING, add, listed, shown


def test_every_one_of_127_instructions_answered_is_100_percent(office: Office) -> None:
    with office.write("origin.add", words="登记批示") as work:
        uids = [
            origins.register(
                work,
                OriginKind.INSTRUCTION,
                {
                    "title": f"批示件{n}",
                    "person": "李明" if n % 3 else "王建国",
                    "on": f"{2025 + n % 2}-05-{n % 28 + 1:02}",
                    "words": "请办理",
                    "reply_due": f"{2025 + n % 2}-06-15",
                },
            ).uid
            for n in range(127)
        ]
        for uid in uids[1:]:
            origins.edit(work, uid, {"replied_on": "2026-06-10", "reply": "已办"})
    with office.read() as reader:
        rate = origin_reading.rate(reader)
    assert (rate.whole.replied, rate.whole.total, str(rate.whole.percent)) == (126, 127, "99.2")
    assert rate.whole.overdue == 1
    assert rate.whole.late == 63
    with office.write("origin.reply", words="回复批示") as work:
        origins.reply(work, uids[0], "已办", date(2026, 11, 22))
    with office.read() as reader:
        rate = origin_reading.rate(reader)
        this = origin_reading.rate(reader, year=2026)
    assert (rate.whole.replied, rate.whole.total, str(rate.whole.percent)) == (127, 127, "100.0")
    assert {each.name: each.total for each in rate.leaders} == {"王建国": 43, "李明": 84}
    assert [(each.name, each.total) for each in rate.years] == [("2026年", 63), ("2025年", 64)]
    assert this.whole.total == 63


def test_a_reply_is_late_from_the_day_after(office: Office) -> None:
    dues = {"2026-11-21": "超期未回复", "2026-11-22": "待回复", "2026-11-23": "待回复", "": "待回复"}
    for due in dues:
        add(office, OriginKind.INSTRUCTION, {**INSTRUCTION, "title": f"件{due}", "reply_due": due})
    assert {row.values["reply_due"]: row.reply_state for row in listed(office)} == dues
    assert len(listed(office, unanswered=True)) == 4
    for row in listed(office):
        with office.write("origin.reply", words="回复") as work:
            origins.reply(work, row.uid, "已办", date(2026, 11, 22))
    states = {row.values["reply_due"]: row.reply_state for row in listed(office)}
    assert states == {**dict.fromkeys(dues, "已回复"), "2026-11-21": "超期回复"}
    assert listed(office, unanswered=True) == []


def test_what_is_not_answered_has_no_reply_and_no_rate(office: Office) -> None:
    uid = add(office, OriginKind.MEETING, MEETING)
    with pytest.raises(RefusedError, match="不用回复"), office.write("origin.reply", words="回复") as work:
        origins.reply(work, uid, "已办")
    with office.read() as reader, pytest.raises(WrongUseError, match="没有回复率"):
        origin_reading.rate(reader, OriginKind.MEETING)
    told = add(office, OriginKind.INSTRUCTION, INSTRUCTION)
    for words, on in (("", None), ("已办", date(2026, 11, 23)), ("已办", date(2026, 11, 1))):
        with pytest.raises(WrongUseError), office.write("origin.reply", words="回复") as work:
            origins.reply(work, told, words, on)


def test_investments_of_280_projects_add_up_exactly(office: Office) -> None:
    """280 = 157 + 123; 528.12 = 102.18 + 425.94; 192.84 = 77.31 + 115.53 亿元 (七里河 2015)."""
    classes = {"新建": (157, 10218, 7731), "续建": (123, 42594, 11553)}
    with office.write("origin.add", words="登记项目") as work:
        for name, (number, total, done) in classes.items():
            for place in range(number):
                last = place == number - 1
                first = total - (number - 1) * (total // number) if last else total // number
                second = done - (number - 1) * (done // number) if last else done // number
                origins.register(
                    work,
                    OriginKind.PROJECT,
                    {
                        "title": f"{name}项目{place}",
                        "on": "2026-03-01",
                        "project_class": name,
                        "total": f"{first / 100:.2f}",
                        "done": f"{second / 100:.2f}",
                    },
                )
    with office.read() as reader:
        lines, whole = origin_reading.investments(reader)
    assert [(each.project_class, each.projects, each.total_words, each.done_words) for each in lines] == [
        ("新建", 157, "102.18", "77.31"),
        ("续建", 123, "425.94", "115.53"),
    ]
    assert (whole.projects, whole.total_words, whole.done_words) == (280, "528.12", "192.84")
    add(office, OriginKind.PROJECT, {"title": "约数项目", "on": "2026-03-01", "total": "约1.5亿元"})
    with office.read() as reader:
        lines, whole = origin_reading.investments(reader)
    assert whole.total_words == "约529.62"
    assert [each.about for each in lines] == [False, False, True]


def test_an_unreadable_sum_is_kept_in_its_own_words(office: Office) -> None:
    with office.write("origin.add", words="登记项目") as work:
        uid = origins.register(
            work, OriginKind.PROJECT, {"title": "甲", "on": "2026-03-01", "total": "待定"}
        ).uid
        assert [each.why for each in remarks(work)] == ["读不出金额，已保留原文，合计时不算"]
    assert shown(office, uid).values["total"] == "待定"
    with office.read() as reader:
        assert origin_reading.investments(reader)[1].unknown == 1


def test_the_five_ones_are_a_template_of_the_office(office: Office) -> None:
    uid = add(
        office,
        OriginKind.PROJECT,
        {"title": "甲项目", "on": "2026-03-01", "一名领导": "李明", "一个班子": "专班"},
    )
    before = fingerprint(office)
    items = ("一名领导", "一个班子", "一个部门")
    limits.save_five_ones(office, items)
    with office.read() as reader:
        assert limits.five_ones(reader) == items
    found = shown(office, uid)
    assert [key for key in found.words if key in {*items, *FIVE_ONES}] == [*items]
    assert found.values["一个班子"] == "专班"
    with office.write("origin.edit", words="改") as work:
        origins.edit(work, uid, {"一个部门": "县水利局"})
    assert shown(office, uid).values["一个部门"] == "县水利局"
    for wrong in ((), ("甲", "甲"), ("长" * 21,)):
        with pytest.raises(WrongUseError, match="五个一"):
            limits.save_five_ones(office, wrong)
    with pytest.raises(RefusedError, match="没有改动"):
        limits.save_five_ones(office, items)
    history.undo(office)
    history.undo(office)
    assert fingerprint(office) == before
