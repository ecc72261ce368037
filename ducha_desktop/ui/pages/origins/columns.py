"""The columns of the list of origins."""

from ducha_desktop.services.origin_views import OriginRow
from ducha_desktop.ui.tables.columns import Column

_TONES = {"超期未回复": "red", "超期回复": "yellow", "待回复": "yellow", "已回复": "soft"}


def columns() -> tuple[Column[OriginRow], ...]:
    """What every kind has; who gave it is the leader, the unit, the side or the caller."""
    return (
        Column("编号", "number", lambda o: o.number, 150, 136, gives_way=3),
        Column("日期", "on", lambda o: o.on.isoformat(), 96),
        Column("类别", "kind", lambda o: o.kind.word, 84, 72, tone=lambda _o: "soft"),
        Column("名称", "title", lambda o: o.title, 0),
        Column("来自", "from", came_from, 124, 96, gives_way=2),
        Column("事项", "matters", _matters, 76, 64, right=True, hint=_matters_hint),
        Column("响应", "response", lambda o: o.response, 84, gives_way=1, tone=lambda _o: "soft"),
        Column("回复", "reply", _reply, 148, 132, tone=lambda o: _TONES.get(o.reply_state, "")),
    )


def came_from(row: OriginRow) -> str:
    """Who or what it came from."""
    values = row.values
    keys = ("person", "unit", "caller", "side", "chair", "attendees", "place")
    return next((values[key] for key in keys if values.get(key)), "")


def _matters(row: OriginRow) -> str:
    return f"{row.closed}/{row.matters}" if row.matters else ""


def _matters_hint(row: OriginRow) -> str:
    return f"{row.matters} 项事项，办结 {row.closed} 项" if row.matters else "还没有分解成事项"


def _reply(row: OriginRow) -> str:
    day = row.values.get("replied_on") or row.values.get("reply_due", "")
    if not row.reply_state or not day:
        return row.reply_state
    return f"{row.reply_state} {day[5:]}"
