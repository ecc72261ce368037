"""The key list: every shortcut of the window, the figures of the screens, and the keys of tables and forms."""

from collections.abc import Sequence

from ducha_desktop.ui.places import PLACES
from ducha_desktop.ui.shortcuts import MOST_WAYS, Group, Key, way

Entries = Sequence[tuple[str, str]]

TABLE_KEYS: Entries = (
    ("↑ ↓ PageUp PageDown", "上下走，右边的详情跟着换"),
    ("Ctrl+Home Ctrl+End", "到第一行、最后一行"),
    ("Shift+↑ Shift+↓", "连着选几行"),
    ("空格", "到右边的详情；再按 Esc 回到列表"),
    ("F2", "修改光标所在的格；直接打字也行"),
    ("Enter", "改完这一格，到下一行"),
    ("Tab", "改完这一格，到右边一格"),
    ("Ctrl+C", "复制选中的行，可粘贴到 WPS 或 Excel"),
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
    return [groups[0], ("去各个画面", ways), *groups[1:], ("列表中", TABLE_KEYS), ("填表时", FORM_KEYS)]
