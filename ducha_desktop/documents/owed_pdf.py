"""催报清单: who owes what by when, as it is printed and kept; a band before each unit."""

from ducha_desktop.documents.ledger_layout import PlainRow
from ducha_desktop.documents.ledger_press import LedgerPress
from ducha_desktop.documents.look import SHEETS
from ducha_desktop.services.ledger_columns import SERIAL, Cell, LedgerColumn, Shape
from ducha_desktop.services.obligations import OwedLine, OwedList
from ducha_desktop.services.obligations_words import heading, tally_sentence


def _nothing(_row: object) -> Cell:
    """The cells are given row by row."""
    return None


_COLUMNS = (
    SERIAL,
    LedgerColumn("title", "应报内容", Shape.LONG, _nothing),
    LedgerColumn("number", "事项编号", Shape.TEXT, _nothing),
    LedgerColumn("cycle", "周期", Shape.WORD, _nothing),
    LedgerColumn("period", "期次", Shape.TEXT, _nothing),
    LedgerColumn("due", "应报日期", Shape.DATE, _nothing),
    LedgerColumn("standing", "情况", Shape.WORD, _nothing),
    LedgerColumn("made_on", "报送日期", Shape.DATE, _nothing),
    LedgerColumn("remarks", "催报记录", Shape.TEXT, _nothing),
)


def render_owed(found: OwedList, *, office: str, paper: str = "A4") -> bytes:
    """Print the list; equal lists give equal bytes.

    Args:
        found: the list.
        office: the unit that prints.
        paper: `A3` or `A4`, lying.
    """
    press = LedgerPress(SHEETS[paper], _COLUMNS, title=heading(found), office=office, today=found.today)
    press.open(len(found.lines))
    for unit in found.units:
        press.band(unit.name, len(unit.lines))
        for line in unit.lines:
            press.row(_row(line))
    press.close(tally_sentence(found.tally))
    return press.finish()


def _row(line: OwedLine) -> PlainRow:
    what = (line.title, line.number, line.cycle, line.period)
    return PlainRow((None, *what, line.due, line.standing.word, line.made_on, ""))
