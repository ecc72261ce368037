"""The program proves itself: every step, and every screen of the window, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

from ducha_desktop.ui.places import PLACES


def test_the_program_proves_itself(tmp_path: Path) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "ducha_desktop", "self-test", "--json"],
        capture_output=True,
        check=False,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
    )
    said = json.loads(asked.stdout)
    assert asked.returncode == 0, said
    assert said["ok"]
    assert all(step["ok"] for step in said["steps"])
    window = said["steps"][-1]
    assert window["step"] == "窗口"
    assert f"{len(PLACES)} 个界面" in window["detail"]
    assert not list(tmp_path.glob("ducha-*")), "the throw-away folder stayed"
