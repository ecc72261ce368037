"""The parts of the parser by themselves: kinds, limits, the byte scan, number formats."""

import pytest
from corpus import bombs, county, files, layout, origins, values  # noqa: F401 - their cases register themselves
from corpus.files import locked
from corpus.kit import CASES, Case, inline, packed, raw, raw_parts

from ducha_desktop.domain.errors import DamagedError, DuchaError, RefusedError, TooLargeError
from ducha_desktop.exchange import delimited, safety
from ducha_desktop.exchange.formats import meaningful, meaningful_styles, plain, shown
from ducha_desktop.exchange.parse import parse
from ducha_desktop.exchange.safety import open_zip, read_member, stream
from ducha_desktop.exchange.sheetscan import SheetFacts, SheetScan, column_number

SPLIT = (1, 7, 64, 1 << 20)


def scan(sheet: str, *, size: int = 1 << 20, styles: frozenset[int] = frozenset()) -> SheetFacts:
    xml = raw_parts(sheet)["xl/worksheets/sheet1.xml"]
    return SheetScan(styles).run(iter([xml[start : start + size] for start in range(0, len(xml), size)]))


@pytest.mark.parametrize("name", [name for name in CASES if name != "bomb_of_repeated_strings"])
def test_parsing_without_the_worker_gives_the_same_or_refuses(name: str) -> None:
    case: Case = CASES[name]
    kind = ""
    try:
        parsed = parse(case.build(), case.arguments.get("password"))
    except DuchaError as error:
        kind = type(error).__name__
    else:
        assert all(len(column) == grid.height for grid in parsed.grids for column in grid.columns)
    assert not kind or (case.refused is not None and case.refused[0] == kind)


@pytest.mark.parametrize("size", SPLIT)
def test_the_scan_does_not_depend_on_how_the_bytes_arrive(size: int) -> None:
    facts = scan(
        '<cols><col min="2" max="3" width="9" hidden="1"/></cols><sheetData>'
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden="1"><c r="AB2" t="e"><v>#REF!</v></c></row>'
        '<row r="3"><c r="C3"><f>A1*2</f></c><c r="D3" s="4"><v>0.5</v></c></row><row r="9" spans="1:4"/></sheetData>',
        size=size,
        styles=frozenset({4}),
    )

    assert (facts.last_row, facts.last_column) == (3, 28)
    assert (facts.hidden_rows, facts.hidden_columns) == ({1}, {1, 2})
    assert (facts.errors, facts.uncached) == ({(1, 27): "#REF!"}, {(2, 2): "=A1*2"})
    assert facts.shown == {(2, 3): (4, "0.5")}


@pytest.mark.parametrize(
    "place",
    ["A300001", "A1000000", "SG1", "ZZZ1", "AAAA1", "A0", "A01", "XFD1048576", "A99999999999999999999"],
)
def test_cells_outside_the_box_are_refused(place: str) -> None:
    with pytest.raises(TooLargeError):
        scan(
            f'<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="{place}"><v>1</v></c></row></sheetData>'.replace(
                "A01", "A0"
            )
        )


@pytest.mark.parametrize("place", ["A300000", "SF1", "Z299999", "RZ9"])
def test_cells_at_the_edge_of_the_box_are_read(place: str) -> None:
    facts = scan(f'<sheetData><row r="1"><c r="{place}"><v>1</v></c></row></sheetData>')

    assert facts.area > 0


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="XFD1048576"/>',
        '<c r="XFD1048576" s="3"></c>',
        '<c r="A1048576"><v></v></c>',
        '<c r="ZZ999999"><v/></c>',
    ],
)
def test_empty_cells_far_away_do_no_harm(cell: str) -> None:
    facts = scan(
        f'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576">{cell}</row></sheetData>'
    )

    assert facts.last_row == 1


def test_cells_without_places_are_counted_from_the_left() -> None:
    facts = scan(
        "<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row r='7'><c t='str'><v>3</v></c></row></sheetData>"
    )

    assert (facts.last_row, facts.last_column) == (7, 2)
    with pytest.raises(TooLargeError):
        scan(f"<sheetData><row>{'<c><v>1</v></c>' * 501}</row></sheetData>")


def test_too_many_cells_in_a_box_that_fits() -> None:
    sheet = inline([("a",) * 10] * 50)
    data = raw(sheet)
    members = open_zip(data)
    from ducha_desktop.exchange import sheetscan

    sheetscan.check_count(stream(data, members["xl/worksheets/sheet1.xml"]))
    with pytest.raises(TooLargeError, match="表格过大"):
        sheetscan.check_count(iter([b"</c>" * 1_000_000] * 6))


def test_formulas_with_empty_words_are_calculated() -> None:
    facts = scan(
        '<sheetData><row r="1"><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><f t="shared" si="0"/></c></row></sheetData>'
    )

    assert facts.uncached == {(0, 1): "="}


def test_column_numbers() -> None:
    assert [column_number(letters) for letters in ("A", "Z", "AA", "SF", "XFD")] == [1, 26, 27, 500, 16384]


@pytest.mark.parametrize(
    ("code", "meaning"),
    [
        ("0%", "%"), ("0.00%", "%"), ("0.0%;[Red]-0.0%", "%"), ("0000", "0000"), ("0.00", ".00"), ("#,##0.00_ ", ".00"),
        ('yyyy"年"m"月"', "ym"), ("[$-804]yyyy\\年m\\月;@", "ym"), ("yyyy-mm", "ym"), ("mmm-yy", "ym"), ("yyyy/m", "ym"),
        ('yyyy"年"m"月"d"日"', ""), ("m/d/yy", ""), ("General", ""), ("@", ""), ("0", ""), ("h:mm", ""), ("", ""),
    ],
)  # fmt: skip
def test_formats_that_matter(code: str, meaning: str) -> None:
    assert meaningful(code) == meaning


def test_styles_by_their_index() -> None:
    styles = (
        b'<styleSheet><numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;\xe5\xb9\xb4&quot;m&quot;\xe6\x9c\x88&quot;"/></numFmts>'
        b'<cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="176"/><xf numFmtId="57"/></cellXfs></styleSheet>'
    )

    assert meaningful_styles(styles) == {1: "%", 2: "ym", 3: "ym"}
    assert meaningful_styles(b"") == {}


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (3.0, "3"),
        (0.62, "0.62"),
        (0.1 + 0.2, "0.3"),
        (13812345678.0, "13812345678"),
        (1e15, "1000000000000000"),
        (1e-7, "0.0000001"),
        (-5.5, "-5.5"),
        (1.5e20, "150000000000000000000"),
    ],
)
def test_plain_numbers(number: float, words: str) -> None:
    assert plain(number) == words


def test_numbers_as_their_format_shows_them() -> None:
    assert shown("0.62", "0.62", "%") == "62%"
    assert shown("0.286", "0.28600000000000003", "%") == "28.6%"
    assert shown("12", "12", "0000") == "0012"
    assert shown("12.5", "12.5", "0000") == "12.5"
    assert shown("2026.1", "2026.1", ".00") == "2026.10"
    assert shown("1200.5", "1200.5", ".00") == "1200.5"
    assert shown("2026-06-01", "46174", "ym") == "2026年6月"
    assert shown("2026-06-15", "46188", "ym") == "2026-06-15"


def test_the_zip_says_what_it_holds() -> None:
    data = packed({"a.txt": b"x" * 3_000_000})
    members = open_zip(packed({"a.xml": b"<a/>", "b.xml": b""}))

    assert sorted(members) == ["a.xml", "b.xml"]
    assert read_member(packed({"a.xml": b"<a/>"}), open_zip(packed({"a.xml": b"<a/>"})), "missing") == b""
    with pytest.raises(TooLargeError, match="展开后过大"):
        open_zip(data)


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x05\x06" + bytes(18),
        b"PK\x03\x04" + bytes(50),
        b"PK\x03\x04" + bytes(50) + b"PK\x05\x06" + b"\xff" * 18,
    ],
)
def test_zips_that_are_none(data: bytes) -> None:
    with pytest.raises((DamagedError, TooLargeError)):
        open_zip(data)


def test_a_zip_with_a_password_of_its_own() -> None:
    data = bytearray(packed({"a.xml": b"<a/>"}))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1

    with pytest.raises(RefusedError, match="加密的压缩包"):
        open_zip(bytes(data))


def test_packed_bytes_that_are_damaged() -> None:
    data = bytearray(packed({"a.xml": b"<abc/>" * 200}))
    members = open_zip(bytes(data))
    place = members["a.xml"].start
    data[place : place + 8] = b"\xff" * 8

    with pytest.raises(DamagedError):
        b"".join(stream(bytes(data), members["a.xml"]))


@pytest.mark.parametrize(
    "head", [b"\xff\xfe<\0", b'<?xml version="1.0" encoding="GBK"?>', b"<!DOCTYPE a>", b"<!ENTITY a>"]
)
def test_xml_that_could_hide_something(head: bytes) -> None:
    with pytest.raises(DamagedError):
        safety.check_xml(head, first=True)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("a,b,c\n1,2,3\n", ","),
        ("a\tb\n1,5\t2\n", "\t"),
        ("题目\na;b;c\n1;2;3\n", ";"),
        ("a|b\n1|2\n", "|"),
        ("事项，单位\n甲，乙\n", "，"),
        ("一段文字。\n又一段，没有表格。\n", ""),
        ("", ""),
    ],
)
def test_marks_between_cells(text: str, mark: str) -> None:
    assert delimited.delimiter_of(text) == mark


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_every_encoding(encoding: str) -> None:
    words = "事项,责任单位,完成时限\n推进项目𬱟,县发改局,6月底\n"

    assert delimited.decode(words.encode(encoding)) == words


def test_bytes_that_are_no_text() -> None:
    assert delimited.decode(b"\x00\x01\x02abc\xff\xfe") is None


def test_a_password_that_is_not_needed_is_ignored() -> None:
    assert parse(layout.heading_plain(), "随便").remarks == ()
    assert parse(locked("对"), "对").remarks == ("文件设有打开密码，已用所给密码打开。",)
