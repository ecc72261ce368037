"""The limited process: crashes, time, memory, and what comes back."""

import json
import sys
from pathlib import Path

import pytest
from corpus import bombs, layout
from corpus.kit import HEAD, book, inline, raw

from ducha_desktop.domain.errors import DamagedError, SurroundingsError, TooLargeError
from ducha_desktop.exchange import safety
from ducha_desktop.exchange.grid import Book, Grid, dump_book, load_book
from ducha_desktop.exchange.worker import Parser


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "台账 2026.xlsx"
    path.write_bytes(layout.heading_plain())
    return path


def test_one_parser_reads_many_files(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "别的.xlsx"
    other.write_bytes(book([HEAD]))
    with Parser() as parser:
        first = parser.read(file)
        process = parser._process
        second = parser.read(other)

        assert parser._process is process
    assert (first.grids[0].height, second.grids[0].height) == (3, 1)
    assert parser._process is None


def test_a_killed_parser_is_a_refusal_and_the_next_file_is_read(file: Path, tmp_path: Path) -> None:
    killer = tmp_path / "炸弹.xlsx"
    killer.write_bytes(bombs.bomb_of_repeated_strings())
    with Parser() as parser:
        with pytest.raises(TooLargeError) as caught:
            parser.read(killer)

        assert "内存" in caught.value.message
        assert parser.read(file).grids[0].width == 6


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_parser_that_dies_between_two_files_is_started_anew(file: Path) -> None:
    with Parser() as parser:
        parser.read(file)
        assert parser._process is not None
        parser._process.kill()
        parser._process.join()

        assert parser.read(file).grids[0].height == 3


def test_time_is_limited(tmp_path: Path) -> None:
    path = tmp_path / "慢.xlsx"
    path.write_bytes(raw(inline([HEAD, *[(index, f"事项{index}", "县发改局") for index in range(60_000)]])))
    with Parser(seconds=0.02) as parser:
        parser.start()
        with pytest.raises(TooLargeError, match="已停止"):
            parser.read(path)

        assert parser._process is None


def test_the_parser_never_imports_the_window(file: Path) -> None:
    with Parser() as parser:
        parser.read(file)
        assert parser._process is not None
        maps = Path(f"/proc/{parser._process.pid}/maps")
        if maps.exists():
            assert "PySide6" not in maps.read_text()


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with Parser() as parser:
        with pytest.raises(SurroundingsError, match=r"没有\.xlsx"):
            parser.read(tmp_path / "没有.xlsx")
        with pytest.raises(SurroundingsError):
            parser.read(tmp_path)


def test_too_large_a_file_is_refused_before_a_process_starts(tmp_path: Path) -> None:
    path = tmp_path / "大.xlsx"
    with path.open("wb") as file:
        file.truncate(safety.MAX_FILE + 1)
    with Parser() as parser:
        with pytest.raises(TooLargeError, match="50 MB"):
            parser.read(path)

        assert parser._process is None


def test_a_book_goes_over_the_wire_unchanged() -> None:
    grid = Grid(
        "表", "hidden", 2, (["甲", "乙\n丙"], ["", "𬱟"]), ((0, 0, 1, 0),), frozenset({1}), frozenset({0})
    )
    sent: list[bytes] = []
    dump_book(Book("xlsx", "ab", (grid,), ("注",)), sent.append)

    assert load_book(sent[0], iter(sent[1:])) == Book("xlsx", "ab", (grid,), ("注",))


def test_separators_in_cells_cannot_shift_the_columns() -> None:
    sent: list[bytes] = []
    dump_book(Book("csv", "", (Grid("表", "visible", 2, (["a\x1fb", "c\x00\ud800"],)),)), sent.append)

    assert load_book(sent[0], iter(sent[1:])).grids[0].columns == (["ab", "c"],)


def test_blocks_that_do_not_fit_are_refused() -> None:
    sent: list[bytes] = []
    dump_book(Book("csv", "", (Grid("表", "visible", 2, (["a", "b"],)),)), sent.append)

    with pytest.raises(ValueError, match="column of 3 cells"):
        load_book(sent[0], iter([b"a\x1fb\x1fc"]))


def test_an_unknown_refusal_is_a_damaged_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Parser() as parser:
        parser.start()
        answers = iter([json.dumps({"error": "NoSuchError", "message": "不明"}).encode()])
        monkeypatch.setattr(Parser, "_receive", lambda _self, _end: next(answers))
        with pytest.raises(DamagedError, match="不明"):
            parser.read(file)
