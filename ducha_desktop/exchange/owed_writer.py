"""催报清单 as a workbook: the sums by unit, and every line."""

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.obligations import Standing
from ducha_desktop.exchange.xlsx_cells import CellKind, Value
from ducha_desktop.exchange.xlsx_sheet import Sheet, SheetColumn
from ducha_desktop.exchange.xlsx_stream import Written, write_workbook
from ducha_desktop.services.obligations import OwedLine, OwedList, UnitOwed
from ducha_desktop.services.obligations_words import heading, tally_sentence

_UNITS = (
    SheetColumn("序号", 6, CellKind.INTEGER),
    SheetColumn("单位", 28, wrap=True),
    SheetColumn("考核类别", 14, CellKind.WORD),
    SheetColumn("应报", 8, CellKind.INTEGER),
    SheetColumn("已报", 8, CellKind.INTEGER),
    SheetColumn("补报", 8, CellKind.INTEGER),
    SheetColumn("逾期未报", 10, CellKind.INTEGER),
    SheetColumn("待报", 8, CellKind.INTEGER),
    SheetColumn("未及时上报", 12, CellKind.INTEGER),
)
_LINES = (
    SheetColumn("序号", 6, CellKind.INTEGER),
    SheetColumn("单位", 24, wrap=True),
    SheetColumn("应报内容", 44, wrap=True),
    SheetColumn("事项编号", 20),
    SheetColumn("周期", 10, CellKind.WORD),
    SheetColumn("期次", 16, wrap=True),
    SheetColumn("应报日期", 13, CellKind.DATE),
    SheetColumn("情况", 11, CellKind.WORD, choices=tuple(standing.word for standing in Standing)),
    SheetColumn("报送日期", 13, CellKind.DATE),
    SheetColumn("催报记录", 24, wrap=True),
)


def write_owed(target: Path, found: OwedList, *, office: str) -> Written:
    """Write the list; the file is replaced whole or not at all.

    Raises:
        OSError: the target cannot be written.
    """
    notes = (f"单位：{office}", chinese_date(found.today))
    title = heading(found)

    def foot() -> Sequence[str]:
        return (tally_sentence(found.tally),)

    lists = (
        Sheet(
            "清单", _LINES, rows=[_line(place, line) for place, line in enumerate(found.lines, 1)], title=title,
            notes=notes, foot=foot, frozen_columns=2, office=office,
        ),
        Sheet(
            "分单位", _UNITS, rows=[_unit(place, unit) for place, unit in enumerate(found.units, 1)],
            title=f"{title}（分单位）", notes=notes, foot=foot, frozen_columns=2, office=office,
        ),
    )  # fmt: skip
    when = datetime.combine(found.today, time())
    return write_workbook(target, lists, when=when, title=title, author=office)


def _line(place: int, line: OwedLine) -> Sequence[Value]:
    what = (line.unit, line.title, line.number, line.cycle, line.period)
    return (place, *what, line.due, line.standing.word, line.made_on, "")


def _unit(place: int, unit: UnitOwed) -> Sequence[Value]:
    tally = unit.tally
    numbers = (tally.owed, tally.made, tally.late, tally.missed, tally.due, tally.untimely)
    return (place, unit.name, unit.rank_class, *numbers)
