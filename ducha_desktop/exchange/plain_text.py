"""A plain text: delimited rows, or a written ledger paragraph by paragraph. Runs in the worker."""

from collections import Counter
from collections.abc import Sequence

from ducha_desktop.domain.errors import RefusedError, TooLargeError
from ducha_desktop.exchange.delimited import NO_LETTERS, decode, delimiter_of, read_rows
from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.headings import find_heading
from ducha_desktop.exchange.prose import read_prose
from ducha_desktop.exchange.prose_labels import label_of
from ducha_desktop.exchange.prose_outline import Line, marker_of
from ducha_desktop.exchange.prose_sheet import PROSE, prose_grid

MAX_LINES = 200_000
_TOO_LONG = "文字稿过长，超出可读取的范围，没有导入任何内容。请分成几个文件再导入。"
_FULL_COMMA = "，"
_STOPS = "。；：！？;:!?"
_NARROWEST, _SLACK, _LEAST = 24, 2, 3
_WHOLE_LABEL = 4
_SHARE = 0.25


def read_plain(data: bytes) -> tuple[str, tuple[Grid, ...]]:
    """`csv` with its one sheet, or `txt` with the matters of a written text.

    Raises:
        RefusedError: the letters cannot be read, or nobody is made responsible for anything.
        TooLargeError: more than 200,000 lines.
    """
    text = decode(data)
    if text is None:
        raise RefusedError(NO_LETTERS)
    text = text.rstrip("\x1a")
    mark = delimiter_of(text)
    table = read_rows(text, mark) if mark else None
    if table is not None and (mark == "\t" or find_heading(table) is not None):
        return "csv", (table,)
    lines = paragraphs(text)
    matters = read_prose(lines)
    if matters:
        return "txt", (prose_grid(matters, lines, "行"),)
    if table is None or mark == _FULL_COMMA:
        raise RefusedError(PROSE)
    return "csv", (table,)


def paragraphs(text: str) -> tuple[Line, ...]:
    """The paragraphs of a text; lines that were cut at the width of a page are joined again.

    Raises:
        TooLargeError: more than 200,000 lines.
    """
    texts = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n").split("\n")
    if len(texts) > MAX_LINES:
        raise TooLargeError(_TOO_LONG)
    width = _page_width(texts)
    lines: list[Line] = []
    open_line = False
    for place, raw in enumerate(texts, 1):
        words = raw.strip(" \t\u3000\ufeff")
        if open_line and words and marker_of(words) is None and len(label_of(words)) < _WHOLE_LABEL:
            lines[-1] = Line(lines[-1].text + words, lines[-1].place)
        else:
            lines.append(Line(words, place))
        open_line = bool(width) and _columns(raw.rstrip()) >= width - 2 * _SLACK and words[-1:] not in _STOPS
    return tuple(lines)


def _page_width(texts: Sequence[str]) -> int:
    """The width at which the lines were cut, in half characters; 0 when they were not."""
    widths = Counter(_columns(text.rstrip()) for text in texts if text.strip())
    widest = max(widths, default=0)
    cut = sum(count for width, count in widths.items() if width >= widest - 2 * _SLACK)
    enough = cut >= max(_LEAST, _SHARE * sum(widths.values()))
    return widest if enough and widest >= 2 * _NARROWEST else 0


def _columns(text: str) -> int:
    """Width of a line in half characters."""
    return sum(1 if letter.isascii() else 2 for letter in text)
