"""Chinese full-text search: overlapping pairs of characters, so that two characters find at once.

SQLite's own trigram index cannot answer two-character words, the usual Chinese query
(`performance.md` §4c); pairs serve every length, and a single character by prefix.
"""

import re
from array import array
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from ducha_desktop.domain.pinyin import initials
from ducha_desktop.storage.connection import Connection

_RUN = re.compile(r"[^\W_]+", re.UNICODE)
_APART = re.compile(r"[\W_]+", re.UNICODE)
_OF_A_GAP = re.compile(r" {3}.")
_CODES = "utf-32-le"
_BLANK = array("I", " ".encode(_CODES))


def pairs(text: str) -> str:
    """Index words of a text: every pair of neighbours in each run, and each run's last character.

    All pairs are laid out at once as numbers, three places a word: itself, its neighbour, a blank. A pair
    that begins with the gap between two runs is taken out again.
    """
    runs = _APART.sub(" ", text.lower()).strip()
    if not runs:
        return ""
    codes = array("I")
    codes.frombytes(runs.encode(_CODES, "surrogatepass"))
    laid = _BLANK * (3 * len(codes))
    laid[::3] = codes
    laid[1:-3:3] = codes[1:]
    return _OF_A_GAP.sub(" ", laid.tobytes().decode(_CODES, "surrogatepass"))


def indexed(texts: Iterable[str | None], named: Iterable[str]) -> tuple[str, str]:
    """The two columns of the index: words of all texts, and pinyin initials of what is called by name."""
    return pairs("\n".join(filter(None, texts))), pairs("\n".join(map(initials, named)))


_USUAL_BATCH = 1 << 20
_LARGE_BATCH = 16 << 20
_MANY = 2000


@contextmanager
def large_batches(connection: Connection, rows: int) -> Iterator[None]:
    """Let the index gather more words before it writes them, where many rows come at once."""
    if rows < _MANY:
        yield
        return
    _set_batch(connection, _LARGE_BATCH)
    yield
    _set_batch(connection, _USUAL_BATCH)


def _set_batch(connection: Connection, size: int) -> None:
    connection.execute("INSERT INTO search (search, rank) VALUES ('hashsize', ?)", (size,))


def match_expression(query: str) -> str:
    """The FTS5 expression for what a clerk typed; empty when it holds nothing to search.

    Words apart by blanks must all occur. Latin letters also match pinyin initials.
    """
    parts = []
    for run in _RUN.findall(query.lower()):
        phrase = _phrase(run)
        parts.append(
            f"({{words}} : {phrase} OR {{initials}} : {phrase})" if run.isascii() else f"{{words}} : {phrase}"
        )
    return " AND ".join(parts)


def _phrase(run: str) -> str:
    if len(run) == 1:
        return f'"{run}" *'
    return '"' + " ".join(run[i : i + 2] for i in range(len(run) - 1)) + '"'
