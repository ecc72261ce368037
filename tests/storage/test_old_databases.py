"""A ledger of every released schema opens, keeps its data, and can be written."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from ducha_desktop.domain.errors import NewerVersionError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import history_bin, ledger, matters
from ducha_desktop.services.opening import open_office
from ducha_desktop.services.upkeep import audit_verify, check
from ducha_desktop.storage.digest import digest
from ducha_desktop.storage.schema import SCHEMA

OLD = sorted(Path(__file__).parent.parent.joinpath("old_databases").glob("schema-*"))


def test_there_is_a_ledger_of_this_schema() -> None:
    assert OLD[-1].name == f"schema-{SCHEMA}"


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.name)
def test_an_old_ledger_is_taken_over_whole(old: Path, tmp_path: Path) -> None:
    root = tmp_path / "台账"
    shutil.copytree(old, root)
    expected = json.loads((root / "expected.json").read_text("utf-8"))
    (root / "expected.json").unlink()
    with open_office(root, clock=FixedClock(date(2026, 11, 22))) as office:
        with office.read() as reader:
            found = digest(reader.connection)
            assert (found.digest, found.rows) == (expected["digest"], expected["rows"])
            assert ledger.count(reader, LedgerQuery()) == expected["matters"]
            assert len(history_bin.trash(reader)) == expected["trash"]
        with office.write("matter.add", words="新增 1 项") as work:
            matters.add(work, {"title": "接着办"})
        assert audit_verify(office).ok
        assert check(office).ok
        with office.read() as reader:
            stations = reader.connection.execute("SELECT count(*), sum(own) FROM station").fetchone()
        # Another computer made this ledger, so the first write here began a new station.
        assert stations == (2, 1)


def test_lists_of_another_shape_are_computed_anew(tmp_path: Path) -> None:
    root = tmp_path / "台账"
    shutil.copytree(OLD[-1], root)
    (root / "expected.json").unlink()
    with open_office(root) as office, office.read() as reader:
        before = ledger.page(reader, LedgerQuery())
    with open_office(root) as office:
        raw = office.engine.raw_connection().dbapi_connection
        assert raw is not None
        raw.execute("DROP TABLE ledger_tally")
        raw.execute("CREATE TABLE ledger_tally (stage TEXT, n INTEGER)")
        raw.execute("ALTER TABLE ledger_row DROP COLUMN light_why")
    with open_office(root) as office, office.read() as reader:
        assert ledger.page(reader, LedgerQuery()) == before
        assert ledger.tallies(reader, LedgerQuery()).rows == len(before)
        assert check(office).ok


def test_a_newer_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    root = tmp_path / "台账"
    shutil.copytree(OLD[-1], root)
    with open_office(root) as office:
        raw = office.engine.raw_connection().dbapi_connection
        assert raw is not None
        raw.execute(f"PRAGMA user_version={SCHEMA + 1}")
    with pytest.raises(NewerVersionError, match="请先升级程序"):
        open_office(root)
