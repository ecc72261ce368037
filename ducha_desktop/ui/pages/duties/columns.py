"""The columns of what is owed: units with their sums, lines, duties, contacts."""

from datetime import date
from typing import TYPE_CHECKING

from ducha_desktop.domain.obligations import Standing
from ducha_desktop.services.obligations import OwedLine, UnitOwed
from ducha_desktop.ui.tables.columns import Column

if TYPE_CHECKING:
    from ducha_desktop.services.contacts import ContactView
    from ducha_desktop.services.duties import DutyView

TONES = {Standing.MISSED: "red", Standing.LATE: "yellow", Standing.MADE: "green", Standing.DUE: "soft"}


def day(value: date | None) -> str:
    """`2026-11-22`; empty without one."""
    return value.isoformat() if value else ""


def _number(value: int) -> str:
    return f"{value:,}" if value else ""


def unit_columns() -> tuple[Column[UnitOwed], ...]:
    """Units: 应报 = 已报 + 补报 + 逾期未报 + 待报."""
    return (
        Column("单位", "name", lambda u: u.name, 0, hint=lambda u: u.name),
        Column("应报", "owed", lambda u: f"{u.tally.owed:,}", 50, right=True),
        Column("已报", "made", lambda u: _number(u.tally.made), 50, right=True, tone=lambda _u: "soft"),
        Column("补报", "late", lambda u: _number(u.tally.late), 50, right=True, tone=lambda _u: "yellow"),
        Column("逾期", "missed", lambda u: _number(u.tally.missed), 50, right=True, tone=lambda _u: "red"),
        Column("待报", "due", lambda u: _number(u.tally.due), 50, right=True),
    )


def line_columns() -> tuple[Column[OwedLine], ...]:
    """What one unit, or all of them, owe."""
    return (
        Column("单位", "unit", lambda w: w.unit, 132, 104, hint=lambda w: w.unit),
        Column("应报内容", "title", lambda w: w.title, 0, hint=lambda w: w.title),
        Column("编号", "number", lambda w: w.number, 148, 132, 2, tone=lambda _w: "soft"),
        Column("期次", "period", lambda w: w.period, 124, 112, hint=lambda w: f"{w.cycle}　{w.period}"),
        Column("应报日期", "due", lambda w: day(w.due), 96, 92),
        Column(
            "情况", "standing", lambda w: w.standing.word, 76, 72, tone=lambda w: TONES[w.standing],
            hint=lambda w: f"{w.standing.word}（{w.standing.light.word}）",
        ),
        Column("报送日期", "made_on", lambda w: day(w.made_on), 96, 92, 1, tone=lambda _w: "soft"),
    )  # fmt: skip


def duty_columns() -> "tuple[Column[DutyView], ...]":
    """Duties."""
    return (
        Column("任务", "name", lambda v: v.draft.name, 0),
        Column("类别", "kind", lambda v: v.draft.kind.word, 84, gives_way=2, tone=lambda _v: "soft"),
        Column("周期和应报日", "when", lambda v: v.draft.when, 280, 190, hint=lambda v: v.draft.when),
        Column("谁来报", "who", lambda v: v.who, 160, 128),
        Column("自", "since", lambda v: day(v.draft.since), 100, 92, tone=lambda _v: "soft"),
        Column("至", "until", lambda v: day(v.draft.until) or "长期", 100, 92, 1, tone=lambda _v: "soft"),
    )


def contact_columns() -> "tuple[Column[ContactView], ...]":
    """Contacts."""
    return (
        Column("日期", "on", lambda c: day(c.on), 96, 92),
        Column("单位", "unit", lambda c: c.unit, 150, 120),
        Column("类别", "kind", lambda c: c.kind.word, 92, gives_way=2, tone=lambda _c: "soft"),
        Column("方式", "method", lambda c: c.method, 130, 104),
        Column("事项", "number", lambda c: c.number, 148, 130, 3, hint=lambda c: c.title),
        Column("督查人员", "officer", lambda c: c.officer, 92, 80, 1),
        Column("内容和发现的问题", "words", _found, 0, hint=_found),
    )


def _found(contact: "ContactView") -> str:
    return "；".join(part for part in (contact.words, contact.finding) if part)
