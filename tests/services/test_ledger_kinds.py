"""Ledgers opened, renamed, put in order, numbered and closed; their extra fields; all of it undoable."""

import pytest

from ducha_desktop.domain.errors import NotFoundError, RefusedError, WrongUseError
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import LedgerKind
from ducha_desktop.services import acts, history, ledger_extras, ledger_kinds, matters
from ducha_desktop.services.ledger_kinds import LedgerView, LedgerWords
from ducha_desktop.services.office import Office
from tests.complete import WHOLE
from tests.services.conftest import fingerprint, in_step, rows, shown


def books(office: Office) -> dict[str, LedgerView]:
    with office.read() as reader:
        return {book.name: book for book in ledger_kinds.ledgers(reader)}


def approve(office: Office, title: str, ledger: str) -> str:
    with office.write("matter.add", words=f"登记{title}") as work:
        row = matters.add(
            work,
            WHOLE
            | {"title": title, "ledger": ledger, "lead_unit": "县住建局", "target": "完工", "task": "改造"}
            | {"responsible_leaders": "陈立群", "persons": "李国强", "due": "2026-12-31"},
        )
        acts.act(work, row.uid, Action.APPROVE)
        return str(row.number)


def test_a_new_ledger_stands_last_and_goes_again(office: Office) -> None:
    before = fingerprint(office)
    uid, changes = ledger_kinds.add(
        office, LedgerWords(" 环保督察整改 ", LedgerKind.PROBLEM, 2027, "环督〔{year}〕{n}号")
    )
    assert changes.words == "新增台账“环保督察整改”"
    book = list(books(office).values())[-1]
    assert (book.uid, book.kind_word, book.year, book.next_number) == (
        uid,
        "问题清单",
        2027,
        "环督〔2026〕1号",
    )
    with pytest.raises(WrongUseError, match="不能重复"):
        ledger_kinds.add(office, LedgerWords("环保督察整改"))
    history.undo(office)
    assert fingerprint(office) == before
    history.redo(office)
    ledger_kinds.remove(office, uid)
    assert fingerprint(office) == before
    assert "环保督察整改" not in books(office)
    with pytest.raises(NotFoundError):
        ledger_kinds.remove(office, uid)


@pytest.mark.parametrize(
    "words",
    [
        LedgerWords(" "),
        LedgerWords("台" * 31),
        LedgerWords("某台账", year=1800),
        LedgerWords("某台账", pattern="督办{n}号"),
        LedgerWords("某台账", pattern="督办〔{year}〕{n}{n}号"),
        LedgerWords("某台账", pattern="{year}{n}"),
        LedgerWords("某台账", pattern="2{year}-{n}"),
        LedgerWords("某台账", pattern="{year}-{n}-{x}"),
        LedgerWords("某台账", pattern="督" * 40 + "{year}-{n}"),
    ],
)
def test_words_that_cannot_be_are_refused(office: Office, words: LedgerWords) -> None:
    before = fingerprint(office)
    with pytest.raises(WrongUseError, match="没有改动"):
        ledger_kinds.add(office, words)
    assert fingerprint(office) == before


def test_a_renamed_ledger_is_renamed_everywhere_and_back(office: Office) -> None:
    approve(office, "修路", "重点项目")
    before, book = fingerprint(office), books(office)["重点项目"]
    changed = ledger_kinds.change(
        office, book.uid, LedgerWords("重点工程", book.kind, book.year, book.pattern)
    )
    assert changed.words == "修改台账“重点项目”的名称"
    assert [row.ledger for row in rows(office)] == ["重点工程"]
    assert in_step(office)
    with pytest.raises(RefusedError):
        ledger_kinds.change(office, book.uid, LedgerWords("重点工程", book.kind, book.year, book.pattern))
    with pytest.raises(WrongUseError):
        ledger_kinds.change(office, book.uid, LedgerWords("民生实事", book.kind, book.year, book.pattern))
    history.undo(office)
    assert (fingerprint(office), rows(office)[0].ledger) == (before, "重点项目")
    assert in_step(office)


def test_a_number_is_never_given_twice_whatever_the_rules_become(office: Office) -> None:
    projects, annual = books(office)["重点项目"], books(office)["年度重点工作"]
    assert [approve(office, f"项目{n}", "重点项目") for n in (1, 2, 3)] == [
        f"督办〔2026〕{n}号" for n in (1, 2, 3)
    ]
    other = LedgerWords("重点项目", projects.kind, projects.year, "重〔{year}〕{n}号")
    ledger_kinds.change(office, projects.uid, other)
    assert {row.number for row in rows(office)} == {f"督办〔2026〕{n}号" for n in (1, 2, 3)}, (
        "numbers given stay"
    )
    assert books(office)["重点项目"].next_number == "重〔2026〕1号"
    assert books(office)["年度重点工作"].next_number == "督办〔2026〕4号", "3 is taken in the other ledger"
    assert approve(office, "年度一", "年度重点工作") == "督办〔2026〕4号"
    assert approve(office, "项目4", "重点项目") == "重〔2026〕1号"
    ledger_kinds.change(
        office, projects.uid, LedgerWords("重点项目", projects.kind, projects.year, annual.pattern)
    )
    assert approve(office, "项目5", "重点项目") == "督办〔2026〕5号"
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [row.uid for row in rows(office) if row.title == "项目5"])
    assert approve(office, "项目6", "重点项目") == "督办〔2026〕6号", (
        "the number of a deleted one is not given again"
    )
    numbers = [row.number for row in rows(office)]
    assert len(numbers) == len(set(numbers))
    with office.read() as reader, pytest.raises(WrongUseError):
        ledger_kinds.number_after(reader, "没有花括号")


def test_the_order_is_changed_in_one_step(office: Office) -> None:
    approve(office, "修路", "重点项目")
    before, uids = fingerprint(office), [book.uid for book in books(office).values()]
    changes = ledger_kinds.reorder(office, list(reversed(uids)))
    assert [book.uid for book in books(office).values()] == list(reversed(uids))
    assert not changes.matters, "no matter's row is made anew for it"
    for wrong in (uids[1:], list(reversed(uids))):
        with pytest.raises(RefusedError):
            ledger_kinds.reorder(office, wrong)
    history.undo(office)
    assert fingerprint(office) == before


def test_only_an_empty_ledger_is_deleted(office: Office) -> None:
    approve(office, "修路", "重点项目")
    book = books(office)["重点项目"]
    with pytest.raises(RefusedError, match="台账里有 1 项"):
        ledger_kinds.remove(office, book.uid)
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [rows(office)[0].uid])
    with pytest.raises(RefusedError, match="回收站里有 1 项"):
        ledger_kinds.remove(office, book.uid)
    for other in list(books(office).values()):
        if other.uid not in {book.uid, books(office)["年度重点工作"].uid}:
            ledger_kinds.remove(office, other.uid)
    ledger_kinds.remove(office, books(office)["年度重点工作"].uid)
    assert list(books(office)) == ["重点项目"]


def put(office: Office, title: str, **extras: str) -> None:
    uid = shown(office, title).row.uid
    with office.write("matter.edit", words="填写") as work:
        matters.edit(work, uid, {f"extra.{name}": words for name, words in extras.items()})


def test_extra_fields_hold_values_that_go_along_with_a_new_name_and_stay_without_one(office: Office) -> None:
    uid = books(office)["重点项目"].uid
    for title in ("修路", "建桥"):
        approve(office, title, "重点项目")
    assert ledger_extras.add_extra(office, uid, "建设性质").words == "台账“重点项目”增加附加字段“建设性质”"
    ledger_extras.add_extra(office, uid, "资金来源")
    assert shown(office, "修路").extras == {"建设性质": "", "资金来源": ""}, (
        "what is asked is shown, empty too"
    )
    put(office, "修路", 建设性质="新建")
    before = fingerprint(office)
    ledger_extras.rename_extra(office, uid, "建设性质", "性质")
    assert shown(office, "修路").extras == {"性质": "新建", "资金来源": ""}
    history.undo(office)
    assert fingerprint(office) == before
    ledger_extras.remove_extra(office, uid, "建设性质")
    assert shown(office, "修路").extras == {"资金来源": "", "建设性质": "新建"}, "given up, not lost"
    with office.read() as reader:
        found = ledger_extras.extras_of(reader, uid)
    assert [(each.name, each.filled) for each in (*found.declared, *found.loose)] == [
        ("资金来源", 0),
        ("建设性质", 1),
    ]
    ledger_extras.add_extra(office, uid, "建设性质")
    ledger_extras.move_extra(office, uid, "建设性质", -1)
    assert books(office)["重点项目"].extra_fields == ("建设性质", "资金来源")
    assert shown(office, "修路").extras["建设性质"] == "新建"
    with pytest.raises(RefusedError):
        ledger_extras.move_extra(office, uid, "建设性质", -1)


def test_names_of_extra_fields_that_cannot_be(office: Office) -> None:
    uid = books(office)["重点项目"].uid
    approve(office, "修路", "重点项目")
    ledger_extras.add_extra(office, uid, "建设性质")
    for wrong in ("", "性" * 21, "建设性质", "备注", "责任单位"):
        with pytest.raises(WrongUseError):
            ledger_extras.add_extra(office, uid, wrong)
    ledger_extras.add_extra(office, uid, "性质")
    put(office, "修路", 建设性质="新建", 性质="扩建")
    ledger_extras.remove_extra(office, uid, "性质")
    with pytest.raises(RefusedError, match="另有内容"):
        ledger_extras.rename_extra(office, uid, "建设性质", "性质")
    with pytest.raises(RefusedError):
        ledger_extras.remove_extra(office, uid, "没有的")
    with pytest.raises(WrongUseError):
        put(office, "修路", 没有的="内容")
