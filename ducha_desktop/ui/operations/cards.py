"""The three-level cards: gathered, drawn as PDF, saved one by one, found by what a scanner reads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop.domain.vocabulary import CardLevel, Stage
from ducha_desktop.services.papers import CardBatch, HolderSet
from ducha_desktop.ui.operations import Door, Read, Task

if TYPE_CHECKING:
    from ducha_desktop.cards import Rendered
    from ducha_desktop.services.cards import ScannedCard

LAYOUTS = (("2up", "A4 一页两张（可裁开）"), ("a5", "A5 一页一张"), ("a4", "A4 一页一张"))
CONTENTS = (("both", "清单和卡片"), ("cards", "只要卡片"), ("summary", "只要清单"))


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cards the clerk wants to see.

    Attributes:
        numbers: numbers of matters; empty means all of `stages`.
    """

    levels: tuple[CardLevel, ...]
    stages: tuple[Stage, ...]
    numbers: tuple[str, ...] = ()
    co_units: bool = False


@dataclass(frozen=True, slots=True)
class Press:
    """How cards are drawn: codes of `LAYOUTS` and `CONTENTS`."""

    layout: str = "2up"
    content: str = "both"
    duplex: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A finished PDF and what is in it."""

    pdf: bytes
    cards: int
    summaries: int
    pages: int
    warnings: tuple[str, ...]


def gather(wanted: Wanted) -> Read[CardBatch]:
    """Everything the cards say, by holder in official order."""

    def work(door: Door, task: Task) -> CardBatch:
        from ducha_desktop.services.cards import CardChoice
        from ducha_desktop.services.cards import gather as gather_cards

        choice = CardChoice(
            levels=wanted.levels, numbers=wanted.numbers, stages=wanted.stages, co_units=wanted.co_units
        )
        with door.office.read() as reader:
            task.check()
            return gather_cards(reader, choice)

    return Read(work)


def draw(batch: CardBatch, sets: Sequence[HolderSet], press: Press) -> Read[Drawn]:
    """Draw the sets of some holders as one PDF."""

    def work(_door: Door, task: Task) -> Drawn:
        from ducha_desktop import cards

        total = sum(len(holder.cards) for holder in sets)
        rendered: Rendered = cards.render(
            replace(batch, sets=tuple(sets)),
            layout=cards.Layout(press.layout),
            content=cards.Content(press.content),
            duplex=press.duplex,
            tick=lambda done: task.progress(done, total, f"正在排版 {done:,} / {total:,} 张"),
        )
        return Drawn(rendered.pdf, rendered.cards, rendered.summaries, rendered.pages, rendered.warnings)

    return Read(work)


def scanned(text: str) -> "Read[ScannedCard | None]":
    """The matter behind the QR text of a printed card, and whether the card is still up to date."""

    def work(door: Door, _task: Task) -> "ScannedCard | None":
        from ducha_desktop.services.cards import scan

        with door.office.read() as reader:
            return scan(reader, text)

    return Read(work)


def save_each(batch: CardBatch, sets: Sequence[HolderSet], press: Press, folder: Path) -> Read[int]:
    """Write one PDF per holder into a folder; the result is how many."""

    def work(_door: Door, task: Task) -> int:
        from ducha_desktop import cards
        from ducha_desktop.runtime.atomic import write_atomic

        chosen = replace(batch, sets=tuple(sets))
        files = cards.render_files(
            chosen,
            layout=cards.Layout(press.layout),
            content=cards.Content(press.content),
            duplex=press.duplex,
        )
        written = 0
        for name, rendered in files:
            write_atomic(folder / name, rendered.pdf)
            written += 1
            task.progress(written, len(sets), f"已保存 {written:,} / {len(sets):,} 个文件")
        return written

    return Read(work)
