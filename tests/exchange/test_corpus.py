"""Every workbook of the corpus is read exactly as it should be, every row accounted for, or refused with its reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import body, bombs, clerks, county, files, layout, origins, values, words
from corpus.golden import GOLDEN
from corpus.kit import CASES, Case, dump

from ducha_desktop.domain import errors
from ducha_desktop.exchange.reader import load, read_ledger
from ducha_desktop.exchange.worker import Parser

assert all((body, bombs, clerks, county, files, layout, origins, values, words))


@pytest.fixture(scope="module")
def parser() -> Iterator[Parser]:
    with Parser() as running:
        yield running


def _read(case: Case, folder: Path, parser: Parser):
    path = folder / (case.stem + case.suffix)
    path.write_bytes(case.build())
    arguments = dict(case.arguments)
    password = arguments.pop("password", None)
    return read_ledger(path, book=load(path, password, parser), **arguments)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.refused is None])
def test_read_exactly(name: str, tmp_path: Path, parser: Parser) -> None:
    ledger = _read(CASES[name], tmp_path, parser)

    assert dump(ledger) == GOLDEN[name].strip("\n")
    refused = {(problem.sheet, problem.row) for problem in ledger.problems if problem.refuses}
    assert ledger.rows_read == len(ledger.rows) + len(ledger.skipped) + len(refused)


@pytest.mark.parametrize("name", [name for name, case in CASES.items() if case.refused is not None])
def test_refused_with_its_reason(name: str, tmp_path: Path, parser: Parser) -> None:
    kind, words = CASES[name].refused or ("", "")

    with pytest.raises(getattr(errors, kind)) as caught:
        _read(CASES[name], tmp_path, parser)

    assert words in caught.value.message


def test_the_corpus_is_large_enough() -> None:
    assert len(CASES) >= 120
    assert sum(1 for name in CASES if name.startswith("bomb_")) >= 9
    assert sorted(GOLDEN) == sorted(name for name, case in CASES.items() if case.refused is None)


def test_locked_file_is_really_locked() -> None:
    assert files.is_locked(files.locked())
