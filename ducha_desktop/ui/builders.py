"""How each screen of `places` is built; help and palette name screens without knowing how."""

from collections.abc import Callable

from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.pages.page import Page


def make_page(key: str, door: Door) -> Page:
    """Build a screen; those behind the first one are imported when they are opened."""
    return _BUILDERS[key](door)


def _workbench(door: Door) -> Page:
    from ducha_desktop.ui.pages.workbench.page import WorkbenchPage

    return WorkbenchPage(door)


def _origins(door: Door) -> Page:
    from ducha_desktop.ui.pages.origins.page import OriginsPage

    return OriginsPage(door)


def _ledger(door: Door) -> Page:
    from ducha_desktop.ui.pages.ledger.page import LedgerPage

    return LedgerPage(door)


def _intake(door: Door) -> Page:
    from ducha_desktop.ui.pages.intake.page import IntakePage

    return IntakePage(door)


def _cards(door: Door) -> Page:
    from ducha_desktop.ui.pages.cards.page import CardsPage

    return CardsPage(door)


def _owed(door: Door) -> Page:
    from ducha_desktop.ui.pages.duties.page import DutiesPage

    return DutiesPage(door)


def _register(door: Door) -> Page:
    from ducha_desktop.ui.pages.register.page import RegisterPage

    return RegisterPage(door)


def _setup(door: Door) -> Page:
    from ducha_desktop.ui.pages.setup.page import SetupPage

    return SetupPage(door)


def _history(door: Door) -> Page:
    from ducha_desktop.ui.pages.history.page import HistoryPage

    return HistoryPage(door)


def _backups(door: Door) -> Page:
    from ducha_desktop.ui.pages.backups.page import BackupsPage

    return BackupsPage(door)


def _settings(door: Door) -> Page:
    from ducha_desktop.ui.pages.settings.page import SettingsPage

    return SettingsPage(door)


def _stats(door: Door) -> Page:
    from ducha_desktop.ui.pages.stats.page import StatsPage

    return StatsPage(door)


def _past(door: Door) -> Page:
    """The ledger of a past day: no entry of the navigation, the screen of statistics leads there."""
    from ducha_desktop.ui.pages.ledger.past import PastPage

    return PastPage(door)


_BUILDERS: dict[str, Callable[[Door], Page]] = {
    "workbench": _workbench,
    "origins": _origins,
    "ledger": _ledger,
    "past": _past,
    "stats": _stats,
    "import": _intake,
    "cards": _cards,
    "owed": _owed,
    "register": _register,
    "setup": _setup,
    "history": _history,
    "backups": _backups,
    "settings": _settings,
}
