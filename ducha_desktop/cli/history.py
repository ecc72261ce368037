"""undo, redo, history, trash, digest: all from the journal."""

import argparse
from dataclasses import asdict
from typing import Any

from ducha_desktop.cli.frame import MOST, Call, at_least, table
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.services import history, history_bin
from ducha_desktop.services.backups import local_time
from ducha_desktop.services.detail_timeline import whole
from ducha_desktop.services.lookup import find_matter


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    for name, words, handler in (("undo", "撤销上一步", undo), ("redo", "恢复撤销的一步", redo)):
        command = commands.add_parser(name, parents=[shared], help=words)
        command.add_argument("--steps", type=at_least(1), default=1, metavar="N", help="几步")
        command.set_defaults(handler=handler)
    past = commands.add_parser("history", parents=[shared], help="操作经过")
    past.add_argument("number", nargs="?", metavar="编号")
    past.add_argument("--limit", type=at_least(0), default=200, metavar="N")
    past.set_defaults(handler=show_history)
    trash = commands.add_parser("trash", parents=[shared], help="回收站：list 列出，restore 还原")
    trash.add_argument("what", choices=("list", "restore"), metavar="list|restore")
    trash.add_argument("numbers", nargs="*", metavar="编号", help="事项的编号，或附件的标识")
    trash.set_defaults(handler=show_trash)
    remove = commands.add_parser("delete", parents=[shared], help="把事项放进回收站")
    remove.add_argument("numbers", nargs="+", metavar="编号")
    remove.set_defaults(handler=delete)
    total = commands.add_parser("digest", parents=[shared], help="业务数据的指纹")
    total.set_defaults(handler=show_digest)


def undo(call: Call) -> int:
    """`ducha undo`."""
    return _steps(call, history.undo)


def redo(call: Call) -> int:
    """`ducha redo`."""
    return _steps(call, history.redo)


def _steps(call: Call, step: Any) -> int:
    done: list[str] = []
    refused = ""
    with call.office() as office:
        for _ in range(call.steps):
            try:
                done.append(step(office).words)
            except RefusedError as error:
                if not done:
                    raise
                refused = error.message
                break
    call.say({"steps": len(done), "words": done}, "\n".join([*done, refused] if refused else done))
    return 1 if refused else 0


def show_history(call: Call) -> int:
    """`ducha history`."""
    with call.reading() as reader:
        if call.number:
            lines = [asdict(line) for line in whole(reader, find_matter(reader.connection, call.number))]
        else:
            lines = [asdict(line) for line in history.entries(reader, limit=call.limit)]
    rows = [(str(line["business_date"]), line["user"], line["words"], line["reason"]) for line in lines]
    call.say({"entries": lines}, lambda: table([("日期", "经办人", "操作", "理由"), *rows]))
    return 0


def show_trash(call: Call) -> int:
    """`ducha trash list` and `ducha trash restore`."""
    if call.what == "restore":
        return _restore(call)
    with call.reading() as reader:
        found = history_bin.trash(reader, limit=MOST)
    rows = [(line.number, line.title[:30], local_time(line.at), line.user, line.words) for line in found]
    call.say(
        {"total": len(found), "rows": [asdict(line) for line in found]},
        lambda: table([("编号", "事项", "时间", "经办人", "操作"), *rows]) if rows else "回收站是空的。",
    )
    return 0


def _restore(call: Call) -> int:
    if not call.numbers:
        raise WrongUseError("没有写要还原哪些编号。没有改动任何数据。请写上回收站里的编号。")
    with call.office() as office:
        with office.read() as reader:
            files = {line.uid for line in history_bin.trash(reader, limit=MOST) if line.kind == "attachment"}
            wanted = [
                number if number in files else find_matter(reader.connection, number, deleted=True)
                for number in call.numbers
            ]
        changes = history_bin.restore(office, wanted)
    call.say({"restored": len(set(wanted)), "words": changes.words}, changes.words)
    return 0


def delete(call: Call) -> int:
    """`ducha delete`."""
    from ducha_desktop.services.matters import remove

    with call.office() as office:
        with office.read() as reader:
            uids = [find_matter(reader.connection, number) for number in call.numbers]
        with office.write("matter.delete", words=f"删除 {len(uids)} 项") as work:
            count = remove(work, uids)
    call.say({"deleted": count}, f"已放进回收站：{count} 项")
    return 0


def show_digest(call: Call) -> int:
    """`ducha digest`."""
    from ducha_desktop.storage.digest import digest

    with call.reading() as reader:
        found = digest(reader.connection)
    call.say({"digest": found.digest, "rows": found.rows}, f"{found.digest}　{found.rows} 行")
    return 0
