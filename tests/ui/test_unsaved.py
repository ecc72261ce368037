"""What is typed into a form survives a power cut, a refusal and a change of mind."""

import pytest
from PySide6.QtTest import QTest

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.services import matters
from ducha_desktop.ui.keeper import PAUSE_MS
from ducha_desktop.ui.pages.ledger.form import MatterForm
from ducha_desktop.ui.widgets import editors
from tests.ui.conftest import TODAY, settle, spin

TITLE, MORE = "汛期前完成河道清淤", "，附专班名单㛃䶮"


@pytest.fixture
def page(program):
    return program.window.ledger


def left(program):
    return [(form.name, dict(form.values)) for form in program.door.office.unsaved.all()]


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
    class PowerCutError(Exception):
        pass

    def cut(_forms):
        raise PowerCutError

    typing(program, monkeypatch, answer=cut)
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


def test_the_next_opening_offers_to_go_on(qapp, folder, answers, monkeypatch):
    from ducha_desktop.app.program import Program
    from ducha_desktop.runtime.clock import FixedClock
    from ducha_desktop.services.opening import open_office
    from ducha_desktop.services.unsaved import keep

    with open_office(folder, clock=FixedClock(TODAY)) as office:
        keep(office, "matter.add", {"title": TITLE + MORE})
    offered = []
    monkeypatch.setattr(answers, "offer", lambda _parent, words, deed, do: offered.append((words, deed, do)))
    program = Program(folder, FixedClock(TODAY))
    program.window.show()
    program.begin()
    settle(program)
    program.window.open("ledger")
    settle(program)
    spin(400)
    settle(program)
    ((words, deed, do),) = offered
    assert (words, deed) == ("上次没有保存的内容还在：新增事项", "接着填")

    def accept(_form):
        settle(program)
        return 1

    monkeypatch.setattr(MatterForm, "exec", accept)
    do()
    settle(program)
    assert program.window.ledger.table.current_row().title == TITLE + MORE
    assert left(program) == []
    program.window.close()
    program.close()
    program.window.deleteLater()
    program.deleteLater()
    qapp.processEvents()
