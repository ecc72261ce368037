"""升级督办 in the detail panel: every rung with its day, number and words, 摘牌, and what comes next."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ducha_desktop.domain.ladder import Rung
from ducha_desktop.domain.vocabulary import Stage
from ducha_desktop.services.views import EscalationView, MatterDetail
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door
from ducha_desktop.ui.operations.ladder import Target
from ducha_desktop.ui.pressing.desk import Desk, fill_menu
from ducha_desktop.ui.theme import GAP_M, GAP_S
from ducha_desktop.ui.widgets.basics import button, label, row

_SHOWN = 4
_GRAVE = frozenset({Rung.NOTE_RED, Rung.LISTED, Rung.ACCOUNTABILITY})


class Ladder(QWidget):
    """Where the matter shown stands on the ladder."""

    def __init__(self, door: Door) -> None:
        """Start without a matter."""
        super().__init__()
        self._matter: MatterDetail | None = None
        self._today, self._everything = date.min, False
        self._door, self.desk = door, Desk(self, door)
        self.urge = button("催办…", lambda: self.press(Rung.URGE), kind="link", glyph=Icon.FLAG)
        self.more = button("升级…", kind="link", opens=True)
        menu = QMenu(self.more)
        fill_menu(menu, self.press)
        self.more.setMenu(menu)
        self.buttons = QWidget()
        line = row(self.urge, self.more, None, gap=0)
        line.setContentsMargins(0, 0, 0, 0)
        self.buttons.setLayout(line)
        self._none = label("还没有催办过。", "faint")
        self._all = button("", self._show_all, kind="link")
        self._box = QVBoxLayout()
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(GAP_M)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(GAP_S)
        box.addWidget(self._none)
        box.addLayout(self._box)
        box.addLayout(row(self._all, None))
        box.addWidget(self.buttons)

    def show_ladder(self, matter: MatterDetail, today: date) -> None:
        """Show the rungs of a matter, the latest first."""
        if self._matter is None or matter.row.uid != self._matter.row.uid:
            self._everything = False
        self._matter, self._today = matter, today
        self.buttons.setVisible(matter.row.stage is Stage.OPEN)
        self._fill(matter.escalations)

    @property
    def concerns(self) -> bool:
        """Whether there is anything to show or to do."""
        matter = self._matter
        return matter is not None and (matter.row.stage is Stage.OPEN or bool(matter.escalations))

    @property
    def summary(self) -> str:
        """What stands beside the heading: the rungs the matter stands on."""
        if self._matter is None:
            return ""
        standing = [step for step in self._matter.escalations if step.lifted_on is None]
        urged = sum(step.rung == Rung.URGE.value for step in self._matter.escalations)
        highest = next((step.word for step in standing if step.rung != Rung.URGE.value), "")
        return "，".join([*([highest] if highest else []), *([f"催办 {urged} 次"] if urged else [])])

    def press(self, rung: Rung) -> None:
        """Bring the matter shown to a rung."""
        if self._matter is not None:
            found = self._matter.row
            self.desk.press([Target(found.uid, found.number, found.title)], rung)

    def _fill(self, steps: Sequence[EscalationView]) -> None:
        while self._box.count():
            item = self._box.takeAt(0)
            old = item.widget() if item is not None else None
            if old is not None:
                old.hide()
                old.deleteLater()
        shown = steps if self._everything else steps[:_SHOWN]
        for step in shown:
            self._box.addWidget(self._line(step))
        self._none.setVisible(not steps)
        self._all.setText(f"全部 {len(steps)} 条")
        self._all.setVisible(len(steps) > len(shown))

    def _show_all(self) -> None:
        self._everything = True
        if self._matter is not None:
            self._fill(self._matter.escalations)
        self.urge.setFocus()

    def _line(self, step: EscalationView) -> QWidget:
        made, rung = QWidget(), Rung(step.rung)
        name = label(f"{step.word}　{step.number}", "strong", wrap=True, select=True)
        if step.lifted_on is None and rung in _GRAVE:
            name.setProperty("tone", "red")
        head = row(name, gap=GAP_S)
        head.setStretch(0, 1)
        if step.lifted_on is None and rung is not Rung.URGE:
            off = button(f"{rung.lifting}…", lambda: self._lift(step), kind="link")
            off.setAccessibleName(f"{rung.lifting}：{step.number}")
            head.addWidget(off)
        box = QVBoxLayout(made)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(head)
        for words in _said(step, self._today):
            box.addWidget(label(words, "soft", wrap=True, select=True))
        return made

    def _lift(self, step: EscalationView) -> None:
        if self._matter is not None:
            self.desk.lift(step, self._matter.row.number)


def _said(step: EscalationView, today: date) -> list[str]:
    """The lines below the name of a rung."""
    due = f"期限 {step.due}" if step.due else ""
    if step.due and step.lifted_on is None:
        left = (step.due - today).days
        due += f"（还有 {left} 天）" if left > 0 else "（今日到期）" if left == 0 else f"（已过 {-left} 天）"
    signed = f"{step.approver}批准" if step.approver else ""
    officer = f"责任人 {step.officer}" if step.officer else ""
    lines = ["　".join(part for part in (str(step.on), due) if part)]
    lines.append("　".join(part for part in (officer, signed) if part))
    lines += ["：".join(part for part in (step.reason, step.words) if part)]
    lines += [f"依据：{step.basis}" if step.basis else "", step.skipped]
    if step.lifted_on is not None:
        by = f"（{step.lifted_by}）" if step.lifted_by else ""
        lines.append(f"{step.lifted_on} {Rung(step.rung).lifting}：{step.lifted}{by}")
    return [line for line in lines if line]
