"""The parts of QR symbols that do not depend on the text: function modules, order of placement, masks."""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import product

_ALIGNMENT = {
    1: (), 2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34),
    7: (6, 22, 38), 8: (6, 24, 42), 9: (6, 26, 46), 10: (6, 28, 50),
}  # fmt: skip

Put = Callable[[int, int, bool], None]

_VERSION_INFORMATION = 7


class Frame:
    """Everything about a version that does not depend on the text."""

    def __init__(self, version: int) -> None:
        """Draw the function modules of a version and order the rest."""
        self.version = version
        self.size = size = 17 + 4 * version
        self.dark, self.reserved = _function_modules(version)
        self.order = [1 << (row * size + column) for row, column in _zigzag(size, self.reserved)]
        every = (1 << size * size) - 1
        self.masks = [self._mask(rule) & ~self.reserved & every for rule in range(8)]
        self.not_last_column = sum(((1 << (size - 1)) - 1) << (row * size) for row in range(size))
        self.not_last_row = (1 << size * (size - 1)) - 1
        self.eleven = sum(((1 << (size - 10)) - 1) << (row * size) for row in range(size))
        self.eleven_rows = (1 << size * (size - 10)) - 1
        self.every = every
        self._scattered: dict[tuple[int, int], int] = {}

    def scatter(self, index: int, value: int) -> int:
        """The modules that codeword `index` darkens when it has `value`."""
        key = (index, value)
        found = self._scattered.get(key)
        if found is None:
            places = self.order[index * 8 : index * 8 + 8]
            found = sum(place for bit, place in enumerate(places) if value >> (7 - bit) & 1)
            self._scattered[key] = found
        return found

    def _mask(self, rule: int) -> int:
        size = self.size
        return sum(
            1 << (row * size + column)
            for row in range(size)
            for column in range(size)
            if _RULES[rule](row, column)
        )


_RULES = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, column: row % 2 == 0,  # noqa: ARG005
    lambda row, column: column % 3 == 0,  # noqa: ARG005
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)
"""The eight data masks (table 10)."""


@cache
def frame(version: int) -> Frame:
    """The frame of a version, made once."""
    return Frame(version)


def _function_modules(version: int) -> tuple[int, int]:
    """Dark function modules, and all modules that hold no data."""
    size = 17 + 4 * version
    dark = reserved = 0

    def put(row: int, column: int, is_dark: bool) -> None:
        nonlocal dark, reserved
        if 0 <= row < size and 0 <= column < size:
            bit = 1 << (row * size + column)
            reserved |= bit
            dark = dark | bit if is_dark else dark & ~bit

    for index in range(size):
        put(6, index, index % 2 == 0)
        put(index, 6, index % 2 == 0)
    _put_finders(size, put)
    _put_alignment(version, put)
    _put_information(version, size, put)
    return dark, reserved


def _put_finders(size: int, put: Put) -> None:
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        for row, column in product(range(-1, 8), repeat=2):
            ring = max(abs(row - 3), abs(column - 3))
            put(top + row, left + column, ring in {0, 1, 3})


def _put_information(version: int, size: int, put: Put) -> None:
    """Reserve the format information, put the module that is always dark, and the version information."""
    for index in range(9):
        put(8, index, index == 6)  # noqa: PLR2004
        put(index, 8, index == 6)  # noqa: PLR2004
    for index in range(8):
        put(8, size - 1 - index, False)
        put(size - 1 - index, 8, index == 7)  # noqa: PLR2004
    if version < _VERSION_INFORMATION:
        return
    information = _bch(version, 0x1F25, 12)
    for index in range(18):
        put(index // 3, size - 11 + index % 3, bool(information >> index & 1))
        put(size - 11 + index % 3, index // 3, bool(information >> index & 1))


def _put_alignment(version: int, put: Put) -> None:
    centres = _ALIGNMENT[version]
    corners = {(6, 6), (6, centres[-1]), (centres[-1], 6)} if centres else set()
    for row, column in product(centres, repeat=2):
        if (row, column) in corners:
            continue
        for down, right in product(range(-2, 3), repeat=2):
            put(row + down, column + right, max(abs(down), abs(right)) != 1)


def _zigzag(size: int, reserved: int) -> Iterator[tuple[int, int]]:
    """The data modules in the order of placement (clause 7.7.3)."""
    upward = True
    column = size - 1
    while column > 0:
        if column == 6:  # noqa: PLR2004 - the vertical timing pattern
            column -= 1
        for step in range(size):
            row = size - 1 - step if upward else step
            for across in (column, column - 1):
                if not reserved >> (row * size + across) & 1:
                    yield row, across
        upward = not upward
        column -= 2


def _bch(value: int, polynomial: int, bits: int) -> int:
    """`value` followed by its BCH check bits."""
    register = value << bits
    for shift in range(register.bit_length() - 1, bits - 1, -1):
        if register >> shift & 1:
            register ^= polynomial << (shift - bits)
    return value << bits | register


@cache
def format_modules(version: int, mask: int) -> int:
    """The dark modules of the format information for level M (00) and `mask`."""
    size = 17 + 4 * version
    bits = _bch(mask, 0x537, 10) ^ 0x5412
    dark = 0
    beside = [(0, 8), (1, 8), (2, 8), (3, 8), (4, 8), (5, 8), (7, 8), (8, 8), (8, 7), (8, 5), (8, 4), (8, 3),
              (8, 2), (8, 1), (8, 0)]  # fmt: skip
    for index in range(15):
        if bits >> index & 1:
            row, column = beside[index]
            dark |= 1 << (row * size + column)
            row, column = (8, size - 1 - index) if index < 8 else (size - 15 + index, 8)  # noqa: PLR2004
            dark |= 1 << (row * size + column)
    return dark
