"""Every keyboard shortcut of the window, once, with the words of the key list."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

MOST_WAYS = 9
"""Screens that a figure with Ctrl leads to: the first nine of the column at the left."""


class Group(Enum):
    """Where a key belongs in the key list."""

    WINDOW = "窗口和帮助"
    MATTERS = "事项"
    LEDGER = "台账列表"
    CELLS = "单元格（和 WPS、Excel 一样）"


class Key(Enum):
    """Shortcut, what it does, and where it stands in the key list."""

    FIND = "Ctrl+F", "在台账中查找", Group.LEDGER
    UNDO = "Ctrl+Z", "撤销", Group.MATTERS
    REDO = "Ctrl+Y", "恢复", Group.MATTERS
    ADD = "Ctrl+N", "新增事项", Group.MATTERS
    EDIT = "Ctrl+E", "修改事项", Group.MATTERS
    MANY = "Ctrl+Shift+E", "批量修改选中的事项", Group.MATTERS
    ACT_MANY = "Ctrl+Shift+B", "批量办理选中的事项", Group.MATTERS
    DELETE = "Ctrl+Del", "删除选中的事项（选中整行时按 Del 也可以）", Group.MATTERS
    CARDS = "Ctrl+P", "打印督办卡", Group.MATTERS
    IMPORT = "Ctrl+O", "导入 Excel 台账", Group.MATTERS
    SAVED = "Ctrl+S", "不用按：每一步都自动保存", Group.MATTERS
    EXPORT = "Ctrl+Shift+S", "导出当前列表", Group.LEDGER
    LIST = "Ctrl+Shift+L", "列出光标所在列的值来筛选", Group.LEDGER
    SORT = "Ctrl+T", "按光标所在的列排序：升序、降序、原来的顺序", Group.LEDGER
    GROUP = "Ctrl+G", "按光标所在的列分组；再按一次不分组", Group.LEDGER
    TREE = "Ctrl+Shift+G", "按层级显示：台账、类别、项、上下级事项；再按一次不分层", Group.LEDGER
    DEEPER = "Alt+Shift+Right", "层级中降一级：放到上一项之下", Group.LEDGER
    HIGHER = "Alt+Shift+Left", "层级中升一级", Group.LEDGER
    CLEAR = "Del", "清空选中的单元格；选中整行时删除事项", Group.CELLS
    UNSELECT = "Esc", "清除选择，只留光标所在的单元格", Group.CELLS
    COPY = "Ctrl+C", "复制选中的单元格", Group.CELLS
    CUT = "Ctrl+X", "剪切选中的单元格", Group.CELLS
    PASTE = "Ctrl+V", "粘贴，从光标所在的单元格往下往右", Group.CELLS
    FILL_DOWN = "Ctrl+D", "向下填充", Group.CELLS
    FILL_RIGHT = "Ctrl+R", "向右填充", Group.CELLS
    REPLACE = "Ctrl+H", "查找和替换：选中的格、当前列或整个列表", Group.CELLS
    TODAY = "Ctrl+;", "填写今天的日期", Group.CELLS
    SEARCH = "Ctrl+K", "查找命令、事项、单位、人员和帮助", Group.WINDOW
    WINDOW = "Ctrl+Shift+N", "新窗口：再开一个窗口看同一个台账", Group.WINDOW
    REFRESH = "F5", "重新读取", Group.WINDOW
    KEYS = "Ctrl+/", "按键一览", Group.WINDOW
    HELP = "F1", "帮助：当前画面的说明", Group.WINDOW

    @property
    def sequence(self) -> str:
        """The keys."""
        return self.value[0]

    @property
    def words(self) -> str:
        """What they do."""
        return self.value[1]

    @property
    def group(self) -> Group:
        """Where they stand in the key list."""
        return self.value[2]


def way(number: int) -> str:
    """The keys that lead to the screen at that place, from 1, of the column at the left."""
    return f"Ctrl+{number}"


def bind(owner: QWidget, key: Key, call: Callable[[], None], *, inside: bool = False) -> QShortcut:
    """Let `key` call `call` anywhere in the window of `owner`, or only inside `owner`."""
    shortcut = QShortcut(QKeySequence(key.sequence), owner)
    if inside:
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(call)
    return shortcut
