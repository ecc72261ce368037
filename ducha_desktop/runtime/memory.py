"""Memory the program no longer needs, given back to the system."""

import ctypes
import sys


def give_back() -> None:
    """Let the C library return what was freed; without it the process stays as large as it ever was.

    Where the library has no such call nothing happens.
    """
    if sys.platform == "win32":
        ctypes.cdll.msvcrt._heapmin()  # noqa: SLF001 - the name it has in the library
        return
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
