"""What keys and seals can refuse: small errors of the lowest rooms, each with a Chinese sentence."""

from typing import ClassVar


class VaultError(ValueError):
    """A key, password, seal or signature does not fit.

    The only argument is the sentence for the clerk; services turn this into a refusal of the domain.
    """

    code: ClassVar[str] = "damaged"

    @property
    def message(self) -> str:
        """The sentence for the clerk."""
        return str(self.args[0]) if self.args else self.code


class KeyFileMissingError(VaultError):
    """There is no key file beside the database."""


class KeyFileDamagedError(VaultError):
    """Neither copy of the key file can be read."""


class NewerKeyFileError(VaultError):
    """The key file or seal was made by a newer program."""

    code = "newer_version"


class PasswordNeededError(VaultError):
    """The key file has no passwordless slot."""

    code = "not_allowed"


class WrongPasswordError(VaultError):
    """The password or recovery code opens no slot."""

    code = "not_allowed"


class LastSlotError(VaultError):
    """Removing this slot would lock the office out for ever."""

    code = "refused"


class RecoveryCodeError(VaultError):
    """The typed recovery code is not one: a group is missing or mistyped."""

    code = "usage"


class SealDamagedError(VaultError):
    """A sealed file was changed, cut short or sealed under another key."""
