"""附件 of a matter: dragged in or chosen, opened, saved elsewhere, named, classed, removed."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QUrl, Signal
from PySide6.QtGui import QContextMenuEvent, QDesktopServices, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ducha_desktop.domain.vocabulary import AttachmentKind
from ducha_desktop.services.views import AttachmentView
from ducha_desktop.ui import ask
from ducha_desktop.ui.icons import Icon
from ducha_desktop.ui.operations import Door, Task, attachments
from ducha_desktop.ui.pages.ledger.detail_rename import RenameDialog
from ducha_desktop.ui.run import documents_folder, take_back, with_progress
from ducha_desktop.ui.theme import GAP_M, GAP_S
from ducha_desktop.ui.widgets.basics import Picture, button, label, repolish, tool
from ducha_desktop.ui.widgets.progress import ProgressDialog

if TYPE_CHECKING:
    from ducha_desktop.domain.changes import Changes
    from ducha_desktop.services.attachments import Added

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

_KB, _MB = 1024, 1024 * 1024


def size_words(size: int) -> str:
    """A size as people read it."""
    if size < _MB:
        return f"{max(1, round(size / _KB))} KB"
    return f"{size / _MB:,.1f} MB"


class FileRow(QFrame):
    """One attachment: Enter opens it, F2 renames it, Delete removes it, the menu has the rest."""

    def __init__(self, owner: "Files") -> None:
        """Start empty; `show_file` fills it."""
        super().__init__()
        self.file = AttachmentView("", "", 0, "", "")
        self._owner = owner
        self.setProperty("part", "file")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._name, self._below = label("", wrap=True), label("", "small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self._name)
        words.addWidget(self._below)
        more = tool(Icon.MORE, "对这个附件的操作", self._menu_below)
        more.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._more = more
        box = QHBoxLayout(self)
        box.setContentsMargins(GAP_S, GAP_S, 0, GAP_S)
        box.setSpacing(GAP_M)
        box.addWidget(Picture(Icon.FILE, 18, "faint"), 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(words, 1)
        box.addWidget(more, 0, Qt.AlignmentFlag.AlignTop)

    def show_file(self, file: AttachmentView, *, missing: bool) -> None:
        """Show one attachment."""
        self.file = file
        kind = next((each.word for each in AttachmentKind if each.value == file.kind), "普通")
        self._name.setText(file.name)
        lost = "内容不在数据文件夹里，请从备份恢复"
        self._below.setText(lost if missing else f"{size_words(file.size)} · {kind}")
        if self._below.property("tone") != ("red" if missing else ""):
            self._below.setProperty("tone", "red" if missing else "")
            repolish(self._below)
        self.setAccessibleName(f"附件 {file.name}，{self._below.text()}")
        self.setToolTip("双击或按回车打开（只读副本）")

    def menu(self) -> QMenu:
        """What can be done with it."""
        menu, evidence = QMenu(self), self.file.kind == AttachmentKind.EVIDENCE
        other = AttachmentKind.USUAL if evidence else AttachmentKind.EVIDENCE
        owner, file = self._owner, self.file
        for words, deed in (
            ("打开\t回车", lambda: owner.open_file(file)),
            ("另存为…", lambda: owner.save_file(file)),
            ("改名…\tF2", lambda: owner.rename(file)),
            (f"改为{other.word}附件", lambda: owner.classify(file, other)),
            ("删除\tDelete", lambda: owner.remove(file)),
        ):
            menu.addAction(words).triggered.connect(lambda _on=False, deed=deed: deed())
        return menu

    def _menu_below(self) -> None:
        self.setFocus()
        self._open_menu(self._more.mapToGlobal(QPoint(0, self._more.height())))

    def _open_menu(self, at: QPoint) -> None:
        menu = self.menu()
        menu.exec(at)
        menu.deleteLater()

    @override
    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        self._open_menu(event.globalPos())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        self._owner.open_file(self.file)

    @override
    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        deeds: dict[int, Callable[[], None]] = {
            Qt.Key.Key_Return: lambda: self._owner.open_file(self.file),
            Qt.Key.Key_Enter: lambda: self._owner.open_file(self.file),
            Qt.Key.Key_F2: lambda: self._owner.rename(self.file),
            Qt.Key.Key_Delete: lambda: self._owner.remove(self.file),
            Qt.Key.Key_Menu: self._menu_below,
            Qt.Key.Key_Space: self._menu_below,
        }
        deed = deeds.get(event.key())
        if deed is not None:
            deed()
        else:
            super().keyPressEvent(event)


class Files(QWidget):
    """The attachments of the matter shown."""

    counted = Signal(int)

    def __init__(self, door: Door) -> None:
        """Start without a matter."""
        super().__init__()
        self._door = door
        self._matter = ""
        self._missing: frozenset[str] = frozenset()
        self.rows: list[FileRow] = []
        self.add_button = button("添加附件…", self.choose, kind="link", glyph=Icon.ADD)
        self.add_button.setToolTip("也可以把文件直接拖到这里")
        self._hint = label("还没有附件。把文件拖进来，或点“添加附件”。", "faint", wrap=True)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(2)
        self._box.addWidget(self._hint)

    def show_files(self, matter: str, files: Sequence[AttachmentView]) -> None:
        """Show the attachments of a matter; rows are kept and reused."""
        if matter != self._matter:
            self._missing = frozenset()
        self._matter = matter
        while len(self.rows) < len(files):
            self.rows.append(FileRow(self))
            self._box.addWidget(self.rows[-1])
        for number, line in enumerate(self.rows):
            line.setVisible(number < len(files))
            if number < len(files):
                line.show_file(files[number], missing=files[number].sha256 in self._missing)
        self._hint.setVisible(not files)
        self.counted.emit(len(files))
        if files:
            digests = tuple(file.sha256 for file in files)
            attachments.missing(digests).latest("missing").then(self._mark_missing).start(self._door, self)

    def _mark_missing(self, missing: frozenset[str]) -> None:
        self._missing = missing
        for line in self.rows:
            if not line.isHidden():
                line.show_file(line.file, missing=line.file.sha256 in missing)

    def choose(self) -> None:
        """Ask for files and take them in."""
        self.add(ask.open_files(self, "添加附件", "所有文件 (*)", start=documents_folder()))

    def add(self, paths: Sequence[Path]) -> None:
        """Take files in, with progress and a way to break it off."""
        if not paths or not self._matter:
            return
        tasks: list[Task] = []

        def stop() -> None:
            for task in tasks:
                task.cancel()

        dialog = ProgressDialog(self, "正在添加附件", stop)

        def failed(error: Exception) -> None:
            dialog.finish()
            ask.failure(self, error)

        def done(result: "tuple[Added, Changes]") -> None:
            dialog.finish()
            self._added(result[0])

        adding = attachments.add(self._matter, paths).then(done).failed(failed).progress(dialog.report)
        tasks.append(adding.start(self._door, self))

    def _added(self, added: "Added") -> None:
        if added.names:
            words = f"附件“{added.names[0]}”" if len(added.names) == 1 else f" {len(added.names)} 个附件"
            ask.toast(self, f"已添加{words}", undo=self._undo)
        if added.refused:
            heading = "有文件没有添加" if added.names else "没有添加"
            ask.tell(self, heading, "\n".join(why for _, why in added.refused))

    def open_file(self, file: AttachmentView) -> None:
        """Show it in the system's program, as a read-only copy."""
        opening = attachments.open_copy(file.uid)
        with_progress(
            self, self._door, opening, heading="正在打开附件", then=lambda path: self._opened(file, path)
        )

    def _opened(self, file: AttachmentView, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            ask.tell(
                self,
                "没有打开",
                f"这台电脑上没有能打开“{file.name}”的程序。可以用“另存为”存到别处，再换一台电脑打开。",
            )

    def save_file(self, file: AttachmentView) -> None:
        """Save a copy elsewhere."""
        ending = Path(file.name).suffix
        kinds = f"{ending} 文件 (*{ending})" if ending else "所有文件 (*)"
        target = ask.save_file(self, "附件另存为", documents_folder() / file.name, kinds=kinds)
        if target is not None:
            with_progress(
                self, self._door, attachments.save_as(file.uid, target), heading="正在保存附件",
                then=lambda path: ask.written(self, f"附件已保存：{path.name}", path),
            )  # fmt: skip

    def rename(self, file: AttachmentView) -> None:
        """Ask for another name."""
        dialog = RenameDialog(self, file.name)
        if dialog.exec() and dialog.name != file.name:
            renaming = attachments.rename(file.uid, dialog.name)
            renaming.then(lambda done: self._done(done[0])).start(self._door, self)
        dialog.deleteLater()

    def classify(self, file: AttachmentView, kind: AttachmentKind) -> None:
        """Say what it is for."""
        classing = attachments.classify(file.uid, kind).then(lambda done: self._done(done[0]))
        classing.start(self._door, self)

    def remove(self, file: AttachmentView) -> None:
        """Put it into the recycle bin; no question, for undo serves."""
        self.add_button.setFocus()
        removing = attachments.remove(file.uid).then(lambda done: self._done(done[0]))
        removing.start(self._door, self)

    def _done(self, changes: "Changes") -> None:
        ask.toast(self, f"已{changes.words}", undo=self._undo)

    def _undo(self) -> None:
        take_back(self, self._door)
