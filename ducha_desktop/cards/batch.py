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
"""Told the number of cards drawn so far; may raise to give up."""


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
    first_pages: list[int] = []
    cards = summaries = 0
    for holder_set in batch.sets:
        if duplex and file.pages % 2:
            file.add_page("", blank)
        first_pages.append(file.pages)
        if content is not Content.CARDS:
            draw_summary(file, holder_set, office)
            summaries += 1
        if content is not Content.SUMMARY:
            place(file, _sheets(holder_set, office), layout)
            cards += len(holder_set.cards)
            if tick is not None:
                tick(cards)
    if not file.pages:
        file.add_page("", blank)
    pdf = file.finish(_bookmarks(batch, first_pages, file.pages))
    return Rendered(pdf, cards, summaries, file.pages, tuple(file.warnings), tuple(first_pages))


def render_files(
    batch: CardBatch,
    *,
    layout: Layout = Layout.TWO_UP,
    content: Content = Content.BOTH,
    duplex: bool = False,
) -> Iterator[tuple[str, Rendered]]:
    """Draw one PDF per holder.

    Yields:
        A file name `级别_姓名或单位.pdf` that is valid on Windows and unique in the batch, and the PDF.
    """
    used: set[str] = set()
    for holder_set in batch.sets:
        name = file_name(holder_set, used)
        yield name, render(replace(batch, sets=(holder_set,)), layout=layout, content=content, duplex=duplex)


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


def _sheets(holder_set: HolderSet, office: Office) -> list[Sheet]:
    count = len(holder_set.cards)
    return [
        sheet
        for number, card in enumerate(holder_set.cards, 1)
        for sheet in compose(card, Place(number, count), office)
    ]


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
