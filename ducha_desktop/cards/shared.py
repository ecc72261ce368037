"""Rows that more than one kind of card has."""

from ducha_desktop.cards.rows import Entry, Item, Pair
from ducha_desktop.cards.wording import co_units, light_reason
from ducha_desktop.services.papers import CardPaper


def with_light_reason(card: CardPaper) -> Item:
    """Co-units, and beside them why the light is what it is."""
    units = Entry("配合单位", co_units(card))
    return Pair(units, Entry("亮灯说明", light_reason(card))) if card.light_reason else units
