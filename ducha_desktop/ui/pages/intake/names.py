"""认领名称: what each unknown or doubtful name of the file means, answered once and remembered."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services.drafts import NameAnswer, NameDoubt, NameQuestions
from ducha_desktop.ui import ask
from ducha_desktop.ui.keeper import Keeper
from ducha_desktop.ui.operations import Door, intake_names
from ducha_desktop.ui.pages.intake.name_field import NameField
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import label, rule
from ducha_desktop.ui.widgets.form_dialog import FormDialog
from ducha_desktop.ui.widgets.scrolling import Scroller, scrolling

MOST_AT_ONCE = 200
_INTRO = "认领过的名称会记住，下次同一单位报来的表自动认出；没有认领的，导入时按新名称登记，列为待确认。"
_LONGEST_NAME = 24
_AS_NEW = "new"
_FORM = "import.names"


class NamesDialog(FormDialog):
    """Every name with the rows that use it and a choice; `answers` once it is accepted."""

    snug = False

    def __init__(self, parent: QWidget | None, asked: NameQuestions) -> None:
        """List the names, most used first."""
        super().__init__(parent, "认领名称", width=760)
        self._doubts = asked.doubts[:MOST_AT_ONCE]
        self.fields: list[NameField] = []
        rest = len(asked.doubts) - len(self._doubts)
        more = f"这里先列用得最多的 {MOST_AT_ONCE} 个，其余 {rest} 个认领后再打开即可看到。" if rest else ""
        self.body.addWidget(label(_INTRO + more, "soft", wrap=True))
        self.body.addWidget(self.said)
        self.body.addWidget(self._list(asked), 1)
        self.deed = self.add_buttons("记住")
        self._began = {key: field.uid for key, field in self._by_key().items()}
        for field in self.fields:
            field.currentIndexChanged.connect(self._count)
            field.currentIndexChanged.connect(self.touch)
        self._count()
        self.resize(theme.px(760), theme.px(min(620, 236 + 35 * len(self._doubts))))
        if self.fields:
            self.fields[0].setFocus()

    @property
    def answers(self) -> tuple[NameAnswer, ...]:
        """What there is to remember; a new name that would become provisional anyway is no answer."""
        return tuple(
            NameAnswer(doubt.words, is_unit=doubt.is_unit, target_uid=field.uid)
            for doubt, field in zip(self._doubts, self.fields, strict=True)
            if field.uid or doubt.taken
        )

    @property
    def values(self) -> dict[str, str]:
        """The names that were given another meaning, and the uid of that."""
        now = {key: field.uid for key, field in self._by_key().items()}
        return {key: uid or _AS_NEW for key, uid in now.items() if uid != self._began[key]}

    def bring_back(self, values: Mapping[str, str], said: str) -> None:
        """Choose what was chosen for the same names, and say so."""
        fields = self._by_key()
        mine = values.keys() & fields.keys()
        for key in mine:
            fields[key].pick("" if values[key] == _AS_NEW else values[key])
        self.said.say(said if mine else "", "accent")

    def _by_key(self) -> dict[str, NameField]:
        return {
            f"{'unit' if doubt.is_unit else 'person'}/{doubt.words}": field
            for doubt, field in zip(self._doubts, self.fields, strict=True)
        }

    def _list(self, asked: NameQuestions) -> Scroller:
        body = QWidget()
        body.setProperty("part", "plain")
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, GAP_M, 0)
        grid.setHorizontalSpacing(GAP_XL)
        grid.setVerticalSpacing(GAP_S)
        grid.setColumnStretch(2, 1)
        for is_unit, kind in ((True, "单位"), (False, "人员")):
            doubts = [doubt for doubt in self._doubts if doubt.is_unit is is_unit]
            if not doubts:
                continue
            line = grid.rowCount()
            for place, heading in enumerate((f"表中的{kind}", "用到", "认作")):
                name = label(heading, "faint")
                if place == 1:
                    name.setAlignment(Qt.AlignmentFlag.AlignRight)
                grid.addWidget(name, line, place)
            grid.addWidget(rule(), line + 1, 0, 1, 3)
            for doubt in doubts:
                field = NameField(doubt, asked.units if is_unit else asked.people)
                self._add(grid, doubt, field)
            grid.setRowMinimumHeight(grid.rowCount(), GAP_L)
        grid.setRowStretch(grid.rowCount(), 1)
        return scrolling(body)

    def _add(self, grid: QGridLayout, doubt: NameDoubt, field: NameField) -> None:
        line = grid.rowCount()
        grid.addWidget(_name(doubt.words), line, 0)
        count = label(f"{doubt.rows:,} 行", "soft")
        count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(count, line, 1)
        grid.addWidget(field, line, 2)
        self.fields.append(field)

    def _count(self) -> None:
        count = len(self.answers)
        self.deed.setText(f"记住 {count:,} 个名称" if count else "记住")
        self.deed.setEnabled(bool(count))


def _name(words: str) -> QLabel:
    made = label(words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…")
    made.setToolTip(words)
    return made


def ask_names(page: QWidget, door: Door, doubts: Sequence[NameDoubt], *, then: Callable[[], None]) -> None:
    """Ask about the doubts of a plan and remember the answers; `then` makes the plan again."""

    def show(asked: NameQuestions) -> None:
        dialog = NamesDialog(page, asked)
        keeper = Keeper(door, _FORM, dialog, page)
        if dialog.exec() and dialog.answers:
            deed = keeper.saving(intake_names.learn(dialog.answers))
            deed.then(keeper.saved(learned)).start(door, page)
        else:
            keeper.settle()
        dialog.deleteLater()

    def learned(done: tuple[int, Changes]) -> None:
        ask.toast(page, f"已{done[1].words}")
        then()

    intake_names.asked(doubts).latest("names").then(show).start(door, page)
