"""经常性任务: what units or the office owe again and again; sets to take over, a form to change them."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.duties import PRESETS
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import obligations as ops
from ducha_desktop.ui.pages.duties.columns import duty_columns
from ducha_desktop.ui.pages.duties.duty_form import DutyForm
from ducha_desktop.ui.run import step_back
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import WindowTable
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL
from ducha_desktop.ui.widgets.basics import EmptyState, button, label, rule
from ducha_desktop.ui.widgets.flow import spread

if TYPE_CHECKING:
    from ducha_desktop.services.duties import DutyView
    from ducha_desktop.services.obligations import UnitChoice

FORM = "duty.form"


class DutiesPart(QWidget):
    """The list of duties."""

    def __init__(self, door: Door) -> None:
        """Build it; `load` fills it in."""
        super().__init__()
        self.door = door
        self.views: Sequence[DutyView] = ()
        self.units: Sequence[UnitChoice] = ()
        self.model: WindowModel[DutyView] = WindowModel(door, duty_columns(), self)
        self.table: WindowTable[DutyView] = WindowTable(self.model)
        self._build()
        self.table.opened.connect(self.change)
        self.table.doubleClicked.connect(lambda _index: self.change())
        self.table.walked.connect(lambda _row: self._offer())
        self.model.counted.connect(self._arrived)

    def load(self) -> None:
        """Read the list."""
        ops.units().latest("units").then(self._keep_units).start(self.door, self)
        ops.duties().latest("duties").then(self._show).start(self.door, self)

    def begin(self) -> None:
        """In the list."""
        self.table.setFocus()

    def _build(self) -> None:
        self.presets = button("添加现成的一套", glyph=Icon.STACK, opens=True)
        menu = QMenu(self.presets)
        for preset in PRESETS:
            action = menu.addAction(f"{preset.word}（{preset.origin}，{len(preset.duties)} 项）")
            action.triggered.connect(lambda _on=False, key=preset.key: self.adopt(key))
        self.presets.setMenu(menu)
        self.remove = button("删除", self._remove, kind="quiet", glyph=Icon.TRASH)
        self.edit = button("修改…", self.change, glyph=Icon.EDIT)
        self.add = button("新增…", partial(self._fill, None), kind="primary", glyph=Icon.ADD)
        said = label("添加以后就出现在“应报未报”里，名称、周期、范围都可以改。", "soft")
        head = spread((said,), (self.remove, self.edit, self.presets, self.add))
        head.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_M)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.table.setAccessibleName("经常性任务")
        self.stack.addWidget(
            EmptyState(
                Icon.CALENDAR, "还没有经常性任务",
                "每周一报、每月双报、月跟进季督查这类不跟着单个事项走的任务，点“添加现成的一套”就有，再按本县的做法改。",
            )
        )  # fmt: skip
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(rule())
        box.addWidget(self.stack, 1)
        self._offer()

    def adopt(self, key: str) -> None:
        """Take over a set."""
        ops.adopt(key).then(lambda done: self._done(done[1])).start(self.door, self)

    def change(self) -> None:
        """Change the duty at the cursor."""
        view = self.table.current_row()
        if view is not None:
            self._fill(view)

    def _fill(self, view: "DutyView | None", again: Mapping[str, str] | None = None) -> None:
        form = DutyForm(self, view.draft if view else None, self.units, self.door.office.today)
        uid = view.uid if view else ""
        keeper = Keeper(self.door, f"{FORM}/{uid}", form, self, again=again)
        if form.exec() and form.draft is not None:
            deed = keeper.saving(ops.save_duty(uid, form.draft))
            deed.then(keeper.saved(lambda done: self._done(done[1]))).start(self.door, self)
        else:
            keeper.give_up(lambda typed: self._fill(view, typed))
        form.deleteLater()

    def _remove(self) -> None:
        rows = [self.model.row(place) for place in self.table.selected_rows()]
        uids = [row.uid for row in rows if row is not None]
        if uids:
            ops.remove_duties(uids).then(lambda done: self._done(done[1])).start(self.door, self)

    def _done(self, changes: Changes) -> None:
        undo = partial(step_back, self, self.door, then=lambda _changes: None)
        ask.toast(self, f"已{changes.words}", undo=undo)

    def _keep_units(self, units: "Sequence[UnitChoice]") -> None:
        self.units = units

    def _show(self, views: "Sequence[DutyView]") -> None:
        self.views = views
        self._place = max(self.table.currentIndex().row(), 0)
        self.stack.setCurrentIndex(0 if views else 1)
        self.model.open(ListSource(views))

    _place = 0

    def _arrived(self, count: int) -> None:
        if count:
            self.table.go_to(min(self._place, count - 1))
        self._offer()

    def _offer(self) -> None:
        for part in (self.remove, self.edit):
            part.setEnabled(bool(self.views))
