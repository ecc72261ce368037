"""Renders whole batches: every holder's summary and cards, one file or one file each."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from ducha_desktop.cards.compose import Sheet, compose
from ducha_desktop.cards.impose import PAPERS, Layout, place
from ducha_desktop.cards.kinds import Office
from ducha_desktop.cards.masthead import Place
from ducha_desktop.cards.summary import draw_summary
from ducha_desktop.services.papers import CardBatch, HolderSet
from ducha_desktop.typeset.metadata import Imprint
from ducha_desktop.typeset.paper import A4
from ducha_desktop.typeset.pdf_file import Bookmark, PdfFile

_UNSAFE = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)$", re.IGNORECASE)
_LONGEST_NAME = 80


class Content(StrEnum):
    """What is printed of each holder."""

    CARDS = "cards"
    SUMMARY = "summary"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished PDF.

    Attributes:
        cards: cards without summaries and continuation sheets.
        summaries: summary sheets, one per holder however long.
        pages: pages of the file.
        warnings: sentences for the user, such as characters no font has.
        first_pages: index of each holder's first page, in the order of the batch.
    """

    pdf: bytes
    cards: int
    summaries: int
    pages: int
    warnings: tuple[str, ...]
    first_pages: tuple[int, ...]


Tick = Callable[[int], None]
"""Told how many of the batch's cards are done with, before the first and after every one; may raise to give up.

Of summaries alone the cards count as done with when their holder's sheet stands, so that the last number is
always that of all cards of the batch.
"""


def render(
    batch: CardBatch,
    *,
    layout: Layout = Layout.TWO_UP,
    content: Content = Content.BOTH,
    duplex: bool = False,
    tick: Tick | None = None,
) -> Rendered:
    """Draw a batch as one PDF with a bookmark per level and holder.

    Args:
        batch: what to print; the same batch gives the same bytes.
        layout: two to an A4 sheet, or one each on A5 or A4 (enlarged by √2).
        content: summary sheets, cards or both.
        duplex: add a blank page where needed, so that every holder's set begins on a front.
        tick: progress.
    """
    file = PdfFile(_imprint(batch, content))
    office = Office(batch.issuer, batch.contact, batch.on)
    blank = A4 if content is Content.SUMMARY else PAPERS[layout]
    tick = tick or _nobody
    first_pages: list[int] = []
    done = 0
    tick(done)
    for holder_set in batch.sets:
        if duplex and file.pages % 2:
            file.add_page("", blank)
        first_pages.append(file.pages)
        if content is not Content.CARDS:
            draw_summary(file, holder_set, office)
        if content is not Content.SUMMARY:
            place(file, _sheets(holder_set, office, _after(done, tick)), layout)
        done += len(holder_set.cards)
        if content is Content.SUMMARY:
            tick(done)
    if not file.pages:
        file.add_page("", blank)
    pdf = file.finish(_bookmarks(batch, first_pages, file.pages))
    return Rendered(
        pdf,
        0 if content is Content.SUMMARY else done,
        0 if content is Content.CARDS else len(batch.sets),
        file.pages,
        tuple(dict.fromkeys([*batch.notes, *file.warnings])),
        tuple(first_pages),
    )


def render_files(
    batch: CardBatch,
    *,
    layout: Layout = Layout.TWO_UP,
    content: Content = Content.BOTH,
    duplex: bool = False,
    tick: Tick | None = None,
) -> Iterator[tuple[str, Rendered]]:
    """Draw one PDF per holder, each when it is asked for.

    Args:
        batch: what to print.
        layout: as of `render`.
        content: summary sheets, cards or both.
        duplex: as of `render`.
        tick: progress over the whole batch, not over one holder.

    Yields:
        A file name `级别_姓名或单位.pdf` that is valid on Windows and unique in the batch, and the PDF.
    """
    used: set[str] = set()
    done = 0
    for holder_set in batch.sets:
        name = file_name(holder_set, used)
        alone = replace(batch, sets=(holder_set,))
        ticking = _after(done, tick or _nobody)
        yield name, render(alone, layout=layout, content=content, duplex=duplex, tick=ticking)
        done += len(holder_set.cards)


def file_name(holder_set: HolderSet, used: set[str]) -> str:
    """`责任卡_陈立群.pdf`; a second holder of the same name gets `（2）`. Adds the name to `used`."""
    holder = _UNSAFE.sub("", holder_set.holder).strip(" .")[:_LONGEST_NAME].strip(" .") or "未定"
    if _DEVICES.match(holder):
        holder = f"_{holder}"
    stem = f"{holder_set.level.word}_{holder}"
    name, number = f"{stem}.pdf", 2
    while name.casefold() in used:
        name, number = f"{stem}（{number}）.pdf", number + 1
    used.add(name.casefold())
    return name


def _nobody(done: int) -> None:
    """Nobody wants to know."""


def _after(before: int, tick: Tick) -> Tick:
    """`tick` told of cards that come after `before` others."""
    return lambda done: tick(before + done)


def _sheets(holder_set: HolderSet, office: Office, tick: Tick) -> Iterator[Sheet]:
    """A holder's sheets, each composed when it is placed."""
    count = len(holder_set.cards)
    for number, card in enumerate(holder_set.cards, 1):
        yield from compose(card, Place(number, count), office)
        tick(number)


def _imprint(batch: CardBatch, content: Content) -> Imprint:
    words = list(dict.fromkeys(holder_set.level.word for holder_set in batch.sets)) or ["督办卡"]
    kind = "清单" if content is Content.SUMMARY else ""
    title = "、".join(words) + kind
    if len(batch.sets) == 1:
        title = f"{title}（{batch.sets[0].holder}）"
    return Imprint(title, batch.issuer, "三级督办责任卡", batch.on, "督查督办")


def _bookmarks(batch: CardBatch, first_pages: list[int], pages: int) -> list[Bookmark]:
    """Levels in the order of the batch, the holders below them."""
    levels: list[Bookmark] = []
    for holder_set, page in zip(batch.sets, first_pages, strict=True):
        entry = Bookmark("　".join(filter(None, (holder_set.holder, holder_set.post))), min(page, pages - 1))
        word = holder_set.level.word
        if levels and levels[-1].title == word:
            levels[-1] = replace(levels[-1], below=(*levels[-1].below, entry))
        else:
            levels.append(Bookmark(word, entry.page, (entry,)))
    return levels
