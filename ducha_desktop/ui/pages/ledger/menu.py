"""The context menus of the ledger: of its rows, and of its heading."""

from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu

from ducha_desktop.ui.pages.ledger.deeds import Deeds
from ducha_desktop.ui.pages.ledger.groups_menu import offer_folding
from ducha_desktop.ui.pages.ledger.outlining import Outlining
from ducha_desktop.ui.pages.ledger.views import LedgerViews
from ducha_desktop.ui.shortcuts import Key
from ducha_desktop.ui.tables.view import WindowTable

_MOST = 16
"""Columns in the menu; the rarer ones stand in 列设置."""


def column_menu(table: WindowTable[Any], views: LedgerViews, at: QPoint) -> None:
    """Choose which columns are shown."""
    menu = QMenu(table)
    menu.addAction("列设置…").triggered.connect(views.choose_columns)
    menu.addSeparator()
    for number, column in enumerate(table.window_model.columns):
        if number >= _MOST and not table.is_wanted(column.key):
            continue
        narrow = table.is_wanted(column.key) and table.isColumnHidden(number)
        entry = menu.addAction(f"{column.title}（窗口较窄，暂时收起）" if narrow else column.title)
        entry.setCheckable(True)
        entry.setChecked(table.is_wanted(column.key))
        entry.setEnabled(column.key != "title")
        entry.toggled.connect(lambda on, key=column.key: views.show_column(key, shown=on))
    menu.exec(at)
    menu.deleteLater()


def row_menu(deeds: Deeds, table: WindowTable[Any], at: QPoint, outlining: Outlining) -> None:
    """What can be done with the cells of the block, and with the matters of its rows; on a heading, with its group."""
    count = table.selected_count()
    if not count:
        menu = QMenu(table)
        _offer_group(menu, table, outlining)
        if not menu.isEmpty():
            menu.exec(at)
        menu.deleteLater()
        return
    many = f"这 {count:,} 项" if count > 1 else ""
    menu = QMenu(table)
    for key, words, call in (
        (Key.COPY, "复制", deeds.cells.copy),
        (Key.CUT, "剪切", deeds.cells.cut),
        (Key.PASTE, "粘贴", deeds.cells.paste),
        (Key.FILL_DOWN, "向下填充", deeds.cells.fill_down),
        (Key.REPLACE, "查找和替换…", deeds.cells.replace),
    ):
        menu.addAction(f"{words}\t{key.sequence}").triggered.connect(call)
    menu.addSeparator()
    if count == 1:
        menu.addAction(f"修改事项\t{Key.EDIT.sequence}").triggered.connect(deeds.edit)
    else:
        menu.addAction(f"批量修改{many}…\t{Key.MANY.sequence}").triggered.connect(deeds.edit_many)
        deeds.offer_acts(menu.addMenu(f"批量办理{many}"))
    deeds.placing.offer(menu.addMenu("上级事项"))
    menu.addAction(f"打印{many}督办卡\t{Key.CARDS.sequence}").triggered.connect(deeds.cards)
    menu.addAction(f"{many}四个干运行图…").triggered.connect(deeds.exporting.chart_selection)
    menu.addAction(f"导出{many}到 Excel").triggered.connect(deeds.exporting.export_selection)
    menu.addSeparator()
    menu.addAction(f"删除{many}\t{Key.DELETE.sequence}").triggered.connect(deeds.delete)
    menu.exec(at)
    menu.deleteLater()


def _offer_group(menu: QMenu, table: WindowTable[Any], outlining: Outlining) -> None:
    place = table.currentIndex().row()
    heading = table.window_model.heading(place)
    if heading is None:
        return
    words = "展开" if heading.folded else "折叠"
    menu.addAction(f"{words}这一组\tEnter").triggered.connect(lambda: outlining.turn(place))
    offer_folding(menu, outlining.turn_all)
    menu.addSeparator()
    many = f"选中这一组的 {heading.count:,} 项（再批量修改、办理、打印、导出）\tShift+空格"
    menu.addAction(many).triggered.connect(lambda: outlining.select_group(place))
