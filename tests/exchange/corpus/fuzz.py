"""Mutated workbooks, documents and texts: whatever happens to the bytes, the answer is a ledger or a refusal with a sentence."""

import io
import random
import re
import tempfile
import zipfile
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus import body, files, layout, values, words
from corpus.kit import packed
from corpus.texts import samples
from ducha_desktop.domain.errors import DuchaError
from ducha_desktop.exchange.reader import load, read_ledger, survey
from ducha_desktop.exchange.worker import Parser

SEEDS: tuple[Callable[[], bytes], ...] = (
    layout.heading_two_rows_merged,
    layout.heading_three_rows,
    layout.title_merged_over_measures,
    body.totals,
    body.notes_at_the_foot,
    body.hidden_rows_and_columns,
    body.several_ledgers,
    values.formulas_with_values,
    values.percents,
    values.dates_by_format,
    values.old_workbook,
    files.html_in_gb_named_xls,
    files.csv_in_gb_named_xls,
    files.spreadsheet_in_xml,
    files.unicode_text_named_xls,
    files.locked,
)


def _written(name: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    return lambda: next(s.text for s in samples("texts.txt") if s.name == name).encode(encoding)


DOCUMENTS: tuple[Callable[[], bytes], ...] = (
    words.word_table,
    words.word_merged_both_ways,
    words.word_split_over_pages,
    words.word_lines_that_nearly_meet,
    words.word_nested_and_broken_cells,
    words.word_numbers_in_the_first_column,
    words.word_tracked_changes,
    words.word_boxes_notes_controls_links,
    words.word_forms_one_matter_each,
    words.word_numbered_paragraphs,
    words.word_headings_by_style,
    words.word_strict_and_renamed_part,
    _written("report_brackets_with_labels"),
    _written("minutes_numbered_decisions", "gb18030"),
    _written("rectification_blocks", "utf-16"),
    _written("livelihood_labels_separated_by_blanks"),
    _written("form_blocks_without_numbers", "gb18030"),
)
"""Documents and texts, as many kinds as there are of workbooks."""
_ODD = (
    *(
        b"A1048577",
        b"XFD1",
        b"A0",
        b"a1",
        b"ZZZZ1",
        b"1A",
        b"",
        b"A99999999999",
        b"$B$2",
        b"A1:XFD1048576",
        b"AA300001",
    ),
    *(
        b"-1",
        b"0",
        b"4294967296",
        b"1e308",
        b"NaN",
        b"9" * 40,
        b"\xff\xfe",
        "督查".encode(),
        b"true",
        b"&amp;&lt;",
    ),
)
_ATTRIBUTE = re.compile(rb'="([^"]*)"')
_TAG = re.compile(rb"<[^>]+>")
_TEXT = re.compile(rb"<v>|<w:t[^>]*>")
_BITS = (
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"&a;",
    b"<row/>",
    b'<c r="B9"><v>7</v></c>',
    b"]]>",
    b"<![CDATA[",
    b"\0",
    b"<x>" * 300,
    b"<w:tbl><w:tr><w:tc>" * 70,
    b"<w:tr><w:tc><w:p/></w:tc></w:tr>",
    b'<w:gridSpan w:val="99999"/>',
    b"<w:vMerge/>",
    b"<w:del>",
    "牵头单位：".encode(),
    "（".encode() * 400,
    "\n一、".encode(),
    "\n责任单位：县财政局".encode("gb18030"),
)


def mutate(data: bytes, chance: random.Random) -> bytes:
    """One file with a few things wrong."""
    for _ in range(chance.randint(1, 3)):
        ways = (
            [_flip, _cut, _splice]
            if not data.startswith(b"PK\x03\x04")
            else [_flip, _cut, _member, _member, _member, _member, _shuffle]
        )
        data = chance.choice(ways)(data, chance)
    return data


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 4, 40))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, chance: random.Random) -> bytes:
    return (
        data[: chance.randrange(len(data) + 1)]
        if chance.random() < 0.3
        else data + data[-chance.randrange(1, 50) :]
    )


def _splice(data: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice((*_ODD, *_BITS, data[:100])) + data[place + chance.randrange(20) :]


def _members(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {info.filename: archive.read(info) for info in archive.infolist()}
    except Exception:  # noqa: BLE001 - mutated once already
        return {}


def _member(data: bytes, chance: random.Random) -> bytes:
    """Change the XML of one part, sheets above all."""
    members = _members(data)
    if not members:
        return _flip(data, chance)
    names = (
        [name for name in members if any(part in name for part in ("sheet", "styles", "word/"))]
        if chance.random() < 0.8
        else list(members)
    )
    name = chance.choice(names or list(members))
    members[name] = chance.choice((_attribute, _attribute, _tag, _text, _bit))(members[name], chance)
    return packed(members, 1)


def _attribute(xml: bytes, chance: random.Random) -> bytes:
    found = list(_ATTRIBUTE.finditer(xml))
    if not found:
        return xml
    hit = chance.choice(found)
    return xml[: hit.start(1)] + chance.choice((*_ODD, chance.choice(found)[1])) + xml[hit.end(1) :]


def _tag(xml: bytes, chance: random.Random) -> bytes:
    found = list(_TAG.finditer(xml))
    if not found:
        return xml
    hit, other = chance.choice(found), chance.choice(found)
    return xml[: hit.start()] + chance.choice((b"", other[0], hit[0] * 2)) + xml[hit.end() :]


def _text(xml: bytes, chance: random.Random) -> bytes:
    starts = [found.end() for found in _TEXT.finditer(xml)]
    if not starts:
        return xml
    place = chance.choice(starts)
    return xml[:place] + chance.choice(_ODD) + xml[place:]


def _bit(xml: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(xml) + 1)
    return xml[:place] + chance.choice(_BITS) + xml[place:]


def _shuffle(data: bytes, chance: random.Random) -> bytes:
    """Drop, rename or exchange parts."""
    members = _members(data)
    if len(members) < 2:
        return data
    one, other = chance.sample(sorted(members), 2)
    way = chance.randrange(3)
    if way == 0:
        del members[one]
    elif way == 1:
        members[one], members[other] = members[other], members[one]
    else:
        members[one.upper()] = members.pop(one)
    return packed(members, 1)


def fuzz(
    count: int, *, seed: int = 2026, seeds: Sequence[Callable[[], bytes]] = (*SEEDS, *DOCUMENTS)
) -> Counter[str]:
    """Read `count` mutated files in one parser.

    Args:
        count: how many.
        seed: of the mutations.
        seeds: builders of the files that are mutated.

    Returns:
        How many ended how: `read`, or the code of the refusal.

    Raises:
        AssertionError: a reading broke with anything but a refusal; the message names seed and number.
    """
    chance = random.Random(seed)
    whole = [build() for build in seeds]
    outcomes: Counter[str] = Counter()
    with Parser(seconds=10) as parser, tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "变.xlsx"
        for number in range(count):
            path.write_bytes(mutate(chance.choice(whole), chance))
            outcomes[_outcome(path, parser, f"seed {seed}, number {number}")] += 1
    return outcomes


def _outcome(path: Path, parser: Parser, where: str) -> str:
    try:
        book = load(path, None, parser)
        survey(path, book=book)
        ledger = read_ledger(path, book=book)
    except DuchaError as error:
        return error.code if error.message else "silent"
    except Exception as error:
        kept = Path(tempfile.gettempdir()) / "ducha-fuzz-case.bin"
        kept.write_bytes(path.read_bytes())
        raise AssertionError(f"{where}: {error!r}, kept as {kept}") from error
    refused = {(problem.sheet, problem.row) for problem in ledger.problems if problem.refuses}
    assert ledger.rows_read == len(ledger.rows) + len(ledger.skipped) + len(refused), where
    return "read"
