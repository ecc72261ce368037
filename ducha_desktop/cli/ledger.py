"""list, show: reading the ledger, and the filters that other commands share."""

import argparse
from dataclasses import asdict
from typing import Any

from ducha_desktop.cli.frame import Call, at_least, day, note, table
from ducha_desktop.domain.completeness import Standard
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.fields import FIELDS
from ducha_desktop.domain.ladder import Pressed, Rung
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.node_text import write_nodes
from ducha_desktop.domain.states import State
from ducha_desktop.domain.vocabulary import Light, Stage
from ducha_desktop.services import ledger
from ducha_desktop.services.detail import detail
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import EscalationView, MatterDetail, MatterRow

LONGEST_SEARCH = 500


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    listing = commands.add_parser("list", parents=[shared, filters()], help="列出台账")
    listing.add_argument("--limit", type=at_least(0), metavar="N", help="最多列多少行")
    listing.add_argument("--offset", type=at_least(0), default=0, metavar="N", help="从第几行起")
    listing.set_defaults(handler=list_matters)
    show = commands.add_parser("show", parents=[shared, past()], help="一个事项的全部内容")
    show.add_argument("number", metavar="编号")
    show.set_defaults(handler=show_matter)


def past() -> argparse.ArgumentParser:
    """`--as-of` and `--known`."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--as-of", type=day, metavar="日期", help="截至该业务日期的台账")
    parser.add_argument("--known", type=day, metavar="日期", help="截至该录入日期的台账")
    return parser


def filters() -> argparse.ArgumentParser:
    """The filters that list, stats, export and cards share."""
    parser = argparse.ArgumentParser(add_help=False, parents=[past()])
    parser.add_argument("--ledger", action="append", default=[], metavar="台账")
    parser.add_argument("--state", action="append", default=[], metavar="状态", help="状态代码或名称")
    parser.add_argument(
        "--stage", action="append", default=[], metavar="阶段", help="拟办、在办、进入销号程序、完成、撤销"
    )
    parser.add_argument("--light", action="append", default=[], metavar="灯")
    parser.add_argument("--unit", action="append", default=[], metavar="单位")
    parser.add_argument("--leader", action="append", default=[], metavar="领导")
    parser.add_argument("--source", action="append", default=[], metavar="来源")
    parser.add_argument("--category", action="append", default=[], metavar="类别")
    parser.add_argument("--lead", action="append", default=[], metavar="单位", help="牵头单位，不含配合单位")
    parser.add_argument(
        "--incomplete", action="append", default=[], metavar="标准", help="不符合四清、六明确或七定"
    )
    parser.add_argument(
        "--pressed", action="append", default=[], metavar="升级", help="挂牌督办、待催办、红旗件、蜗牛件等"
    )
    parser.add_argument(
        "--changed-after", type=at_least(0), default=0, metavar="N", help="历史中第 N 步以后改动过"
    )
    parser.add_argument("--due-before", type=day, metavar="日期", help="时限在该日或之前")
    parser.add_argument("--search", default="", metavar="文字", help="文字、编号、拼音首字母")
    return parser


def query_of(call: Call) -> LedgerQuery:
    """The filters of a call."""
    if len(call.search or "") > LONGEST_SEARCH:
        raise WrongUseError(
            f"查找的文字太长，没有查找，数据没有改动。请少写一些，最多 {LONGEST_SEARCH} 个字。"
        )
    return LedgerQuery(
        ledgers=tuple(call.ledger or ()),
        states=tuple(code_of(State, text, "状态") for text in call.state or ()),
        stages=tuple(code_of(Stage, text, "阶段") for text in call.stage or ()),
        lights=tuple(code_of(Light, text, "灯") for text in call.light or ()),
        units=tuple(call.unit or ()),
        leaders=tuple(call.leader or ()),
        sources=tuple(call.source or ()),
        categories=tuple(call.category or ()),
        leads=tuple(call.lead or ()),
        incomplete=tuple(code_of(Standard, text, "标准") for text in call.incomplete or ()),
        pressed=tuple(code_of(Pressed, text, "升级情况") for text in call.pressed or ()),
        changed_after=call.changed_after,
        due_before=call.due_before,
        search=call.search or "",
    )


def named_query(call: Call, reader: Reader) -> LedgerQuery:
    """The filters of a call with units and people as the register has them; a name nobody has is said."""
    from ducha_desktop.services.lookup_names import named

    query, unknown = named(reader, query_of(call))
    for words in unknown:
        note(words)
    return query


def code_of(words: Any, text: str, what: str) -> str:
    """The code of a word typed as code or in Chinese; WrongUseError names those there are."""
    for member in words:
        if text.lower() in (member.value.lower(), member.word, member.word.removesuffix("灯")):
            return str(member.value)
    raise WrongUseError(
        f"没有“{text}”这个{what}，没有改动任何数据。可用的有：{'、'.join(f'{m.value}（{m.word}）' for m in words)}。"
    )


def row_json(row: MatterRow) -> dict[str, Any]:
    """A ledger row under the names of `cli.md`, and its uid."""
    return asdict(row)


def list_matters(call: Call) -> int:
    """`ducha list`."""
    with call.reading() as reader:
        query = named_query(call, reader)
        total = ledger.count(reader, query)
        rows = ledger.page(
            reader, query, offset=call.offset, limit=total if call.limit is None else call.limit
        )
    document = {"total": total, "rows": [row_json(row) for row in rows]}
    call.say(document, lambda: _listing(rows, total))
    return 0


def _listing(rows: list[MatterRow], total: int) -> str:
    head = ("编号", "事项", "牵头单位", "时限", "状态", "灯", "进度")
    lines = [
        (
            row.number,
            row.title[:30],
            row.lead_unit,
            row.due_text or str(row.due or ""),
            State(row.state).word,
            row.light.word,
            "" if row.progress_percent is None else f"{row.progress_percent:g}%",
        )
        for row in rows
    ]
    return f"{table([head, *lines])}\n共 {total} 项"


def show_matter(call: Call) -> int:
    """`ducha show`."""
    with call.reading() as reader:
        found = detail(reader, find_matter(reader.connection, call.number))
    call.say(_detail_json(found), lambda: _detail_text(found))
    return 0


def _detail_json(found: MatterDetail) -> dict[str, Any]:
    document = asdict(found)
    return row_json(found.row) | {
        **{key: document[key] for key in document if key not in {"row", "works"}},
        "possible": {
            action.value: {
                "word": now.line.word,
                "by": [role.value for role in now.who],
                "step": now.step,
                "of": now.of,
                "why_not": now.why_not,
            }
            for action, now in found.possible.items()
        },
        "works": document["works"] | {"total": found.works.total, "word": found.works.word},
    }


_LABELS = {spec.key: spec.label for spec in FIELDS} | {"due_kind": "时限类别"}


def _detail_text(found: MatterDetail) -> str:
    row = found.row
    lines = [f"{row.number}　{row.title}", row.light_reason, ""]
    words = found.fields | {"status": State(row.state).word}
    lines += [f"{_LABELS.get(key, key)}：{value}" for key, value in words.items() if value]
    lines += [f"{label}：{value}" for label, value in found.extras.items() if value]
    chain = [f"{part.post}：{part.name}" for part in found.assignments if part.role == "chain"]
    more = (("责任链", " → ".join(chain)), ("原牵头单位", "、".join(found.led_before)))
    lines += [f"{label}：{value}" for label, value in more if value]
    lines += [f"出自：{each.number}　{each.title}（{each.kind.word}，{each.on}）" for each in found.origins]
    if found.works.total:
        lines += ["", f"下级工作：{found.works.words}"]
    for back, word in ((False, "提到的事项"), (True, "提到它的事项")):
        named = [f"  {each.number}　{each.title}" for each in found.mentions if each.back is back]
        lines += ["", f"{word}：", *named] if named else []
    lines += ["", "现在可以："]
    lines += [
        f"  {action.value}　{now.word}　{now.why_not}".rstrip() for action, now in found.possible.items()
    ]
    plan = [node.plan for node in found.milestones]
    if plan:
        lines += ["", "节点：", *write_nodes(plan).splitlines()]
    if found.escalations:
        lines += ["", "升级督办：", *(_rung_line(step) for step in found.escalations)]
    lines += ["", "经过："]
    lines += [f"{line.business_date}　{line.words}　{line.user}" for line in found.timeline]
    return "\n".join(lines)


def _rung_line(step: EscalationView) -> str:
    parts = [str(step.on), step.word, step.number, step.reason, f"期限 {step.due}" if step.due else ""]
    parts += [f"{step.lifted_on} {Rung(step.rung).lifting}：{step.lifted}" if step.lifted_on else ""]
    return "　".join(part for part in parts if part)
