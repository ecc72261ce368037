"""Chinese full-text search: overlapping pairs of characters, so that two characters find at once.

SQLite's own trigram index cannot answer two-character words, the usual Chinese query
(`performance.md` §4c); pairs serve every length, and a single character by prefix.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from operator import add

from ducha_desktop.domain.pinyin import initials
from ducha_desktop.storage.connection import Connection

_RUN = re.compile(r"[^\W_]+", re.UNICODE)


@lru_cache(maxsize=65536)
def pairs(text: str) -> str:
    """Index words of a text: every pair of neighbours in each run, and each run's last character."""
    words: list[str] = []
    for run in _RUN.findall(text.lower()):
        words += map(add, run, run[1:])
        words.append(run[-1])
    return " ".join(words)


@lru_cache(maxsize=65536)
def _initial_pairs(text: str) -> str:
    return pairs(initials(text))


def indexed(texts: Iterable[str], named: Iterable[str]) -> tuple[str, str]:
    """The two columns of the index: words of all texts, and pinyin initials of what is called by name.

    Units, people, sources and stock phrases come again and again, so each text is cut up once.
    """
    return " ".join([pairs(text) for text in texts if text]), " ".join(
        [_initial_pairs(text) for text in named if text]
    )


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
