"""Comma- or tab-separated text, whatever its name says. Runs in the worker."""

import csv
import io
from collections import Counter
from itertools import islice, zip_longest

from ducha_desktop.domain.errors import RefusedError, TooLargeError
from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.sheetscan import MAX_CELLS, MAX_COLUMNS, MAX_ROWS

_DELIMITERS = ("\t", ",", ";", "|", "，")
_SAMPLE = 60
_SHARE = 0.6
_TOO_LARGE = "文本表格超出可读取的范围，没有导入任何内容。请分成几个文件再导入。"

NO_LETTERS = "文件的文字编码无法识别，没有导入任何内容。请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"


def decode(data: bytes) -> str | None:
    """Text in UTF-8, UTF-16 or GB18030; None when it is none of them."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data:
        little = data[1::2].count(0) >= data[::2].count(0)
        encodings = ("utf-16-le",) if little else ("utf-16-be",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(ord(letter) < 32 and letter not in "\t\r\n\f\x1a" for letter in set(text)):  # noqa: PLR2004
            return text
    return None


def delimiter_of(text: str) -> str:
    """The mark that cuts most lines into the same number of cells; empty for prose."""
    best, mark = 0.0, ""
    for candidate in _DELIMITERS:
        lines = _first_records(text, candidate)
        counts = Counter(map(len, lines))
        width, number = max(
            counts.items(), key=lambda item: (item[1] * min(item[0], 6), item[0]), default=(1, 0)
        )
        share = sum(many for cells, many in counts.items() if cells >= max(width - 1, 2)) / max(len(lines), 1)
        if width > 1 and share >= _SHARE and number * width > best:
            best, mark = number * width, candidate
    return mark


def _first_records(text: str, mark: str) -> list[list[str]]:
    """The first records; a quoted cell may hold several lines."""
    records = csv.reader(io.StringIO(text[:200_000], newline=""), delimiter=mark)
    try:
        return list(islice((cells for cells in records if any(map(str.strip, cells))), _SAMPLE))
    except csv.Error:
        return []


def read_rows(text: str, mark: str) -> Grid:
    """One sheet from delimited text.

    Raises:
        RefusedError: quotation marks that do not pair.
        TooLargeError: more rows or columns than a ledger can have.
    """
    csv.field_size_limit(1 << 20)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))
    except csv.Error as error:
        raise RefusedError(
            "文本表格的引号或分隔符有误，无法读取，没有导入任何内容。请另存为 .xlsx 再导入。"
        ) from error
    width = max(map(len, rows), default=0)
    if len(rows) > MAX_ROWS or width > MAX_COLUMNS or len(rows) * width > 2 * MAX_CELLS:
        raise TooLargeError(_TOO_LARGE)
    columns = tuple([_unquoted(cell) for cell in column] for column in zip_longest(*rows, fillvalue=""))
    return Grid("表格", "visible", len(rows), columns)


def _unquoted(cell: str) -> str:
    """Undo the spreadsheet trick that keeps leading zeros: ``="0012"``, ``'0012``."""
    if cell.startswith('="') and cell.endswith('"'):
        return cell[2:-1]
    return cell[1:] if cell[:1] == "'" and cell[1:2].isdigit() else cell
