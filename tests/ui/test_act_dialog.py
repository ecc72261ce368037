"""The form of an action: no day that cannot be, the day that is granted, many of which one is refused."""

from datetime import timedelta

import pytest

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.procedure import Procedure, Role
from ducha_desktop.domain.states import TRANSITIONS, Action, State
from ducha_desktop.models.matter import Ledger
from ducha_desktop.services import ledger as service
from ducha_desktop.services import matters
from ducha_desktop.services.views import Possible
from ducha_desktop.storage.digest import digest
from ducha_desktop.ui.pages.ledger.act import ActDialog, fields_of
from ducha_desktop.ui.pages.ledger.many_acts import ManyActsDialog, offered
from ducha_desktop.ui.widgets import editors
from tests.complete import WHOLE
from tests.ui.conftest import TODAY, settle


def line_of(action, state):
    return next(line for line in TRANSITIONS if line.action is action and state in line.sources)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ((TODAY + timedelta(days=1)).isoformat(), "还没有到，请写今天或以前的日期。"),
        ("9999-12-31", "还没有到"),
        ("1948-12-31", "太早，请核对年份。"),
    ],
)
def test_an_act_is_not_dated_where_nobody_can_have_done_it(program, day, said):
    page = program.window.ledger
    dialog = ActDialog(page, page.model.row(0), line_of(Action.REPORT, State.SIGNED), TODAY)
    editors.fill(dialog.field("text"), "主体完工")
    dialog._on.setText(day)
    dialog.accept()
    assert dialog.result() == 0
    assert said in dialog.said._text.text()
    dialog._on.setText(TODAY.isoformat())
    dialog.accept()
    assert dialog.result() == 1
    dialog.deleteLater()


def test_only_who_signs_last_is_asked_which_day_is_granted(program):
    page, line = program.window.ledger, line_of(Action.ACCEPT, State.EXTENDING)
    first, last = (Possible(line, (Role.LEADER,), step, 2, "") for step in (1, 2))
    assert "due" not in fields_of(line, first)
    dialog = ActDialog(page, page.model.row(0), line, TODAY, now=last)
    assert dialog.field("due").placeholderText() == "不填就按申请的时限"
    assert "due" not in dialog.deed.values
    editors.fill(dialog.field("due"), "2027-01-31")
    dialog.accept()
    assert dialog.deed.values["due"] == "2027-01-31"
    dialog.deleteLater()


def test_a_refusal_of_one_of_many_names_it_and_changes_none(program, answers, monkeypatch):
    page = program.window.ledger
    monkeypatch.setattr(ManyActsDialog, "exec", lambda _dialog: 1)
    with program.door.office.read() as reader:
        rows = service.page(reader, LedgerQuery(), offset=0, limit=500)
    drafts = [row for row in rows if row.state == "D"]
    assert len(drafts) > 1
    with program.door.office.write("matter.edit", words="补齐第一项，照常要求") as work:
        for book in work.all(Ledger):
            book.procedure = Procedure().as_document()
            work.session.add(book)
        matters.edit(work, drafts[0].uid, WHOLE)
    with program.door.office.read() as reader:
        before = digest(reader.connection)
    offers = {each.line.word: each for each in offered(drafts)}
    page.deeds.act_many(offers["批准立项"])
    settle(program)
    second = drafts[1]
    assert (
        f"{len(drafts)} 项都没有办理，其中 {second.number}《{second.title[:20]}》不能办：" in answers.said[-1]
    )
    with program.door.office.read() as reader:
        assert digest(reader.connection) == before
