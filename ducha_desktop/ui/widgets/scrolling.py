"""A body that may be taller than the screen, in a frame that is not seen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class Scroller(QScrollArea):
    """Scrolls one body; a screen that is nothing else inherits from it."""

    def __init__(self, *, sideways: bool = False, stop: bool = False) -> None:
        """Start without a body.

        Args:
            sideways: whether a bar may stand below it, for what cannot be made narrower.
            stop: whether Tab stops here. Only where the body holds words and no fields: fields bring the frame along
                when they are reached, words are scrolled by the keys of the frame.
        """
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        if not stop:
            self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if not sideways:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def scrolling(body: QWidget, *, sideways: bool = False, stop: bool = False) -> Scroller:
    """The body in a `Scroller`."""
    area = Scroller(sideways=sideways, stop=stop)
    area.setWidget(body)
    return area
