"""Tables in markup that pose as workbooks: HTML saved as `.xls`, and the XML spreadsheet of 2003. Runs in the worker."""

import re
from html.parser import HTMLParser

from ducha_desktop.domain.errors import DamagedError, RefusedError, TooLargeError
from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.safety import DAMAGED, check_xml
from ducha_desktop.exchange.sheetscan import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

_CHARSET = re.compile(rb"""charset\s*=\s*["']?([\w-]+)""", re.IGNORECASE)
_SHEET_NAME = re.compile(r"<x:Name>([^<]{1,64})</x:Name>", re.IGNORECASE)
_NO_DISPLAY = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BREAKS = frozenset({"br", "p", "div", "li"})
_SPACE = re.compile(r"[ \t\r\n\f]+")
_FAR = "网页表格超出可读取的范围，没有导入任何内容。请另存为 .xlsx 再导入。"

SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"


def decode(data: bytes) -> str:
    """Text of HTML or XML: by its mark, its own statement, else UTF-8, else GB18030."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    stated = _CHARSET.search(data[:4096])
    names = [stated[1].decode("ascii").lower()] if stated else []
    for name in (*names, "utf-8-sig", "gb18030"):
        encoding = {"gb2312": "gb18030", "gbk": "gb18030", "utf-8": "utf-8-sig"}.get(name, name)
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    raise RefusedError(
        "文件的文字编码无法识别，没有导入任何内容。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
    )


class Table:
    """A table under construction; spans become merged ranges and are bounded."""

    def __init__(self) -> None:
        """Start empty."""
        self.rows: list[dict[int, str]] = []
        self.merges: list[tuple[int, int, int, int]] = []
        self.hidden: set[int] = set()
        self._taken: dict[int, set[int]] = {}
        self._cells = 0

    def open_row(self, *, hidden: bool = False, at: int | None = None) -> None:
        """Begin the next row, or the row of index `at`."""
        while at is not None and len(self.rows) < at:
            if at >= MAX_ROWS:
                raise TooLargeError(_FAR)
            self.rows.append({})
        self.rows.append({})
        if hidden:
            self.hidden.add(len(self.rows) - 1)
        if len(self.rows) > MAX_ROWS:
            raise TooLargeError(_FAR)

    def put(self, text: str, *, down: int = 1, across: int = 1, at: int | None = None) -> None:
        """Set the next free cell of the row, or the cell of column `at`."""
        if not self.rows:
            self.open_row()
        row = len(self.rows) - 1
        cells, taken = self.rows[row], self._taken.get(row, set())
        column = at if at is not None else max(cells, default=-1) + 1
        while at is None and column in taken:
            column += 1
        down, across = max(min(down, 1000), 1), max(min(across, MAX_COLUMNS), 1)
        self._cells += down * across
        if column + across > MAX_COLUMNS or self._cells > MAX_CELLS:
            raise TooLargeError(_FAR)
        cells[column] = text
        for extra in range(1, across):
            cells[column + extra] = ""
        if down > 1 or across > 1:
            self.merges.append((row, column, row + down - 1, column + across - 1))
            for below in range(row + 1, row + down):
                self._taken.setdefault(below, set()).update(range(column, column + across))

    def grid(self, name: str, visibility: str = "visible") -> Grid:
        """The finished sheet."""
        height = len(self.rows)
        width = max((max(row, default=-1) for row in self.rows), default=-1) + 1
        if height * width > 2 * MAX_CELLS:
            raise TooLargeError(_FAR)
        columns = tuple([row.get(column, "") for row in self.rows] for column in range(width))
        merges = tuple(
            (a, b, min(c, height - 1), min(d, width - 1)) for a, b, c, d in self.merges if b < width
        )
        return Grid(name, visibility, height, columns, merges, frozenset(self.hidden))


class _Reader(HTMLParser):
    """Collects every outermost table; what stands in a nested one is text of its cell."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[Table] = []
        self._depth = 0
        self._silent = 0
        self._cell: list[str] | None = None
        self._span = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self.tables.append(Table())
        elif tag in ("style", "script", "title"):
            self._silent += 1
        elif self._depth == 1 and tag == "tr":
            self._close_cell()
            self.tables[-1].open_row(hidden=bool(_NO_DISPLAY.search(facts.get("style") or "")))
        elif self._depth == 1 and tag in ("td", "th"):
            self._close_cell()
            self._cell = []
            self._span = (_number(facts.get("rowspan")), _number(facts.get("colspan")))
        elif tag in _BREAKS and self._cell is not None:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "table":
            if self._depth == 1:
                self._close_cell()
            self._depth = max(self._depth - 1, 0)
        elif tag in ("style", "script", "title"):
            self._silent = max(self._silent - 1, 0)
        elif self._depth == 1 and tag in ("td", "th", "tr"):
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self._cell is not None and not self._silent:
            self._cell.append(_SPACE.sub(" ", data))

    def _close_cell(self) -> None:
        if self._cell is None:
            return
        text = "\n".join(line.strip() for line in "".join(self._cell).split("\n"))
        self.tables[-1].put(text.strip(), down=self._span[0], across=self._span[1])
        self._cell = None

    def close(self) -> None:
        super().close()
        if self._depth:
            self._close_cell()


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else 1  # noqa: PLR2004


def read_html(data: bytes) -> tuple[Grid, ...]:
    """Every table of a web page; RefusedError when there is none."""
    text = decode(data)
    reader = _Reader()
    reader.feed(text)
    reader.close()
    tables = [table for table in reader.tables if any(table.rows)]
    if not tables:
        raise RefusedError(
            "文件其实是网页，其中没有表格，没有导入任何内容。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"
        )
    names = [name.strip() for name in _SHEET_NAME.findall(text[:20000])]
    if len(names) != len(tables):
        names = [f"表格{index}" for index in range(1, len(tables) + 1)]
    return tuple(table.grid(name) for table, name in zip(tables, names, strict=True))


def read_xml(data: bytes) -> tuple[Grid, ...]:
    """The XML spreadsheet of 2003 (`Workbook` in Microsoft's name space)."""
    import defusedxml.ElementTree as SafeTree

    check_xml(data[:65536], first=not data.startswith((b"\xff\xfe", b"\xfe\xff")))
    try:
        root = SafeTree.fromstring(data)
    except Exception as error:  # the parser's own errors are many
        raise DamagedError(DAMAGED) from error
    grids: list[Grid] = []
    for sheet in root.iter(f"{{{SPREADSHEET}}}Worksheet"):
        table = Table()
        for row in sheet.iter(f"{{{SPREADSHEET}}}Row"):
            index = _number(row.get(f"{{{SPREADSHEET}}}Index", str(len(table.rows) + 1)))
            table.open_row(hidden=row.get(f"{{{SPREADSHEET}}}Hidden") == "1", at=index - 1)
            for cell in row.iter(f"{{{SPREADSHEET}}}Cell"):
                facts = {key.rsplit("}", 1)[-1]: value for key, value in cell.attrib.items()}
                text = "".join("".join(part.itertext()) for part in cell.iter(f"{{{SPREADSHEET}}}Data"))
                table.put(
                    _typed(text),
                    down=_number(facts.get("MergeDown", "0")) + 1 if "MergeDown" in facts else 1,
                    across=_number(facts.get("MergeAcross", "0")) + 1 if "MergeAcross" in facts else 1,
                    at=_number(facts["Index"]) - 1 if "Index" in facts else None,
                )
        grids.append(table.grid(sheet.get(f"{{{SPREADSHEET}}}Name", f"表格{len(grids) + 1}")))
    return tuple(grids)


def _typed(text: str) -> str:
    """A date of the XML spreadsheet as a date alone."""
    return text[:10] if re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00(?:\.0+)?", text) else text
