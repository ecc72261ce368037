"""The three-level cards as PDF: `render` and `render_files` draw a frozen `CardBatch`.

Importing this room loads ReportLab; the window imports it when a card is first asked for.
"""

from ducha_desktop.cards.batch import Content, Rendered, Tick, render, render_files
from ducha_desktop.cards.impose import Layout

__all__ = ["Content", "Layout", "Rendered", "Tick", "render", "render_files"]
