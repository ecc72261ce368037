"""Find and replace over many matters: which cells hold the words, and what they would say afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass

from ducha_desktop.domain.errors import TooLargeError
from ducha_desktop.domain.fields import BY_KEY, EXTRA_PREFIX
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.replacing import REPLACEABLE, Replacement
from ducha_desktop.services.office import Reader
from ducha_desktop.services.pasting import MOST_CELLS, Progress, Wanted, silent
from ducha_desktop.services.pasting_words import words_now
from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.queries import ledger as queries

_STEP = 500


@dataclass(frozen=True, slots=True)
class Hits:
    """Where the words were found.

    Attributes:
        wanted: the new words of the cells, matter after matter in the order of the list.
        times: how often the words were found; a cell may hold them more than once.
    """

    wanted: tuple[Wanted, ...] = ()
    times: int = 0

    @property
    def cells(self) -> int:
        """How many cells hold the words."""
        return sum(len(each.values) for each in self.wanted)


def find(
    reader: Reader,
    query: LedgerQuery,
    replacement: Replacement,
    *,
    keys: Sequence[str] = (),
    uids: Sequence[str] | None = None,
    progress: Progress = silent,
) -> Hits:
    """Look through the cells of a list; nothing is written.

    Args:
        reader: the ledger as it stands.
        query: the list; its order is kept.
        replacement: what is looked for.
        keys: field keys of the columns looked through; all that hold words where none are named, extra fields too.
        uids: only these matters of the list; all of it where none are named.
        progress: told (done, total) matters now and then; it may raise to break off.

    Raises:
        TooLargeError: more than `pasting.MOST_CELLS` cells hold the words.
    """
    ids = [] if uids is not None else queries.ids(reader.connection, query, reader.today, table=reader.table)
    total = len(ids) if uids is None else len(uids)
    found: list[Wanted] = []
    times = cells = 0
    for start in range(0, total, _STEP):
        progress(start, total)
        part = _uids(reader, ids[start : start + _STEP]) if uids is None else uids[start : start + _STEP]
        now = words_now(reader.connection, part)
        for uid in part:
            changed, hits = _changed(now.get(uid, {}), replacement, keys)
            if changed:
                found.append(Wanted(uid, changed))
                times, cells = times + hits, cells + len(changed)
        if cells > MOST_CELLS:
            raise TooLargeError(
                f"找到的超过 {MOST_CELLS:,} 格，一次最多替换这么多，没有改动任何数据。请用筛选缩小范围，或者写得更具体。"
            )
    progress(total, total)
    return Hits(tuple(found), times)


def _uids(reader: Reader, ids: Sequence[int]) -> list[str]:
    """The uids of the rows with these ids, in their order."""
    known = dict(rows_in(reader.connection, "SELECT id, uid FROM matter WHERE id IN ({marks})", list(ids)))
    return [known[each] for each in ids if each in known]


def _changed(
    now: dict[str, str], replacement: Replacement, keys: Sequence[str]
) -> tuple[dict[str, str], int]:
    changed, times = dict[str, str](), 0
    for key in keys or (*REPLACEABLE, *(each for each in now if each.startswith(EXTRA_PREFIX))):
        if key in BY_KEY and key not in REPLACEABLE:
            continue
        words, hits = replacement.replace(now.get(key, ""))
        if hits and words != now[key]:
            changed[key] = words
            times += hits
    return changed, times
