"""Remembered mappings of headings to fields: one per office that sends ledgers."""

import json

from ducha_desktop.models.register import ImportProfile
from ducha_desktop.services.office import Reader
from ducha_desktop.storage.unit_of_work import UnitOfWork


def profile_names(reader: Reader) -> list[str]:
    """Names of the profiles, latest first."""
    rows = reader.connection.execute(
        "SELECT name FROM import_profile WHERE deleted_at IS NULL ORDER BY id DESC"
    )
    return [row[0] for row in rows.fetchall()]


def load_profile(reader: Reader, name: str) -> dict[str, str] | None:
    """The mapping of a profile, None when there is none of that name."""
    row = reader.connection.execute(
        "SELECT mapping FROM import_profile WHERE name=? AND deleted_at IS NULL ORDER BY id DESC LIMIT 1",
        (name,),
    ).fetchone()
    return None if row is None else dict(json.loads(row[0]))


def save_profile(work: UnitOfWork, name: str, mapping: dict[str, str], *, ledger: str = "") -> None:
    """Remember a mapping under a name; the same name is replaced."""
    for row in work.all(ImportProfile, ImportProfile.name == name):
        row.mapping, row.ledger = dict(mapping), ledger
        work.session.add(row)
        return
    work.add(ImportProfile(name=name, mapping=dict(mapping), ledger=ledger))
