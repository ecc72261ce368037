"""The look of the window, in one place: colours, type scale, spacing, style sheet and text scale."""

import re
from string import Template
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from ducha_desktop.runtime import paths

if TYPE_CHECKING:
    from ducha_desktop.domain.vocabulary import Light

FONT_FILES = ("hei.ttf", "hei-bold.ttf", "filler.ttf")
SCALES = (100, 125, 150, 175)
GAP_S, GAP_M, GAP_L, GAP_XL = 4, 8, 12, 16
GAP_HEAD = 11
"""Above and below what stands in the head of a page."""
WIDEST_FORM = 900
"""Width of a page of forms, in design pixels: beyond it lines would be too long to follow."""
_INKS = frozenset({"red", "orange", "yellow", "green"})
_SCALED = re.compile(r"@(\d+(?:\.\d+)?)px")


class Tones(NamedTuple):
    """Colours of one appearance; the lights keep their hue in both.

    A light is a surface; words in its hue take the `_ink` of it, dark enough to be read (4.5 : 1). The
    hues stay apart for an eye that cannot tell red from green, too: they differ in lightness. `edge` is
    the border of what can be filled in or ticked (3 : 1).
    """

    window: str
    side: str
    strip: str
    raised: str
    field: str
    line: str
    line_strong: str
    edge: str
    text: str
    soft: str
    faint: str
    accent: str
    accent_hover: str
    accent_soft: str
    on_accent: str
    selection: str
    hover: str
    red: str
    orange: str
    yellow: str
    green: str
    grey: str
    red_ink: str
    orange_ink: str
    yellow_ink: str
    green_ink: str
    red_soft: str
    yellow_soft: str
    green_soft: str
    track: str
    bar: str


LIGHT = Tones(
    window="#ffffff", side="#f7f8fa", strip="#f4f6f8", raised="#ffffff", field="#ffffff",
    line="#e4e7ec", line_strong="#cfd5dd", edge="#8590a0", text="#1b2430", soft="#4f5a69", faint="#5d6877",
    accent="#1750a8", accent_hover="#12418b", accent_soft="#e8eefa", on_accent="#ffffff",
    selection="#e6edfa", hover="#f2f5f9",
    red="#c42a1f", orange="#d96f16", yellow="#deab00", green="#2f8f5f", grey="#8b95a3",
    red_ink="#bf2f25", orange_ink="#a8500a", yellow_ink="#8a6100", green_ink="#24774a",
    red_soft="#fdeeec", yellow_soft="#fff7e2", green_soft="#eaf6ee", track="#e6e9ee", bar="#4a7dd0",
)  # fmt: skip

DARK = Tones(
    window="#1d2128", side="#181b21", strip="#21262e", raised="#262b34", field="#171a20",
    line="#313843", line_strong="#454e5c", edge="#6e7a8b", text="#e5e9ef", soft="#b0bac7", faint="#9ca7b5",
    accent="#7aa7f5", accent_hover="#96bbfa", accent_soft="#25344f", on_accent="#0e1726",
    selection="#2a3b5a", hover="#262c36",
    red="#e5544b", orange="#ee9246", yellow="#f4d060", green="#5cbc8f", grey="#8d98a7",
    red_ink="#f4938b", orange_ink="#f09a4f", yellow_ink="#e8b73a", green_ink="#62bd87",
    red_soft="#3d2524", yellow_soft="#3a3220", green_soft="#20342a", track="#363d49", bar="#6f9ce6",
)  # fmt: skip


class Theme(QObject):
    """The appearance in use; `changed` tells painted widgets to redraw themselves."""

    changed = Signal()

    def __init__(self) -> None:
        """Start light at 100 %."""
        super().__init__()
        self.tones = LIGHT
        self.dark = False
        self.scale = 100
        self._families: tuple[str, ...] = ()

    def apply(self, app: QApplication, *, dark: bool, scale: int = 100) -> None:
        """Dress the whole program; may be called again while it runs.

        Args:
            app: the running application.
            dark: dark appearance instead of light.
            scale: size of all text in percent, 100 to 175.
        """
        self.dark, self.scale = dark, max(100, min(175, scale))
        self.tones = DARK if dark else LIGHT
        if not self._families:
            self._families = register_fonts()
        font = self.font(13)
        app.setFont(font)
        app.setPalette(self._palette())
        app.setStyleSheet(self._sheet())
        self.changed.emit()

    def px(self, size: float) -> int:
        """A length of the design at 100 %, scaled with the text."""
        return round(size * self.scale / 100)

    def font(self, size: float, *, bold: bool = False) -> QFont:
        """The interface font at `size` design pixels."""
        font = QFont(list(self._families)) if self._families else QFont()
        font.setPixelSize(self.px(size))
        font.setBold(bold)
        font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        return font

    def color(self, tone: str) -> QColor:
        """A colour of the present appearance by the name of its tone."""
        return QColor(getattr(self.tones, tone))

    def ink(self, tone: str) -> QColor:
        """The colour of words in a tone: of a light its readable ink, of any other tone the tone itself."""
        return self.color(f"{tone}_ink" if tone in _INKS else tone)

    def light(self, light: "Light") -> QColor:
        """The colour of a supervision light; always shown together with its word."""
        return QColor(getattr(self.tones, light.value, self.tones.line_strong))

    def _palette(self) -> QPalette:
        role, tones, palette = QPalette.ColorRole, self.tones, QPalette()
        for part, tone in (
            (role.Window, tones.window), (role.WindowText, tones.text), (role.Base, tones.field),
            (role.AlternateBase, tones.strip), (role.Text, tones.text), (role.Button, tones.raised),
            (role.ButtonText, tones.text), (role.BrightText, tones.red), (role.Highlight, tones.accent),
            (role.HighlightedText, tones.on_accent), (role.ToolTipBase, tones.raised),
            (role.ToolTipText, tones.text), (role.PlaceholderText, tones.faint), (role.Link, tones.accent),
            (role.Mid, tones.line_strong), (role.Dark, tones.line_strong), (role.Midlight, tones.line),
        ):  # fmt: skip
            palette.setColor(part, QColor(tone))
        off = QPalette.ColorGroup.Disabled
        for part in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(off, part, QColor(tones.faint))
        return palette

    def _sheet(self) -> str:
        source = paths.resource("qss/ducha.qss").read_text(encoding="utf-8")
        icons = paths.resource("icons").as_posix()
        text = Template(source).substitute(
            self.tones._asdict(), icons=icons, mode="dark" if self.dark else "light"
        )
        return _SCALED.sub(lambda match: f"{self.px(float(match[1]))}px", text)


def register_fonts() -> tuple[str, ...]:
    """Make the bundled interface font, in its two weights, and the font of rare characters known to Qt.

    Returns:
        Their families in order of use; empty when the folder holds none (a source tree without fonts).
    """
    families: dict[str, None] = {}  # the two weights of one family are one name
    for name in FONT_FILES:
        path = paths.resource_root() / "fonts" / name
        number = QFontDatabase.addApplicationFont(str(path)) if path.is_file() else -1
        families |= dict.fromkeys(QFontDatabase.applicationFontFamilies(number) if number >= 0 else ())
    return tuple(families)


theme = Theme()
