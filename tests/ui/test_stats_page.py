"""统计 in the real window: figures open their lists, a past day is read only, two days are explained."""

from datetime import timedelta

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ducha_desktop.services import ledger
from ducha_desktop.services.difference import Kind
from ducha_desktop.services.stats_measures import GROUP_WORDS
from tests.ui.conftest import TODAY, settle


@pytest.fixture
def page(program):
    page = program.window.open("stats")
    settle(program)
    return page


def click(table, row: int, key: str, columns) -> None:
    number = next(n for n, column in enumerate(columns) if column.key == key)
    area = table.visualRect(table.model().index(row, number))
    assert area.isValid(), key
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=area.center())


def test_a_figure_opens_exactly_its_list(program, page) -> None:
    shown = page.figures.table
    groups = page.figures.found.figures.groups
    assert sum(group.total for group in groups) == page.figures.found.figures.whole.total == 30
    click(shown.table, 1, "open", shown.columns)
    settle(program)
    assert program.window.ledger.isVisible()
    assert program.window.ledger.model.rowCount() == groups[1].stages["open"]


def test_the_totals_stay_below_and_open_the_whole(program, page) -> None:
    shown = page.figures.table
    assert shown.totals.model().rowCount() == 1
    assert [shown.totals.columnWidth(n) for n in range(3)] == [shown.table.columnWidth(n) for n in range(3)]
    click(shown.totals, 0, "total", shown.columns)
    settle(program)
    assert program.window.ledger.model.rowCount() == page.figures.found.figures.whole.total


def test_enter_opens_the_figure_under_the_cursor(program, page) -> None:
    shown = page.figures.table
    number = next(n for n, column in enumerate(shown.columns) if column.key == "closed")
    shown.table.setCurrentIndex(shown.model.index(0, number))
    QTest.keyClick(shown.table, Qt.Key.Key_Return)
    settle(program)
    assert program.window.ledger.query.stages == ("closed",)


@pytest.mark.parametrize("by", list(GROUP_WORDS))
def test_every_grouping_is_shown(program, page, by: str) -> None:
    page.figures.by.setCurrentIndex(page.figures.by.findData(by))
    program.window.repaint()
    page.figures.load()
    settle(program)
    assert page.figures.found.by == by
    assert page.figures.table.columns[0].title == GROUP_WORDS[by]
    assert "已核对" in page.figures.said.text()
    assert "不平" not in page.figures.said.text()


def test_a_mark_of_a_picture_opens_its_list(program, page) -> None:
    view = page.figures.pictures.stages.view
    assert view.chart is not None
    view.chosen.emit("open")
    settle(program)
    assert program.window.ledger.query.stages == ("open",)


def test_the_ledger_of_a_past_day_is_read_only(program, page) -> None:
    yesterday = TODAY - timedelta(days=1)
    page.figures.day.setText(yesterday.isoformat())
    page.figures.load()
    settle(program)
    assert page.figures.found.figures.whole.total == 0
    page.compare.ledger_wanted.emit(TODAY)
    settle(program)
    past = program.window.screens.currentWidget()
    assert past.isVisible()
    assert f"这是 {TODAY.isoformat()} 的台账" in past.banner.findChildren(type(past.count))[0].text()
    assert past.model.rowCount() == 40
    before = fingerprint(program)
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_A):
        QTest.keyClick(past.table, key)
    settle(program)
    assert fingerprint(program) == before
    past.table.go_to(3)
    QTest.keyClick(past.table, Qt.Key.Key_Return)
    settle(program)
    assert program.window.ledger.isVisible()


def fingerprint(program) -> int:
    with program.door.office.read() as reader:
        return int(reader.connection.execute("SELECT max(seq) FROM entry").fetchone()[0])


def test_two_days_are_explained_line_by_line(program, page) -> None:
    page.show_part(1)
    settle(program)
    part = page.compare
    part.since.setText((TODAY - timedelta(days=1)).isoformat())
    settle(program)
    assert part.found.kinds[Kind.NEW] == part.model.rowCount() == 40
    assert part.numbers[4, 1].text() == "30"
    part.kinds[Kind.NEW].click()
    settle(program)
    part.table.go_to(2)
    uid = part.table.current_row().uid
    part.table.setFocus()
    QTest.keyClick(part.table, Qt.Key.Key_Return)
    settle(program)
    row = program.window.ledger.table.current_row()
    assert program.window.ledger.isVisible()
    assert row.uid == uid


def test_both_are_written_as_workbooks(program, page, answers, tmp_path) -> None:
    targets = [tmp_path / "统计.xlsx", tmp_path / "对比.xlsx"]
    answers.paths.append(targets[0])
    page.figures.export_all()
    settle(program)
    page.show_part(1)
    settle(program)
    answers.paths.append(targets[1])
    page.compare.write()
    settle(program)
    assert answers.files == targets
    book = openpyxl.load_workbook(targets[0])
    assert book.sheetnames == [f"按{word}" for word in GROUP_WORDS.values()]
    book.close()


def test_the_screen_follows_what_is_entered(program, page) -> None:
    from ducha_desktop.domain.changes import Changes
    from ducha_desktop.services import matters

    with program.door.office.read() as reader:
        uid = ledger.page(reader, page.figures.query, limit=1)[0].uid
    with program.door.office.write("matter.delete", words="删除") as work:
        matters.remove(work, [uid])
    assert isinstance(work.changes, Changes)
    program.door.bus.tell(work.changes, None)
    settle(program)
    assert page.figures.found.figures.whole.total == 29
