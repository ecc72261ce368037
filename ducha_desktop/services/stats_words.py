"""What statistics were restricted to, in words, for the head of a workbook."""

from ducha_desktop.domain.due_span import words_of
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger
from ducha_desktop.services.office import Reader


def scope_words(reader: Reader, query: LedgerQuery) -> str:
    """The filters that a clerk sets on the screen of statistics; empty without any."""
    choices = ledger.choices(reader)
    names = dict((*choices.ledgers, *choices.units))
    parts = [
        "、".join(names.get(uid, uid) for uid in part)
        for part in (query.ledgers, query.leads, query.sources)
        if part
    ]
    for word, after, before in (
        ("登记", query.registered_after, query.registered_before),
        ("交办", query.assigned_after, query.assigned_before),
    ):
        if after or before:
            parts.append(f"{words_of(after, before)} {word}")
    return "；".join(parts)
