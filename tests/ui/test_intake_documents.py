"""Word documents and texts through the wizard: from the drop to the ledger, with the place of every row."""

import sys
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from ducha_desktop.exchange.annotate import annotate
from ducha_desktop.ui.dropping import dropped_ledger
from ducha_desktop.ui.pages.intake.choose import KINDS
from ducha_desktop.ui.pages.intake.page import COLUMNS, DONE, PREVIEW
from tests.ui.conftest import settle

sys.path.append(str(Path(__file__).resolve().parents[1] / "exchange"))
from corpus.word_kit import p, tbl, word


@pytest.fixture
def minutes(tmp_path) -> Path:
    path = tmp_path / "县政府 常务会议纪要.docx"
    path.write_bytes(
        word(
            p("云岭县人民政府常务会议纪要"),
            p("一、关于推进停车场建设"),
            p("（一）由县住建局牵头，县城管局配合，3月底前完成选址。"),
            p("（二）规范收费管理。（责任单位：县发改局；完成时限：看情况）"),
            p("附：破损道路修补表"),
            tbl([("序号", "事项", "责任单位", "时限"), ("1", "修补幸福路", "县住建局", "5月底")]),
        )
    )
    return path


def texts(table) -> list[list[str]]:
    model, columns = table.window_model, table.window_model.columns
    shown = [n for n in range(len(columns)) if not table.isColumnHidden(n)]
    return [[columns[n].text(model.row(line)) for n in shown] for line in range(model.rowCount())]


def heads(table) -> list[str]:
    columns = table.window_model.columns
    return [column.title for number, column in enumerate(columns) if not table.isColumnHidden(number)]


def test_a_document_goes_through_the_wizard_and_back(program, minutes) -> None:
    before = program.window.door.office.today
    page = program.window.open("import")
    page.take(minutes)
    settle(program, seconds=60)
    assert page._stack.currentIndex() == COLUMNS
    sheets = [page.columns.sheet.itemText(n) for n in range(page.columns.sheet.count())]
    assert sheets[0] == "所有像台账的表和正文（2 个）"
    assert sheets[1:] == ["附：破损道路修补表（2 行）", "正文（3 行）"]
    page._forward()
    settle(program)
    assert page._stack.currentIndex() == PREVIEW
    table = page.preview._table
    assert "原文位置" in heads(table)
    assert "行" not in heads(table)
    place = heads(table).index("原文位置")
    assert [row[place] for row in texts(table)] == ["表1第2行", "第3段", "第4段"]
    doubts = page.preview._doubts
    assert any("第4段" in row and "看情况" in row for row in texts(doubts))
    page.forward.click()
    settle(program, seconds=60)
    assert page._stack.currentIndex() == DONE
    assert "导入了 3 件事项" in page.done.headline.text()
    assert program.window.door.office.today == before
    page.done.undo.click()
    settle(program)
    assert "已撤销" in page.done.headline.text()


def test_the_rows_of_a_workbook_keep_their_numbers(program, minutes, tmp_path) -> None:
    page = program.window.open("import")
    page.take(minutes)
    settle(program, seconds=60)
    page._forward()
    settle(program)
    page._restart()
    book = openpyxl.Workbook()
    book.active.append(("序号", "事项", "责任单位", "完成时限"))
    book.active.append((1, "修桥", "县交通运输局", "6月底"))
    path = tmp_path / "台账.xlsx"
    book.save(path)
    book.close()

    page.take(path)
    settle(program, seconds=60)
    page._forward()
    settle(program)

    assert "原文位置" not in heads(page.preview._table)
    assert "行" in heads(page.preview._table)


def test_the_marked_workbook_names_the_places(program, minutes, tmp_path) -> None:
    page = program.window.open("import")
    page.take(minutes)
    settle(program, seconds=60)
    page._forward()
    settle(program)
    out = tmp_path / "批注.xlsx"

    annotate(minutes, page.plan.problems, out)

    book = openpyxl.load_workbook(out)
    rows = list(book["正文"].iter_rows(values_only=True))
    assert rows[0][-1] == "原文位置"
    assert [row[-1] for row in rows[1:]] == ["第3段", "第4段"]
    assert any(row[1] == "第4段" for row in book["导入问题"].iter_rows(values_only=True))
    book.close()


def test_a_text_is_read_by_line(program, tmp_path) -> None:
    path = tmp_path / "分工.txt"
    path.write_text("任务分工\n\n1.修渠。\n责任单位：县水利局\n", "gb18030")
    page = program.window.open("import")
    page.take(path)
    settle(program, seconds=60)
    page._forward()
    settle(program)

    assert texts(page.preview._table)[0][1] == "第3—4行"


@pytest.mark.parametrize("name", ["纪要.docx", "分工.TXT", "旧.doc", "旧.wps", "来文.pdf", "台账.xlsx"])
def test_files_that_may_hold_a_ledger_can_be_dropped(qapp, tmp_path, name) -> None:
    path = tmp_path / name
    path.write_bytes(b"x")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(1, 1),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )

    assert dropped_ledger(event) == path


def test_the_file_dialog_names_documents_and_texts() -> None:
    assert all(ending in KINDS.split(";;")[0] for ending in ("*.xlsx", "*.docx", "*.txt"))
