"""Stories on a real X server: first start to printed card, import to undo, and work by keys alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
STORIES = ("first_start_to_card", "import_to_undo", "keys_alone", "find_and_edit_ten", "fill_and_paste")
MISSING = shutil.which("xvfb-run") is None or sys.platform != "linux"


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.skipif(MISSING, reason="这里没有 Xvfb（apt-get install xvfb）：窗口故事需要一个真的显示服务器")
def test_story(story: str, tmp_path: Path) -> None:
    environment = os.environ | {"QT_QPA_PLATFORM": "xcb", "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        [
            "xvfb-run", "-a", "-s", "-screen 0 1366x768x24", sys.executable, "-m", "tests.journeys.stories", story,
            str(tmp_path),
        ],
        cwd=HERE.parent.parent, env=environment, capture_output=True, text=True, timeout=150, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "STORY TOLD" in done.stdout
