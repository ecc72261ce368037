"""办理规则 of one ledger: what a matter must say before 立项 and 交办, and who signs which decision."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QWidget

from ducha_desktop.domain.completeness import ITEMS, Standard
from ducha_desktop.domain.procedure import MOST_STEPS, Chain, Procedure, Role
from ducha_desktop.ui.theme import GAP_L, GAP_M, GAP_S
from ducha_desktop.ui.widgets.basics import label
from ducha_desktop.ui.widgets.form_dialog import FormDialog

_NOBODY = "（不再签）"
_STEPS = "一二三四"


class ProcedureForm(FormDialog):
    """`procedure` is what the clerk chose."""

    def __init__(self, parent: QWidget, name: str, procedure: Procedure) -> None:
        """Build the form for the ledger `name`."""
        super().__init__(parent, f"办理规则：{name}", width=720)
        self.gates = {standard: QCheckBox(standard.word) for standard in Standard}
        self.signers = {chain: tuple(QComboBox() for _ in range(MOST_STEPS)) for chain in Chain}
        self._build()
        self._fill(procedure)
        self.add_buttons("保存修改")
        self.keep_fields(
            {f"gate.{standard.value}": box for standard, box in self.gates.items()}
            | {
                f"{chain.value}.{place}": field
                for chain, fields in self.signers.items()
                for place, field in enumerate(fields)
            }
        )

    @property
    def procedure(self) -> Procedure:
        """What the clerk chose; an empty place between two signers is passed over."""
        return Procedure(
            {
                chain: tuple(Role(field.currentData()) for field in fields if field.currentData())
                for chain, fields in self.signers.items()
            },
            tuple(standard for standard, box in self.gates.items() if box.isChecked()),
        )

    def _build(self) -> None:
        self.body.addWidget(self.said)
        self.body.addWidget(label("立项和交办之前必须齐全的要素", "section"))
        for standard, box in self.gates.items():
            items = "、".join(item.value for item in ITEMS[standard])
            box.setToolTip(f"{standard.word}：{items}")
            line = QHBoxLayout()
            line.setSpacing(GAP_M)
            line.addWidget(box)
            line.addWidget(label(items, "soft"))
            line.addStretch(1)
            self.body.addLayout(line)
        self.body.addWidget(label("逐级签批（最后一级签了才生效）", "section"))
        form = QFormLayout()
        form.setHorizontalSpacing(GAP_L)
        form.setVerticalSpacing(GAP_M)
        for chain, fields in self.signers.items():
            line = QHBoxLayout()
            line.setSpacing(GAP_S)
            for place, field in enumerate(fields):
                field.setAccessibleName(f"{chain.word}第{_STEPS[place]}级")
                if place:
                    field.addItem(_NOBODY, "")
                for role in Role:
                    field.addItem(role.word, role.value)
                line.addWidget(field, 1)
            name = label(chain.word, "soft")
            name.setBuddy(fields[0])
            form.addRow(name, line)
        self.body.addLayout(form)
        said = "签批由督查员按纸面或电话逐级登记。有事项签到一半时不能减少签批人，要等签完或退回。"
        self.body.addWidget(label(said, "small", wrap=True))

    def _fill(self, procedure: Procedure) -> None:
        for standard, box in self.gates.items():
            box.setChecked(standard in procedure.gates)
        for chain, fields in self.signers.items():
            steps = procedure.steps(chain)
            for place, field in enumerate(fields):
                role = steps[place].value if place < len(steps) else ""
                field.setCurrentIndex(max(0, field.findData(role)))
