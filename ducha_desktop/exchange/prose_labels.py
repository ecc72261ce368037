"""Parts of a written paragraph that are named by a label: `（责任领导：周明；牵头单位：县工信局；时限：6月底）`."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from ducha_desktop.domain.fields import BY_KEY, FieldKind
from ducha_desktop.exchange.labels import RECOGNISED, best, is_serial
from ducha_desktop.exchange.prose_assign import are_all_units

_CN = r"[\u4e00-\u9fff]"
_BOUNDARY = r"(?:^|(?<=[\s;；。,，、（(【\[〔]))"
_WORD = rf"{_CN}(?:[ \u3000]+{_CN}){{1,5}}(?![\u4e00-\u9fff])|{_CN}[\u4e00-\u9fff/]{{1,11}}"
_LABEL = re.compile(
    rf"{_BOUNDARY}(?:[【\[〔]\s*(?P<boxed>{_WORD})\s*[:：]?\s*[】\]〕]\s*[:：]?"
    rf"|(?P<plain>{_WORD})\s*(?:[（(][^（）()：:]{{1,10}}[)）])?\s*[:：]"
    rf"|(?P<being>(?:牵头|责任|配合|主办|协办|承办|会办)(?:单位|部门)|完成时限|办理时限)[为是](?!否))\s*",
    re.MULTILINE,
)
_NEVER = re.compile(
    r"^(?:会议|现将|以下|如下|其中|同时|主持|出席|列席|参加人|参会|(?:时间|地点)$|记录|主送|抄送|印发|注|附|各|第|一是|例如)"
)
_BARE = {
    **dict.fromkeys(("主办", "承办", "主责", "责任"), "lead_unit"),
    **dict.fromkeys(("协办", "会办", "参与", "协同"), "co_units"),
}
"""Labels of two characters that columns do not use."""
_NO_LABEL = frozenset({"ledger", "secrecy", "item_group"})
_SHORT = frozenset(
    {FieldKind.UNITS, FieldKind.PEOPLE, FieldKind.DEADLINE, FieldKind.DATE, FieldKind.ENUM, FieldKind.PERCENT}
)
_SHORT_KEYS = frozenset({"phone", "number", "source_ref", "source", "amount", "category"})
_ASSIGNING = frozenset(
    {"lead_unit", "co_units", "responsible_leaders", "liaison_leaders", "townships", "persons"}
)
_UNKNOWN = re.compile(r"(?P<word>[\u4e00-\u9fff]{2,8})[:：]\s*(?P<value>[^:：]{1,60})")
_STRANGERS = re.compile(
    r"[（(【〔]((?:[\u4e00-\u9fff]{2,8}[:：][^:：（）()【】〔〕；;]{1,60}[；;]?\s*)+[；;，,\s]*)[)）】〕]"
)
_BETWEEN = re.compile(r"[；;\n\u3000]|(?<=\s) +")
_FIRST_NOTE = re.compile(r"[（(][^（）()]*(?:列第一|排第一|排名第一|下同)[^（）()]*[)）]")
_OPENING, _CLOSING = "（(【[〔", "）)】]〕"
_LONGEST_BEFORE = 40
_LONGEST_VALUE = 100_000  # no cell may be half as long; more of it would only cost time
_EDGES = " \t\n　；;，,。、．.|"
_HOLLOW = re.compile(r"[（(【\[〔]\s*[；;，,。、\s]*[)）】\]〕]")


@dataclass(slots=True)
class Said:
    """What a text says by labels.

    Attributes:
        fields: field key → words; several parts of one field are joined.
        extras: label that is no field → words.
        plain: the text without its labelled parts.
    """

    fields: dict[str, str] = field(default_factory=dict)
    extras: dict[str, str] = field(default_factory=dict)
    plain: str = ""

    @property
    def is_assigned(self) -> bool:
        """Whether somebody is named for it."""
        return not _ASSIGNING.isdisjoint(self.fields)


@lru_cache(maxsize=4096)
def meaning(word: str) -> str:
    """The field a label names; empty for any other word."""
    plain = "".join(word.split())
    if _NEVER.match(plain) or is_serial(plain):
        return ""
    if plain in _BARE:
        return _BARE[plain]
    key, score = best(plain)
    return key if score >= RECOGNISED and key not in _NO_LABEL else ""


def is_title_label(text: str) -> bool:
    """Whether a paragraph names a matter: `督办事项：…`, `案号：第8号；标题：…`."""
    return any(
        meaning(_word(found)) == "title" and found.end() < len(text) and _names_matter(text, found.start())
        for found in _LABEL.finditer(text)
    )


def label_of(text: str) -> str:
    """The label of a field other than the matter's own words that a paragraph begins with; empty for none."""
    found = _LABEL.match(text) or _LABEL.match(text.lstrip("（("))
    return _word(found) if found and meaning(_word(found)) not in ("", "title") else ""


def is_labelled(text: str) -> bool:
    """Whether a paragraph begins with such a label."""
    return bool(label_of(text))


def is_open(text: str) -> bool:
    """Whether a paragraph is the label of a long field whose words are still to come."""
    found = _LABEL.fullmatch(text.strip())
    return found is not None and not _is_short(meaning(_word(found)) or "lead_unit")


def names_somebody(text: str) -> bool:
    """Whether labels of units or people stand in a text."""
    return any(meaning(_word(found)) in _ASSIGNING for found in _LABEL.finditer(text))


def take_labels(text: str, *, with_title: bool = True) -> Said:
    """Cut a text into its labelled parts and the rest.

    Args:
        text: one or several paragraphs, one a line.
        with_title: whether the matter's own words may be named by a label at the beginning.
    """
    inside = _brackets(text)
    labels = [
        found
        for found in _LABEL.finditer(text)
        if (key := meaning(_word(found)))
        and (key != "title" or (with_title and _names_matter(text, found.start())))
    ]
    said = Said()
    kept: list[str] = []
    place = 0
    for found, following in zip(labels, _following(labels, inside), strict=True):
        if found.start() < place:
            continue
        key, limit = meaning(_word(found)), inside[found.start()]
        end = min(following, limit)
        end = _value_end(text, found.end(), end, key, inside)
        _put(said, key, text[found.end() : end])
        kept.append(text[place : found.start()])
        place = end
    kept.append(text[place:])
    said.plain = _tidy("".join(kept), said if labels else None)
    return said


def _following(labels: list[re.Match[str]], inside: list[int]) -> list[int]:
    """For each label where the next one in the same bracket begins; the end of the text for the last."""
    nearest: dict[int, int] = {}
    starts = []
    for found in reversed(labels):
        limit = inside[found.start()]
        starts.append(nearest.get(limit, inside[-1]))
        nearest[limit] = found.start()
    return starts[::-1]


def _word(found: re.Match[str]) -> str:
    return found["boxed"] or found["plain"] or found["being"]


def _names_matter(text: str, place: int) -> bool:
    """Whether the label of a matter stands first in its line, or after other labels alone."""
    before = text[:place].rsplit("\n", 1)[-1]
    return not before.strip(_EDGES) or (is_labelled(before) and len(before) <= _LONGEST_BEFORE)


def _is_short(key: str) -> bool:
    return key in _SHORT_KEYS or BY_KEY[key].kind in _SHORT


def _brackets(text: str) -> list[int]:
    """For every place the end of the innermost bracket around it, or of the text."""
    closes: dict[int, int] = {}
    opened: list[int] = []
    for place, letter in enumerate(text):
        if letter in _OPENING:
            opened.append(place)
        elif letter in _CLOSING and opened:
            closes[opened.pop()] = place
    ends, around = [], [len(text)]
    for place in range(len(text) + 1):
        if place == around[-1] and len(around) > 1:
            around.pop()
        ends.append(around[-1])
        if place in closes:
            around.append(closes[place])
    return ends


def _value_end(text: str, start: int, end: int, key: str, inside: list[int]) -> int:
    """Where the words of a label end: units, people and days at the first full stop or line break."""
    if key == "title":
        found = text.find("\n", start, end)
        return found if found >= 0 and text[start:found].strip(_EDGES) else end
    if not _is_short(key):
        return end
    limit = inside[start] if start < len(inside) else end
    for place in range(start, end):
        ends = text[place] in "。\n" and inside[place] == limit and text[start:place].strip(_EDGES)
        if ends and not _goes_on(text, place, end, key):
            return place
    return end


def _goes_on(text: str, place: int, end: int, key: str) -> bool:
    """Whether the list of units of a label has a second line."""
    following = text[place + 1 : end].split("\n", 1)[0]
    return (
        text[place] == "\n" and BY_KEY[key].kind is FieldKind.UNITS and are_all_units(following.strip(_EDGES))
    )


def _put(said: Said, key: str, words: str) -> None:
    if not _is_short(key):
        _join(said.fields, key, words.strip(_EDGES + "（(【["), "\n")
        return
    value, *others = _BETWEEN.split(words.strip(_EDGES + "（(【["))
    kept = [value]
    for part in others:
        unknown = _UNKNOWN.fullmatch(part.strip(_EDGES))
        if unknown:
            _join(said.extras, unknown["word"], unknown["value"].strip(_EDGES), "；")
        elif part.strip(_EDGES):
            kept.append(part.strip(_EDGES))
    kind = BY_KEY[key].kind
    mark = " " if kind is FieldKind.PEOPLE else "、" if kind is FieldKind.UNITS and "\n" in words else "；"
    place = _place(said, key)
    _join(said.fields, place, _FIRST_NOTE.sub("", mark.join(kept)).strip(_EDGES), "、")


def _place(said: Said, key: str) -> str:
    """Beside 牵头单位, 责任单位 means the units that help."""
    return "co_units" if key == "lead_unit" and key in said.fields else key


def _join(values: dict[str, str], key: str, words: str, mark: str) -> None:
    if words and len(values.get(key, "")) < _LONGEST_VALUE:
        values[key] = f"{values[key]}{mark}{words}" if key in values else words


def _without_strangers(line: str, said: Said) -> str:
    """A line without the brackets that hold nothing but labels of no field: `（代表：张勇；）`."""
    for found in list(_STRANGERS.finditer(line)):
        for pair in _UNKNOWN.finditer(found[1]):
            _join(said.extras, pair["word"], re.split("[；;]", pair["value"])[0].strip(_EDGES), "；")
        line = line.replace(found[0], "")
    return line


def _tidy(text: str, said: Said | None) -> str:
    """The rest of a text: hollow brackets and stray stops gone, lines of unknown labels beside known ones kept apart."""
    lines: list[str] = []
    for raw in text.split("\n"):
        line = _HOLLOW.sub("", _without_strangers(raw, said) if said is not None else raw).strip(" \t　")
        line = re.sub(r"[（(【\[〔]\s*$", "", line).strip(" \t　；;，,")
        line = re.sub(r"^[)）】\]〕；;，,。、]+", "", line)
        beside = said is not None and (lines or "title" in said.fields)
        unknown = _UNKNOWN.fullmatch(line) if beside else None
        if (
            unknown
            and said is not None
            and not meaning(unknown["word"])
            and not _NEVER.match(unknown["word"])
        ):
            _join(said.extras, unknown["word"], unknown["value"].strip(_EDGES), "；")
        elif line.strip(_EDGES):
            lines.append(line)
    return "\n".join(lines)
