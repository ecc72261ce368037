"""The outline of a written text: numbered paragraphs, headings without numbers and what stands under them."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

_HAN = "一二三四五六七八九十"
_DIGIT = {letter: value for value, letter in enumerate(_HAN, 1)}
_CIRCLED, _BRACKETED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳", "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
_MEASURE = "亿万千百个元公米倍吨亩度年月日天小时平方人次户台套"

_NTH = (
    rf"(?:(?:任务|事项|项目|问题|实事|工程|清单)([{_HAN}\d]{{1,3}})|第([{_HAN}\d]{{1,3}})(?:件|项|条|个)(?=\W))(?:[：:、.．\s]+|$)"
    rf"|(?!附件|附表|附图)[\u4e00-\u9fff]{{2,4}}(?:([{_HAN}]{{1,3}})|(\d{{1,3}}))[：:]\s*"
)
"""`任务1：`, `第一件：`, `议题一：`."""

_MARKERS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("part", rf"第([{_HAN}\d]{{1,3}})(?:部分|章|篇|板块|大类|方面)[、：:.．\s]*"),
        (
            "nth",
            _NTH,
        ),
        ("号", r"(?=第\s*0{0,3}(\d{1,4})\s*号)"),
        ("is", rf"([{_HAN}]{{1,2}})是[，,：:]?|第([{_HAN}]{{1,2}})[，,]|其([{_HAN}])[，,]"),
        ("han", rf"([{_HAN}]{{1,3}})[、.．]\s*"),
        ("han()", rf"[（(]([{_HAN}]{{1,3}})[)）][、.．]?\s*"),
        ("1.1.1", r"\d{1,2}[.．]\d{1,2}[.．](\d{1,2})(?!\d)[、.．]?\s*"),
        ("1.1", rf"\d{{1,2}}[.．\-](\d{{1,2}})(?![\d%％{_MEASURE}.．\-])[、]?\s*"),
        ("1.", r"(\d{1,3})(?:[.．、]\s*(?!\d)|\s+(?=[\u4e00-\u9fff“《]))"),
        ("(1)", rf"[（(](\d{{1,3}})[)）][、.．]?\s*|([{_BRACKETED}])\s*"),
        ("1)", r"(\d{1,3})[)）][、.．]?\s*"),
        ("①", rf"([{_CIRCLED}])[、.．]?\s*"),
        ("a.", r"([A-Za-z])[.．、)）]\s*"),
        ("•", r"()[●◆■★▲◇○□►➢✓·•※◎\uf06c\uf0d8\uf06e]\s*"),
        ("—", r"()(?:—{1,2}|－{2}|-{2}|─{1,2})\s*"),
    )
)
_ANNEX = re.compile(r"附件\s*(?:\d{1,2}|[一二三四五六七八九十]{1,2})?\s*[：:]?")
_LONGEST_HEADING = 25
BREAK = "\f"
"""Words of a line that stands for a table between paragraphs: what follows goes on with nothing before it."""
_SENTENCE = re.compile(r"[。；;，,：:？?！!]")
_ENDED = re.compile(r"[。；;：:？?！!）)】\]]\s*$")
_INLINE = re.compile(
    rf"(?:(?<=[：:；;。，,\s])|^)(?:(?P<num>\d{{1,2}})[.．、](?!\d)|[（(](?P<bra>\d{{1,2}})[)）]|(?P<cir>[{_CIRCLED}])"
    rf"|(?P<is>[{_HAN}]{{1,2}})是|[（(](?P<han>[{_HAN}]{{1,2}})[)）])"
)


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a text.

    Attributes:
        text: cleaned words, an automatic number before them.
        place: number of the paragraph in its file, from 1.
        level: level of a heading style, 0 for ordinary text.
    """

    text: str
    place: int
    level: int = 0


@dataclass(frozen=True, slots=True)
class Marker:
    """The number a paragraph begins with: its kind, its ordinal (0 for bullets) and what follows it."""

    kind: str
    ordinal: int
    words: str
    rest: str


@dataclass(slots=True)
class Node:
    """A heading or numbered paragraph with the paragraphs that belong to it.

    Attributes:
        kind: kind of its number; `heading` for one without.
        marker: the number as it stands.
        lines: its own words, paragraph by paragraph, the number left out of the first.
    """

    kind: str
    marker: str
    lines: list[Line] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its own words, one paragraph a line."""
        return "\n".join(line.text for line in self.lines)

    @property
    def places(self) -> tuple[int, int]:
        """Its first and last paragraph, those of its children included."""
        found = [line.place for line in self.lines]
        found += [place for child in self.children for place in child.places]
        return min(found, default=0), max(found, default=0)


def marker_of(text: str) -> Marker | None:
    """The number at the beginning of a paragraph."""
    for kind, pattern in _MARKERS:
        found = pattern.match(text)
        if found and (found.end() < len(text) or kind == "nth"):
            inner = marker_of(text[found.end() :]) if kind == "•" else None
            if inner is not None:
                return inner  # a star before the number
            number = next((group for group in found.groups() if group), "")
            return Marker(kind, _ordinal(number), found[0].strip(), text[found.end() :].strip())
    return None


def _ordinal(number: str) -> int:
    if number.isdecimal() and number.isascii():
        return int(number)
    for row in (_CIRCLED, _BRACKETED):
        if number and number in row:
            return row.index(number) + 1
    if number and set(number) <= set(_HAN):
        tens, mark, units = number.partition("十")
        return (_DIGIT.get(tens, 1) * 10 + _DIGIT.get(units, 0)) if mark else _DIGIT[number[-1]]
    return ord(number.lower()) - 96 if number.isalpha() and number.isascii() else 0


def inline_parts(text: str) -> tuple[str, list[str]]:
    """A paragraph that counts `1.…；2.…；` or `一是…；二是…` in itself: the words before, and its parts.

    Without two parts in sequence the whole text comes back and no part.
    """
    for kind in ("num", "bra", "cir", "is", "han"):
        starts: list[re.Match[str]] = []
        for found in _INLINE.finditer(text):
            if found[kind] and _ordinal(found[kind]) == len(starts) + 1:
                starts.append(found)
        if len(starts) > 1:
            ends = [*(found.start() for found in starts[1:]), len(text)]
            parts = [text[found.end() : end].strip() for found, end in zip(starts, ends, strict=True)]
            return text[: starts[0].start()].strip(), parts
    return text, []


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells labels from other words.

    Attributes:
        is_title: whether a paragraph names a matter by a label (`督办事项：…`).
        label_of: the label of any other field that it begins with (`责任单位：…`), or nothing.
        is_open: whether it ends in a label whose words are still to come (`整改措施：`).
        is_assigned: whether it names units or leaders.
        parts: what comes before, and the decisions that one paragraph counts in itself, if it does.
    """

    is_title: Callable[[str], bool]
    label_of: Callable[[str], str]
    is_open: Callable[[str], bool]
    is_assigned: Callable[[str], bool]
    parts: Callable[[str], tuple[str, list[str]]]


class Outline:
    """Builds the tree of a text, paragraph by paragraph.

    Attributes:
        roots: what stands at the top, in order.
        loose: paragraphs that belong to nothing: title, introduction, signature.
    """

    def __init__(self, signs: Signs) -> None:
        """Begin without a paragraph."""
        self.roots: list[Node] = []
        self.loose: list[Line] = []
        self._stack: list[Node] = []
        self._signs = signs
        self._listing = ""
        self._heads: frozenset[str] = frozenset()
        self._is_broken = False

    def build(self, lines: Sequence[Line]) -> None:
        """Take all paragraphs."""
        annex = False
        for index, line in enumerate(lines):
            marker = marker_of(line.text)
            following = lines[index + 1] if index + 1 < len(lines) else None
            if line.text == BREAK:
                self._is_broken, self._listing = True, ""
            elif _ANNEX.fullmatch(line.text):
                self._stack, self._listing, annex = [], "", True
                self.loose.append(line)
            elif annex and marker is None:
                self._push(Node("heading", "", [line]), 0)
            elif marker is not None:
                self._numbered(line, marker)
            else:
                self._unnumbered(line, lines[index - 1] if index else None, following)
            annex = annex and _ANNEX.fullmatch(line.text) is not None

    def _numbered(self, line: Line, marker: Marker) -> None:
        kinds = [node.kind for node in self._stack]
        if self._stack and not self._is_broken and marker.kind not in kinds and self._continues(marker):
            self._stack[-1].lines.append(line)
            return
        self._listing = ""
        if self._stack and marker.kind != "nth" and self._signs.label_of(marker.rest):
            self._stack[-1].lines.append(Line(marker.rest, line.place))
            return
        depth = kinds.index(marker.kind) if marker.kind in kinds else len(self._stack)
        self._push(Node(marker.kind, marker.words, [Line(marker.rest, line.place, line.level)]), depth)

    def _continues(self, marker: Marker) -> bool:
        """Whether a numbered paragraph is a part of the words a label announced."""
        if self._signs.is_assigned(marker.rest):
            return False
        if marker.kind == self._listing or self._signs.is_open(self._stack[-1].lines[-1].text):
            self._listing = marker.kind
            return True
        return False

    def _unnumbered(self, line: Line, before: Line | None, following: Line | None) -> None:
        if self._signs.is_title(line.text):
            self._titled(line)
        elif line.level or self._is_heading(line, before, following):
            self._heading(line, following)
        elif self._stack and not self._is_broken:
            self._listing = "" if self._signs.label_of(line.text) else self._listing
            self._stack[-1].lines.append(line)
        else:
            self._loose_line(line)

    def _loose_line(self, line: Line) -> None:
        """A paragraph under nothing; it may count decisions in itself."""
        self.loose.append(line)
        for part in self._signs.parts(line.text)[1]:
            self._push(Node("part", "", [Line(part, line.place)]), 0)

    def _titled(self, line: Line) -> None:
        """A matter named by its label begins beside the last one so named, else under what stands above."""
        kinds = [node.kind for node in self._stack]
        self._listing = ""
        depth = kinds.index("title") if "title" in kinds else len(kinds)
        self._push(Node("title", "", [*self._labels_before(), line]), depth)

    def _labels_before(self) -> list[Line]:
        """The labelled lines before a matter's own words that begin its block: `建议编号：第5号`."""
        above = self._stack[-1].lines if self._stack else self.loose
        begin = len(above)
        while begin and (label := self._signs.label_of(above[begin - 1].text)):
            if self._stack and label not in self._heads:
                break
            begin -= 1
        taken = above[begin:]
        del above[begin:]
        if not self._stack:
            self._heads = frozenset(self._signs.label_of(line.text) for line in taken)
        return taken

    def _heading(self, line: Line, following: Line | None) -> None:
        kind = f"heading {line.level}" if line.level else "heading"
        kinds = [node.kind for node in self._stack]
        below = marker_of(following.text) if following else None
        if kind in kinds:
            depth = kinds.index(kind)
        elif line.level:
            higher = [k for k in kinds if k.startswith("heading ") and int(k[8:]) < line.level]
            depth = len(higher)
        else:
            depth = kinds.index(below.kind) if below and below.kind in kinds else 0
        self._listing = ""
        self._push(Node(kind, "", [line]), depth)

    def _is_heading(self, line: Line, before: Line | None, following: Line | None) -> bool:
        """A short line without any stop between a finished paragraph and a numbered one."""
        below = marker_of(following.text) if following else None
        return (
            below is not None
            and before is not None
            and len(line.text) <= _LONGEST_HEADING
            and not _SENTENCE.search(line.text)
            and not self._signs.label_of(line.text)
            and (
                _ENDED.search(before.text) is not None
                or not self._stack
                or bool(self._signs.label_of(before.text))
            )
            and (bool(self._stack) or below.ordinal == 1)
        )

    def _push(self, node: Node, depth: int) -> None:
        self._is_broken = False
        del self._stack[depth:]
        (self._stack[-1].children if self._stack else self.roots).append(node)
        self._stack.append(node)
