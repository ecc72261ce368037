"""A small real office, a bridge that answers instead of the clerk, and a probe of the event loop."""

import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.ui import ask

TODAY = date(2026, 11, 18)
TITLES = (
    "第二污水处理厂提标改造主体完工",
    "县人民医院传染病区项目竣工",
    "河西乡村公路窄路加宽23.6公里",
    "农贸市场标准化改造4处",
)

APPROVED = 30
"""The first of the 40 matters, which say all that the gates demand; the other ten are drafts."""


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture(scope="session")
def qapp(qapp_cls: type[QApplication]) -> Iterator[QApplication]:
    from ducha_desktop.app.application import speak_chinese
    from ducha_desktop.ui.theme import theme

    app = QApplication.instance() or qapp_cls(["ducha"])
    assert isinstance(app, QApplication)
    speak_chinese(app)
    theme.apply(app, dark=False, scale=100)
    yield app
    # The offscreen clipboard is freed after Python: what a test has copied must not outlive it.
    app.clipboard().clear()


@pytest.fixture(scope="session")
def master(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with 40 matters in several states, made once."""
    from ducha_desktop.domain.states import Action
    from ducha_desktop.services import acts, matters
    from ducha_desktop.services.founding import found
    from tests.complete import open_gates

    root = tmp_path_factory.mktemp("office") / "云岭县"
    with found(root, county="云岭县", clock=FixedClock(TODAY)) as office:
        open_gates(office)
        uids = []
        with office.write("matter.add", words="登记 40 项") as work:
            for n in range(40):
                due = TODAY + timedelta(days=n - 10)
                values = {
                    "title": f"{TITLES[n % 4]}（{n + 1}）", "ledger": ("年度重点工作", "重点项目")[n % 2],
                    "lead_unit": ("县住建局", "县卫健局", "县交通局")[n % 3], "responsible_leaders": "陈立群",
                    "liaison_leaders": "刘建国", "due": due.isoformat(), "progress_percent": str(n * 2),
                    "target": "按期完成", "task": "完成主体工程", "persons": "李国强",
                }  # fmt: skip
                if n < APPROVED:
                    values |= {"measures": "专班推进", "requirement": "不走过场", "plan": "分步实施"}
                uids.append(matters.add(work, values).uid)
        for action, count in ((Action.APPROVE, APPROVED), (Action.ASSIGN, 25), (Action.SIGN, 20)):
            with office.write(f"matter.{action.value}", words=f"{action.word} {count} 项") as work:
                for uid in uids[:count]:
                    acts.act(work, uid, action)
    return root


@pytest.fixture
def folder(master: Path, tmp_path: Path) -> Path:
    """A copy of the office to write into."""
    target = tmp_path / "数据 文件夹"
    shutil.copytree(master, target, ignore=shutil.ignore_patterns("ducha.lock"))
    return target


class Answers(ask.Bridge):
    """Answers file dialogs and questions in advance, and keeps what was said."""

    def __init__(self) -> None:
        self.paths: list[Path] = []
        self.said: list[str] = []
        self.toasts: list[str] = []
        self.files: list[Path] = []
        self.undo: Callable[[], None] | None = None
        self.troubles: list[str] = []

    def tell(self, parent, heading, sentence):
        self.said.append(sentence)

    def refuse(self, parent, sentence, details, code):
        self.said.append(sentence)

    def confirm(self, parent, heading, sentence, deed):
        self.said.append(sentence)
        return True

    def trouble(self, parent, sentence, details):
        self.troubles.append(details)

    def open_file(self, parent, heading, kinds, start=None):
        return self.paths.pop(0) if self.paths else None

    def save_file(self, parent, heading, suggested, kinds):
        return self.paths.pop(0) if self.paths else None

    def folder(self, parent, heading, start=None):
        return self.paths.pop(0) if self.paths else None

    def printer(self, parent, printer):
        return True

    def toast(self, parent, words, undo):
        self.toasts.append(words)
        self.undo = undo

    def written(self, parent, words, path):
        self.toasts.append(words)
        self.files.append(path)


@pytest.fixture
def answers() -> Iterator[Answers]:
    """The bridge of this test; an unexpected error fails it."""
    given = Answers()
    with ask.replace(given):
        yield given
    assert not given.troubles, given.troubles[0]


def spin(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def until(condition: Callable[[], object], *, seconds: float = 60) -> None:
    """Run the event loop until something is so; the office is opened beside the doorway, which is idle meanwhile."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came to be"
        spin(10)


def settle(program, *, seconds: float = 30) -> None:
    """Run the event loop until nothing is under way and no timer of the screens is waiting."""
    end = time.monotonic() + seconds
    quiet = 0
    while quiet < 4:
        assert time.monotonic() < end, "the window did not come to rest"
        spin(30)
        quiet = quiet + 1 if program.door.idle else 0


@pytest.fixture
def program(qapp, folder: Path, answers: Answers) -> Iterator:
    """The real program on a copy of the office, shown and at rest on the ledger."""
    from ducha_desktop.app.program import Program

    running = Program(folder, FixedClock(TODAY))
    running.window.resize(1366, 768)
    running.window.show()
    running.begin()
    until(lambda: running.door.leads_somewhere)
    settle(running)
    running.window.open("ledger")
    settle(running)
    yield running
    running.window.close()
    running.close()
    running.window.deleteLater()
    running.deleteLater()
    qapp.processEvents()


class GapProbe:
    """The longest turn of the event loop in CPU time of the interface thread, in milliseconds."""

    def __init__(self) -> None:
        self.worst = 0.0
        self._last = time.thread_time()
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._turn)

    def start(self) -> None:
        self.worst, self._last = 0.0, time.thread_time()
        self._timer.start()

    def stop(self) -> float:
        self._turn()
        self._timer.stop()
        return self.worst

    def _turn(self) -> None:
        now = time.thread_time()
        self.worst = max(self.worst, (now - self._last) * 1000)
        self._last = now


@pytest.fixture
def gaps(qapp) -> Iterator[GapProbe]:
    probe = GapProbe()
    yield probe
    probe.stop()
