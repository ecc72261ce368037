"""Which numbers of a pattern are taken: by the numbers themselves, whatever rule their ledger has by now."""

from ducha_desktop.domain.numbering import Number, format_number, number_frame
from ducha_desktop.storage.connection import Connection


def last_number(connection: Connection, pattern: str, year: int) -> int:
    """The highest number of the pattern's year, deleted matters included; 0 before the first."""
    before, after = number_frame(pattern, year)
    # Walked from the highest number down: the first that is of this pattern ends the search.
    found = connection.execute(
        "SELECT number_seq FROM matter WHERE number_year=? AND number = ? || number_seq || ?"
        " ORDER BY number_year DESC, number_seq DESC LIMIT 1",
        (year, before, after),
    ).fetchone()
    return int(found[0]) if found else 0


def next_number(connection: Connection, pattern: str, year: int, *, after: int | None = None) -> Number:
    """The next number of a pattern that no matter has ever had.

    Args:
        connection: any connection.
        pattern: the number rule of a ledger.
        year: the year of the number.
        after: the last one, where the caller knows it.
    """
    n = last_number(connection, pattern, year) if after is None else after
    while True:
        n += 1
        number = Number(year, n)
        taken = connection.execute(
            "SELECT 1 FROM matter WHERE number=? LIMIT 1", (format_number(number, pattern),)
        ).fetchone()
        if taken is None:
            return number
