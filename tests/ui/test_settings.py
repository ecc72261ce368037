"""系统设置: looks, fonts of papers, when and where backups go, and throwing the demonstration away."""

from pathlib import Path

import pytest

from ducha_desktop.runtime.paths import resource
from ducha_desktop.services import demo_mark
from ducha_desktop.services.backups import list_backups
from ducha_desktop.typeset import faces
from ducha_desktop.ui.pages.first_start.page import FirstStart
from ducha_desktop.ui.remembered import Remembered
from ducha_desktop.ui.theme import theme
from tests.ui.conftest import settle


@pytest.fixture
def page(program):
    opened = program.window.open("settings")
    settle(program)
    yield opened
    faces.look_in(None)
    theme.apply(program_app(), dark=False, scale=100)


def program_app():
    from PySide6.QtWidgets import QApplication

    return QApplication.instance()


def pick(combo, value):
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def test_looks_take_effect_at_once_and_are_remembered(program, page, folder):
    pick(page.sizes, 150)
    pick(page.looks, True)
    assert (theme.dark, theme.scale) == (True, 150)
    assert Remembered(folder).appearance() == (True, 150)


def test_how_often_is_remembered_and_planned(program, page, folder):
    pick(page.minutes, 240)
    assert Remembered(folder).backup_minutes == 240
    assert program._auto_backups._timer.interval() == 240 * 60_000
    pick(page.minutes, 0)
    assert not program._auto_backups._timer.isActive()


def test_every_automatic_backup_goes_to_the_second_place_too(program, page, answers, tmp_path):
    place = tmp_path / "另一块磁盘"
    place.mkdir()
    answers.paths = [place]
    page._choose_second()
    settle(program)
    assert page._second.text() == str(place)
    program._auto_backups.back_up()
    settle(program)
    assert [one.verified for one in list_backups(place)] == [True]
    place.rename(tmp_path / "拔掉了")
    program.window.ledger.deeds.edit_cell(program.window.ledger.table.current_row(), "remarks", "改过")
    settle(program)
    program._auto_backups.back_up()
    settle(program)
    assert "现在不在" in answers.toasts[-1]


def test_a_place_inside_the_data_is_refused_in_words(program, page, answers, folder):
    answers.paths = [folder / "backups"]
    page._choose_second()
    settle(program)
    assert "一起丢" in answers.said[-1]
    assert Remembered(folder).backup_place is None


def test_a_font_of_the_office_is_chosen_and_given_back(program, page, answers, folder):
    answers.paths = [resource("fonts/kai.ttf")]
    page.fonts._choose("fangsong", "仿宋")
    settle(program)
    assert (folder / "fonts" / "fangsong-0.ttf").is_file()
    assert "Ducha Kai" in answers.toasts[-1]
    page.fonts._reset("fangsong")
    settle(program)
    assert not list((folder / "fonts").iterdir())


def test_a_real_ledger_offers_no_throwing_away(program, page):
    assert not page._demo.isVisible()
    assert not page._portable.isVisible()


def test_the_demonstration_goes_with_one_click(program, page, answers, folder):
    with program.door.office.write("office.demo", words="建立示例县", kind="fixed") as work:
        demo_mark.mark(work)
    page.outdate()
    settle(program)
    assert page._demo.isVisible()
    page._discard()
    settle(program)
    assert not program.is_open
    assert isinstance(program.window._below.currentWidget(), FirstStart)
    (aside,) = [path for path in Path(folder.parent).iterdir() if "-示例-" in path.name]
    assert (aside / "ducha.db").is_file()
    assert "示例已移到" in answers.toasts[-1]
