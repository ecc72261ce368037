"""导入, 督办卡, 备份与恢复, 历史与回收站: each screen on real files."""

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import CardLevel
from ducha_desktop.services import ledger as service
from ducha_desktop.ui.pages.backups.page import RestoreDialog
from ducha_desktop.ui.pages.intake.page import COLUMNS, DONE, PREVIEW
from ducha_desktop.ui.pdf.printing import PrintRun
from tests.ui.conftest import settle, spin

HEADING = ("序号", "工作任务", "牵头单位", "责任领导", "完成时限", "完成率")


@pytest.fixture
def workbook(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "重点工作"
    sheet.append(["云岭县2026年重点工作台账"])
    sheet.append(HEADING)
    for n in range(1, 31):
        sheet.append(
            [n, f"导入的事项{n}", "县住建局", "陈立群", "2026.12.31" if n % 2 else "长期坚持", f"{n}%"]
        )
    sheet.append(["小计"])
    path = tmp_path / "乡镇 报来.xlsx"
    book.save(path)
    book.close()
    return path


def rows(program):
    with program.door.office.read() as reader:
        return service.count(reader, LedgerQuery())


def test_a_dropped_file_goes_through_the_wizard_and_back(program, workbook, answers, tmp_path):
    window = program.window
    window.go("import", workbook)
    settle(program, seconds=60)
    page = window.open("import")
    assert page._stack.currentIndex() == COLUMNS
    assert {name: combo.currentText() for name, combo in page.columns._fields}["工作任务"] == "事项"
    page.columns.remember.setChecked(True)
    page._forward()
    settle(program)
    assert page._stack.currentIndex() == PREVIEW
    assert page.preview.rows.rowCount() == 30
    assert page.forward.text() == "导入 30 行"
    assert rows(program) == 40, "nothing may be written before the clerk says so"
    page._forward()
    settle(program)
    assert page._stack.currentIndex() == DONE
    assert "读到 31 行 ＝ 新增 30 ＋ 更新 0 ＋ 跳过 1 ＋ 不能导入 0" in page.done.counts.text()
    assert rows(program) == 70
    assert window.top.undo.text().startswith("撤销：导入 30 行")
    window.open("ledger")
    settle(program)
    window.ledger.table.go_to(0)
    window.ledger.deeds.delete()
    settle(program)
    window.open("import")
    page.done.undo.click()
    settle(program)
    assert rows(program) == 69, "the button takes back the import or nothing"
    assert "最近一步是“删除" in answers.said[-1]
    window.undo()
    settle(program)
    page.done.undo.click()
    settle(program)
    assert rows(program) == 40
    page._load(workbook)
    settle(program)
    assert page.columns.wrong._text.text() == "已按记住的“乡镇 报来”对应好各列，请过目。"


def test_no_column_for_the_matter_is_said_before_anything_is_read(program, workbook):
    page = program.window.open("import")
    page.take(workbook)
    settle(program)
    for _, combo in page.columns._fields:
        combo.setCurrentIndex(0)
    page._forward()
    assert page._stack.currentIndex() == COLUMNS
    assert "事项" in page.columns.wrong._text.text()


def test_a_file_that_is_no_ledger_is_refused_in_plain_words(program, tmp_path, answers):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    page = program.window.open("import")
    page.take(path)
    settle(program)
    assert len(answers.said) == 1
    assert rows(program) == 40


def test_the_preview_shows_the_pages_that_are_saved(program, answers, tmp_path):
    page = program.window.open("cards")
    settle(program)
    assert page.drawn is not None
    assert page.drawn.cards == 40
    assert page.pages.ready
    out = tmp_path / "卡.pdf"
    answers.paths = [out]
    page._to_file()
    settle(program)
    assert out.read_bytes() == page.drawn.pdf


def test_other_levels_and_layouts_are_drawn_anew(program, answers, tmp_path):
    page = program.window.open("cards")
    settle(program)
    page.choice.levels[CardLevel.SUPERVISION].setChecked(True)
    page.choice.levels[CardLevel.LIAISON].setChecked(False)
    settle(program)
    assert sorted(found.holder for found in page.batch.sets) == ["县交通局", "县住建局", "县卫健局"]
    page.choice.contents.setCurrentIndex(page.choice.contents.findData("summary"))
    spin(250)
    settle(program)
    assert (page.drawn.cards, page.drawn.summaries) == (0, 1)
    page.choice.holders.selectAll()
    answers.paths = [tmp_path]
    page._to_folder()
    settle(program)
    assert sorted(path.name for path in tmp_path.glob("督办卡_*.pdf")) == [
        "督办卡_县交通局.pdf",
        "督办卡_县住建局.pdf",
        "督办卡_县卫健局.pdf",
    ]


def test_cards_of_the_selected_matters(program):
    ledger = program.window.ledger
    ledger.table.reselect([0, 1])
    ledger.deeds.cards()
    settle(program)
    page = program.window.open("cards")
    assert page.choice.only.text().startswith("只看选中的 2 件")
    assert page.drawn.cards == 6


def test_a_holder_is_found_by_initials_and_taken_by_enter(program):
    page = program.window.open("cards")
    settle(program)
    QTest.keyClicks(page.choice.search, "ljg")
    QTest.keyClick(page.choice.search, Qt.Key.Key_Return)
    spin(250)
    settle(program)
    assert [each.holder for each in page._sets()] == ["刘建国"]
    assert page.choice.holders.hasFocus()


def test_pages_go_to_the_printer_whole_and_upright(program, tmp_path, qtbot):
    page = program.window.open("cards")
    settle(program)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "print.pdf"))
    run = PrintRun(page, program.door, page.drawn.pdf, range(2))
    with qtbot.waitSignal(run.finished, timeout=60_000) as done:
        run.start(printer, lambda error: pytest.fail(str(error)))
    assert done.args == [2]
    from ducha_desktop.typeset import raster

    printed = (tmp_path / "print.pdf").read_bytes()
    assert raster.page_count(printed) == 2
    width, height = raster.page_size(printed, 0)
    assert (round(width), round(height)) == (595, 842)
    assert printer.pageLayout().orientation() is QPageLayout.Orientation.Portrait


def test_a_backup_is_made_listed_and_brought_back(program, answers, monkeypatch):
    window = program.window
    page = window.open("backups")
    settle(program)
    assert page._stack.currentIndex() == 1
    page._make()
    settle(program)
    assert page.model.rowCount() == 1
    assert window.top.backup.text().startswith("已备份")
    window.ledger.table.reselect([0, 1])
    window.open("ledger")
    window.ledger.deeds.delete()
    settle(program)
    assert rows(program) == 38
    shown = []
    monkeypatch.setattr(RestoreDialog, "exec", lambda dialog: shown.append(dialog) or 1)
    window.open("backups")
    settle(program)
    page._restore()
    settle(program, seconds=60)
    assert shown
    assert rows(program) == 40
    window.open("ledger")
    settle(program)
    assert window.ledger.model.rowCount() == 40


def test_check_and_audit_answer_in_words(program):
    page = program.window.open("backups")
    settle(program)
    page._check()
    settle(program)
    assert "都完好" in page.note._text.text()
    page._audit()
    settle(program)
    assert "首尾相接" in page.note._text.text()


def test_the_recycle_bin_gives_back_what_was_deleted(program, answers):
    window = program.window
    window.ledger.table.reselect([3])
    title = window.ledger.model.row(3).title
    window.ledger.deeds.delete()
    settle(program)
    page = window.open("history")
    settle(program)
    page.show_part(1)
    assert page.bin.model.row(0).things[0].title == title
    page._restore.click()
    settle(program)
    assert rows(program) == 40
    assert page.bin._stack.currentIndex() == 1
    assert page.acts.model.row(0).words == "还原 1 项"


def test_the_code_on_a_card_finds_its_matter_and_says_when_it_is_out_of_date(program, answers):
    from ducha_desktop.services.cards import CardChoice, gather
    from ducha_desktop.ui.operations import matters

    with program.door.office.read() as reader:
        card = gather(reader, CardChoice(levels=(CardLevel.LIAISON,))).sets[0].cards[5]
    window = program.window
    window.top.search.setText(card.qr)
    spin(300)
    settle(program)
    assert window.ledger.table.current_row().uid == card.matter_uid
    assert answers.toasts[-1] == "已找到卡片对应的事项"
    matters.edit(window.ledger.table.current_row(), {"target": "换了目标"}).start(program.door, window)
    settle(program)
    window.top.search.setText(card.qr)
    spin(300)
    settle(program)
    assert answers.toasts[-1].startswith("卡片已过期")
