"""Tools of the builders: a case, and short ways to make workbooks of every kind."""

import hashlib
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import openpyxl
import xlwt
from openpyxl.utils import get_column_letter

from ducha_desktop.services.drafts import DraftRow, ReadLedger

HEAD = ("序号", "事项", "牵头单位", "责任领导", "完成时限", "进展情况")
ROWS = (
    (1, "推进县城老旧小区改造", "县住建局", "王建国", "2026年6月底前", "已完成立项"),
    (2, "实施农村公路提升工程", "县交通运输局", "李　明", "9月底", "正在招标"),
)


@dataclass(frozen=True)
class Case:
    """One workbook.

    `refused` is the exception's class name and a part of its sentence; without it the golden text holds
    the exact reading.
    """

    name: str
    build: Callable[[], bytes]
    suffix: str = ".xlsx"
    arguments: dict[str, Any] = field(default_factory=dict)
    refused: tuple[str, str] | None = None
    stem: str = "台账"


CASES: dict[str, Case] = {}
MANY, LONG = 20, 200


def case(
    suffix: str = ".xlsx", refused: tuple[str, str] | None = None, stem: str = "台账", **arguments: Any
) -> Callable[[Callable[[], bytes]], Callable[[], bytes]]:
    """Register a builder under its own name."""

    def keep(build: Callable[[], bytes]) -> Callable[[], bytes]:
        assert build.__name__ not in CASES
        CASES[build.__name__] = Case(build.__name__, build, suffix, arguments, refused, stem)
        return build

    return keep


def dump(ledger: ReadLedger) -> str:
    """The whole reading as text, one line a fact; dictionaries in their order."""
    lines = [f"{ledger.kind} {'、'.join(ledger.sheets)} 读{ledger.rows_read}行"]
    lines.append("列 " + " ".join(f"{name}={key or '-'}" for name, key in ledger.headings.items()))
    rows = [_row(row, many=len(ledger.sheets) > 1) for row in ledger.rows]
    lines += rows if len(rows) <= MANY else [*rows[:2], f"…共{len(rows)}行 {_digest(rows)}", *rows[-2:]]
    lines += [f"略 {sheet}!{row} {why}" for sheet, row, why in ledger.skipped]
    lines += [
        f"{'拒' if problem.refuses else '疑'} {problem.sheet}!{problem.row} [{problem.column}] {problem.value!r} {problem.why}"
        for problem in ledger.problems
    ]
    lines += [f"注 {note}" for note in ledger.notes]
    return "\n".join(lines)


def _row(row: DraftRow, *, many: bool) -> str:
    words = [f"{key}={_short(value)}" for key, value in row.fields.items()]
    words += [f"+{name}={_short(value)}" for name, value in row.extras.items()]
    where = f"{row.sheet}!{row.row}" if many else str(row.row)
    mark = ("隐" if row.hidden else "") + (f" ~{row.year}" if row.year else "")
    return f"{where}{mark}: {' '.join(words)}"


def _short(value: str) -> str:
    return repr(value) if len(value) <= LONG else f"{value[:10]!r}…{len(value)} {_digest([value])}"


def _digest(lines: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]


def book(
    rows: Iterable[Sequence[Any]] = (),
    *,
    merges: Iterable[str] = (),
    name: str = "台账",
    shape: Callable[[Any], None] | None = None,
    more: Callable[[openpyxl.Workbook], None] | None = None,
) -> bytes:
    """An `.xlsx` by openpyxl; `shape` gets the sheet, `more` the workbook."""
    work = openpyxl.Workbook()
    sheet = work.active
    sheet.title = name
    fill(sheet, rows, merges)
    if shape:
        shape(sheet)
    if more:
        more(work)
    return saved(work)


def fill(sheet: Any, rows: Iterable[Sequence[Any]], merges: Iterable[str] = ()) -> None:
    """Rows from the top, `None` and empty text left blank, then merged ranges."""
    for index, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value not in (None, ""):
                cell = sheet.cell(index, column, value)
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"
    for place in merges:
        sheet.merge_cells(place)


def saved(work: openpyxl.Workbook) -> bytes:
    """The bytes of a workbook."""
    out = io.BytesIO()
    work.save(out)
    return out.getvalue()


def old_book(
    rows: Iterable[Sequence[Any]],
    *,
    merges: Iterable[tuple[int, int, int, int]] = (),
    styles: dict[tuple[int, int], str] | None = None,
    name: str = "台账",
    shape: Callable[[Any], None] | None = None,
) -> bytes:
    """An `.xls` (BIFF8) by xlwt; `styles` gives number formats by (row, column) from 0."""
    work = xlwt.Workbook(encoding="utf-8")
    sheet = work.add_sheet(name, cell_overwrite_ok=True)
    for index, row in enumerate(rows):
        for column, value in enumerate(row):
            if value not in (None, ""):
                code = (styles or {}).get((index, column))
                sheet.write(
                    index,
                    column,
                    value,
                    xlwt.easyxf(num_format_str=code) if code else xlwt.Style.default_style,
                )
    for top, bottom, left, right in merges:
        sheet.merge(top, bottom, left, right)
    if shape:
        shape(sheet)
    out = io.BytesIO()
    work.save(out)
    return out.getvalue()


_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    '<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
    "</Types>"
)
_OPEN = "http://schemas.openxmlformats.org"
_RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_OPEN}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_OPEN}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>'
)
_BOOK = (
    f'<?xml version="1.0"?><workbook xmlns="{_OPEN}/spreadsheetml/2006/main" '
    f'xmlns:r="{_OPEN}/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
_BOOK_RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_OPEN}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_OPEN}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
)


def raw_parts(sheet: str, **parts: str) -> dict[str, bytes]:
    """The members of a small `.xlsx` written by hand; `sheet` is the inside of the worksheet or a whole document."""
    whole = (
        sheet
        if sheet.startswith("<?xml")
        else f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{_OPEN}/spreadsheetml/2006/main">{sheet}</worksheet>'
    )
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "xl/workbook.xml": _BOOK,
        "xl/_rels/workbook.xml.rels": _BOOK_RELS,
        "xl/worksheets/sheet1.xml": whole,
    }
    members |= {key.replace("__", "/") + ".xml": value for key, value in parts.items()}
    return {name: text.encode() for name, text in members.items()}


def packed(members: dict[str, bytes], level: int = 6) -> bytes:
    """A zip of members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED, level)
    return out.getvalue()


def raw(sheet: str, **parts: str) -> bytes:
    """A small `.xlsx` written by hand."""
    return packed(raw_parts(sheet, **parts))


def inline(rows: Iterable[Sequence[Any]], *, first: int = 1) -> str:
    """Sheet data with inline texts and numbers, every cell with its place."""
    lines = []
    for index, row in enumerate(rows, first):
        cells = []
        for column, value in enumerate(row, 1):
            place = f"{get_column_letter(column)}{index}"
            if isinstance(value, (int, float)):
                cells.append(f'<c r="{place}"><v>{value}</v></c>')
            elif value:
                cells.append(f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>')
        lines.append(f'<row r="{index}">{"".join(cells)}</row>')
    return f"<sheetData>{''.join(lines)}</sheetData>"


def repacked(data: bytes, change: Callable[[str, bytes], bytes | None], **added: bytes) -> bytes:
    """The zip again with its members changed; None drops one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {info.filename: archive.read(info) for info in archive.infolist()}
    kept = {name: new for name, old in members.items() if (new := change(name, old)) is not None}
    return packed(kept | {key.replace("__", "/"): value for key, value in added.items()})
