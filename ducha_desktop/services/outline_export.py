"""The ledger under headings on its way out: the lines of each group behind a line with its name and sub-totals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger
from ducha_desktop.services.ledger_lines import Line
from ducha_desktop.services.office import Reader
from ducha_desktop.services.outline import Folding, Heading, Plan, Stretch
from ducha_desktop.services.outline_groups import GroupOutline
from ducha_desktop.services.outline_tree import Outline, outline_of
from ducha_desktop.services.views import MatterRow
from ducha_desktop.services.wholes import details_of

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Band:
    """The line over a group: its name with its sub-totals, and how deep it stands, from 0."""

    words: str
    level: int


def arranged_details(reader: Reader, query: LedgerQuery, *, keys: Sequence[str]) -> Iterator[Band | Line]:
    """The rows of a query under its headings, with what the columns `keys` need."""
    for part in _parts(reader, query):
        if isinstance(part, Band):
            yield part
        else:
            yield from details_of(reader, part, keys=keys)


def arranged_rows(reader: Reader, query: LedgerQuery) -> Iterator[Band | MatterRow]:
    """The rows of a query under its headings, as the ledger shows them."""
    for part in _parts(reader, query):
        if isinstance(part, Band):
            yield part
        else:
            for start in range(0, len(part), _CHUNK):
                yield from ledger.rows_by_ids(reader, part[start : start + _CHUNK])


def _parts(reader: Reader, query: LedgerQuery) -> Iterator[Band | Sequence[int]]:
    """Lines over groups, and the ids below them."""
    outline = outline_of(query, Folding(every_node=query.tree))
    plan = outline.plan(reader)
    words = _words(reader, outline, plan)
    for part in plan.parts:
        if isinstance(part, Stretch):
            yield outline.ids(reader, part)
        else:
            yield Band(next(words), part.level)


def _words(reader: Reader, outline: Outline, plan: Plan) -> Iterator[str]:
    headings = [part for part in plan.parts if isinstance(part, Heading)]
    figures = outline.figures(reader, headings) if isinstance(outline, GroupOutline) else {}
    for each in headings:
        found = figures.get(each.path)
        said = found.sentence if found is not None else f"共 {each.count} 项"
        yield f"{'　' * each.level}{each.kind}：{each.words}　{said}"
