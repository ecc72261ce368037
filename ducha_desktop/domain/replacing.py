"""Find and replace: what becomes of the words of one cell."""

import re
from dataclasses import dataclass

from ducha_desktop.domain.fields import FIELDS, FieldKind

REPLACEABLE: tuple[str, ...] = tuple(
    field.key
    for field in FIELDS
    if field.key not in ("number", "status", "ledger") and field.kind is not FieldKind.PERCENT
)
"""The common fields whose words can be searched and replaced: numbers are given, states are acted, percents counted."""


@dataclass(frozen=True, slots=True)
class Replacement:
    """What is looked for, and what comes in its place.

    Attributes:
        find: the words looked for; never empty.
        put: what stands there afterwards; empty takes the words out.
        match_case: Latin letters only as they are written.
        whole: only cells that say nothing else.
    """

    find: str
    put: str = ""
    match_case: bool = False
    whole: bool = False

    def replace(self, words: str) -> tuple[str, int]:
        """The words of a cell afterwards, and how many times the words looked for stood in it.

        The words are taken literally; blanks at both ends of a cell do not count where it must say nothing else.
        """
        flags = re.NOFLAG if self.match_case else re.IGNORECASE
        wanted = re.escape(self.find)
        if self.whole:
            found = re.fullmatch(rf"\s*{wanted}\s*", words, flags) is not None
            return (self.put, 1) if found else (words, 0)
        return re.subn(wanted, lambda _hit: self.put, words, flags=flags)
