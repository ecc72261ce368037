"""attachment: files kept with a matter, listed, added, saved elsewhere, renamed, classed and removed."""

import argparse
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from ducha_desktop.cli.frame import Call, note, place, table
from ducha_desktop.cli.ledger import code_of
from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import NotFoundError, RefusedError
from ducha_desktop.domain.vocabulary import AttachmentKind
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.office import Office
from ducha_desktop.services.views import AttachmentView

_MEGABYTE = 1024 * 1024
Handler = Callable[[Call], int]


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    noun = commands.add_parser(
        "attachment", parents=[shared], help="事项的附件：列出、添加、另存、改名、删除"
    )
    verbs = noun.add_subparsers(
        dest="verb", metavar="做什么", parser_class=type(noun), title="做什么", required=True
    )

    def verb(name: str, words: str, handler: Handler, *, one: bool) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = verbs.add_parser(name, parents=[shared], help=words)
        made.add_argument("number", metavar="编号")
        if one:
            made.add_argument("name", metavar="附件", help="附件的名称或标识")
        made.set_defaults(handler=handler)
        return made

    verb("list", "列出事项的附件", list_files, one=False)
    adding = verb("add", "给事项添加附件", add_files, one=False)
    adding.add_argument("files", nargs="+", type=place, metavar="文件")
    adding.add_argument("--kind", default=AttachmentKind.USUAL.value, metavar="类别", help="普通或佐证")
    saving = verb("save", "把附件另存到别处", save_file, one=True)
    saving.add_argument("--out", required=True, type=place, metavar="文件 或 文件夹")
    renaming = verb("rename", "附件改名", rename_file, one=True)
    renaming.add_argument("new", metavar="新名称")
    kind = verb("kind", "改附件的类别", classify_file, one=True)
    kind.add_argument("kind", metavar="类别", help="普通或佐证")
    verb("remove", "把附件放进回收站", remove_file, one=True)


def list_files(call: Call) -> int:
    """`ducha attachment list`."""
    from ducha_desktop.services import attachments

    with call.office() as office:
        uid = _matter(call, office)
        files = _files(office, uid)
        gone = attachments.missing(office, [each.sha256 for each in files])
    rows = [asdict(each) | {"missing": each.sha256 in gone} for each in files]
    shown = [
        (each.name, _size(each.size), _word(each.kind) + ("（内容缺失）" if each.sha256 in gone else ""))
        for each in files
    ]
    call.say(
        {"total": len(rows), "rows": rows},
        lambda: table([("名称", "大小", "类别"), *shown]) if shown else "没有附件。",
    )
    return 0


def add_files(call: Call) -> int:
    """`ducha attachment add`: one entry, one step of undo; 1 when some of the files were not taken."""
    from ducha_desktop.services import attachments

    kind = AttachmentKind(code_of(AttachmentKind, call.kind, "类别"))
    with call.office() as office:
        uid = _matter(call, office)
        added = attachments.add(office, uid, call.files, kind=kind, progress=_progress(call))
        files = [each for each in _files(office, uid) if each.name in added.names]
    if not added.names:
        reasons = "".join(why for _, why in added.refused)
        raise RefusedError(f"附件一个也没有添加，没有改动任何数据：{reasons}请核对文件后再试。")
    for _, why in added.refused:
        note(why)
    document = {
        "added": [asdict(each) for each in files],
        "refused": [{"name": name, "why": why} for name, why in added.refused],
        "words": added.changes.words,
    }
    call.say(document, added.changes.words)
    return 1 if added.refused else 0


def save_file(call: Call) -> int:
    """`ducha attachment save`: the content, whole or not at all."""
    from ducha_desktop.services import attachments_opening
    from ducha_desktop.services.attachments_names import short_name

    with call.office() as office:
        file = _file(call, office)
        target = call.out / short_name(file.name) if call.out.is_dir() else call.out
        saved = attachments_opening.save_as(office, file.uid, target, progress=_progress(call))
    call.say({"file": saved, "name": file.name, "size": file.size}, f"已另存为 {saved}")
    return 0


def rename_file(call: Call) -> int:
    """`ducha attachment rename`."""
    from ducha_desktop.services import attachments

    return _change(call, lambda office, file: attachments.rename(office, file.uid, call.new))


def classify_file(call: Call) -> int:
    """`ducha attachment kind`."""
    from ducha_desktop.services import attachments

    kind = AttachmentKind(code_of(AttachmentKind, call.kind, "类别"))
    return _change(call, lambda office, file: attachments.classify(office, file.uid, kind))


def remove_file(call: Call) -> int:
    """`ducha attachment remove`: into the recycle bin."""
    from ducha_desktop.services import attachments

    return _change(call, lambda office, file: attachments.remove(office, file.uid))


def _change(call: Call, do: Callable[[Office, AttachmentView], Changes]) -> int:
    with call.office() as office:
        file = _file(call, office)
        changes = do(office, file)
        left = [each for each in _files(office, _matter(call, office)) if each.uid == file.uid]
    words = changes.words or "没有需要改的。"
    call.say({"attachment": asdict(left[0]) if left else None, "words": words}, words)
    return 0


def _matter(call: Call, office: Office) -> str:
    with office.read() as reader:
        return find_matter(reader.connection, call.number)


def _files(office: Office, uid: str) -> Sequence[AttachmentView]:
    from ducha_desktop.services.detail import detail

    with office.read() as reader:
        return detail(reader, uid, newest=1).attachments


def _file(call: Call, office: Office) -> AttachmentView:
    files = _files(office, _matter(call, office))
    found = next((each for each in files if call.name in (each.name, each.uid)), None)
    if found is None:
        there = "、".join(f"“{each.name}”" for each in files)
        raise NotFoundError(
            f"这件事项没有叫“{call.name}”的附件，没有改动任何数据。请核对名称，现有：{there or '没有附件'}。"
        )
    return found


def _progress(call: Call) -> Callable[[int, int, str], None] | None:
    """A line that counts up, on a terminal only."""
    if call.wants_json or not sys.stderr.isatty():
        return None

    def report(done: int, total: int, name: str) -> None:
        with suppress(OSError):
            sys.stderr.write(f"\r{name}　{_size(done)} / {_size(total)}" + ("\n" if done >= total else ""))
            sys.stderr.flush()

    return report


def _size(size: int) -> str:
    return f"{size / _MEGABYTE:,.1f} MB" if size >= _MEGABYTE else f"{max(1, size // 1024):,} KB"


def _word(kind: str) -> str:
    return AttachmentKind(kind).word
