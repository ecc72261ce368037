"""The ladder in the real window: urging a whole pile, one matter up and off again, many at once, the rules."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QPushButton

from ducha_desktop.domain.ladder import EXPOSED, LISTING_PREFECTURE, LadderRules, Pressed, Rung
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.procedure import Role
from ducha_desktop.services import ladder, ledger
from ducha_desktop.services.detail import detail
from ducha_desktop.services.workbench import Pile
from ducha_desktop.storage.digest import digest
from ducha_desktop.ui.pressing.desk import fill_menu
from ducha_desktop.ui.pressing.form import LiftDialog, PressDialog
from ducha_desktop.ui.widgets import editors
from tests.ui.conftest import settle, spin

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def when_open() -> Iterator[Callable[..., None]]:
    """Do something with the next modal dialog; what goes wrong in it fails the test."""
    wrong: list[BaseException] = []

    def wait(do: Callable[..., None], turns: int = 200) -> None:
        def look(left: int) -> None:
            dialog = QApplication.activeModalWidget()
            if not isinstance(dialog, PressDialog | LiftDialog):
                if left:
                    QTimer.singleShot(30, lambda: look(left - 1))
                else:
                    wrong.append(AssertionError("the dialog did not open"))
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


def go(dialog) -> None:
    """Click the deed."""
    (deed,) = (each for each in dialog.findChildren(QPushButton) if each.isDefault())
    QTest.mouseClick(deed, LEFT)


def state(program) -> object:
    with program.door.office.read() as reader:
        return digest(reader.connection)


def count(program, *codes: Pressed) -> int:
    with program.door.office.read() as reader:
        return ledger.count(reader, LedgerQuery(pressed=tuple(code.value for code in codes)))


def wait_for(program, said: Callable[[], bool]) -> None:
    for _ in range(100):
        settle(program)
        if said():
            return
        spin(30)
    raise AssertionError("nothing came of it")


def fill_listing(dialog: PressDialog) -> None:
    reason, officer, approver = (dialog.field(key) for key in ("reason", "officer", "approver"))
    assert isinstance(reason, QComboBox)
    reason.setCurrentIndex(3)
    for field, words in ((officer, "王强"), (approver, "县长李明")):
        assert isinstance(field, QLineEdit)
        editors.fill(field, words)


@pytest.fixture
def first(program):
    """The first overdue matter, shown with its panel."""
    program.window.open("ledger")
    page = program.window.ledger
    settle(program)
    with program.door.office.read() as reader:
        row = ledger.page(reader, LedgerQuery(stages=("open",), lights=("red",)))[0]
    page.show_matter(row.uid)
    wait_for(program, lambda: page.detail.uid == row.uid)
    return row


def test_the_whole_pile_is_urged_from_the_workbench_and_taken_back(program, answers, when_open) -> None:
    page = program.window.open("workbench")
    settle(program)
    ripe = page._desk.numbers[Pile.TO_URGE].count
    assert ripe == count(program, Pressed.TO_URGE) > 1
    assert page.urge.text() == f"催办这 {ripe} 项…"
    before = state(program)
    when_open(go)
    page.urge.click()
    wait_for(program, lambda: bool(answers.toasts))
    assert answers.toasts[-1] == f"已催办 {ripe} 项，文号 催办〔2026〕1号至催办〔2026〕{ripe}号"
    settle(program)
    assert page._desk.numbers[Pile.TO_URGE].count == 0
    assert page.urge.isHidden()
    assert count(program, Pressed.URGED) == ripe
    answers.undo()
    wait_for(program, lambda: state(program) == before)
    settle(program)
    assert answers.toasts[-1].endswith("文号作废，不再使用")
    assert page._desk.numbers[Pile.TO_URGE].count == ripe


def test_a_matter_is_listed_and_taken_off_in_its_panel(program, answers, when_open, first) -> None:
    panel, before = program.window.ledger.detail, state(program)
    part = panel._ladder

    def lacking(dialog: PressDialog) -> None:
        go(dialog)
        assert dialog.isVisible(), "the form stays until it says what the rung needs"
        assert "事由、责任人、批准人" in dialog.said._text.text()
        fill_listing(dialog)
        go(dialog)

    when_open(lacking)
    part.press(Rung.LISTED)
    wait_for(program, lambda: bool(part._matter.escalations))
    assert panel._ladder_part._count.text() == "挂牌督办"
    assert "挂牌〔2026〕1号" in answers.toasts[-1]
    assert count(program, Pressed.LISTED) == 1

    def off(dialog: LiftDialog) -> None:
        go(dialog)
        assert dialog.isVisible()
        dialog.words.setPlainText("已整改到位")
        editors.fill(dialog.by, "县长李明")
        go(dialog)

    (button,) = (each for each in part.findChildren(QPushButton) if each.text() == "摘牌…")
    when_open(off)
    button.click()
    wait_for(program, lambda: count(program, Pressed.LISTED) == 0)
    settle(program)
    assert part._matter.escalations[0].lifted == "已整改到位"
    assert not [
        each for each in part.findChildren(QPushButton) if each.text() == "摘牌…" and not each.isHidden()
    ]
    for _ in range(2):
        program.window.undo()
        settle(program)
    assert state(program) == before
    assert part._matter.row.uid == first.uid
    assert part._none.isVisibleTo(part)


def test_what_is_not_possible_says_why(program, answers, first) -> None:
    page = program.window.ledger
    with program.door.office.read() as reader:
        draft = ledger.page(reader, LedgerQuery(stages=("draft",)))[0]
    page.show_matter(draft.uid)
    wait_for(program, lambda: page.detail.uid == draft.uid)
    assert page.detail._ladder_part.isHidden()
    page.detail._ladder.press(Rung.URGE)
    wait_for(program, lambda: bool(answers.said))
    assert "只有在办的事项可以催办" in answers.said[-1]
    assert "没有改动" in answers.said[-1]


def test_passing_a_rung_over_asks_for_reason_and_basis(program, when_open, first) -> None:
    part = program.window.ledger.detail._ladder

    def skipping(dialog: PressDialog) -> None:
        for key, words in (("reason", "群众反映强烈"), ("approver", "县长李明")):
            editors.fill(dialog.field(key), words)
        go(dialog)
        assert "越级理由、依据" in dialog.said._text.text()
        for key, words in (("skip", "县长批示"), ("basis", "县长批示〔2026〕3号")):
            editors.fill(dialog.field(key), words)
        go(dialog)

    when_open(skipping)
    part.press(Rung.NOTE_RED)
    wait_for(program, lambda: count(program, Pressed.RED) == 1)
    with program.door.office.read() as reader:
        (step,) = detail(reader, first.uid).escalations
    assert step.skipped == "越过橙色督查单：县长批示"
    assert step.approver == f"县长李明（{Role.LEADER.word}）"


def test_many_are_pressed_at_once_and_the_others_are_named(program, answers, when_open) -> None:
    program.window.open("ledger")
    page = program.window.ledger
    settle(program)
    page.table.selectAll()
    settle(program)
    before, said = state(program), []

    def look(dialog: PressDialog) -> None:
        said.append(dialog._batch.why_not)
        go(dialog)

    menu = QMenu()
    page.deeds.offer_acts(menu)
    settle(program)
    (sub,) = menu.findChildren(QMenu)
    assert [each.text() for each in sub.actions() if each.text()] == [f"{rung.word}…" for rung in Rung]
    when_open(look)
    sub.actions()[0].trigger()
    wait_for(program, lambda: bool(answers.toasts))
    assert count(program, Pressed.URGED) == 30
    assert "10 项：只有在办的事项可以催办" in said[0]
    program.window.undo()
    settle(program)
    assert state(program) == before


def test_the_chip_filters_and_gives_way_where_it_is_narrow(program) -> None:
    program.window.open("ledger")
    bar = program.window.ledger.filters
    assert program.window.width() == 1366
    assert bar._pressed.isHidden()
    bar.show_query(LedgerQuery(pressed=(Pressed.SNAIL.value,)))
    assert not bar._pressed.isHidden()
    assert bar.restricts
    assert bar.apply(LedgerQuery()).pressed == (Pressed.SNAIL.value,)
    bar.show_query(LedgerQuery())
    program.window.resize(1800, 900)
    settle(program)
    assert not bar._pressed.isHidden()


def test_rules_are_changed_and_follow_undo(program, answers) -> None:
    page = program.window.open("setup")
    settle(program)
    QTest.mouseClick(page.tabs[2], LEFT)
    settle(program)
    part = page.ladder
    assert part.rules.as_document() == {}
    assert not part.save.isEnabled()
    (preset,) = (each for each in part.findChildren(QPushButton) if "整改不力" in each.text())
    preset.click()
    part.switches[EXPOSED].setChecked(False)
    part.urgent.setChecked(False)
    part.snail.setValue(45)
    talk = part.lines[Rung.TALK]
    talk.before.setCurrentIndex(talk.before.findData(Rung.NOTE_RED.value))
    talk.signer.setCurrentIndex(talk.signer.findData(Role.SECRETARY.value))
    assert part.save.isEnabled()
    part.save.click()
    wait_for(program, lambda: bool(answers.toasts))
    assert answers.toasts[-1] == "已修改升级规则"
    with program.door.office.read() as reader:
        rules = ladder.ladder_rules(reader.connection)
    assert rules == part.rules
    assert rules.reasons(Rung.LISTED) == LISTING_PREFECTURE
    assert EXPOSED not in rules.reasons(Rung.BULLETIN)
    assert (rules.urgent_start, rules.snail_days) == ((), 45)
    assert (rules.rule(Rung.TALK).after, rules.rule(Rung.TALK).unmet) == ((Rung.NOTE_RED,), True)
    assert rules.rule(Rung.TALK).signer is Role.SECRETARY
    program.window.undo()
    settle(program)
    assert part.rules == LadderRules(), "the screen follows undo"
    part.reasons[Rung.TALK].setPlainText("长" * 50)
    assert not part.save.isEnabled()
    assert "约谈的事由" in part.said._text.text()


def test_the_menu_names_every_rung_once(qapp) -> None:
    chosen: list[Rung] = []
    menu = QMenu()
    fill_menu(menu, chosen.append)
    for entry in menu.actions():
        entry.trigger()
    assert chosen == list(Rung)
