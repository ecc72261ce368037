"""The screens of the window: their keys, words and icons, and how each is built."""

from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.widgets.navigation import Place

PLACES = (
    Place("ledger", "台账", Icon.LEDGER),
    Place("import", "导入", Icon.IMPORT),
    Place("cards", "督办卡", Icon.CARDS),
    Place("history", "历史与回收站", Icon.HISTORY, rule_above=True),
    Place("backups", "备份与恢复", Icon.BACKUP),
)


def make_page(key: str, door: Door) -> Page:
    """Build a screen; those behind the first one are imported when they are opened."""
    if key == "ledger":
        from ducha_desktop.ui.pages.ledger.page import LedgerPage

        return LedgerPage(door)
    if key == "import":
        from ducha_desktop.ui.pages.intake.page import IntakePage

        return IntakePage(door)
    if key == "cards":
        from ducha_desktop.ui.pages.cards.page import CardsPage

        return CardsPage(door)
    if key == "backups":
        from ducha_desktop.ui.pages.backups.page import BackupsPage

        return BackupsPage(door)
    from ducha_desktop.ui.pages.history.page import HistoryPage

    return HistoryPage(door)
