"""What the deeds of the ledger know of its screen."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services.views import MatterDetail, MatterRow
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.outline_table import OutlineTable
from ducha_desktop.ui.widgets.editors import Suggestions

if TYPE_CHECKING:
    from ducha_desktop.services.outline import Folding, Hidden, Path
    from ducha_desktop.ui.operations.ledger import LedgerSource
    from ducha_desktop.ui.operations.outline import OutlineSource


class Arranging(Protocol):
    """What others of the screen ask of groups and tree.

    Attributes:
        folding: what is folded.
        shown: the rows that are shown.
    """

    folding: "Folding | None"
    shown: "LedgerSource | OutlineSource | None"

    def path_at(self, place: int) -> "Path":
        """Under which headings a line stands; nothing in a flat list."""
        ...

    def to_heading(self, hidden: "Hidden") -> None:
        """Put the cursor on the heading that hides a matter."""
        ...

    def reveal(self, hidden: "Hidden") -> None:
        """Unfold what hides a matter."""
        ...

    def open_node(self, row: MatterRow) -> None:
        """Show the parts of a matter from the next reading on."""
        ...

    def is_grouped_by(self, key: str) -> bool:
        """Whether a change of this field moves a matter to another group."""
        ...


class LedgerScreen(Page):
    """The parts of the ledger screen that deeds work with.

    Attributes:
        query: filters and order of the list shown.
        known: names for completion.
        ledgers: the ledgers' names by uid, in their order.
        matter: the matter in the detail panel, if any.
    """

    query: LedgerQuery
    known: Suggestions
    ledgers: Mapping[str, str]
    model: WindowModel[MatterRow]
    table: OutlineTable[MatterRow]
    outlining: Arranging
    matter: MatterDetail | None = None

    def show_matter(self, uid: str) -> None:
        """Put the cursor on a matter wherever it stands in the list."""
        raise NotImplementedError

    @property
    def words(self) -> tuple[str, ...]:
        """The columns shown whose words are read from the matters."""
        raise NotImplementedError

    def keep_at(self, uid: str) -> None:
        """Put the cursor back on a matter once the list is here again, if it is still seen."""
        raise NotImplementedError

    def arrangement_changed(self) -> None:
        """Groups, tree or folding are others: remember them for the view."""
        raise NotImplementedError
