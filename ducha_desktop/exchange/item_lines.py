"""The items of a meeting record or list as pasted text: one a line, with whoever and whenever the line names."""

from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.exchange.prose_assign import read_body, read_due, take_bracket
from ducha_desktop.exchange.prose_labels import take_labels
from ducha_desktop.exchange.prose_outline import marker_of

KEPT = ("lead_unit", "co_units", "townships", "persons", "responsible_leaders", "liaison_leaders", "due")


def items_of(text: str) -> tuple[dict[str, str], ...]:
    """Words by field key, one item a line that says something.

    The number before it is left out; units and deadline in brackets, behind labels or in the sentence itself are
    read: `一、制定方案（责任单位：县水利局；时限：12月10日前）`, `由县住建局牵头，12月底前开工`.
    """
    return tuple(item for line in text.splitlines() if (item := _item(clean_line(line))))


def _item(line: str) -> dict[str, str]:
    marker = marker_of(line)
    words = marker.rest if marker else line
    bracket, words = take_bracket(words)
    said = take_labels(words, with_title=False)
    title = said.plain.strip().rstrip("。；;，, ")
    if not any(character.isalpha() for character in title):
        return {}
    found = read_body(title) | said.fields | bracket
    found.setdefault("due", read_due(title))
    return {"title": title} | {key: found[key] for key in KEPT if found.get(key)}
