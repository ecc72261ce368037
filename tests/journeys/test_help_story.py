"""The journey of `help_story.py` on a real X server."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

MISSING = shutil.which("xvfb-run") is None or sys.platform != "linux"


@pytest.mark.skipif(MISSING, reason="这里没有 Xvfb（apt-get install xvfb）：窗口故事需要一个真的显示服务器")
def test_help_for_an_error_is_found(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1366x768x24", sys.executable, "-m", "tests.journeys.help_story", str(tmp_path)],
        cwd=Path(__file__).resolve().parents[2], env=environment, capture_output=True, text=True, timeout=240, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "STORY TOLD" in done.stdout
