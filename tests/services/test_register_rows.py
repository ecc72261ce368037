"""What an edit of the register moves in the ledger: nothing where nothing is shown, everything where it is."""

from typing import Any

import pytest

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import history, ledger, matters
from ducha_desktop.services import register_editing as editing
from ducha_desktop.services.office import Office
from ducha_desktop.storage.connection import connect
from ducha_desktop.storage.derived_check import unlike


@pytest.fixture
def led(office: Office) -> tuple[str, str, str]:
    """A matter, its unit and its leader."""
    with office.write("matter.add", words="登记") as work:
        uid = matters.add(
            work, {"title": "修桥", "lead_unit": "县交通局", "responsible_leaders": "陈立群"}
        ).uid
    with office.read() as reader:
        run = reader.connection.execute
        (unit,) = run("SELECT uid FROM unit WHERE name='县交通局'").fetchone()
        (person,) = run("SELECT uid FROM person WHERE name='陈立群'").fetchone()
    return uid, unit, person


def _saved(office: Office, kind: str, values: dict[str, str], uid: str) -> frozenset[str]:
    save = editing.save_unit if kind == "unit" else editing.save_person
    with office.write("register.edit", words="改名册") as work:
        save(work, values, uid)
    return work.changes.matters


def _row(office: Office) -> Any:
    own = connect(office.folder.database, office.database_key, read_only=True)
    try:
        assert unlike(own) == []
    finally:
        own.close()
    with office.read() as reader:
        (row,) = ledger.every(reader, LedgerQuery())
        return row


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("unit", {"name": "县交通局", "short_names": "交通局、交运局", "phone": "0000-1"}),
        ("person", {"name": "陈立群", "aliases": "立群", "phone": "0000-2"}),
    ],
)
def test_what_no_row_shows_moves_no_row(
    office: Office, led: tuple[str, str, str], kind: str, values: dict[str, str]
) -> None:
    before = _row(office)
    assert _saved(office, kind, values, led[1 if kind == "unit" else 2]) == frozenset()
    assert _row(office) == before


@pytest.mark.parametrize(("kind", "name"), [("unit", "县交通运输局"), ("person", "陈立新")])
def test_a_new_name_stands_everywhere_and_is_found(
    office: Office, led: tuple[str, str, str], kind: str, name: str
) -> None:
    before = _row(office)
    assert _saved(office, kind, {"name": name}, led[1 if kind == "unit" else 2]) == {led[0]}
    row = _row(office)
    assert name in {row.lead_unit, *row.responsible_leaders}
    assert row.updated == before.updated, "the matter itself has not changed"
    with office.read() as reader:
        assert ledger.count(reader, LedgerQuery(search=name)) == 1
        asked = LedgerQuery(units=(name,)) if kind == "unit" else LedgerQuery(leaders=(name,))
        assert ledger.tallies(reader, asked).rows == ledger.count(reader, asked) == 1
    history.undo(office)
    assert _row(office) == before
