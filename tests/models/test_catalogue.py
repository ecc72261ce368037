"""The tables: all strict, all with an identity and a tombstone, all known to the journal."""

import pytest
from sqlalchemy.dialects.sqlite import dialect
from sqlalchemy.schema import CreateTable

from ducha_desktop.models.base import Row, metadata
from ducha_desktop.models.catalogue import DIGESTED, JOURNALLED

TABLES = sorted(metadata.tables)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_strict_and_of_plain_types(name: str) -> None:
    ddl = str(CreateTable(metadata.tables[name]).compile(dialect=dialect()))
    assert "STRICT" in ddl
    for column in metadata.tables[name].columns:
        assert column.type.compile(dialect=dialect()) in ("TEXT", "INTEGER", "REAL"), column


def test_the_journal_knows_every_business_table() -> None:
    assert set(JOURNALLED) | {"entry", "change"} == set(TABLES)
    assert set(DIGESTED) <= set(JOURNALLED)
    for name, model in JOURNALLED.items():
        assert issubclass(model, Row)
        columns = metadata.tables[name].columns
        assert columns["uid"].unique
        assert {"id", "uid", "deleted_at"} <= set(columns.keys())


def test_references_point_to_identities() -> None:
    for table in metadata.tables.values():
        for key in table.foreign_keys:
            assert key.column.name == ("uid" if key.column.table.name != "entry" else "seq"), (
                table.name,
                key,
            )
