"""`ducha`: one parser, one module per noun, never a traceback."""

import errno
import io
import logging
import multiprocessing
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from ducha_desktop import __version__
from ducha_desktop.cli import (
    acting,
    attachments,
    cards,
    chart,
    duties,
    excel,
    folder,
    history,
    keep,
    ledger,
    ledgers,
    origins,
    owed,
    selftest,
    stats,
)
from ducha_desktop.cli.frame import Call, OutputError, Parser, drop, general, note, refuse, require_text
from ducha_desktop.domain.errors import DuchaError, SurroundingsError
from ducha_desktop.runtime.logs import LOGGER, start_log
from ducha_desktop.runtime.paths import DataFolder, default_data_folder

NOUNS = (
    folder,
    ledger,
    stats,
    ledgers,
    acting,
    attachments,
    excel,
    cards,
    chart,
    owed,
    duties,
    history,
    keep,
    origins,
    selftest,
)


def build_parser() -> Parser:
    """The whole command line."""
    shared = general()
    parser = Parser(prog="ducha", description="督查台账：县督查室的单机程序", parents=[shared])
    parser.add_argument("--version", action="version", version=f"ducha {__version__}", help="显示程序版本")
    commands = parser.add_subparsers(dest="command", metavar="命令", parser_class=Parser, title="命令")
    for noun in NOUNS:
        noun.register(commands, shared)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status (`cli.md`, General)."""
    multiprocessing.freeze_support()
    _speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = _answer(given)
        sys.stdout.flush()
    except BrokenPipeError:
        # Who reads has enough; what is still in the buffer must not be tried again at the end.
        drop(sys.stdout)
        return 0
    except OSError as error:
        drop(sys.stdout)
        note(f"结果没有写出来：{_reason(error)}。已经保存的改动不受影响，请用 ducha history 核对。")
        return SurroundingsError.exit_status
    return status


def _answer(given: list[str]) -> int:
    as_json = "--json" in given
    try:
        call = Call(build_parser().parse_args(given))
        require_text(vars(call.arguments))
        call.require_elsewhere()
        handler = call.arguments.handler if hasattr(call.arguments, "handler") else folder.open_window
        return int(handler(call))
    except DuchaError as error:
        return refuse(error, as_json=as_json)
    except KeyboardInterrupt:
        note("已取消，没有完成的操作没有写入。")
        return 1
    except (BrokenPipeError, OutputError):
        raise
    except OSError as error:
        return refuse(_surroundings(error), as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the last line of defence: the trace goes to the log
        return refuse(_unexpected(given, error), as_json=as_json)


def run() -> None:
    """Entry point of the installed command."""
    sys.exit(main())


def _speak_utf8() -> None:
    # A program may be started without these; what is said to nobody is dropped.
    sys.stdout = sys.stdout or _nowhere()
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


_REASONS = {
    errno.ENOENT: "文件或文件夹不存在",
    errno.EACCES: "没有读写权限",
    errno.EPERM: "没有读写权限",
    errno.EEXIST: "已有同名的文件",
    errno.ENOTDIR: "路径中有一段是文件，不是文件夹",
    errno.EISDIR: "这是一个文件夹，不是文件",
    errno.ENOTEMPTY: "文件夹不是空的",
    errno.ENAMETOOLONG: "文件名太长",
    errno.EINVAL: "文件名不能用",
    errno.ELOOP: "快捷方式绕成了圈",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "磁盘配额已满",
    errno.EFBIG: "文件超过了磁盘允许的大小",
    errno.EROFS: "磁盘是只读的",
    errno.EBUSY: "文件正被别的程序占用",
    errno.EIO: "磁盘读写出错",
    errno.ENODEV: "设备已经断开",
    errno.ENXIO: "设备已经断开",
}


_ADVICE = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT), "请清理磁盘后再试。"),
    errno.EROFS: "请换一个可以写的位置再试。",
    errno.EBUSY: "请关闭占用它的程序后再试。",
    **dict.fromkeys((errno.EIO, errno.ENODEV, errno.ENXIO), "请检查磁盘或重新插入后再试。"),
    **dict.fromkeys((errno.ENAMETOOLONG, errno.EINVAL), "请换一个文件名再试。"),
}


def _reason(error: OSError) -> str:
    return _REASONS.get(error.errno or 0, f"系统不允许这样读写（错误 {error.errno}）")


def _surroundings(error: OSError) -> SurroundingsError:
    reason = _reason(error)
    # A file is written under a passing name beside the one that was asked for.
    named = re.sub(r"(^|[/\\])\.([^/\\]+)\.[0-9a-f]{12}\.tmp$", r"\1\2", str(error.filename or ""))
    where = f"：{named}" if named else ""
    advice = _ADVICE.get(error.errno or 0, "请核对文件、文件夹和权限后再试。")
    return SurroundingsError(f"{reason}{where}。没有完成的操作没有写入。{advice}")


def _unexpected(given: Sequence[str], error: Exception) -> DuchaError:
    root = default_data_folder()
    if "--data" in given[:-1]:
        root = Path(given[given.index("--data") + 1])
    log = "程序日志"
    with suppress(OSError):
        log = str(start_log(DataFolder(root).logs))
    logging.getLogger(LOGGER).error("unexpected error in %s", given[:1], exc_info=error)
    return SurroundingsError(
        f"程序遇到意外错误，没有完成的操作没有写入。详细记录在 {log}，请把它交给维护人员。"
    )


if __name__ == "__main__":
    run()
