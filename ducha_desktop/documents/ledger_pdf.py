"""The filtered ledger as a printable PDF: lying A3 or A4, heading on every page, sums and signatures at the end.

One pass over the rows; the pages wait as finished streams for their number, because the foot says
第 i 页 共 n 页. Equal rows and the same day give equal bytes.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from ducha_desktop.documents.ledger_press import LedgerPress
from ducha_desktop.documents.look import SHEETS
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.services.ledger_columns import LedgerRow, chosen_columns
from ducha_desktop.services.ledger_tally import LedgerTally
from ducha_desktop.services.outline_export import Band
from ducha_desktop.services.views import MatterRow

A4_KEYS: tuple[str, ...] = (
    *(
        "serial",
        "number",
        "title",
        "lead_unit",
        "co_units",
        "liaison_leaders",
        "responsible_leaders",
        "persons",
    ),
    *("due", "status", "light", "days_left", "progress_percent"),
)
"""Columns of a ledger on A4 that names none."""


Tick = Callable[[int], None]
"""Told how many rows have been set; may raise to give up."""


def render_ledger(  # noqa: PLR0913 - the whole paper in one call
    rows: Iterable[LedgerRow] | Iterable[Band | MatterRow],
    *,
    title: str,
    office: str,
    today: date,
    paper: str = "A4",
    columns: Sequence[str] | None = None,
    grouped: bool = True,
    tick: Tick | None = None,
) -> bytes:
    """Print the ledger.

    Args:
        rows: in the order they shall stand in, which is the official order unless the clerk chose another;
            with the lines over their groups among them, where they are arranged.
        title: the words over the table.
        office: the unit that prints.
        today: the business date; also the file's date.
        paper: `A3` or `A4`, always lying.
        columns: keys of `services.ledger_columns`; a fitting set when None.
        grouped: a band with its count before each ledger, when there are several.
        tick: progress.

    Returns:
        The PDF.

    Raises:
        WrongUseError: no such paper, or a column that does not exist or that these rows do not have.
    """
    if paper not in SHEETS:
        raise WrongUseError(f"没有“{paper}”这种纸张，可选 {'、'.join(SHEETS)}。没有生成文件。")
    lines: list[Band | LedgerRow] = list(rows)
    members = [each for each in lines if not isinstance(each, Band)]
    arranged = len(members) < len(lines)
    groups = _groups(members) if grouped and not arranged else [("", lines)]
    chosen = chosen_columns(_keys(paper, banded=len(groups) > 1) if columns is None else columns)
    press = LedgerPress(SHEETS[paper], chosen, title=title, office=office, today=today)
    press.open(len(members))
    tally = LedgerTally()
    done = 0
    for name, some in groups:
        if len(groups) > 1:
            press.band(name, len(some))
        for row in some:
            if isinstance(row, Band):
                press.group(row.words, top=row.level == 0)
                continue
            tally.add(row)
            press.row(row)
            done += 1
            if tick is not None:
                tick(done)
    press.close(tally.sentence())
    return press.finish()


def _keys(paper: str, *, banded: bool) -> tuple[str, ...]:
    """A3 has room for the source, and for the ledger where no band names it."""
    if paper == "A4":
        return A4_KEYS
    more = ("source",) if banded else ("ledger", "source")
    return (*A4_KEYS[:3], *more, *A4_KEYS[3:])


def _groups(rows: Sequence[LedgerRow]) -> list[tuple[str, Sequence[Band | LedgerRow]]]:
    """Rows by ledger, ledgers in the order they come in."""
    found: dict[str, list[Band | LedgerRow]] = {}
    for row in rows:
        line = row if isinstance(row, MatterRow) else row.row
        found.setdefault(line.ledger, []).append(row)
    return list(found.items())
