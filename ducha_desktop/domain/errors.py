"""Every refusal the program makes on purpose, with its code and exit status (`cli.md`, General)."""

from typing import ClassVar


class DuchaError(Exception):
    """A refusal with a Chinese sentence for the clerk.

    The sentence says what happened, what was not changed and what to do. `code` is stable and
    machine-readable; `exit_status` is the command line's: 1 refused by content, 2 wrong usage,
    3 the environment, 4 not allowed.
    """

    code: ClassVar[str] = "error"
    exit_status: ClassVar[int] = 1

    @property
    def message(self) -> str:
        """The sentence shown to the clerk."""
        return str(self.args[0]) if self.args else self.code


class RefusedError(DuchaError):
    """The content does not allow it (a state, an incomplete matter, a figure that does not fit)."""

    code = "refused"


class NotFoundError(DuchaError):
    """Nothing in the ledger answers to that number or name."""

    code = "not_found"


class NewerVersionError(DuchaError):
    """The file or database was made by a newer program."""

    code = "newer_version"


class WrongUseError(DuchaError):
    """The command or field was used wrongly."""

    code = "usage"
    exit_status = 2


class AmbiguousError(WrongUseError):
    """Several matters answer; the candidates are named."""

    code = "ambiguous"

    def __init__(self, message: str, candidates: tuple[str, ...]) -> None:
        """Keep the sentence and the candidates' numbers."""
        super().__init__(message)
        self.candidates = candidates


class SurroundingsError(DuchaError):
    """The environment is in the way: disk full, no permission, an unsuitable drive."""

    code = "environment"
    exit_status = 3


class InUseError(SurroundingsError):
    """Another program holds the data folder for writing."""

    code = "in_use"


class DamagedError(SurroundingsError):
    """The file or database is damaged."""

    code = "damaged"


class EncryptedFileError(SurroundingsError):
    """The foreign file needs a password."""

    code = "encrypted"


class TooLargeError(SurroundingsError):
    """The foreign file is beyond the limits of `reliability.md` §5.6."""

    code = "too_large"


class NotAllowedError(DuchaError):
    """Login, signature, key or recipient does not allow it."""

    code = "not_allowed"
    exit_status = 4
