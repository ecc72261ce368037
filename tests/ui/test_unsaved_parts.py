"""Forms of nodes and the parts of 台账设置 survive a power cut; the ledger added to last is remembered."""

import pytest

from ducha_desktop.app.program import Program
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.ui.keeper import PAUSE_MS
from ducha_desktop.ui.pages.ledger.detail_nodes import Nodes
from ducha_desktop.ui.pages.ledger.form import MatterForm
from ducha_desktop.ui.pages.ledger.node_form import NodeDialog
from ducha_desktop.ui.pages.ledger.node_lines import NodeLinesDialog
from ducha_desktop.ui.widgets import editors
from tests.ui.conftest import TODAY, settle, spin, until
from tests.ui.power_cut import PowerCutError, cut, left, offers, reopened

TITLE = "汛期前完成河道清淤"


@pytest.fixture
def page(program):
    return program.window.ledger


def panel_of(program, page):
    page.table.go_to(0)
    spin(100)
    settle(program)
    return page.detail.findChild(Nodes)


def test_nodes_half_entered_come_back_on_the_same_matter(program, page, monkeypatch, answers):
    panel = panel_of(program, page)
    uid = page.table.current_row().uid
    cut(NodeLinesDialog, monkeypatch, lambda form: form.text.setPlainText("立项\n招标 20天"))
    with pytest.raises(PowerCutError):
        panel.add_lines()
    settle(program)
    assert left(program) == [(f"node.lines/{uid}", {"text": "立项\n招标 20天"})]
    page.table.go_to(3)
    settle(program)

    def take(dialog):
        dialog.show()
        settle(program)
        taken.append((dialog.text.toPlainText(), dialog.said._text.text()))
        dialog.accept()
        settle(program)
        return dialog.result()

    taken = []
    monkeypatch.setattr(NodeLinesDialog, "exec", take)
    offers(program)[f"node.lines/{uid}"].click()
    settle(program)
    assert taken[0][0] == "立项\n招标 20天"
    assert "已找回" in taken[0][1]
    assert left(program) == []
    panel = panel_of(program, program.window.open("ledger"))
    assert [node.name for node in panel.nodes] == ["立项", "招标"], "written to the matter it was begun on"


def test_a_node_half_changed_comes_back_whole(program, page, monkeypatch, answers):
    panel = panel_of(program, page)
    uid = page.table.current_row().uid

    def lines(dialog):
        dialog.text.setPlainText("立项\n招标 20天")
        dialog.accept()
        settle(program)
        return dialog.result()

    monkeypatch.setattr(NodeLinesDialog, "exec", lines)
    panel.add_lines()
    settle(program)
    first, second = panel.nodes

    def fill(dialog):
        dialog.days.setValue(35)
        dialog.kind.setCurrentIndex(1)
        dialog.due.setText("12月31日")
        check, lag = dialog.waits[first.uid]
        check.setChecked(True)
        lag.setValue(5)

    cut(NodeDialog, monkeypatch, fill)
    with pytest.raises(PowerCutError):
        panel.edit(1)
    settle(program)
    ((name, values),) = left(program)
    assert name == f"node.edit/{uid}/{second.uid}"
    assert len(values) == 5, "what was not changed is not kept"

    def look(dialog):
        check, lag = dialog.waits[first.uid]
        return (
            dialog.days.value(),
            dialog.kind.currentIndex(),
            dialog.due.text(),
            check.isChecked(),
            lag.value(),
        )

    seen = reopened(program, NodeDialog, monkeypatch, look)
    offers(program)[name].click()
    settle(program)
    assert seen == [(35, 1, "12月31日", True, 5)]
    assert left(program) == []
    answers.undo()
    settle(program)
    assert seen[1] == seen[0], "given up by Escape, and brought back by undo"


def test_a_refused_node_stays_kept_until_it_is_saved(program, page, monkeypatch):
    panel = panel_of(program, page)
    kept = []

    def refused_once(dialog):
        dialog.show()
        dialog.name.setText(" ")
        dialog.days.setValue(12)
        dialog.accept()
        settle(program)
        kept.append((dialog.isVisible(), left(program)))
        dialog.name.setText("封顶")
        dialog.accept()
        settle(program)
        kept.append((dialog.isVisible(), [node.name for node in panel.nodes]))
        return dialog.result()

    monkeypatch.setattr(NodeDialog, "exec", refused_once)
    panel.add(0)
    settle(program)
    (stays, forms), (still, names) = kept
    assert stays, "refused: a node needs a name"
    assert [values["days"] for _name, values in forms] == ["12"]
    assert (still, names) == (False, ["封顶"])
    assert left(program) == []


def again(program, qapp):
    """The program is cut off and opened anew on the same folder."""
    folder = program.folder
    program.window.close()
    program.close()
    qapp.processEvents()
    fresh = Program(folder, FixedClock(TODAY))
    fresh.window.resize(1366, 768)
    fresh.window.show()
    fresh.begin()
    until(lambda: fresh.door.leads_somewhere)
    settle(fresh)
    return fresh


def end(fresh, qapp):
    fresh.window.close()
    fresh.close()
    fresh.window.deleteLater()
    fresh.deleteLater()
    qapp.processEvents()


def test_rules_of_the_lights_half_changed_come_back(program, qapp, answers):
    setup = program.window.open("setup")
    setup.show_part(1)
    settle(program)
    setup.lights.warn.setValue(9)
    setup.lights.unit.setCurrentIndex(1)
    spin(PAUSE_MS + 100)
    settle(program)
    assert left(program) == [("setup.lights", {"warn_days": "9", "in_workdays": "1"})]
    fresh = again(program, qapp)
    offers(fresh)["setup.lights"].click()
    settle(fresh)
    spin(300)
    settle(fresh)
    part = fresh.window.open("setup").lights
    assert fresh.window.open("setup").part == 1
    assert (part.rules.warn_days, part.rules.in_workdays) == (9, True)
    assert "已找回" in part.found._text.text()
    assert part.save.isEnabled()
    part.load()
    settle(fresh)
    assert part.rules.warn_days == 9, "reading again does not take what is typed"
    part.save.click()
    settle(fresh)
    assert answers.toasts[-1] == "已修改亮灯规则"
    assert part.found.isHidden()
    assert left(fresh) == []
    part.warn.setValue(8)
    spin(PAUSE_MS + 100)
    settle(fresh)
    assert left(fresh) == [("setup.lights", {"warn_days": "8"})], "kept after a first saving too"
    part.warn.setValue(9)
    spin(PAUSE_MS + 100)
    settle(fresh)
    assert left(fresh) == [], "nothing differs any more"
    end(fresh, qapp)


def test_the_office_half_changed_comes_back_and_is_given_up_with_undo(program, qapp, answers):
    setup = program.window.open("setup")
    setup.show_part(setup.parts.index(setup.office))
    settle(program)
    setup.office.fields["phone"].setText("0123-4567890")
    setup.office.signers.setPlainText("陈立群\n刘建国")
    spin(PAUSE_MS + 100)
    settle(program)
    assert left(program) == [("setup.office", {"phone": "0123-4567890", "signers": "陈立群\n刘建国"})]
    fresh = again(program, qapp)
    offers(fresh)["setup.office"].click()
    settle(fresh)
    part = fresh.window.open("setup").office
    assert part.fields["phone"].text() == "0123-4567890"
    assert part.signers.toPlainText() == "陈立群\n刘建国"
    assert "已找回" in part.found._text.text()
    part.back.click()
    settle(fresh)
    assert (part.fields["phone"].text(), left(fresh)) == ("", [])
    assert answers.toasts[-1] == "填写的内容已放弃"
    answers.undo()
    spin(PAUSE_MS + 100)
    settle(fresh)
    assert part.fields["phone"].text() == "0123-4567890"
    assert len(left(fresh)) == 1
    part.save.click()
    settle(fresh)
    assert answers.toasts[-1] == "已修改办公室信息：联系电话、签发人"
    assert left(fresh) == []
    end(fresh, qapp)


def test_a_new_matter_goes_to_the_ledger_of_the_last_one_on_the_next_day_too(
    program, page, qapp, monkeypatch
):
    def fill(form):
        editors.fill(form.editor("title"), TITLE)
        editors.fill(form.editor("ledger"), "重点项目")
        return 1

    page.table.go_to(0)
    settle(program)
    assert page.matter.fields["ledger"] == "年度重点工作"
    monkeypatch.setattr(MatterForm, "exec", fill)
    page.deeds.add()
    settle(program)
    fresh = again(program, qapp)
    ledger = fresh.window.open("ledger")
    settle(fresh)
    ledger.table.go_to(0)
    spin(100)
    settle(fresh)
    seen = []
    monkeypatch.setattr(
        MatterForm, "exec", lambda form: seen.append(editors.value(form.editor("ledger"))) or 0
    )
    ledger.deeds.add()
    settle(fresh)
    assert seen == ["重点项目"]
    end(fresh, qapp)
