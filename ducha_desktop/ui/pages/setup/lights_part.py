"""亮灯规则: when a light changes, in plain sentences, and how many matters would change before it is saved."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.light_rule_words import rule_sentences
from ducha_desktop.domain.lights import MOST_SHARE, MOST_TERM_DAYS, MOST_WARN_DAYS, LightRules
from ducha_desktop.domain.vocabulary import ReportCycle
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import CancelledError, Door, setup
from ducha_desktop.ui.pages.setup.frame import lay_out, number_field, sentence
from ducha_desktop.ui.pages.setup.kept_part import KeptPart
from ducha_desktop.ui.run import take_back, with_progress
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL
from ducha_desktop.ui.widgets.basics import Banner, Card, button, label

if TYPE_CHECKING:
    from ducha_desktop.services.settings import Recolouring

LIGHTS = "setup.lights"
PAUSE_MS = 250
_MOST_TURNS = 4


class LightsPart(KeptPart):
    """The thresholds of the lights."""

    def __init__(self, door: Door) -> None:
        """Build it; `load` fills it in."""
        super().__init__(door, LIGHTS)
        self._kept = LightRules()
        self._filling = False
        self.warn = number_field(0, MOST_WARN_DAYS, "黄灯提前的天数")
        self.unit = QComboBox()
        self.unit.addItems(["天（日历日）", "个工作日"])
        self.unit.setAccessibleName("天数按日历日还是工作日计算")
        self.term = number_field(1, MOST_TERM_DAYS, "长期限事项的天数")
        self.yellow = number_field(1, MOST_SHARE, "黄灯的剩余百分比")
        self.orange = number_field(0, MOST_SHARE - 1, "橙灯的剩余百分比")
        self.cycle = QComboBox()
        self.cycle.setAccessibleName("没有写明报送周期时按")
        for cycle in ReportCycle:
            if cycle not in {ReportCycle.NONE, ReportCycle.CUSTOM}:
                self.cycle.addItem(cycle.word, cycle)
        self.grace = number_field(0, MOST_WARN_DAYS, "报送宽限的天数")
        self.said, self.note = Banner(), label("", "small", wrap=True)
        self._build()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._count)
        self._connect()

    @property
    def rules(self) -> LightRules:
        """The thresholds as they stand on the screen."""
        return LightRules(
            warn_days=self.warn.value(),
            in_workdays=self.unit.currentIndex() == 1,
            long_term_days=self.term.value(),
            yellow_share=self.yellow.value(),
            orange_share=self.orange.value(),
            default_cycle=ReportCycle(self.cycle.currentData()),
            report_grace_days=self.grace.value(),
        )

    @property
    def values(self) -> dict[str, str]:
        """The figures that differ from the thresholds in force."""
        if self.keeper is None:
            return {}
        kept, now = _figures(self._kept), _figures(self.rules)
        return {key: figure for key, figure in now.items() if figure != kept[key]}

    def put(self, values: Mapping[str, str]) -> None:
        """Show other figures than those in force."""
        now = _figures(self._kept) | dict(values)
        self._fill(
            LightRules(
                warn_days=int(now["warn_days"]),
                in_workdays=now["in_workdays"] == "1",
                long_term_days=int(now["long_term_days"]),
                yellow_share=int(now["yellow_share"]),
                orange_share=int(now["orange_share"]),
                default_cycle=ReportCycle(now["default_cycle"]),
                report_grace_days=int(now["report_grace_days"]),
            )
        )

    def load(self) -> None:
        """Read the thresholds in force; what is being typed stays."""
        setup.rules().latest("rules").then(self._show).start(self.door, self)

    def begin(self) -> None:
        """On the first figure."""
        self.warn.setFocus()
        self.warn.selectAll()

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("part", "plain")
        box = QVBoxLayout(inner)
        box.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_XL)
        box.setSpacing(GAP_L)
        box.addWidget(self.found)
        form = Card("什么时候变灯")
        for line in self._lines():
            form.body.addLayout(line)
        box.addWidget(form)
        preview = Card("按这些规则")
        self._sentences = QGridLayout()
        self._sentences.setHorizontalSpacing(GAP_L)
        self._sentences.setVerticalSpacing(GAP_M)
        self._sentences.setColumnStretch(1, 1)
        preview.body.addLayout(self._sentences)
        self._words = {}
        for place, (light, _words) in enumerate(rule_sentences(LightRules())):
            name, words = label(light.word, "strong"), label("", wrap=True, select=True)
            name.setProperty("tone", light.value)
            top = Qt.AlignmentFlag.AlignTop
            self._sentences.addWidget(name, place, 0, top)
            self._sentences.addWidget(words, place, 1, top)
            self._words[light] = words
        box.addWidget(preview)
        box.addWidget(self.said)
        box.addWidget(self.note)
        box.addStretch(1)
        self.usual = button("恢复默认规则", self._usual)
        self.save = button("保存规则", self._save, kind="primary")
        lay_out(self, inner, left=self.usual, right=self.save)

    def _lines(self) -> tuple[QGridLayout, ...]:
        grid = QGridLayout()
        grid.setHorizontalSpacing(GAP_L)
        grid.setVerticalSpacing(GAP_M)
        grid.setColumnStretch(1, 1)
        lines = (
            ("临近时限", sentence(label("剩"), self.warn, self.unit, label("以内转黄灯"))),
            (
                "长期限事项",
                sentence(
                    label("总期限"), self.term, label("天以上的，剩余时间到"), self.yellow,
                    label("% 转黄灯，到"), self.orange, label("% 转橙灯"),
                ),
            ),
            ("报送周期", sentence(label("没有写明的按"), self.cycle, label("判断是否报了进展"))),
            ("无具体时限", sentence(label("应报的进展过期"), self.grace, label("天还没有报，转黄灯"))),
        )  # fmt: skip
        for place, (name, line) in enumerate(lines):
            grid.addWidget(label(name, "soft"), place, 0)
            grid.addLayout(line, place, 1)
        return (grid,)

    def _connect(self) -> None:
        for figure in (self.warn, self.term, self.yellow, self.orange, self.grace):
            figure.valueChanged.connect(self._changed)
        for choice in (self.unit, self.cycle):
            choice.currentIndexChanged.connect(self._changed)

    def _show(self, rules: LightRules) -> None:
        typed = self.values
        self._kept = rules
        self.read()
        self.put(typed)

    def _fill(self, rules: LightRules) -> None:
        self._filling = True
        self.warn.setValue(rules.warn_days)
        self.unit.setCurrentIndex(int(rules.in_workdays))
        self.term.setValue(rules.long_term_days)
        self.yellow.setValue(rules.yellow_share)
        self.orange.setValue(rules.orange_share)
        self.cycle.setCurrentIndex(max(0, self.cycle.findData(rules.default_cycle)))
        self.grace.setValue(rules.report_grace_days)
        self._filling = False
        self._changed()

    def _changed(self, _value: int = 0) -> None:
        if self._filling:
            return
        rules = self.rules
        for light, words in rule_sentences(rules):
            self._words[light].setText(words)
        usual = "现在用的是程序默认的规则。" if self._kept == LightRules() else "现在用的是本单位自己的规则。"
        self.note.setText(f"{usual}规则一变，所有在办和进入销号程序的事项立即重新判灯，可以撤销。")
        self.usual.setEnabled(rules != LightRules() or self._kept != LightRules())
        self.save.setEnabled(rules != self._kept and not rules.problem)
        if rules.problem:
            self._timer.stop()
            self.said.say(rules.problem, "red")
        elif rules == self._kept:
            self._timer.stop()
            self.said.say("")
        else:
            self.said.say("正在数有多少事项会变灯…", "grey")
            self._timer.start()
        self.typed()

    def _count(self) -> None:
        counting = setup.recoloured(self.rules).latest("count")
        counting.then(self._counted).failed(self._uncounted).start(self.door, self)

    def _counted(self, found: "Recolouring") -> None:
        if self.rules == self._kept:
            return
        if not found.changed:
            self.said.say(f"{found.judged:,} 项办理中的事项今天的灯都不变。", "green")
            return
        turns = [f"{was.word}转{now.word} {number:,} 项" for was, now, number in found.turns[:_MOST_TURNS]]
        rest = found.changed - sum(number for *_, number in found.turns[:_MOST_TURNS])
        turns += [f"其他 {rest:,} 项"] if rest else []
        self.said.say(
            f"保存后，{found.judged:,} 项办理中的事项今天有 {found.changed:,} 项会变灯：{'，'.join(turns)}。",
            "yellow",
        )

    def _uncounted(self, error: Exception) -> None:
        if not isinstance(error, CancelledError):
            self.said.say("没有数出会变灯的事项，规则仍可以保存。", "yellow")

    def _usual(self) -> None:
        self._fill(LightRules())
        if self._kept != LightRules():
            self._save()

    def _save(self) -> None:
        rules, keeper = self.rules, self.keeper
        if keeper is None:
            return

        def done(result: tuple[Changes, Changes]) -> None:
            self._kept = rules
            self._changed()
            ask.toast(self, f"已{result[0].words}", undo=self._undo)

        saving = keeper.saving(setup.save_rules(rules))
        with_progress(self, self.door, saving, heading="正在重新判灯", then=keeper.saved(done))

    def _undo(self) -> None:
        take_back(self, self.door)


def _figures(rules: LightRules) -> dict[str, str]:
    """The thresholds as they are kept while they are typed."""
    return {
        "warn_days": str(rules.warn_days),
        "in_workdays": str(int(rules.in_workdays)),
        "long_term_days": str(rules.long_term_days),
        "yellow_share": str(rules.yellow_share),
        "orange_share": str(rules.orange_share),
        "default_cycle": rules.default_cycle.value,
        "report_grace_days": str(rules.report_grace_days),
    }
