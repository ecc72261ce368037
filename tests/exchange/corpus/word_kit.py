"""Short ways to write a Word document by hand, element by element."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from corpus.kit import packed

_OPEN = "http://schemas.openxmlformats.org"
MAIN = f"{_OPEN}/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{MAIN}" xmlns:r="{_OPEN}/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/></Types>'
)
RELS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_OPEN}/package/2006/relationships"><Relationship Id="rId1" '
    f'Type="{_OPEN}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)


def run(text: str, inside: str = "") -> str:
    """A run; line breaks and tabs as Word keeps them."""
    parts = escape(text).replace("\n", "</w:t><w:br/><w:t>").replace("\t", "</w:t><w:tab/><w:t>")
    return f'<w:r>{inside}<w:t xml:space="preserve">{parts}</w:t></w:r>'


def p(text: str = "", *, style: str = "", number: tuple[int, int] | None = None, raw: str = "") -> str:
    """A paragraph: words, a style, an automatic number (list, level), or runs as they stand."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{raw or (run(text) if text else '')}</w:p>"


def tc(content: str = "", *, span: int = 1, merge: str = "") -> str:
    """A cell: words or whole paragraphs; `merge` is `restart` or `continue`."""
    body = content if content.startswith("<w:") else "".join(p(line) for line in content.split("\n"))
    down = "" if not merge else '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
    across = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f"<w:tc><w:tcPr>{across}{down}</w:tcPr>{body}</w:tc>"


def tr(cells: Iterable[str], *, inside: str = "") -> str:
    """A row of cells, plain words or made by `tc`."""
    made = "".join(cell if cell.startswith("<w:tc>") else tc(cell) for cell in cells)
    return f"<w:tr>{f'<w:trPr>{inside}</w:trPr>' if inside else ''}{made}</w:tr>"


def tbl(rows: Iterable[Sequence[str] | str], widths: Sequence[int] = ()) -> str:
    """A table of rows, cell words or whole rows made by `tr`."""
    made = [row if isinstance(row, str) else tr(row) for row in rows]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(made)}</w:tbl>"


def document(*blocks: str) -> str:
    """The main part."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {_SPACES}><w:body>{"".join(blocks)}<w:sectPr/></w:body></w:document>'


def word_parts(*blocks: str, **parts: str) -> dict[str, bytes]:
    """The members of a document; `parts` are further ones, `word__styles="…"` for `word/styles.xml`."""
    members = {"[Content_Types].xml": TYPES, "_rels/.rels": RELS, "word/document.xml": document(*blocks)}
    members |= {f"{key.replace('__', '/')}.xml": value for key, value in parts.items()}
    return {name: text.encode() for name, text in members.items()}


def word(*blocks: str, **parts: str) -> bytes:
    """A document."""
    return packed(word_parts(*blocks, **parts))


def numbering(*lists: Sequence[tuple[str, str]]) -> str:
    """`numbering.xml`: each list is its levels as (form, words); list n has the number n."""
    kinds, numbers = [], []
    for index, levels in enumerate(lists, 1):
        made = "".join(
            f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{words}"/></w:lvl>'
            for level, (form, words) in enumerate(levels)
        )
        kinds.append(f'<w:abstractNum w:abstractNumId="{index}">{made}</w:abstractNum>')
        numbers.append(f'<w:num w:numId="{index}"><w:abstractNumId w:val="{index}"/></w:num>')
    return f'<?xml version="1.0"?><w:numbering {_SPACES}>{"".join(kinds)}{"".join(numbers)}</w:numbering>'


def styles(*made: str) -> str:
    """`styles.xml`."""
    return f'<?xml version="1.0"?><w:styles {_SPACES}>{"".join(made)}</w:styles>'


def style(name: str, words: str, inside: str = "", base: str = "") -> str:
    """One paragraph style."""
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{words}"/>{based}<w:pPr>{inside}</w:pPr></w:style>'


def footnotes(*texts: str) -> str:
    """`footnotes.xml`, numbered from 1."""
    notes = "".join(
        f'<w:footnote w:id="{index}">{p(text)}</w:footnote>' for index, text in enumerate(texts, 1)
    )
    return f'<?xml version="1.0"?><w:footnotes {_SPACES}>{notes}</w:footnotes>'
