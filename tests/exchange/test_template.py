"""The blank template: headings of the import, choices, notes, the same bytes for the same office."""

import io
from datetime import date

import openpyxl
import pytest
from python_calamine import CalamineWorkbook, SheetVisibleEnum

from ducha_desktop.domain.cycle_words import CHOICES
from ducha_desktop.domain.fields import BY_KEY, BY_LABEL
from ducha_desktop.exchange.template import FILL_SHEET, LIST_SHEET, NOTE_SHEET, write_template
from ducha_desktop.exchange.template_sheets import EXAMPLE_MARK, REQUIRED, SERIAL, TEMPLATE_KEYS
from ducha_desktop.exchange.template_words import EXAMPLE, HINTS

TODAY = date(2026, 11, 18)
UNITS = ["县发展和改革局", "县财政局", "=cmd|'/c calc'!A1"]


def template(**options):
    target = io.BytesIO()
    write_template(target, **({"office": "云岭县", "today": TODAY, "units": UNITS} | options))
    return target.getvalue()


@pytest.fixture(scope="module")
def book():
    return openpyxl.load_workbook(io.BytesIO(template()))


def test_headings_are_the_labels_of_the_fields(book):
    headings = [cell.value for cell in book[FILL_SHEET][3]]
    assert headings[0] == SERIAL
    assert [BY_LABEL[word].key for word in headings[1:]] == list(TEMPLATE_KEYS)


def test_the_example_is_marked_and_fills_every_column_but_remarks(book):
    example = [cell.value for cell in book[FILL_SHEET][4]]
    assert example[0] == EXAMPLE_MARK
    assert [key for key, value in zip(TEMPLATE_KEYS, example[1:], strict=True) if value is None] == [
        "remarks"
    ]
    assert set(EXAMPLE) <= set(BY_KEY)


def test_what_must_be_filled_stands_out(book):
    sheet = book[FILL_SHEET]
    fills = {cell.value: cell.fill.fgColor.rgb for cell in sheet[3]}
    orange = {word for word, colour in fills.items() if colour == "FFFBE3C8"}
    assert orange == {BY_KEY[key].label for key in REQUIRED}
    assert {cell.fill.fgColor.rgb for cell in sheet[5][1:]} == {"FFFFF9DB"}
    assert {cell.comment.text for cell in sheet[3] if cell.comment} == set(HINTS.values())
    assert sheet[5][16].number_format == "@"  # 联系电话 keeps its leading zero


def test_choices_come_from_the_hidden_sheet(book):
    sheet, lists = book[FILL_SHEET], book[LIST_SHEET]
    assert lists.sheet_state == "hidden"
    columns = {cell.value: [c.value for c in lists[cell.column_letter][1:] if c.value] for cell in lists[1]}
    assert columns["牵头单位"] == UNITS
    assert columns["报送周期"] == list(CHOICES)
    headings = {cell.column_letter: cell.value for cell in sheet[3]}
    rules = {headings[str(rule.sqref).rstrip("0123456789").split(":")[0].rstrip("0123456789")]: rule
             for rule in sheet.data_validations.dataValidation}  # fmt: skip
    assert set(rules) == {"台账", "报送周期", "状态", "紧急程度", "牵头单位", "配合单位", "完成比例"}
    assert rules["牵头单位"].formula1 == rules["配合单位"].formula1 == "选项!$E$2:$E$4"
    assert not rules["牵头单位"].showErrorMessage  # several units or a new one may be typed


def test_nothing_is_a_formula(book):
    kinds = {
        cell.data_type
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    assert kinds == {"s"}


def test_print_set_up(book):
    sheet = book[FILL_SHEET]
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.print_title_cols) == ("D4", "$3:$3", "$A:$C")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 8)
    assert "示例" in " ".join(str(cell.value) for cell in book[NOTE_SHEET]["B"])


def test_without_a_register_there_are_no_unit_choices():
    sheet = openpyxl.load_workbook(io.BytesIO(template(units=(), ledgers=("2026年重点",))))[FILL_SHEET]
    formulas = {rule.formula1 for rule in sheet.data_validations.dataValidation}
    assert formulas == {
        "选项!$A$2:$A$2",
        f"选项!$B$2:$B${len(CHOICES) + 1}",
        "选项!$C$2:$C$5",
        "选项!$D$2:$D$4",
        "0",
    }


def test_same_office_same_bytes(tmp_path):
    path = tmp_path / "模板.xlsx"
    write_template(path, office="云岭县", today=TODAY, units=UNITS)
    assert path.read_bytes() == template()
    assert template(today=date(2026, 11, 19)) != template()


def test_other_readers_see_it_too():
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(template()))
    assert [sheet.name for sheet in workbook.sheets_metadata] == [FILL_SHEET, NOTE_SHEET, LIST_SHEET]
    assert [sheet.visible for sheet in workbook.sheets_metadata][2] == SheetVisibleEnum.Hidden
    rows = workbook.get_sheet_by_name(FILL_SHEET).to_python(skip_empty_area=False)
    assert rows[0][0] == "云岭县督查事项填报表"
    assert rows[3][BY_POSITION["progress_percent"]] == "80%"


BY_POSITION = {key: i for i, key in enumerate(TEMPLATE_KEYS, start=1)}
