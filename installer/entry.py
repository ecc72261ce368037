"""The one entry of the frozen program: `ducha` is the command line, `ducha-desktop` the window.

Both stand in one folder and share everything, so a second start of either costs no disk.
"""

import multiprocessing
import sys
from pathlib import Path


def run() -> int:
    """Serve a worker process, or start what the program's own name says; arguments are the command line's."""
    multiprocessing.freeze_support()
    if Path(sys.executable).stem == "ducha-desktop" and len(sys.argv) == 1:
        from ducha_desktop.app import main as window

        return int(window() or 0)
    from ducha_desktop.cli.main import main as console

    return int(console() or 0)


if __name__ == "__main__":
    sys.exit(run())
