"""Spans of days and units as they are typed behind owed, duty, contact and burden."""

import argparse
from collections.abc import Sequence
from datetime import date

from ducha_desktop.cli.frame import Call, day
from ducha_desktop.domain.cycle_words import read_span
from ducha_desktop.domain.cycles import Span
from ducha_desktop.domain.errors import NotFoundError, WrongUseError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services.office import Reader


def spans() -> argparse.ArgumentParser:
    """The options that name units and days."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--unit", action="append", default=[], metavar="单位")
    parser.add_argument("--week", metavar="周", help="如 2026-W47")
    parser.add_argument("--month", metavar="月", help="如 2026-11")
    parser.add_argument("--from", dest="first", type=day, metavar="日期")
    parser.add_argument("--to", dest="last", type=day, metavar="日期")
    return parser


def span_of(call: Call, usual: Span) -> Span:
    """The days asked for; at most one of week, month, and from … to."""
    given = [bool(call.week), bool(call.month), bool(call.first or call.last)]
    if sum(given) > 1:
        raise WrongUseError("--week、--month 和 --from/--to 只能用一种。没有做任何事。请改正。")
    if call.week or call.month:
        return read_span(call.week or call.month)
    if not (call.first or call.last):
        return usual
    first, last = call.first or usual.first, call.last or usual.last
    if last < first:
        raise WrongUseError("--to 早于 --from。没有做任何事。请改正。")
    return Span(first, last)


def units_meant(reader: Reader, words: Sequence[str]) -> tuple[str, ...]:
    """Uids of the units as the register has them, short names and aliases too."""
    from ducha_desktop.services.lookup_names import named
    from ducha_desktop.storage.queries.obligations import units

    if not words:
        return ()
    query, unknown = named(reader, LedgerQuery(leads=tuple(words)))
    if unknown:
        raise NotFoundError(f"{unknown[0].rstrip('。')}。没有做任何事。请核对单位名称。")
    return tuple(
        unit.uid for unit in units(reader.connection) if unit.uid in query.leads or unit.name in query.leads
    )


def day_of(text: str) -> date:
    """A day of the period that is meant."""
    try:
        return day(text)
    except argparse.ArgumentTypeError:
        return read_span(text).first
