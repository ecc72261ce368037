"""Drawing charts: in a worker, for the library that draws them takes its time to load."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from ducha_desktop.ui.operations import Door, Read, Task

if TYPE_CHECKING:
    from ducha_desktop.typeset.easel import Chart, ChartInk

Paint = Callable[[float, "ChartInk"], "Chart"]
"""Draws a chart of a width in the given ink."""

_ONE_AT_A_TIME = threading.Lock()


def draw(paint: Paint, width: float, *, size: float, inks: tuple[str, str, str, str]) -> "Read[Chart]":
    """A chart and its SVG.

    Args:
        paint: what draws it.
        width: room for it in pixels.
        size: of its words in pixels.
        inks: colours of words, of soft words, of lines and of tracks.
    """

    def work(_door: Door, task: Task) -> "Chart":
        from ducha_desktop.typeset.easel import ChartInk

        with _ONE_AT_A_TIME:
            task.check()
            text, soft, line, track = inks
            chart = paint(width, ChartInk(text=text, soft=soft, line=line, track=track, size=size))
            _ = chart.svg  # kept by the chart, so that the window has only to show it
        return chart

    return Read(work)
