"""The columns of the three lists: names to be confirmed, units, people."""

from collections.abc import Mapping

from ducha_desktop.services.register_views import PersonView, Twin, UnitView
from ducha_desktop.ui.tables.columns import Column


def _place(view: UnitView | PersonView) -> str:
    return str(view.place) if view.place else "待确认"


def _place_tone(view: UnitView | PersonView) -> str:
    return "soft" if view.place else "yellow"


def _likely(twin: Twin) -> str:
    if not twin.candidates:
        return "名册里没有相近的名称"
    return "、".join(f"{name}（{note}）" if note else name for _, name, note in twin.candidates)


def unit_columns(held: Mapping[str, int]) -> tuple[Column[UnitView], ...]:
    """Units; `held` tells how many matters each has a part in, once they have been counted."""
    return (
        Column("排名", "place", _place, 62, 56, right=True, tone=_place_tone),
        Column("单位", "name", lambda u: u.name, 190, 112),
        Column("简称和别名", "short", lambda u: "、".join(u.short_names), 0, tone=lambda _u: "soft"),
        Column("类别", "kind", lambda u: u.kind.word, 104, gives_way=3),
        Column("考核类别", "rank", lambda u: u.rank_class, 116, 104, gives_way=1),
        Column("上级单位", "parent", lambda u: u.parent, 110, gives_way=2),
        Column("电话", "phone", lambda u: u.phone, 124, gives_way=4),
        Column("事项", "held", lambda u: _number(held, u.uid), 60, 52, right=True),
    )


def people_columns(held: Mapping[str, int]) -> tuple[Column[PersonView], ...]:
    """People; `held` as for units."""
    return (
        Column("排名", "place", _place, 62, 56, right=True, tone=_place_tone),
        Column("姓名", "name", lambda p: p.name, 90),
        Column("单位", "unit", lambda p: p.unit, 150, 120),
        Column("现任职务", "posts", lambda p: "、".join(p.posts), 0),
        Column("层级", "level", lambda p: p.level.word if p.level else "", 96, gives_way=2),
        Column("电话", "phone", lambda p: p.phone, 124, gives_way=1),
        Column("事项", "held", lambda p: _number(held, p.uid), 60, 52, right=True),
    )


def waiting_columns(held: Mapping[str, int]) -> tuple[Column[Twin], ...]:
    """Names to be confirmed with what they may stand for."""
    return (
        Column("类型", "table", lambda t: "单位" if t.is_unit else "人员", 58, tone=lambda _t: "soft"),
        Column("待确认的名称", "name", lambda t: t.name, 200, 128),
        Column("可能是", "likely", _likely, 0, tone=lambda t: "" if t.candidates else "faint"),
        Column("来源", "note", lambda t: t.note, 130, gives_way=1, tone=lambda _t: "soft"),
        Column("事项", "held", lambda t: _number(held, t.uid), 60, 52, right=True),
    )


def _number(held: Mapping[str, int], uid: str) -> str:
    return f"{held[uid]:,}" if held.get(uid) else ""
