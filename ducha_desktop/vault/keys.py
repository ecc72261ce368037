"""The keys folder: who opens the office's data (`reliability.md` §5.3).

`keys.json` stands in two copies; a change writes one after the other, and reading takes the newer
intact one and mends the other with it.
"""

import secrets
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from ducha_desktop.runtime.atomic import write_atomic
from ducha_desktop.vault.derive import KEY_BYTES, DataKey
from ducha_desktop.vault.faults import (
    KeyFileDamagedError,
    KeyFileMissingError,
    LastSlotError,
    NewerKeyFileError,
    PasswordNeededError,
    WrongPasswordError,
)
from ducha_desktop.vault.keyfile import KeyFile, parse
from ducha_desktop.vault.recovery import make_code, parse_code
from ducha_desktop.vault.slots import Cost, Slot, SlotKind, make_slot, open_slot

COPIES = ("keys.json", "keys.copy.json")
_MODE = 0o600
_RECOVERY_NAME = "恢复码"


def create(folder: Path) -> DataKey:
    """A fresh data key with the passwordless slot of the first start.

    Args:
        folder: the keys folder.

    Raises:
        FileExistsError: there is a key file already; it is never overwritten.
    """
    if any((folder / name).exists() for name in COPIES):
        raise FileExistsError("数据文件夹里已有密钥文件，不会覆盖。")
    key = DataKey(secrets.token_bytes(KEY_BYTES))
    key_id = secrets.token_hex(16)
    store(folder, KeyFile(key_id, 1, (make_slot(key, key_id=key_id, kind="none", name=""),)))
    return key


def load(folder: Path) -> KeyFile:
    """The newer intact copy; the other is mended from it where the folder can be written.

    Raises:
        KeyFileMissingError: no copy is there.
        KeyFileDamagedError: no copy can be read.
        NewerKeyFileError: written by a newer program.
    """
    copies = {name: _read(folder / name) for name in COPIES}
    intact = [copy for copy in copies.values() if isinstance(copy, KeyFile)]
    if not intact:
        raise _worst(list(copies.values()))
    newest = max(intact, key=lambda copy: copy.generation)
    for name, copy in copies.items():
        if copy != newest and not isinstance(copy, NewerKeyFileError):
            with suppress(OSError):
                write_atomic(folder / name, newest.to_bytes(), mode=_MODE)
    return newest


def store(folder: Path, keys: KeyFile) -> None:
    """Write both copies, each whole or not at all."""
    for name in COPIES:
        write_atomic(folder / name, keys.to_bytes(), mode=_MODE)


def unlock(folder: Path, password: str | None = None, *, name: str | None = None) -> DataKey:
    """Open the data key.

    Args:
        folder: the keys folder.
        password: None uses the passwordless slot; while there are no accounts, so does any password.
        name: the account whose slot to try; None tries them all.

    Raises:
        PasswordNeededError: no password was given and there is no passwordless slot.
        WrongPasswordError: the password opens no slot.
        KeyFileMissingError, KeyFileDamagedError, NewerKeyFileError: as `load`.
    """
    return open_keys(load(folder), password, name=name)


def open_keys(keys: KeyFile, password: str | None = None, *, name: str | None = None) -> DataKey:
    """`unlock` for a key file that came another way, e.g. inside a backup."""
    if password is not None and _of_kind(keys, "password"):
        return _try(keys, _of_kind(keys, "password", name), _password_bytes(password))
    for slot in _of_kind(keys, "none"):
        return open_slot(slot, key_id=keys.key_id)
    if password is not None:
        raise WrongPasswordError("口令不正确。请检查大小写和输入法后再试。")
    raise PasswordNeededError("打开台账需要口令。")


def unlock_with_code(folder: Path, code: str) -> DataKey:
    """Open the data key with the recovery code from the safe.

    Raises:
        RecoveryCodeError: what was typed is not a code.
        WrongPasswordError: it is a code, but not of this office or no longer valid.
    """
    return open_keys_with_code(load(folder), code)


def open_keys_with_code(keys: KeyFile, code: str) -> DataKey:
    """`unlock_with_code` for a key file that came another way."""
    try:
        return _try(keys, _of_kind(keys, "recovery"), parse_code(code))
    except WrongPasswordError:
        raise WrongPasswordError("恢复码与本台账不符，可能已经换发过，请找最新的一张。") from None


def add_password_slot(
    folder: Path, key: DataKey, *, name: str, password: str, cost: Cost | None = None
) -> Slot:
    """Let an account open the data key; an older slot of the same name goes.

    Args:
        folder: the keys folder.
        key: the opened data key.
        name: the account.
        password: rules about passwords are the domain's.
        cost: None tunes it to this computer.
    """
    keys = load(folder)
    slot = make_slot(
        key, key_id=keys.key_id, kind="password", name=name, secret=_password_bytes(password), cost=cost
    )
    _replace_same_name(folder, keys, slot)
    return slot


def add_recovery_slot(folder: Path, key: DataKey, *, name: str = _RECOVERY_NAME) -> str:
    """Make a new recovery code and its slot; the older code of that name no longer opens anything.

    Returns:
        The code, to be shown once and printed.
    """
    keys, code = load(folder), make_code()
    slot = make_slot(key, key_id=keys.key_id, kind="recovery", name=name, secret=parse_code(code))
    _replace_same_name(folder, keys, slot)
    return code


def remove_slot(folder: Path, slot_id: str) -> None:
    """Take away one way in.

    Raises:
        LastSlotError: it is the last one.
        KeyError: there is no such slot.
    """
    keys = load(folder)
    left = tuple(slot for slot in keys.slots if slot.slot_id != slot_id)
    if len(left) == len(keys.slots):
        raise KeyError(slot_id)
    if not left:
        raise LastSlotError("这是打开台账的最后一把钥匙，删除后数据将无法恢复，没有删除。")
    store(folder, replace(keys, generation=keys.generation + 1, slots=left))


def for_travel(keys: KeyFile, key: DataKey, *, passphrase: str | None, cost: Cost | None = None) -> KeyFile:
    """The key file as it may leave the computer: without the passwordless slot if a passphrase is given.

    Args:
        keys: the folder's key file.
        key: the opened data key.
        passphrase: None keeps the slots as they are.
        cost: None tunes it to this computer.
    """
    if passphrase is None:
        return keys
    slot = make_slot(
        key,
        key_id=keys.key_id,
        kind="password",
        name="备份口令",
        secret=_password_bytes(passphrase),
        cost=cost,
    )
    closed = tuple(one for one in keys.slots if one.kind != "none")
    return replace(keys, slots=(*closed, slot))


def _replace_same_name(folder: Path, keys: KeyFile, slot: Slot) -> None:
    kept = tuple(one for one in keys.slots if (one.kind, one.name) != (slot.kind, slot.name))
    store(folder, replace(keys, generation=keys.generation + 1, slots=(*kept, slot)))


def _try(keys: KeyFile, slots: tuple[Slot, ...], secret: bytes) -> DataKey:
    for slot in slots:
        with suppress(WrongPasswordError):
            return open_slot(slot, key_id=keys.key_id, secret=secret)
    raise WrongPasswordError("口令不正确。请检查大小写和输入法后再试。")


def _of_kind(keys: KeyFile, kind: SlotKind, name: str | None = None) -> tuple[Slot, ...]:
    return tuple(slot for slot in keys.slots if slot.kind == kind and name in {None, slot.name})


def _password_bytes(password: str) -> bytes:
    return password.encode("utf-8", "surrogatepass")


def _read(path: Path) -> KeyFile | Exception:
    try:
        return parse(path.read_bytes())
    except FileNotFoundError:
        return KeyFileMissingError(
            f"找不到密钥文件“{path}”，没有它数据无法打开。请从备份恢复，或找回 keys 文件夹。"
        )
    except (KeyFileDamagedError, NewerKeyFileError, OSError) as error:
        return error


def _worst(copies: list[KeyFile | Exception]) -> Exception:
    for kind in (NewerKeyFileError, PermissionError):
        for copy in copies:
            if isinstance(copy, kind):
                return copy
    if all(isinstance(copy, KeyFileMissingError) for copy in copies):
        return next(copy for copy in copies if isinstance(copy, KeyFileMissingError))
    return KeyFileDamagedError("两份密钥文件都已损坏，数据无法打开。请从备份恢复；没有改动任何内容。")
