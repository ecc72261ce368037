"""The lines of the three lists: which entry each stands for, and what it answers to."""

from PySide6.QtGui import QColor

from ducha_desktop.services.register_views import PersonView, Twin, UnitView
from ducha_desktop.ui.theme import theme


def uid_of(each: UnitView | PersonView | Twin) -> str:
    """The entry of the register that a line stands for."""
    return each.uid


def fits(each: UnitView | PersonView | Twin, typed: str, kind: str) -> bool:
    """Whether an entry answers to the kind and to what is typed: characters or pinyin initials."""
    if isinstance(each, Twin):
        texts, sounds, own = [each.name, *(name for _, name, _ in each.candidates)], "", kind
    elif isinstance(each, UnitView):
        texts, sounds, own = (
            [each.name, *each.short_names, each.rank_class, each.phone],
            each.sounds,
            each.kind.value,
        )
    else:
        texts = [each.name, *each.aliases, each.unit, *each.posts, each.phone]
        sounds, own = each.sounds, each.level.value if each.level else ""
    if kind and own != kind:
        return False
    return not typed or typed in sounds or any(typed in text.lower() for text in texts)


def stripe(each: UnitView | PersonView | Twin) -> QColor | None:
    """The bar of a line: names to be confirmed are marked."""
    waits = isinstance(each, Twin) or each.provisional
    return theme.color("yellow") if waits else None
