"""A card's QR code held under the scanner: its matter opens, and the clerk hears whether the card still holds."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Door, cards

if TYPE_CHECKING:
    from ducha_desktop.services.cards import ScannedCard


def find_scanned(owner: QWidget, door: Door, text: str, *, show: Callable[[str], None]) -> None:
    """Find the matter of a card's code and `show` it by its uid."""

    def found(card: "ScannedCard | None") -> None:
        if card is None:
            ask.toast(owner, "这不是本台账卡片上的二维码，请重新扫描")
            return
        show(card.matter_uid)
        ask.toast(
            owner,
            "已找到卡片对应的事项" if card.current else "卡片已过期：事项的内容在印卡以后改过，请重新打印",
        )

    cards.scanned(text).latest("scan").then(found).start(door, owner)
