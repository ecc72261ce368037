"""The matters of a written text as a sheet, with the places where they stand."""

from collections.abc import Sequence

from ducha_desktop.domain.fields import BY_KEY, FIELDS
from ducha_desktop.exchange.grid import Grid
from ducha_desktop.exchange.prose import Matter
from ducha_desktop.exchange.prose_outline import Line

SHEET = "正文"
PROSE = (
    "这是一份文字稿，没有找到写明责任单位或责任领导的事项，没有导入任何内容。"
    "请写成“1.事项。（责任单位：……；完成时限：……）”的样子，或整理成表格（.xlsx）再导入。"
)
_TITLE_LINES = 3


def prose_grid(matters: Sequence[Matter], lines: Sequence[Line], counted: str) -> Grid:
    """The matters under a heading of our own words, with the places they stand in.

    Args:
        matters: as `read_prose` gave them.
        lines: the paragraphs of the text; the first of them stand above the table.
        counted: what its places count, `段` or `行`.
    """
    used = {key for matter in matters for key in matter.fields}
    first = ("category", "item_group", "title", "task")
    keys = [key for key in dict.fromkeys((*first, *(spec.key for spec in FIELDS))) if key in used]
    extras = list(dict.fromkeys(name for matter in matters for name in matter.extras))
    columns = [[BY_KEY[key].label, *(matter.fields.get(key, "") for matter in matters)] for key in keys]
    columns += [[name, *(matter.extras.get(name, "") for matter in matters)] for name in extras]
    places = ["", *(place_words(matter.places, counted) for matter in matters)]
    above = [line.text for line in lines if line.text][:_TITLE_LINES]
    return Grid(
        SHEET, "visible", len(matters) + 1, tuple(columns), places=tuple(places), above=tuple(reversed(above))
    )


def place_words(places: tuple[int, int], counted: str) -> str:
    """`第3段`, or `第3—5段`."""
    first, last = places
    return f"第{first}{counted}" if first == last else f"第{first}—{last}{counted}"
