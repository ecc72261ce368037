"""The process that parses foreign bytes: its own memory limit, its own clock, plain bytes back.

A workbook that crashes its parser takes this process with it, never the window. The answer is JSON and
text, so that even a captured worker can hand over nothing but data.
"""

import gc
import json
import multiprocessing
import multiprocessing.spawn as _spawn
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from multiprocessing.context import SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol, Self, TypeVar

from ducha_desktop.domain import errors
from ducha_desktop.domain.errors import DamagedError, DuchaError, SurroundingsError, TooLargeError
from ducha_desktop.exchange.grid import Book, dump_book, load_book
from ducha_desktop.exchange.memory import memory_used
from ducha_desktop.exchange.safety import DAMAGED, MAX_FILE, check_size
from ducha_desktop.services.drafts import RowProblem

MEMORY_LIMIT = 512 * 1024 * 1024
SECONDS = 30.0
_NAME = "ducha-parser"
_WATCH_EVERY = 0.2
_T = TypeVar("_T")

CRASHED = "读取文件的进程异常退出，文件可能已损坏或内容异常，没有导入任何内容。请在 Excel、Word 或 WPS 中打开后另存为新文件再导入。"
TOO_SLOW = f"读取文件超过 {SECONDS:.0f} 秒，已停止，没有导入任何内容。请删去无关的内容和空白区域，或分成几个文件再导入。"
TOO_MUCH = (
    "读取文件所需内存超过上限，已停止，没有导入任何内容。请删去无关的内容和空白区域，或分成几个文件再导入。"
)

_usual_preparation = _spawn.get_preparation_data


def _preparation(name: str) -> dict[str, Any]:
    """The spawned parser does not import the program's main module: no Qt, no window, a quick start."""
    data: dict[str, Any] = _usual_preparation(name)
    if name == _NAME:
        data.pop("init_main_from_name", None)
        data.pop("init_main_from_path", None)
    return data


_spawn.get_preparation_data = _preparation


def _confine() -> None:
    """Limit this process before it touches a foreign byte; on Windows the parent watches instead."""
    gc.disable()  # millions of cells, none of them garbage; collected after each file
    os.environ["RUST_BACKTRACE"] = "0"  # an abort should not spend seconds on naming its frames
    with suppress(OSError):  # a program without a console has no error stream to silence
        quiet = os.open(os.devnull, os.O_WRONLY)
        os.dup2(quiet, 2)
        os.close(quiet)
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))


def _serve(connection: "_Pipe") -> None:
    """Answer requests until the parent hangs up."""
    _confine()
    while True:
        try:
            request = json.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return
        try:
            answer = _answer(request)
        except BaseException as error:  # noqa: BLE001 - a panic of the Rust library is no Exception
            connection.send_bytes(_refusal(error))
        else:
            answer(connection.send_bytes)
            del answer
        gc.collect()


def _answer(request: dict[str, Any]) -> Callable[[Callable[[bytes], None]], None]:
    """Do what is asked; the result sends itself."""
    data = Path(request["path"]).read_bytes()
    if "problems" in request:
        from ducha_desktop.exchange.marking import marked_copy

        problems = [RowProblem(*fields) for fields in request["problems"]]
        copy = marked_copy(data, request["password"], problems)
        return partial(_send_copy, copy)
    from ducha_desktop.exchange.parse import parse

    return partial(dump_book, parse(data, request["password"]))


def _send_copy(copy: bytes, send: Callable[[bytes], None]) -> None:
    send(json.dumps({"size": len(copy)}).encode())
    send(copy)


def _refusal(error: BaseException) -> bytes:
    if isinstance(error, DuchaError):
        name, message = type(error).__name__, error.message
    elif isinstance(error, MemoryError):
        name, message = TooLargeError.__name__, TOO_MUCH
    elif isinstance(error, OSError):
        name, message = SurroundingsError.__name__, _out_of_reach(error)
    else:
        name, message = DamagedError.__name__, DAMAGED
    return json.dumps({"error": name, "message": message}).encode()


class _Pipe(Protocol):
    """What the two ends of a pipe have in common on every system."""

    def send_bytes(self, buf: bytes, /) -> None: ...

    def recv_bytes(self) -> bytes: ...

    def poll(self, timeout: float, /) -> bool: ...

    def close(self) -> None: ...


class Parser:
    """A limited process that parses foreign files one after the other.

    One parser may read many files; it is started anew after a crash. Use it as a context manager.
    """

    def __init__(self, *, seconds: float = SECONDS) -> None:
        """Keep the time limit of one file, in seconds; nothing is started yet."""
        self._seconds = seconds
        self._process: SpawnProcess | None = None
        self._connection: _Pipe | None = None
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Nothing to do: the process starts with the first file."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the process."""
        self.stop()

    def start(self) -> None:
        """Start the process ahead of the first file, if it is not running."""
        if self._process is not None and self._process.is_alive():
            return
        self.stop()
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs,), name=_NAME, daemon=True)
        process.start()
        theirs.close()
        self._process, self._connection = process, ours

    def stop(self) -> None:
        """End the process and free its handles."""
        if self._connection is not None:
            self._connection.close()
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        self._process = self._connection = None

    def read(self, path: Path, password: str | None = None) -> Book:
        """Parse one file.

        Raises:
            DuchaError: the file cannot be read, with the sentence that says why.
        """

        def take(end: float) -> Book:
            return load_book(self._head(end), self._blocks(end))

        return self._guarded(path, {"path": str(path), "password": password}, take)

    def annotated(self, path: Path, problems: Sequence[Sequence[Any]], password: str | None = None) -> bytes:
        """The bytes of a copy of a file with problems marked; see `exchange.annotate`.

        Args:
            path: the file.
            problems: the fields of each `RowProblem`, in their order.
            password: opens an encrypted file.

        Raises:
            DuchaError: the file cannot be read, with the sentence that says why.
        """

        def take(end: float) -> bytes:
            self._head(end)
            return self._receive(end)

        request = {"path": str(path), "password": password, "problems": [list(fields) for fields in problems]}
        return self._guarded(path, request, take)

    def _guarded(self, path: Path, request: dict[str, Any], take: Callable[[float], _T]) -> _T:
        """Send a request and take its answer; whatever breaks ends the process and becomes a sentence."""
        with self._lock:
            _check_file(path)
            self.start()
            assert self._connection is not None
            end = time.monotonic() + self._seconds
            try:
                self._connection.send_bytes(json.dumps(request).encode())
                return take(end)
            except (EOFError, OSError, ValueError) as error:
                raise self._crashed() from error
            except DuchaError:
                raise
            except BaseException:
                self.stop()
                raise

    def _crashed(self) -> DuchaError:
        """Clear up after a process that died; an abort is what a failed allocation ends in."""
        process = self._process
        if process is not None:
            process.join(1)
        aborted = process is not None and process.exitcode == -signal.SIGABRT
        self.stop()
        return TooLargeError(TOO_MUCH) if aborted else DamagedError(CRASHED)

    def _head(self, end: float) -> bytes:
        """The first block of an answer; a refusal is raised."""
        head = self._receive(end)
        facts = json.loads(head)
        if "error" in facts:
            raise getattr(errors, facts["error"], DamagedError)(facts["message"])
        return head

    def _blocks(self, end: float) -> Iterator[bytes]:
        while True:
            yield self._receive(end)

    def _receive(self, end: float) -> bytes:
        """The next block, while the process keeps within its limits."""
        connection, process = self._connection, self._process
        assert connection is not None
        assert process is not None
        while not connection.poll(
            _WATCH_EVERY if sys.platform == "win32" else max(end - time.monotonic(), 0)
        ):
            if time.monotonic() >= end:
                self.stop()
                raise TooLargeError(TOO_SLOW)
            if memory_used(process.pid or 0) > MEMORY_LIMIT:
                self.stop()
                raise TooLargeError(TOO_MUCH)
        return connection.recv_bytes()


def _out_of_reach(error: OSError) -> str:
    """Why the system does not give the file."""
    if isinstance(error, PermissionError):
        return "文件不能读取：没有权限，或正被其他程序打开。请在 Excel、WPS 中关闭该文件后重试。"
    return f"文件不能读取（系统提示：{error.strerror or error}），没有导入任何内容。请检查文件所在的磁盘或 U 盘。"


def _check_file(path: Path) -> None:
    """Refuse what is no file of reasonable size before a process is started for it."""
    try:
        if path.is_dir():
            raise SurroundingsError(
                f"“{path.name or path}”是文件夹，不是文件，没有导入任何内容。请选择里面的一个文件。"
            )
        if not path.is_file():
            raise SurroundingsError(f"找不到文件“{path.name}”，没有导入任何内容。请看看它是否移走或改了名。")
        size = path.stat().st_size
    except OSError as error:
        raise SurroundingsError(_out_of_reach(error)) from error
    if size > MAX_FILE:
        check_size(size)
