"""The little Markdown the manual is written in, as the HTML that Qt's text documents understand.

Qt reads Markdown itself, but then no style sheet applies and headings cannot be linked to.
"""

import re
from collections.abc import Iterator
from html import escape

_PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_KEY = re.compile(r"`([^`]+)`")
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_HEADING = re.compile(r"(#{1,4})\s+(.+)")
_ITEM = re.compile(r"(?:[-*]|(\d+)\.)\s+(.*)")
_RULED = re.compile(r"\|?[\s:|-]+\|?")


def to_html(text: str) -> str:
    """The page as HTML: headings, paragraphs, lists, tables, notes, pictures, links, keys and bold words."""
    return "\n".join(_blocks(text.splitlines()))


def anchor(heading: str) -> str:
    """The name of a heading in a link: its words without blanks."""
    return re.sub(r"\s+", "", plain(heading))


def plain(text: str) -> str:
    """The words of a line without its marks."""
    text = _LINK.sub(r"\1", _PICTURE.sub("", text))
    text = _BOLD.sub(r"\1", _KEY.sub(r"\1", text))
    return re.sub(r"^\s*(?:#{1,4}|[-*]|\d+\.|>|\|)\s*", "", text).replace("|", " ").strip()


def links(text: str) -> list[str]:
    """Where the links of a page lead, pictures left out."""
    return [target for _, target in _LINK.findall(_PICTURE.sub("", text))]


def pictures(text: str) -> list[str]:
    """The pictures of a page."""
    return [target for _, target in _PICTURE.findall(text)]


def _blocks(lines: list[str]) -> Iterator[str]:
    """One piece of HTML after the other; a block goes on until an empty line or another kind of line."""
    at = 0
    while at < len(lines):
        line = lines[at].strip()
        if not line:
            at += 1
            continue
        end = _end_of(lines, at)
        yield _block([each.rstrip() for each in lines[at:end]])
        at = end


def _end_of(lines: list[str], start: int) -> int:
    kind = _kind(lines[start])
    end = start + 1
    if kind == "heading":
        return end
    while end < len(lines):
        line = lines[end]
        if not line.strip():
            if kind != "item" or not _goes_on(lines, end):
                return end
        elif kind != _kind(line) and not (kind == "item" and line.startswith("  ")):
            return end
        end += 1
    return end


def _goes_on(lines: list[str], blank: int) -> bool:
    """Whether a list goes on below an empty line."""
    rest = next((line for line in lines[blank:] if line.strip()), "")
    return _kind(rest) == "item" or rest.startswith("  ")


def _kind(line: str) -> str:
    stripped = line.strip()
    if _HEADING.fullmatch(stripped):
        return "heading"
    if stripped.startswith(">"):
        return "note"
    if stripped.startswith("|"):
        return "table"
    if _ITEM.fullmatch(stripped) or (line.startswith("  ") and stripped):
        return "item"
    return "words"


def _block(lines: list[str]) -> str:
    kind = _kind(lines[0])
    if kind == "heading":
        return _heading(lines[0].strip())
    if kind == "note":
        said = _inline(" ".join(line.strip().lstrip(">").strip() for line in lines))
        return (
            f'<table class="note" width="100%" cellpadding="8"><tr><td class="note">{said}</td></tr></table>'
        )
    if kind == "table":
        return _table(lines)
    if kind == "item":
        return _list(lines)
    words = "".join(line.strip() for line in lines)
    return (
        f'<p class="picture">{_inline(words)}</p>'
        if _PICTURE.fullmatch(words)
        else f"<p>{_inline(words)}</p>"
    )


def _heading(line: str) -> str:
    found = _HEADING.fullmatch(line)
    assert found is not None
    rank, words = len(found[1]), found[2]
    return f'<h{rank}><a name="{escape(anchor(words))}"></a>{_inline(words)}</h{rank}>'


def _table(lines: list[str]) -> str:
    rows = [line.strip().strip("|").split("|") for line in lines if not _RULED.fullmatch(line.strip())]
    head = "".join(f'<th align="left">{_inline(cell.strip())}</th>' for cell in rows[0])
    body = "".join(
        "<tr>" + "".join(f"<td>{_inline(cell.strip())}</td>" for cell in cells) + "</tr>"
        for cells in rows[1:]
    )
    return f'<table class="grid" width="100%" cellpadding="6" cellspacing="0" border="1"><tr>{head}</tr>{body}</table>'


def _list(lines: list[str]) -> str:
    """One level of items; indented lines and pictures belong to the item above them."""
    items: list[list[str]] = []
    ordered = False
    for line in lines:
        found = _ITEM.fullmatch(line.strip())
        if found is not None and not line.startswith("  "):
            ordered = ordered or found[1] is not None
            items.append([found[2]])
        elif line.strip() and items:
            items[-1].append(line.strip())
    kind = "ol" if ordered else "ul"
    return f"<{kind}>" + "".join(f"<li>{_parts(item)}</li>" for item in items) + f"</{kind}>"


def _parts(lines: list[str]) -> str:
    return "".join(f"<br>{_inline(line)}" if _PICTURE.fullmatch(line) else _inline(line) for line in lines)


def _inline(text: str) -> str:
    text = escape(text, quote=False)
    text = _PICTURE.sub(r'<img src="\2" alt="\1">', text)
    text = _LINK.sub(r'<a href="\2">\1</a>', text)
    text = _BOLD.sub(r"<b>\1</b>", text)
    return _KEY.sub(r'<span class="key">&nbsp;\1&nbsp;</span>', text)
