"""`ducha`: one parser, one module per noun, never a traceback."""

import io
import logging
import multiprocessing
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from ducha_desktop import __version__
from ducha_desktop.cli import cards, excel, folder, history, keep, ledger, selftest
from ducha_desktop.cli.frame import Call, Parser, general, note, refuse
from ducha_desktop.domain.errors import DuchaError, SurroundingsError
from ducha_desktop.runtime.logs import LOGGER, start_log
from ducha_desktop.runtime.paths import DataFolder, default_data_folder

NOUNS = (folder, ledger, excel, cards, history, keep, selftest)


def build_parser() -> Parser:
    """The whole command line."""
    shared = general()
    parser = Parser(prog="ducha", description="督查台账：县督查室的单机程序", parents=[shared])
    parser.add_argument("--version", action="version", version=f"ducha {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="命令", parser_class=Parser, title="命令")
    for noun in NOUNS:
        noun.register(commands, shared)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status (`cli.md`, General)."""
    multiprocessing.freeze_support()
    _speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    as_json = "--json" in given
    try:
        call = Call(build_parser().parse_args(given))
        handler = call.arguments.handler if hasattr(call.arguments, "handler") else folder.open_window
        return int(handler(call))
    except DuchaError as error:
        return refuse(error, as_json=as_json)
    except KeyboardInterrupt:
        note("已取消，没有完成的操作没有写入。")
        return 1
    except BrokenPipeError:
        return 0
    except OSError as error:
        return refuse(_surroundings(error), as_json=as_json)
    except Exception as error:  # noqa: BLE001 - the last line of defence: the trace goes to the log
        return refuse(_unexpected(given, error), as_json=as_json)


def run() -> None:
    """Entry point of the installed command."""
    sys.exit(main())


def _speak_utf8() -> None:
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")


def _surroundings(error: OSError) -> SurroundingsError:
    name = error.filename or ""
    reason = {2: "文件或文件夹不存在", 13: "没有读写权限", 28: "磁盘已满", 30: "磁盘是只读的"}.get(
        error.errno or 0, str(error)
    )
    return SurroundingsError(
        f"{reason}：{name}。没有完成的操作没有写入。" if name else f"{reason}。没有完成的操作没有写入。"
    )


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
