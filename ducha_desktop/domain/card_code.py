"""The QR text of a card: which matter, which level, and whether the paper still says what is true.

`DUCHA1:<number>:<L|R|S>:<4 check characters>:<first 8 hex digits of the sha256 of the printed fields>`
(`cli.md`). The check characters are a sum over the rest of the text in a prime field, so every single
wrong character and every exchange of two is found.
"""

import hashlib
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ducha_desktop.domain.vocabulary import CardLevel

MARK = "DUCHA1"
PARTS = 5
CHECK_LENGTH = 4
DIGEST_LENGTH = 8
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BASE = len(_ALPHABET)
_PRIME = 1_048_573  # the largest prime below 32⁴, so that the sum fits in four characters
_LEVELS = {level.letter: level for level in CardLevel}
_FOLDED = str.maketrans(
    {"；": ":", ";": ":", "[": "〔", "(": "〔", "【": "〔", "]": "〕", ")": "〕", "】": "〕"}
)


@dataclass(frozen=True, slots=True)
class CardCode:
    """What a scanned card says.

    Attributes:
        number: the matter's number, full or `拟-N`.
        digest: first 8 hex digits of the sha256 of the printed fields.
    """

    number: str
    level: CardLevel
    digest: str


def fields_digest(fields: Sequence[str]) -> str:
    """First 8 hex digits of the sha256 of the printed fields, each closed by a unit separator."""
    joined = "".join(f"{field}\x1f" for field in fields)
    return hashlib.sha256(joined.encode()).hexdigest()[:DIGEST_LENGTH]


def make_code(code: CardCode) -> str:
    """The QR text of a card."""
    body = _body(code.number, code.level.letter, code.digest)
    return f"{MARK}:{code.number}:{code.level.letter}:{_check(body)}:{code.digest}"


def read_code(text: str) -> CardCode | None:
    """Read a scanned or typed QR text; None when it is none or a character is wrong.

    Scanners in keyboard mode change case, width and brackets and add blanks; that is forgiven, and
    the number comes back folded so (upper case, half width, `〔〕`, no blanks).
    """
    parts = _folded(text).split(":")
    if len(parts) != PARTS:
        return None
    mark, number, letter, check, digest = parts
    level = _LEVELS.get(letter)
    if mark != MARK or level is None or check != _check(_body(number, letter, digest)):
        return None
    return CardCode(number, level, digest.lower())


def is_code(text: str) -> bool:
    """Whether the words in a search field are meant to be a card's QR text."""
    return _folded(text).startswith(f"{MARK}:")


def _folded(text: str) -> str:
    """The text without what scanners change."""
    return "".join(unicodedata.normalize("NFKC", text).translate(_FOLDED).upper().split())


def _body(number: str, letter: str, digest: str) -> str:
    """What the check characters are over."""
    return _folded(f"{MARK}:{number}:{letter}:{digest}")


def _check(body: str) -> str:
    """Four characters: the code points weighted by their place, modulo a prime.

    One wrong character changes the sum by place × difference, two exchanged ones by distance ×
    difference; neither product is a multiple of the prime.
    """
    total = sum(place * ord(char) for place, char in enumerate(body, start=1)) % _PRIME
    digits = []
    for _ in range(CHECK_LENGTH):
        total, digit = divmod(total, _BASE)
        digits.append(_ALPHABET[digit])
    return "".join(reversed(digits))
