"""`python -m ducha_desktop` and the frozen program: console and window in one."""

import multiprocessing
import sys

if __name__ == "__main__":
    # The import worker is a spawned process; the frozen program must recognise itself as one.
    multiprocessing.freeze_support()
    from ducha_desktop.cli.main import main

    sys.exit(main())
