"""What parts of the window may ask of the window they serve."""

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from ducha_desktop.ui.operations import Door
    from ducha_desktop.ui.pages.ledger.page import LedgerPage
    from ducha_desktop.ui.pages.page import Page


class Finding(Protocol):
    """Finding from anywhere."""

    def search(self, text: str) -> None:
        """Narrow the ledger to what answers to `text`, or open the matter of a card's code."""

    def show_matter(self, uid: str) -> None:
        """Show one matter in the whole ledger."""

    def begin(self) -> None:
        """Put the cursor into the search field of the ledger."""


class Shell(Protocol):
    """One window of the program."""

    door: "Door"

    @property
    def finder(self) -> Finding:
        """What finds."""
        ...

    @property
    def ledger(self) -> "LedgerPage":
        """The ledger screen."""
        ...

    def open(self, key: str) -> "Page":
        """Go to a screen."""
        ...

    def open_unless_here(self, key: str) -> None:
        """Go to a screen that is not the one seen."""

    def go(self, key: str, what: Any) -> None:
        """Go to a screen with what it is to show."""

    def go_on(self) -> None:
        """Back to where work on the present screen begins."""

    def add(self) -> None:
        """Register a new matter."""

    def undo(self) -> None:
        """Take back the last act."""

    def redo(self) -> None:
        """Bring back what was undone last."""

    def refresh(self) -> None:
        """Read every screen afresh."""

    def show_keys(self) -> None:
        """List all keys."""

    def show_help(self) -> None:
        """Open the manual."""

    def set_appearance(self, dark: bool, scale: int) -> None:
        """Change light or dark and the size of the text."""

    def open_another(self) -> None:
        """Open another window on the same ledger."""
