"""A screen for the journeys, an office to start from, and the curtain: one story in one life of the program."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.journeys.county import found_county, found_empty
from tests.journeys.xserver import screen

HERE = Path(__file__).resolve().parent
MISSING = sys.platform != "linux" or shutil.which("Xvfb") is None
PICTURES = "DUCHA_JOURNEY_PICTURES"
"""The environment may name a folder that keeps what the clerk saw, step by step."""

STOOD_STILL = "THE WINDOW STOOD STILL"
"""What a story ends with when a turn of the event loop was too long."""

Play = Callable[..., str]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every journey needs a display server."""
    for item in items:
        if MISSING and item.path.is_relative_to(HERE):
            item.add_marker(
                pytest.mark.skip(
                    reason="这里没有 Xvfb（apt-get install xvfb）：窗口故事需要一个真的显示服务器"
                )
            )


@pytest.fixture(scope="session")
def display() -> Iterator[str]:
    """One screen for all stories of this process."""
    with screen() as name:
        yield name


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with matters and an empty one, to be copied."""
    folder = tmp_path_factory.mktemp("offices")
    found_county(folder / "county")
    found_empty(folder / "empty")
    return folder


@pytest.fixture
def county(templates: Path, tmp_path: Path) -> Path:
    """The data folder of an office with 312 matters."""
    return Path(shutil.copytree(templates / "county", tmp_path / "数据"))


@pytest.fixture
def empty(templates: Path, tmp_path: Path) -> Path:
    """The data folder of an office without a matter."""
    return Path(shutil.copytree(templates / "empty", tmp_path / "数据"))


@pytest.fixture
def play(display: str) -> Play:
    """Run a story in a process of its own, to its end; what it told is handed back."""

    def run(story: str, data: Path, *more: str) -> str:
        environment = os.environ | {
            "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(data.parent), "LC_ALL": "C.UTF-8",
        }  # fmt: skip
        words = [sys.executable, "-m", "tests.journeys.stage", story, "--data", str(data), *more]
        if PICTURES in os.environ:
            words += ["--pictures", str(Path(os.environ[PICTURES]) / story)]
        home = data.parent
        before = home.with_name(f"{home.name}-先前")
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(home, before)
        done = _told(words, environment)
        if STOOD_STILL in done.stdout:
            # Processor time grows where other programs take the caches away: what is slow is slow again.
            shutil.rmtree(home)
            shutil.copytree(before, home)
            done = _told(words, environment)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "STORY TOLD" in done.stdout, done.stdout + done.stderr
        assert "unexpected" not in _log(data)
        sys.stdout.write(f"{story}\n{done.stdout}")
        return done.stdout

    return run


def _told(words: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        words, cwd=HERE.parents[1], env=environment, capture_output=True, text=True, timeout=240, check=False
    )


def _log(data: Path) -> str:
    return "".join(file.read_text(encoding="utf-8") for file in (data / "logs").glob("*.log"))
