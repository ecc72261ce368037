"""What the deeds of the ledger know of its screen."""

from typing import TYPE_CHECKING

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services.views import MatterDetail, MatterRow
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.outline_table import OutlineTable
from ducha_desktop.ui.widgets.editors import Suggestions

if TYPE_CHECKING:
    from ducha_desktop.ui.pages.ledger.outlining import Outlining


class LedgerScreen(Page):
    """The parts of the ledger screen that deeds work with.

    Attributes:
        query: filters and order of the list shown.
        known: names for completion.
        matter: the matter in the detail panel, if any.
    """

    query: LedgerQuery
    known: Suggestions
    model: WindowModel[MatterRow]
    table: OutlineTable[MatterRow]
    outlining: "Outlining"
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
