"""Gathering cards: one per matter, level and holder, in official order, each with a code that tells its age."""

from datetime import date

import pytest

from ducha_desktop.domain.card_code import read_code
from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import CardLevel, PostLevel, Stage
from ducha_desktop.models.register import Unit
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, history, ledger, ledger_kinds, matters, register
from ducha_desktop.services.cards import CardChoice, ScannedCard, gather, scan
from ducha_desktop.services.ledger_kinds import LedgerWords
from ducha_desktop.services.office import Office
from ducha_desktop.services.papers import CardBatch, CardPaper
from tests.complete import WHOLE

L, R, S = CardLevel.LIAISON, CardLevel.RESPONSIBILITY, CardLevel.SUPERVISION


@pytest.fixture
def county(office: Office) -> Office:
    """Two leaders and four units in an official order that is not the alphabet's."""
    with office.write("register.add", words="名册") as work:
        for place, (name, title, level) in enumerate(
            [("赵乙", "县委常委", PostLevel.LIAISON), ("钱甲", "副县长", PostLevel.RESPONSIBLE)]
        ):
            person = register.add_person(work, name, official_order=place)
            register.add_post(work, person, title, level=level, since=date(2025, 1, 1))
            register.add_post(work, person, "旧职", level=level, until=date(2024, 12, 31))
        for place, name in enumerate(["县交通局", "县发改局", "白杨乡", "县财政局"]):
            register.add_unit(work, name, official_order=place)
    return office


def add(office: Office, title: str, *, state: str = "Q", **values: str) -> str:
    with office.write("matter.add", words="新增") as work:
        uid = matters.add(work, WHOLE | {"title": title} | values).uid
    roads = {
        "D": (), "Q": (Action.APPROVE, Action.ASSIGN, Action.SIGN),
        "B": (Action.APPROVE, Action.ASSIGN, Action.SIGN, Action.CLAIM_DONE),
        "X": (Action.APPROVE, Action.ASSIGN, Action.SIGN, Action.CLAIM_DONE, Action.ACCEPT, Action.ACCEPT, Action.CLOSE),
    }  # fmt: skip
    for action in roads[state]:
        do(office, uid, action)
    return uid


def do(office: Office, uid: str, action: Action) -> None:
    with office.write(f"matter.{action}", words=action.word) as work:
        acts.act(work, uid, action)


def cards(office: Office, **choice: object) -> CardBatch:
    with office.read() as reader:
        return gather(reader, CardChoice(**choice))  # type: ignore[arg-type]


def flat(batch: CardBatch) -> list[tuple[CardLevel, str, str]]:
    return [(found.level, found.holder, card.matter_title) for found in batch.sets for card in found.cards]


def one(batch: CardBatch) -> CardPaper:
    (card,) = (card for found in batch.sets for card in found.cards)
    return card


def test_level_then_official_order_then_due(county: Office) -> None:
    add(
        county,
        "晚",
        due="2026-12-31",
        liaison_leaders="赵乙",
        responsible_leaders="赵乙、钱甲",
        lead_unit="县发改局",
    )
    add(county, "无", due="长期坚持", lead_unit="县发改局")
    add(county, "早", due="2026-11-30", lead_unit="县发改局", responsible_leaders="钱甲")
    add(county, "别", due="2026-10-31", lead_unit="县交通局")
    batch = cards(county)
    assert flat(batch) == [
        (L, "赵乙", "晚"), (R, "赵乙", "晚"), (R, "钱甲", "早"), (R, "钱甲", "晚"),
        (S, "县交通局", "别"), (S, "县发改局", "早"), (S, "县发改局", "晚"), (S, "县发改局", "无"),
    ]  # fmt: skip
    for found in batch.sets:
        assert [line.title for line in found.lines] == [card.matter_title for card in found.cards]
    assert [found.post for found in batch.sets] == ["县委常委", "县委常委", "副县长", "", ""]
    assert batch.sets[0].cards[0].card_number == "联〔2026〕1-1"
    assert [card.card_number for card in batch.sets[2].cards] == ["责〔2026〕3-1", "责〔2026〕1-2"]
    assert batch.sets[0].cards[0].title == "县委常委联系卡"


def test_drafts_open_and_closing_matters_by_default(county: Office) -> None:
    for state in "DQBX":
        add(county, state, state=state, lead_unit="县交通局", measures=f"办法{state}")
    batch = cards(county)
    assert sorted(card.matter_title for card in batch.sets[0].cards) == ["B", "D", "Q"]
    assert {card.matter_title: card.draft for card in batch.sets[0].cards} == {
        "D": True,
        "Q": False,
        "B": False,
    }
    assert flat(cards(county, stages=(Stage.CLOSED,))) == [(S, "县交通局", "X")]
    assert flat(cards(county, query=LedgerQuery(search="办法Q"))) == [(S, "县交通局", "Q")]


def test_co_units_only_when_asked_each_unit_once(county: Office) -> None:
    add(county, "修桥", lead_unit="县交通局", co_units="县财政局、白杨乡", townships="白杨乡、县交通局")
    assert flat(cards(county)) == [(S, "县交通局", "修桥")]
    batch = cards(county, co_units=True, levels=(S,))
    assert [(found.holder, found.cards[0].role) for found in batch.sets] == [
        ("县交通局", "牵头"), ("白杨乡", "配合"), ("县财政局", "配合"),
    ]  # fmt: skip
    with county.read() as reader:
        (row,) = ledger.every(reader, LedgerQuery())
    assert {found.holder for found in batch.sets} == {row.lead_unit, *row.co_units}


def test_holders_and_numbers_choose(county: Office) -> None:
    add(county, "修桥", lead_unit="县交通局", responsible_leaders="钱甲")
    closed = add(county, "修路", state="X", lead_unit="县交通局")
    assert flat(cards(county, holders=("钱甲",))) == [(R, "钱甲", "修桥")]
    assert cards(county, holders=("谁",)).sets == ()
    assert flat(cards(county, numbers=("2026-2", closed))) == [(S, "县交通局", "修路")]
    with pytest.raises(NotFoundError):
        cards(county, numbers=("2026-9",))


def test_a_code_tells_whether_the_card_is_current(county: Office, clock: FixedClock) -> None:
    uid = add(county, "修桥", due="2026-12-31", lead_unit="县交通局", co_units="县财政局", state="D")
    draft = one(cards(county))
    code = read_code(draft.qr)
    assert code is not None
    assert (code.number, code.level) == ("拟-1", S)

    def asked(text: str) -> ScannedCard | None:
        with county.read() as reader:
            return scan(reader, text)

    assert asked(draft.qr) == ScannedCard(uid, S, current=True)
    clock.set(date(2026, 12, 30))
    assert asked(draft.qr) == ScannedCard(uid, S, current=True), "days pass, the card stays"
    do(county, uid, Action.APPROVE)
    assert asked(draft.qr) == ScannedCard(uid, S, current=False), "it has a number now"
    card = one(cards(county))
    assert asked(card.qr.lower()) == ScannedCard(uid, S, current=True)
    for values in ({"title": "修两桥"}, {"persons": "张三"}, {"due": "2027-01-31"}, {"co_units": ""}):
        with county.write("matter.edit", words="修改") as work:
            matters.edit(work, uid, values)
        assert asked(card.qr) == ScannedCard(uid, S, current=False), values
        history.undo(county)
        assert asked(card.qr) == ScannedCard(uid, S, current=True), values
    assert asked("不是卡片") is None
    with county.write("matter.delete", words="删除") as work:
        matters.remove(work, [uid])
    with pytest.raises(NotFoundError):
        asked(card.qr)


def test_an_office_without_matters_has_no_cards(office: Office) -> None:
    assert cards(office).sets == ()


def test_a_leader_who_left_keeps_no_post(county: Office, clock: FixedClock) -> None:
    add(county, "修桥", liaison_leaders="赵乙")
    clock.set(date(2024, 6, 1))
    (found,) = cards(county).sets
    assert found.post == "旧职"


def test_a_collective_gets_no_card_and_its_members_do_once_they_are_known(office: Office) -> None:
    """Nobody can sign for 各乡镇: it is said what was left out; known members get a card each."""
    add(office, "秸秆禁烧", lead_unit="县农业农村局", co_units="各乡镇、县环保局")
    add(office, "各自牵头", lead_unit="各乡镇")
    batch = cards(office, levels=(S,), co_units=True)
    assert flat(batch) == [(S, "县农业农村局", "秸秆禁烧"), (S, "县环保局", "秸秆禁烧")]
    (said,) = batch.notes
    assert said.startswith("“各乡镇”是单位合称")
    assert "2 项事项没有给它出卡" in said
    (said,) = cards(office, levels=(S,)).notes
    assert "1 项事项" in said, "it leads a matter, with or without co-units"
    assert cards(office, levels=(S,), holders=("县环保局",), co_units=True).notes == ()
    with office.write("register.unit", words="下级单位") as work:
        every = work.all(Unit, Unit.name == "各乡镇")[0].uid
        for place, name in enumerate(("乙乡", "甲镇")):
            unit = register.add_unit(work, name, official_order=place)
            unit.parent_uid = every
    batch = cards(office, levels=(S,), co_units=True)
    assert [
        (found.holder, [(card.matter_title, card.role) for card in found.cards]) for found in batch.sets[:2]
    ] == [
        ("乙乡", [("秸秆禁烧", "配合"), ("各自牵头", "牵头")]),
        ("甲镇", [("秸秆禁烧", "配合"), ("各自牵头", "牵头")]),
    ]
    assert batch.notes == ()
    assert {found.through for found in batch.sets[:2]} == {("各乡镇",)}
    assert [
        found.holder for found in cards(office, levels=(S,), holders=("各乡镇",), co_units=True).sets
    ] == ["乙乡", "甲镇"]
    numbers = [card.card_number for found in batch.sets for card in found.cards]
    assert len(set(numbers)) == len(numbers)


def test_matters_of_two_number_rules_have_cards_of_different_numbers(office: Office) -> None:
    """Each rule counts for itself, so 督办〔2026〕1号 and 重〔2026〕1号 are two matters."""
    with office.read() as reader:
        book = next(each for each in ledger_kinds.ledgers(reader) if each.name == "重点项目")
    ledger_kinds.change(office, book.uid, LedgerWords(book.name, book.kind, book.year, "重〔{year}〕{n}号"))
    add(office, "修路", ledger="重点项目", lead_unit="县交通局")
    add(office, "环保督察", ledger="年度重点工作", lead_unit="县交通局")
    (found,) = cards(office).sets
    assert {card.matter_title: card.card_number for card in found.cards} == {
        "修路": "督·重〔2026〕1号-1",
        "环保督察": "督〔2026〕1-1",
    }
