"""What the window itself offers in the palette: its screens, its commands, the pages of the manual."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import partial

from ducha_desktop.domain.ledger_query import GroupLevel
from ducha_desktop.services.outline import GROUPABLE
from ducha_desktop.ui.help.manual import manual, sections
from ducha_desktop.ui.help.markdown import anchor
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.palette.deeds import DEEDS
from ducha_desktop.ui.places import PLACES
from ducha_desktop.ui.shell import Shell
from ducha_desktop.ui.shortcuts import MOST_WAYS, Key, way
from ducha_desktop.ui.theme import SCALES, theme


class Kind(Enum):
    """Heading of a group, and the icon of what stands in it; in the order of the palette."""

    COMMANDS = "画面和命令", Icon.RIGHT
    MATTERS = "事项", Icon.NOTE
    ORIGINS = "来源", Icon.FOLDER
    UNITS = "单位", Icon.OFFICE
    PEOPLE = "人员", Icon.USER
    HELP = "帮助", Icon.HELP

    @property
    def words(self) -> str:
        """The heading."""
        return self.value[0]

    @property
    def glyph(self) -> Icon:
        """The icon."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the palette.

    Attributes:
        kind: the group it stands in.
        words: what it is called.
        note: what stands at the right: keys, number, unit.
        open: goes there, or does it.
        glyph: its own icon, where it has one.
    """

    kind: Kind
    words: str
    note: str
    open: Callable[[], object]
    glyph: Icon | None = None


_GLYPHS = {
    Key.ADD: Icon.ADD,
    Key.IMPORT: Icon.IMPORT,
    Key.UNDO: Icon.UNDO,
    Key.REDO: Icon.REDO,
    Key.FIND: Icon.SEARCH,
    Key.REFRESH: Icon.REFRESH,
    Key.HELP: Icon.HELP,
}


def own_entries(window: Shell) -> list[Entry]:
    """Screens, commands and manual pages of a window, in the order they are offered in."""
    return [*_screens(window), *_commands(window), *_pages()]


def _screens(window: Shell) -> list[Entry]:
    return [
        Entry(
            Kind.COMMANDS,
            f"去{place.words}",
            way(n) if n <= MOST_WAYS else "",
            partial(window.open, place.key),
            place.glyph,
        )
        for n, place in enumerate(PLACES, start=1)
    ]


def _commands(window: Shell) -> list[Entry]:
    keyed: tuple[tuple[Key, Callable[[], object]], ...] = (
        (Key.ADD, window.add),
        (Key.IMPORT, partial(window.open, "import")),
        (Key.TREE, partial(_arranged, window)),
        (Key.UNDO, window.undo),
        (Key.REDO, window.redo),
        (Key.FIND, window.finder.begin),
        (Key.WINDOW, window.open_another),
        (Key.REFRESH, window.refresh),
        (Key.KEYS, window.show_keys),
        (Key.HELP, window.show_help),
    )
    appearance: list[tuple[str, bool, int, Icon]] = [
        ("外观：浅色", False, theme.scale, Icon.SUN),
        ("外观：深色", True, theme.scale, Icon.MOON),
        *((f"文字大小：{scale}%", theme.dark, scale, Icon.TEXT) for scale in SCALES),
    ]
    return [
        *(Entry(Kind.COMMANDS, key.words, key.sequence, call, _GLYPHS.get(key)) for key, call in keyed),
        *(Entry(Kind.COMMANDS, deed.words, deed.keys, partial(deed.do, window)) for deed in DEEDS),
        *(
            Entry(Kind.COMMANDS, f"台账按{words}分组", "", partial(_arranged, window, GroupLevel(column)))
            for column, words in GROUPABLE.items()
        ),
        Entry(Kind.COMMANDS, "台账不分组", "", partial(_flat, window)),
        *(
            Entry(Kind.COMMANDS, words, "", partial(window.set_appearance, dark, scale), glyph)
            for words, dark, scale, glyph in appearance
        ),
    ]


def _arranged(window: Shell, *levels: GroupLevel) -> None:
    """Group the ledger; without levels show it as a tree, or no longer."""
    window.open("ledger")
    if levels:
        window.ledger.outlining.group_by(*levels)
    else:
        window.ledger.outlining.turn_tree()


def _flat(window: Shell) -> None:
    window.open("ledger")
    window.ledger.outlining.group_by()


def _pages() -> list[Entry]:
    found: list[Entry] = []
    for page in manual().pages:
        found.append(Entry(Kind.HELP, page.title, "", partial(_read, page.key)))
        found += [
            Entry(Kind.HELP, heading, page.title, partial(_read, f"{page.key}#{anchor(heading)}"))
            for heading, _ in sections(page)
            if heading != page.title
        ]
    return found


def _read(target: str) -> None:
    from ducha_desktop.ui.help.desk import show_page

    show_page(target)
