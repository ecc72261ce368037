"""Colours that mean the same on every paper: the lights, by their code."""

from ducha_desktop.typeset.lines import Colour

LIGHT_INKS: dict[str, Colour] = {
    "green": (0.1, 0.5, 0.26),
    "yellow": (0.93, 0.69, 0.07),
    "orange": (0.9, 0.43, 0.06),
    "red": (0.78, 0.1, 0.12),
    "grey": (0.55, 0.55, 0.55),
}
"""Printed beside the light's word, never in its place."""
