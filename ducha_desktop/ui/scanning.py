"""A card's QR code held under the scanner: its matter opens, and the clerk hears whether the card still holds."""

from typing import TYPE_CHECKING

from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import cards

if TYPE_CHECKING:
    from ducha_desktop.services.cards import ScannedCard
    from ducha_desktop.ui.main_window import MainWindow


def open_scanned(window: "MainWindow", text: str) -> None:
    """Find the matter of a card's code and show it in the ledger."""

    def found(card: "ScannedCard | None") -> None:
        if card is None:
            ask.toast(window, "这不是本台账卡片上的二维码，请重新扫描")
            return
        window.top.quiet_search("")
        window.open("ledger")
        window.ledger.clear_filters()
        window.ledger.show_matter(card.matter_uid)
        ask.toast(
            window,
            "已找到卡片对应的事项" if card.current else "卡片已过期：事项的内容在印卡以后改过，请重新打印",
        )

    cards.scanned(text).latest("scan").then(found).start(window.door, window)
