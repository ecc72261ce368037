"""Everything about one matter: fields, holders, plan, reports and its history (`ducha show`)."""

import json
from collections.abc import Sequence
from typing import Any

from ducha_desktop.domain.completeness import Standard, missing_words
from ducha_desktop.domain.fields import FIELDS, ROLE_FIELDS
from ducha_desktop.domain.nodes import PlanNode
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import DueKind
from ducha_desktop.services.detail_timeline import page, whole
from ducha_desktop.services.detail_words import said_of
from ducha_desktop.services.ladder import escalations
from ducha_desktop.services.ledger import row_by_uid
from ducha_desktop.services.mentions import mentions
from ducha_desktop.services.office import Reader
from ducha_desktop.services.origins_of import origins_of
from ducha_desktop.services.possible import possible
from ducha_desktop.services.views import (
    AssignmentView,
    AttachmentView,
    MatterDetail,
    MilestoneView,
    ReportView,
    WorksBelow,
)
from ducha_desktop.storage.queries import detail as queries
from ducha_desktop.storage.queries.nodes import nodes_of
from ducha_desktop.storage.queries.origins import former_leads
from ducha_desktop.storage.queries.works import works_below


def detail(reader: Reader, uid: str, *, newest: int | None = None) -> MatterDetail:
    """One matter, whole.

    Args:
        reader: the ledger of a day.
        uid: the matter.
        newest: only so many of the latest entries of its history, and of its reports; all of them by default.

    Raises:
        NotFoundError: it is not in the ledger (of that day).
    """
    connection = reader.connection
    stored = queries.matter(connection, uid)
    row = row_by_uid(reader, uid)
    people = queries.assignments(connection, uid)
    fields = _fields(stored, people, number=row.number, ledger=row.ledger)
    milestones = tuple(_node(*found) for found in nodes_of(connection, [uid]).get(uid, ()))
    return MatterDetail(
        row=row,
        fields=fields,
        extras=dict.fromkeys(queries.extra_fields(connection, stored["ledger_uid"]), "")
        | json.loads(stored["extras"]),
        assignments=tuple(AssignmentView(*person) for person in people),
        milestones=milestones,
        reports=reports(reader, uid, limit=-1 if newest is None else newest),
        reports_in_all=queries.report_count(connection, uid, until=reader.today),
        timeline=whole(reader, uid) if newest is None else page(reader, uid, limit=newest).lines,
        attachments=tuple(AttachmentView(*kept) for kept in queries.attachments(connection, uid)),
        papers=tuple(queries.papers(connection, uid)),
        missing=_missing(fields, milestones),
        origins=origins_of(reader, uid),
        led_before=tuple(former_leads(connection, uid)),
        escalations=escalations(connection, uid),
        possible=possible(reader, uid),
        mentions=mentions(reader, uid),
        works=WorksBelow(**works_below(connection, uid)),
    )


def reports(reader: Reader, uid: str, *, limit: int, skip: int = 0) -> tuple[ReportView, ...]:
    """The latest `limit` reports of a matter behind the first `skip`; all of them for -1."""
    found = queries.reports(reader.connection, uid, until=reader.today, limit=limit, skip=skip)
    return tuple(ReportView(*report) for report in found)


def _node(node: PlanNode, words: str) -> MilestoneView:
    return MilestoneView(
        name=node.name,
        due=node.due,
        done_on=node.done_on,
        text=words,
        uid=node.key,
        start=node.start,
        days=node.days,
        day_kind=node.day_kind,
        links=dict(node.links),
        begun_on=node.begun_on,
    )


def _missing(fields: dict[str, str], milestones: tuple[MilestoneView, ...]) -> tuple[str, ...]:
    """What 四清, 六明确 and 七定 still lack, a sentence each."""
    values = fields | {"milestones": "、".join(node.name for node in milestones)}
    return tuple(words for standard in Standard if (words := missing_words(values, standard)))


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
            found[key] = _plain(stored[key]) if key == "progress_percent" else said_of(key, stored)
    found["due_kind"] = DueKind(stored["due_kind"] or "none").word
    return found


def _plain(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
