"""Several sheets in one file: each remark names the heading of its own sheet."""

import openpyxl

from tests.ui.conftest import settle

SHEETS = {
    "重点工作": ("序号", "工作任务", "牵头单位", "完成时限"),
    "民生实事": ("序号", "实事名称", "承办单位", "办结期限"),
}


def test_a_remark_names_the_heading_of_its_own_sheet(program, tmp_path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, heading in SHEETS.items():
        sheet = book.create_sheet(name)
        sheet.append([f"云岭县2026年{name}台账"])
        sheet.append(heading)
        for n in range(1, 4):
            sheet.append([n, f"{name}第{n}件", "县住建局", "某某日"])
    path = tmp_path / "两张表.xlsx"
    book.save(path)
    book.close()
    page = program.window.open("import")
    page.take(path)
    settle(program, seconds=60)
    page._forward()
    settle(program)
    page.preview._show("problems")
    settle(program)
    shown = [page.preview.problems.row(n) for n in range(page.preview.problems.rowCount())]
    told = {(each.problem.sheet, each.problem.column) for each in shown}
    assert told == {("重点工作", "完成时限"), ("民生实事", "办结期限")}
    assert len(shown) == 6
