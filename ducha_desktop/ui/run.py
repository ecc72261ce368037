"""Starting long operations from a screen: with a progress window and a way to stop."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from ducha_desktop.domain.changes import Changes
from ducha_desktop.ui import ask
from ducha_desktop.ui.operations import Door, Operation, Task, Write, history
from ducha_desktop.ui.widgets.progress import ProgressDialog

T = TypeVar("T")


def with_progress(
    owner: QWidget,
    door: Door,
    operation: Operation[T],
    *,
    heading: str,
    then: Callable[[T], None],
    refused: Callable[[Exception], bool] | None = None,
) -> Task:
    """Start `operation`; after a moment a window shows its progress, and 取消 withdraws a question.

    A deed is done whole or not at all and is never broken off: its window offers no 取消.

    Args:
        owner: the screen that wants the result.
        door: the doorway.
        operation: not yet started; its `then`, `failed` and `progress` are set here.
        heading: what is being done.
        then: takes the result.
        refused: may deal with an error itself; true when it did.
    """
    tasks: list[Task] = []
    dialog = ProgressDialog(owner, heading, None if isinstance(operation, Write) else lambda: _stop(tasks))

    def arrived(result: T) -> None:
        dialog.finish()
        then(result)

    def failed(error: Exception) -> None:
        dialog.finish()
        if refused is None or not refused(error):
            ask.failure(owner, error)

    tasks.append(operation.then(arrived).failed(failed).progress(dialog.report).start(door, owner))
    return tasks[0]


def step_back(owner: QWidget, door: Door, *, then: Callable[[Changes], None]) -> None:
    """Take back the last act; a large one shows that it is at work."""
    _step(owner, door, history.undo(), "正在撤销", then)


def step_forward(owner: QWidget, door: Door, *, then: Callable[[Changes], None]) -> None:
    """Bring back what was undone last; a large act shows that it is at work."""
    _step(owner, door, history.redo(), "正在恢复", then)


def take_back(owner: QWidget, door: Door) -> None:
    """Take back the last act and say in passing what was taken back."""
    step_back(owner, door, then=lambda changes: ask.toast(owner, f"已{changes.words}"))


def _step(
    owner: QWidget, door: Door, step: Write[Changes], heading: str, then: Callable[[Changes], None]
) -> None:
    with_progress(owner, door, step, heading=heading, then=lambda done: then(done[0]))


def _stop(tasks: list[Task]) -> None:
    for task in tasks:
        task.cancel()


def documents_folder() -> Path:
    """Where file dialogs begin: the user's documents, or home."""
    folder = Path.home() / "Documents"
    return folder if folder.is_dir() else Path.home()
