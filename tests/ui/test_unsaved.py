"""What is typed into a form survives a power cut, a refusal and a change of mind."""

import pytest
from PySide6.QtTest import QTest

from ducha_desktop.app.program import Program
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.states import TRANSITIONS, Action
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import history, matters, unsaved
from ducha_desktop.services.drafts import NameDoubt
from ducha_desktop.services.learned_names import names_asked
from ducha_desktop.services.opening import open_office
from ducha_desktop.ui.keeper import PAUSE_MS, Keeper
from ducha_desktop.ui.pages.intake.names import NamesDialog, ask_names
from ducha_desktop.ui.pages.ledger.act import ActDialog
from ducha_desktop.ui.pages.ledger.form import MatterForm
from ducha_desktop.ui.pages.ledger.many import ManyDialog
from ducha_desktop.ui.pages.register.form import EntryForm
from ducha_desktop.ui.pages.register.takeover import TakeoverDialog
from ducha_desktop.ui.pages.setup.ledger_form import LedgerForm
from ducha_desktop.ui.pages.setup.notice import NoticeDialog
from ducha_desktop.ui.widgets import editors
from tests.ui.conftest import TODAY, settle, spin, until
from tests.ui.power_cut import PowerCutError, cut, left, offers, reopened

TITLE, MORE = "汛期前完成河道清淤", "，附专班名单㛃䶮"


@pytest.fixture
def page(program):
    return program.window.ledger


def typing(program, monkeypatch, *, answer, then=lambda _form: None):
    """Fill in the next form, pause as a clerk does, and leave it with `answer`."""
    forms = []

    def fill(form):
        forms.append(form)
        form.show()
        settle(program)
        if len(forms) == 1:
            form.editor("title").setFocus()
            editors.fill(form.editor("title"), TITLE)
            spin(PAUSE_MS + 100)
            settle(program)
        then(form)
        return answer(forms)

    monkeypatch.setattr(MatterForm, "exec", fill)
    return forms


def test_a_form_cut_off_is_offered_again(program, page, monkeypatch):
    def gone(_forms):
        raise PowerCutError

    typing(program, monkeypatch, answer=gone)
    with pytest.raises(PowerCutError):
        page.deeds.add()
    ((name, values),) = left(program)
    assert name == "matter.add"
    assert values["title"] == TITLE

    def read(form):
        settle(program)
        seen.append((editors.value(form.editor("title")), form._wrong._text.text()))
        return 1

    seen = []
    monkeypatch.setattr(MatterForm, "exec", read)
    page.deeds.add()
    settle(program)
    assert seen[0][0] == TITLE
    assert "已找回" in seen[0][1]
    assert page.table.current_row().title == TITLE
    assert left(program) == []


def test_a_refused_deed_keeps_the_form(program, page, monkeypatch, answers):
    def refuse(*_args, **_kinds):
        raise WrongUseError("没有写入，没有改动任何数据。")

    monkeypatch.setattr(matters, "add", refuse)
    typing(program, monkeypatch, answer=lambda _forms: 1)
    page.deeds.add()
    settle(program)
    assert answers.said == ["没有写入，没有改动任何数据。"]
    assert left(program)[0][1]["title"] == TITLE


def test_what_was_given_up_comes_back_with_undo(program, page, monkeypatch, answers):
    typing(program, monkeypatch, answer=lambda forms: len(forms) - 1)
    page.deeds.add()
    settle(program)
    assert left(program) == []
    assert answers.toasts == ["填写的内容已放弃"]
    answers.undo()
    settle(program)
    assert page.table.current_row().title == TITLE


def test_an_edit_keeps_only_what_differs(program, page, monkeypatch):
    page.table.go_to(0)
    settle(program)
    before = page.matter.fields["title"]
    uid = page.matter.row.uid

    def look(form):
        kept.extend(left(program))
        QTest.qWait(1)
        assert form.values == {"title": TITLE}

    kept = []
    typing(program, monkeypatch, answer=lambda _forms: 0, then=look)
    page.deeds.edit()
    settle(program)
    assert kept == [(f"matter.edit/{uid}", {"title": TITLE})]
    assert page.matter.fields["title"] == before


def test_a_form_that_was_saved_before_the_power_went_is_not_offered(program, page, monkeypatch):
    """The power goes between the deed and the forgetting: the form knows its entry, and nobody hears of it again."""
    monkeypatch.setattr(Keeper, "settle", lambda _keeper: None)
    typing(program, monkeypatch, answer=lambda _forms: 1)
    page.deeds.add()
    settle(program)
    ((name, values),) = left(program)
    assert (name, values["title"]) == ("matter.add", TITLE), "the file is still there"
    office = program.door.office
    assert unsaved.left(office) == []
    assert left(program) == [], "and gone without a word"
    unsaved.keep(office, "matter.add", {"title": MORE}, unsaved.new_mark(office))
    assert unsaved.find(office, "matter.add").values == {"title": MORE}, (
        "a deed that was never done is offered"
    )
    history.undo(office)
    assert unsaved.find(office, "matter.add") is not None


def test_a_deed_that_was_refused_leaves_its_mark_to_nobody(program):
    office = program.door.office
    mark = unsaved.new_mark(office)

    def refused():
        with office.marking(mark), office.write("matter.add", words="登记") as work:
            matters.add(work, {"title": TITLE})
            raise WrongUseError("不行")

    with pytest.raises(WrongUseError):
        refused()
    assert not office.holds(mark)
    with office.write("matter.add", words="登记") as work:
        matters.add(work, {"title": TITLE})
    assert not office.holds(mark)


def test_the_workbench_alone_offers_to_go_on(qapp, folder, answers, monkeypatch):
    with open_office(folder, clock=FixedClock(TODAY)) as office:
        unsaved.keep(office, "matter.add", {"title": TITLE + MORE})
    program = Program(folder, FixedClock(TODAY))
    program.window.show()
    program.begin()
    until(lambda: program.door.leads_somewhere)
    settle(program)
    program.window.open("ledger")
    settle(program)
    spin(400)
    settle(program)
    assert answers.toasts == [], "the ledger says nothing of it"
    offered = offers(program)
    assert list(offered) == ["matter.add"]

    def accept(_form):
        settle(program)
        return 1

    monkeypatch.setattr(MatterForm, "exec", accept)
    offered["matter.add"].click()
    settle(program)
    assert program.window.ledger.table.current_row().title == TITLE + MORE
    assert left(program) == []
    assert offers(program) == {}
    program.window.close()
    program.close()
    program.window.deleteLater()
    program.deleteLater()
    qapp.processEvents()


def test_a_report_half_written_comes_back_on_the_same_matter(program, page, monkeypatch, answers):
    page.table.go_to(0)
    settle(program)
    uid = page.table.current_row().uid
    line = next(line for line in TRANSITIONS if line.action is Action.REPORT)
    cut(ActDialog, monkeypatch, lambda form: editors.fill(form.field("text"), TITLE))
    with pytest.raises(PowerCutError):
        page.deeds.act(line)
    settle(program)
    assert left(program) == [(f"matter.act/{uid}/report", {"text": TITLE})], "the day was not typed"
    page.table.go_to(3)
    settle(program)
    seen = reopened(
        program,
        ActDialog,
        monkeypatch,
        lambda form: (editors.value(form.field("text")), form.said._text.text()),
    )
    offers(program)[f"matter.act/{uid}/report"].click()
    settle(program)
    ((text, said),) = seen
    assert text == TITLE
    assert "已找回" in said
    assert left(program) == [], "left by Escape: given up"
    assert answers.toasts == ["填写的内容已放弃"]
    answers.undo()
    settle(program)
    assert seen[1] == (TITLE, "刚才放弃的内容又在这里了。")


def test_values_for_many_matters_come_back(program, page, monkeypatch):
    def fill(dialog):
        dialog.add("requirement")
        editors.fill(dialog.fields["requirement"], TITLE)

    page.table.go_to(0)
    settle(program)
    cut(ManyDialog, monkeypatch, fill)
    with pytest.raises(PowerCutError):
        page.deeds.edit_many()
    settle(program)
    ((name, values),) = left(program)
    assert (name, values["requirement"]) == ("matter.many", TITLE)
    assert "批量修改" in offers(program)["matter.many"].accessibleName()
    program.window.open("ledger")
    seen = reopened(program, ManyDialog, monkeypatch, lambda dialog: dialog.values["requirement"])
    page.deeds.edit_many()
    settle(program)
    assert seen == [TITLE]


def test_posts_and_successions_come_back(program, monkeypatch):
    register = program.window.open("register")
    settle(program)
    register.show_part("people")
    settle(program)
    place = next(n for n, person in enumerate(register._rows["people"]) if person.name == "陈立群")
    register.table.go_to(place)
    spin(100)
    settle(program)
    uid = register.panel.detail.view.uid
    cut(EntryForm, monkeypatch, lambda form: form.editor("title").setText("副县长"))
    with pytest.raises(PowerCutError):
        register.deeds.filling.add_post()
    settle(program)
    assert left(program) == [(f"register.post/{uid}/", {"title": "副县长"})]
    monkeypatch.setattr(EntryForm, "exec", lambda _form: settle(program) or 1)
    offers(program)[f"register.post/{uid}/"].click()
    settle(program)
    (post,) = register.panel.detail.posts
    assert post.title == "副县长"
    assert left(program) == []

    def fill(dialog):
        dialog.who.setText("王立新")
        dialog.matters.setChecked(False)

    cut(TakeoverDialog, monkeypatch, fill)
    with pytest.raises(PowerCutError):
        register.deeds.filling.take_over(post)
    settle(program)
    seen = reopened(
        program, TakeoverDialog, monkeypatch, lambda form: (form.who.text(), form.matters.isChecked())
    )
    offers(program)[f"register.takeover/{uid}/{post.uid}"].click()
    settle(program)
    assert seen == [("王立新", False)]


def test_a_ledger_and_a_notice_half_entered_come_back(program, monkeypatch):
    setup = program.window.open("setup")
    settle(program)
    cut(LedgerForm, monkeypatch, lambda form: form.name.setText("领导批示"))
    with pytest.raises(PowerCutError):
        setup.ledgers._add()
    settle(program)
    notice = "一、元旦：1月1日（周五）至3日（周日）放假，共3天。"
    cut(NoticeDialog, monkeypatch, lambda form: form.text.setPlainText(notice))
    with pytest.raises(PowerCutError):
        setup.calendar.go_on(2027)
    settle(program)
    assert dict(left(program)) == {
        "setup.ledger/": {"name": "领导批示"},
        "setup.notice/2027": {"text": notice},
    }
    ledgers = reopened(program, LedgerForm, monkeypatch, lambda form: form.name.text())
    notices = reopened(program, NoticeDialog, monkeypatch, lambda form: (form.year, form.text.toPlainText()))
    offers(program)["setup.ledger/"].click()
    settle(program)
    offers(program)["setup.notice/2027"].click()
    settle(program)
    assert ledgers == ["领导批示"]
    assert notices == [(2027, notice)]
    assert setup.part == 3


def test_answers_about_names_come_back_for_the_same_names(program, monkeypatch):
    page = program.window.open("import")
    settle(program)
    doubts = [
        NameDoubt(words, is_unit=True, rows=3, taken="", candidates=()) for words in ("住建部门", "卫健部门")
    ]
    with program.door.office.read() as reader:
        asked = names_asked(reader, doubts)
    wanted = next(each.uid for each in asked.units if each.name == "县住建局")

    def choose(dialog):
        dialog.fields[0].pick(wanted)
        spin(PAUSE_MS + 100)
        return 0

    with monkeypatch.context() as power_cut:
        power_cut.setattr(Keeper, "settle", lambda _keeper: None)
        power_cut.setattr(NamesDialog, "exec", choose)
        ask_names(page, program.door, doubts, then=lambda: None)
        settle(program)
    assert left(program) == [("import.names", {"unit/住建部门": wanted})]
    seen = reopened(program, NamesDialog, monkeypatch, lambda dialog: [field.uid for field in dialog.fields])
    ask_names(page, program.door, doubts, then=lambda: None)
    settle(program)
    assert seen == [[wanted, ""]]
