"""撤销到这里为止: which acts that would be, in the order in which they would go."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ducha_desktop.services.history import Steps
from ducha_desktop.ui.theme import GAP_S, theme
from ducha_desktop.ui.widgets.basics import label
from ducha_desktop.ui.widgets.dialog import Dialog
from ducha_desktop.ui.widgets.scrolling import scrolling

_LISTED = 200
_TALL = 300


class StepsDialog(Dialog):
    """Names every step; the deed does all of them or none."""

    def __init__(self, parent: QWidget, steps: Steps) -> None:
        """Build the list."""
        verb = "恢复" if steps.forth else "撤销"
        super().__init__(parent, f"{verb}到这里为止", width=560)
        said = f"将按下面的次序{verb} {len(steps.acts)} 步，要么全部{verb}，要么一步也不动："
        self.body.addWidget(label(said, wrap=True))
        body = QWidget()
        body.setProperty("part", "plain")
        box = QVBoxLayout(body)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_S)
        # One label: two hundred of them would hold up the window.
        listed = [f"{number}. {words}" for number, (_, words) in enumerate(steps.acts[:_LISTED], start=1)]
        if len(steps.acts) > _LISTED:
            listed.append(f"另有 {len(steps.acts) - _LISTED:,} 步")
        box.addWidget(label("\n".join(listed), "soft", wrap=True))
        box.addStretch(1)
        area = scrolling(body, sideways=True, stop=True)
        area.setFixedHeight(min(theme.px(_TALL), box.totalHeightForWidth(theme.px(500)) + 4))
        self.body.addWidget(area)
        back = "恢复" if not steps.forth else "撤销"
        self.body.addWidget(label(f"之后还可以一步一步{back}回来。", "small", wrap=True))
        self.add_buttons(f"{verb}这 {len(steps.acts)} 步")
