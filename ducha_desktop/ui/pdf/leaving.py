"""The ways a finished PDF leaves the program: into a file, or through a printer."""

from functools import partial
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Door, pdf
from ducha_desktop.ui.pdf.printing import PrintRun
from ducha_desktop.ui.run import documents_folder
from ducha_desktop.ui.widgets.progress import ProgressDialog

_KIND = "PDF 文件 (*.pdf)"


def save_pdf(owner: QWidget, door: Door, made: bytes, *, pages: int, name: str) -> None:
    """Ask where, write it there, and say so.

    Args:
        owner: the screen or dialog that shows the PDF.
        door: the doorway.
        made: the PDF.
        pages: how many it has.
        name: proposed for the file, without its ending.
    """
    path = ask.save_file(owner, "保存 PDF", documents_folder() / f"{name}.pdf", kinds=_KIND)
    if path is not None:
        saving = pdf.save(made, path)
        saving.then(lambda done: ask.written(owner, f"已保存 {pages:,} 页：{done.name}", done))
        saving.start(door, owner)


def print_pdf(owner: QWidget, door: Door, made: bytes, *, pages: int, name: str) -> None:
    """Ask for a printer and pages, and send them there one after the other.

    Args:
        owner: the screen or dialog that shows the PDF.
        door: the doorway.
        made: the PDF.
        pages: how many it has.
        name: under which the printer lists it.
    """
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setFromTo(1, pages)
    if not ask.printer(owner, printer):
        return
    first, last = printer.fromPage() or 1, printer.toPage() or pages
    run = PrintRun(owner, door, made, range(first - 1, min(last, pages)))
    dialog = ProgressDialog(owner, "正在打印", run.stop)
    run.advanced.connect(lambda done, total: dialog.report(done, total, f"已送出 {done} / {total} 页"))
    run.finished.connect(partial(_printed, owner, dialog, printer.outputFileName()))
    run.start(printer, lambda error: ask.failure(owner, error))


def _printed(owner: QWidget, dialog: ProgressDialog, file: str, count: int) -> None:
    dialog.finish()
    if file:
        ask.written(owner, f"已打印到文件：{count} 页", Path(file))
    else:
        ask.toast(owner, f"已送到打印机：{count} 页")
