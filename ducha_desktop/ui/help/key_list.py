"""The key list: every shortcut of the window, the figures of the screens, and the keys of tables and forms."""

from collections.abc import Sequence

from ducha_desktop.ui.places import PLACES
from ducha_desktop.ui.shortcuts import MOST_WAYS, Group, Key, way

Entries = Sequence[tuple[str, str]]

TABLE_KEYS: Entries = (
    ("↑ ↓ PageUp PageDown", "上下走，右边的详情跟着换"),
    ("Home End", "到这一行的第一格、最后一格"),
    ("Ctrl+Home Ctrl+End", "到第一行、最后一行"),
    ("Shift+方向键", "连着选几格；按住 Shift 单击也行"),
    ("Shift+空格", "选中整行；单击行左边的亮灯条也行"),
    ("Ctrl+A", "全选"),
    ("空格", "到右边的详情；再按 Esc 回到列表"),
    ("F2", "修改光标所在的格；直接打字则换掉原来的内容"),
    ("Enter Shift+Enter", "到下一行、上一行；正在修改的先存好"),
    ("Tab Shift+Tab", "到右边、左边一格；正在修改的先存好"),
    ("Alt+Enter", "在格里换行"),
    ("Alt+↓", "打开这一格的日历或名单"),
    ("Esc", "不改了，格里还是原来的内容"),
    ("F6 Shift+F6", "离开列表，到下一个、上一个控件"),
)
OUTLINE_KEYS: Entries = (
    ("Enter 空格 ← →", "在组的标题行：折叠、展开这一组"),
    ("Alt+← Alt+→", "在任何一行：折叠、展开；已折叠的到上一层"),
    ("Alt+PageUp Alt+PageDown", "全部折叠、全部展开"),
    ("Ctrl+↑ Ctrl+↓", "到上一组、下一组的标题行"),
    ("Shift+空格", "在组的标题行：选中这一组的全部事项"),
)
NODE_KEYS: Entries = (
    ("↑ ↓ Home End", "在右边的节点上走"),
    ("Enter", "修改节点"),
    ("空格", "登记节点的完成日期"),
    ("Alt+↑ Alt+↓", "把节点上移、下移；鼠标拖动也行"),
    ("Delete", "删除节点"),
)
FORM_KEYS: Entries = (
    ("Tab Shift+Tab", "到下一项、上一项"),
    ("Ctrl+Enter", "保存，或做窗口右下角那个按钮的事"),
    ("Esc", "不做了，离开；打开的列表收起来"),
    ("F1", "这个窗口的说明"),
)


def key_groups() -> list[tuple[str, Entries]]:
    """(heading, [(keys, what they do)]) of the whole list."""
    groups: list[tuple[str, Entries]] = [
        (group.value, [(key.sequence, key.words) for key in Key if key.group is group]) for group in Group
    ]
    ways = [(way(n), f"去{place.words}") for n, place in enumerate(PLACES[:MOST_WAYS], start=1)]
    return [
        groups[0],
        ("去各个画面", ways),
        *groups[1:],
        ("列表中", TABLE_KEYS),
        ("分组和层级", OUTLINE_KEYS),
        ("节点", NODE_KEYS),
        ("填表时", FORM_KEYS),
    ]
