"""The register as a workbook: units and people with their posts, in official order; it can be read back."""

from collections.abc import Sequence
from datetime import date, datetime, time
from pathlib import Path

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.vocabulary import PostLevel, UnitKind
from ducha_desktop.exchange.xlsx_cells import CellKind, Value
from ducha_desktop.exchange.xlsx_sheet import Sheet, SheetColumn
from ducha_desktop.exchange.xlsx_stream import Written, write_workbook
from ducha_desktop.services.register_views import PersonView, PostView, UnitView

_UNITS = (
    SheetColumn("排名", 7, CellKind.INTEGER),
    SheetColumn("单位名称", 26, wrap=True),
    SheetColumn("简称和别名", 40, wrap=True),
    SheetColumn("类别", 14, CellKind.WORD, choices=tuple(kind.word for kind in UnitKind)),
    SheetColumn("考核类别", 16, CellKind.WORD),
    SheetColumn("上级单位", 20, wrap=True),
    SheetColumn("电话", 18),
)
_PEOPLE = (
    SheetColumn("排名", 7, CellKind.INTEGER),
    SheetColumn("姓名", 12, CellKind.WORD),
    SheetColumn("所在单位", 24, wrap=True),
    SheetColumn("职务", 36, wrap=True),
    SheetColumn("层级", 14, CellKind.WORD, choices=tuple(level.word for level in PostLevel)),
    SheetColumn("任职日期", 13, CellKind.DATE),
    SheetColumn("离任日期", 13, CellKind.DATE),
    SheetColumn("电话", 18),
    SheetColumn("别名", 20, wrap=True),
)


def write_register(
    target: Path,
    units: Sequence[UnitView],
    people: Sequence[tuple[PersonView, Sequence[PostView]]],
    *,
    office: str,
    today: date,
) -> Written:
    """Write both lists; the file is replaced whole or not at all.

    Args:
        target: the file.
        units: in official order.
        people: in official order, each with all posts; one line a post.
        office: who exports.
        today: printed, and the time in the file.

    Raises:
        OSError: the target cannot be written.
    """
    notes = (f"单位：{office}", chinese_date(today))
    when = datetime.combine(today, time())
    lists = (
        Sheet(
            "单位", _UNITS, rows=[_unit(unit) for unit in units], title="单位名册", notes=notes, frozen_columns=2,
            office=office,
        ),
        Sheet(
            "人员", _PEOPLE, rows=[line for person, posts in people for line in _person(person, posts)],
            title="人员名册", notes=notes, frozen_columns=2, office=office,
        ),
    )  # fmt: skip
    return write_workbook(target, lists, when=when, title="单位人员名册", author=office)


def _unit(unit: UnitView) -> Sequence[Value]:
    return (
        *(unit.place or None, unit.name, "、".join(unit.short_names), unit.kind.word, unit.rank_class),
        *(unit.parent, unit.phone),
    )


def _person(person: PersonView, posts: Sequence[PostView]) -> list[Sequence[Value]]:
    head = (person.place or None, person.name, person.unit)
    tail = (person.phone, "、".join(person.aliases))
    lines: list[Sequence[Value]] = [
        (*head, post.title, post.level.word, post.since, post.until, *tail) for post in posts
    ]
    return lines or [(*head, "", "", None, None, *tail)]
