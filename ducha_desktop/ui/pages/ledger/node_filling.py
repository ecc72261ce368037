"""Filling in the forms of nodes: what is typed survives a power cut, a refusal and a change of mind."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services.views import MatterDetail, MilestoneView
from ducha_desktop.ui import ask
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import Door, Write, nodes
from ducha_desktop.ui.operations import ledger as ledger_ops
from ducha_desktop.ui.run import take_back

if TYPE_CHECKING:
    from collections.abc import Callable

    from ducha_desktop.services.nodes import NodeDraft
    from ducha_desktop.services.unsaved import UnsavedForm
    from ducha_desktop.ui.pages.ledger.saving_dialog import SavingDialog

ADD, EDIT, LINES = "node.add/", "node.edit/", "node.lines/"
"""Names of the forms: behind the matter stands the place of a new node, or the uid of the one that is changed."""


@dataclass(frozen=True, slots=True)
class Plan:
    """A matter and its nodes."""

    matter: str
    nodes: "Sequence[MilestoneView]"


class NodeFilling(QObject):
    """Opens the forms of nodes over one part of the screen, and says what was saved, with 撤销."""

    def __init__(self, door: Door, parent: QWidget) -> None:
        """Serve `parent`."""
        super().__init__(parent)
        self._door, self._over = door, parent

    def add(self, plan: Plan, place: int | None = None, again: "Mapping[str, str] | None" = None) -> None:
        """Ask for a new node; it comes last, or at a place."""
        from ducha_desktop.ui.pages.ledger.node_form import NodeDialog

        def save(draft: "NodeDraft") -> Write[Changes]:
            return nodes.add(plan.matter, [draft], place)

        dialog = NodeDialog(self._over, self._door, plan.nodes, self._door.office.today, save=save)
        name = f"{ADD}{plan.matter}/{'' if place is None else place}"
        self._fill_in(dialog, name, lambda typed: self.add(plan, place, typed), again)

    def add_lines(self, plan: Plan, again: "Mapping[str, str] | None" = None) -> None:
        """Ask for several nodes at once, or for a template."""
        from ducha_desktop.ui.pages.ledger.node_lines import NodeLinesDialog

        dialog = NodeLinesDialog(self._over, self._door, plan.matter)
        self._fill_in(dialog, f"{LINES}{plan.matter}", lambda typed: self.add_lines(plan, typed), again)

    def edit(self, plan: Plan, node: MilestoneView, again: "Mapping[str, str] | None" = None) -> None:
        """Change a node."""
        from ducha_desktop.ui.pages.ledger.node_form import NodeDialog

        def save(draft: "NodeDraft") -> Write[Changes]:
            return nodes.edit(node.uid, draft)

        others = [other for other in plan.nodes if other.uid != node.uid]
        dialog = NodeDialog(self._over, self._door, others, self._door.office.today, save=save, node=node)
        name = f"{EDIT}{plan.matter}/{node.uid}"
        self._fill_in(dialog, name, lambda typed: self.edit(plan, node, typed), again)

    def go_on(self, form: "UnsavedForm") -> None:
        """Open the form that a power cut closed, whatever matter is shown; the keeper fills it in."""
        matter, _, rest = form.name.partition("/")[2].partition("/")

        def reopen(found: MatterDetail) -> None:
            plan = Plan(matter, found.milestones)
            node = next((each for each in plan.nodes if each.uid == rest), None)
            if form.name.startswith(LINES):
                self.add_lines(plan)
            elif form.name.startswith(ADD):
                self.add(plan, int(rest) if rest else None)
            elif node is not None:
                self.edit(plan, node)
            else:
                ask.toast(self._over, "这个节点已经删除；撤销删除后，填写的内容可以找回")

        ledger_ops.detail(matter).then(reopen).start(self._door, self)

    def show(self, dialog: "SavingDialog") -> None:
        """Show a dialog about nodes in which little is typed."""
        if dialog.exec() and dialog.changes is not None:
            self.done(dialog.changes)
        dialog.deleteLater()

    def done(self, changes: Changes) -> None:
        """Say what was saved."""
        ask.toast(self._over, f"已保存：{changes.words}", undo=self._undo)

    def _fill_in(
        self,
        dialog: "SavingDialog",
        name: str,
        reopen: "Callable[[Mapping[str, str]], None]",
        again: "Mapping[str, str] | None",
    ) -> None:
        keeper = dialog.keeper = Keeper(self._door, name, dialog, self._over, again=again)
        if dialog.exec() and dialog.changes is not None:
            keeper.settle()
            self.done(dialog.changes)
        else:
            keeper.give_up(reopen)
        dialog.deleteLater()

    def _undo(self) -> None:
        take_back(self._over, self._door)
