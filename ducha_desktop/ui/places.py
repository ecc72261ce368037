"""The screens of the window: their keys, words and icons, and how each is built."""

from collections.abc import Callable

from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.widgets.navigation import Place

PLACES = (
    Place("workbench", "工作台", Icon.WORKBENCH),
    Place("ledger", "台账", Icon.LEDGER),
    Place("import", "导入", Icon.IMPORT),
    Place("cards", "督办卡", Icon.CARDS),
    Place("register", "单位人员", Icon.OFFICE),
    Place("setup", "台账设置", Icon.COLUMNS),
    Place("history", "历史与回收站", Icon.HISTORY, rule_above=True),
    Place("backups", "备份与恢复", Icon.BACKUP),
    Place("settings", "系统设置", Icon.SETTINGS),
)


def make_page(key: str, door: Door) -> Page:
    """Build a screen; those behind the first one are imported when they are opened."""
    return _BUILDERS[key](door)


def _workbench(door: Door) -> Page:
    from ducha_desktop.ui.pages.workbench.page import WorkbenchPage

    return WorkbenchPage(door)


def _ledger(door: Door) -> Page:
    from ducha_desktop.ui.pages.ledger.page import LedgerPage

    return LedgerPage(door)


def _intake(door: Door) -> Page:
    from ducha_desktop.ui.pages.intake.page import IntakePage

    return IntakePage(door)


def _cards(door: Door) -> Page:
    from ducha_desktop.ui.pages.cards.page import CardsPage

    return CardsPage(door)


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


_BUILDERS: dict[str, Callable[[Door], Page]] = {
    "workbench": _workbench,
    "ledger": _ledger,
    "import": _intake,
    "cards": _cards,
    "register": _register,
    "setup": _setup,
    "history": _history,
    "backups": _backups,
    "settings": _settings,
}
