"""duty, contact: what units owe again and again, and what the office registers of its own supervision."""

import argparse
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from ducha_desktop.cli.frame import Call, at_least, day, table
from ducha_desktop.cli.ledger import code_of
from ducha_desktop.cli.spans import day_of, span_of, spans, units_meant
from ducha_desktop.domain.burden import ContactKind, ContactMethod
from ducha_desktop.domain.cycle_words import read_cycle
from ducha_desktop.domain.cycles import Span
from ducha_desktop.domain.duties import PRESETS, DutyDraft, DutyKind, DutyScope
from ducha_desktop.domain.errors import NotFoundError, WrongUseError
from ducha_desktop.domain.obligations import Shift
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.obligations import DUTY, MISSED_BACK, Question, owed_list
from ducha_desktop.services.office import Reader


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    _register_duty(commands, shared)
    _register_contact(commands, shared)


def _register_duty(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    duty = commands.add_parser("duty", help="经常性任务：list、presets、add、done、remove")
    kinds = duty.add_subparsers(dest="kind", metavar="做什么", required=True)
    kinds.add_parser("list", parents=[shared], help="列出").set_defaults(handler=list_duties)
    kinds.add_parser("presets", parents=[shared], help="现成的几套").set_defaults(handler=list_presets)
    add = kinds.add_parser("add", parents=[shared], help="添加一项，或现成的一套")
    add.add_argument("name", nargs="?", default="", metavar="名称")
    add.add_argument("--preset", metavar="套", help="如 reports、ten")
    add.add_argument("--cycle", default="每月", metavar="周期", help="如 每周、每旬、每月、每10天")
    add.add_argument("--kind", dest="what", default="report", metavar="类别")
    add.add_argument(
        "--on-day", type=int, default=0, metavar="天", help="期内第几天；0 为期末，-5 为期后第 5 天"
    )
    add.add_argument("--shift", default="", metavar="休息日", help="next 顺延，previous 提前")
    add.add_argument("--scope", default="all", metavar="范围", help="all、class、unit、office")
    add.add_argument("--class", dest="rank_class", default="", metavar="类", help="如 乡镇街道")
    add.add_argument("--unit", default="", metavar="单位")
    add.add_argument("--since", type=day, metavar="日期")
    add.add_argument("--until", type=day, metavar="日期")
    add.set_defaults(handler=add_duty)
    done = kinds.add_parser("done", parents=[shared], help="登记已报")
    done.add_argument("name", metavar="名称")
    done.add_argument("--period", required=True, metavar="期次", help="如 2026-11、2026-W47，或其中一天")
    done.add_argument("--unit", action="append", default=[], metavar="单位", help="不写为全部应报单位")
    done.add_argument("--on", type=day, metavar="日期")
    done.add_argument("--text", default="", metavar="说明")
    done.set_defaults(handler=mark_duty)
    remove = kinds.add_parser("remove", parents=[shared], help="删除")
    remove.add_argument("name", metavar="名称")
    remove.set_defaults(handler=remove_duty)


def _register_contact(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    contact = commands.add_parser("contact", help="督查记录：add、list")
    kinds = contact.add_subparsers(dest="kind", metavar="做什么", required=True)
    add = kinds.add_parser("add", parents=[shared], help="登记")
    add.add_argument("--unit", action="append", required=True, metavar="单位")
    add.add_argument("--kind", dest="what", default="visit", metavar="类别", help="notice、form、visit、call")
    add.add_argument("--method", default="inspection", metavar="方式", help="如 明查、暗访、回访")
    add.add_argument("--number", default="", metavar="编号", help="为哪个事项")
    add.add_argument("--on", type=day, metavar="日期")
    add.add_argument("--officer", default="", metavar="督查人员")
    add.add_argument("--text", default="", metavar="内容")
    add.add_argument("--finding", default="", metavar="发现的问题")
    add.set_defaults(handler=add_contact)
    listing = kinds.add_parser("list", parents=[shared, spans()], help="列出")
    listing.add_argument("--limit", type=at_least(0), default=0, metavar="条")
    listing.set_defaults(handler=list_contacts)


def list_duties(call: Call) -> int:
    """`ducha duty list`."""
    from ducha_desktop.services.duties import duties

    with call.office() as office, office.read() as reader:
        found = duties(reader)
    rows: list[tuple[str, ...]] = [("名称", "类别", "周期", "范围", "自", "至")]
    rows += [
        (
            *(view.draft.name, view.draft.kind.word, view.draft.when, view.who),
            *(day.isoformat() if day else "" for day in (view.draft.since, view.draft.until)),
        )
        for view in found
    ]
    document = {"duties": [{"uid": view.uid, "who": view.who, **asdict(view.draft)} for view in found]}
    call.say(document, lambda: table(rows) if found else "还没有经常性任务。")
    return 0


def list_presets(call: Call) -> int:
    """`ducha duty presets`."""
    found = [
        {
            "preset": each.key,
            "word": each.word,
            "origin": each.origin,
            "duties": [d.name for d in each.duties],
        }
        for each in PRESETS
    ]
    rows = [(each.key, each.word, each.origin, "、".join(d.name for d in each.duties)) for each in PRESETS]
    call.say({"presets": found}, lambda: table([("套", "名称", "出处", "任务"), *rows]))
    return 0


def add_duty(call: Call) -> int:
    """`ducha duty add`."""
    from ducha_desktop.services import duties

    with call.office() as office:
        if call.preset:
            changes = duties.adopt(office, call.preset, since=call.since)
        else:
            with office.read() as reader:
                draft = _draft(call, reader)
            changes = duties.add(office, draft)
    call.say({"words": changes.words}, changes.words)
    return 0


def _draft(call: Call, reader: Reader) -> DutyDraft:
    cycle = read_cycle(call.cycle)
    if cycle is None:
        raise WrongUseError(f"“{call.cycle[:40]}”不是周期，可写 每周、每旬、每月、每10天。没有添加。")
    units = units_meant(reader, [call.unit] if call.unit else [])
    shift = code_of(Shift, call.shift, "休息日办法") if call.shift else ""
    return DutyDraft(
        name=call.name,
        cycle=cycle[0],
        kind=DutyKind(code_of(DutyKind, call.what, "类别")),
        cycle_days=cycle[1],
        on_day=call.on_day or 0,
        shift=Shift(shift),
        scope=DutyScope.UNIT if units else DutyScope(code_of(DutyScope, call.scope, "范围")),
        rank_class=call.rank_class,
        unit_uid=units[0] if units else None,
        since=call.since,
        until=call.until,
    )


def _named_duty(reader: Reader, name: str) -> Any:
    from ducha_desktop.services.duties import duties

    found = [view for view in duties(reader) if name in (view.draft.name, view.uid)]
    if not found:
        raise NotFoundError(f"没有经常性任务“{name[:40]}”，没有改动。请用 ducha duty list 核对名称。")
    return found[0]


def mark_duty(call: Call) -> int:
    """`ducha duty done`: for the units named, or for all that owe it."""
    from ducha_desktop.services.duties import Mark, mark_done

    wanted = day_of(call.period)
    with call.office() as office:
        with office.read() as reader:
            view = _named_duty(reader, call.name)
            span = view.draft.rhythm.at(wanted)
            around = Span(span.first - timedelta(days=62), span.last + timedelta(days=400))
            question = Question(around, units_meant(reader, call.unit), matters=False)
            marks = [
                Mark(line.uid, line.unit_uid, line.first)
                for line in owed_list(reader, question).lines
                if line.kind == DUTY and line.uid == view.uid and line.first == span.first
            ]
        if not marks:
            raise WrongUseError(f"“{view.draft.name}”这一期没有应报的单位，没有登记。请核对期次和单位。")
        changes = mark_done(office, marks, on=call.on, words=call.text)
    call.say({"marked": len(marks), "words": changes.words}, changes.words)
    return 0


def remove_duty(call: Call) -> int:
    """`ducha duty remove`."""
    from ducha_desktop.services.duties import remove

    with call.office() as office:
        with office.read() as reader:
            uid = _named_duty(reader, call.name).uid
        changes = remove(office, [uid])
    call.say({"words": changes.words}, changes.words)
    return 0


def add_contact(call: Call) -> int:
    """`ducha contact add`."""
    from ducha_desktop.services.burden import warning
    from ducha_desktop.services.contacts import ContactDraft, add

    with call.office() as office:
        with office.read() as reader:
            units = units_meant(reader, call.unit)
            matter = find_matter(reader.connection, call.number) if call.number else None
            said = warning(
                reader, units, call.on or reader.today, matters=[matter] * len(units) if matter else ()
            )
        draft = ContactDraft(
            units,
            ContactKind(code_of(ContactKind, call.what, "类别")),
            ContactMethod(code_of(ContactMethod, call.method, "方式")),
            *(call.on, matter, call.text, call.officer, call.finding),
        )
        changes = add(office, draft)
    call.say({"words": changes.words, "warning": said}, changes.words + (f"\n注意：{said}" if said else ""))
    return 0


def list_contacts(call: Call) -> int:
    """`ducha contact list`."""
    from ducha_desktop.services.contacts import contacts

    with call.office() as office, office.read() as reader:
        usual = Span(reader.today - MISSED_BACK, reader.today + MISSED_BACK)
        found = contacts(reader, span_of(call, usual), units=units_meant(reader, call.unit))
    found = found[: call.limit] if call.limit else found
    rows: list[tuple[str, ...]] = [("日期", "单位", "类别", "方式", "编号", "督查人员", "内容", "发现的问题")]
    rows += [
        (
            *(each.on.isoformat(), each.unit, each.kind.word, each.method, each.number),
            *(each.officer, each.words, each.finding),
        )
        for each in found
    ]
    document = {"contacts": [{**asdict(each), "kind": each.kind.value} for each in found]}
    call.say(document, lambda: table(rows) if found else "没有督查记录。")
    return 0
