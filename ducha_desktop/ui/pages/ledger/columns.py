"""The columns of the ledger."""

from collections.abc import Callable, Iterable
from datetime import date

from ducha_desktop.domain.fields import BY_KEY as FIELD_OF
from ducha_desktop.domain.fields import FieldKind
from ducha_desktop.domain.ledger_query import ListColumn, SortKey
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.services.ledger_table import WORDS, TableRow
from ducha_desktop.services.outline import TreeRow
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.tables.columns import Column, Paint, Twig


def due_words(row: MatterRow) -> str:
    """The deadline as short as it can be said: month and day in the present year, the words otherwise."""
    if row.due is None:
        return row.due_text or "未定"
    if row.days_left is not None and row.due.year == _today(row).year:
        return f"{row.due.month:02d}-{row.due.day:02d}"
    return row.due.isoformat()


def days_words(row: MatterRow) -> str:
    """How long there is still time, as a clerk says it; empty when it no longer matters."""
    if row.stage in {Stage.CLOSED, Stage.CANCELLED} or row.days_left is None:
        return ""
    if row.stage is Stage.CLOSING:  # its clock stands: the sentence of its light says whether it was in time
        return "已申请办结"
    if row.days_left < 0:
        return f"已超期 {-row.days_left} 天"
    if row.days_left == 0:
        return "今日到期"
    if row.workdays_left is not None:
        return f"还有 {row.workdays_left} 个工作日"
    return f"还有 {row.days_left} 天"


def state_words(row: MatterRow) -> str:
    """The word of the state."""
    return State(row.state).word


def _today(row: MatterRow) -> date:
    assert row.due is not None
    assert row.days_left is not None
    return date.fromordinal(row.due.toordinal() - row.days_left)


def _due_hint(row: MatterRow) -> str:
    return "，".join(part for part in (row.due_text or due_words(row), days_words(row)) if part)


def _due_tone(row: MatterRow) -> str:
    return "red" if row.light is Light.RED else ""


def _percent(row: MatterRow) -> str:
    return "" if row.progress_percent is None else f"{row.progress_percent:g}"


def _twig(row: MatterRow) -> Twig | None:
    """Where a matter stands in the tree, and how many of the works below it are done."""
    if not isinstance(row, TreeRow):
        return None
    note = f"{row.done}/{row.counted}" if row.counted else ""
    return Twig(row.depth, not row.opened if row.parts else None, note)


COLUMNS: tuple[Column[MatterRow], ...] = (
    Column("编号", "number", lambda r: r.number.removeprefix("督办"), 114, sort=SortKey.NUMBER, listed=ListColumn.NUMBER, edit=lambda r: r.number, hint=lambda r: r.number),
    Column("事项", "title", lambda r: r.title, 0, sort=SortKey.TITLE, kind=FieldKind.LONG_TEXT, twig=_twig),
    Column("台账", "ledger", lambda r: r.ledger, 112, sort=SortKey.LEDGER, listed=ListColumn.LEDGER, shown=False),
    Column("牵头单位", "lead_unit", lambda r: r.lead_unit, 108, 96, sort=SortKey.LEAD_UNIT, listed=ListColumn.LEAD_UNIT, kind=FieldKind.UNITS),
    Column(
        "责任领导", "responsible_leaders", lambda r: "、".join(r.responsible_leaders), 80, gives_way=3,
        sort=SortKey.RESPONSIBLE, listed=ListColumn.RESPONSIBLE, kind=FieldKind.PEOPLE,
    ),
    Column(
        "联系领导", "liaison_leaders", lambda r: "、".join(r.liaison_leaders), 80,
        sort=SortKey.LIAISON, listed=ListColumn.LIAISON, kind=FieldKind.PEOPLE, shown=False,
    ),
    Column(
        "时限", "due", due_words, 98, sort=SortKey.DUE, listed=ListColumn.DUE, kind=FieldKind.DEADLINE, value=lambda r: r.due,
        edit=lambda r: r.due_text or (r.due.isoformat() if r.due else ""), hint=_due_hint, tone=_due_tone,
    ),
    Column(
        "亮灯", "light", lambda r: r.light.word, 66, sort=SortKey.LIGHT, listed=ListColumn.LIGHT, paint=Paint.LIGHT,
        value=lambda r: r.light, hint=lambda r: r.light_reason,
    ),
    Column("状态", "state", state_words, 82, gives_way=1, sort=SortKey.STATE, listed=ListColumn.STATE, hint=lambda r: f"{r.stage.word}：{state_words(r)}"),
    Column(
        "进度", "progress_percent", _percent, 84, 56, 2, sort=SortKey.PROGRESS, listed=ListColumn.PROGRESS, kind=FieldKind.PERCENT,
        paint=Paint.PROGRESS, value=lambda r: r.progress_percent,
    ),
    Column("来源", "source", lambda r: r.source, 100, sort=SortKey.SOURCE, listed=ListColumn.SOURCE, kind=FieldKind.TEXT, shown=False),
    Column("配合单位", "co_units", lambda r: "、".join(r.co_units), 140, listed=ListColumn.CO_UNITS, kind=FieldKind.UNITS, shown=False),
    Column("责任人", "persons", lambda r: "、".join(r.persons), 96, listed=ListColumn.PERSONS, kind=FieldKind.PEOPLE, shown=False),
    Column("时限原文", "due_text", lambda r: r.due_text, 120, shown=False),
    Column("剩余时间", "days_left", days_words, 120, shown=False),
    Column("更新", "updated", lambda r: r.updated[:10], 88, sort=SortKey.UPDATED, listed=ListColumn.UPDATED, shown=False),
)  # fmt: skip


def _told(key: str) -> Callable[[MatterRow], str]:
    """The words of a further column; empty until they have been read."""
    return lambda row: str(row.words.get(key, "")) if isinstance(row, TableRow) else ""


def _further(key: str, title: str, width: int, listed: ListColumn | None = None) -> Column[MatterRow]:
    spec = FIELD_OF.get(key)
    kind = spec.kind if spec is not None else None
    return Column(title, key, _told(key), width, listed=listed, kind=kind, shown=False)


COLUMNS += (
    _further("category", "类别", 110, ListColumn.CATEGORY),
    _further("item_group", "项", 110, ListColumn.ITEM),
    _further("source_ref", "来源文号", 130, ListColumn.SOURCE_REF),
    _further("registered", "登记日期", 100, ListColumn.REGISTERED),
    _further("priority", "紧急程度", 90, ListColumn.PRIORITY),
    _further("phone", "联系电话", 116),
    *(
        _further(key, FIELD_OF[key].label, 220)
        for key in (
            *("instruction", "target", "task", "measures", "requirement", "duty", "plan"),
            *("progress_text", "problems", "next_steps", "watch", "remarks"),
        )
    ),
)

BY_KEY = {column.key: column for column in COLUMNS}


def words_of(shown: Iterable[str]) -> tuple[str, ...]:
    """The columns among those shown whose words have to be read from the matters."""
    return tuple(sorted(key for key in shown if key in WORDS))
