"""Walk through the records of a BIFF file (`.xls`, `.et`): box, hidden rows and columns, formats. Runs in the worker."""

import io
import struct
from dataclasses import dataclass, field

import olefile

from ducha_desktop.domain.errors import DamagedError, EncryptedFileError, TooLargeError
from ducha_desktop.exchange.formats import BUILT_IN, meaningful
from ducha_desktop.exchange.safety import DAMAGED
from ducha_desktop.exchange.sheetscan import MAX_CELLS, SheetFacts

_HEAD = struct.Struct("<HH")
_CELL = struct.Struct("<HHH")
_ROW_HIDDEN = 0x20
_ERRORS = {
    0x00: "#NULL!",
    0x07: "#DIV/0!",
    0x0F: "#VALUE!",
    0x17: "#REF!",
    0x1D: "#NAME?",
    0x24: "#NUM!",
    0x2A: "#N/A",
}

_EOF, _FORMULA, _FILEPASS, _COLINFO, _BOUNDSHEET = 0x0A, 0x06, 0x2F, 0x7D, 0x85
_MULRK, _XF, _LABELSST, _FORMAT = 0xBD, 0xE0, 0xFD, 0x41E
_NUMBER, _LABEL, _BOOLERR, _ROW, _RK, _RSTRING = 0x203, 0x204, 0x205, 0x208, 0x27E, 0xD6
_VALUES = frozenset({_FORMULA, _LABELSST, _NUMBER, _LABEL, _BOOLERR, _RK, _RSTRING})


@dataclass(slots=True)
class BiffScan:
    """Facts of each sheet by its index, and the cell formats that matter."""

    sheets: dict[int, SheetFacts] = field(default_factory=dict)
    meanings: dict[int, str] = field(default_factory=dict)


def workbook_stream(data: bytes) -> bytes:
    """The record stream inside the compound file; DamagedError when there is none."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            name = next((name for name in ("Workbook", "WORKBOOK", "Book", "BOOK") if ole.exists(name)), "")
            return ole.openstream(name).read() if name else b""
    except Exception as error:  # olefile raises whatever the bytes provoke
        raise DamagedError(DAMAGED) from error


def scan(data: bytes) -> BiffScan:
    """Walk the workbook's records once.

    Raises:
        EncryptedFileError: the records are encrypted.
        TooLargeError: the sheets' box is beyond the limits.
        DamagedError: a record runs over the end.
    """
    book = workbook_stream(data)
    starts: list[int] = []
    codes, formats = dict(BUILT_IN), list[int]()
    for kind, place, size in _records(book, 0):
        record = book[place : place + size]
        if kind == _FILEPASS:
            raise EncryptedFileError("文件设有打开密码，没有导入任何内容。请输入密码后再导入。")
        if kind == _BOUNDSHEET:
            starts.append(int.from_bytes(record[:4], "little"))
        elif kind == _FORMAT:
            codes[int.from_bytes(record[:2], "little")] = _format_code(record[2:])
        elif kind == _XF:
            formats.append(int.from_bytes(record[2:4], "little"))
    named = ((index, meaningful(codes.get(number, ""))) for index, number in enumerate(formats))
    meanings = {index: meaning for index, meaning in named if meaning}
    sheets = {index: _sheet(book, start, frozenset(meanings)) for index, start in enumerate(starts)}
    return BiffScan(sheets, meanings)


def _records(book: bytes, place: int) -> "list[tuple[int, int, int]]":
    """The records of one substream: (kind, start of its bytes, size)."""
    found = []
    end = len(book)
    while place + 4 <= end:
        kind, size = _HEAD.unpack_from(book, place)
        if place + 4 + size > end:
            raise DamagedError(DAMAGED)
        found.append((kind, place + 4, size))
        if kind == _EOF:
            break
        place += 4 + size
    return found


def _format_code(raw: bytes) -> str:
    """A format string of BIFF8 (length in two bytes, a flag, 8- or 16-bit characters)."""
    if len(raw) > 2 and raw[2] & 1:  # noqa: PLR2004 - place of the flag
        return raw[3:].decode("utf-16-le", "replace")
    return raw[3:].decode("latin-1")


def _sheet(book: bytes, start: int, styles: frozenset[int]) -> SheetFacts:
    facts = SheetFacts()
    for kind, place, size in _records(book, start):
        if kind in _VALUES:
            _value(facts, book[place : place + size], kind, styles)
        elif kind == _MULRK:
            _many(facts, book[place : place + size], styles)
        elif kind == _ROW and size >= 16 and book[place + 12] & _ROW_HIDDEN:  # noqa: PLR2004 - size of the record
            facts.hidden_rows.add(int.from_bytes(book[place : place + 2], "little"))
        elif kind == _COLINFO and size >= 10 and book[place + 8] & 1:  # noqa: PLR2004 - size of the record
            first, last = _HEAD.unpack_from(book, place)
            facts.hidden_columns.update(range(first, min(last, 255) + 1))
    if facts.area > 2 * MAX_CELLS:
        raise TooLargeError("表格范围过大，没有导入任何内容。请删去空白区域或分成几个文件再导入。")
    return facts


def _value(facts: SheetFacts, record: bytes, kind: int, styles: frozenset[int]) -> None:
    """One cell with a value."""
    row, column, style = _CELL.unpack_from(record, 0)
    facts.last_row, facts.last_column = max(facts.last_row, row + 1), max(facts.last_column, column + 1)
    if kind in (_BOOLERR, _FORMULA):
        _error(facts, record, (row, column), kind)
    if style in styles:
        _shown(facts, record, (row, column), style, kind)


def _error(facts: SheetFacts, record: bytes, place: tuple[int, int], kind: int) -> None:
    if kind == _BOOLERR and record[7]:
        facts.errors[place] = _ERRORS.get(record[6], "#N/A")
    elif kind == _FORMULA and record[12:14] == b"\xff\xff" and record[6] == 2:  # noqa: PLR2004 - an error value
        facts.errors[place] = _ERRORS.get(record[8], "#N/A")


def _shown(facts: SheetFacts, record: bytes, place: tuple[int, int], style: int, kind: int) -> None:
    if kind == _RK:
        facts.shown[place] = (style, repr(_rk(record[6:10])))
    elif kind == _NUMBER or (kind == _FORMULA and record[12:14] != b"\xff\xff"):
        facts.shown[place] = (style, repr(struct.unpack("<d", record[6:14])[0]))


def _many(facts: SheetFacts, record: bytes, styles: frozenset[int]) -> None:
    row, first = _HEAD.unpack_from(record, 0)
    count = (len(record) - 6) // 6
    facts.last_row, facts.last_column = max(facts.last_row, row + 1), max(facts.last_column, first + count)
    for index in range(count):
        style = int.from_bytes(record[4 + 6 * index : 6 + 6 * index], "little")
        if style in styles:
            facts.shown[row, first + index] = (style, repr(_rk(record[6 + 6 * index : 10 + 6 * index])))


def _rk(raw: bytes) -> float:
    """A packed number: 30 bits, whole or the top of a double, perhaps in hundredths."""
    bits = int.from_bytes(raw, "little")
    number: float
    if bits & 2:
        number = float((bits >> 2) - (1 << 30 if bits & 0x80000000 else 0))
    else:
        number = float(struct.unpack("<d", b"\0\0\0\0" + (bits & 0xFFFFFFFC).to_bytes(4, "little"))[0])
    return number / 100 if bits & 1 else number
