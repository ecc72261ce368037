"""The mapping of a sheet: the proposal, the clerk's own choice before it, and remembered mappings."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.fields import BY_KEY, EXTRA_PREFIX, extra_name, label_of
from ducha_desktop.exchange.choice import Choice, shapes
from ducha_desktop.exchange.gaps import fill_gaps
from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.headings import Column, HeadingBlock
from ducha_desktop.exchange.labels import bare, field_key, is_serial, squash
from ducha_desktop.exchange.own_export import is_verbatim, own_fields


@dataclass(frozen=True, slots=True)
class Proposal:
    """Field of every column, with the certainty of the choice.

    Attributes:
        fields: column index → field key; columns without a field are left out.
        scores: column index → 0 to 100; 100 for an exact word or the user's own choice.
        serials: columns that merely number the rows.
        extras: column index → name of the extra field it holds; such columns are not in `fields`.
    """

    fields: dict[int, str]
    scores: dict[int, float]
    serials: frozenset[int]
    extras: dict[int, str] = field(default_factory=dict)

    def key(self, index: int) -> str:
        """The field of a column, common or extra; empty for a column left aside."""
        name = self.extras.get(index)
        return EXTRA_PREFIX + name if name else self.fields.get(index, "")


def likeness(remembered: Iterable[str], headings: Iterable[str]) -> float:
    """Share of the headings of a remembered mapping that a file has, 0 to 1."""
    own = {squash(heading) for heading in remembered}
    return len(own & {squash(heading) for heading in headings}) / len(own) if own else 0.0


def propose(
    grid: Grid,
    block: HeadingBlock,
    chosen: Mapping[str, str] | None = None,
    *,
    extras: Collection[str] = (),
) -> Proposal:
    """Propose a field for every column; `chosen` (heading → field, empty to leave aside) goes first.

    Args:
        grid: the sheet.
        block: its heading.
        chosen: what the user decided.
        extras: names of the extra fields that the ledgers have.

    Raises:
        WrongUseError: `chosen` names a heading or field that does not exist, or a field twice.
    """
    columns = block.columns
    fixed = own_fields(columns) | _extra_fields(columns, extras) | _fixed(columns, chosen or {})
    extra = {index: name for index, key in fixed.items() if (name := extra_name(key))}
    fixed |= dict.fromkeys(extra, "")
    work = Choice(columns, shapes(grid, block), fixed)
    work.serials(grid, block)
    work.contents(grid, block)
    work.titles()
    work.others()
    work.second_choices()
    work.deadlines(grid, block)
    work.ensure_title()
    fill_gaps(work, grid, block)
    # A running number that the user leaves aside is one still: no words to keep beside the matter.
    aside = {c.index for c in columns if fixed.get(c.index) == "" and is_serial(c.leaf)} - extra.keys()
    return Proposal(dict(sorted(work.fields.items())), work.scores, frozenset(work.serial | aside), extra)


def _extra_fields(columns: Sequence[Column], names: Collection[str]) -> dict[int, str]:
    """The columns headed like an extra field, unless the heading is the word of a common field elsewhere."""
    known = {squash(name): name for name in names}
    ours = bool(known) and is_verbatim(columns)
    return {
        column.index: EXTRA_PREFIX + known[squash(column.name)]
        for column in columns
        if squash(column.name) in known and (ours or not field_key(column.name))
    }


def _fixed(columns: Sequence[Column], chosen: Mapping[str, str]) -> dict[int, str]:
    fixed: dict[int, str] = {}
    for heading, name in chosen.items():
        key = name if extra_name(name) else field_key(name) if name else ""
        if name and not key:
            known = "、".join(spec.label for spec in BY_KEY.values())
            raise WrongUseError(f"没有“{name}”这个字段，没有导入任何内容。可用的字段有：{known}。")
        column = find_column(columns, heading)
        if column is None:
            continue
        if key and key in fixed.values():
            raise WrongUseError(f"字段“{label_of(key)}”对应了两列，没有导入任何内容。请只选一列。")
        fixed[column.index] = key
    return fixed


def find_column(columns: Sequence[Column], heading: str) -> Column | None:
    """The column a user means: by its name, its lowest word, or its name without brackets."""
    named = [column for column in columns if column.name]
    ways: tuple[Callable[[Column], bool], ...] = (
        lambda column: squash(column.name) == squash(heading),
        lambda column: squash(column.leaf) == squash(heading),
        lambda column: bare(column.name) == bare(heading),
    )
    return next((column for way in ways for column in named if way(column)), None)


def has_heading(columns: Sequence[Column], heading: str) -> bool:
    """Whether the sheet has that heading."""
    return find_column(columns, heading) is not None
