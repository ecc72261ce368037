"""What the menus of the ledger and the register offer, as commands of the palette: each in the words of its menu."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from ducha_desktop.ui import ask
from ducha_desktop.ui.shell import Shell
from ducha_desktop.ui.shortcuts import Key

if TYPE_CHECKING:
    from ducha_desktop.ui.pages.ledger.detail_nodes import Nodes
    from ducha_desktop.ui.pages.ledger.page import LedgerPage
    from ducha_desktop.ui.pages.register.page import RegisterPage

NOTHING_CHOSEN = "请先在台账里选中一件事项，再用这个命令"
NO_NODES = "这件事项还没有节点，请先添加节点"


@dataclass(frozen=True, slots=True)
class Deed:
    """One command.

    Attributes:
        words: as in the menu, several matters called 选中的事项.
        keys: what does it without the palette; empty for none.
        do: does it in the window.
    """

    words: str
    keys: str
    do: Callable[[Shell], None]


def _page(window: Shell) -> "LedgerPage":
    window.open("ledger")
    return window.ledger


def _on_list(call: "Callable[[LedgerPage], object]") -> Callable[[Shell], None]:
    """A deed on the whole list."""
    return lambda window: _ignore(call(_page(window)))


def _on_rows(call: "Callable[[LedgerPage], object]") -> Callable[[Shell], None]:
    """A deed on what is selected, or on the cell of the cursor."""

    def do(window: Shell) -> None:
        page = _page(window)
        if page.table.selected_count():
            call(page)
        else:
            ask.toast(page, NOTHING_CHOSEN)

    return do


def _on_nodes(call: "Callable[[Nodes], object]", *, some: bool = False) -> Callable[[Shell], None]:
    """A deed on the plan of the matter in the detail panel; `some`: on nodes that are there already."""

    def do(window: Shell) -> None:
        from ducha_desktop.ui.pages.ledger.detail_nodes import Nodes

        page = _page(window)
        row, plan = page.table.current_row(), page.detail.findChild(Nodes)
        if row is None or page.matter is None or page.matter.row.uid != row.uid or plan is None:
            ask.toast(page, NOTHING_CHOSEN)
        elif some and not plan.nodes:
            ask.toast(page, NO_NODES)
        else:
            call(plan)

    return do


def _on_register(call: "Callable[[RegisterPage], object]") -> Callable[[Shell], None]:
    return lambda window: _ignore(call(cast("RegisterPage", window.open("register"))))


def _ignore(_done: object) -> None:
    """A command answers nothing."""


DEEDS: tuple[Deed, ...] = (
    Deed("修改事项", Key.EDIT.sequence, _on_rows(lambda page: page.deeds.edit())),
    Deed("批量修改选中的事项", Key.MANY.sequence, _on_rows(lambda page: page.deeds.edit_many())),
    Deed("批量办理选中的事项", Key.ACT_MANY.sequence, _on_rows(lambda page: page.deeds.act_on_many())),
    Deed("删除选中的事项", Key.DELETE.sequence, _on_rows(lambda page: page.deeds.delete())),
    Deed("打印选中的事项督办卡", Key.CARDS.sequence, _on_rows(lambda page: page.deeds.cards())),
    Deed("添加节点", "", _on_nodes(lambda plan: plan.add())),
    Deed("批量添加节点", "", _on_nodes(lambda plan: plan.add_lines())),
    Deed("倒排工期", "", _on_nodes(lambda plan: plan.plan(), some=True)),
    Deed("选中的事项四个干运行图", "", _on_rows(lambda page: page.deeds.exporting.chart_selection())),
    Deed("当前列表的四个干运行图", "", _on_list(lambda page: page.deeds.exporting.chart())),
    Deed("导出当前列表到 Excel", Key.EXPORT.sequence, _on_list(lambda page: page.deeds.exporting.export())),
    Deed("导出当前列表到可打印的 PDF", "", _on_list(lambda page: page.deeds.exporting.to_pdf())),
    Deed("导出选中的事项到 Excel", "", _on_rows(lambda page: page.deeds.exporting.export_selection())),
    Deed("保存空白导入模板", "", _on_list(lambda page: page.deeds.exporting.template())),
    Deed("查找和替换", Key.REPLACE.sequence, _on_rows(lambda page: page.deeds.cells.replace())),
    Deed("复制", Key.COPY.sequence, _on_rows(lambda page: page.deeds.cells.copy())),
    Deed("剪切", Key.CUT.sequence, _on_rows(lambda page: page.deeds.cells.cut())),
    Deed("粘贴", Key.PASTE.sequence, _on_rows(lambda page: page.deeds.cells.paste())),
    Deed("向下填充", Key.FILL_DOWN.sequence, _on_rows(lambda page: page.deeds.cells.fill_down())),
    Deed("放到另一事项之下", "", _on_rows(lambda page: page.deeds.placing.choose())),
    Deed("降一级，放到上一项之下", Key.DEEPER.sequence, _on_rows(lambda page: page.deeds.placing.deeper())),
    Deed("升一级", Key.HIGHER.sequence, _on_rows(lambda page: page.deeds.placing.higher())),
    Deed("不再属于上级事项", "", _on_rows(lambda page: page.deeds.placing.let_out())),
    Deed("列设置", "", _on_list(lambda page: page.views.choose_columns())),
    Deed("把当前列表保存为视图", "", _on_list(lambda page: page.views.keep_new())),
    Deed("清除筛选", "", _on_list(lambda page: page.clear_filters())),
    Deed("全部折叠", "Alt+PgUp", _on_list(lambda page: page.outlining.turn_all(True))),
    Deed("全部展开", "Alt+PgDown", _on_list(lambda page: page.outlining.turn_all(False))),
    Deed("新增单位或人员", "", _on_register(lambda page: page.deeds.filling.add())),
    Deed("导入单位或人员名单", "", _on_register(lambda page: page.deeds.import_list())),
    Deed("导出名册", "", _on_register(lambda page: page.deeds.export_list())),
)
