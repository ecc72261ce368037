"""What the surroundings can refuse: small errors of the lowest room, each with a Chinese sentence."""

from typing import ClassVar


class SurroundingsFault(OSError):  # noqa: N818 - the word Error belongs to the domain's own refusals
    """The computer is in the way; services turn this into a refusal of the domain.

    The only argument is the sentence for the clerk: what happened, what was not changed, what to do.
    """

    code: ClassVar[str] = "environment"

    @property
    def message(self) -> str:
        """The sentence for the clerk."""
        return str(self.args[0]) if self.args else self.code


class UnsuitableDriveError(SurroundingsFault):
    """The folder lies on a network or removable drive (`reliability.md` §2)."""


class DiskFullError(SurroundingsFault):
    """There is not enough free space for what was asked."""


class LockedError(SurroundingsFault):
    """Another program holds the data folder for writing."""

    code = "in_use"

    def __init__(self, message: str, *, pid: int | None = None, since: str = "", host: str = "") -> None:
        """Keep the sentence and what the holder's note says of it."""
        super().__init__(message)
        self.pid = pid
        self.since = since
        self.host = host
