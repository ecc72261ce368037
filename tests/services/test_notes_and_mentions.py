"""Notes leave the state alone; a number in the words of one matter leads to the other and back."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.states import Action
from ducha_desktop.models.matter import Ledger
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import history, matters
from ducha_desktop.services.acts import act
from ducha_desktop.services.detail import detail
from ducha_desktop.services.founding import found
from ducha_desktop.services.mentions import mentions
from ducha_desktop.services.notes import add_note
from ducha_desktop.services.office import Office
from ducha_desktop.storage.digest import digest
from tests.complete import WHOLE


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with found(tmp_path / "台账", county="云岭县", clock=FixedClock(date(2026, 11, 18))) as made:
        yield made


def add(office: Office, title: str, *, approved: bool = True, **values: str) -> str:
    with office.write("matter.add", words="新增") as work:
        uid = matters.add(work, WHOLE | {"title": title} | values).uid
        if approved:
            act(work, uid, Action.APPROVE)
    return uid


def told(office: Office, uid: str) -> list[tuple[str, bool]]:
    with office.read() as reader:
        return [(each.title, each.back) for each in mentions(reader, uid)]


def note(office: Office, uid: str, words: str) -> None:
    with office.write("matter.note", words="记事") as work:
        add_note(work, uid, words, person="王海")


@pytest.mark.parametrize(
    "words",
    ["接着办督办〔2026〕1号", "见督办[2026]1号文", "上次的督办（2026）1 号还没有完", "督办〔2026〕01号"],
)
def test_a_number_in_the_words_leads_there_and_back(office: Office, words: str) -> None:
    first = add(office, "旧事")
    second = add(office, "新事", remarks=words)
    if "01" in words:  # written with a zero it is no number of ours
        assert told(office, second) == []
        return
    assert told(office, second) == [("旧事", False)]
    assert told(office, first) == ([("新事", True)] if "1 号" not in words else []), (
        "the index knows 1号, not 1 号"
    )


def test_numbers_of_another_rule_or_nobody_lead_nowhere(office: Office) -> None:
    first = add(office, "旧事")
    other = add(office, "新事", remarks="依据云政发〔2026〕1号和督办〔2026〕77号，本件督办〔2026〕2号")
    assert told(office, other) == []
    assert told(office, first) == []


def test_many_that_hold_the_parts_of_a_number_do_not_hide_who_names_it(office: Office) -> None:
    first = add(office, "旧事")
    with office.write("matter.add", words="新增") as work:
        for n in range(210):
            matters.add(work, {"title": f"督办 {n} 事", "remarks": "2026 年，11号"})
    add(office, "新事", approved=False, remarks="接着办督办〔2026〕1号")
    assert told(office, first) == [("新事", True)]


def test_a_number_is_not_another_that_begins_with_it(office: Office) -> None:
    with office.write("ledger.pattern", words="改编号规则") as work:
        for book in work.all(Ledger):
            book.number_pattern = "督（{year}）{n}"
            work.session.add(book)
    first = add(office, "旧事")
    add(office, "新事", approved=False, remarks="见督（2026）12")
    third = add(office, "后事", approved=False, remarks="见督（2026）1，接着办")
    assert told(office, first) == [("后事", True)]
    assert told(office, third) == [("旧事", False)]


def test_drafts_mention_too_and_whoever_names_each_other_is_told_once(office: Office) -> None:
    first = add(office, "旧事", remarks="并入督办〔2026〕2号")
    second = add(office, "新事", remarks="由督办〔2026〕1号转来")
    draft = add(office, "草稿", approved=False, instruction="参照督办〔2026〕2号办理")
    assert told(office, first) == [("新事", False)]
    assert told(office, second) == [("旧事", False), ("草稿", True)]
    assert told(office, draft) == [("新事", False)]


def test_a_note_stands_in_the_course_and_moves_nothing(office: Office) -> None:
    add(office, "旧事")
    uid = add(office, "新事")
    with office.read() as reader:
        before = digest(reader.connection).digest
    note(office, uid, "书记电话问到督办〔2026〕1号，答已办七成")
    with office.read() as reader:
        now = detail(reader, uid)
        after = digest(reader.connection).digest
    assert now.row.state == "L"
    assert "书记电话问到督办〔2026〕1号，答已办七成" in str(now.timeline[0])
    assert [each.title for each in now.mentions] == ["旧事"]
    history.undo(office)
    with office.read() as reader:
        assert digest(reader.connection).digest == before != after


@pytest.mark.parametrize("words", ["", "  \n", "\u200b"])
def test_an_empty_note_is_refused(office: Office, words: str) -> None:
    with pytest.raises(WrongUseError, match="记事是空的"):
        note(office, add(office, "事"), words)
