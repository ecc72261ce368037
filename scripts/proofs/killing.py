"""Killing a real process at a random moment of its work, and hearing what it had acknowledged."""

import multiprocessing
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

Acknowledge = Callable[[str], None]
Work = Callable[..., None]
BEGUN = "begun"
LONGEST = 120.0


@dataclass(frozen=True)
class Heard:
    """What a worker acknowledged before it ended.

    Attributes:
        words: its acknowledgements in order, without the first that says it has begun.
        finished: it came to its end before it was killed.
        seconds: from its beginning to its end.
    """

    words: tuple[str, ...]
    finished: bool
    seconds: float


class Aim:
    """Chooses the moments of the kills, half of them towards the end of the work, where it is decided.

    The computer is faster or slower from one minute to the next; the aim follows, so that about as
    many kills come before the deciding moment as after it.
    """

    def __init__(self, chance: random.Random, seconds: float) -> None:
        """Start from how long the work took when nobody killed it."""
        self._chance = chance
        self._span = seconds

    def moment(self) -> float:
        """Seconds after which to kill."""
        return self._chance.uniform(self._chance.choice((0.0, 0.6)) * self._span, self._span)

    def learn(self, *, done: bool) -> None:
        """Whether the last kill came too late to stop the work."""
        self._span *= 0.95 if done else 1.04


def run(work: Work, *arguments: Any, kill_after: float | None, from_first: bool = False) -> Heard:
    """Run `work(acknowledge, *arguments)` in a process of its own; see `Running`."""
    return Running(work, *arguments).finish(kill_after=kill_after, from_first=from_first)


class Running:
    """A process at work: `work(acknowledge, *arguments)`.

    `work` is a function of a module; it calls `acknowledge` after each thing that must last.
    """

    def __init__(self, work: Work, *arguments: Any) -> None:
        """Start it; return when it has begun."""
        # A forked process starts in milliseconds with everything imported; SIGKILL is the same for both.
        context: Any = multiprocessing.get_context("spawn" if sys.platform == "win32" else "fork")
        self._pipe, theirs = context.Pipe(duplex=False)
        self._process = context.Process(target=_body, args=(theirs, work, arguments))
        self._process.start()
        theirs.close()
        if not self._pipe.poll(LONGEST) or _listen(self._pipe) is None:
            raise RuntimeError("the worker never began")
        self._begun = time.monotonic()

    def finish(self, *, kill_after: float | None, from_first: bool = False) -> Heard:
        """Wait for its end, or bring it about.

        Args:
            kill_after: seconds from its beginning to SIGKILL, of it and whatever it started; None lets it end.
            from_first: count from the first thing it acknowledges instead.
        """
        words = []
        if from_first and self._pipe.poll(LONGEST) and (first := _listen(self._pipe)) is not None:
            words.append(first)
            self._begun = time.monotonic()
        left = LONGEST if kill_after is None else self._begun + kill_after - time.monotonic()
        self._process.join(max(left, 0.0))
        if self._process.exitcode is None:
            _kill(self._process)
        self._process.join()
        seconds, status = time.monotonic() - self._begun, self._process.exitcode
        while (word := _listen(self._pipe)) is not None:
            words.append(word)
        self._pipe.close()
        self._process.close()
        if status not in {0, -signal.SIGTERM, -9}:
            raise RuntimeError(f"the worker failed by itself (exit {status})")
        return Heard(tuple(words), status == 0, seconds)


def _listen(pipe: Connection) -> str | None:
    try:
        return str(pipe.recv()) if pipe.poll(0) else None
    except (EOFError, OSError):
        # Nothing more, or an acknowledgement cut in its middle: nobody heard it.
        return None


def _kill(process: Any) -> None:
    """The process and everything it started, at once."""
    if sys.platform == "win32":
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        process.kill()


def _body(pipe: Connection, work: Work, arguments: tuple[Any, ...]) -> None:
    if sys.platform != "win32":
        os.setsid()
    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        sys.stdout = nowhere
        if os.environ.get("DUCHA_PROVE_LOUD") is None:
            os.dup2(nowhere.fileno(), 2)
        pipe.send(BEGUN)
        work(pipe.send, *arguments)
    os._exit(0)
