"""升级规则: who signs each rung, what it needs and what comes before it; the reasons, thresholds and switches."""

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QPlainTextEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.ladder import (
    EXPOSED,
    LAST_PLACE,
    LISTING_PRESETS,
    MOST_DAYS,
    MOST_URGES,
    NOTES,
    RANKED,
    SIGNERS,
    LadderRules,
    Need,
    Rung,
    RungRule,
)
from ducha_desktop.domain.procedure import Role
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Door, ladder
from ducha_desktop.ui.pages.setup.frame import lay_out, number_field, sentence
from ducha_desktop.ui.run import take_back
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Banner, Card, button, keep_width, label, row

_ANY = "不限"
_WITH_REASONS = (Rung.LISTED, Rung.TALK)
_HEAD = ("", "最低由谁批准", "期限（天）", "之前要有", *(f"写{need.word}" for need in Need))
_URGENT = "加急、特急件可以直接从橙色、红色督查单开始"


class _Line:
    """The fields of one rung."""

    def __init__(self, rung: Rung) -> None:
        self.rung = rung
        self.signer, self.before, self.days = QComboBox(), QComboBox(), QSpinBox()
        for role in SIGNERS:
            self.signer.addItem(role.word, role.value)
        self.before.addItem(_ANY, "")
        for lower in tuple(Rung)[: tuple(Rung).index(rung)]:
            self.before.addItem(lower.word, lower.value)
        self.days.setRange(0, MOST_DAYS)
        self.days.setSpecialValueText("不定")
        keep_width(self.days, 64)
        self.needs = {need: QCheckBox() for need in Need}
        names = ((self.signer, "最低由谁批准"), (self.before, "之前要有哪一级"), (self.days, "期限天数"))
        for field, name in names:
            field.setAccessibleName(f"{rung.word}{name}")
        for need, box in self.needs.items():
            box.setAccessibleName(f"{rung.word}须写明{need.word}")

    @property
    def fields(self) -> tuple[QWidget, ...]:
        """In the order of the columns."""
        return (self.signer, self.days, self.before, *self.needs.values())

    def show_rule(self, rule: RungRule) -> None:
        """Fill in a rule."""
        self.signer.setCurrentIndex(max(0, self.signer.findData(rule.signer.value)))
        self.before.setCurrentIndex(max(0, self.before.findData(rule.after[0].value if rule.after else "")))
        self.days.setValue(rule.days)
        for need, box in self.needs.items():
            box.setChecked(need in rule.needs)

    def rule(self, kept: RungRule, reasons: tuple[str, ...]) -> RungRule:
        """The rule as it stands on the screen; a note that comes before must be unmet."""
        code = self.before.currentData()
        shown = kept.after[0].value if kept.after else ""
        same = code == shown
        before = Rung(code) if code else None
        return RungRule(
            signer=Role(self.signer.currentData()),
            needs=tuple(need for need in Need if self.needs[need].isChecked()),
            after=kept.after if same else (before,) if before else (),
            unmet=kept.unmet if same else before in NOTES,
            days=self.days.value(),
            reasons=reasons,
        )


class LadderPart(QWidget):
    """The ladder of the office."""

    def __init__(self, door: Door) -> None:
        """Build it; `load` fills it in."""
        super().__init__()
        self.door = door
        self._kept, self._filling = LadderRules(), False
        self.lines = {rung: _Line(rung) for rung in Rung}
        self.reasons = {rung: QPlainTextEdit() for rung in _WITH_REASONS}
        self.gap, self.urged = (
            number_field(1, MOST_DAYS, "催办间隔天数"),
            number_field(1, MOST_URGES, "催办次数"),
        )
        self.snail, self.snail_urged = (
            number_field(1, MOST_DAYS, "蜗牛件逾期天数"),
            number_field(1, MOST_URGES, "蜗牛件催办次数"),
        )
        self.flag = number_field(1, MOST_DAYS, "红旗件提前天数")
        self.urgent = QCheckBox(_URGENT)
        self.switches = {word: QCheckBox(word) for word in (RANKED, LAST_PLACE, EXPOSED)}
        self.said = Banner()
        self._build()
        self._connect()

    @property
    def rules(self) -> LadderRules:
        """The rules as they stand on the screen."""
        kept = self._kept
        typed = {
            rung: tuple(line.strip() for line in field.toPlainText().splitlines() if line.strip())
            for rung, field in self.reasons.items()
        }
        rungs = {
            rung: line.rule(kept.rule(rung), typed.get(rung, kept.rule(rung).reasons))
            for rung, line in self.lines.items()
        }
        usual = LadderRules().urgent_start
        start = kept.urgent_start or usual
        return replace(
            kept,
            rungs=rungs,
            urgent_start=start if self.urgent.isChecked() else (),
            urge_gap_days=self.gap.value(),
            note_after=self.urged.value(),
            snail_days=self.snail.value(),
            snail_urges=self.snail_urged.value(),
            flag_days=self.flag.value(),
            ranking=self.switches[RANKED].isChecked(),
            last_place=self.switches[LAST_PLACE].isChecked(),
            exposure=self.switches[EXPOSED].isChecked(),
        )

    def load(self) -> None:
        """Read the rules in force."""
        ladder.rules().latest("rules").then(self._show).start(self.door, self)

    def begin(self) -> None:
        """On the first rung."""
        self.lines[Rung.URGE].signer.setFocus()

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("part", "plain")
        box = QVBoxLayout(inner)
        box.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_XL)
        box.setSpacing(GAP_L)
        for part in (self._rungs_card(), self._reasons_card(), self._limits_card(), self.said):
            box.addWidget(part)
        said = "弄虚作假、阻碍督查的不受次序限制；其他越级的，由批准人写明理由和依据，记录在案。已经登记的不因改规则而变。"
        box.addWidget(label(said, "small", wrap=True))
        box.addStretch(1)
        self.usual = button("恢复默认规则", self._usual)
        self.save = button("保存规则", self._save, kind="primary")
        lay_out(self, inner, left=self.usual, right=self.save)

    def _rungs_card(self) -> Card:
        card, grid = Card("每一级要什么"), QGridLayout()
        grid.setHorizontalSpacing(GAP_L)
        grid.setVerticalSpacing(GAP_M)
        for place, words in enumerate(_HEAD):
            grid.addWidget(label(words, "small"), 0, place)
        for number, (rung, line) in enumerate(self.lines.items(), start=1):
            grid.addWidget(label(rung.word), number, 0)
            for place, field in enumerate(line.fields, start=1):
                grid.addWidget(field, number, place)
        grid.setColumnStretch(len(_HEAD), 1)
        card.body.addLayout(grid)
        card.body.addWidget(self.urgent)
        return card

    def _reasons_card(self) -> Card:
        card, grid = Card("可选的事由（一行一条）"), QGridLayout()
        grid.setHorizontalSpacing(GAP_L)
        grid.setVerticalSpacing(GAP_M)
        for place, (rung, field) in enumerate(self.reasons.items()):
            field.setTabChangesFocus(True)
            field.setFixedHeight(theme.px(104))
            field.setAccessibleName(f"{rung.word}的事由")
            grid.addWidget(label(rung.word, "soft"), 0, place)
            grid.addWidget(field, 1, place)
        card.body.addLayout(grid)
        presets = [
            button(f"挂牌用“{name}”四条", partial(self._preset, reasons), kind="link")
            for name, reasons in LISTING_PRESETS.items()
        ]
        card.body.addLayout(row(*presets, None))
        card.body.addLayout(sentence(label("通报可以用的形式："), *self.switches.values()))
        return card

    def _limits_card(self) -> Card:
        card = Card("什么时候提醒")
        for parts in (
            (label("待催办：红灯，"), self.gap, label("天内没有催办过、也没有报进展")),
            (label("待发督查单：催办"), self.urged, label("次没有报进展")),
            (label("蜗牛件：逾期"), self.snail, label("天，或催办"), self.snail_urged, label("次没有报进展")),
            (label("红旗件：今年办结，比原定时限提前"), self.flag, label("天以上")),
        ):
            card.body.addLayout(sentence(*parts))
        return card

    def _connect(self) -> None:
        for line in self.lines.values():
            line.signer.currentIndexChanged.connect(self._changed)
            line.before.currentIndexChanged.connect(self._changed)
            line.days.valueChanged.connect(self._changed)
            for box in line.needs.values():
                box.toggled.connect(self._changed)
        for field in self.reasons.values():
            field.textChanged.connect(self._changed)
        for figure in (self.gap, self.urged, self.snail, self.snail_urged, self.flag):
            figure.valueChanged.connect(self._changed)
        for switch in (self.urgent, *self.switches.values()):
            switch.toggled.connect(self._changed)

    def _show(self, rules: LadderRules) -> None:
        self._kept = rules
        self._fill(rules)

    def _fill(self, rules: LadderRules) -> None:
        self._filling = True
        for rung, line in self.lines.items():
            line.show_rule(rules.rule(rung))
        for rung, field in self.reasons.items():
            field.setPlainText("\n".join(rules.rule(rung).reasons))
        figures = (
            (self.gap, rules.urge_gap_days),
            (self.urged, rules.note_after),
            (self.snail, rules.snail_days),
            (self.snail_urged, rules.snail_urges),
            (self.flag, rules.flag_days),
        )
        for figure, number in figures:
            figure.setValue(number)
        self.urgent.setChecked(bool(rules.urgent_start))
        on = {RANKED: rules.ranking, LAST_PLACE: rules.last_place, EXPOSED: rules.exposure}
        for word, switch in self.switches.items():
            switch.setChecked(on[word])
        self._filling = False
        self._changed()

    def _preset(self, reasons: tuple[str, ...]) -> None:
        self.reasons[Rung.LISTED].setPlainText("\n".join(reasons))

    def _changed(self, _value: object = None) -> None:
        if self._filling:
            return
        rules = self.rules
        self.said.say(rules.problem, "red")
        differs = rules.as_document() != self._kept.as_document()
        self.usual.setEnabled(bool(rules.as_document() or self._kept.as_document()))
        self.save.setEnabled(differs and not rules.problem)

    def _usual(self) -> None:
        self._fill(LadderRules())
        if self._kept.as_document():
            self._write(LadderRules())

    def _save(self) -> None:
        self._write(self.rules)

    def _write(self, rules: LadderRules) -> None:
        def done(result: tuple[Changes, Changes]) -> None:
            self._show(rules)
            ask.toast(self, f"已{result[0].words}", undo=self._undo)

        ladder.save_rules(rules).then(done).start(self.door, self)

    def _undo(self) -> None:
        take_back(self, self.door)
