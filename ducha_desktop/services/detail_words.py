"""The journal's lines about one matter in the office's words: no column, code or uid is ever shown."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ducha_desktop.domain.cycle_words import cycle_words
from ducha_desktop.domain.fields import BY_KEY
from ducha_desktop.domain.procedure import Role
from ducha_desktop.domain.states import Action, State
from ducha_desktop.domain.vocabulary import (
    AssignmentRole,
    AttachmentKind,
    DayKind,
    DueKind,
    Medium,
    Priority,
    ReportCycle,
    Worded,
)
from ducha_desktop.services.detail_ladder import ladder_lines

COLUMN_WORDS = {
    "state": "状态",
    "number": "编号",
    "alias": "原编号",
    "due": "时限日期",
    "due_text": "完成时限",
    "due_kind": "时限类别",
    "recurrence": "周期",
    "amount_text": "投资额",
    "approved_on": "立项日期",
    "assigned_on": "交办日期",
    "signed_on": "签收日期",
    "last_report_on": "最近进展日期",
    "claimed_on": "申请办结日期",
    "closed_on": "销号日期",
    "suspended_on": "挂起日期",
    "registered_on": "登记日期",
    "original_due": "原定时限",
    "requested_due": "申请延至",
    "returns": "退回次数",
    "ledger_uid": "台账",
    "parent_uid": "上级事项",
    "cycle_days": "报送间隔天数",
}
QUIET = frozenset(
    {
        *("uid", "number_year", "number_seq", "draft_seq", "prior_state", "archived_from"),
        *("due_approximate", "progress_approximate", "amount", "amount_approximate", "batch"),
        *("deleted_at", "extras", "sign_step"),
    }
)
"""Columns of a matter that only serve the program, or are told in another way."""

_PLACES = {
    name: place
    for place, name in enumerate(dict.fromkeys(("number", "state", *BY_KEY, "due_text", *COLUMN_WORDS)))
}

_CODES: dict[str, type[Worded]] = {
    "report_cycle": ReportCycle,
    "priority": Priority,
    "state": State,
    "due_kind": DueKind,
}

_NOTE = "说明"

Line = tuple[str, str, str]
"""Label, old, new."""
Change = tuple[str, str, str, str]
"""Table, row, kind, and the fields as JSON."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the lines need beside the journal: names by uid, and the matter's parts as they stand, by uid."""

    names: Mapping[str, str] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def referred(changes: Sequence[Change], parts: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The uids that the lines of these changes will want names for."""
    found: set[str] = set()
    for table, row, _kind, fields in changes:
        if table == "assignment" and row in parts:
            found |= {parts[row]["unit_uid"], parts[row]["person_uid"]}
        if table == "matter_origin" and row in parts:
            found.add(parts[row]["origin_uid"])
        if table in {"assignment", "matter"}:
            for name, pair in json.loads(fields).items():
                if name.endswith("_uid"):
                    found.update(pair)
    return {uid for uid in found if uid}


def lines(changes: Sequence[Change], known: Known, reason: str = "") -> tuple[Line, ...]:
    """What one entry changed of the matter; a deletion or return of the whole matter is one line.

    A note that repeats the entry's `reason` or a field is left out.
    """
    read = [(table, row, kind, json.loads(fields)) for table, row, kind, fields in changes]
    for table, _row, _kind, pairs in read:
        if table == "matter" and "deleted_at" in pairs and len(pairs) == 1:
            gone = pairs["deleted_at"][1] is not None
            return (("事项", "", "放进回收站") if gone else ("事项", "在回收站", "还原"),)
    found = [
        line for table, _, _, pairs in read if table == "matter" for line in matter_lines(pairs, known.names)
    ]
    retold = {"progress_percent", "progress_text", "problems", "next_steps"}
    reported = any(table == "matter" and retold & pairs.keys() for table, _, _, pairs in read)
    found += _holder_lines([each[1:] for each in read if each[0] == "assignment"], known)
    for table, row, kind, pairs in read:
        if table == "report" and kind == "insert" and reported:
            continue  # the matter's own fields say the same
        if table in _PART_LINES:
            named = _with_names(pairs, known.parts) if table == "milestone" else pairs
            found += _PART_LINES[table](kind, named, known.parts.get(row, {}))
        if table == "matter_origin" and (kind == "insert" or "deleted_at" in pairs):
            origin = known.names.get(str(known.parts.get(row, {}).get("origin_uid")), "")
            found.append(_came_or_went("来源关联", origin, kind, pairs))
    told = {reason}
    return tuple(line for line in found if (line[1] or line[2]) and not _retold(line, told))


def _retold(line: Line, told: set[str]) -> bool:
    """Whether a note only repeats what a field says; `told` gathers what was said."""
    known = line[0] == _NOTE and line[2] in told
    told.add(line[2])
    return known


def matter_lines(pairs: Mapping[str, Sequence[Any]], names: Mapping[str, str]) -> Iterator[Line]:
    """What changed in the matter's own columns: number and state first, then as forms and workbooks have them."""
    for name, (old, new) in sorted(pairs.items(), key=lambda pair: _PLACES.get(pair[0], len(_PLACES))):
        if name == "extras":
            yield from _extra_lines(old, new)
        elif name not in QUIET:
            word = COLUMN_WORDS.get(name) or (BY_KEY[name].label if name in BY_KEY else "")
            if word:
                yield word, said(name, old, names), said(name, new, names)


def said(name: str, value: Any, names: Mapping[str, str]) -> str:
    """A stored value of a matter's column in the office's words."""
    if value is None or value == "" or (name == "returns" and not value):
        return ""
    if name == "progress_percent":
        return f"{value:g}%"
    if name in _CODES:
        return word_of(_CODES[name], str(value))
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return names.get(str(value), str(value))


def said_of(name: str, row: Mapping[str, Any]) -> str:
    """The value of a column of a matter's stored row; a custom cycle says its days."""
    if name == "report_cycle" and row.get("cycle_days"):
        return cycle_words(ReportCycle.CUSTOM, row["cycle_days"])
    return said(name, row[name], {})


def word_of(codes: type[Worded], code: str) -> str:
    """The word of a code; a code of a newer program stands for itself."""
    return next((member.word for member in codes if member.value == code), code)


def _extra_lines(old: str | None, new: str | None) -> Iterator[Line]:
    before, after = json.loads(old or "{}"), json.loads(new or "{}")
    for name in before | after:
        if before.get(name, "") != after.get(name, ""):
            yield str(name), str(before.get(name, "")), str(after.get(name, ""))


def _holder_lines(changes: Sequence[tuple[str, str, Mapping[str, Any]]], known: Known) -> list[Line]:
    """One line for each part: who had it and who has it now."""
    before: dict[str, list[str]] = {}
    after: dict[str, list[str]] = {}
    for row, kind, pairs in changes:
        now = known.parts.get(row, {})
        gone = pairs.get("deleted_at", (None, None))
        for place, turn in ((before, 0), (after, 1)):
            if gone[turn] is not None or (kind == "insert" and turn == 0):
                continue
            values = {name: pair[turn] for name, pair in pairs.items()}
            role = str(values.get("role") or now.get("role", ""))
            uid = _either(values, now, "unit_uid") or _either(values, now, "person_uid")
            place.setdefault(role, []).append(_holder(known.names.get(str(uid), ""), values, now))
    roles = [role for role in AssignmentRole if role in before or role in after]
    told = [(role.word, _joined(before, role), _joined(after, role)) for role in roles]
    return [line for line in told if line[1] != line[2]]


def _holder(name: str, values: Mapping[str, Any], now: Mapping[str, Any]) -> str:
    """A name, with the post of its link where it stands in a chain of responsibility."""
    post = str(_either(values, now, "post") or "")
    return f"{name}（{post}）" if name and post else name


def _either(values: Mapping[str, Any], now: Mapping[str, Any], name: str) -> Any:
    return values[name] if name in values else now.get(name)


def _joined(names: Mapping[str, Sequence[str]], role: str) -> str:
    return "、".join(name for name in names.get(role, ()) if name)


def _node_lines(kind: str, pairs: Mapping[str, Sequence[Any]], now: Mapping[str, Any]) -> Iterator[Line]:
    name = str(now.get("name") or pairs.get("name", ("", ""))[1] or "")
    if kind == "insert" or "deleted_at" in pairs:
        words = "　".join(part for part in (name, str(now.get("due") or "")) if part)
        yield _came_or_went("节点", words, kind, pairs)
        return
    for column, word in _NODE_WORDS.items():
        if column in pairs:
            yield f"节点“{name}”{word}", str(pairs[column][0] or ""), str(pairs[column][1] or "")
    if "day_kind" in pairs:
        old, new = (word_of(DayKind, str(code)) for code in pairs["day_kind"])
        yield f"节点“{name}”工期按", old, new


_NODE_WORDS = {
    "name": "名称",
    "links": "前置节点",
    "days": "工期天数",
    "start": "计划开始",
    "due": "计划完成",
    "begun_on": "实际开始",
    "done_on": "完成日期",
    "words": "内容",
}


def _with_names(
    pairs: Mapping[str, Sequence[Any]], parts: Mapping[str, Mapping[str, Any]]
) -> Mapping[str, Sequence[Any]]:
    """A node's changes, what it waits for by name."""
    if "links" not in pairs:
        return pairs
    return {**pairs, "links": [_waits(links, parts) for links in pairs["links"]]}


def _waits(links: str | None, parts: Mapping[str, Mapping[str, Any]]) -> str:
    found = [
        str(parts[key]["name"]) + (f"（间隔 {lag} 天）" if lag else "")
        for key, lag in json.loads(links or "{}").items()
        if key in parts
    ]
    return "、".join(found)


def _report_lines(kind: str, pairs: Mapping[str, Sequence[Any]], now: Mapping[str, Any]) -> Iterator[Line]:
    percent = now.get("percent")
    words = "　".join(
        part for part in ("" if percent is None else f"{percent:g}%", str(now.get("words") or "")) if part
    )
    if kind == "insert" or "deleted_at" in pairs:
        yield _came_or_went("进展反馈", words, kind, pairs)


def _event_lines(kind: str, pairs: Mapping[str, Sequence[Any]], now: Mapping[str, Any]) -> Iterator[Line]:
    if kind == "insert":
        if now.get("step"):
            yield "签批", "", f"第 {now['step']} 步"
        yield "经办人", "", _doer(str(now.get("person") or ""), str(now.get("role") or ""))
        yield _NOTE, "", str(now.get("note") or "")
    elif "deleted_at" in pairs:
        yield _came_or_went("环节", word_of(Action, str(now.get("action", ""))), kind, pairs)


def _doer(person: str, role: str) -> str:
    """Who did it and as what; the role alone where nobody was named."""
    word = word_of(Role, role)
    return f"{person}（{word}）" if person and word else person or word


def _file_lines(kind: str, pairs: Mapping[str, Sequence[Any]], now: Mapping[str, Any]) -> Iterator[Line]:
    if kind == "insert" or "deleted_at" in pairs:
        yield _came_or_went("附件", str(now.get("name") or ""), kind, pairs)
        return
    if "name" in pairs:
        yield "附件名称", str(pairs["name"][0]), str(pairs["name"][1])
    if "kind" in pairs:
        old, new = (word_of(AttachmentKind, str(code)) for code in pairs["kind"])
        yield f"附件“{now.get('name', '')}”类别", old, new


def _came_or_went(word: str, said: str, kind: str, pairs: Mapping[str, Sequence[Any]]) -> Line:
    gone = kind != "insert" and pairs["deleted_at"][1] is not None
    return (word, said, "") if gone else (word, "", said)


_PART_LINES = {
    "milestone": _node_lines,
    "report": _report_lines,
    "event": _event_lines,
    "attachment": _file_lines,
    "escalation": ladder_lines,
}


_REACHED = frozenset({"event", "escalation"})
"""Tables that say by what medium an act reached the office."""


def medium_of(changes: Sequence[Change]) -> tuple[str, str]:
    """By what medium an act reached the office, and its evidence, where the entry holds one."""
    for table, _row, kind, fields in changes:
        if table in _REACHED and kind == "insert":
            pairs = json.loads(fields)
            medium = str(pairs.get("medium", (None, ""))[1] or "")
            return word_of(Medium, medium), str(pairs.get("evidence", (None, ""))[1] or "")
    return "", ""
