"""origin: meetings, instructions, documents, projects, calls: register, split, link, answer, merge."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ducha_desktop.cli import origin_words as answers
from ducha_desktop.cli.acting import pairs_of
from ducha_desktop.cli.frame import Call, at_least, day, place, table
from ducha_desktop.cli.ledger import row_json
from ducha_desktop.domain.errors import SurroundingsError, WrongUseError
from ducha_desktop.domain.origins import OriginKind
from ducha_desktop.services import origin_reading
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.office import Office

if TYPE_CHECKING:
    from ducha_desktop.services.origin_views import OriginRow
    from ducha_desktop.storage.unit_of_work import UnitOfWork

_LARGEST = 2_000_000


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    giving = commands.add_parser("reassign", parents=[shared], help="改派：换一个牵头单位")
    giving.add_argument("number", metavar="编号")
    giving.add_argument("unit", metavar="新的牵头单位")
    giving.add_argument("--reason", default="", metavar="理由")
    giving.add_argument("--evidence", default="", metavar="依据")
    giving.add_argument("--on", type=day, metavar="日期")
    giving.set_defaults(handler=reassign_matter)
    origin = commands.add_parser("origin", parents=[shared], help="来源：会议、批示、文件、项目、来电……")
    nouns = origin.add_subparsers(dest="deed", metavar="做什么", required=True, parser_class=type(origin))

    def command(name: str, handler: Any, text: str) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = nouns.add_parser(name, parents=[shared], help=text)
        made.set_defaults(handler=handler)
        return made

    adding = command("add", add_origin, "登记一个来源")
    adding.add_argument("fields", nargs="+", metavar="字段=值", help="kind=会议 title=… on=2026-11-20 ……")
    listing = command("list", list_origins, "列出来源")
    listing.add_argument("--kind", metavar="类别")
    listing.add_argument("--year", type=at_least(1), metavar="年")
    listing.add_argument("--search", default="", metavar="文字")
    listing.add_argument("--unanswered", action="store_true", help="只列还没有回复的")
    for name, handler, text in (
        ("show", show_origin, "一个来源的全部内容"),
        ("remove", remove_origin, "删除来源，事项不动"),
    ):
        command(name, handler, text).add_argument("number", metavar="来源编号")
    changing = command("set", set_origin, "修改来源")
    changing.add_argument("number", metavar="来源编号")
    changing.add_argument("fields", nargs="+", metavar="字段=值")
    items = command("items", split_origin, "把来源分解成事项（拟办）")
    items.add_argument("number", metavar="来源编号")
    items.add_argument("fields", nargs="*", metavar="字段=值", help="标题=… 牵头单位=…；每个“标题=”起一项")
    items.add_argument("--file", type=place, metavar="文件.txt", help="一行一项的文本")
    items.add_argument("--ledger", default="", metavar="台账")
    for name, handler, text in (
        ("link", link_origin, "事项也出自这个来源"),
        ("unlink", unlink_origin, "取消关联"),
    ):
        linking = command(name, handler, text)
        linking.add_argument("number", metavar="来源编号")
        linking.add_argument("matter", metavar="事项编号")
    replying = command("reply", reply_origin, "登记回复")
    replying.add_argument("number", metavar="来源编号")
    replying.add_argument("words", metavar="回复内容")
    replying.add_argument("--on", type=day, metavar="日期", help="回复日期")
    rate = command("rate", show_rate, "回复率")
    rate.add_argument("--kind", default=OriginKind.INSTRUCTION.value, metavar="类别")
    rate.add_argument("--year", type=at_least(1), metavar="年")
    command("sums", show_sums, "项目投资合计").add_argument("--year", type=at_least(1), metavar="年")
    merging = command("merge", merge_origins, "两份任务清单合成一份，两个来源都保留")
    merging.add_argument("first", metavar="来源编号")
    merging.add_argument("second", metavar="来源编号")
    merging.add_argument("--ledger", default="", metavar="台账", help="合并后都归入这个台账")
    merging.add_argument("--dry-run", action="store_true", help="只看会合并什么")


def reassign_matter(call: Call) -> int:
    """`ducha reassign`."""
    from ducha_desktop.services.ledger import row_by_uid
    from ducha_desktop.services.reassigning import ENTRY, reassign

    with call.office() as office:
        with office.read() as reader:
            uid = find_matter(reader.connection, call.number)
            number = row_by_uid(reader, uid).number
        with office.write(ENTRY, words=f"改派 {number}：{call.unit}", on=call.on, reason=call.reason) as work:
            done = reassign(work, uid, call.unit, reason=call.reason, evidence=call.evidence, on=call.on)
        with office.read() as reader:
            found = row_by_uid(reader, uid)
    document = row_json(found) | {"led_before": done.before}
    call.say(document, f"已改派：{found.number}　原牵头单位 {done.before or '没有'}，现牵头单位 {done.now}")
    return 0


def kind_of(text: str) -> OriginKind:
    """A kind by code or word.

    Raises:
        WrongUseError: no such kind; the sentence names them.
    """
    for kind in OriginKind:
        if text.strip() in (kind.value, kind.word):
            return kind
    words = "、".join(f"{kind.value}（{kind.word}）" for kind in OriginKind)
    raise WrongUseError(f"没有“{text[:40]}”这类来源，没有改动任何数据。可用的有：{words}。")


def add_origin(call: Call) -> int:
    """`ducha origin add`."""
    from ducha_desktop.services.origins import register as enter

    pairs = pairs_of(call.fields)
    words = [pairs.pop(name) for name in ("kind", "类别") if name in pairs]
    if not words:
        raise WrongUseError("没有写是哪类来源，没有登记。请写 kind=会议、kind=领导批示 等。")
    kind = kind_of(words[0])
    with call.office() as office:
        with office.write("origin.add", words=f"登记来源（{kind.word}）") as work:
            uid = enter(work, kind, pairs).uid
        return _said(call, office, work, uid, "已登记")


def set_origin(call: Call) -> int:
    """`ducha origin set`."""
    from ducha_desktop.services.origins import edit

    with call.office() as office:
        found = _found(office, call.number)
        with office.write("origin.edit", words=f"修改来源 {found.number}") as work:
            edit(work, found.uid, pairs_of(call.fields))
        return _said(call, office, work, found.uid, "已修改")


def reply_origin(call: Call) -> int:
    """`ducha origin reply`."""
    from ducha_desktop.services.origins import reply

    with call.office() as office:
        found = _found(office, call.number)
        with office.write("origin.reply", words=f"回复 {found.number}", on=call.on) as work:
            reply(work, found.uid, call.words, call.on)
        return _said(call, office, work, found.uid, "已回复")


def remove_origin(call: Call) -> int:
    """`ducha origin remove`."""
    from ducha_desktop.services.origins import remove

    with call.office() as office:
        found = _found(office, call.number)
        with office.write("origin.remove", words=f"删除来源 {found.number}") as work:
            links = remove(work, [found.uid])
    call.say(
        {"removed": found.uid, "links": links},
        f"已删除来源：{found.number}　{found.title}；{links} 项事项不再关联，事项没有动",
    )
    return 0


def list_origins(call: Call) -> int:
    """`ducha origin list`."""
    kind = kind_of(call.kind) if call.kind else None
    with call.reading() as reader:
        rows = origin_reading.listing(
            reader, kind=kind, year=call.year, search=call.search, unanswered=call.unanswered
        )
    head = ("编号", "类别", "日期", "名称", "事项", "办结", "回复")
    lines = [
        (
            row.number,
            row.kind.word,
            row.on.isoformat(),
            row.title[:30],
            str(row.matters),
            str(row.closed),
            row.reply_state,
        )
        for row in rows
    ]
    call.say(
        {"total": len(rows), "rows": [answers.row_json(row) for row in rows]},
        lambda: f"{table([head, *lines])}\n共 {len(rows)} 个来源",
    )
    return 0


def show_origin(call: Call) -> int:
    """`ducha origin show`."""
    with call.reading() as reader:
        found = origin_reading.detail(reader, origin_reading.find_origin(reader.connection, call.number))
    call.say(answers.detail_json(found), lambda: answers.detail_text(found))
    return 0


def split_origin(call: Call) -> int:
    """`ducha origin items`."""
    from ducha_desktop.services.origins import split
    from ducha_desktop.services.remarks import remarks
    from ducha_desktop.services.similar import similar

    items = [*(_file_items(call.file) if call.file else ()), *_typed_items(call.fields)]
    with call.office() as office:
        found = _found(office, call.number)
        with office.read() as reader:
            alike = {
                item["title"]: similar(reader, item["title"], lead_unit=item.get("lead_unit", ""))
                for item in items
                if item.get("title")
            }
        with office.write("origin.items", words=f"把{found.number}分解为 {len(items)} 项") as work:
            uids = [matter.uid for matter in split(work, found.uid, items, ledger=call.ledger)]
        with office.read() as reader:
            rows = [
                each.row for each in origin_reading.detail(reader, found.uid).matters if each.row.uid in uids
            ]
    told = list(dict.fromkeys(each.words for each in remarks(work)))
    document = {
        "origin": found.uid,
        "rows": [row_json(row) | {"similar": [asdict(each) for each in alike[row.title]]} for row in rows],
        "warnings": told,
    }
    lines = [f"{row.number}　{row.title}" for row in rows]
    lines += [
        f"注意：“{title[:30]}”与 {each.number}“{each.title[:30]}”{each.why}"
        for title, names in alike.items()
        for each in names
    ]
    call.say(document, "\n".join([*lines, *(f"注意：{words}" for words in told)]))
    return 0


def link_origin(call: Call) -> int:
    """`ducha origin link`."""
    from ducha_desktop.services.origins import link

    return _linked(call, "origin.link", "关联", link)


def unlink_origin(call: Call) -> int:
    """`ducha origin unlink`."""
    from ducha_desktop.services.origins import unlink

    return _linked(call, "origin.unlink", "取消关联", unlink)


def _linked(call: Call, action: str, word: str, do: Any) -> int:
    with call.office() as office:
        found = _found(office, call.number)
        with office.read() as reader:
            matter = find_matter(reader.connection, call.matter)
        with office.write(action, words=f"{word} {found.number}") as work:
            do(work, found.uid, matter)
        return _said(call, office, work, found.uid, f"已{word}")


def show_rate(call: Call) -> int:
    """`ducha origin rate`."""
    kind = kind_of(call.kind)
    with call.reading() as reader:
        found = origin_reading.rate(reader, kind, year=call.year)
    document = {
        "kind": kind.value,
        "whole": answers.figures_json(found.whole),
        "leaders": [answers.figures_json(each) for each in found.leaders],
        "years": [answers.figures_json(each) for each in found.years],
    }
    head = ("", "应回复", "已回复", "超期回复", "超期未回复", "回复率")
    lines = [
        (each.name, str(each.total), str(each.replied), str(each.late), str(each.overdue), f"{each.percent}%")
        for each in (*found.leaders, *found.years, found.whole)
    ]
    call.say(document, lambda: table([head, *lines]))
    return 0


def show_sums(call: Call) -> int:
    """`ducha origin sums`."""
    with call.reading() as reader:
        lines, whole = origin_reading.investments(reader, year=call.year)
    every = (*lines, whole)
    document = {
        "unit": "亿元",
        "classes": [
            {
                "name": each.project_class,
                "projects": each.projects,
                "total": str(each.total_words),
                "done": str(each.done_words),
                "approximate": each.about,
                "without_total": each.unknown,
            }
            for each in every
        ],
    }
    rows = [(each.project_class, str(each.projects), each.total_words, each.done_words) for each in every]
    call.say(document, lambda: table([("类别", "项目", "总投资（亿元）", "本年完成（亿元）"), *rows]))
    return 0


def merge_origins(call: Call) -> int:
    """`ducha origin merge`."""
    from ducha_desktop.services import origin_merging

    with call.office() as office:
        first, second = _found(office, call.first), _found(office, call.second)
        with office.read() as reader:
            plan = origin_merging.plan(reader, first.uid, second.uid)
        if not call.dry_run:
            pairs = [(pair.stays.uid, pair.goes.uid) for pair in plan.usable]
            words = f"合并清单：{second.title}并入{first.title}，{len(pairs)} 项重复"
            with office.write("origin.merge", words=words) as work:
                origin_merging.merge(work, second.uid, pairs, ledger=call.ledger)
    call.say(
        answers.plan_json(plan, done=not call.dry_run), lambda: answers.plan_text(plan, done=not call.dry_run)
    )
    return 0


def _found(office: Office, text: str) -> "OriginRow":
    with office.read() as reader:
        return origin_reading.row(reader, origin_reading.find_origin(reader.connection, text))


def _said(call: Call, office: Office, work: "UnitOfWork", uid: str, done: str) -> int:
    from ducha_desktop.services.remarks import remarks

    with office.read() as reader:
        found = origin_reading.row(reader, uid)
    told = [each.words for each in remarks(work)]
    words = f"{done}：{found.number}　{found.title}"
    call.say(
        answers.row_json(found) | {"warnings": told}, "\n".join([words, *(f"注意：{each}" for each in told)])
    )
    return 0


def _typed_items(words: list[str]) -> list[dict[str, str]]:
    """`标题=甲 牵头单位=乙 标题=丙`: each title begins an item."""
    from ducha_desktop.services.matters import field_key

    def key(name: str) -> str:
        return "title" if name == "标题" else field_key(name)

    groups: list[list[str]] = []
    for word in words:
        if key(word.partition("=")[0].strip()) == "title" or not groups:
            groups.append([])
        groups[-1].append(word)
    return [{key(name): value for name, value in pairs_of(group).items()} for group in groups]


def _file_items(path: Path) -> tuple[dict[str, str], ...]:
    from ducha_desktop.exchange.item_lines import items_of

    if path.stat().st_size > _LARGEST:
        raise WrongUseError(f"“{path.name}”太大，不像一份议定事项。没有登记。请只留事项，一行一项。")
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return items_of(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise SurroundingsError(f"“{path.name}”不是文本文件，没有登记。请另存为 .txt 再试。")
