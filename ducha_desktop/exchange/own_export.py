"""A ledger that this program wrote, back from whoever worked on it: its columns are known by their words."""

from collections.abc import Sequence

from ducha_desktop.domain.fields import BY_LABEL
from ducha_desktop.exchange.headings import Column
from ducha_desktop.services.due_words import DUE_WORDS
from ducha_desktop.services.ledger_columns import EXPORTED_LABELS, OWN_LABELS, SERIAL

DUE_WORDS_LABEL = EXPORTED_LABELS[DUE_WORDS]
COMPUTED = OWN_LABELS - BY_LABEL.keys() - {DUE_WORDS_LABEL, SERIAL.label}
"""Headings of what follows from a matter on a day; nobody can change a matter by changing them."""

_KNOWN = OWN_LABELS | BY_LABEL.keys()
_FEWEST = 3


def is_own(columns: Sequence[Column]) -> bool:
    """Whether the heading is that of our own export, with columns moved, dropped or a few added."""
    names = [column.name for column in columns if column.name]
    known = [name for name in names if name in _KNOWN]
    # However many extra fields stand beside them, 时限原文 is our own word.
    return len(known) >= _FEWEST and (3 * len(known) >= 2 * len(names) or DUE_WORDS_LABEL in names)


def is_verbatim(columns: Sequence[Column]) -> bool:
    """Whether the cells say what they say: an export has no 同上, and no sentence stands for a column."""
    return is_own(columns) and any(column.name == DUE_WORDS_LABEL for column in columns)


def own_fields(columns: Sequence[Column]) -> dict[int, str]:
    """Column index → field of our own export; empty for what is computed, and for another office's ledger.

    Words of a deadline without the deadline beside them are the deadline.
    """
    if not is_own(columns):
        return {}
    found: dict[int, str] = {}
    for column in columns:
        if column.name in BY_LABEL and is_verbatim(columns):
            found[column.index] = BY_LABEL[column.name].key
        elif column.name in COMPUTED:
            found[column.index] = ""
    return found


def aside(columns: Sequence[Column]) -> set[int]:
    """Indexes of the computed columns: not even kept as words beside the matter."""
    return {column.index for column in columns if column.name in COMPUTED} if is_own(columns) else set()
