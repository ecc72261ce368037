"""Units and people a filter names as an office calls them: aliases, short names, and names a merge took away."""

from collections.abc import Sequence
from dataclasses import replace

from ducha_desktop.domain.errors import AmbiguousError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.matching import Match, MatchHow, match_person, match_unit
from ducha_desktop.services.merged import Merges
from ducha_desktop.services.namebook import NameBook
from ducha_desktop.services.office import Reader

_CERTAIN = frozenset({MatchHow.EXACT, MatchHow.LEARNED, MatchHow.SHORT, MatchHow.ABBREVIATION})
_ALIKE = 100.0


def named(reader: Reader, query: LedgerQuery) -> tuple[LedgerQuery, tuple[str, ...]]:
    """The query with units and people as the register has them, and a sentence for each name nobody has.

    A name that a merge took away means those who stayed, and itself: the ledger of a past day still has it.
    What is only similar to a name of the register is none.

    Raises:
        AmbiguousError: an alias or short name that several answer to; they are named.
    """
    if not (query.units or query.leads or query.leaders):
        return query, ()
    stands = Merges(reader.connection).standing(query)
    book = _Book(reader)
    asked = replace(
        query,
        units=book.meant((*query.units, *stands.units), is_unit=True),
        leads=book.meant((*query.leads, *stands.leads), is_unit=True),
        leaders=book.meant((*query.leaders, *stands.leaders), is_unit=False),
    )
    return asked, tuple(dict.fromkeys(book.unknown))


class _Book:
    """The register, asked for the names of one query."""

    def __init__(self, reader: Reader) -> None:
        self._names = NameBook(reader.connection)
        self._connection = reader.connection
        self.unknown: list[str] = []

    def meant(self, words: Sequence[str], *, is_unit: bool) -> tuple[str, ...]:
        """Uids and names as the ledger knows them, each once."""
        return tuple(dict.fromkeys(each for name in words for each in self._one(name, is_unit=is_unit)))

    def _one(self, words: str, *, is_unit: bool) -> tuple[str, ...]:
        if self._is_there(words, is_unit=is_unit):
            return (words,)
        register = self._names.register(is_unit=is_unit)
        match = match_unit(words, register) if is_unit else match_person(words, register)
        if match.uid is not None and match.how in _CERTAIN:
            return words, match.uid
        if match.how is MatchHow.AMBIGUOUS and match.score == _ALIKE:
            raise self._several(words, match, is_unit=is_unit)
        if not self._is_there(words, is_unit=is_unit, gone=True):
            kind = "单位" if is_unit else "人员"
            self.unknown.append(f"名册里没有叫“{words[:80]}”的{kind}，没有事项符合。请核对名称。")
        return (words,)

    def _is_there(self, words: str, *, is_unit: bool, gone: bool = False) -> bool:
        """Whether somebody in the register, or gone from it, has that very uid or name."""
        table, alive = "unit" if is_unit else "person", "" if gone else " AND deleted_at IS NULL"
        statement = f"SELECT 1 FROM {table} WHERE (uid=? OR name=?){alive}"
        return self._connection.execute(statement, (words, words)).fetchone() is not None

    def _several(self, words: str, match: Match, *, is_unit: bool) -> AmbiguousError:
        candidates = tuple(
            self._names.register(is_unit=is_unit).candidates[uid].name for uid in match.candidates
        )
        return AmbiguousError(
            f"“{words[:80]}”可能是{'、'.join(candidates)}，不知道指哪一个。没有改动任何数据。请写全称。",
            candidates,
        )
