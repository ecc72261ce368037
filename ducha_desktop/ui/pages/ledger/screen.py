"""What the deeds of the ledger know of its screen."""

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services.views import MatterDetail, MatterRow
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.tables.block_table import BlockTable
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.widgets.editors import Suggestions


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
    table: BlockTable[MatterRow]
    matter: MatterDetail | None = None

    def show_matter(self, uid: str) -> None:
        """Put the cursor on a matter wherever it stands in the list."""
        raise NotImplementedError
