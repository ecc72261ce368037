"""Everything about one matter: fields, holders, plan, reports and its history (`ducha show`)."""

import json
from collections.abc import Sequence
from typing import Any

from ducha_desktop.domain.completeness import Standard, missing_words
from ducha_desktop.domain.fields import BY_KEY, FIELDS, ROLE_FIELDS
from ducha_desktop.domain.states import Action, State
from ducha_desktop.domain.vocabulary import AssignmentRole, DueKind, Medium, Priority, ReportCycle
from ducha_desktop.services.ledger import row_by_uid
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import (
    AssignmentView,
    MatterDetail,
    MilestoneView,
    ReportView,
    TimelineView,
)
from ducha_desktop.storage.queries import detail as queries
from ducha_desktop.storage.queries.history import changes_of_rows
from ducha_desktop.storage.stored import stored_day

_COLUMN_WORDS = {
    "state": "状态",
    "number": "编号",
    "alias": "原编号",
    "due": "时限日期",
    "due_text": "完成时限",
    "approved_on": "立项日期",
    "signed_on": "签收日期",
    "last_report_on": "最近进展日期",
    "claimed_on": "申请办结日期",
    "closed_on": "销号日期",
    "suspended_on": "挂起日期",
    "original_due": "原定时限",
    "requested_due": "申请延至",
    "returns": "退回次数",
    "deleted_at": "删除",
    "name": "名称",
    "unit_uid": "单位",
    "person_uid": "人员",
    "role": "职责",
    "on": "日期",
    "words": "内容",
    "percent": "完成比例",
    "done_on": "完成日期",
    "medium": "方式",
    "author": "填报人",
    "note": "说明",
    "action": "环节",
    "registered_on": "登记日期",
    "ledger_uid": "台账",
}
_QUIET = frozenset(
    {
        "uid",
        "matter_uid",
        "official_order",
        "number_year",
        "number_seq",
        "draft_seq",
        "prior_state",
        "from_state",
        "to_state",
        "due_kind",
        "due_approximate",
        "recurrence",
        "progress_approximate",
        "amount_approximate",
        "approximate",
        "batch",
        "archived_from",
        "parent_uid",
        "size",
    }
)


def detail(reader: Reader, uid: str) -> MatterDetail:
    """One matter, whole.

    Raises:
        NotFoundError: it is not in the ledger (of that day).
    """
    connection = reader.connection
    stored = queries.matter(connection, uid)
    row = row_by_uid(reader, uid)
    people = queries.assignments(connection, uid)
    fields = _fields(stored, people, number=row.number, ledger=row.ledger)
    milestones = tuple(MilestoneView(*node) for node in queries.milestones(connection, uid))
    return MatterDetail(
        row=row,
        fields=fields,
        extras=json.loads(stored["extras"]),
        assignments=tuple(AssignmentView(*person) for person in people),
        milestones=milestones,
        reports=tuple(ReportView(*report) for report in queries.reports(connection, uid, until=reader.today)),
        timeline=timeline(reader, uid),
        attachments=tuple(queries.attachments(connection, uid)),
        papers=tuple(queries.papers(connection, uid)),
        missing=_missing(fields, milestones),
    )


def _missing(fields: dict[str, str], milestones: tuple[MilestoneView, ...]) -> tuple[str, ...]:
    """What 四清, 六明确 and 七定 still lack, a sentence each."""
    values = fields | {"milestones": "、".join(node.name for node in milestones)}
    return tuple(words for standard in Standard if (words := missing_words(values, standard)))


def timeline(reader: Reader, uid: str) -> tuple[TimelineView, ...]:
    """The matter's history from the journal, latest first: who, when, old → new."""
    connection = reader.connection
    rows = changes_of_rows(connection, [uid, *queries.children(connection, uid)])
    names = queries.names(connection)
    by_entry: dict[int, list[tuple[Any, ...]]] = {}
    for row in rows:
        by_entry.setdefault(row[0], []).append(row)
    return tuple(_timeline_line(group, names) for _, group in sorted(by_entry.items(), reverse=True))


def _timeline_line(group: list[tuple[Any, ...]], names: dict[str, str]) -> TimelineView:
    seq, at, business_date, user, action, words, reason = group[0][:7]
    fields: list[tuple[str, str, str]] = []
    for *_, table, _row, _kind, document in group:
        for name, (old, new) in json.loads(document).items():
            if name not in _QUIET and not (table == "event" and name != "note"):
                fields.append((_word(name), _said(name, old, names), _said(name, new, names)))
    return TimelineView(
        entry=seq,
        at=at,
        business_date=stored_day(business_date),
        user=user,
        action=action,
        words=words,
        reason=reason,
        fields=tuple(fields),
    )


def _word(name: str) -> str:
    return _COLUMN_WORDS.get(name) or (BY_KEY[name].label if name in BY_KEY else name)


def _said(name: str, value: Any, names: dict[str, str]) -> str:
    """A stored value in the office's words: codes of states, media and roles are never shown."""
    shown = _shown(value, names)
    return _CODES.get(name, {}).get(shown, shown)


def _shown(value: Any, names: dict[str, str]) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return names.get(str(value), str(value))


_CODES: dict[str, dict[str, str]] = {
    key: {member.value: member.word for member in words}
    for key, words in (
        ("report_cycle", ReportCycle),
        ("priority", Priority),
        ("state", State),
        ("medium", Medium),
        ("role", AssignmentRole),
        ("action", Action),
    )
}


def _fields(
    stored: dict[str, Any], people: Sequence[tuple[str, ...]], *, number: str, ledger: str
) -> dict[str, str]:
    """Words by field key: what `set` and `--map` take."""
    found: dict[str, str] = {}
    by_role: dict[str, list[str]] = {}
    for role, name, *_ in people:
        by_role.setdefault(role, []).append(name)
    for spec in FIELDS:
        key = spec.key
        if key in ROLE_FIELDS:
            found[key] = "、".join(by_role.get(ROLE_FIELDS[key], ()))
        elif key in ("number", "ledger", "status"):
            found[key] = {"number": number, "ledger": ledger, "status": State(stored["state"]).word}[key]
        elif key == "due":
            found[key] = stored["due_text"] or stored["due"] or ""
        elif key == "amount":
            found[key] = stored["amount_text"]
        else:
            value = _shown(stored[key], {})
            found[key] = _CODES.get(key, {}).get(value, value)
    found["due_kind"] = DueKind(stored["due_kind"] or "none").word
    return found
