"""What the names of a row say to each other: one lead, people among units, the leader of a sheet."""

from collections.abc import Iterable, Mapping

from ducha_desktop.domain.unit_names import is_collective
from ducha_desktop.services.drafts import DraftRow, Named
from ducha_desktop.services.namebook import NameBook

LEADER_OF_SHEET = "表里没有领导一列，按工作表的名称把“{name}”登记为责任领导"
NO_LEAD = "“{name}”是合称，不能单独牵头，请确定牵头单位"

_LEADERS = frozenset({"responsible_leaders", "liaison_leaders"})
_PEOPLE = ("responsible_leaders", "liaison_leaders", "persons")
_UNITS = ("lead_unit", "co_units")


def settle_lead(named: dict[str, list[Named]]) -> str:
    """Of several responsible units the first leads, unless one is marked 牵头 (`exchange.md` §5).

    Returns:
        What is wrong with the lead, in Chinese; empty when nothing is.
    """
    leads = named["lead_unit"]
    if not leads:
        return ""
    marked = [name for name in leads if name.role == "lead"]
    lead = marked[0] if marked else leads[0]
    rest = [name for name in leads if name is not lead]
    named["lead_unit"] = [lead]
    named["co_units"] = _unique([*rest, *named["co_units"]], without=lead)
    return NO_LEAD.format(name=lead.name) if is_collective(lead.name) and not lead.uid else ""


def take_people(named: dict[str, list[Named]], fields: Mapping[str, str], book: NameBook) -> None:
    """The people that stand among the units of the row, and those of one name told apart by its units."""
    units = row_units(named)
    for key in _UNITS:
        for person in book.beside(fields[key], units) if key in fields else ():
            if all(person.name != known.name for known in named["persons"]):
                named["persons"].append(person)


def take_units(named: dict[str, list[Named]], fields: Mapping[str, str], book: NameBook) -> None:
    """The units that stand among the people of the row: its lead where it has none, else co-units."""
    for key in _PEOPLE:
        for unit in book.units_among(fields[key]) if key in fields else ():
            if unit.name not in row_units(named):
                named["co_units" if named["lead_unit"] else "lead_unit"].append(unit)


def row_units(named: Mapping[str, list[Named]]) -> tuple[str, ...]:
    """The units of a row as the register calls them, the lead first."""
    return tuple(name.name for key in (*_UNITS, "townships") for name in named[key])


def sheet_leaders(rows: Iterable[DraftRow], book: NameBook) -> dict[str, Named]:
    """Sheet → the leader it is named after, for sheets without a leader in any row."""
    sheets: dict[str, bool] = {}
    for row in rows:
        sheets[row.sheet] = sheets.get(row.sheet, False) or not _LEADERS.isdisjoint(row.fields)
    found = {sheet: book.leader(sheet) for sheet, has_leaders in sheets.items() if not has_leaders}
    return {sheet: leader for sheet, leader in found.items() if leader is not None}


def _unique(names: list[Named], *, without: Named) -> list[Named]:
    found: dict[str, Named] = {}
    for name in names:
        if name.name != without.name:
            found.setdefault(name.name, name)
    return list(found.values())
