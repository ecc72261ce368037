"""The views of the ledger that the office keeps under a name."""

from collections.abc import Callable
from typing import Any

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.saved_view import SavedView
from ducha_desktop.services.office import Reader
from ducha_desktop.ui.operations import Door, Read, Task, Write, question


def views() -> Read[tuple[SavedView, ...]]:
    """The office's own views."""

    def put(reader: Reader) -> tuple[SavedView, ...]:
        from ducha_desktop.services import saved_views

        return saved_views.views(reader)

    return question(put)


def keep(view: SavedView) -> Write[str]:
    """Keep a new view or change one; the result is its uid."""
    from ducha_desktop.services import saved_views

    words = f"{'更新' if view.uid else '保存'}视图“{view.name}”"
    return _write("view.keep", words, lambda work: saved_views.keep(work, view))


def rename(view: SavedView, name: str) -> Write[str]:
    """Give a view another name; the result is its uid."""
    from ducha_desktop.services import saved_views

    def do(work: Any) -> str:
        saved_views.rename(work, view.uid, name)
        return view.uid

    return _write("view.rename", f"视图“{view.name}”改名为“{name.strip()}”", do)


def delete(view: SavedView) -> Write[str]:
    """Put a view away; the result is its name."""
    from ducha_desktop.services import saved_views

    return _write("view.delete", f"删除视图“{view.name}”", lambda work: saved_views.delete(work, view.uid))


def _write(action: str, words: str, do: Callable[[Any], str]) -> Write[str]:
    def work(door: Door, _task: Task) -> tuple[str, Changes]:
        with door.office.write(action, words=words) as unit:
            result = do(unit)
        return result, unit.changes

    return Write(work)
