"""What the parts of the program know of the program."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from ducha_desktop.services.office import Office
    from ducha_desktop.ui.main_window import MainWindow
    from ducha_desktop.ui.operations import Door


class Host(Protocol):
    """The program, as far as its parts need it.

    Attributes:
        folder: the data folder.
        door: the doorway every window uses.
        windows: all of them, the first one first.
    """

    folder: Path
    door: "Door"

    @property
    def windows(self) -> "Sequence[MainWindow]":
        """All windows."""
        ...

    @property
    def window(self) -> "MainWindow":
        """The window in use."""
        ...

    def begin(self) -> None:
        """Open the folder, or ask the questions of the first start."""

    def open(self) -> None:
        """Open an existing ledger."""

    def plan_backups(self) -> None:
        """Back up as often as the clerk has set."""

    def give_up(self) -> "Office | None":
        """The office, no longer used by any screen."""

    def come_back(self, error: Exception) -> bool:
        """Say why something could not be done to the closed office, and open it again."""
