"""报送 in a real window: lists by week and month, reports and ticks by keyboard, duties, burden, contacts."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from ducha_desktop.domain.burden import BurdenRules
from ducha_desktop.domain.obligations import Standing
from ducha_desktop.services import contacts, duties, obligations, register_editing
from ducha_desktop.storage.digest import digest
from ducha_desktop.ui.pages.duties import burden_part, contacts_part, duties_part, registering
from ducha_desktop.ui.pages.duties.page import DutiesPage
from ducha_desktop.ui.pages.workbench.owed import MISSED
from tests.ui.conftest import Answers, settle, spin

Screen = tuple[Any, DutiesPage]


@pytest.fixture
def screen(program: Any) -> Screen:
    """The screen with two units that owe the reports of a county since October."""
    office = program.door.office
    with office.write("unit.add", words="新增单位") as work:
        for name, kind in (("县水利局", "政府部门"), ("城关镇", "乡镇街道")):
            register_editing.save_unit(work, {"name": name, "kind": kind})
    duties.adopt(office, "reports", since=date(2026, 10, 1))
    page = program.window.open("owed")
    assert isinstance(page, DutiesPage)
    settle(program)
    return program, page


def fingerprint(program: Any) -> str:
    with program.door.office.read() as reader:
        return digest(reader.connection).digest


def press(widget: Any, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def fill(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, do: Callable[[Any], None]) -> None:
    """Answer a form as a clerk would: fill it in, then press its button."""
    kind = getattr(module, name)

    def exec_(form: Any) -> int:
        do(form)
        form.accept()
        return int(form.result() == QDialog.DialogCode.Accepted)

    monkeypatch.setattr(kind, "exec", exec_)


def test_the_list_is_what_the_service_says(screen: Screen) -> None:
    program, page = screen
    page.owed.show_mode("month")
    settle(program)
    with program.door.office.read() as reader:
        found = obligations.owed_list(reader, page.owed.question)
    shown = [page.owed.units.row(place) for place in range(page.owed.units.rowCount())]
    assert [unit.name for unit in shown if unit] == ["全部单位", *(unit.name for unit in found.units)]
    assert page.owed.lines.rowCount() == len(found.lines) > 0
    assert page.owed.when.text() == "2026年11月"
    page.owed.step(-1)
    settle(program)
    assert page.owed.when.text() == "2026年10月"


def test_enter_ticks_duties_and_one_step_takes_it_back(screen: Screen) -> None:
    program, page = screen
    page.take(MISSED)
    settle(program)
    owed = page.owed
    before, count = fingerprint(program), owed.lines.rowCount()
    owed.begin()
    QTest.keyClick(owed.line_table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    settle(program)
    assert len(owed.chosen()) == count > 4
    owed.on.setText("2026-11-13")
    press(owed.line_table, Qt.Key.Key_Return)
    settle(program)
    assert owed.lines.rowCount() == 0
    assert owed.empty.isVisible()
    with program.door.office.read() as reader:
        assert obligations.count(reader, obligations.missed(reader.today)) == 0
    program.window.undo()
    settle(program)
    assert fingerprint(program) == before
    assert owed.lines.rowCount() == count
    owed.on.setText("昨天")
    press(owed.line_table, Qt.Key.Key_Return)
    settle(program)
    assert fingerprint(program) == before, "an unreadable day registers nothing"


def test_a_tick_is_taken_back(screen: Screen) -> None:
    program, page = screen
    before = fingerprint(program)
    owed = page.owed
    owed.show_mode("week")
    settle(program)
    owed.begin()
    press(owed.line_table, Qt.Key.Key_Return)
    settle(program)
    assert owed.line_table.current_row().made_on == program.door.office.today
    owed.untick.click()
    settle(program)
    assert owed.line_table.current_row().made_on is None
    assert fingerprint(program) == before


def test_enter_on_a_matter_registers_its_report(program: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from ducha_desktop.domain.states import Action
    from ducha_desktop.services import acts, matters
    from ducha_desktop.services.acts import Doing

    office = program.door.office
    with office.write("matter.add", words="新增") as work:
        uid = matters.add(
            work, {"title": "修桥", "lead_unit": "县水利局", "report_cycle": "每10天", "due": "长期"}
        ).uid
        for action in (Action.APPROVE, Action.ASSIGN, Action.SIGN):
            acts.act(work, uid, action, Doing(on=date(2026, 11, 3)))
    page = program.window.open("owed")
    page.owed.show_mode("month")
    settle(program)
    found = [page.owed.lines.row(place) for place in range(page.owed.lines.rowCount())]
    own = [line for line in found if line.uid == uid]
    assert [line.standing for line in own] == [Standing.MISSED, Standing.DUE]
    fill(monkeypatch, registering, "ActDialog", lambda form: form.field("text").setPlainText("完成桥墩"))
    for line in own:
        page.owed.registering.register([line])
        settle(program)
    with office.read() as reader:
        lines = obligations.owed_list(reader, page.owed.question).lines
    assert [line.standing for line in lines if line.uid == uid] == [Standing.LATE, Standing.MADE]
    wanted: list[str] = []
    page.owed.matter_wanted.connect(wanted.append)
    page.owed._open_matter()
    assert wanted == [uid]


def test_the_list_is_saved(screen: Screen, answers: Answers, tmp_path: Path) -> None:
    program, page = screen
    page.owed.show_mode("month")
    settle(program)
    for name in ("清单.xlsx", "清单.pdf"):
        answers.paths.append(tmp_path / name)
        page.owed._export(Path(name).suffix, "")
        settle(program)
        assert (tmp_path / name).stat().st_size > 1000
    book = openpyxl.load_workbook(tmp_path / "清单.xlsx")
    assert book["清单"]["A1"].value == "2026年11月应报情况"
    book.close()


def test_duties_are_added_changed_and_removed(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    program, page = screen
    page.show_part(1)
    settle(program)
    part = page.duties
    assert [view.draft.name for view in part.views] == ["活动专报", "推进专报", "疑难问题及困难专报"]
    before = fingerprint(program)

    def typed(form: Any) -> None:
        form.name.setText("防汛报告")
        form.cycle.setCurrentText("每两周")
        form.scope.setCurrentIndex(form.scope.findData("class"))
        form.rank_class.setCurrentText("乡镇街道")

    fill(monkeypatch, duties_part, "DutyForm", typed)
    part.add.click()
    settle(program)
    assert (part.views[-1].draft.when, part.views[-1].who) == ("每两周，期末前", "乡镇街道")
    part.table.go_to(3)
    fill(monkeypatch, duties_part, "DutyForm", lambda form: form.on_day.setText("-2"))
    press(part.table, Qt.Key.Key_Return)
    settle(program)
    assert part.views[-1].draft.on_day == -2
    part.table.go_to(3)
    part.remove.click()
    settle(program)
    assert len(part.views) == 3
    for _ in range(3):
        program.window.undo()
        settle(program)
    assert fingerprint(program) == before


def test_a_form_that_cannot_be_read_stays(screen: Screen) -> None:
    program, page = screen
    page.show_part(1)
    settle(program)
    form = duties_part.DutyForm(page.duties, None, page.duties.units, program.door.office.today)
    for field, words, said in (
        (form.name, "", "请写明名称"),
        (form.on_day, "初五", "应报日请写数字"),
        (form.since, "明天", "日期请写成"),
    ):
        form.name.setText("月报")
        field.setText(words)
        form.accept()
        assert said in form.said._text.text()
        form.on_day.setText("")
    assert form.draft is None
    form.deleteLater()


def test_contacts_and_the_heat_they_make(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> None:
    program, page = screen
    page.show_part(3)
    settle(program)

    def typed(form: Any) -> None:
        form.units.setText("县水利局、城关镇")
        form.finding.setPlainText("台账不全")

    fill(monkeypatch, contacts_part, "ContactForm", typed)
    for _ in range(5):
        page.contacts.add.click()
        settle(program)
    assert len(page.contacts.views) == 10
    page.show_part(2)
    settle(program)
    table = page.burden.table
    load = table.heat.load(table.currentIndex())
    assert load is not None
    assert load.too_many
    assert "县水利局" in [unit.name for unit in page.burden.burden.units]  # type: ignore[union-attr]
    fill(monkeypatch, burden_part, "RulesDialog", lambda form: form.week.setText("20"))
    page.burden.set_rules()
    settle(program)
    with program.door.office.read() as reader:
        from ducha_desktop.services.burden import rules

        assert rules(reader) == BurdenRules(a_week=20)
        assert len(contacts.latest(reader)) == 10
    load = table.heat.load(table.currentIndex())
    assert load is not None
    assert not load.too_many


def test_the_workbench_opens_exactly_the_lists(screen: Screen) -> None:
    program, page = screen
    bench = program.window.open("workbench")
    program.window.refresh()
    spin(600)
    settle(program)
    week, missed = bench.owed.week, bench.owed.missed
    for tile, mode in ((week, "week"), (missed, "missed")):
        count = int(tile._count.text().replace(",", ""))
        tile.click()
        settle(program)
        assert page.isVisible()
        assert page.owed.mode == mode
        assert page.owed.lines.rowCount() == count > 0
        program.window.open("workbench")
        settle(program)
