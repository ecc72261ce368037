"""The workbench in the real window: numbers open their lists, keys reach everything, pictures are alive."""

import re
import shutil
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from ducha_desktop.app.program import Program
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import unsaved
from ducha_desktop.services.founding import found
from ducha_desktop.services.opening import open_office
from ducha_desktop.services.workbench import Pile
from ducha_desktop.ui.theme import theme
from tests.ui.conftest import TODAY, settle, spin


@pytest.fixture
def start(qapp, answers):
    """Starts the program on a folder, and closes every one it started."""
    running = []

    def begin(folder, today=TODAY):
        program = Program(folder, FixedClock(today))
        program.window.resize(1366, 768)
        program.window.show()
        program.begin()
        settle(program)
        spin(400)
        settle(program)
        running.append(program)
        return program

    yield begin
    for program in running:
        program.window.close()
        program.close()
        program.window.deleteLater()
        program.deleteLater()
    qapp.processEvents()


@pytest.fixture
def bench(program):
    page = program.window.open("workbench")
    settle(program)
    spin(400)
    settle(program)
    return page


def test_the_day_begins_here(start, folder):
    program = start(folder)
    page = program.window.screens.currentWidget()
    assert page is program.window.open("workbench")
    assert QApplication.focusWidget() is page.tiles[Pile.OVERDUE] or not program.window.isActiveWindow()
    assert program.window.navigation._buttons["ledger"]._count.text() == "40"


def test_every_number_opens_exactly_its_list(program, bench):
    ledger = program.window.ledger
    for pile, part in (bench.tiles | bench.whole).items():
        program.window.open("workbench")
        part.click()
        settle(program)
        assert program.window.screens.currentWidget() is ledger
        assert ledger.model.rowCount() == bench._desk.numbers[pile].count, pile
        assert ledger.footer.texts[0].startswith(f"共 {bench._desk.numbers[pile].count} 条"), pile
        assert ledger.filters.restricts, pile


def test_the_county_has_something_of_everything_that_matters(bench):
    counts = {pile: number.count for pile, number in bench._desk.numbers.items()}
    for pile in (Pile.OVERDUE, Pile.SOON, Pile.RED, Pile.YELLOW, Pile.DRAFTS, Pile.TO_ASSIGN, Pile.TO_SIGN):
        assert counts[pile] > 0, pile
    assert bench.tiles[Pile.OVERDUE].accessibleName() == f"已逾期 {counts[Pile.OVERDUE]} 项"


def test_by_keys_alone(program, bench, answers):
    program.window.activateWindow()
    assert QTest.qWaitForWindowActive(program.window, 5_000)
    program.window.open("workbench")
    assert QApplication.focusWidget() is bench.tiles[Pile.OVERDUE]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is bench.tiles[Pile.SOON]
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    settle(program)
    assert program.window.ledger.model.rowCount() == bench._desk.numbers[Pile.SOON].count


def test_cards_and_excel_of_a_number(program, bench, answers, tmp_path):
    target = tmp_path / "已逾期.xlsx"
    answers.paths.append(target)
    overdue = bench.tiles[Pile.OVERDUE]
    bench.batch.menu(overdue.pile, overdue.number, QPoint(10, 10))
    menu = bench.findChild(QMenu)
    assert menu.actions()[0].text() == f"打开这 {overdue.number.count} 项"
    menu.actions()[2].trigger()
    menu.close()
    settle(program)
    assert answers.toasts[-1] == f"已导出 {overdue.number.count} 条：已逾期.xlsx"
    assert target.stat().st_size > 0
    program.window.activateWindow()
    assert QTest.qWaitForWindowActive(program.window, 5_000)
    overdue.setFocus()
    QTest.keyClick(overdue, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    settle(program)
    cards = program.window.open("cards")
    assert program.window.screens.currentWidget() is cards
    assert len(cards.choice.wanted.numbers) == overdue.number.count


def test_numbers_follow_what_is_done(program, bench, answers):
    before = bench._desk.numbers[Pile.DRAFTS].count
    row = next(r for r in map(program.window.ledger.model.row, range(40)) if r is not None and r.state == "D")
    from ducha_desktop.ui.operations import matters

    matters.remove([row.uid], "删除一项").start(program.door, bench)
    settle(program)
    assert bench.tiles[Pile.DRAFTS].number.count == before - 1
    program.window.undo()
    settle(program)
    assert bench.tiles[Pile.DRAFTS].number.count == before


def test_what_changed_since_the_last_visit_and_unfinished_forms(start, folder, answers):
    first = start(folder)
    assert "changes" not in first.window.open("workbench").notices.deeds
    first.window.close()
    first.close()
    with open_office(folder, clock=FixedClock(TODAY)) as office:
        from ducha_desktop.services import matters

        with office.write("matter.add", words="登记") as work:
            matters.add(work, {"title": "别人登记的事项"})
        unsaved.keep(office, "matter.add", {"title": "填到一半"})
    second = start(folder, TODAY + timedelta(days=1))
    page = second.window.open("workbench")
    assert page.tiles[Pile.OVERDUE].number is not None
    said = page.notices.deeds["changes"].accessibleName()
    assert re.fullmatch(r"查看：上次打开（\d+ 月 \d+ 日 \d\d:\d\d）以来，1 项事项有改动。", said)
    page.notices.deeds["changes"].click()
    settle(second)
    assert [
        second.window.ledger.model.row(n).title for n in range(second.window.ledger.model.rowCount())
    ] == ["别人登记的事项"]
    assert "新增事项填到一半" in page.notices.deeds["matter.add"].accessibleName()


def test_an_empty_county_says_what_to_do_first(start, tmp_path):
    found(tmp_path / "空县", county="云岭县", clock=FixedClock(TODAY)).close()
    program = start(tmp_path / "空县")
    page = program.window.open("workbench")
    assert page._below.currentIndex() == 1
    page._import.click()
    settle(program)
    assert program.window.screens.currentWidget() is program.window.open("import")


def test_pictures_open_the_lists_of_their_marks(program, bench):
    for view in (bench.pictures.trend.view, bench.pictures.lights.view, bench.pictures.units.view):
        assert view.chart is not None
        assert view.marks
        said = view.accessibleDescription()
        assert all(spot.words in said for spot in view.marks) or view.hasFocus()
    view = bench.pictures.lights.view
    red = next(spot for spot in view.marks if spot.key == "red")
    QTest.mouseClick(
        view,
        Qt.MouseButton.LeftButton,
        pos=QPoint(round(red.x + red.width / 2), round(red.y + red.height / 2)),
    )
    settle(program)
    assert program.window.ledger.model.rowCount() == bench._desk.numbers[Pile.RED].count


def test_arrow_keys_walk_the_marks_and_enter_opens_one(program, bench):
    program.window.activateWindow()
    assert QTest.qWaitForWindowActive(program.window, 5_000)
    view = bench.pictures.units.view
    view.setFocus()
    chosen = []
    view.chosen.connect(chosen.append)
    assert view.accessibleDescription() == view.marks[0].words
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Right)
    assert view.accessibleDescription() == view.marks[2].words
    QTest.keyClick(view, Qt.Key.Key_Return)
    settle(program)
    assert chosen == [view.marks[2].key]
    assert program.window.screens.currentWidget() is program.window.ledger


def test_pictures_are_drawn_in_the_colours_and_width_of_the_moment(program, bench, qapp):
    view = bench.pictures.trend.view
    assert abs(view.chart.width - view.width()) < 1
    before, light = view.chart.svg, colours(view)
    try:
        theme.apply(qapp, dark=True, scale=150)
        spin(150)
        settle(program)
        assert view.chart.svg != before
        assert abs(view.chart.width - view.width()) < 1
        assert colours(view) != light
    finally:
        theme.apply(qapp, dark=False, scale=100)


def colours(widget) -> set[int]:
    image = QImage(widget.size(), QImage.Format.Format_RGB32)
    widget.render(image)
    return {image.pixel(x, y) for x in range(0, image.width(), 3) for y in range(0, image.height(), 3)}


def test_main_numbers_need_no_scrolling_on_a_small_screen(program, bench):
    area = bench._below.widget(0)
    for pile, tile in bench.tiles.items():
        bottom = tile.mapTo(area.viewport(), QPoint(0, tile.height())).y()
        assert bottom <= area.viewport().height(), pile
    assert area.horizontalScrollBar().maximum() == 0


def test_a_folder_of_another_computer_begins_without_a_last_visit(start, folder, tmp_path):
    shutil.copytree(folder, tmp_path / "另一台", ignore=shutil.ignore_patterns("window.ini", "ducha.lock"))
    program = start(tmp_path / "另一台")
    assert Pile.CHANGED not in program.window.open("workbench")._desk.numbers


def test_pictures_wait_until_the_workbench_is_seen_again(program):
    page = program.window.open("workbench")
    settle(program)
    spin(400)
    settle(program)
    page._figures = None
    page.load()
    program.window.open("ledger")
    settle(program)
    spin(400)
    settle(program)
    assert page._figures is None
    program.window.open("workbench")
    settle(program)
    spin(400)
    settle(program)
    assert page._figures is not None
