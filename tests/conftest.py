"""What every room's tests share: one demo county, made once, copied for whoever writes."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

TODAY = date(2026, 11, 22)


@pytest.fixture(scope="session")
def demo_master(tmp_path_factory: pytest.TempPathFactory, worker_id: str = "master") -> Path:
    """The demo county of scale 1, made by the command line; never written to."""
    from ducha_desktop.cli.main import main

    folder = tmp_path_factory.mktemp("demo") / "云岭县"
    assert main(["demo", "--data", str(folder), "--today", TODAY.isoformat(), "--json"]) == 0
    return folder


@pytest.fixture
def demo(demo_master: Path, tmp_path: Path) -> Path:
    """A demo county of one's own."""
    target = tmp_path / "示例 县"
    shutil.copytree(demo_master, target, ignore=shutil.ignore_patterns("ducha.lock"))
    return target


Run = Callable[..., tuple[int, dict]]
