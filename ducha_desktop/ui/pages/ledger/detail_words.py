"""What the detail panel says about a matter, as plain values."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ducha_desktop.domain.completeness import Item, Standard
from ducha_desktop.domain.completeness import missing as unmet
from ducha_desktop.domain.vocabulary import AssignmentRole, Light, Medium
from ducha_desktop.services.views import (
    AssignmentView,
    MatterDetail,
    MatterRow,
    Possible,
    ReportView,
    TimelineView,
)
from ducha_desktop.ui.pages.ledger.columns import days_words
from ducha_desktop.ui.widgets.facts import Fact
from ducha_desktop.ui.widgets.timeline import Bead

_FIELD_LONG = 60
_BATCH = re.compile(r" (\d[\d,]*) 项$")
"""How the journal names an act on many matters at once; this one is one of them."""
_MEDIA = frozenset(Medium)


def light(row: MatterRow) -> str:
    """The sentence that explains the light; the word always stands before it."""
    word = "无灯" if row.light is Light.NONE else row.light.word
    reason = row.light_reason.strip()
    if not reason:
        return word
    return reason if reason.startswith(word) else f"{word}：{reason}"


@dataclass(frozen=True, slots=True)
class Lack:
    """What a standard still wants: the office's word, the field that fills it, and the standards that ask."""

    word: str
    key: str
    asked_by: str


def lacking(matter: MatterDetail) -> list[Lack]:
    """What 四清, 六明确 and 七定 still lack, each field once."""
    values = matter.fields | {"milestones": "、".join(node.name for node in matter.milestones)}
    found: dict[str, tuple[str, list[str]]] = {}
    for standard in Standard:
        for word in unmet(values, standard):
            found.setdefault(_FILLED_BY[Item(word)], (word, []))[1].append(standard.word)
    return [
        Lack(_CALLED.get(word, word), key, "、".join(standards)) for key, (word, standards) in found.items()
    ]


_FILLED_BY = {
    Item.TARGET: "target",
    Item.TASK: "task",
    Item.MEASURES: "measures",
    Item.PEOPLE: "persons",
    Item.DUTY: "duty",
    Item.TIME: "due",
    Item.TIME_LIMIT: "due",
    Item.PROGRESS: "plan",
    Item.REQUIREMENT: "requirement",
}


_CALLED: dict[str, str] = {Item.PROGRESS: "进度安排"}
"""Where the office's word alone would say something else: 还缺进度 beside 进度 30%."""


def seven(matter: MatterDetail) -> list[Fact]:
    """七定: 目标 任务 措施 人员 责任 时限 进度 (七里河 2015), each by the field that meets the standard."""
    fields, row = matter.fields, matter.row
    persons, leaders = "、".join(row.persons), "、".join(row.responsible_leaders)
    phone = fields.get("phone", "")
    asked = asked_words(next(iter(matter.possible.values()), None))
    due = "　".join(part for part in (*_due(row), days_words(row), asked) if part)
    return [
        Fact("目标", fields.get("target", ""), key="target"),
        Fact("任务", fields.get("task", ""), key="task"),
        Fact("措施", fields.get("measures", ""), key="measures"),
        Fact("人员", f"{persons}　{phone}".strip() if persons else phone or leaders, key="persons"),
        Fact("责任", fields.get("duty", "") or (f"{row.lead_unit}牵头" if row.lead_unit else ""), key="duty"),
        Fact(
            "时限",
            due,
            {Light.RED: "red", Light.ORANGE: "orange", Light.YELLOW: "yellow"}.get(row.light, ""),
            key="due",
        ),
        Fact("进度", _progress(matter) or fields.get("plan", ""), key="progress_percent"),
        *([Fact("下级工作", matter.works.words)] if matter.works.total else ()),
    ]


def asked_words(now: Possible | None) -> str:
    """The deadline that waits for a decision; empty where none has been asked for."""
    return f"申请延至 {now.asked_due}" if now is not None and now.asked_due is not None else ""


def levels(matter: MatterDetail) -> list[Fact]:
    """Liaison leaders, responsible leaders, units: names with their posts."""
    by_role: dict[str, list[str]] = {}
    for part in matter.assignments:
        by_role.setdefault(part.role, []).append(_who(part))
    facts = [
        Fact("联系领导", "、".join(by_role.get(AssignmentRole.LIAISON, [])), key="liaison_leaders"),
        Fact("责任领导", "、".join(by_role.get(AssignmentRole.RESPONSIBLE, [])), key="responsible_leaders"),
        Fact("牵头单位", "、".join(by_role.get(AssignmentRole.LEAD, [])), key="lead_unit"),
    ]
    more = ((AssignmentRole.CO, "配合单位"), (AssignmentRole.TOWNSHIP, "涉及乡镇"))
    facts += [Fact(name, "、".join(by_role[role])) for role, name in more if role in by_role]
    if matter.led_before:
        facts.append(Fact("原牵头单位", "、".join(matter.led_before)))
    links = [f"{part.post}：{part.name}" for part in matter.assignments if part.role == AssignmentRole.CHAIN]
    if links:
        facts.append(Fact("责任链", " → ".join(links)))
    return facts


def origin(matter: MatterDetail) -> list[Fact]:
    """Where the matter came from, and whatever else is filled in."""
    fields = matter.fields
    pairs = (
        ("来源", "source"), ("文号", "source_ref"), ("来源日期", "source_date"), ("批示", "instruction"),
        ("类别", "category"), ("要求", "requirement"), ("进度安排", "plan"), ("报送周期", "report_cycle"),
        ("盯办要点", "watch"), ("紧急程度", "priority"), ("密级", "secrecy"), ("投资额", "amount"), ("备注", "remarks"),
    )  # fmt: skip
    facts = [Fact(name, fields[key]) for name, key in pairs if fields.get(key)]
    facts += [Fact(name, value) for name, value in matter.extras.items() if value]
    return facts or [Fact("来源", "", key="source")]


def nodes_done(matter: MatterDetail) -> str:
    """How many nodes are reached."""
    done = sum(mark.done_on is not None for mark in matter.milestones)
    return f"完成 {done} / {len(matter.milestones)}" if matter.milestones else ""


def reports(told: Sequence[ReportView]) -> list[Bead]:
    """Progress reports, newest first."""
    beads = []
    for number, report in enumerate(told, start=1):
        head = f"{report.percent:g}%　" if report.percent is not None else ""
        details = [
            f"{name}：{text}"
            for name, text in (("问题", report.problems), ("下步", report.next_steps))
            if text
        ]
        below = " · ".join(
            part for part in (report.on.isoformat(), _medium(report.medium), report.author) if part
        )
        beads.append(Bead(head + report.text, below, details, number))
    return beads


def timeline(lines: Sequence[TimelineView]) -> list[Bead]:
    """The journal as this matter saw it, newest first."""
    return [_bead(entry) for entry in lines]


def _bead(entry: TimelineView) -> Bead:
    details = [_change(name, old, new) for name, old, new in entry.fields]
    if entry.reason:
        details.insert(0, f"原因：{entry.reason}")
    paper = f"《{entry.paper}》" if entry.paper and "〔" not in entry.paper else entry.paper
    below = (entry.business_date.isoformat(), entry.medium, paper, entry.user)
    return Bead(
        _BATCH.sub(r"（同批 \1 项）", entry.words),
        " · ".join(part for part in below if part),
        details,
        entry.entry,
    )


def _change(name: str, old: str, new: str) -> str:
    if not old:
        return f"{name}：{_short(new)}"
    return f"{name}：{_short(old)} → {_short(new) or '（空）'}"


def _short(text: str) -> str:
    return text if len(text) <= _FIELD_LONG else text[: _FIELD_LONG - 1] + "…"


def _who(part: AssignmentView) -> str:
    return f"{part.name}（{part.post}）" if part.post else part.name


def _medium(code: str) -> str:
    return Medium(code).word if code in _MEDIA else code


def _progress(matter: MatterDetail) -> str:
    percent = matter.row.progress_percent
    figure = "" if percent is None else f"{percent:g}%"
    return "　".join(part for part in (figure, matter.fields.get("progress_text", "")) if part)


def _due(row: MatterRow) -> tuple[str, ...]:
    """The words the deadline was set in, and the day they came to where they do not name it."""
    words, day = row.due_text, row.due
    if day is None or "月" in words or str(day.year) in words:
        return (words,)
    return (words, day.isoformat()) if words else (_day(row),)


def _day(row: MatterRow) -> str:
    return f"{row.due.year} 年 {row.due.month} 月 {row.due.day} 日" if row.due else ""
