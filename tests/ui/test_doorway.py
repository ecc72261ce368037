"""The doorway: results on the interface thread, stale ones never, writes one after another."""

import gc
import threading
import time

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.ui.bus import Bus
from ducha_desktop.ui.operations import Door, Read, Write
from tests.ui.conftest import settle, spin


@pytest.fixture
def door(qapp):
    made = Door(Bus())
    yield made
    made.close()
    spin(20)


def wait(qtbot, condition):
    qtbot.waitUntil(lambda: bool(condition()), timeout=10_000)


def test_work_runs_elsewhere_and_the_result_comes_home(qtbot, door):
    owner, seen = QObject(), []
    home = threading.get_ident()

    def work(_door, _task):
        return threading.get_ident()

    Read(work).then(lambda ident: seen.append((ident, threading.get_ident()))).start(door, owner)
    wait(qtbot, lambda: seen)
    assert seen[0][0] != home
    assert seen[0][1] == home


def test_only_the_newest_answer_counts(qtbot, door):
    owner, seen, first_may_end = QObject(), [], threading.Event()

    def slow(_door, _task):
        first_may_end.wait(5)
        return "old"

    Read(slow).latest("q").then(seen.append).start(door, owner)
    Read(lambda _d, _t: "new").latest("q").then(seen.append).start(door, owner)
    wait(qtbot, lambda: seen)
    first_may_end.set()
    wait(qtbot, lambda: door.idle)
    spin(30)
    assert seen == ["new"]


def test_answers_for_a_gone_owner_are_dropped(qtbot, door):
    owner, seen, may_end = QObject(), [], threading.Event()

    def slow(_door, _task):
        may_end.wait(5)
        return 1

    Read(slow).then(seen.append).start(door, owner)
    owner.deleteLater()
    spin(20)
    del owner
    gc.collect()
    may_end.set()
    wait(qtbot, lambda: door.idle)
    spin(20)
    assert seen == []


def test_cancelling_interrupts_and_silences(qtbot, door):
    owner, seen, interrupted, begun = QObject(), [], threading.Event(), threading.Event()

    def slow(_door, task):
        task.interrupted_by(interrupted.set)
        begun.set()
        assert interrupted.wait(5)
        raise RuntimeError("interrupted")

    task = Read(slow).then(seen.append).failed(seen.append).start(door, owner)
    assert begun.wait(5)
    task.cancel()
    wait(qtbot, lambda: door.idle)
    assert interrupted.is_set()
    assert seen == []


def test_a_refusal_is_said_in_its_own_words(qtbot, door, answers):
    def work(_door, _task):
        raise RefusedError("没有改动任何数据。")

    owner = QObject()
    Read(work).start(door, owner)
    wait(qtbot, lambda: answers.said)
    assert answers.said == ["没有改动任何数据。"]


def test_the_unexpected_is_told_calmly_with_details(qtbot, door, answers):
    def work(_door, _task):
        raise ValueError("secret")

    owner = QObject()
    Read(work).start(door, owner)
    wait(qtbot, lambda: answers.troubles)
    assert "ValueError" in answers.troubles.pop()


def test_writes_run_one_after_another_and_are_announced(qtbot, door):
    owner, order, heard = QObject(), [], []
    door.bus.changed.connect(lambda changes, who: heard.append((changes.words, who)))

    def deed(name, pause):
        def work(_door, _task):
            order.append(f"{name} begins")
            time.sleep(pause)
            order.append(f"{name} ends")
            return name, Changes(entry=1, words=name, tables=frozenset({"matter"}))

        return Write(work)

    deed("a", 0.05).start(door, owner)
    deed("b", 0).start(door, owner)
    wait(qtbot, lambda: len(heard) == 2)
    assert order == ["a begins", "a ends", "b begins", "b ends"]
    assert heard == [("a", owner), ("b", owner)]


def test_a_write_that_changed_nothing_is_not_announced(qtbot, door):
    owner, heard, done = QObject(), [], []
    door.bus.changed.connect(lambda *what: heard.append(what))
    Write(lambda _d, _t: (None, Changes())).then(done.append).start(door, owner)
    wait(qtbot, lambda: done)
    assert heard == []


def test_progress_arrives_without_flooding(qtbot, door):
    owner, seen, done = QObject(), [], []

    def work(_door, task):
        for n in range(10_000):
            task.progress(n + 1, 10_000, "")
        return True

    Read(work).progress(lambda *report: seen.append(report)).then(done.append).start(door, owner)
    wait(qtbot, lambda: done)
    spin(20)
    assert seen[-1] == (10_000, 10_000, "")
    assert len(seen) < 5_000


def test_pausing_waits_and_then_leads_nowhere(qtbot, door):
    owner, seen, begun = QObject(), [], threading.Event()

    def work(_door, task):
        begun.set()
        while not task.cancelled:
            time.sleep(0.005)
        return 1

    Read(work).then(seen.append).start(door, owner)
    assert begun.wait(5)
    door.pause()
    assert not door.leads_somewhere
    Read(lambda _d, _t: 2).then(seen.append).start(door, owner)
    wait(qtbot, lambda: seen == [2])


def test_questions_still_queued_at_a_pause_do_not_keep_the_window_busy(qtbot, door):
    owner = QObject()

    def slow(_door, task):
        while not task.cancelled:
            time.sleep(0.005)
        return 0

    for _ in range(40):
        Read(slow).start(door, owner)
    door.pause()
    wait(qtbot, lambda: door.idle)


def test_garbage_is_collected_in_the_interface_thread_alone(qapp, program):
    """A widget's last reference may lie in a cycle: no worker may be the one who frees it."""
    where = []
    LITTER = 4 * gc.get_threshold()[0]  # noqa: N806 - far beyond what makes the collector run

    class Marked:
        def __del__(self):
            where.append(threading.current_thread())

    def litter(_door, _task):
        for _ in range(LITTER):
            ring = [Marked()]
            ring.append(ring)
            del ring

    assert not gc.isenabled()
    Read(litter).start(program.door, program)
    settle(program)
    spin(1_200)
    assert len(where) == LITTER
    assert set(where) == {threading.main_thread()}


def test_what_a_dropped_question_held_goes_in_the_interface_thread(qtbot, door):
    """A question holds the screen that asked: no worker may be the last to let go of it."""
    owner, where, rounds = QObject(), [], 100

    class Held:
        def __del__(self):
            where.append(threading.current_thread())

    def ask_once(held):
        Read(lambda _d, _t: None).latest("q").then(lambda _none: held).start(door, owner)

    for _ in range(rounds):
        ask_once(Held())
    wait(qtbot, lambda: door.idle)
    assert len(where) == rounds
    assert set(where) == {threading.main_thread()}


def test_nothing_is_reported_to_a_gone_screen(qtbot, door):
    owner, seen, may_end = QWidget(), [], threading.Event()

    def work(_door, task):
        may_end.wait(5)
        task.progress(1, 2)

    Read(work).progress(lambda *told: seen.append(told)).start(door, owner)
    shiboken6.delete(owner)
    may_end.set()
    wait(qtbot, lambda: door.idle)
    spin(30)
    assert seen == []
