"""Written decompositions and minutes to a table: which numbered paragraphs are matters, and what they say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from ducha_desktop.domain.cleaning import clean_cell
from ducha_desktop.exchange.prose_assign import leader_of, read_body, read_due, unit_of
from ducha_desktop.exchange.prose_labels import (
    Said,
    is_labelled,
    is_open,
    is_title_label,
    label_of,
    names_somebody,
)
from ducha_desktop.exchange.prose_outline import BREAK, Line, Node, Outline, Signs
from ducha_desktop.exchange.prose_words import decisions, heading_of, is_demand, said_of, steps_of, title_of

_HOLDERS = ("lead_unit", "co_units", "townships", "responsible_leaders", "liaison_leaders", "persons")
_HANDED_DOWN = (
    "responsible_leaders",
    "liaison_leaders",
    "lead_unit",
    "co_units",
    "due",
    "source",
    "source_date",
)
_TASKED = frozenset({"lead_unit", "co_units", "due", "persons"})
_CONTACT = ("persons", "phone")
_FEWEST_FOR_CONTACT = 3

_CONTENTS = re.compile(r".*(?:[.…·]{3,}|\t)\s*\d{1,4}$|目\s*录")
_SIGNATURE = re.compile(
    r"(?:20\d\d|二[〇○零0Oo].{2})年.{1,3}月.{1,3}日|[（(](?:此件|公开方式).{0,12}[)）]|第?\s*[-—－]?\s*\d{1,3}\s*[-—－]?\s*页?"
    r"|(?:出席|列席|参会|参加|请假|缺席|记录|主送|抄送|抄报|分送|印发|主题词|承办人|签发)(?:人员|人|领导|单位)?[:：].*"
)
_OFFICE = re.compile(r"(?:中共)?[\u4e00-\u9fff]{2,20}(?:办公室|委员会|人民政府|政府办|县委|督查室|领导小组)")
_FOOT_LINES, _LONGEST_ASIDE = 6, 300
_MINUTES = re.compile(r"纪要|会议(?:议定|决定|确定|明确|研究决定|同意|要求)")
_ORDINAL_ONLY = re.compile(
    r"(?:问题|任务|事项|项目|建议|提案)[一二三四五六七八九十\d]*|第[一二三四五六七八九十\d]+[项件个条号]"
)


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter of a text.

    Attributes:
        fields: words by field key.
        extras: words by a label that is no field.
        places: its first and last paragraph.
    """

    fields: Mapping[str, str]
    extras: Mapping[str, str]
    places: tuple[int, int]


@dataclass(slots=True)
class _Way:
    """What the headings above a paragraph say."""

    headings: tuple[str, ...] = ()
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def is_assigned(self) -> bool:
        return any(key in self.fields for key in _HOLDERS)


def read_prose(lines: Sequence[Line]) -> tuple[Matter, ...]:
    """The matters of a text, in order; none when nobody is made responsible for anything in it.

    Args:
        lines: its paragraphs; the first is taken for the title of the document.
    """
    usable = _usable(lines)
    outline = Outline(Signs(is_title_label, label_of, is_open, names_somebody, decisions))
    outline.build(usable)
    reading = _Reading(is_minutes=any(_MINUTES.search(line.text) for line in usable))
    roots = outline.roots
    while len(roots) == 1 and roots[0].kind.startswith("heading") and roots[0].children:
        roots = roots[0].children  # the title of the document, written as a heading
    for node in roots:
        _lift(node)
    reading.collect(roots, _Way())
    return tuple(_without_contact(reading.matters))


def _usable(lines: Sequence[Line]) -> list[Line]:
    """Cleaned paragraphs without blank ones, the table of contents and signatures."""
    cleaned = [
        line if line.text == BREAK else replace(line, text=clean_cell(line.text).text.strip())
        for line in lines
    ]
    filled = [line for line in cleaned if line.text]
    kept = []
    for index, line in enumerate(filled):
        if len(line.text) <= _LONGEST_ASIDE and (
            _CONTENTS.fullmatch(line.text) or _SIGNATURE.fullmatch(line.text)
        ):
            continue
        following = filled[index + 1].text if index + 1 < len(filled) else ""
        ends = index >= len(filled) - _FOOT_LINES and (not following or _SIGNATURE.fullmatch(following))
        if not (ends and _OFFICE.fullmatch(line.text)):
            kept.append(line)
    return kept


def _lift(node: Node) -> None:
    """Labels below the last of several steps belong to the matter above the steps."""
    for child in node.children:
        _lift(child)
    if not node.children or any(names_somebody(child.text) for child in node.children[:-1]):
        return
    last = node.children[-1]
    begin = next((i for i, line in enumerate(last.lines) if i and is_labelled(line.text)), 0)
    own = names_somebody(node.text)
    if begin and not last.children and (len(node.children) > 1 or own) and last.kind != "title":
        node.lines += last.lines[begin:]
        del last.lines[begin:]


class _Reading:
    """Collects the matters of a tree."""

    def __init__(self, *, is_minutes: bool) -> None:
        self.matters: list[Matter] = []
        self._is_minutes = is_minutes
        self._known: dict[int, tuple[Node, Said]] = {}

    def collect(self, nodes: Sequence[Node], way: _Way) -> None:
        """Take the matters among sister paragraphs."""
        nodes = [_unfolded(node) for node in nodes]
        sisters = [node for node in nodes if not node.children]
        assigned = any(self._is_assigned(node, with_body=True) for node in sisters)
        assigned = assigned or any(node.children and self._is_task(node) for node in nodes)
        for node in nodes:
            if node.children:
                self._with_children(node, way, beside=assigned)
            elif self._is_wanted(node, way, beside=assigned):
                self._add(node, way)

    def _with_children(self, node: Node, way: _Way, *, beside: bool) -> None:
        below = self._below(node, with_body=not is_demand(node))
        if not below and self._is_task(node):
            self._add(node, way)
            return
        inner = self._way(node, way)
        if below or inner.is_assigned or (self._is_minutes and not is_demand(node)):
            self.collect(node.children, inner)
        elif beside and not is_demand(node):
            self._add(node, way)

    def _is_wanted(self, node: Node, way: _Way, *, beside: bool) -> bool:
        if self._is_assigned(node, with_body=True):
            return True
        if way.is_assigned:
            return True
        if is_demand(node):
            return False
        return beside or (self._is_minutes and bool(way.headings))

    def _below(self, node: Node, *, with_body: bool) -> bool:
        """Whether anybody is named under a heading."""
        return any(
            self._is_assigned(child, with_body=with_body and not child.children)
            or self._below(child, with_body=with_body)
            for child in node.children
        )

    def _is_task(self, node: Node) -> bool:
        """Whether a paragraph with steps below it is a matter itself: it names units or a day."""
        said = self._said(node)
        return not _TASKED.isdisjoint(said.fields)

    def _is_assigned(self, node: Node, *, with_body: bool) -> bool:
        said = self._said(node)
        return said.is_assigned or (with_body and bool(read_body(said.plain)))

    def _said(self, node: Node) -> Said:
        """What a paragraph says; looked for once."""
        if id(node) not in self._known:
            self._known[id(node)] = (node, said_of(node))
        return self._known[id(node)][1]

    def _way(self, node: Node, way: _Way) -> _Way:
        """The way on below a heading: its words, and the fields that hold for all below it."""
        said = self._said(node)
        handed = {key: said.fields[key] for key in _HANDED_DOWN if key in said.fields}
        heading = heading_of(said)
        unit = unit_of(heading)
        if unit and "lead_unit" not in handed:
            handed["lead_unit"] = unit
        leader = leader_of(heading)
        if leader and "responsible_leaders" not in handed:
            handed["responsible_leaders"] = leader
        headings = (
            (*way.headings, heading) if heading and not _ORDINAL_ONLY.fullmatch(heading) else way.headings
        )
        return _Way(headings, way.fields | handed)

    def _add(self, node: Node, way: _Way) -> None:
        said = self._said(node)
        fields = dict(said.fields)
        title, task = title_of(said)
        if not title:
            return
        words = [task] if task else []
        words += [line for child in node.children for line in steps_of(child)]
        if words:
            fields["task"] = "\n".join([*words, *filter(None, [fields.get("task", "")])])
        fields["title"] = title
        self._complete(fields, way, "\n".join([title, *words]))
        for key, heading in zip(("category", "item_group"), _two(way.headings), strict=False):
            fields.setdefault(key, heading)
        self.matters.append(Matter(fields, said.extras, node.places))

    def _complete(self, fields: dict[str, str], way: _Way, body: str) -> None:
        """What no label says: units the sentences name, what the headings hand down, the day in the text."""
        if "lead_unit" not in fields:
            for key, words in read_body(body).items():
                fields.setdefault(key, words)
        inherited = dict(way.fields)
        if "lead_unit" in fields:
            inherited.pop("lead_unit", None)
            inherited.pop("co_units", None)
        for key, words in inherited.items():
            fields.setdefault(key, words)
        if "due" not in fields:
            due = read_due(body)
            if due:
                fields["due"] = due


def _unfolded(node: Node) -> Node:
    """A paragraph that counts its decisions in itself, taken apart when somebody is named in them."""
    if node.children:
        return node
    before, parts = decisions(node.text)
    place = node.lines[0].place if node.lines else 0
    if not parts:
        return node
    children = [Node("part", "", [Line(part, place)]) for part in parts]
    return Node(node.kind, node.marker, [Line(before, place)], children)


def _without_contact(matters: list[Matter]) -> list[Matter]:
    """`联系人：…，联系电话：…` under the last matter alone is whom to ask about the whole document."""
    if len(matters) < _FEWEST_FOR_CONTACT or "phone" not in matters[-1].fields:
        return matters
    if any(key in matter.fields for matter in matters[:-1] for key in _CONTACT):
        return matters
    kept = {key: words for key, words in matters[-1].fields.items() if key not in _CONTACT}
    return [*matters[:-1], replace(matters[-1], fields=kept)]


def _two(headings: tuple[str, ...]) -> tuple[str, ...]:
    """The first and the last heading above a matter."""
    return headings if len(headings) < 2 else (headings[0], headings[-1])  # noqa: PLR2004
