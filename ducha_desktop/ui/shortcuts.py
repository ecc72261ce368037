"""Every keyboard shortcut of the window, once, with the words of the key list."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


class Key(Enum):
    """Shortcut and what it does."""

    SEARCH = "Ctrl+K", "搜索事项、编号、单位、领导"
    FIND = "Ctrl+F", "在台账中查找"
    UNDO = "Ctrl+Z", "撤销"
    REDO = "Ctrl+Y", "恢复"
    ADD = "Ctrl+N", "新增事项"
    EDIT = "Ctrl+E", "修改事项"
    DELETE = "Del", "删除选中的事项"
    CARDS = "Ctrl+P", "打印督办卡"
    IMPORT = "Ctrl+O", "导入 Excel 台账"
    EXPORT = "Ctrl+S", "导出当前列表"
    SORT = "Ctrl+T", "按光标所在的列排序：升序、降序、原来的顺序"
    TO_LEDGER = "Ctrl+1", "去台账"
    TO_IMPORT = "Ctrl+2", "去导入"
    TO_CARDS = "Ctrl+3", "去督办卡"
    TO_HISTORY = "Ctrl+4", "去历史与回收站"
    TO_BACKUPS = "Ctrl+5", "去备份与恢复"
    REFRESH = "F5", "重新读取"
    KEYS = "Ctrl+/", "按键一览"
    HELP = "F1", "帮助：按键一览"

    @property
    def sequence(self) -> str:
        """The keys."""
        return self.value[0]

    @property
    def words(self) -> str:
        """What they do."""
        return self.value[1]


def bind(owner: QWidget, key: Key, call: Callable[[], None], *, inside: bool = False) -> QShortcut:
    """Let `key` call `call` anywhere in the window of `owner`, or only inside `owner`."""
    shortcut = QShortcut(QKeySequence(key.sequence), owner)
    if inside:
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
    shortcut.activated.connect(call)
    return shortcut
