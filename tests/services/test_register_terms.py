"""Posts and terms: who held a post on a day, and what goes to a successor; earlier days keep their holder."""

from datetime import date
from typing import Any

import pytest

from ducha_desktop.domain.errors import NotFoundError, RefusedError, WrongUseError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import CardLevel
from ducha_desktop.services import acts, cards, ledger
from ducha_desktop.services import register_reading as reading
from ducha_desktop.services.cards import CardChoice
from ducha_desktop.services.namebook import NameBook
from ducha_desktop.services.office import Office
from ducha_desktop.services.register_terms import matters_with, remove_post, save_post, take_over
from ducha_desktop.services.register_views import Succession
from tests.services.conftest import TODAY, rows
from tests.services.test_register import do, matter, people, person, refused, undone_and_redone, unit

POST = "县委常委、宣传部部长"
SINCE = date(2026, 11, 10)


@pytest.fixture
def leader(office: Office) -> tuple[str, str]:
    """刘建勋 in office since 2022, with one open matter and one that is over: (person, post)."""
    unit(office, "县委")
    unit(office, "县水务局")
    who = person(office, "刘建勋", unit="县委")
    person(office, "最后一位", unit="县水务局")
    values = {"title": POST, "level": "县委常委", "unit": "县委", "since": "2022-09-01"}
    post = do(office, lambda w: save_post(w, who, values))
    for day in ("在办的", "撤销的"):
        with office.write("matter.add", words="登记", on=date(2026, 10, 1)) as work:
            from ducha_desktop.services import matters

            uid = matters.add(
                work, {"title": day, "liaison_leaders": "刘建勋", "persons": "刘建勋", "lead_unit": "县委"}
            ).uid
    with office.write("matter.cancel", words="撤销", on=date(2026, 10, 2)) as work:
        cancelled = acts.Doing(on=date(2026, 10, 2), values={"reason": "并入其他事项"})
        acts.act(work, uid, Action.CANCEL, cancelled)
    return who, str(post)


def change(office: Office, **said: Any) -> int:
    succession = Succession(**said)
    with office.write("register.takeover", words="接任", on=succession.since) as work:
        return take_over(work, succession)


def card_of(office: Office, day: date | None) -> dict[str, tuple[str, str]]:
    """By matter, (holder, post) as the liaison cards of a day say it."""
    with office.read() as now, ledger.as_of(now, day) as reader:
        choice = CardChoice(levels=(CardLevel.LIAISON,))
        batch = cards.gather(reader, choice)
        return {
            card.matter_title: (card.holder, card.holder_post) for each in batch.sets for card in each.cards
        }


def test_a_successor_takes_what_is_open_and_history_stays(office: Office, leader: tuple[str, str]) -> None:
    who, post = leader
    before = {row.title: row.state for row in rows(office)}
    with office.transaction() as work:
        assert matters_with(work, post, SINCE) == 1
    assert change(office, post_uid=post, since=SINCE, name="温晓棠") == 1
    assert {row.title: row.liaison_leaders for row in rows(office)} == {
        "在办的": ("温晓棠",),
        "撤销的": ("刘建勋",),
    }
    assert {row.title: row.state for row in rows(office)} == before
    assert rows(office)[0].persons == ("刘建勋",), "only the part that goes with the post moves"
    assert card_of(office, date(2026, 11, 9)) == {"在办的": ("刘建勋", POST)}
    assert card_of(office, SINCE) == card_of(office, None) == {"在办的": ("温晓棠", POST)}
    with office.read() as reader:
        home = next(each.unit_uid for each in reading.people(reader) if each.name == "温晓棠")
        posts = reading.unit_detail(reader, home).posts
        held = {day: [p.person for p in posts if p.held_on(day)] for day in (date(2026, 11, 9), SINCE)}
        assert not any(post.held_on(date(2022, 8, 31)) for post in posts)
        assert NameBook(reader.connection).people("宣传部部长")[0].name != "刘建勋"
    assert list(held.values()) == [["刘建勋"], ["温晓棠"]]
    order = [each.name for each in people(office)]
    assert order.index("温晓棠") < order.index("最后一位"), "the successor stands where the predecessor stood"
    (now,) = (each for each in people(office) if each.uid == who)
    assert now.posts == ()


def test_a_change_of_post_is_one_step_of_undo(office: Office, leader: tuple[str, str]) -> None:
    _, post = leader
    undone_and_redone(office, lambda w: take_over(w, Succession(post, SINCE, name="温晓棠")))


def test_somebody_of_the_register_takes_over_without_the_matters(
    office: Office, leader: tuple[str, str]
) -> None:
    _, post = leader
    other = next(each.uid for each in people(office) if each.name == "最后一位")
    assert change(office, post_uid=post, since=TODAY, person_uid=other, with_matters=False) == 0
    assert {row.liaison_leaders for row in rows(office)} == {("刘建勋",)}
    shown = {each.name: each for each in people(office)}
    assert shown["最后一位"].posts == (POST,)
    assert shown["最后一位"].unit == "县水务局"


def test_who_has_the_part_already_has_it_once(office: Office, leader: tuple[str, str]) -> None:
    _, post = leader
    other = next(each.uid for each in people(office) if each.name == "最后一位")
    from ducha_desktop.services import matters

    do(office, lambda w: matters.edit(w, rows(office)[0].uid, {"liaison_leaders": "刘建勋、最后一位"}))
    change(office, post_uid=post, since=SINCE, person_uid=other)
    assert rows(office)[0].liaison_leaders == ("最后一位",)


def test_days_that_cannot_be(office: Office, leader: tuple[str, str]) -> None:
    who, post = leader

    def said(since: date, **other: str) -> str:
        succession = Succession(post, since, **{"name": "温晓棠", **other})  # type: ignore[arg-type]
        kind = WrongUseError if other else RefusedError
        return refused(office, lambda w: take_over(w, succession), kind)

    assert "还没有到" in said(date(2026, 11, 23))
    assert "不晚于“刘建勋”的任职日期 2022-09-01" in said(date(2022, 9, 1))
    assert "就是现任" in said(SINCE, person_uid=who)
    assert "没有写接任的人" in said(SINCE, name="　")
    values = {
        "title": POST,
        "level": "县委常委",
        "unit": "县委",
        "since": "2022-09-01",
        "until": "2026-06-30",
    }
    do(office, lambda w: save_post(w, who, values, post))
    assert "已在 2026-06-30 结束" in said(SINCE)
    assert change(office, post_uid=post, since=date(2026, 7, 1), name="温晓棠") == 2


def test_posts_are_entered_changed_and_deleted(office: Office, leader: tuple[str, str]) -> None:
    who, post = leader
    good = {"title": "部长", "level": "liaison", "unit": "县委"}
    for wrong, kind, words in (
        ({"title": " "}, WrongUseError, "没有名称"),
        ({"level": "皇帝"}, WrongUseError, "县政府领导"),
        ({"unit": "没有"}, NotFoundError, "没有叫"),
        ({"since": "去年"}, WrongUseError, "2026-07-01"),
        ({"since": "2026-02-01", "until": "2026-01-01"}, WrongUseError, "早于"),
    ):
        assert words in refused(office, lambda w, wrong=wrong: save_post(w, who, {**good, **wrong}), kind)
    undone_and_redone(office, lambda w: save_post(w, who, good))
    undone_and_redone(office, lambda w: save_post(w, who, {**good, "until": "2026-01-31"}, post))
    undone_and_redone(office, lambda w: remove_post(w, post))
    with office.read() as reader:
        assert [each.title for each in reading.person_detail(reader, who).posts] == ["部长"]
    matter(office, "新的", lead_unit="县委")


def test_a_change_entered_weeks_later_hands_on_what_was_open_on_its_day(
    office: Office, leader: tuple[str, str]
) -> None:
    """Closed or cancelled since the change: under the successor. Over before it: under the predecessor."""
    from ducha_desktop.services import matters

    _, post = leader
    ends = {"接任前撤销": date(2026, 11, 9), "接任当天撤销": SINCE, "接任后撤销": date(2026, 11, 15)}
    for title, day in ends.items():
        with office.write("matter.add", words="登记", on=date(2026, 10, 1)) as work:
            uid = matters.add(work, {"title": title, "liaison_leaders": "刘建勋", "lead_unit": "县委"}).uid
        with office.write("matter.cancel", words="撤销", on=day) as work:
            acts.act(work, uid, Action.CANCEL, acts.Doing(on=day, values={"reason": "并入"}))
    with office.transaction() as work:
        assert matters_with(work, post, SINCE) == 3
        assert matters_with(work, post, date(2026, 11, 16)) == 1
    assert change(office, post_uid=post, since=SINCE, name="温晓棠") == 3
    held = {row.title: row.liaison_leaders[0] for row in rows(office)}
    assert held == {
        "在办的": "温晓棠", "撤销的": "刘建勋", "接任前撤销": "刘建勋", "接任当天撤销": "温晓棠", "接任后撤销": "温晓棠",
    }  # fmt: skip
    for day, holder in ((date(2026, 11, 9), "刘建勋"), (date(2026, 11, 12), "温晓棠")):
        with office.read() as now, ledger.as_of(now, day) as reader:
            found = {row.title: row.liaison_leaders[0] for row in ledger.every(reader, LedgerQuery())}
        assert (found["在办的"], found["接任后撤销"], found["撤销的"]) == (holder, holder, "刘建勋"), day
