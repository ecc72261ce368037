"""台账设置 in the real window: another year's holidays, thresholds, ledgers and their fields, the office."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ducha_desktop.domain.lights import LightRules
from ducha_desktop.services import ledger_extras
from ducha_desktop.storage.digest import digest
from ducha_desktop.ui.operations import matters
from ducha_desktop.ui.pages.ledger import filling
from ducha_desktop.ui.pages.ledger.form import MatterForm
from ducha_desktop.ui.pages.setup.calendar_part import CalendarPart
from ducha_desktop.ui.pages.setup.extras import ExtrasDialog
from ducha_desktop.ui.pages.setup.ledger_form import LedgerForm
from ducha_desktop.ui.pages.setup.notice import NoticeDialog
from ducha_desktop.ui.pages.setup.page import SetupPage
from ducha_desktop.ui.widgets import editors
from tests.ui.conftest import settle, spin

LEFT = Qt.MouseButton.LeftButton
NOTICE = """关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日放假，共1天。
六、中秋节：9月15日放假，共1天。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""


@pytest.fixture
def page(program) -> SetupPage:
    opened = program.window.open("setup")
    assert isinstance(opened, SetupPage)
    settle(program)
    return opened


def click(widget) -> None:
    assert widget.isVisible(), widget.objectName()
    assert widget.isEnabled(), "the button is switched off"
    QTest.mouseClick(widget, LEFT)


def show(program, page: SetupPage, place: int) -> None:
    click(page.tabs[place])
    settle(program)


@pytest.fixture
def when_open() -> Iterator[Callable[..., None]]:
    """Do something with a modal dialog as soon as it stands; what goes wrong in it fails the test."""
    wrong: list[BaseException] = []

    def wait(kind: type, do: Callable[..., None], turns: int = 200) -> None:
        def look(left: int) -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, kind):
                assert left, "the dialog did not open"
                QTimer.singleShot(30, lambda: look(left - 1))
                return
            try:
                do(dialog)
            except BaseException as error:  # noqa: BLE001 - a dialog left open would wait for ever
                wrong.append(error)
                dialog.reject()

        QTimer.singleShot(30, lambda: look(turns))

    yield wait
    if wrong:
        raise wrong[0]


def state(program) -> object:
    with program.door.office.read() as reader:
        return digest(reader.connection)


def test_another_years_holidays_from_the_notice_to_the_calendar_and_back(
    program, page: SetupPage, answers, when_open, tmp_path: Path
) -> None:
    show(program, page, 3)
    part = page.calendar
    assert "2027 年的放假安排还没有录入" in part.banner.findChildren(type(part._name))[0].text()
    before = state(program)
    seen: list[str] = []

    def paste(dialog: NoticeDialog) -> None:
        assert not dialog.go.isEnabled()
        QApplication.clipboard().setText(NOTICE)
        dialog.text.setFocus()
        QTest.keyClick(dialog.text, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
        spin(300)
        settle(program)
        seen.extend(words.text() for words in dialog.findChildren(type(part._name)))
        assert state(program) == before, "a preview writes nothing"
        click(dialog.go)

    when_open(NoticeDialog, paste)
    click(part.enter)
    settle(program)
    assert any("读出 2027 年：休息 27 天，调休上班 6 天" in words for words in seen)
    assert "2 月 5 日至 11 日 休息，共 7 天；1 月 31 日、2 月 14 日 上班" in seen
    assert (part.year, part.view is not None and part.view.known) == (2027, True)
    assert part.banner.isHidden(), "no year is missing any more"
    assert answers.toasts[-1].startswith("采用 2027 年放假安排")

    turn_days(program, part)
    answers.paths += [tmp_path / "2027.xlsx"] * 2
    export_clear_and_read_back(program, part, when_open)
    assert answers.files == [tmp_path / "2027.xlsx"]
    for _ in range(6):
        program.window.undo()
        settle(program)
    assert state(program) == before


def turn_days(program, part: CalendarPart) -> None:
    """A click and the keys turn days of rest and back."""
    wednesday = date(2027, 3, 3)
    QTest.mouseClick(part.grid, LEFT, pos=part.grid.place_of(wednesday).center())
    settle(program)
    assert part.grid.special(wednesday) is not None, "a click made it a day of rest"
    part.grid.setFocus()
    QTest.keyClick(part.grid, Qt.Key.Key_Right)
    QTest.keyClick(part.grid, Qt.Key.Key_Space)
    settle(program)
    assert part.grid.special(date(2027, 3, 4)) is not None
    QTest.keyClick(part.grid, Qt.Key.Key_Space)
    settle(program)
    assert part.grid.special(date(2027, 3, 4)) is None


def export_clear_and_read_back(program, part: CalendarPart, when_open) -> None:
    """What was exported brings the year back after it was cleared."""
    click(part.export)
    settle(program)
    click(part.empty)
    settle(program)
    assert not part.view.known

    def read(dialog: NoticeDialog) -> None:
        click(dialog.file)
        settle(program)
        spin(300)
        settle(program)
        click(dialog.go)

    when_open(NoticeDialog, read)
    click(part.enter)
    settle(program)
    assert (part.year, part.view.known, part.view.rests, part.view.works) == (2027, True, 28, 6)


def test_a_notice_that_contradicts_itself_says_so_and_a_year_can_be_turned(program, page: SetupPage) -> None:
    show(program, page, 3)
    dialog = NoticeDialog(page.calendar, program.door, 2027)
    dialog.text.setPlainText("元旦：1月1日（周四）至3日放假，共4天。")
    spin(300)
    settle(program)
    said = " ".join(words.text() for words in dialog.findChildren(type(page.calendar._name)))
    assert "请核对年份" in said
    assert "按日期数是 3 天" in said
    assert "没有提到春节" in said
    dialog.deleteLater()
    click(page.calendar.forward)
    settle(program)
    assert page.calendar.year == 2027
    assert not page.calendar.export.isEnabled(), "there is nothing to export"
    click(page.calendar.back)
    settle(program)
    assert page.calendar.view.known


def test_thresholds_say_what_would_change_before_they_are_saved(program, page: SetupPage, answers) -> None:
    show(program, page, 1)
    part = page.lights
    assert not part.save.isEnabled()
    part.begin()
    QTest.keyClicks(part.warn.lineEdit(), "10")
    spin(350)
    settle(program)
    said = part.said.findChildren(type(part.note))[0].text()
    assert "项会变灯：绿灯转黄灯 7 项" in said
    before = state(program)
    click(part.save)
    settle(program)
    assert answers.toasts[-1] == "已修改亮灯规则"
    with program.door.office.read() as reader:
        assert reader.rules == LightRules(warn_days=10)
    click(part.usual)
    settle(program)
    with program.door.office.read() as reader:
        assert reader.rules == LightRules()
    for _ in range(2):
        program.window.undo()
        settle(program)
    assert part.rules == LightRules(), "the screen follows undo"
    assert state(program) == before
    part.orange.setValue(80)
    assert not part.save.isEnabled()


def test_a_ledger_is_opened_moved_renamed_and_closed(program, page: SetupPage, answers, when_open) -> None:
    part, before = page.ledgers, state(program)
    names = [book.name for book in part.books]

    def fill(form: LedgerForm) -> None:
        form.name.insert("环保督察整改")
        form.pattern.setText("环督{序号}号")
        assert "须各含一个" in form.example.findChildren(type(page.lights.note))[0].text()
        form.accept()
        assert form.isVisible(), "a rule that cannot number is not taken"
        form.pattern.setText("环督〔{年份}〕{序号}号")
        spin(250)
        settle(program)
        assert form.example.findChildren(type(page.lights.note))[0].text() == "下一个编号：环督〔2026〕1号"
        click(form.go)

    when_open(LedgerForm, fill)
    click(part.add)
    settle(program)
    assert [book.name for book in part.books] == [*names, "环保督察整改"]
    assert part.table.current_row().name == "环保督察整改"
    click(part.up)
    settle(program)
    assert [book.name for book in part.books][-2] == "环保督察整改"
    click(part.remove)
    settle(program)
    assert [book.name for book in part.books] == names
    part.table.go_to(0)
    click(part.remove)
    settle(program)
    assert "还不是空的" in answers.said[-1]
    for _ in range(3):
        program.window.undo()
        settle(program)
    assert state(program) == before


def test_extra_fields_are_added_and_given_up(program, page: SetupPage, when_open) -> None:
    part = page.ledgers
    part.table.go_to([book.name for book in part.books].index("重点项目"))
    seen: list[str] = []

    def fill(dialog: ExtrasDialog) -> None:
        settle(program)
        for name in ("建设性质", "资金来源"):
            dialog.name.insert(name)
            QTest.keyClick(dialog.name, Qt.Key.Key_Return)
            settle(program)
        assert dialog.isVisible(), "Enter adds and does not close"
        click(dialog.up)
        settle(program)
        seen.extend(dialog.list.item(n).text() for n in range(dialog.list.count()))
        click(dialog.remove)
        settle(program)
        dialog.accept()

    when_open(ExtrasDialog, fill)
    click(part.extras)
    settle(program)
    assert [words.split("　")[0] for words in seen] == ["资金来源", "建设性质"]
    assert part.table.current_row().extra_fields == ("建设性质",)


def test_the_office_is_changed_and_what_is_typed_stays(program, page: SetupPage, answers) -> None:
    show(program, page, 4)
    part = page.office
    assert not part.save.isEnabled()
    QTest.keyClicks(part.fields["phone"], "0123-4567890")
    part.signers.setPlainText("陈立群\n刘建国\n")
    part.load()
    settle(program)
    assert part.fields["phone"].text() == "0123-4567890", "reading again does not take what is typed"
    click(part.save)
    settle(program)
    assert answers.toasts[-1] == "已修改办公室信息：联系电话、签发人"
    program.window.undo()
    settle(program)
    assert (part.fields["phone"].text(), part.signers.toPlainText()) == ("", "")


def test_a_point_beside_the_days_is_no_day(program, page: SetupPage) -> None:
    show(program, page, 3)
    grid = page.calendar.grid
    assert grid.day_at(QPoint(1, 1)) is None
    assert all(
        grid.day_at(grid.place_of(day).center()) == day
        for day in (date(2026, 1, 1), date(2026, 2, 28), date(2026, 8, 31), date(2026, 12, 31))
    )


def test_the_form_asks_for_what_the_ledger_wants_to_know(program, page: SetupPage) -> None:
    uid = next(book.uid for book in page.ledgers.books if book.name == "重点项目")
    ledger_extras.add_extra(program.door.office, uid, "建设性质")
    ledger = program.window.open("ledger")
    program.window.ledger.outdate()
    settle(program)
    form = MatterForm(ledger, ledger.known)
    form.extras.fill({"extra.建设性质": "改建"})
    filling._offer_extras(form, page.ledgers.books)
    assert not form.extras.editors, "the first ledger asks for nothing more"
    editors.fill(form.editor("ledger"), "重点项目")
    form.extras.offer({"重点项目": ("建设性质",)})
    line = form.extras.editors["建设性质"]
    assert line.text() == "改建", "what was brought back waited for its field"
    line.setText("新建")
    form.editor("title").setPlainText("县城北环路")
    assert form.values["extra.建设性质"] == "新建"
    assert form.touched
    matters.add(form.values).start(program.door, ledger)
    settle(program)
    with program.door.office.read() as reader:
        found = reader.connection.execute("SELECT extras FROM matter WHERE title='县城北环路'").fetchone()
    assert found == ('{"建设性质":"新建"}',)
    form.deleteLater()
