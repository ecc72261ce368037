"""QR codes (ISO/IEC 18004:2015), level M, byte mode in UTF-8, versions 1 to 10.

A whole symbol is one big integer, bit ``row * size + column``, so that masks, penalties and placement are a
few operations on whole symbols: ten thousand cards each carry their own code.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

QUIET = 4
"""Light modules to be left free on every side (ISO/IEC 18004 6.3.8)."""

_BLOCKS = {
    1: (10, (16,)), 2: (16, (28,)), 3: (26, (44,)), 4: (18, (32, 32)), 5: (24, (43, 43)),
    6: (16, (27,) * 4), 7: (18, (31,) * 4), 8: (22, (38, 38, 39, 39)), 9: (22, (36, 36, 36, 37, 37)),
    10: (26, (43, 43, 43, 43, 44)),
}  # fmt: skip
"""Version → error correction codewords per block, data codewords of each block (level M, table 9)."""

_ALIGNMENT = {
    1: (), 2: (6, 18), 3: (6, 22), 4: (6, 26), 5: (6, 30), 6: (6, 34),
    7: (6, 22, 38), 8: (6, 24, 42), 9: (6, 26, 46), 10: (6, 28, 50),
}  # fmt: skip

Put = Callable[[int, int, bool], None]

_LONG_COUNT = 10
_VERSION_INFORMATION = 7


class QrTextTooLongError(ValueError):
    """The text does not fit into version 10 at level M (213 bytes)."""


@dataclass(frozen=True, slots=True)
class Symbol:
    """A finished code: `size` modules a side, `dark` with bit ``row * size + column`` set where dark."""

    size: int
    dark: int

    def is_dark(self, row: int, column: int) -> bool:
        """Whether a module is dark."""
        return bool(self.dark >> (row * self.size + column) & 1)

    def operators(self, x: float, y: float, side: float) -> str:
        """PDF operators that paint the code in the current fill colour into a square at (x, y)."""
        size, width = self.size, (self.size + 7) // 8
        rows = []
        for row in range(size):
            bits = self.dark >> (row * size) & ((1 << size) - 1)
            mirrored = int(f"{bits:0{size}b}"[::-1], 2) << (width * 8 - size)
            rows.append(f"{mirrored:0{width * 2}X}")
        return (
            f"q {side:.2f} 0 0 {side:.2f} {x:.2f} {y:.2f} cm "
            f"BI /W {size} /H {size} /IM true /BPC 1 /D [1 0] /F /AHx ID\n{''.join(rows)}>\nEI Q"
        )


def encode(text: str) -> Symbol:
    """The smallest code at level M that holds `text`, with the mask of least penalty.

    Raises:
        QrTextTooLongError: more than 213 bytes in UTF-8.
    """
    data = text.encode("utf-8")
    version = next((version for version in _BLOCKS if len(data) <= _capacity(version)), None)
    if version is None:
        raise QrTextTooLongError(f"二维码内容过长：{len(data)} 字节")
    frame = _frame(version)
    body = 0
    for index, value in enumerate(_codewords(data, version)):
        body |= frame.scatter(index, value)
    best = min(range(8), key=lambda mask: _penalty(_finish(frame, body, mask), frame))
    return Symbol(frame.size, _finish(frame, body, best))


def _capacity(version: int) -> int:
    header = 4 + (16 if version >= _LONG_COUNT else 8)
    return (sum(_BLOCKS[version][1]) * 8 - header) // 8


def _codewords(data: bytes, version: int) -> list[int]:
    """Data and error correction codewords in the order of placement (clauses 7.4 to 7.6)."""
    correction, blocks = _BLOCKS[version]
    total = sum(blocks)
    count_bits = 16 if version >= _LONG_COUNT else 8
    bits = (0b0100 << count_bits | len(data)) << (len(data) * 8) | int.from_bytes(data, "big")
    used = 4 + count_bits + len(data) * 8
    terminator = min(4, total * 8 - used)
    used += terminator
    padding = -used % 8
    stream = (bits << (terminator + padding)).to_bytes((used + padding) // 8, "big")
    stream += bytes((0xEC, 0x11)[index % 2] for index in range(total - len(stream)))
    parts, checks, start = [], [], 0
    for length in blocks:
        part = stream[start : start + length]
        parts.append(part)
        checks.append(_remainder(part, correction))
        start += length
    longest = max(blocks)
    words = [part[index] for index in range(longest) for part in parts if index < len(part)]
    return words + [check[index] for index in range(correction) for check in checks]


def _remainder(data: bytes, degree: int) -> bytes:
    """Reed-Solomon check bytes; the register is one integer, its first byte the highest."""
    table, top, mask = _division(degree), degree * 8 - 8, (1 << degree * 8) - 1
    register = 0
    for byte in data:
        register = (register << 8 & mask) ^ table[register >> top ^ byte]
    return register.to_bytes(degree, "big")


@cache
def _division(degree: int) -> tuple[int, ...]:
    """What each leading byte adds to the register: its multiples of the generator polynomial."""
    exponents, logarithms = _field()
    generator = [1]
    for power in range(degree):
        longer = [*generator, 0]
        for index, coefficient in enumerate(generator):
            longer[index + 1] ^= exponents[(logarithms[coefficient] + power) % 255]
        generator = longer
    return (0,) + tuple(
        int.from_bytes(bytes(exponents[(logarithms[factor] + logarithms[term]) % 255] for term in generator[1:]), "big")
        for factor in range(1, 256)
    )


@cache
def _field() -> tuple[list[int], list[int]]:
    """Powers and logarithms of GF(256) modulo x⁸+x⁴+x³+x²+1."""
    exponents, logarithms, value = [0] * 255, [0] * 256, 1
    for power in range(255):
        exponents[power], logarithms[value] = value, power
        value <<= 1
        if value & 0x100:
            value ^= 0x11D
    return exponents, logarithms


class _Frame:
    """Everything about a version that does not depend on the text."""

    def __init__(self, version: int) -> None:
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
            1 << (row * size + column) for row in range(size) for column in range(size) if _RULES[rule](row, column)
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
def _frame(version: int) -> _Frame:
    return _Frame(version)


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
    for top, left in ((0, 0), (0, size - 7), (size - 7, 0)):
        for row in range(-1, 8):
            for column in range(-1, 8):
                ring = max(abs(row - 3), abs(column - 3))
                put(top + row, left + column, ring in {0, 1, 3})
    _put_alignment(version, put)
    for index in range(9):
        put(8, index, index == 6)  # noqa: PLR2004
        put(index, 8, index == 6)  # noqa: PLR2004
    for index in range(8):
        put(8, size - 1 - index, False)
        put(size - 1 - index, 8, index == 7)  # noqa: PLR2004
    if version >= _VERSION_INFORMATION:
        information = _bch(version, 0x1F25, 12)
        for index in range(18):
            put(index // 3, size - 11 + index % 3, bool(information >> index & 1))
            put(size - 11 + index % 3, index // 3, bool(information >> index & 1))
    return dark, reserved


def _put_alignment(version: int, put: Put) -> None:
    centres = _ALIGNMENT[version]
    corners = {(6, 6), (6, centres[-1]), (centres[-1], 6)} if centres else set()
    for row in centres:
        for column in centres:
            if (row, column) in corners:
                continue
            for down in range(-2, 3):
                for right in range(-2, 3):
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
def _format_modules(version: int, mask: int) -> int:
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


def _finish(frame: _Frame, body: int, mask: int) -> int:
    return frame.dark | (body ^ frame.masks[mask]) | _format_modules(frame.version, mask)


def _penalty(symbol: int, frame: _Frame) -> int:
    """Points of clause 7.8.3: runs, blocks, finder look-alikes, balance."""
    size = frame.size
    beside = ~(symbol ^ symbol >> 1) & frame.not_last_column
    below = ~(symbol ^ symbol >> size) & frame.not_last_row
    points = _runs(beside, 1) + _runs(below, size)
    points += 3 * (beside & beside >> size & below).bit_count()
    light = ~symbol & frame.every
    points += 40 * (_finders(symbol, light, 1, frame.eleven) + _finders(symbol, light, size, frame.eleven_rows))
    share = 100 * symbol.bit_count() // (size * size)
    return points + 10 * (abs(share - 50) // 5)


def _runs(equal: int, step: int) -> int:
    fives = equal & equal >> step & equal >> 2 * step & equal >> 3 * step
    return fives.bit_count() + 2 * (fives & ~(fives << step)).bit_count()


def _finders(dark: int, light: int, step: int, where: int) -> int:
    def finder(at: int) -> int:
        return (
            dark >> at * step & light >> (at + 1) * step & dark >> (at + 2) * step & dark >> (at + 3) * step
            & dark >> (at + 4) * step & light >> (at + 5) * step & dark >> (at + 6) * step
        )  # fmt: skip

    def margin(at: int) -> int:
        return light >> at * step & light >> (at + 1) * step & light >> (at + 2) * step & light >> (at + 3) * step

    return (finder(0) & margin(7) & where).bit_count() + (margin(0) & finder(4) & where).bit_count()
