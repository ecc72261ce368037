"""Which page of the manual belongs to which screen, dialog and refusal: the one place that says so."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QWidget

from ducha_desktop.ui.help.manual import FIRST

SCREENS: dict[str, str] = {
    "first_start": "first-open",
    "workbench": "workbench",
    "origins": "origins",
    "ledger": "find",
    "intake": "import",
    "cards": "cards",
    "duties": "owed",
    "register": "register",
    "setup": "setup",
    "history": "undo",
    "backups": "backup",
    "settings": "settings",
    "stats": "stats",
    "run_chart": "nodes#四个干运行图",
}
"""By package under `ui/pages`: the page of the screen, and of its dialogs unless they have one of their own."""

DIALOGS: dict[str, str] = {
    "MatterForm": "edit",
    "SplitDialog": "origins#分解成事项",
    "ReplyDialog": "origins#回复和回复率",
    "MergeListsDialog": "origins#合并两份清单",
    "LimitsDialog": "origins#默认时限",
    "ChainDialog": "origins#责任链和改派",
    "ReassignDialog": "origins#责任链和改派",
    "SimilarDialog": "origins#登记时找出相近的事项",
    "ActDialog": "act",
    "DutyForm": "owed#经常性任务",
    "ContactForm": "owed#督查记录",
    "RulesDialog": "owed#督查负担",
    "PressDialog": "press",
    "LiftDialog": "press#摘牌",
    "NamesDialog": "import#名称对不上",
    "MergeDialog": "register#合并重复的",
    "TakeoverDialog": "register#领导换了人",
    "NoticeDialog": "holidays#录入一年的放假通知",
    "ExtrasDialog": "setup#附加字段",
    "ManyDialog": "edit#一次改许多项",
    "ReplaceDialog": "edit#查找和替换",
    "ColumnsDialog": "find#看哪些列",
    "EarlierDialog": "undo#恢复到这一时点",
    "NodeDialog": "nodes#添加和修改节点",
    "FinishDialog": "nodes#添加和修改节点",
    "NodeLinesDialog": "nodes#一次添加许多节点",
    "ScheduleDialog": "nodes#倒排工期",
    "RunChartDialog": "nodes#四个干运行图",
    "RenameDialog": "attachments#改名和分类",
    "StepsDialog": "undo#一次撤销许多步",
    "RestoreDialog": "backup#恢复备份",
    "ProgressDialog": "window#等待和取消",
    "KeysDialog": "keys",
    "RefusalDialog": "errors",
}
"""By class."""

PARTS: dict[str, str] = {
    "CalendarPart": "holidays",
    "LightsPart": "setup#亮灯规则",
    "LadderPart": "setup#升级规则",
    "DutiesPart": "owed#经常性任务",
    "BurdenPart": "owed#督查负担",
    "ContactsPart": "owed#督查记录",
    "OfficePart": "setup#办公室信息",
    "DetailPanel": "act",
}
"""By class, of parts of a screen in which the cursor stands."""

HEADINGS: dict[str, str] = {
    "文件有打开口令": "import#文件打不开",
    "给这份备份设一个口令": "backup#带口令的备份",
    "出了点问题": "errors#出了点问题",
}
"""By heading, of dialogs without a class of their own."""

REFUSALS: dict[str, str] = {
    "refused": "errors#没有完成",
    "not_found": "errors#没有找到",
    "newer_version": "errors#版本较新",
    "usage": "errors#填写不对",
    "ambiguous": "errors#填写不对",
    "environment": "errors#磁盘和权限",
    "in_use": "errors#正由另一个程序写入",
    "damaged": "errors#文件损坏",
    "encrypted": "import#文件打不开",
    "too_large": "import#文件打不开",
    "not_allowed": "errors#没有完成",
    "unreadable": "import#文件打不开",
}
"""By code of the refusal; `unreadable` is any refusal of a file that was to be imported."""

_PAGES = "ducha_desktop.ui.pages."


def topic_of(widget: QObject | None) -> str:
    """The page, with its section where one fits, for what the clerk is looking at."""
    while widget is not None:
        found = _own_topic(widget)
        if found:
            return found
        widget = widget.parent()
    return FIRST


def _own_topic(widget: QObject) -> str:
    kind = type(widget)
    if isinstance(widget, QDialog):
        named = (
            REFUSALS.get(getattr(widget, "code", ""))
            or DIALOGS.get(kind.__name__)
            or HEADINGS.get(widget.windowTitle())
        )
        if named:
            return named
    if kind.__name__ in PARTS:
        return PARTS[kind.__name__]
    if kind.__module__.startswith(_PAGES) and isinstance(widget, QWidget):
        return SCREENS.get(kind.__module__.removeprefix(_PAGES).split(".")[0], "")
    return ""
