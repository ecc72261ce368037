"""Forms left without saving, as the workbench offers them: what was filled in, and on which screen it goes on."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ducha_desktop.ui.pages.workbench.notices import moment_words

if TYPE_CHECKING:
    from ducha_desktop.services.unsaved import UnsavedForm


@dataclass(frozen=True, slots=True)
class FormKind:
    """What the forms of one kind are called, and where they are filled in.

    Attributes:
        word: what was filled in.
        place: key of the screen.
        first: what the clerk must do there before the form can be opened; empty where it opens at once.
    """

    word: str
    place: str
    first: str = ""

    @property
    def opens(self) -> bool:
        """Whether the screen opens the form by itself."""
        return not self.first

    def said(self, form: "UnsavedForm") -> str:
        """`新增事项填到一半（11 月 22 日 10:05），没有保存。`."""
        said = f"{self.word}填到一半（{moment_words(form.kept_at)}），没有保存。"
        return f"{said}{self.first}，就会找回。" if self.first else said


_SELECT = "在台账里再选中要办的事项，打开"
_KINDS = {
    "matter.add": FormKind("新增事项", "ledger"),
    "matter.edit": FormKind("修改事项", "ledger"),
    "matter.act": FormKind("办理事项", "ledger"),
    "matter.act_many": FormKind("一次办理多项", "ledger", f"{_SELECT}同一个办理"),
    "matter.many": FormKind("批量修改", "ledger", f"{_SELECT}“批量修改”"),
    "node.add": FormKind("添加节点", "ledger"),
    "node.edit": FormKind("修改节点", "ledger"),
    "node.lines": FormKind("批量添加节点", "ledger"),
    "matter.good": FormKind("补报进展", "owed", "在“应报未报”里再登记同一期"),
    "duty.form": FormKind("经常性任务", "owed", "在“经常性任务”里再打开同一项"),
    "contact.form": FormKind("督查记录", "owed", "在“督查记录”里再点“登记督查记录”"),
    "register.unit": FormKind("单位资料", "register"),
    "register.person": FormKind("人员资料", "register"),
    "register.post": FormKind("职务", "register"),
    "register.takeover": FormKind("接任", "register"),
    "setup.ledger": FormKind("台账设置", "setup"),
    "setup.procedure": FormKind("办理规则", "setup"),
    "setup.notice": FormKind("放假通知", "setup"),
    "setup.lights": FormKind("亮灯规则", "setup"),
    "setup.office": FormKind("办公室信息", "setup"),
    "import.names": FormKind("认领名称", "import", "再导入同一个文件，打开“认领名称”"),
}
"""By the name of the form up to its first stroke."""


def kind_of(form: "UnsavedForm") -> FormKind:
    """Which kind of form it is."""
    return _KINDS[form.name.partition("/")[0]]
