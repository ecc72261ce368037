"""Automatic numbers of a Word document: `numbering.xml` and the styles, counted paragraph by paragraph."""

import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_LEVELS = 9
_MOST_BASES = 20
_HAN, _STEMS, _BRANCHES = "〇一二三四五六七八九", "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def local(element: Element) -> str:
    """Name of an element without its name space; empty for a comment."""
    return element.tag.rsplit("}", 1)[-1] if isinstance(element.tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    return next((part for part in element if local(part) == name), None) if element is not None else None


def attribute(element: Element | None, name: str = "val") -> str:
    """An attribute by its name without name space; empty when it is missing."""
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key.rsplit("}", 1)[-1] == name), "")


def whole(text: str, default: int = 0) -> int:
    """A small number of the file; `default` for anything else."""
    return int(text) if text.isascii() and text.lstrip("-").isdecimal() and len(text) < 8 else default  # noqa: PLR2004


def is_on(element: Element | None) -> bool:
    """Whether a switch such as `w:vanish` is set."""
    return element is not None and attribute(element) not in ("0", "false", "off")


@dataclass(slots=True)
class Level:
    """One level of a list: how it counts, its words (`%1、`), its first number."""

    form: str = "decimal"
    words: str = ""
    start: int = 1


@dataclass(slots=True)
class Style:
    """What a paragraph style says of outline and numbers."""

    name: str = ""
    base: str = ""
    number: str = ""
    level: int = 0
    outline: int = 0


@dataclass(slots=True)
class Numbering:
    """The lists and styles of a document; counts as its paragraphs pass by."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    styles: dict[str, Style] = field(default_factory=dict)
    _counts: dict[str, list[int]] = field(default_factory=dict)
    _begun: set[tuple[str, int]] = field(default_factory=set)
    _restarts: dict[tuple[str, int], int] = field(default_factory=dict)

    def read_lists(self, root: Element) -> None:
        """Take `numbering.xml`."""
        kinds: dict[str, dict[int, Level]] = {}
        for part in root:
            if local(part) == "abstractNum":
                kinds[attribute(part, "abstractNumId")] = dict(_levels(part))
        for part in root:
            if local(part) != "num":
                continue
            number, kind = attribute(part, "numId"), attribute(child(part, "abstractNumId"))
            own = dict(kinds.get(kind, {}))
            for change in (each for each in part if local(each) == "lvlOverride"):
                level = whole(attribute(change, "ilvl"))
                own |= dict(_levels(change))
                restart = child(change, "startOverride")
                if restart is not None:
                    self._restarts[number, level] = whole(attribute(restart), 1)
            self.lists[number], self.kinds[number] = own, kind

    def read_styles(self, root: Element) -> None:
        """Take `styles.xml`."""
        for part in root:
            if local(part) != "style":
                continue
            properties = child(part, "pPr")
            numbered = child(properties, "numPr")
            outline = attribute(child(properties, "outlineLvl"))
            self.styles[attribute(part, "styleId")] = Style(
                name=attribute(child(part, "name")).lower(),
                base=attribute(child(part, "basedOn")),
                number=attribute(child(numbered, "numId")),
                level=whole(attribute(child(numbered, "ilvl"))),
                outline=whole(outline, -1) + 1,
            )

    def is_contents(self, properties: Element | None) -> bool:
        """Whether a paragraph is a line of the table of contents."""
        return any(style.name.startswith("toc") for style in self._bases(properties))

    def heading(self, properties: Element | None) -> int:
        """The outline level of a paragraph from 1, 0 for ordinary text."""
        own = whole(attribute(child(properties, "outlineLvl")), -1) + 1
        if 0 < own <= _LEVELS:
            return own
        for style in self._bases(properties):
            named = style.name.removeprefix("heading ").removeprefix("标题 ")
            if named != style.name and named.isdecimal():
                return whole(named)
            if 0 < style.outline <= _LEVELS:
                return style.outline
        return 0

    def next(self, properties: Element | None) -> str:
        """The number that Word shows before a paragraph; empty for none. Counts on."""
        number, level = self._place(properties)
        levels = self.lists.get(number)
        if not levels or number == "0":
            return ""
        counts = self._counts.setdefault(self.kinds[number] or number, [0] * _LEVELS)
        restart = self._restarts.get((number, level))
        if restart is not None and (number, level) not in self._begun:
            counts[level] = restart - 1
        elif not counts[level]:
            counts[level] = levels.get(level, Level()).start - 1
        self._begun.add((number, level))
        counts[level] += 1
        counts[level + 1 :] = [0] * (_LEVELS - level - 1)
        return _shown(levels, level, counts)

    def _place(self, properties: Element | None) -> tuple[str, int]:
        own = child(properties, "numPr")
        number = attribute(child(own, "numId"))
        level = attribute(child(own, "ilvl"))
        for style in self._bases(properties):
            if number:
                break
            if style.number:
                number, level = style.number, level or str(style.level)
        return number, min(max(whole(level), 0), _LEVELS - 1)

    def _bases(self, properties: Element | None) -> Iterator[Style]:
        """The style of a paragraph and those it is based on."""
        name = attribute(child(properties, "pStyle"))
        for _ in range(_MOST_BASES):
            style = self.styles.get(name)
            if style is None:
                return
            yield style
            name = style.base


def _levels(part: Element) -> Iterator[tuple[int, Level]]:
    for each in part:
        if local(each) == "lvl":
            form = attribute(child(each, "numFmt")) or "decimal"
            words, start = attribute(child(each, "lvlText")), attribute(child(each, "start"))
            yield whole(attribute(each, "ilvl")), Level(form, words[:40], whole(start, 1))


def _shown(levels: dict[int, Level], level: int, counts: list[int]) -> str:
    own = levels.get(level, Level())
    if own.form == "bullet":
        return "•"
    if own.form == "none":
        return ""
    words = own.words
    for place in range(level + 1):
        form = levels.get(place, Level()).form
        count = counts[place] or levels.get(place, Level()).start
        words = words.replace(f"%{place + 1}", _counted(count, form))
    return words


def _counted(number: int, form: str) -> str:
    """A number as its list shows it; in plain digits where the list has no sign for it."""
    if number < 1:
        return str(number)
    if form in _ROWS:
        row = _ROWS[form]
        return row[number - 1] if number <= len(row) else str(number)
    return _FORMS.get(form, str)(number)


def _in_words(number: int, digits: str, ten: str, *, always: bool = False) -> str:
    """1 to 99 in Chinese; beyond that digit by digit."""
    if number > 99:  # noqa: PLR2004
        return "".join(digits[int(digit)] for digit in str(number))
    tens, units = divmod(number, 10)
    head = digits[tens] if tens > 1 or (tens and always) else ""
    return f"{head}{ten if tens else ''}{digits[units] if units else ''}"


def _roman(number: int) -> str:
    words = ""
    for value, letters in _ROMAN:
        while number >= value and len(words) < 40:  # noqa: PLR2004 - nobody counts further in these
            words, number = words + letters, number - value
    return words


_ROWS = {
    "ideographTraditional": _STEMS,
    "ideographZodiac": _BRANCHES,
    "decimalEnclosedCircle": _CIRCLED,
    "decimalEnclosedCircleChinese": _CIRCLED,
    "upperLetter": string.ascii_uppercase,
    "lowerLetter": string.ascii_lowercase,
}
_FORMS: dict[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "koreanCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        lambda number: _in_words(number, _HAN, "十"),
    ),
    **dict.fromkeys(
        ("chineseLegalSimplified", "ideographLegalTraditional", "japaneseLegal"),
        lambda number: _in_words(number, _LEGAL, "拾", always=True),
    ),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "ideographDigital": lambda number: "".join(_HAN[int(digit)] for digit in str(number)),
    "decimalEnclosedParen": "({})".format,
    "decimalZero": "{:02d}".format,
}
