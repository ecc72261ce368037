"""stats, difference: the figures, and what became of the ledger between two days."""

import argparse
from pathlib import Path
from typing import Any

from ducha_desktop.cli.frame import Call, day, table
from ducha_desktop.cli.ledger import filters, named_query
from ducha_desktop.domain.vocabulary import Stage
from ducha_desktop.services.difference import Difference, difference
from ducha_desktop.services.own_office import own_office
from ducha_desktop.services.stats import GroupBy, Statistics, statistics
from ducha_desktop.services.stats_measures import BY_KEY, GROUP_WORDS


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    stats = commands.add_parser("stats", parents=[shared, filters()], help="统计")
    stats.add_argument(
        "--by",
        action="append",
        default=[],
        choices=[str(by) for by in GroupBy],
        help="分组；写入工作簿时可以有几个",
    )
    stats.add_argument("--registered-from", type=day, metavar="日期", help="登记日期在该日或之后")
    stats.add_argument("--registered-to", type=day, metavar="日期", help="登记日期在该日或之前")
    stats.add_argument("--assigned-from", type=day, metavar="日期", help="交办日期在该日或之后")
    stats.add_argument("--assigned-to", type=day, metavar="日期", help="交办日期在该日或之前")
    stats.add_argument("--out", type=Path, metavar="文件.xlsx", help="写成工作簿，每个分组一张表")
    stats.set_defaults(handler=show_stats)
    compared = commands.add_parser("difference", parents=[shared], help="两个日期之间台账的变化，逐项说明")
    compared.add_argument("--from", dest="since", type=day, required=True, metavar="日期", help="前一天")
    compared.add_argument("--to", dest="until", type=day, required=True, metavar="日期", help="后一天")
    compared.add_argument("--ledger", action="append", default=[], metavar="台账")
    compared.add_argument("--out", type=Path, metavar="文件.xlsx", help="写成工作簿")
    compared.set_defaults(handler=show_difference)


def show_stats(call: Call) -> int:
    """`ducha stats`."""
    from dataclasses import replace

    groupings = [GroupBy(by) for by in dict.fromkeys(call.by)] or ([*GroupBy] if call.out else [])
    with call.reading() as reader:
        query = replace(
            named_query(call, reader),
            registered_after=call.registered_from,
            registered_before=call.registered_to,
            assigned_after=call.assigned_from,
            assigned_before=call.assigned_to,
        )
        sheets = {by: statistics(reader, query, by=by) for by in groupings}
        found = next(iter(sheets.values())) if sheets else statistics(reader, query)
        if call.out:
            from ducha_desktop.exchange.stats_writer import write_statistics
            from ducha_desktop.services.stats_words import scope_words

            write_statistics(
                call.out, sheets, office=own_office(reader), on=reader.today, scope=scope_words(reader, query)
            )
    document = _document(found) | ({"file": str(call.out)} if call.out else {})
    call.say(document, lambda: _stats_text(document, groupings[:1]))
    holds = all(identity.holds for each in (found, *sheets.values()) for identity in each.identities)
    return 0 if holds else 1


def _document(found: Statistics) -> dict[str, Any]:
    return found.whole.as_json() | {
        "note": found.whole.note,
        "calendar_note": found.calendar_note,
        "groups": [_group(group) for group in found.groups],
        "identities": [identity.as_json() for identity in found.identities],
    }


def _group(group: Any) -> dict[str, Any]:
    ranked = {"rank_class": group.rank_class, "rank": group.rank} if group.rank else {}
    return {"name": group.name, **group.as_json(), **ranked}


_SHOWN = (
    *("total", "closed", "closing", "open", "overdue", "unreported", "closed_late"),
    *("rate_closed", "rate_on_time", "days_mean"),
)


def _stats_text(document: dict[str, Any], by: list[GroupBy]) -> str:
    head = (GROUP_WORDS[by[0]] if by else "", *(BY_KEY[key].word for key in _SHOWN))
    rows = [
        (group.get("name", "合计"), *(_figure(key, group[key]) for key in _SHOWN))
        for group in [document, *document["groups"]]
    ]
    notes = [document[key] for key in ("note", "calendar_note") if document[key]]
    return "\n".join([table([head, *rows]), *notes, *_failed(document)])


def _figure(key: str, value: float | None) -> str:
    if value is None:
        return "—"
    return f"{value:.1f}{BY_KEY[key].unit}" if BY_KEY[key].unit else f"{value:,}"


def _failed(document: dict[str, Any]) -> list[str]:
    return [
        f"不平：{identity['name']}（{identity['left']} ≠ {identity['right']}）"
        for identity in document["identities"]
        if not identity["holds"]
    ]


def show_difference(call: Call) -> int:
    """`ducha difference`."""
    with call.reading() as reader:
        found = difference(reader, call.since, call.until, ledgers=call.ledger)
        if call.out:
            from ducha_desktop.exchange.stats_writer import write_difference

            write_difference(call.out, found, office=own_office(reader), ledgers=tuple(call.ledger))
    document = found.as_json() | ({"file": str(call.out)} if call.out else {})
    call.say(document, lambda: _difference_text(found, document))
    return 0 if all(identity.holds for identity in found.identities) else 1


def _difference_text(found: Difference, document: dict[str, Any]) -> str:
    stages = (Stage.CLOSED, Stage.CLOSING, Stage.OPEN, Stage.DRAFT, Stage.CANCELLED)
    head = ("", "总数", *(stage.word for stage in stages))
    days = [
        (str(on), str(document[key]["total"]), *(str(counts.get(stage, 0)) for stage in stages))
        for on, key, counts in ((found.since, "then", found.then), (found.until, "now", found.now))
    ]
    kinds = "，".join(f"{kind.word} {number} 项" for kind, number in found.kinds.items() if number)
    lines = [
        (
            move.kind.word,
            move.number,
            move.title[:24],
            f"{move.before.word if move.before else '—'} → {move.after.word if move.after else '—'}",
            f"{move.said[-1].on} {move.said[-1].words[:24]}",
        )
        for move in found.moves
    ]
    listed = [table([("变化", "编号", "事项", "状态", "最后一步"), *lines])] if lines else []
    return "\n".join([table([head, *days]), f"变化：{kinds or '没有'}", *listed, *_failed(document)])
