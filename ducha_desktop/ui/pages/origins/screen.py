"""What the deeds of the origins know of their screen."""

from ducha_desktop.ui.operations.origins import OriginLists
from ducha_desktop.ui.pages.origins.panel import OriginPanel
from ducha_desktop.ui.pages.page import Page


class OriginScreen(Page):
    """The parts of the screen of origins that deeds work with.

    Attributes:
        lists: everything as it was read last.
        wanted: uid of the origin the cursor goes to when the list has been read again.
    """

    lists: OriginLists = OriginLists()
    wanted: str = ""
    panel: OriginPanel
