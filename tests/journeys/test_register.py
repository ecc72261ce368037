"""Settling duplicates in the register on a real X server: the clicks of the screen's own test, under a display."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
STORY = "tests/ui/test_register_page.py::test_duplicates_are_settled"
MISSING = shutil.which("xvfb-run") is None or sys.platform != "linux"


@pytest.mark.skipif(MISSING, reason="这里没有 Xvfb（apt-get install xvfb）：窗口故事需要一个真的显示服务器")
def test_duplicates_are_settled_on_a_display(tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [
            "xvfb-run", "-a", "-s", "-screen 0 1366x768x24", sys.executable, "-m", "pytest", STORY, "-q",
            "-p", "no:randomly", "-p", "no:cacheprovider",
        ],
        cwd=HERE.parent.parent, env=environment, capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 passed" in done.stdout
