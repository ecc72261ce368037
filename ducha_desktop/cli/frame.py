"""The frame of every command: general options, output as JSON or text, refusals with their status."""

import argparse
import contextlib
import json
import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TextIO

from ducha_desktop.domain.errors import AmbiguousError, DuchaError, WrongUseError
from ducha_desktop.runtime.clock import Clock, FixedClock
from ducha_desktop.runtime.paths import default_data_folder
from ducha_desktop.services.elsewhere import require_elsewhere
from ducha_desktop.services.ledger import as_of
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.services.opening import open_office

MOST = 1 << 53
WRITTEN = ("out", "report")
"""The options of all commands that name a file to be written, or a folder for files."""

LAST_NARROW = 0x2E7F
"""Characters beyond this one take two places on a terminal."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Handler = Callable[["Call"], int]


class ChineseHelp(argparse.HelpFormatter):
    """argparse's help under Chinese headings."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """`用法：` in the place of `usage: `."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese and refuses by exception instead of by exit."""

    def __init__(self, *given: Any, **options: Any) -> None:
        """An option is only known by its whole name, so that new options change no old command."""
        ours: dict[str, Any] = {"allow_abbrev": False, "add_help": False, "formatter_class": ChineseHelp}
        super().__init__(*given, **(ours | options))
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def error(self, message: str) -> NoReturn:
        """Turn argparse's complaint into a refusal."""
        raise WrongUseError(
            f"命令写法不对：{_chinese(message)}。没有做任何事。请看用法：{self.prog} --help。"
        )


_PHRASES = (
    ("the following arguments are required:", "缺少"),
    ("unrecognized arguments:", "不认识的参数"),
    ("expected one argument", "后面要跟一个值"),
    ("expected at least one argument", "后面至少要跟一个值"),
    ("ignored explicit argument", "后面不能跟值"),
    ("invalid choice:", "没有这个选项值："),
    ("invalid int value:", "不是整数："),
    ("choose from", "可选"),
    ("argument ", "参数 "),
)


def _chinese(message: str) -> str:
    for english, chinese in _PHRASES:
        message = message.replace(english, chinese)
    return message


def day(text: str) -> date:
    """A day typed as `2026-11-22`; other forms of ISO 8601 are no form an office writes."""
    with contextlib.suppress(ValueError):
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
    raise argparse.ArgumentTypeError(f"“{text[:40]}”不是 2026-11-22 这样的日期")


def place(text: str) -> Path:
    """The name of a file or folder."""
    if not text.strip():
        raise argparse.ArgumentTypeError("文件名不能是空的")
    return Path(text)


def at_least(least: int) -> Callable[[str], int]:
    """A whole number from `least` on, at most what the database counts with."""

    def read(text: str) -> int:
        with contextlib.suppress(ValueError):
            if least <= int(text) < MOST:
                return int(text)
        raise argparse.ArgumentTypeError(f"“{text[:40]}”须是不小于 {least} 的整数")

    return read


def require_text(arguments: Mapping[str, Any]) -> None:
    """Refuse arguments that are no text: NUL, or bytes that the terminal's encoding does not know.

    Names of files may hold such bytes; NUL is refused there too.

    Raises:
        WrongUseError: nothing was done.
    """
    for value in arguments.values():
        for word in _words(value):
            if "\0" in word or (not isinstance(value, Path) and _is_broken(word)):
                raise WrongUseError(
                    "命令里有不是文字的字符，没有改动任何数据。请检查输入的内容和终端的编码。"
                )


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, str | Path):
        yield str(value)
    elif isinstance(value, list):
        for item in value:
            yield from _words(item)


def _is_broken(word: str) -> bool:
    try:
        word.encode()
    except UnicodeEncodeError:
        return True
    return False


def general() -> argparse.ArgumentParser:
    """The general options, accepted before and after the command (`cli.md`, General)."""
    parser = argparse.ArgumentParser(add_help=False, argument_default=argparse.SUPPRESS)
    group = parser.add_argument_group("通用选项")
    group.add_argument("--data", type=place, metavar="文件夹", help="数据文件夹")
    group.add_argument("--json", action="store_true", help="标准输出只有一份 JSON")
    group.add_argument("--today", type=day, metavar="日期", help="业务日期，如 2026-11-22")
    group.add_argument("--user", metavar="姓名", help="经办人")
    return parser


@dataclass(slots=True)
class Call:
    """One command as called: its arguments, its office, its output."""

    arguments: argparse.Namespace

    def __getattr__(self, name: str) -> Any:
        """An argument, None when it was not given."""
        return getattr(self.arguments, name, None)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.arguments.data if hasattr(self.arguments, "data") else default_data_folder()

    def require_elsewhere(self) -> None:
        """Refuse to write into the data folder, whatever the command is.

        Raises:
            WrongUseError: a file that was asked for would stand there; nothing was done.
        """
        for name in WRITTEN:
            if target := getattr(self.arguments, name, None):
                require_elsewhere(self.folder, target)

    @property
    def clock(self) -> Clock:
        """The clock, its business date fixed by `--today`."""
        fixed = getattr(self.arguments, "today", None)
        return FixedClock(fixed) if fixed else Clock()

    @property
    def wants_json(self) -> bool:
        """Whether standard output is one JSON document."""
        return getattr(self.arguments, "json", False)

    @contextlib.contextmanager
    def office(self) -> Iterator[Office]:
        """The office in the data folder."""
        user = getattr(self.arguments, "user", None) or "督查员"
        with open_office(
            self.folder, clock=self.clock, user=user, password=os.environ.get("DUCHA_PASSWORD")
        ) as office:
            yield office

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reader]:
        """A reader, of a past day with `--as-of` or `--known`."""
        with self.office() as office, office.read() as reader, as_of(reader, self.as_of, self.known) as past:
            yield past

    def say(self, document: Any, text: str | Callable[[], str]) -> None:
        """Print the command's result: the document with `--json`, the text for people without."""
        if self.wants_json:
            write_out(json.dumps(document, ensure_ascii=False, default=_plain) + "\n")
        else:
            words = text if isinstance(text, str) else text()
            write_out(words + ("" if words.endswith("\n") or not words else "\n"))


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"not for JSON: {value!r}")


class OutputError(OSError):
    """Standard output takes nothing; unlike other errors of files it says nothing about the command."""


def write_out(text: str) -> None:
    """Write the answer to standard output.

    Raises:
        BrokenPipeError: nobody reads any more.
        OutputError: it cannot be written, e.g. to a full disk.
    """
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise OutputError(error.errno, error.strerror) from error


def note(text: str) -> None:
    """A message for people, on standard error; nobody may be listening there."""
    try:
        sys.stderr.write(text + "\n")
        sys.stderr.flush()
    except OSError:
        drop(sys.stderr)


def drop(stream: TextIO) -> None:
    """Let the rest of a stream go nowhere, so that the interpreter's last flush does not fail."""
    with contextlib.suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


def refuse(error: DuchaError, *, as_json: bool) -> int:
    """Print a refusal and return its exit status."""
    document: dict[str, Any] = {"code": error.code, "message": error.message}
    if isinstance(error, AmbiguousError):
        document["candidates"] = list(error.candidates)
    if as_json:
        write_out(json.dumps({"error": document}, ensure_ascii=False) + "\n")
    else:
        note(error.message)
    return error.exit_status


def table(rows: Sequence[Sequence[str]]) -> str:
    """Columns for a terminal; Chinese characters count two places."""
    if not rows:
        return ""
    widths = [max(_width(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = []
    for row in rows:
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def _width(text: str) -> int:
    return sum(2 if ord(character) > LAST_NARROW else 1 for character in text)
