"""Every question, message and file dialog of the window passes here, and nowhere else.

Tests replace the bridge with `replace`; screens only know the functions of this module. What a message
or a question is made of is loaded when the first one is asked: the painted shell shows none.
"""

import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from ducha_desktop import __version__
from ducha_desktop.domain.errors import DuchaError
from ducha_desktop.runtime.logs import LOGGER
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.basics import button, label, row

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ducha_desktop.ui.widgets.dialog import Dialog

UNEXPECTED = "程序遇到了没有预料到的问题，刚才的操作没有完成，已保存的数据不受影响。请再试一次；如果重复出现，请把下面的详情发给维护人员。"
log = logging.getLogger(LOGGER)


class Bridge:
    """The real dialogs."""

    log_folder: Path | None = None

    def tell(self, parent: QWidget | None, heading: str, sentence: str) -> None:
        """Say something that must be read before going on."""
        box = _dialog(parent, heading)
        box.body.addWidget(label(sentence, wrap=True, select=True))
        box.add_buttons("知道了", cancel="")
        box.exec()

    def refuse(self, parent: QWidget | None, sentence: str, details: str, code: str) -> None:
        """Say why something was not done, with the details to copy and the way to the page that helps."""
        from ducha_desktop.ui.widgets.refusal import RefusalDialog

        RefusalDialog(parent, sentence, details, code).exec()

    def confirm(self, parent: QWidget | None, heading: str, sentence: str, deed: str) -> bool:
        """Ask before a deed that cannot be undone; `deed` is the verb on the button."""
        box = _dialog(parent, heading)
        box.body.addWidget(label(sentence, wrap=True, select=True))
        box.add_buttons(deed, kind="danger")
        return bool(box.exec())

    def words(self, parent: QWidget | None, heading: str, sentence: str, deed: str) -> str | None:
        """Ask for a few words, e.g. a reason; None when the clerk leaves."""
        from PySide6.QtWidgets import QPlainTextEdit

        box = _dialog(parent, heading)
        box.body.addWidget(label(sentence, "soft", wrap=True))
        field = QPlainTextEdit()
        field.setTabChangesFocus(True)
        field.setFixedHeight(theme.px(88))
        field.setAccessibleName(sentence)
        box.body.addWidget(field)
        go = box.add_buttons(deed)
        go.setEnabled(False)
        field.textChanged.connect(lambda: go.setEnabled(bool(field.toPlainText().strip())))
        return field.toPlainText().strip() if box.exec() else None

    def trouble(self, parent: QWidget | None, sentence: str, details: str) -> None:
        """Show an unexpected error calmly: the sentence, the details to copy, the log folder."""
        from PySide6.QtGui import QGuiApplication
        from PySide6.QtWidgets import QPlainTextEdit

        box = _dialog(parent, "出了点问题", width=560)
        box.body.addWidget(label(sentence, wrap=True, select=True))
        shown = QPlainTextEdit(details)
        shown.setReadOnly(True)
        shown.setFixedHeight(theme.px(140))
        shown.setAccessibleName("详情")
        shown.hide()
        more = button("查看详情", kind="quiet")

        def unfold() -> None:
            shown.setVisible(shown.isHidden())
            box.adjustSize()

        more.clicked.connect(unfold)
        copy = button("复制详情", lambda: QGuiApplication.clipboard().setText(details), kind="quiet")
        box.body.addWidget(shown)
        offers = [more, button("查看帮助", box.show_help, kind="quiet")]
        if self.log_folder is not None:
            folder = self.log_folder
            offers.append(button("打开日志文件夹", lambda: open_folder(folder), kind="quiet"))
        box.body.addLayout(row(*offers, None))
        box.add_buttons("知道了", cancel="", left=copy).setFocus()
        box.exec()

    def open_file(
        self, parent: QWidget | None, heading: str, kinds: str, start: Path | None = None
    ) -> Path | None:
        """Choose an existing file; `kinds` as Qt writes filters."""
        from PySide6.QtWidgets import QFileDialog  # noqa: TID251 - this is the place

        name, _ = QFileDialog.getOpenFileName(parent, heading, str(start or ""), kinds)
        return Path(name) if name else None

    def open_files(
        self, parent: QWidget | None, heading: str, kinds: str, start: Path | None = None
    ) -> list[Path]:
        """Choose any number of existing files."""
        from PySide6.QtWidgets import QFileDialog  # noqa: TID251 - this is the place

        names, _ = QFileDialog.getOpenFileNames(parent, heading, str(start or ""), kinds)
        return [Path(name) for name in names]

    def save_file(self, parent: QWidget | None, heading: str, suggested: Path, kinds: str) -> Path | None:
        """Choose where to write; an existing file is asked about by the dialog itself."""
        from PySide6.QtWidgets import QFileDialog  # noqa: TID251 - this is the place

        name, _ = QFileDialog.getSaveFileName(parent, heading, str(suggested), kinds)
        if not name:
            return None
        path = Path(name)
        return path if path.suffix else path.with_suffix(suggested.suffix)

    def folder(self, parent: QWidget | None, heading: str, start: Path | None = None) -> Path | None:
        """Choose a folder."""
        from PySide6.QtWidgets import QFileDialog  # noqa: TID251 - this is the place

        name = QFileDialog.getExistingDirectory(parent, heading, str(start or ""))
        return Path(name) if name else None

    def printer(self, parent: QWidget | None, printer: "QPrinter") -> bool:
        """Let the clerk choose printer, copies and sides."""
        from PySide6.QtPrintSupport import QPrintDialog

        dialog = QPrintDialog(printer, parent)
        dialog.setWindowTitle("打印")
        return bool(dialog.exec())

    def toast(self, parent: QWidget | None, words: str, undo: Callable[[], None] | None) -> None:
        """Say in passing that something was done, with 撤销 where that is possible."""
        window = parent.window() if parent else QApplication.activeWindow()
        if window is not None:
            from ducha_desktop.ui.widgets.toast import Offer, show_toast

            show_toast(window, words, (Offer("撤销", undo),) if undo is not None else ())

    def written(self, parent: QWidget | None, words: str, path: Path) -> None:
        """Say in passing that a file, or several in a folder, were written, and offer to look at them."""
        from ducha_desktop.ui.widgets.toast import Offer, show_toast

        window = parent.window() if parent else QApplication.activeWindow()
        if window is None:
            return
        if path.is_dir():
            show_toast(
                window, words, (Offer("打开文件夹", lambda: self._show(window, path), "Ctrl+Shift+F"),)
            )
            return
        file = Offer("打开", lambda: self._show(window, path), "Ctrl+Shift+O")
        folder = Offer("打开所在文件夹", lambda: self._show(window, path.parent), "Ctrl+Shift+F")
        show_toast(window, words, (file, folder))

    def _show(self, parent: QWidget, path: Path) -> None:
        if not path.exists():
            self.tell(parent, "没有打开", f"“{path}”已经不在那里了，可能被移走或改了名。")
        elif not _open(path):
            self.tell(parent, "没有打开", f"这台电脑上没有能打开它的程序。文件已保存在：{path}")


_bridge: Bridge = Bridge()


@contextmanager
def replace(other: Bridge) -> Iterator[Bridge]:
    """Answer with another bridge for a while (tests, scripted screenshots)."""
    global _bridge  # noqa: PLW0603 - one window, one bridge
    before, _bridge = _bridge, other
    try:
        yield other
    finally:
        _bridge = before


def set_log_folder(folder: Path) -> None:
    """Name the folder that error dialogs offer to open."""
    _bridge.log_folder = folder


def tell(parent: QWidget | None, heading: str, sentence: str) -> None:
    """Say something that must be read before going on."""
    _bridge.tell(parent, heading, sentence)


def confirm(parent: QWidget | None, heading: str, sentence: str, *, deed: str) -> bool:
    """Ask before a deed that undo does not cover."""
    return _bridge.confirm(parent, heading, sentence, deed)


def words(parent: QWidget | None, heading: str, sentence: str, *, deed: str) -> str | None:
    """Ask for a few words."""
    return _bridge.words(parent, heading, sentence, deed)


def open_file(parent: QWidget | None, heading: str, kinds: str, *, start: Path | None = None) -> Path | None:
    """Choose an existing file."""
    return _bridge.open_file(parent, heading, kinds, start)


def open_files(parent: QWidget | None, heading: str, kinds: str, *, start: Path | None = None) -> list[Path]:
    """Choose any number of existing files."""
    return _bridge.open_files(parent, heading, kinds, start)


def save_file(parent: QWidget | None, heading: str, suggested: Path, *, kinds: str) -> Path | None:
    """Choose where to write; a place within the data folder is refused with a sentence."""
    return _outside(parent, heading, _bridge.save_file(parent, heading, suggested, kinds))


def folder(parent: QWidget | None, heading: str, *, start: Path | None = None) -> Path | None:
    """Choose a folder."""
    return _bridge.folder(parent, heading, start)


def folder_for_files(parent: QWidget | None, heading: str, *, start: Path) -> Path | None:
    """Choose the folder that files are written into; not the data folder."""
    return _outside(parent, heading, _bridge.folder(parent, heading, start))


def _outside(parent: QWidget | None, heading: str, path: Path | None) -> Path | None:
    from ducha_desktop.domain.errors import WrongUseError
    from ducha_desktop.services.elsewhere import require_elsewhere

    logs = _bridge.log_folder
    if path is None or logs is None:
        return path
    try:
        require_elsewhere(logs.parent, path)
    except WrongUseError as refusal:
        _bridge.tell(parent, heading, refusal.message)
        return None
    return path


def printer(parent: QWidget | None, printer: "QPrinter") -> bool:
    """Let the clerk choose the printer."""
    return _bridge.printer(parent, printer)


def toast(parent: QWidget | None, words: str, *, undo: Callable[[], None] | None = None) -> None:
    """Say in passing that something was done."""
    _bridge.toast(parent, words, undo)


def written(parent: QWidget | None, words: str, path: Path) -> None:
    """Say in passing that a file was written, or several into a folder, and offer to open it."""
    _bridge.written(parent, words, path)


def open_folder(path: Path) -> None:
    """Show a folder in the system's file manager."""
    _open(path)


def failure(owner: QObject | None, error: BaseException, *, about: str = "") -> None:
    """Show why something was not done: a refusal in its own sentence, anything else calmly and logged.

    Args:
        owner: who wanted it done.
        error: what came of it.
        about: chooses the page of the manual that helps (`REFUSALS`), where the refusal's own code is too general.
    """
    parent = _parent(owner)
    if isinstance(error, DuchaError):
        _bridge.refuse(parent, error.message, _details(error), about or error.code)
        return
    log.error("unexpected", exc_info=error)
    _bridge.trouble(parent, UNEXPECTED, "".join(traceback.format_exception(error)))


def _details(error: DuchaError) -> str:
    """What helps whoever is asked: program, time, the refusal, and where it came from."""
    when = datetime.now().astimezone()
    said = "".join(traceback.format_exception(error))
    return f"督查台账 {__version__}　{when:%Y-%m-%d %H:%M:%S}　{error.code}\n{error.message}\n\n{said}"


def _parent(owner: QObject | None) -> QWidget | None:
    while owner is not None and not isinstance(owner, QWidget):
        owner = owner.parent()
    return owner or QApplication.activeWindow()


def _open(path: Path) -> bool:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))


def _dialog(parent: QWidget | None, heading: str, *, width: int = 460) -> "Dialog":
    from ducha_desktop.ui.widgets.dialog import Dialog

    return Dialog(parent, heading, width=width)
