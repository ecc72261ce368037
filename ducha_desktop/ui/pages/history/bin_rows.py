"""The recycle bin as lines of a table: what one act deleted is one line that unfolds."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from ducha_desktop.services.history_bin import TrashView
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.widgets.moments import moment

_ALONE, _FOLDED, _UNFOLDED, _WITHIN = "", "▸ ", "▾ ", "　　"


@dataclass(frozen=True, slots=True)
class BinRow:
    """One line: a deleted thing, or an act that deleted several.

    Attributes:
        things: what restoring this line brings back.
        lead: what stands before the words: an arrow of an act, an indent of a thing within one.
    """

    things: tuple[TrashView, ...]
    lead: str = _ALONE

    @property
    def is_group(self) -> bool:
        """Whether it is an act that deleted several things."""
        return self.lead in {_FOLDED, _UNFOLDED}

    @property
    def is_unfolded(self) -> bool:
        """Whether its things are listed below it."""
        return self.lead == _UNFOLDED

    @property
    def is_within(self) -> bool:
        """Whether it is listed below its act."""
        return self.lead == _WITHIN

    @property
    def entry(self) -> int:
        """The act that deleted it."""
        return self.things[0].entry

    @property
    def uids(self) -> tuple[str, ...]:
        """What restoring this line brings back."""
        return tuple(thing.uid for thing in self.things)


def lines(things: Sequence[TrashView], unfolded: Collection[int]) -> Iterator[BinRow]:
    """The lines of a bin, with the things of the unfolded acts below them."""
    for entry, group in groupby(things, key=lambda thing: thing.entry):
        members = tuple(group)
        if len(members) == 1:
            yield BinRow(members)
            continue
        shown = entry in unfolded
        yield BinRow(members, _UNFOLDED if shown else _FOLDED)
        if shown:
            yield from (BinRow((member,), _WITHIN) for member in members)


def _number(line: BinRow) -> str:
    if line.is_group:
        return f"{line.lead}{len(line.things):,} 项"
    thing = line.things[0]
    number = "附件" if thing.kind == "attachment" else thing.number.removeprefix("督办")
    return (_WITHIN if line.is_within else "") + number


def _title(line: BinRow) -> str:
    first = line.things[0]
    if not line.is_group:
        return first.title
    names = "、".join(thing.title for thing in line.things[:3])
    return f"{names} 等" if len(line.things) > len(line.things[:3]) else names


def _place(line: BinRow) -> str:
    places = dict.fromkeys(thing.ledger for thing in line.things)
    return next(iter(places)) if len(places) == 1 else f"{len(places)} 处"


BIN: tuple[Column[BinRow], ...] = (
    Column("编号", "number", _number, 152),
    Column("事项或附件", "title", _title, 0, tone=lambda line: "soft" if line.is_group else ""),
    Column("还原到", "place", _place, 130, 110),
    Column("删除时间", "at", lambda line: moment(line.things[0].at), 140),
    Column("删除人", "user", lambda line: line.things[0].user, 84),
    Column(
        "所属操作",
        "words",
        lambda line: line.things[0].words.removeprefix("恢复："),
        280,
        180,
        1,
        tone=lambda _line: "soft",
    ),
)
