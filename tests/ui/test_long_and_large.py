"""Long names and large text: nothing larger than the screen, nothing cut without a hint, nothing out of sight."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolButton, QWidget

from ducha_desktop.services.ledger import Tallies
from ducha_desktop.ui.pages.ledger.footer import Footer
from ducha_desktop.ui.pages.ledger.head import LedgerHead
from ducha_desktop.ui.pages.workbench.columns import TwoColumns
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import button, label
from ducha_desktop.ui.widgets.dialog import Dialog
from ducha_desktop.ui.widgets.editors import DateField
from ducha_desktop.ui.widgets.field_glyphs import clearable
from ducha_desktop.ui.widgets.flow import FlowLayout
from ducha_desktop.ui.widgets.top_bar import TopBar
from tests.ui.conftest import settle, spin

OFFICE = "云岭傣族佤族拉祜族布朗族哈尼族彝族回族苗族白族瑶族景颇族阿昌族德昂族各族自治县督查台账"
UNDONE = "归档“主要领导夜查夜市食品安全交办事项和农村集贸市场交办事项”"


@pytest.fixture
def large(qapp):
    theme.apply(qapp, dark=False, scale=175)
    yield
    theme.apply(qapp, dark=False, scale=100)


def bar_of(width: int, undone: str = UNDONE, office: str = "云岭县督查台账") -> TopBar:
    bar = TopBar()
    bar.resize(width, theme.px(46))
    bar.show()
    bar.show_office(office, 2026, "督查员")
    bar.show_backup("已备份 11-22 18:22")
    bar.show_steps(undone, "")
    spin(10)
    return bar


@pytest.mark.parametrize("width", [1024, 1280, 1366, 1920])
@pytest.mark.parametrize("office", ["云岭县督查台账", OFFICE], ids=["short", "long"])
def test_the_top_bar_fits_at_any_width(qapp, width, office):
    bar = bar_of(width, office=office)

    assert bar.minimumSizeHint().width() <= width
    hint = bar.search.placeholderText()
    assert bar.search.fontMetrics().horizontalAdvance(hint) < bar.search.width()
    assert bar.undo.text().startswith("撤销")
    bar.close()


def test_undo_says_more_where_there_is_more_room(qapp):
    narrow, wide = bar_of(1280), bar_of(2400)

    assert wide.undo.text() == f"撤销：{UNDONE}"
    assert len(narrow.undo.text()) < len(wide.undo.text())
    assert narrow.undo.text().count("“") == narrow.undo.text().count("”")
    for bar in (narrow, wide):
        bar.close()


def test_icons_in_fields_grow_with_the_text_and_keep_off_the_words(qapp, large):
    date, search = DateField(), QLineEdit()
    clearable(search)
    for field in (date, search):
        field.resize(300, theme.px(30))
        field.show()
    search.setText("查")
    spin(10)

    for field in (date, search):
        icon = field.findChild(QToolButton)
        assert icon.iconSize() == QSize(28, 28)
        assert field.textMargins().right() >= icon.width() > 28
    QTest.mouseClick(search.findChild(QToolButton), Qt.MouseButton.LeftButton)
    assert search.text() == ""
    assert search.findChild(QToolButton).isHidden()
    for field in (date, search):
        field.close()


def test_a_dialog_is_never_taller_than_the_screen_and_keeps_its_buttons_in_sight(qapp, large):
    dialog = Dialog(None, "登记进展")
    last = QLineEdit()
    for number in range(30):
        dialog.body.addWidget(last if number == 29 else label(f"第 {number} 行"))
    go = dialog.add_buttons("登记")
    dialog.show()
    spin(10)

    room = dialog.screen().availableSize()
    assert dialog.height() <= room.height()
    assert go.geometry().bottom() < dialog.height()
    last.setFocus()
    QTest.keyClick(last, Qt.Key.Key_Backtab)
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
    assert not last.visibleRegion().isEmpty()
    dialog.close()


def test_a_dialog_grows_when_it_has_more_to_say(qapp):
    dialog = Dialog(None, "新增")
    later = label("请写明名称。" * 20, wrap=True)
    later.hide()
    dialog.body.addWidget(later)
    dialog.add_buttons("保存")
    dialog.show()
    spin(10)
    before = dialog.height()

    later.show()
    spin(20)

    assert dialog.height() > before
    assert later.visibleRegion().boundingRect().height() >= later.heightForWidth(later.width()) - 1
    dialog.close()


def test_the_filters_stand_below_the_buttons_where_the_head_is_narrow(qapp, large):
    filters = QWidget()
    flow = FlowLayout(filters, gap=6)
    for word in ("视图", "台账", "状态", "亮灯", "单位", "领导"):
        flow.addWidget(button(word, kind="chip"))
    add = button("新增事项", kind="primary")
    head = LedgerHead(filters, add)
    head.resize(1600, 200)
    head.show()
    spin(10)
    assert filters.geometry().left() > 0
    assert filters.geometry().right() < add.geometry().left()

    head.resize(560, 400)
    spin(10)

    assert filters.geometry().top() > add.geometry().bottom()
    head.close()


@pytest.mark.parametrize("width", [300, 420, 560, 700, 900, 1200])
def test_the_line_below_the_ledger_shows_whole_figures_or_none(qapp, width):
    from ducha_desktop.domain.vocabulary import Light, Stage

    footer = Footer()
    lights = {Light.RED: 14, Light.ORANGE: 9, Light.YELLOW: 29, Light.GREEN: 561, Light.NONE: 49}
    footer.show_tallies(
        Tallies(stages={Stage.OPEN: 270, Stage.CLOSING: 119, Stage.CLOSED: 273}, lights=lights), all_rows=671
    )
    footer.resize(width, footer.height())
    footer.show()
    spin(10)

    for part in (footer._lights, footer._stages):
        assert part.isHidden() or part.width() >= part.sizeHint().width()
    assert "绿灯 561" in footer.toolTip()
    footer.close()


def test_cards_run_in_one_column_in_the_order_of_their_lines(qapp):
    cards = [label(word) for word in ("今天", "等着", "不全", "提醒")]
    columns = TwoColumns((((cards[0],), (cards[1],)), ((cards[2],), (cards[3],))))
    columns.resize(1200, 600)
    columns.show()
    spin(10)
    assert cards[1].x() > cards[0].x()

    columns.resize(500, 900)
    spin(10)

    places = [card.mapTo(columns, card.rect().topLeft()).y() for card in cards]
    assert places == sorted(places)
    assert len(set(places)) == len(places)
    columns.resize(1200, 600)
    spin(10)
    assert cards[1].x() > cards[0].x()
    assert cards[2].y() > cards[0].y()
    columns.close()


def test_what_begins_stays_in_sight_at_the_first_start(qapp, tmp_path, large, answers):
    from ducha_desktop.app.program import Program
    from ducha_desktop.runtime.clock import FixedClock
    from ducha_desktop.ui.pages.first_start.page import FirstStart
    from tests.ui.conftest import TODAY

    program = Program(tmp_path / "新", FixedClock(TODAY))
    program.window.resize(1366, 768)
    program.window.show()
    program.begin()
    settle(program)
    start = program.window.findChild(FirstStart)
    go = start._go

    assert go.visibleRegion().boundingRect() == go.rect()
    assert go.mapTo(program.window, go.rect().bottomRight()).y() < program.window.height()
    program.window.close()
    program.close()
    program.window.deleteLater()
    spin(20)
