"""The context menus of the ledger: of its rows, and of its heading."""

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from ducha_desktop.ui.pages.ledger.deeds import Deeds
from ducha_desktop.ui.tables.view import WindowTable


def column_menu(table: WindowTable[Any], at: QPoint) -> None:
    """Choose which columns are shown."""
    menu = QMenu(table)
    for number, column in enumerate(table.window_model.columns):
        narrow = table.is_wanted(column.key) and table.isColumnHidden(number)
        entry = menu.addAction(f"{column.title}（窗口较窄，暂时收起）" if narrow else column.title)
        entry.setCheckable(True)
        entry.setChecked(table.is_wanted(column.key))
        entry.setEnabled(column.key != "title")
        entry.toggled.connect(lambda on, key=column.key: table.show_column(key, shown=on))
    menu.exec(at)
    menu.deleteLater()


def row_menu(deeds: Deeds, table: WindowTable[Any], at: QPoint) -> None:
    """What can be done with the selected rows."""
    count = table.selected_count()
    if not count:
        return
    many = f"这 {count:,} 项" if count > 1 else ""
    menu = QMenu(table)
    if count == 1:
        menu.addAction("修改\tCtrl+E").triggered.connect(deeds.edit)
    menu.addAction(f"打印{many}督办卡\tCtrl+P").triggered.connect(deeds.cards)
    menu.addAction(f"导出{many}到 Excel").triggered.connect(deeds.export_selection)
    menu.addAction("复制\tCtrl+C").triggered.connect(table.copy)
    menu.addSeparator()
    menu.addAction(f"删除{many}\tDelete").triggered.connect(deeds.delete)
    menu.exec(at)
    menu.deleteLater()
