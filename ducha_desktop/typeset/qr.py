"""QR codes (ISO/IEC 18004:2015), level M, byte mode in UTF-8, versions 1 to 10.

A whole symbol is one big integer, bit ``row * size + column``, so that masks, penalties and placement are a
few operations on whole symbols: ten thousand cards each carry their own code.
"""

from dataclasses import dataclass
from functools import cache

from ducha_desktop.typeset.qr_frame import Frame, format_modules, frame

QUIET = 4
"""Light modules to be left free on every side (ISO/IEC 18004 6.3.8)."""

_BLOCKS = {
    1: (10, (16,)), 2: (16, (28,)), 3: (26, (44,)), 4: (18, (32, 32)), 5: (24, (43, 43)),
    6: (16, (27,) * 4), 7: (18, (31,) * 4), 8: (22, (38, 38, 39, 39)), 9: (22, (36, 36, 36, 37, 37)),
    10: (26, (43, 43, 43, 43, 44)),
}  # fmt: skip
"""Version → error correction codewords per block, data codewords of each block (level M, table 9)."""

_LONG_COUNT = 10


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
    symbol = frame(version)
    body = 0
    for index, value in enumerate(_codewords(data, version)):
        body |= symbol.scatter(index, value)
    best = min(range(8), key=lambda mask: _penalty(_finish(symbol, body, mask), symbol))
    return Symbol(symbol.size, _finish(symbol, body, best))


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
    tails = (
        bytes(exponents[(logarithms[factor] + logarithms[term]) % 255] for term in generator[1:])
        for factor in range(1, 256)
    )
    return (0, *(int.from_bytes(tail, "big") for tail in tails))


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


def _finish(grid: Frame, body: int, mask: int) -> int:
    return grid.dark | (body ^ grid.masks[mask]) | format_modules(grid.version, mask)


def _penalty(symbol: int, grid: Frame) -> int:
    """Points of clause 7.8.3: runs, blocks, finder look-alikes, balance."""
    size = grid.size
    beside = ~(symbol ^ symbol >> 1) & grid.not_last_column
    below = ~(symbol ^ symbol >> size) & grid.not_last_row
    points = _runs(beside, 1) + _runs(below, size)
    points += 3 * (beside & beside >> size & below).bit_count()
    light = ~symbol & grid.every
    points += 40 * (_finders(symbol, light, 1, grid.eleven) + _finders(symbol, light, size, grid.eleven_rows))
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
        return (
            light >> at * step
            & light >> (at + 1) * step
            & light >> (at + 2) * step
            & light >> (at + 3) * step
        )

    return (finder(0) & margin(7) & where).bit_count() + (margin(0) & finder(4) & where).bit_count()
