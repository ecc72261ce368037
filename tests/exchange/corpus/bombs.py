"""Files made to exhaust or mislead the reader; every one is refused, quickly and with its reason."""

import io
import struct
import zipfile
import zlib

from corpus.kit import HEAD, ROWS, book, case, inline, packed, raw, raw_parts, repacked

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_BILLION = (
    '<!DOCTYPE lolz [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 10}">' for i in range(9))
    + "]>"
)


def _repeated(head: bytes, piece: bytes, times: int, tail: bytes) -> tuple[bytes, int, int]:
    """Deflated bytes, size and checksum of `head`, `piece` many times, `tail`: one block packed once."""
    machine = zlib.compressobj(9, zlib.DEFLATED, -15)
    start = machine.compress(head) + machine.flush(zlib.Z_FULL_FLUSH)
    block = machine.compress(piece) + machine.flush(zlib.Z_FULL_FLUSH)
    end = machine.compress(tail) + machine.flush()
    check = zlib.crc32(head)
    for _ in range(times):
        check = zlib.crc32(piece, check)
    return start + block * times + end, len(head) + len(piece) * times + len(tail), zlib.crc32(tail, check)


def _with_part(name: str, packed_part: tuple[bytes, int, int]) -> bytes:
    """A small workbook with one part of packed bytes, which never stand in memory unpacked."""
    parts = {key: value for key, value in raw_parts(inline([HEAD, *ROWS])).items() if key != name}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for key, value in parts.items():
            archive.writestr(key, value)
        data, size, check = packed_part
        info = zipfile.ZipInfo(name)
        info.header_offset, info.compress_type = out.tell(), zipfile.ZIP_DEFLATED
        info.CRC, info.compress_size, info.file_size = check, len(data), size
        out.write(info.FileHeader(zip64=False) + data)
        archive.filelist.append(info)
        archive.NameToInfo[name] = info
        archive.start_dir = out.tell()
    return out.getvalue()


def _sized(data: bytes, name: bytes, size: int) -> bytes:
    """The zip with a false unpacked size of one member, in both directories."""
    changed = bytearray(data)
    place = 0
    while (place := data.find(b"PK\x01\x02", place)) >= 0:
        length = int.from_bytes(data[place + 28 : place + 30], "little")
        if data[place + 46 : place + 46 + length] == name:
            struct.pack_into("<L", changed, place + 24, size)
            struct.pack_into(
                "<L", changed, int.from_bytes(data[place + 42 : place + 46], "little") + 22, size
            )
        place += 4
    return bytes(changed)


_SHEET = "xl/worksheets/sheet1.xml"
_OPENED, _CLOSED = f"<worksheet {_MAIN}><sheetData>".encode(), b"</sheetData></worksheet>"


@case(refused=("TooLargeError", "解压后"))
def bomb_of_rows() -> bytes:
    piece = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>' * 20000
    return _with_part(_SHEET, _repeated(_OPENED, piece, 1100, _CLOSED))


@case(refused=("TooLargeError", "展开后过大"))
def bomb_of_one_cell() -> bytes:
    head = _OPENED + b'<row r="1"><c r="A1" t="inlineStr"><is><t>'
    return _with_part(_SHEET, _repeated(head, b"A" * (1 << 20), 200, b"</t></is></c></row>" + _CLOSED))


@case(refused=("TooLargeError", "解压后"))
def bomb_of_shared_strings() -> bytes:
    piece = (b"<si><t>" + b"abcdefgh" * 1000 + b"</t></si>") * 100
    return _with_part("xl/sharedStrings.xml", _repeated(f"<sst {_MAIN}>".encode(), piece, 1300, b"</sst>"))


@case(refused=("DamagedError", "已损坏"))
def bomb_with_a_false_size() -> bytes:
    piece = b'<row r="2"><c r="A2"><v>1</v></c></row>' * 20000
    return _sized(_with_part(_SHEET, _repeated(_OPENED, piece, 20, _CLOSED)), _SHEET.encode(), 1000)


@case(refused=("DamagedError", "已损坏"))
def bomb_of_overlapping_members() -> bytes:
    data = bytearray(packed(raw_parts(inline([HEAD, *ROWS]))))
    places = [place for place in range(len(data)) if data[place : place + 4] == b"PK\x01\x02"]
    data[places[-1] + 42 : places[-1] + 46] = data[places[0] + 42 : places[0] + 46]
    return bytes(data)


@case(refused=("TooLargeError", "很远的位置"))
def bomb_of_a_far_cell() -> bytes:
    return raw(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    )


@case(refused=("TooLargeError", "很远的位置"))
def bomb_of_a_column_beyond_the_sheet() -> bytes:
    return raw('<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="ZZZZ1"><v>1</v></c></row></sheetData>')


@case(refused=("TooLargeError", "很远的位置"))
def bomb_of_row_nought() -> bytes:
    return raw('<sheetData><row r="0"><c r="A0"><v>1</v></c></row></sheetData>')


@case(refused=("TooLargeError", "很远的位置"))
def bomb_of_an_endless_number() -> bytes:
    return raw(f'<sheetData><row r="1"><c r="A{"9" * 300}"><v>1</v></c></row></sheetData>')


@case(refused=("TooLargeError", "表格过大"))
def bomb_of_a_wide_box() -> bytes:
    return raw(
        '<sheetData><row r="1"><c r="SF1"><v>1</v></c></row><row r="300000"><c r="A300000"><v>1</v></c></row></sheetData>'
    )


@case(refused=("DamagedError", "DTD"))
def bomb_of_billion_laughs() -> bytes:
    return raw(
        f'<?xml version="1.0"?>{_BILLION}<worksheet {_MAIN}><sheetData><row r="1"><c r="A1" t="str"><v>&j;</v></c></row></sheetData></worksheet>'
    )


@case(refused=("DamagedError", "DTD"))
def bomb_of_quadratic_entities() -> bytes:
    entity = f'<!DOCTYPE x [<!ENTITY a "{"y" * 50000}">]>'
    return raw(
        inline([HEAD, *ROWS]),
        xl__sharedStrings=f'<?xml version="1.0"?>{entity}<sst {_MAIN}><si><t>{"&a;" * 5000}</t></si></sst>',
    )


@case(refused=("DamagedError", "DTD"))
def bomb_of_an_outside_entity() -> bytes:
    entity = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    return raw(
        inline([HEAD, *ROWS]), xl__workbook=f'<?xml version="1.0"?>{entity}<workbook {_MAIN}>&a;</workbook>'
    )


@case(refused=("DamagedError", "已损坏"))
def bomb_hidden_by_its_encoding() -> bytes:
    text = f'<?xml version="1.0" encoding="UTF-16"?>{_BILLION}<worksheet {_MAIN}/>'
    parts = raw_parts("<sheetData/>")
    parts["xl/worksheets/sheet1.xml"] = text.encode("utf-16")
    return packed(parts)


@case(refused=("TooLargeError", "部件"))
def bomb_of_many_members() -> bytes:
    return repacked(
        book([HEAD, *ROWS]),
        lambda _name, data: data,
        **{f"xl__media__{index}.png": b"" for index in range(2100)},
    )


@case(refused=("DamagedError", "已损坏"))
def bomb_of_doubled_members() -> bytes:
    data = packed(raw_parts(inline([HEAD, *ROWS])) | {"xl/worksheets/sheet2.xml": b"<x/>"})
    return data.replace(b"xl/worksheets/sheet2.xml", b"xl/worksheets/sheet1.xml")


@case(suffix=".xls", refused=("TooLargeError", "网页表格超出"))
def bomb_of_html_spans() -> bytes:
    cell = '<td rowspan="1000" colspan="400">x</td>'
    return ("<table>" + f"<tr>{cell}</tr>" * 200 + "</table>").encode()


@case(refused=("TooLargeError", "内存"))
def bomb_of_repeated_strings() -> bytes:
    strings = f'<?xml version="1.0"?><sst {_MAIN}><si><t>{"督" * 32000}</t></si></sst>'
    rows = "".join(f'<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>' for row in range(1, 60001))
    types = '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
    parts = raw_parts(f"<sheetData>{rows}</sheetData>", xl__sharedStrings=strings)
    link = b'<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>", link
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types.encode())
    return packed(parts)
