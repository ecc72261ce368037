"""Names that the register does not settle: asked, answered once, remembered, taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.vocabulary import PostLevel
from ducha_desktop.exchange.reader import load, read_ledger
from ducha_desktop.exchange.worker import Parser
from ducha_desktop.models.register import Unit
from ducha_desktop.services import history, register
from ducha_desktop.services.drafts import IntakeOptions, IntakePlan, NameAnswer
from ducha_desktop.services.intake import plan
from ducha_desktop.services.learned_names import learn_names, names_asked, words_for
from ducha_desktop.services.office import Office
from ducha_desktop.storage.digest import digest

Sheet = Callable[..., Path]
Judge = Callable[[Path], IntakePlan]
HEAD = ["工作事项", "责任单位", "责任领导"]


@pytest.fixture
def known(office: Office) -> dict[str, str]:
    """uids of the register by name."""
    uids = {}
    with office.write("register.add", words="名册") as work:
        for name in ("县教育体育局", "县教育体制改革局", "县交通运输局", "县公安局"):
            uids[name] = register.add_unit(work, name).uid
        uids["李丽"] = register.add_person(work, "李丽", unit_uid=uids["县交通运输局"]).uid
        for post in ("副县长", "局长"):
            person = register.add_person(work, "王伟")
            register.add_post(work, person, post, level=PostLevel.RESPONSIBLE)
            uids[f"王伟 {post}"] = person.uid
    return uids


@pytest.fixture
def judge(office: Office, parser: Parser) -> Judge:
    def run(path: Path) -> IntakePlan:
        source = read_ledger(path, book=load(path, parser=parser))
        with office.read() as reader:
            return plan(reader, source, IntakeOptions())

    return run


def answer(office: Office, *answers: NameAnswer) -> None:
    with office.write("names.learn", words=words_for(answers)) as work:
        assert learn_names(work, answers) == len(answers)


def test_the_same_file_is_settled_once_its_names_are_known(
    office: Office, known: dict[str, str], judge: Judge, sheet: Sheet
) -> None:
    path = sheet(
        ["修桥", "县路办", "李莉"],
        ["修路", "县路办、县交通局、县路办", "李莉"],
        ["修渠", "县交通局", ""],
        head=HEAD,
    )
    before = judge(path)
    assert (before.unmatched_units, before.unmatched_people) == (("县路办",), ("李莉",))
    assert {(doubt.words, doubt.is_unit, doubt.rows) for doubt in before.doubts} == {
        ("县路办", True, 2),
        ("李莉", False, 2),
    }
    answer(
        office,
        NameAnswer("县路办", is_unit=True, target_uid=known["县交通运输局"]),
        NameAnswer("李莉", is_unit=False, target_uid=known["李丽"]),
    )
    after = judge(path)
    assert (after.unmatched_units, after.unmatched_people, after.doubts) == ((), (), ())
    assert [(row.lead_unit, row.responsible) for row in after.rows] == [
        ("县交通运输局", ("李丽",)),
        ("县交通运输局", ("李丽",)),
        ("县交通运输局", ()),
    ]


def test_undo_forgets_and_redo_remembers(
    office: Office, known: dict[str, str], judge: Judge, sheet: Sheet
) -> None:
    path = sheet(["修桥", "县路办", ""], head=HEAD)
    answer(office, NameAnswer("县路办", is_unit=True, target_uid=known["县交通运输局"]))
    with office.read() as reader:
        assert history.next_undo(reader) == "记住 1 个名称"
    history.undo(office)
    assert judge(path).unmatched_units == ("县路办",)
    history.redo(office)
    assert judge(path).unmatched_units == ()
    answer(office, NameAnswer("县路办", is_unit=True, target_uid=known["县教育体育局"]))
    assert judge(path).rows[0].lead_unit == "县教育体育局"
    history.undo(office)
    assert judge(path).rows[0].lead_unit == "县交通运输局"
    with office.read() as reader:
        assert reader.connection.execute("SELECT count(*) FROM learned_alias").fetchone() == (1,)


def test_an_ambiguous_unit_is_settled(
    office: Office, known: dict[str, str], judge: Judge, sheet: Sheet
) -> None:
    path = sheet(["办学", "县教体局", ""], head=HEAD)
    (doubt,) = judge(path).doubts
    assert set(doubt.candidates) == {known["县教育体育局"], known["县教育体制改革局"]}
    assert (doubt.taken, doubt.rows) == ("", 1)
    answer(office, NameAnswer("县教体局", is_unit=True, target_uid=known["县教育体育局"]))
    after = judge(path)
    assert (after.rows[0].lead_unit, after.doubts, after.problems) == ("县教育体育局", (), ())


def test_of_one_name_the_post_says_more_than_the_answer(
    office: Office, known: dict[str, str], judge: Judge, sheet: Sheet
) -> None:
    path = sheet(["办学", "", "王伟"], ["修桥", "", "王伟副县长"], head=HEAD)
    answer(office, NameAnswer("王伟", is_unit=False, target_uid=known["王伟 局长"]))
    after = judge(path)
    assert after.doubts == ()
    assert [row.named["responsible_leaders"][0].uid for row in after.rows] == [
        known["王伟 局长"],
        known["王伟 副县长"],
    ]


def test_a_likeness_is_a_doubt_until_it_is_answered(
    office: Office, known: dict[str, str], judge: Judge, sheet: Sheet
) -> None:
    path = sheet(["招商", "县公安", ""], head=HEAD)
    before = judge(path)
    (doubt,) = before.doubts
    assert (doubt.taken, before.unmatched_units) == (known["县公安局"], ())
    answer(office, NameAnswer(doubt.words, is_unit=True))
    after = judge(path)
    assert (after.doubts, after.rows[0].lead_unit) == ((), "县公安")
    with office.read() as reader:
        assert reader.connection.execute("SELECT name FROM unit WHERE provisional=1").fetchall() == [
            ("县公安",)
        ]


def test_an_answer_that_points_nowhere_is_refused_or_ignored(
    office: Office, known: dict[str, str], judge: Judge, sheet: Sheet
) -> None:
    path = sheet(["修桥", "县路办", ""], head=HEAD)
    target = NameAnswer("县路办", is_unit=True, target_uid=known["县交通运输局"])
    answer(office, target)
    with office.write("register.remove", words="删除单位") as work:
        work.remove(work.all(Unit, Unit.uid == target.target_uid)[0])
    assert judge(path).unmatched_units == ("县路办",)
    with office.read() as reader:
        before = digest(reader.connection)
    with pytest.raises(NotFoundError, match="没有记住任何名称"):
        answer(office, NameAnswer("县教体办", is_unit=True, target_uid=known["县教育体育局"]), target)
    with office.read() as reader:
        assert digest(reader.connection) == before
        assert reader.connection.execute("SELECT count(*) FROM learned_alias").fetchone() == (1,)


def test_what_looks_or_sounds_alike_is_offered_first(
    office: Office, known: dict[str, str], judge: Judge, sheet: Sheet
) -> None:
    judged = judge(sheet(["修桥", "县怪办", "李莉"], ["修路", "交通运管局", "李莉"], head=HEAD))
    with office.read() as reader:
        asked = names_asked(reader, judged.doubts)
    assert [(doubt.words, doubt.rows) for doubt in asked.doubts][-1] == ("李莉", 2)
    offered = {doubt.words: doubt.candidates for doubt in asked.doubts}
    assert offered["李莉"][0] == known["李丽"]
    assert offered["县怪办"] == ()
    assert offered["交通运管局"][0] == known["县交通运输局"]
    (person,) = (each for each in asked.people if each.uid == known["李丽"])
    assert (person.name, person.note, person.initials) == ("李丽", "县交通运输局", "ll")
    assert [unit.name for unit in asked.units][:1] == ["县教育体育局"]


def test_an_amount_that_cannot_be_read_is_said(judge: Judge, sheet: Sheet) -> None:
    judged = judge(
        sheet(["修桥", "若干"], ["修路", "约200万元"], ["修渠", "无"], head=["工作事项", "总投资"])
    )
    assert [(problem.row, problem.column, problem.value) for problem in judged.problems] == [
        (2, "总投资", "若干")
    ]
    assert judged.rows[0].values["amount_text"] == "若干"
