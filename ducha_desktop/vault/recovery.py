"""The recovery code on paper in the director's safe (`reliability.md` §5.3)."""

import hashlib
import secrets
import unicodedata

from ducha_desktop.vault.faults import RecoveryCodeError

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUES = {character: value for value, character in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_SECRET_BYTES = 20
_GROUP = 4
_GROUPS = 9
_BITS = 5


def make_code() -> str:
    """A fresh 160-bit code: 8 groups of 4 Crockford characters and a check group."""
    return format_code(secrets.token_bytes(_SECRET_BYTES))


def format_code(secret: bytes) -> str:
    """The code of 20 secret bytes, e.g. ``8QK2-…-7F3M``."""
    text = _encode(secret, 8 * _GROUP) + _check_group(secret)
    return "-".join(text[start : start + _GROUP] for start in range(0, len(text), _GROUP))


def parse_code(typed: str) -> bytes:
    """The 20 secret bytes of a typed code.

    Spaces, dashes, small and full-width letters and the look-alikes O, I, L are understood.

    Raises:
        RecoveryCodeError: a character, the length or the check group is wrong.
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    characters = [c for c in plain if c.isalnum()]
    wrong = sorted({c for c in characters if c not in _VALUES})
    if wrong:
        raise RecoveryCodeError(f"恢复码中不会出现“{'、'.join(wrong)}”，请对照纸面逐组核对。")
    if len(characters) != _GROUP * _GROUPS:
        raise RecoveryCodeError(
            f"恢复码应为 {_GROUPS} 组、每组 {_GROUP} 个字符，现有 {len(characters)} 个字符，请对照纸面逐组核对。"
        )
    number = 0
    for character in characters[: 8 * _GROUP]:
        number = number << _BITS | _VALUES[character]
    secret = number.to_bytes(_SECRET_BYTES, "big")
    typed_check = "".join(_ALPHABET[_VALUES[c]] for c in characters[8 * _GROUP :])
    if typed_check != _check_group(secret):
        raise RecoveryCodeError("恢复码的校验组不符，至少有一个字符输错，请对照纸面逐组核对。")
    return secret


def _check_group(secret: bytes) -> str:
    digest = int.from_bytes(hashlib.sha256(b"ducha recovery 1" + secret).digest()[:4], "big")
    return _characters(digest >> (32 - _BITS * _GROUP), _GROUP)


def _encode(data: bytes, length: int) -> str:
    return _characters(int.from_bytes(data, "big"), length)


def _characters(number: int, length: int) -> str:
    return "".join(_ALPHABET[number >> (_BITS * place) & 31] for place in reversed(range(length)))
