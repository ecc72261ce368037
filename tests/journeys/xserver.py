"""A screen of its own (Xvfb), and a mouse and a keyboard plugged into it through the XTEST extension.

What is pressed here goes the way a clerk's own keys go: X server, Qt's xcb plugin, event loop. The few
requests that takes are spoken directly, so that the tests need no further library.
"""

import os
import socket
import struct
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

SCREEN = (1366, 768)
MODIFIERS = {"Shift": 0xFFE1, "Ctrl": 0xFFE3, "Alt": 0xFFE9}
KEYS = {
    "Return": 0xFF0D, "Escape": 0xFF1B, "Tab": 0xFF09, "Backspace": 0xFF08, "Delete": 0xFFFF, "Insert": 0xFF63,
    "Home": 0xFF50, "Left": 0xFF51, "Up": 0xFF52, "Right": 0xFF53, "Down": 0xFF54, "PageUp": 0xFF55,
    "PageDown": 0xFF56, "End": 0xFF57, "Space": 0x20,
} | {f"F{n}": 0xFFBD + n for n in range(1, 13)}  # fmt: skip
"""Keysyms of the keys that are no letters."""

LEFT, RIGHT, WHEEL_UP, WHEEL_DOWN = 1, 3, 4, 5
_KEY_DOWN, _KEY_UP, _BUTTON_DOWN, _BUTTON_UP, _MOVED = 2, 3, 4, 5, 6
_QUERY_EXTENSION, _GET_INPUT_FOCUS, _GET_KEYBOARD_MAPPING, _FAKE_INPUT = 98, 43, 101, 2


@contextmanager
def screen(*, width: int = SCREEN[0], height: int = SCREEN[1]) -> Iterator[str]:
    """Run an X server with one screen while the block runs; its DISPLAY is handed out."""
    told, tell = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(tell), "-screen", "0", f"{width}x{height}x24", "-nolisten", "tcp", "-ac", "-noreset", "-r"],
        pass_fds=(tell,),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(tell)
    try:
        with os.fdopen(told, "rb") as line:
            number = line.readline().strip().decode()
        assert number, f"Xvfb did not start: exit {server.wait(10)}"
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(30)


class Devices:
    """The mouse and the keyboard of a screen made by `screen`."""

    def __init__(self, display: str) -> None:
        """Plug them in; the server asks for no cookie."""
        self._socket = socket.socket(socket.AF_UNIX)
        self._socket.connect(f"/tmp/.X11-unix/X{display.lstrip(':').partition('.')[0]}")
        self._socket.sendall(struct.pack("<BxHHHHxx", ord("l"), 11, 0, 0, 0))
        head = self._take(8)
        assert head[0] == 1, "the X server refused"
        body = self._take(struct.unpack_from("<H", head, 6)[0] * 4)
        low, high = body[26], body[27]
        self._xtest = self._ask(struct.pack("<BxHHxx8s", _QUERY_EXTENSION, 4, 5, b"XTEST"))[9]
        self._codes = self._mapping(low, high - low + 1)

    def move(self, x: int, y: int) -> None:
        """Move the pointer there."""
        self._fake(_MOVED, 0, x, y)

    def click(
        self, x: int, y: int, *, button: int = LEFT, times: int = 1, held: tuple[str, ...] = ()
    ) -> None:
        """Press and let go there, with keys held down."""
        self.move(x, y)
        with self._holding(held):
            for _ in range(times):
                self._fake(_BUTTON_DOWN, button)
                self._fake(_BUTTON_UP, button)
        self.sync()

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press at one place, move, let go at another."""
        self.move(*start)
        self._fake(_BUTTON_DOWN, LEFT)
        for part in range(1, 9):
            self.move(*(a + (b - a) * part // 8 for a, b in zip(start, end, strict=True)))
        self._fake(_BUTTON_UP, LEFT)
        self.sync()

    def press(self, keys: str) -> None:
        """Press a key or a combination: `F2`, `Ctrl+Shift+Home`, `a`."""
        *held, key = keys.split("+") if keys != "+" else ["+"]
        code, shifted = self._codes[KEYS.get(key) or ord(key.lower() if held else key)]
        with self._holding(tuple(held) + (("Shift",) if shifted else ())):
            self._fake(_KEY_DOWN, code)
            self._fake(_KEY_UP, code)
        self.sync()

    def sync(self) -> None:
        """Return when the server has passed on everything pressed so far."""
        self._ask(struct.pack("<BxH", _GET_INPUT_FOCUS, 1))

    def close(self) -> None:
        """Unplug them."""
        self._socket.close()

    @contextmanager
    def _holding(self, held: tuple[str, ...]) -> Iterator[None]:
        codes = [self._codes[MODIFIERS[name]][0] for name in dict.fromkeys(held)]
        for code in codes:
            self._fake(_KEY_DOWN, code)
        yield
        for code in reversed(codes):
            self._fake(_KEY_UP, code)

    def _fake(self, kind: int, detail: int, x: int = 0, y: int = 0) -> None:
        form = "<BBHBBxxIIxxxxxxxxhhxxxxxxxx"
        self._socket.sendall(struct.pack(form, self._xtest, _FAKE_INPUT, 9, kind, detail, 0, 0, x, y))

    def _mapping(self, low: int, count: int) -> dict[int, tuple[int, bool]]:
        """By keysym: the key's code, and whether Shift belongs to it."""
        reply = self._ask(struct.pack("<BxHBBxx", _GET_KEYBOARD_MAPPING, 2, low, count))
        each = reply[1]
        symbols = struct.unpack_from(f"<{each * count}I", reply, 32)
        found: dict[int, tuple[int, bool]] = {}
        for column in (0, 1):
            for place in range(count):
                found.setdefault(symbols[place * each + column], (low + place, bool(column)))
        return found

    def _ask(self, request: bytes) -> bytes:
        """A request that is answered; what the server tells of itself meanwhile is passed over."""
        self._socket.sendall(request)
        while True:
            head = self._take(32)
            assert head[0] != 0, f"the X server refused a request: error {head[1]}"
            if head[0] == 1:
                return head + self._take(struct.unpack_from("<I", head, 4)[0] * 4)

    def _take(self, size: int) -> bytes:
        parts = b""
        while len(parts) < size:
            part = self._socket.recv(size - len(parts))
            assert part, "the X server has gone"
            parts += part
        return parts
