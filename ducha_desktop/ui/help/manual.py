"""The pages of the manual: read from `resources/manual`, listed, and searched."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ducha_desktop.runtime import paths
from ducha_desktop.ui.help import markdown
from ducha_desktop.ui.help.key_list import key_groups

FOLDER = "manual"
FIRST = "first-open"
_ENTRY = re.compile(r"-\s+\[([^\]]+)\]\(([\w-]+)\.md\)")
_KEYS = "{{按键}}"
_AROUND = 24


@dataclass(frozen=True, slots=True)
class ManualPage:
    """One page.

    Attributes:
        key: name of its file without the ending.
        title: its words in the contents.
        group: heading it stands under in the contents.
        text: its Markdown.
    """

    key: str
    title: str
    group: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """A place where the manual answers: page, heading, and the words around the first hit."""

    page: ManualPage
    heading: str
    around: str

    @property
    def target(self) -> str:
        """The place as a link."""
        own = self.heading == self.page.title
        return f"{self.page.key}.md" if own else f"{self.page.key}.md#{markdown.anchor(self.heading)}"


class Manual:
    """All pages in the order of the contents."""

    def __init__(self, pages: tuple[ManualPage, ...]) -> None:
        """Keep the pages."""
        self.pages = pages
        self._by_key = {page.key: page for page in pages}

    def page(self, key: str) -> ManualPage:
        """The page of that key; the first one where there is none."""
        return self._by_key.get(key) or self._by_key[FIRST]

    def __contains__(self, key: object) -> bool:
        """Whether there is a page of that key."""
        return key in self._by_key

    def find(self, typed: str) -> list[Found]:
        """Sections in which all the words typed occur; those that name them in their heading first."""
        words = typed.lower().split()
        if not words:
            return []
        found: list[tuple[int, Found]] = []
        for page in self.pages:
            for heading, body in sections(page):
                whole = f"{page.title} {heading} {body}".lower()
                if all(word in whole for word in words):
                    named = sum(word in f"{page.title} {heading}".lower() for word in words)
                    found.append((-named, Found(page, heading, _around(body, words))))
        found.sort(key=lambda pair: pair[0])
        return [each for _, each in found]


def sections(page: ManualPage) -> Iterator[tuple[str, str]]:
    """(heading, plain words below it) of a page; what stands above the first heading belongs to the title."""
    heading, body = page.title, list[str]()
    for line in page.text.splitlines():
        if line.startswith("#"):
            if body or heading != page.title:
                yield heading, " ".join(body)
            heading, body = markdown.plain(line), []
        elif line.strip():
            body.append(markdown.plain(line))
    yield heading, " ".join(body)


@lru_cache(maxsize=1)
def manual() -> Manual:
    """The manual; read once."""
    root = paths.resource(FOLDER)
    pages: list[ManualPage] = []
    group = ""
    for line in (root / "contents.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            group = line[3:].strip()
        elif entry := _ENTRY.fullmatch(line.strip()):
            text = (root / f"{entry[2]}.md").read_text(encoding="utf-8").replace(_KEYS, _key_tables())
            pages.append(ManualPage(entry[2], entry[1], group, text))
    return Manual(tuple(pages))


def _key_tables() -> str:
    """The key list as Markdown, from the one place that knows the keys."""
    lines: list[str] = []
    for group, entries in key_groups():
        lines += ["", f"## {group}", "", "| 按键 | 作用 |", "| --- | --- |"]
        lines += [f"| `{keys}` | {words} |" for keys, words in entries]
    return "\n".join(lines)


def _around(body: str, words: list[str]) -> str:
    low = body.lower()
    places = [place for word in words if (place := low.find(word)) >= 0]
    if not places:
        return body[: 2 * _AROUND]
    start = max(0, min(places) - _AROUND // 2)
    cut = body[start : start + 2 * _AROUND]
    return ("…" if start else "") + cut + ("…" if start + 2 * _AROUND < len(body) else "")
