"""What the deeds of the register know of its screen."""

from ducha_desktop.services.register_views import RegisterLists
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.pages.register.panel import RegisterPanel


class RegisterScreen(Page):
    """The parts of the screen of units and people that deeds work with.

    Attributes:
        lists: the register as it was read last.
        part: which list is shown: `waiting`, `units` or `people`.
        wanted: uid of the entry the cursor goes to when the lists have been read again.
    """

    lists: RegisterLists = RegisterLists((), (), ())
    part: str = "units"
    wanted: str = ""
    panel: RegisterPanel

    def chosen_uids(self) -> list[str]:
        """Uids of the selected entries, the one under the cursor where nothing is selected."""
        raise NotImplementedError

    def chosen_alike(self) -> list[str]:
        """Those of the selected entries that are of one kind with the first: units, or people."""
        found = self.chosen_uids()
        units = {unit.uid for unit in self.lists.units}
        return [uid for uid in found if (uid in units) == (found[0] in units)]

    def neighbour(self, uid: str, by: int) -> str:
        """Uid of the confirmed entry shown above (-1) or below (1) another; empty at the ends."""
        raise NotImplementedError
