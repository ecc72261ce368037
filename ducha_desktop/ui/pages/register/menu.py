"""The menu of a line."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from ducha_desktop.ui.pages.register.deeds import RegisterDeeds
from ducha_desktop.ui.pages.register.screen import RegisterScreen


def row_menu(page: RegisterScreen, deeds: RegisterDeeds, at: QPoint) -> None:
    """Offer what can be done to the selected entries."""
    selected = page.chosen_alike()
    waiting = {twin.uid for twin in page.lists.twins} & set(selected)
    one = len(selected) == 1
    menu = QMenu(page)
    for words, call, allowed in (
        ("修改…　Ctrl+E", deeds.filling.edit, one),
        ("合并…　Ctrl+M", deeds.merge, bool(selected)),
        (f"确认 {len(waiting)} 个名称" if len(waiting) > 1 else "确认", deeds.confirm, bool(waiting)),
        ("排名上移　Alt+↑", deeds.move_up, one and not waiting),
        ("排名下移　Alt+↓", deeds.move_down, one and not waiting),
        ("删除　Del", deeds.remove, one),
    ):
        action = menu.addAction(words)
        action.setEnabled(allowed)
        action.triggered.connect(lambda _on=False, call=call: call())
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(at)
