"""导入: file → columns → every row as it will be stored → one transaction, one undo."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.errors import EncryptedFileError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services.drafts import IntakePlan, IntakeResult
from ducha_desktop.services.ledger import Choices
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Door, exports, history, intake
from ducha_desktop.ui.operations import ledger as ledger_ops
from ducha_desktop.ui.operations.intake import Loaded, Mapped
from ducha_desktop.ui.pages.intake.choose import ChooseStep
from ducha_desktop.ui.pages.intake.columns import ColumnsStep
from ducha_desktop.ui.pages.intake.done import DoneStep
from ducha_desktop.ui.pages.intake.names import ask_names
from ducha_desktop.ui.pages.intake.preview import PreviewStep
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.run import documents_folder, step_back, with_progress
from ducha_desktop.ui.theme import GAP_HEAD, GAP_L, GAP_XL
from ducha_desktop.ui.widgets.basics import button, label, row, rule
from ducha_desktop.ui.widgets.dialog import Dialog
from ducha_desktop.ui.widgets.steps import Steps

CHOOSE, COLUMNS, PREVIEW, DONE = range(4)
_EXCEL = "Excel 工作簿 (*.xlsx)"


class IntakePage(Page):
    """The import wizard."""

    def __init__(self, door: Door) -> None:
        """Build the steps."""
        super().__init__(door)
        self.loaded: Loaded | None = None
        self.plan: IntakePlan | None = None
        self.choose, self.columns, self.preview, self.done = (
            ChooseStep(),
            ColumnsStep(),
            PreviewStep(door),
            DoneStep(),
        )
        self.steps = Steps(("选择文件", "核对列", "核对每一行", "完成"))
        self._file = label("", "soft")
        self._stack = QStackedWidget()
        self.back, self.forward = (
            button("上一步", self._back),
            button("下一步", self._forward, kind="primary"),
        )
        self._build()
        self._connect()
        self._show(CHOOSE)

    def load(self) -> None:
        """Read the names of the ledgers."""
        ledger_ops.choices().latest("choices").then(self._offer).start(self.door, self)

    def take(self, path: Path) -> None:
        """Begin with a file that was dropped on the window."""
        self._load(path)

    def _build(self) -> None:
        for step in (self.choose, self.columns, self.preview, self.done):
            self._stack.addWidget(step)
        head = QWidget()
        head.setProperty("part", "head")
        line = row(label("导入", "title"), self.steps, None, self._file, gap=GAP_XL)
        line.setContentsMargins(GAP_XL, GAP_HEAD, GAP_XL, GAP_HEAD)
        head.setLayout(line)
        self._foot = QWidget()
        foot = row(button("放弃", self._restart), None, self.back, self.forward)
        foot.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        self._foot.setLayout(foot)
        self._foot_rule = rule()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for part in (head, rule(), self._stack, self._foot_rule, self._foot):
            box.addWidget(part)
        box.setStretchFactor(self._stack, 1)

    def _connect(self) -> None:
        self.choose.chosen.connect(self._load)
        self.choose.template_wanted.connect(self._template)
        self.columns.changed.connect(self._read_columns)
        self.preview.options_changed.connect(self._judge)
        self.preview.names_wanted.connect(self._ask_names)
        self.done.ledger_wanted.connect(lambda: self.go.emit("ledger", LedgerQuery()))
        self.done.undo_wanted.connect(self._undo)
        self.done.report_wanted.connect(self._report)
        self.done.again_wanted.connect(self._restart)
        for keys, part in (
            ("Ctrl+Return", self.forward),
            ("Ctrl+Enter", self.forward),
            ("Alt+Left", self.back),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(lambda part=part: part.isVisible() and part.click())
        self.forward.setToolTip("往下走（Ctrl+Enter）")
        self.back.setToolTip("回到上一步（Alt+←）")

    def _show(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self.steps.show_step(step)
        within = step in {COLUMNS, PREVIEW}
        self._foot.setVisible(within)
        self._foot_rule.setVisible(within)
        self.forward.setText("导入" if step == PREVIEW else "下一步：核对每一行")
        self.forward.setEnabled(True)

    def begin(self) -> None:
        """On the button that goes on."""
        step = self._stack.currentIndex()
        if step == CHOOSE:
            self.choose.begin()
        elif step == DONE:
            self.done.begin()
        elif step == PREVIEW:
            self.preview.begin()
        else:
            self.forward.setFocus()

    def _restart(self) -> None:
        self.loaded = self.plan = None
        self._file.setText("")
        self._show(CHOOSE)
        self.begin()

    def follow(self, changes: Changes) -> None:
        """Say so when the import was taken back by Ctrl+Z."""
        super().follow(changes)
        if self._act and changes.words == f"撤销：{self._act}":
            self.done.show_undone()

    def _offer(self, choices: Choices) -> None:
        self.preview.offer_ledgers([name for _, name in choices.ledgers])

    def _load(self, path: Path, password: str | None = None) -> None:
        def locked(error: Exception) -> bool:
            if not isinstance(error, EncryptedFileError) or password is not None:
                ask.failure(self, error, about="unreadable")
                return True
            given = _ask_password(self, path.name)
            if given:
                self._load(path, given)
            return True

        operation = intake.load(path, password)
        heading = f"正在读取“{path.name}”"
        with_progress(self, self.door, operation, heading=heading, then=self._loaded, refused=locked)

    def _loaded(self, loaded: Loaded) -> None:
        self.loaded, self._just_loaded = loaded, True
        self._file.setText(loaded.path.name)
        self._show(COLUMNS)
        self.columns.show_file(loaded)

    def _read_columns(self) -> None:
        survey = self.columns.survey
        if self.loaded is None or survey is None:
            return
        # Until the columns stand there, going on would find no matter's column and say so.
        self.forward.setEnabled(False)
        read = intake.columns(self.loaded, survey, self.columns.heading.value() or None)
        read.latest("columns").then(self._columns_read).start(self.door, self)

    def _columns_read(self, mapped: Mapped) -> None:
        self.columns.show_columns(mapped)
        self.forward.setEnabled(not self.columns.is_blank)
        if self._just_loaded and self.forward.isEnabled():
            self.forward.setFocus()
        self._just_loaded = False

    def _back(self) -> None:
        step = self._stack.currentIndex()
        if step == COLUMNS:
            self._restart()
        else:
            self._show(COLUMNS)
            self.begin()

    def _forward(self) -> None:
        if self._stack.currentIndex() == PREVIEW:
            self._commit()
        elif not self.columns.has_title:
            self.columns.wrong.say("还没有哪一列对应到“事项”，请在“对应到”里给一列选上“事项”。", "red")
        else:
            self._judge()

    def _judge(self) -> None:
        if self.loaded is None:
            return
        operation = intake.judge(self.loaded, self.columns.part, self.preview.options).latest("judge")
        with_progress(self, self.door, operation, heading="正在逐行核对", then=self._judged)

    def _judged(self, plan: IntakePlan) -> None:
        self.plan = plan
        self.preview.show_plan(plan)
        self._show(PREVIEW)
        writes = sum(planned.verdict in {"add", "update"} for planned in plan.rows)
        self.forward.setEnabled(bool(writes))
        self.forward.setText(f"导入 {writes:,} 行" if writes else "没有可以导入的行")
        self.begin()

    def _ask_names(self) -> None:
        if self.plan is not None:
            ask_names(self, self.door, self.plan.doubts, then=self._judge)

    def _commit(self) -> None:
        if self.plan is None:
            return
        self.forward.setEnabled(False)
        if self.columns.remember.isChecked() and self.columns.profile_name.text().strip():
            mapping = self.columns.part.mapping or {}
            intake.remember(self.columns.profile_name.text().strip(), mapping).start(self.door, self)
        with_progress(self, self.door, intake.commit(self.plan), heading="正在导入", then=self._committed)

    def _committed(self, done: tuple[IntakeResult, Changes]) -> None:
        name = Path(self.plan.source.path).name if self.plan is not None else ""
        self._act = done[1].words
        self.done.show_result(done[0], name)
        self._show(DONE)
        self.done.begin()

    _act = ""
    _just_loaded = False

    def _undo(self) -> None:
        """Take back the import, and never whatever else was done since."""
        self.done.undo.setEnabled(False)
        history.next_steps().latest("steps").then(self._undo_if_last).start(self.door, self)

    def _undo_if_last(self, steps: history.NextSteps) -> None:
        if steps.undo == self._act:
            step_back(self, self.door, then=self._undone)
        else:
            self.done.undo.setEnabled(True)
            ask.tell(
                self,
                "没有撤销导入",
                f"导入之后又做了别的操作，最近一步是“{steps.undo}”，没有改动任何数据。"
                "请按 Ctrl+Z 从后往前逐步撤销，或在“历史与回收站”里查看。",
            )

    def _undone(self, changes: Changes) -> None:
        self.done.show_undone()
        ask.toast(self, f"已{changes.words}")

    def _report(self) -> None:
        if self.plan is None:
            return
        source = Path(self.plan.source.path)
        suggested = documents_folder() / f"{source.stem}（批注）.xlsx"
        out = ask.save_file(self, "保存带批注的原表", suggested, kinds=_EXCEL)
        if out is not None:
            operation = intake.annotate(source, self.plan.problems, out)
            with_progress(self, self.door, operation, heading="正在写批注", then=self._saved)

    def _template(self) -> None:
        out = ask.save_file(
            self, "保存空白导入模板", documents_folder() / "督查台账导入模板.xlsx", kinds=_EXCEL
        )
        if out is not None:
            exports.template(out).then(self._saved).start(self.door, self)

    def _saved(self, path: Path) -> None:
        ask.written(self, f"已保存：{path.name}", path)


def _ask_password(parent: QWidget, name: str) -> str:
    box = Dialog(parent, "文件有打开口令")
    box.body.addWidget(label(f"“{name}”设了打开口令，请输入后继续。口令不会保存。", wrap=True))
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    field.setAccessibleName("口令")
    box.body.addWidget(field)
    box.add_buttons("打开")
    return field.text() if box.exec() else ""
