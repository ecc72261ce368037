"""backup, restore, check, audit: keep, bring back, prove."""

import argparse
from dataclasses import asdict
from typing import Any

from ducha_desktop.cli.frame import Call, place, table
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.services import backups
from ducha_desktop.services.elsewhere import lies_within, require_elsewhere


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    backup = commands.add_parser("backup", parents=[shared], help="备份并核验")
    backup.add_argument("--to", type=place, metavar="文件夹", help="另存到别的文件夹")
    backup.add_argument("--passphrase", metavar="口令", help="给这份备份设口令")
    backup.add_argument("--list", action="store_true", help="列出已有的备份")
    backup.set_defaults(handler=make_backup)
    restore = commands.add_parser("restore", parents=[shared], help="从备份恢复")
    restore.add_argument("file", type=place, metavar="备份文件")
    restore.add_argument("--code", metavar="恢复码")
    restore.set_defaults(handler=restore_backup)
    check = commands.add_parser("check", parents=[shared], help="检查数据")
    check.add_argument("--repair", action="store_true", help="重建索引等可重算的表")
    check.set_defaults(handler=check_data)
    audit = commands.add_parser("audit", parents=[shared], help="audit verify：核验操作记录")
    audit.add_argument("what", choices=("verify",), metavar="verify")
    audit.set_defaults(handler=audit_verify)


def make_backup(call: Call) -> int:
    """`ducha backup`."""
    if call.to and not call.list and not lies_within(DataFolder(call.folder).backups, call.to):
        require_elsewhere(call.folder, call.to)
    with call.office() as office:
        if call.list:
            found = backups.list_backups(call.to or office.folder.backups)
            rows = [
                (view.made_at, view.words, str(view.rows), view.file.name, view.problem) for view in found
            ]
            call.say(
                [asdict(view) for view in found],
                lambda: table([("时间", "原因", "行数", "文件", "问题"), *rows]),
            )
            return 0
        view = backups.make(office, to=call.to, passphrase=call.passphrase)
    call.say(
        {"file": str(view.file), "verified": view.verified, "rows": view.rows},
        f"已备份并核验：{view.file}（{view.rows} 行）",
    )
    return 0


def restore_backup(call: Call) -> int:
    """`ducha restore`."""
    import os

    from ducha_desktop.services.restoring import restore

    done = restore(
        call.folder,
        call.file,
        password=os.environ.get("DUCHA_PASSWORD"),
        code=call.code,
        clock=call.clock,
        user=call.user or "督查员",
    )
    document = {
        "file": str(done.file),
        "rows": done.rows,
        "missing": done.missing,
        "aside": done.aside and str(done.aside),
    }
    call.say(document, f"已恢复：{done.file.name}（{done.rows} 行）")
    return 0


def check_data(call: Call) -> int:
    """`ducha check`."""
    from ducha_desktop.services.upkeep import check

    with call.office() as office:
        found = check(office, repair=bool(call.repair))
    document = asdict(found)
    words = [f"{finding.words}" for finding in found.findings]
    call.say(document, "\n".join(words) if words else "检查完毕，没有发现问题。")
    return 0 if found.ok else 1


def audit_verify(call: Call) -> int:
    """`ducha audit verify`."""
    from ducha_desktop.services.upkeep import audit_verify as verify

    with call.office() as office:
        verdict = verify(office)
    text = (
        f"操作记录完好，共 {verdict.entries} 条。"
        if verdict.ok
        else f"操作记录从第 {verdict.first_bad} 条起被改动。"
    )
    call.say({"ok": verdict.ok, "entries": verdict.entries, "first_bad": verdict.first_bad}, text)
    return 0 if verdict.ok else 1
