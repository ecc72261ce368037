"""The chain of entries: what it writes, and every way of tampering that it finds."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.models.catalogue import JOURNALLED
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import matters
from ducha_desktop.services.founding import found
from ducha_desktop.services.office import Office
from ducha_desktop.storage import journal

VALUES = (
    st.none()
    | st.text(st.characters(exclude_categories=("Cs",)))
    | st.integers(-(2**53), 2**53)
    | st.floats(allow_nan=False, allow_infinity=False)
)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with found(tmp_path / "台账", county="云岭县", clock=FixedClock(date(2026, 11, 22))) as made:
        for title in ("甲", "乙", "丙", "丁"):
            with made.write("matter.add", words=f"新增{title}") as work:
                matters.add(work, {"title": title})
        yield made


def raw(office: Office) -> Any:
    """The database behind the program's back, its guards taken off."""
    connection = office.engine.raw_connection().dbapi_connection
    assert connection is not None
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type='trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("PRAGMA foreign_keys=OFF")
    return connection


def verdict(office: Office, *, since: int = 0) -> journal.Verdict:
    with office.read() as reader:
        return journal.verify(reader.connection, office.chain_key, since=since)


@given(st.dictionaries(st.sampled_from(["title", "due", "state"]), st.tuples(VALUES, VALUES)))
def test_changes_are_json_in_the_order_of_names(pairs: dict[str, tuple[Any, Any]]) -> None:
    text = journal.fields_json([(name, old, new) for name, (old, new) in pairs.items()])
    read = json.loads(text)
    assert read == {name: list(pair) for name, pair in pairs.items()}
    assert list(read) == sorted(read)


@pytest.mark.parametrize("table", sorted(JOURNALLED))
def test_an_untouched_row_is_its_defaults(table: str) -> None:
    base = journal.defaults(table)
    assert "id" not in base
    assert base["deleted_at"] is None
    assert all(value is None or isinstance(value, str | int | float) for value in base.values())
    assert journal.defaults(table) is base


def test_an_honest_chain_verifies_from_any_entry(office: Office) -> None:
    assert verdict(office) == journal.Verdict(ok=True, entries=5, first_bad=None)
    assert verdict(office, since=3) == journal.Verdict(ok=True, entries=2, first_bad=None)
    assert verdict(office, since=5).entries == 0


@pytest.mark.parametrize(
    ("tampering", "first_bad"),
    [
        ("UPDATE entry SET words='别的' WHERE seq=3", 3),
        ("UPDATE entry SET business_date='2020-01-01' WHERE seq=2", 2),
        ("UPDATE entry SET user='别人' WHERE seq=5", 5),
        ("UPDATE entry SET rows=9 WHERE seq=4", 4),
        ("UPDATE entry SET hash=(SELECT hash FROM entry WHERE seq=2) WHERE seq=3", 3),
        ("UPDATE change SET kind='delete' WHERE entry=4 AND n=0", 4),
        ("UPDATE change SET row_uid='x' WHERE entry=3 AND n=0", 3),
        ("DELETE FROM change WHERE entry=3", 3),
        (
            "INSERT INTO change SELECT 3, 99, table_name, row_uid, kind, fields FROM change WHERE entry=4 AND n=0",
            3,
        ),
        ("INSERT INTO change SELECT 77, n, table_name, row_uid, kind, fields FROM change WHERE entry=4", 77),
        ("DELETE FROM change WHERE entry=3; DELETE FROM entry WHERE seq=3", 4),
        (
            "UPDATE entry SET seq=99 WHERE seq=3; UPDATE entry SET seq=3 WHERE seq=4; UPDATE entry SET seq=4 WHERE seq=99",
            3,
        ),
    ],
)
def test_whatever_is_changed_is_found_at_its_place(office: Office, tampering: str, first_bad: int) -> None:
    connection = raw(office)
    for statement in tampering.split("; "):
        assert connection.execute(statement).rowcount > 0
    found = verdict(office)
    assert (found.ok, found.first_bad) == (False, first_bad)


def test_entries_and_changes_cannot_be_changed_through_the_database(office: Office) -> None:
    connection = office.engine.raw_connection().dbapi_connection
    assert connection is not None
    for statement in (
        "UPDATE entry SET words=''", "DELETE FROM entry", "UPDATE change SET fields='{}'", "DELETE FROM change",
    ):  # fmt: skip
        with pytest.raises(Exception, match="append-only"):
            connection.execute(statement)
    assert verdict(office).ok
