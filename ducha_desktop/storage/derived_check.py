"""Do the computed tables still say what the business tables make of them? The kept ones are only read.

Every matter's row, the counts and the words of the search index are computed anew, a chunk in
memory at a time, and held against what is kept.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from operator import add, itemgetter
from typing import Any

from ducha_desktop.domain.pinyin import initials
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.derived import DERIVED_DDL, LEDGER_ROW_COLUMNS, TALLY_PLACE
from ducha_desktop.storage.projection import CHUNK
from ducha_desktop.storage.projection_rows import LightJudge, Moment, Searched, derived_rows
from ducha_desktop.storage.projection_tally import TALLIED, tally_steps

_KEPT = [n for n, name in enumerate(LEDGER_ROW_COLUMNS) if name not in {"updated", "touched"}]
_INDEX = next(statement for statement in DERIVED_DDL if "TABLE search " in statement)

Row = tuple[Any, ...]


def unlike(connection: Connection) -> list[str]:
    """Which of `ledger_row`, `ledger_tally` and `search` differ, in this order.

    Of the index its rows and the number of occurrences of every word are compared. A row's last
    change is not: each write keeps it, and a rebuild only estimates it.
    """
    ought = _Ought()
    judge = LightJudge.load(connection)
    kept = iter(connection.execute(f"SELECT {','.join(LEDGER_ROW_COLUMNS)} FROM ledger_row ORDER BY id"))
    uids = connection.execute("SELECT uid FROM matter WHERE deleted_at IS NULL ORDER BY id")
    while part := [uid for (uid,) in islice(uids, CHUNK)]:
        ought.take(*derived_rows(connection, part, judge, lambda _uid: Moment()), kept)
    if next(kept, None) is not None:
        ought.rows_differ = True
    counts = {key: number for key, number in tally_steps(ought.moved).items() if number}
    differing = {
        "ledger_row": ought.rows_differ,
        "ledger_tally": _kept_counts(connection) != counts,
        "search": _indexed(connection) != ought.ids or _kept_words(connection) != _words(connection, ought),
    }
    return [table for table, differs in differing.items() if differs]


class _Ought:
    """What the computed tables ought to hold."""

    def __init__(self) -> None:
        """Nothing so far."""
        self.rows_differ = False
        self.moved: Counter[Row] = Counter()
        self.ids = array("q")
        self.pairs: Counter[str] = Counter()
        """Every two neighbouring characters of the indexed texts, those at the seams included."""

    def take(self, rows: list[Row], texts: list[Searched], kept: Iterator[Row]) -> None:
        """Count one chunk, and hold its rows against those kept."""
        stored = [*islice(kept, len(rows))]
        self.rows_differ = self.rows_differ or list(map(_fixed, rows)) != list(map(_fixed, stored))
        self.moved.update(map(TALLIED, rows))
        self.ids.extend([row_id for row_id, _, _ in texts])
        whole = "\n".join(_said(texts)).lower() + "\n"
        self.pairs.update(map(add, whole, whole[1:]))


_fixed = itemgetter(*_KEPT)


_initials = lru_cache(maxsize=65536)(initials)


def _said(texts: Iterable[Searched]) -> Iterator[str]:
    for _, said, named in texts:
        yield from filter(None, said)
        yield from map(_initials, named)


def _kept_counts(connection: Connection) -> dict[Row, int]:
    columns = ",".join((*TALLY_PLACE, "day", "light", "n"))
    return {tuple(key): number for *key, number in connection.execute(f"SELECT {columns} FROM ledger_tally")}


def _indexed(connection: Connection) -> "array[int]":
    return array("q", (row_id for (row_id,) in connection.execute("SELECT rowid FROM search ORDER BY rowid")))


def _kept_words(connection: Connection) -> dict[str, int]:
    connection.execute("CREATE VIRTUAL TABLE temp.words_kept USING fts5vocab('main', 'search', 'row')")
    return dict(connection.execute("SELECT term, cnt FROM temp.words_kept").fetchall())


def _words(connection: Connection, ought: _Ought) -> dict[str, int]:
    """How often each word ought to be in the index (`search_index.pairs`).

    Two neighbours within a run are a word, and so is the last character of a run. What the index makes
    of a word, its tokenizer is asked: of characters younger than itself it makes none.
    """
    cut: Counter[str] = Counter()
    for pair, number in ought.pairs.items():
        if pair[0].isalnum():
            cut[pair if pair[1].isalnum() else pair[0]] += number
    connection.execute(_INDEX.replace("TABLE search ", "TABLE temp.search_words "))
    connection.execute(
        "CREATE VIRTUAL TABLE temp.words_cut USING fts5vocab('temp', 'search_words', 'instance')"
    )
    numbers = list(cut.values())
    connection.executemany(
        "INSERT INTO temp.search_words (rowid, words, initials) VALUES (?, ?, '')", enumerate(cut)
    )
    words: Counter[str] = Counter()
    for term, place in connection.execute("SELECT term, doc FROM temp.words_cut"):
        words[term] += numbers[place]
    return words
