"""督查负担: how often each unit is asked for something in a week, with repeats (Decree 733 Art. 15)."""

from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFormLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.burden import BurdenRules
from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cycle_words import week_of
from ducha_desktop.domain.cycles import Span
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations import obligations as ops
from ducha_desktop.ui.pages.duties.heat import HeatTable
from ducha_desktop.ui.run import step_back
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Banner, EmptyState, button, label, rule, tool
from ducha_desktop.ui.widgets.dialog import Dialog
from ducha_desktop.ui.widgets.flow import spread

if TYPE_CHECKING:
    from ducha_desktop.services.burden import Burden, WeekLoad

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_BACK, _AHEAD = timedelta(days=7 * 9), timedelta(days=7 * 2)
_STEP = timedelta(days=7 * 12)
_MOST_NAMED = 12


class BurdenPart(QWidget):
    """Twelve weeks of all units."""

    def __init__(self, door: Door) -> None:
        """Build it; `load` fills it in."""
        super().__init__()
        self.door = door
        self.day: date | None = None
        self.burden: Burden | None = None
        self.table = HeatTable()
        self._build()
        self.table.walked.connect(self._say)

    def load(self) -> None:
        """Count."""
        day = self.day or self.door.office.today
        span = Span(week_of(day).first - _BACK, week_of(day).last + _AHEAD)
        ops.burden(span).latest("burden").then(self._show).start(self.door, self)

    def begin(self) -> None:
        """In the table."""
        self.table.setFocus()

    def step(self, by: int) -> None:
        """Twelve weeks earlier or later."""
        self.day = (self.day or self.door.office.today) + by * _STEP
        self.load()

    def _build(self) -> None:
        self.said = label("", "soft")
        back = tool(Icon.LEFT, "前 12 周", partial(self.step, -1))
        forth = tool(Icon.RIGHT, "后 12 周", partial(self.step, 1))
        self.rules = button("提醒设置…", self.set_rules, glyph=Icon.SETTINGS)
        head = spread((self.said,), (back, forth, self.rules))
        head.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_M)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self.stack.addWidget(
            EmptyState(
                Icon.OFFICE, "这些周没有向单位提出要求",
                "交办、催办、督查记录和应报的经常性任务都按单位、按周计数，过多或重复时提醒。",
            )
        )  # fmt: skip
        self._detail = label("", "soft", wrap=True)
        self._detail.setContentsMargins(GAP_XL, GAP_M, GAP_XL, GAP_M)
        self._detail.setMinimumHeight(theme.px(64))
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addLayout(head)
        box.addWidget(rule())
        box.addWidget(self.stack, 1)
        box.addWidget(rule())
        box.addWidget(self._detail)

    def _show(self, burden: "Burden") -> None:
        self.burden = burden
        rules = burden.rules
        again = f"；{rules.again_days} 天内为同一事项再次要求标 ↻" if rules.again_days else ""
        self.said.setText(f"每格是那一周（周一日期）的次数；一周超过 {rules.a_week} 次标红{again}。")
        self.stack.setCurrentIndex(0 if burden.units else 1)
        self.table.show_burden(burden, self.door.office.today)
        if not burden.units:
            self._say(None)

    def _say(self, load: "WeekLoad | None") -> None:
        if load is None:
            self._detail.setText("这一周没有要求。" if self.burden and self.burden.units else "")
            return
        listed = "；".join(
            f"{each.on.month}月{each.on.day}日 {each.words}" for each in load.asked[:_MOST_NAMED]
        )
        more = f"；另有 {len(load.asked) - _MOST_NAMED} 次" if len(load.asked) > _MOST_NAMED else ""
        self._detail.setText(f"{load.words}：{listed}{more}")

    def set_rules(self) -> None:
        """Change from when on it is warned."""
        if self.burden is None:
            return
        dialog = RulesDialog(self, self.burden.rules)
        if dialog.exec() and dialog.rules is not None and dialog.rules != self.burden.rules:
            ops.save_burden_rules(dialog.rules).then(lambda done: self._done(done[1])).start(self.door, self)
        dialog.deleteLater()

    def _done(self, changes: Changes) -> None:
        undo = partial(step_back, self, self.door, then=lambda _changes: None)
        ask.toast(self, f"已{changes.words}", undo=undo)


class RulesDialog(Dialog):
    """Two numbers; `rules` is what was accepted."""

    def __init__(self, parent: QWidget, before: BurdenRules) -> None:
        """Begin with what holds."""
        super().__init__(parent, "督查负担的提醒")
        self.rules: BurdenRules | None = None
        self.said = Banner()
        self.week, self.again = QLineEdit(str(before.a_week)), QLineEdit(str(before.again_days))
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_L)
        form.setVerticalSpacing(GAP_M)
        for words, field in (("一个单位每周最多几次", self.week), ("同一事项几天内算重复", self.again)):
            field.setAccessibleName(words)
            form.addRow(label(words, "soft"), field)
        self.body.addWidget(self.said)
        self.body.addLayout(form)
        self.body.addWidget(
            label(
                "超过时只是提醒，不拦着办。依据《政府督查工作条例》第十五条：不得重复督查、频繁督查。",
                "small",
                wrap=True,
            )
        )
        self.add_buttons("保存")

    @override
    def accept(self) -> None:
        """Leave only with numbers that can be."""
        typed = (self.week.text().strip(), self.again.text().strip())
        if not all(words.isdecimal() for words in typed):
            self.said.say("请写数字。", "red")
            return
        rules = BurdenRules(int(typed[0]), int(typed[1]))
        if rules.problem:
            self.said.say(rules.problem, "red")
            return
        self.rules = rules
        super().accept()
