"""The stage of every journey: the real program in its own process, and a clerk at its screen.

`python -m tests.journeys.stage MODULE.STORY --data DIR` runs the program as `ducha-desktop` does and
lets the story happen to it. The story runs on a thread of its own, as a person does: it presses keys
and buttons of the X server and looks at the screen by short errands on the program's thread, whose
time is not counted. Everything else the program's thread does is counted, turn by turn.
"""

import argparse
import gc
import importlib
import os
import sys
import threading
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from tests.journeys import TODAY, eyes
from tests.journeys.eyes import Spot
from tests.journeys.watching import Watcher
from tests.journeys.xserver import WHEEL_DOWN, WHEEL_UP, Devices

T = TypeVar("T")
GAP_BOUND_MS = 100
"""Milliseconds of CPU that one turn of the event loop may take, whatever the clerk does."""

TOLD = "STORY TOLD"
ROOM = (1366, 700)
"""What a screen of 1366×768 leaves to a maximised window below its title and above the task bar."""

START = "启动"
"""Building the window and its first paint are start-up, which the benchmarks measure, and no gap."""

_FIRST_LOOK = 1.5
"""Seconds that somebody takes in the first screen before going to work."""

_SHORT_OF_A_GAP = 50


class Stage(QObject):
    """Runs the clerk's errands on the program's thread and measures the turns between them."""

    _errand = Signal(object)

    def __init__(self) -> None:
        """Nothing is measured until the first errand."""
        super().__init__()
        self.step, self.turns = START, dict[str, float]()
        self._last = time.thread_time()
        self._probe = QTimer(self)
        self._probe.setInterval(1)
        self._probe.timeout.connect(self._turn)
        self._errand.connect(self._run, Qt.ConnectionType.QueuedConnection)
        self.watcher: Watcher | None = None

    @property
    def worst(self) -> float:
        """The longest turn in milliseconds of CPU, from when the window stands there."""
        return max((took for step, took in self.turns.items() if step != START), default=0.0)

    def look(self, errand: Callable[[], T], *, wait: float = 60) -> T:
        """Run `errand` on the program's thread and hand back what it found; from the clerk's thread."""
        return self._send(errand, wait=wait, counts=False)

    def give(self, errand: Callable[[], T]) -> T:
        """Run something that the program itself has to deal with: its time counts."""
        return self._send(errand, wait=60, counts=True)

    def _send(self, errand: Callable[[], T], *, wait: float, counts: bool) -> T:
        future: Future[T] = Future()
        self._errand.emit((errand, future, counts))
        return future.result(wait)

    def _run(self, parcel: tuple[Callable[[], object], Future[object], bool]) -> None:
        begun = time.thread_time()
        if not self._probe.isActive():
            self._last = begun
            self._probe.start()
        errand, future, counts = parcel
        try:
            future.set_result(errand())
        except BaseException as error:  # noqa: BLE001 - it belongs to the story
            future.set_exception(error)
        if not counts:
            self._last += time.thread_time() - begun

    def _turn(self) -> None:
        now = time.thread_time()
        took, self._last = (now - self._last) * 1000, now
        if self.watcher is not None:
            seen = self.watcher.turn()
            if took > _SHORT_OF_A_GAP:
                sys.stderr.write(f"{took:.0f} ms in {self.step}\n{self.watcher.told(seen)}\n")
        self.turns[self.step] = max(took, self.turns.get(self.step, 0.0))


class Clerk:
    """Hands, eyes and patience of somebody at the screen."""

    def __init__(self, stage: Stage, devices: Devices, data: Path, pictures: Path | None) -> None:
        """Sit down.

        Args:
            stage: where the program runs.
            devices: mouse and keyboard.
            data: the data folder; files of the story lie beside it.
            pictures: where to put what is seen; None keeps no pictures.
        """
        self.stage, self.devices, self.data, self._pictures = stage, devices, data, pictures
        self.folder, self._taken = data.parent, 0
        self.look = stage.look

    def step(self, words: str) -> None:
        """Begin a step of the story: turns are told by step, and the one before is kept as a picture."""
        self.picture(self.stage.step)
        self.stage.step = words

    def picture(self, words: str) -> None:
        """Keep what the whole screen shows."""
        if self._pictures is None:
            return
        self._taken += 1
        path = self._pictures / f"{self._taken:02d}-{words}.png"
        self.look(lambda: QApplication.primaryScreen().grabWindow(0).save(str(path)))

    def pause(self, seconds: float = 0.03) -> None:
        """Think."""
        time.sleep(seconds)

    def until(self, so: Callable[[], T], what: str, *, seconds: float = 60) -> T:
        """Look until something is so."""
        end = time.monotonic() + seconds
        while not (found := self.look(so)):
            assert time.monotonic() < end, f"did not happen: {what}"
            time.sleep(0.02)
        return found

    def rest(self) -> None:
        """Wait until the program has nothing to do."""
        quiet, end = 0, time.monotonic() + 120
        while quiet < 4:
            assert time.monotonic() < end, "the program never came to rest"
            time.sleep(0.03)
            quiet = quiet + 1 if self.look(eyes.at_rest) else 0

    def sees(self, said: str, *, seconds: float = 60) -> None:
        """Wait until this is written in front."""
        self.until(lambda: said in eyes.words(), f"“{said}” is read in front", seconds=seconds)

    def click(self, said: str, *, times: int = 1, held: tuple[str, ...] = ()) -> None:
        """Click the button that says so."""
        self.click_at(lambda: eyes.button(said), f"a button “{said}”", times=times, held=held)

    def choose(self, said: str, *, held: tuple[str, ...] = ()) -> None:
        """Click the line of a menu or list that says so."""
        self.click_at(lambda: eyes.item(said), f"a line “{said}”", held=held)

    def click_at(
        self,
        find: Callable[[], Spot | None],
        what: str,
        *,
        times: int = 1,
        button: int = 1,
        held: tuple[str, ...] = (),
    ) -> None:
        """Click a place as soon as it is free, scrolling to it by the wheel where it is out of sight."""
        end = time.monotonic() + 20
        while True:
            found = self.look(find)
            if found is not None and found.frame is None and not found.covered:
                break
            assert time.monotonic() < end, f"{what}: {found or 'nowhere'}"
            if found is not None and found.frame is not None:
                self.devices.click(*found.frame, button=WHEEL_DOWN if found.below else WHEEL_UP)
            time.sleep(0.03)
        self.devices.click(found.x, found.y, button=button, times=times, held=held)
        self.pause(0.06)

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        for key in keys:
            self.look(eyes.keep_focus)
            self.devices.press(key)
            time.sleep(0.012)
        self.pause()

    def type(self, text: str) -> None:
        """Type: what a keyboard has by keys, Chinese as an input method hands it over."""
        run = ""
        for letter in text:
            if letter.isascii():
                self._hand_over(run)
                run = ""
                self.devices.press({"\n": "Return", "\t": "Tab", " ": "Space"}.get(letter, letter))
                time.sleep(0.004)
            else:
                run += letter
        self._hand_over(run)
        self.pause()

    def _hand_over(self, text: str) -> None:
        if text:
            self.pause(0.05)  # the keys before it have arrived
            self.stage.give(partial(eyes.commit, text))
            self.pause(0.02)

    def choose_file(self, heading: str, path: Path) -> None:
        """Answer the file dialog by typing a path."""
        self.until(lambda: eyes.heading() == heading, f"a dialog “{heading}”")
        self.press("Ctrl+a")
        self.type(str(path))
        self.pause(0.1)
        self.picture(heading)
        if self.look(eyes.has_list):
            self.press("Escape")  # what the dialog would complete
        self.press("Return")
        self.until(lambda: not eyes.is_open(heading), f"“{heading}” has closed")

    def leave(self) -> None:
        """Close the window as its frame's button does."""
        self.step("退出")
        self.look(lambda: QTimer.singleShot(0, eyes.window(), eyes.window().close))


def _perform(story: Callable[[Clerk], None], clerk: Clerk, outcome: list[str]) -> None:
    try:
        while QApplication.instance() is None:
            time.sleep(0.01)
        clerk.until(lambda: any(w.isVisible() for w in QApplication.topLevelWidgets()), "a window")
        clerk.rest()
        clerk.look(_take_room)
        clerk.pause(_FIRST_LOOK)
        clerk.rest()
        story(clerk)
        clerk.leave()
        outcome.append(TOLD)
    except BaseException:  # noqa: BLE001 - a failed story must not keep the program running
        said = traceback.format_exc()
        try:
            clerk.picture("失败")
            said += clerk.stage.look(lambda: f"\nin front: {eyes.heading()}\n{eyes.words()}", wait=5)
        finally:
            sys.stderr.write(said)
            sys.stderr.flush()
            os._exit(1)


def _take_room() -> None:
    """As a window manager does for a maximised window."""
    eyes.window().showNormal()
    eyes.window().setGeometry(0, 0, *ROOM)
    eyes.window().activateWindow()


def main(arguments: list[str]) -> int:
    """Run the program, and one story in it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("story", help="MODULE.FUNCTION below tests.journeys")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--today", type=date.fromisoformat, default=TODAY)
    parser.add_argument("--pictures", type=Path)
    parser.add_argument("--machine", type=Path, help="a file with the id of this computer")
    parser.add_argument("--why", action="store_true", help="tell what the longer turns were made of")
    given = parser.parse_args(arguments)
    module, _, name = given.story.partition(".")
    story = getattr(importlib.import_module(f"tests.journeys.{module}"), name)
    if given.machine is not None:
        from ducha_desktop.runtime import host

        host._LINUX_SOURCES = (str(given.machine),)
    if given.pictures is not None:
        given.pictures.mkdir(parents=True, exist_ok=True)
    from ducha_desktop import app

    gc.disable()  # the clerk's thread must not free what belongs to the interface
    stage, outcome = Stage(), list[str]()
    stage.watcher = Watcher() if given.why else None
    clerk = Clerk(stage, Devices(os.environ["DISPLAY"]), given.data, given.pictures)
    threading.Thread(target=_perform, args=(story, clerk, outcome), daemon=True).start()
    status = app.run(given.data, today=given.today)
    return _report(stage, outcome, status)


def _report(stage: Stage, outcome: list[str], status: int) -> int:
    for step, worst in stage.turns.items():
        if worst >= _SHORT_OF_A_GAP:
            sys.stdout.write(f"  {worst:5.0f} ms  {step}\n")
    sys.stdout.write(f"longest turn of the event loop: {stage.worst:.0f} ms of CPU\n")
    if stage.worst >= GAP_BOUND_MS:
        sys.stdout.write("THE WINDOW STOOD STILL\n")
        return 1
    sys.stdout.write("".join(f"{words}\n" for words in outcome))
    return status


if __name__ == "__main__":
    status = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)  # the clerk's thread must not be the last to let go of what belongs to the interface
