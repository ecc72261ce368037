"""The messy sample ledger: made by its script, read by the import."""

import json
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

from ducha_desktop.exchange.reader import read_ledger
from ducha_desktop.runtime.paths import resource

SCRIPTS = Path(__file__).resolve().parents[2] / "scripts"
SAMPLE = resource("demo/示例台账.xlsx")


def _script() -> Any:
    loader = SourceFileLoader("sample_ledger", str(SCRIPTS / "sample_ledger"))
    spec = spec_from_loader("sample_ledger", loader)
    assert spec is not None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_the_file_is_what_its_script_makes() -> None:
    content = json.loads((SCRIPTS / "sample_ledger.json").read_text("utf-8"))
    assert _script().make(content) == SAMPLE.read_bytes()


def test_the_import_reads_every_row_and_none_too_many() -> None:
    read = read_ledger(str(SAMPLE))
    assert [len([row for row in read.rows if row.sheet == sheet]) for sheet in read.sheets] == [22, 5]
    assert read.rows_read == len(read.rows) + len(read.skipped)
    assert {row.fields["category"] for row in read.rows[:22]} == {
        "产业发展",
        "城乡建设",
        "民生改善",
        "社会治理",
    }
    assert [row.hidden for row in read.rows].count(True) == 1
    second = read.rows[1].fields
    assert (second["liaison_leaders"], second["responsible_leaders"]) == ("秦堃", "何一喆")
    assert read.rows[4].fields["due"] == "2026-10-20"
