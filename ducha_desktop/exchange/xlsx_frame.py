"""The parts of a workbook around its sheets: names, print areas, properties, content types."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.sax.saxutils import escape

from ducha_desktop.exchange.xlsx_cells import clean_text, column_letters
from ducha_desktop.exchange.xlsx_sheet import Extent
from ducha_desktop.exchange.xlsx_styles import styles_xml
from ducha_desktop.exchange.zip_stream import ZipStream

_MAX_NAME = 31
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\n\t]")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument"
_SHEET_TYPE = f"{_TYPES}.spreadsheetml.worksheet+xml"


@dataclass(frozen=True, slots=True)
class Part:
    """A sheet already in the archive."""

    name: str
    extent: Extent


def sheet_name(wanted: str, taken: Sequence[str]) -> str:
    r"""A name Excel allows (31 characters, none of `[]:*?/\`), with `(2)` behind it when taken."""
    base = _FORBIDDEN.sub(" ", clean_text(wanted)).strip(" '")[:_MAX_NAME] or "台账"
    name, turn = base, 1
    used = {other.casefold() for other in taken}
    while name.casefold() in used:
        turn += 1
        mark = f"({turn})"
        name = base[: _MAX_NAME - len(mark)] + mark
    return name


def write_frame(
    archive: ZipStream, parts: Sequence[Part], *, when: datetime, properties: tuple[str, str]
) -> None:
    """Everything but the sheets; the content types last, as their number is known only then."""
    archive.text("xl/styles.xml", styles_xml())
    archive.text("xl/workbook.xml", _workbook(parts))
    archive.text("xl/_rels/workbook.xml.rels", _workbook_links(len(parts)))
    archive.text("docProps/core.xml", _core(*properties, when=when))
    archive.text("docProps/app.xml", _app())
    archive.text("_rels/.rels", _links(_TOP_LINKS))
    archive.text("[Content_Types].xml", _content_types(len(parts)))


def _workbook(parts: Sequence[Part]) -> str:
    sheets = "".join(
        f'<sheet name="{_attribute(part.name)}" sheetId="{i}" r:id="rId{i}"/>'
        for i, part in enumerate(parts, start=1)
    )
    names: list[str] = []
    for i, part in enumerate(parts):
        quoted = "'" + part.name.replace("'", "''") + "'!"
        extent = part.extent
        names += (
            _defined(
                "_xlnm._FilterDatabase", i, quoted + extent.absolute(extent.heading, extent.last), hidden=True
            ),
            _defined("_xlnm.Print_Area", i, quoted + extent.absolute(1, extent.end)),
            _defined("_xlnm.Print_Titles", i, _titles(quoted, extent)),
        )
    return (
        f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><workbookPr defaultThemeVersion="124226"/>'
        f'<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/></bookViews>'
        f"<sheets>{sheets}</sheets><definedNames>{''.join(names)}</definedNames></workbook>"
    )


def _titles(sheet: str, extent: Extent) -> str:
    rows = f"{sheet}${extent.heading}:${extent.heading}"
    columns = f"{sheet}$A:${column_letters(extent.repeated - 1)}," if extent.repeated else ""
    return columns + rows


def _defined(name: str, sheet: int, area: str, *, hidden: bool = False) -> str:
    mark = ' hidden="1"' if hidden else ""
    return f'<definedName name="{name}" localSheetId="{sheet}"{mark}>{escape(area)}</definedName>'


def _attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


_TOP_LINKS = (
    (f"{_OFFICE}/officeDocument", "xl/workbook.xml"),
    (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    (f"{_OFFICE}/extended-properties", "docProps/app.xml"),
)


def _links(targets: Sequence[tuple[str, str]]) -> str:
    items = "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(targets, start=1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _workbook_links(sheets: int) -> str:
    targets = [(f"{_OFFICE}/worksheet", f"worksheets/sheet{i}.xml") for i in range(1, sheets + 1)]
    return _links([*targets, (f"{_OFFICE}/styles", "styles.xml")])


def _core(title: str, author: str, *, when: datetime) -> str:
    made = when.strftime("%Y-%m-%dT%H:%M:%SZ")
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(clean_text(title))}</dc:title><dc:creator>{escape(clean_text(author))}</dc:creator>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{made}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{made}</dcterms:modified></cp:coreProperties>'
    )


def _app() -> str:
    space = f"{_OFFICE.rsplit('/', 1)[0]}/extended-properties"
    return f'{_DECLARATION}<Properties xmlns="{space}"><Application>Ducha Desktop</Application></Properties>'


def _content_types(sheets: int) -> str:
    parts = {
        "xl/workbook.xml": f"{_TYPES}.spreadsheetml.sheet.main+xml",
        "xl/styles.xml": f"{_TYPES}.spreadsheetml.styles+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": f"{_TYPES}.extended-properties+xml",
    }
    parts |= {f"xl/worksheets/sheet{i}.xml": _SHEET_TYPE for i in range(1, sheets + 1)}
    overrides = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in parts.items()
    )
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )
