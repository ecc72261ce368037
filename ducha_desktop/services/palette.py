"""What answers to a few letters anywhere in the office: matters, units and people."""

from dataclasses import dataclass

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.origins import OriginKind
from ducha_desktop.services import ledger
from ducha_desktop.services.office import Reader
from ducha_desktop.storage.queries import palette as queries
from ducha_desktop.storage.queries.origins import rows as origin_rows

MOST_MATTERS = 6
MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class PaletteMatter:
    """A matter: its uid, title, and number with lead unit and light; an origin: its kind and number."""

    uid: str
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class PaletteName:
    """A unit or person and the list of what they hold.

    Attributes:
        uid: of the unit or person.
        name: full name.
        note: class of the unit, unit of the person.
        held: the matters they hold a part in.
    """

    uid: str
    name: str
    note: str
    held: LedgerQuery


@dataclass(frozen=True, slots=True)
class PaletteAnswer:
    """All that answers, best first."""

    matters: tuple[PaletteMatter, ...] = ()
    units: tuple[PaletteName, ...] = ()
    people: tuple[PaletteName, ...] = ()
    origins: tuple[PaletteMatter, ...] = ()


def find(reader: Reader, typed: str) -> PaletteAnswer:
    """The few best of each kind; nothing for nothing typed.

    Args:
        reader: a reader of the present.
        typed: words, a number, or pinyin initials.
    """
    text = typed.strip()
    if not text:
        return PaletteAnswer()
    matters = ledger.page(reader, LedgerQuery(search=text), limit=MOST_MATTERS)
    return PaletteAnswer(
        tuple(
            PaletteMatter(
                row.uid, row.title, " · ".join(filter(None, (row.number, row.lead_unit, row.light.word)))
            )
            for row in matters
        ),
        tuple(
            PaletteName(uid, name, note, LedgerQuery(units=(uid,)))
            for uid, name, note in queries.units_like(reader.connection, text, MOST_NAMES)
        ),
        tuple(
            PaletteName(uid, name, note, LedgerQuery(leaders=(uid,)) if leads else LedgerQuery(search=name))
            for uid, name, note, leads in queries.people_like(reader.connection, text, MOST_NAMES)
        ),
        tuple(
            PaletteMatter(row["uid"], row["title"], f"{OriginKind(row['kind']).word} · {row['number']}")
            for row in origin_rows(reader.connection, search=text, limit=MOST_NAMES)
        ),
    )
