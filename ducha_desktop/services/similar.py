"""Duplicates found on registration: living matters with the same or nearly the same title, earlier years too."""

from collections.abc import Collection

from ducha_desktop.domain.likeness import NEAR, NEAR_WITH_UNIT, SAME, folded, likeness, phrases
from ducha_desktop.domain.states import State
from ducha_desktop.services.office import Reader
from ducha_desktop.services.origin_views import Similar
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.queries.origins import alike
from ducha_desktop.storage.search_index import match_expression

MOST, CANDIDATES = 5, 300
_CANCELLED = State.CANCELLED.value


def similar(
    reader: Reader, title: str, *, lead_unit: str = "", but: Collection[str] = (), most: int = MOST
) -> tuple[Similar, ...]:
    """The living matters that may be the one a clerk is about to register, the most alike first.

    Args:
        reader: a reader of the present.
        title: of the new matter.
        lead_unit: its lead unit as typed; one that leads the other, too, makes titles count that are less alike.
        but: uids to leave out.
        most: at most so many.
    """
    return similar_in(
        reader.connection, title, lead_unit=lead_unit, but=but, year=reader.today.year, most=most
    )


def similar_in(
    connection: Connection,
    title: str,
    *,
    year: int,
    lead_unit: str = "",
    but: Collection[str] = (),
    most: int = MOST,
) -> tuple[Similar, ...]:
    """As `similar`, on any connection; `year` is the present one."""
    wanted, unit = folded(title), _unit(lead_unit)
    expression = " OR ".join(f"({match})" for part in phrases(title) if (match := match_expression(part)))
    if not wanted or not expression:
        return ()
    found: list[Similar] = []
    for uid, number, other, ledger, lead, state, registered in alike(connection, expression, CANDIDATES):
        if uid in but or state == _CANCELLED:
            continue
        score, same_unit = likeness(wanted, folded(other)), bool(unit) and _unit(lead) == unit
        if score >= (NEAR_WITH_UNIT if same_unit else NEAR):
            why = _why(score, same_unit=same_unit, registered=registered, year=year)
            found.append(Similar(uid, number, other, ledger, lead, state, round(score, 3), why))
    return tuple(sorted(found, key=lambda each: -each.score)[:most])


def _unit(words: str) -> str:
    """A unit's name as it is compared: the first of several, without the level word before it."""
    return words.replace("，", "、").split("、")[0].strip().removeprefix("县")


def _why(score: float, *, same_unit: bool, registered: str | None, year: int) -> str:
    parts = ["标题相同" if score >= SAME else f"标题相近（{score:.0%}）"]
    if same_unit:
        parts.append("牵头单位相同")
    if registered and registered[:4] != str(year):
        parts.append(f"{registered[:4]}年登记")
    return "，".join(parts)
