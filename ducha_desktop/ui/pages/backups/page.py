"""备份与恢复: verified backups, one made now, one brought back, and the proof that all is whole."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services.backups import BackupView, LostEntry, RestorePreview
from ducha_desktop.services.upkeep import CheckResult
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, backups
from ducha_desktop.ui.operations.backups import AuditResult
from ducha_desktop.ui.pages.page import Page
from ducha_desktop.ui.run import with_progress
from ducha_desktop.ui.tables.columns import Column
from ducha_desktop.ui.tables.lists import ListSource
from ducha_desktop.ui.tables.model import WindowModel
from ducha_desktop.ui.tables.view import HEADER_HEIGHT, ROW_HEIGHT, WindowTable
from ducha_desktop.ui.theme import GAP_HEAD, GAP_L, GAP_XL, theme
from ducha_desktop.ui.widgets.basics import Banner, EmptyState, button, label, row, rule
from ducha_desktop.ui.widgets.dialog import Dialog
from ducha_desktop.ui.widgets.flow import spread

_MEGA = 1024 * 1024
_LOST_AT_ONCE = 8
_STICK = "备份文件 (*.dcbak)"


def size_words(size: int) -> str:
    """A size as people say it."""
    return f"{size / _MEGA:,.1f} MB" if size >= _MEGA else f"{max(1, size // 1024):,} KB"


COLUMNS: tuple[Column[BackupView], ...] = (
    Column("时间", "made", lambda b: b.made_at or "—", 150),
    Column("备份原因", "words", lambda b: b.words, 130),
    Column("数据量", "rows", lambda b: f"{b.rows:,} 条", 110, right=True, hint=lambda _b: "台账、名册和操作记录加在一起的条数"),
    Column("大小", "size", lambda b: size_words(b.size), 90, right=True),
    Column(
        "核验", "verified", lambda b: "✓ 已核验，可以恢复" if b.verified else f"不能用：{b.problem}", 200,
        tone=lambda b: "green" if b.verified else "red",
    ),
    Column("文件", "file", lambda b: b.file.name, 0, tone=lambda _b: "soft", hint=lambda b: str(b.file)),
)  # fmt: skip
LOST: tuple[Column[LostEntry], ...] = (
    Column("时间", "at", lambda e: e.at, 140),
    Column("操作人", "user", lambda e: e.user, 80),
    Column("操作内容", "words", lambda e: e.words, 0),
)


class BackupsPage(Page):
    """The screen; `restore_wanted(file)` asks the program to close the office and bring a backup back."""

    restore_wanted = Signal(object)

    def __init__(self, door: Door) -> None:
        """Build the screen."""
        super().__init__(door)
        self.model: WindowModel[BackupView] = WindowModel(door, COLUMNS, self)
        self.table: WindowTable[BackupView] = WindowTable(self.model, stripe=_stripe)
        self.note = Banner()
        self._stack = QStackedWidget()
        self._build()
        self.table.walked.connect(self._walked)
        self.table.opened.connect(self._restore)
        self.model.counted.connect(self._counted)

    def load(self) -> None:
        """Read the list."""
        backups.listed().latest("list").then(self._listed).start(self.door, self)

    def follow(self, changes: Changes) -> None:
        """A write changes nothing in the list."""

    def begin(self) -> None:
        """In the list; before there is one, on the button that makes the first backup."""
        if self._stack.currentIndex() == 0:
            self.table.setFocus()
        else:
            self._first.setFocus()

    def _build(self) -> None:
        self._bring = button("恢复到这一份…", self._restore, glyph=Icon.RESTORE)
        now = button("立即备份", self._make, kind="primary", glyph=Icon.SHIELD)
        head = QWidget()
        head.setProperty("part", "head")
        line = spread((label("备份与恢复", "title"),), (
            button("检查数据", self._check, kind="quiet"), button("核对操作记录", self._audit, kind="quiet"),
            button("从文件恢复…", self._from_file), self._bring,
            button("备份到其他文件夹…", self._make_elsewhere, glyph=Icon.FOLDER), now,
        ))  # fmt: skip
        line.setContentsMargins(GAP_XL, GAP_HEAD, GAP_XL, GAP_HEAD)
        head.setLayout(line)
        self._first = button("立即备份", self._make, kind="primary")
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(
                Icon.SHIELD,
                "还没有备份",
                "程序会在退出时、导入前和每半小时自动备份；也可以现在就备份一份。",
                self._first,
            )
        )
        words = label("每一份备份写完都重新打开核验过。建议每周再备份一份到 U 盘或移动硬盘。", "soft")
        words.setContentsMargins(GAP_XL, GAP_L, GAP_XL, GAP_L)
        note = row(self.note)
        note.setContentsMargins(GAP_XL, 0, GAP_XL, 0)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(head)
        box.addWidget(rule())
        box.addWidget(words)
        box.addLayout(note)
        box.addSpacing(1)
        box.addWidget(rule())
        box.addWidget(self._stack, 1)

    def _listed(self, found: Sequence[BackupView]) -> None:
        self.model.open(ListSource(found))

    def _counted(self, count: int) -> None:
        self.counted.emit(count)
        self._stack.setCurrentIndex(0 if count else 1)
        self._bring.setEnabled(bool(count))
        if count:
            self.table.go_to(0)

    def _walked(self, backup: BackupView | None) -> None:
        self._bring.setEnabled(backup is not None and backup.verified)

    def _make(self) -> None:
        with_progress(self, self.door, backups.make(), heading="正在备份", then=self._made)

    def _made(self, made: BackupView) -> None:
        ask.toast(self, f"已备份 {made.rows:,} 条数据（{size_words(made.size)}），并核验无误")
        self.load()

    def _make_elsewhere(self) -> None:
        folder = ask.folder(self, "备份到哪个文件夹")
        if folder is not None:
            asking = backups.needs_passphrase(folder)
            asking.then(lambda needed: self._make_in(folder, needed=needed)).start(self.door, self)

    def _make_in(self, folder: Path, *, needed: bool) -> None:
        phrase = _ask_passphrase(self, folder) if needed else ""
        if needed and not phrase:
            return
        operation = backups.make(folder, phrase or None)
        with_progress(
            self, self.door, operation, heading="正在备份",
            then=lambda made: self.note.say(f"已备份到 {made.file}，并核验无误。", "green"),
        )  # fmt: skip

    def _restore(self) -> None:
        backup = self.table.current_row()
        if backup is not None and backup.verified:
            self._preview(backup.file)

    def _from_file(self) -> None:
        file = ask.open_file(self, "选择备份文件", _STICK)
        if file is not None:
            self._preview(file)

    def _preview(self, file: Path) -> None:
        with_progress(self, self.door, backups.preview(file), heading="正在核验备份", then=self._offer)

    def _offer(self, preview: RestorePreview) -> None:
        if RestoreDialog(self, self.door, preview).exec():
            self.restore_wanted.emit(preview.backup.file)

    def _check(self) -> None:
        with_progress(self, self.door, backups.check(), heading="正在检查数据", then=self._checked)

    def _checked(self, result: CheckResult) -> None:
        if result.ok:
            self.note.say("检查完毕：数据库、附件、文件和搜索索引都完好。", "green")
        else:
            words = "；".join(finding.words for finding in result.findings[:5])
            self.note.say(f"检查发现 {len(result.findings)} 处问题：{words}。数据没有改动。", "red")

    def _audit(self) -> None:
        with_progress(self, self.door, backups.audit(), heading="正在核对操作记录", then=self._audited)

    def _audited(self, result: AuditResult) -> None:
        if result.ok:
            self.note.say(f"核对完毕：{result.entries:,} 条操作记录首尾相接，没有被改动过。", "green")
        else:
            self.note.say(
                f"第 {result.first_bad} 条操作记录对不上，可能被改动过。请保留现场并联系维护人员。", "red"
            )


class RestoreDialog(Dialog):
    """Says what a restore brings and what it takes back, before it is done."""

    def __init__(self, parent: QWidget, door: Door, preview: RestorePreview) -> None:
        """Show the preview."""
        super().__init__(parent, "恢复备份", width=620)
        backup = preview.backup
        self.body.addWidget(
            label(f"{backup.made_at} 的{backup.words}，{backup.rows:,} 条数据，已核验。", wrap=True)
        )
        self.body.addWidget(Banner(*_loss(preview)))
        if preview.lost:
            model: WindowModel[LostEntry] = WindowModel(door, LOST, self)
            table: WindowTable[LostEntry] = WindowTable(model)
            table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            table.setFixedHeight(
                theme.px(HEADER_HEIGHT + ROW_HEIGHT * min(_LOST_AT_ONCE, len(preview.lost)) + 2)
            )
            model.open(ListSource(preview.lost))
            self.body.addWidget(table)
        keep = "恢复前会先给现在的台账做一份备份，原来的数据文件移到旁边保存，不会删除。"
        self.body.addWidget(label(keep, "soft", wrap=True))
        self.add_buttons("恢复", kind="danger" if preview.lost_count else "primary")


def _loss(preview: RestorePreview) -> tuple[str, str]:
    if not preview.same_history:
        return "yellow", "这份备份和现在的台账不在同一条记录上，无法列出会丢掉哪些操作。"
    if preview.lost_count:
        return "yellow", f"这份备份之后的 {preview.lost_count:,} 步操作会被取消："
    return "green", "这份备份之后没有新的操作，恢复不会丢掉任何内容。"


def _stripe(backup: BackupView) -> QColor:
    return theme.color("green" if backup.verified else "red")


def _ask_passphrase(parent: QWidget, folder: Path) -> str:
    box = Dialog(parent, "给这份备份设一个口令")
    sentence = f"“{folder}”在移动存储或网络位置上。为防丢失泄密，备份须用口令打开（至少 8 位），请另行记好。"
    box.body.addWidget(label(sentence, wrap=True))
    first, again = QLineEdit(), QLineEdit()
    for field, hint in ((first, "口令"), (again, "再输入一次")):
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setPlaceholderText(hint)
        field.setAccessibleName(hint)
        box.body.addWidget(field)
    go = box.add_buttons("备份")
    go.setEnabled(False)

    def judge() -> None:
        go.setEnabled(len(first.text()) >= 8 and first.text() == again.text())  # noqa: PLR2004

    first.textChanged.connect(judge)
    again.textChanged.connect(judge)
    return first.text() if box.exec() else ""
