"""The main job of a fresh checkout: the demo county in a window, or on paper where there is no screen.

Standard library only.
"""

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

import bootstrap
import system_libraries
from bootstrap import CHECKOUT, NotReadyError, say

OUTPUT = CHECKOUT / "demo-output"
SIZE = "1366x768"
PROBE = "from PySide6.QtGui import QGuiApplication; QGuiApplication([])"


def main(arguments: list[str]) -> int:
    """Prepare, then open the demo county or make its papers; the exit status is the program's own."""
    bootstrap.speak_utf8()
    options = _options(arguments)
    try:
        python, window = _prepare(wants_window=not options.no_window)
        data = _demo_county(python, fresh=options.fresh)
        if window:
            say("正在打开演示县……", "Opening the window on the demo county")
            return _ducha(python, "gui", "--data", str(data))
        return _papers(python, data)
    except NotReadyError as error:
        sys.stderr.write(f"\n{error}\n")
        return 3


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python3 scripts/start",
        description="准备运行环境并打开演示县；没有屏幕时把督办卡、台账和界面图做到 demo-output。",
    )
    parser.add_argument("--no-window", action="store_true", help="有屏幕也不开窗口，只出成果文件")
    parser.add_argument("--fresh", action="store_true", help="重新生成演示县，原演示数据作废")
    return parser.parse_args(arguments)


def _prepare(*, wants_window: bool) -> tuple[Path, bool]:
    """The Python to run with, and whether a window can really be shown."""
    window = wants_window and _names_a_display()
    system_libraries.ensure(window=window)
    python = bootstrap.prepare("runtime")
    if window:
        window = subprocess.run([str(python), "-c", PROBE], check=False, capture_output=True).returncode == 0
    return python, window


def _names_a_display() -> bool:
    """Whether the session names a screen; that it answers is tried later, with Qt."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _demo_county(python: Path, *, fresh: bool) -> Path:
    """The demo's data folder, made once; a half-made one never stands under the final name."""
    data, part = OUTPUT / "data", OUTPUT / "data.part"
    if fresh:
        shutil.rmtree(data, ignore_errors=True)
    if data.exists():
        return data
    say("正在生成演示县（约 600 件事项）……", "Making the demo county of about 600 matters")
    shutil.rmtree(part, ignore_errors=True)
    OUTPUT.mkdir(exist_ok=True)
    if _ducha(python, "demo", "--data", str(part), quiet=True):
        raise NotReadyError("演示县没有生成。\n  (The demo county could not be made; see the message above.)")
    part.rename(data)
    return data


def _papers(python: Path, data: Path) -> int:
    """What can be seen without a screen: cards, the ledger workbook and pictures of the screens."""
    say(
        "没有可用的屏幕，不打开窗口；成果文件做到 demo-output 文件夹。",
        "There is no display: cards, ledger workbook and screens go to demo-output/",
    )
    jobs = (
        (
            "督办卡",
            _ducha,
            ("cards", "--level", "all", "--data", str(data), "--out", str(OUTPUT / "督办卡.pdf")),
        ),
        ("台账", _ducha, ("export", "--data", str(data), "--out", str(OUTPUT / "台账.xlsx"))),
        (
            "界面图",
            _shots,
            ("--data", str(data), "--out", str(OUTPUT / "界面"), "--only", SIZE, "--county", "demo"),
        ),
    )
    failed = []
    for name, run, words in jobs:
        say(f"正在制作{name}……", " ".join(words[:1]) if run is _ducha else "pictures of the screens")
        if run(python, *words):
            failed.append(name)
    if failed:
        sys.stderr.write(f"没有做成：{'、'.join(failed)}\n")
        return 1
    for made in sorted(path for path in OUTPUT.iterdir() if path.name != "data"):
        sys.stdout.write(f"{made}\n")
    return 0


def _ducha(python: Path, *words: str, quiet: bool = False) -> int:
    """Run the program itself; `quiet` keeps its last words to itself, not its progress."""
    command = [str(python), "-m", "ducha_desktop", *words]
    heard = subprocess.DEVNULL if quiet else None
    return subprocess.run(command, check=False, env=bootstrap.program_environment(), stdout=heard).returncode


def _shots(python: Path, *words: str) -> int:
    """Run the script that photographs every screen."""
    command = [str(python), str(CHECKOUT / "scripts" / "shots"), *words]
    # Drawing off screen cannot raise windows; Qt would say so at every one of them.
    quiet = bootstrap.program_environment(
        QT_QPA_PLATFORM="offscreen", QT_LOGGING_RULES="default.warning=false"
    )
    return subprocess.run(command, check=False, env=quiet).returncode
