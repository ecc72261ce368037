"""The screens of the window: their keys, words and icons."""

from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.widgets.navigation import Place

PLACES = (
    Place("workbench", "工作台", Icon.WORKBENCH),
    Place("origins", "来源登记", Icon.FOLDER),
    Place("ledger", "台账", Icon.LEDGER),
    Place("stats", "统计", Icon.STACK),
    Place("import", "导入", Icon.IMPORT),
    Place("cards", "督办卡", Icon.CARDS),
    Place("owed", "报送", Icon.CALENDAR),
    Place("register", "单位人员", Icon.OFFICE),
    Place("setup", "台账设置", Icon.COLUMNS),
    Place("history", "历史与回收站", Icon.HISTORY, rule_above=True),
    Place("backups", "备份与恢复", Icon.BACKUP),
    Place("settings", "系统设置", Icon.SETTINGS),
)
