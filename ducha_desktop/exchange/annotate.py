"""A copy of somebody's workbook with every problem marked in its cell, to send back and have mended.

The copy is made in the limited worker, for it parses the foreign file once more (`exchange.marking`).
"""

from collections.abc import Sequence
from pathlib import Path

from ducha_desktop.exchange.worker import Parser
from ducha_desktop.runtime.atomic import write_atomic
from ducha_desktop.services.drafts import RowProblem


def annotate(
    path: Path | str,
    problems: Sequence[RowProblem],
    out: Path | str,
    *,
    password: str | None = None,
    parser: Parser | None = None,
) -> None:
    """Save a copy of a foreign workbook with comments, red cells, a column and a sheet of problems.

    Args:
        path: their file; it is not changed.
        problems: as `read_ledger` or the judging of the import gave them.
        out: the `.xlsx` to write, replaced atomically.
        password: opens an encrypted file; the copy has none.
        parser: a running worker to use.

    Raises:
        DuchaError: their file cannot be read any more.
    """
    plain = [(p.sheet, p.row, p.column, p.value, p.why, p.refuses) for p in problems]
    if parser is not None:
        data = parser.annotated(Path(path), plain, password)
    else:
        with Parser() as own:
            data = own.annotated(Path(path), plain, password)
    write_atomic(Path(out), data)
