"""Errors in what Qt calls: whole exceptions where the call into Qt came from, never the end of the program."""

import importlib
import inspect
import pkgutil
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
import shiboken6
from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QDialog, QWidget

import ducha_desktop.ui
from ducha_desktop.ui.overriding import WHOLE_BY_THEMSELVES

if not TYPE_CHECKING:
    from ducha_desktop.ui.overriding import override
else:
    from typing_extensions import override

NEEDED = sys.version_info < WHOLE_BY_THEMSELVES


class Failing(QWidget):
    """Its size cannot be set."""

    @override
    def resizeEvent(self, event, /):
        self.fail()

    def fail(self):
        raise NotImplementedError


class WrongNumber(Failing):
    def fail(self):
        self.fits(1, 2, 3)

    def fits(self):
        raise AssertionError


class Deleted(Failing):
    def fail(self):
        gone = QObject()
        shiboken6.delete(gone)
        gone.objectName()


class Interpreter(Failing):
    def fail(self):
        len(3)


class WithoutWords(Failing):
    def fail(self):
        raise ValueError


@pytest.mark.parametrize(
    ("widget", "kind", "words"),
    [
        (WrongNumber, TypeError, "takes 1 positional argument but 4 were given"),
        (Deleted, RuntimeError, "already deleted"),
        (Interpreter, TypeError, "has no len"),
        (WithoutWords, ValueError, None),
    ],
)
def test_an_error_arrives_where_qt_was_called(qapp, widget, kind, words):
    failing = widget()
    with pytest.raises(kind, match=words):
        failing.show()


def test_an_error_in_a_model_arrives_too(qapp):
    class Model(QAbstractListModel):
        @override
        def rowCount(self, parent=QModelIndex()):  # noqa: B008 - as Qt has it
            return 1

        @override
        def data(self, index, role=Qt.ItemDataRole.DisplayRole):
            return len(3)

    model = Model()
    with pytest.raises(TypeError, match="has no len"):
        model.index(0, 0).data()


def test_a_fenced_slot_takes_no_more_than_before(qapp):
    class Box(QDialog):
        taken = ()

        @override
        def accept(self):
            self.taken += (None,)

        @override
        def setWindowFilePath(self, path="none", /):
            self.taken += (path,)

        @override
        def setObjectName(self, *names, **kept):
            self.taken += (*names, kept)

    box = Box()
    for slot in (box.accept, box.setWindowFilePath):
        box.windowTitleChanged.connect(slot)
    box.setWindowTitle("标题")
    box.setWindowFilePath()
    box.setObjectName("名", key=1)
    assert box.taken == (None, "标题", "none", "名", {"key": 1})


def test_every_method_that_qt_calls_is_fenced():
    for module in pkgutil.walk_packages(ducha_desktop.ui.__path__, "ducha_desktop.ui."):
        importlib.import_module(module.name)
    ours = [kind for kind in _below(QObject.__mro__[1]) if kind.__module__.startswith("ducha_desktop")]
    methods = [
        (f"{kind.__module__}.{kind.__qualname__}.{name}", method)
        for kind in ours
        for name, method in vars(kind).items()
        if inspect.isfunction(method) and _is_qts(kind, name)
    ]
    assert len(methods) > 100
    if NEEDED:
        assert [name for name, method in methods if not hasattr(method, "__wrapped__")] == []


def _below(kind: type) -> Iterator[type]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


def _is_qts(kind: type, name: str) -> bool:
    """Whether Qt has a method of this name, so that it may be the one to call ours."""
    above = (each for each in kind.__mro__[1:] if each.__module__.startswith(("PySide6", "Shiboken")))
    return name != "__init__" and any(name in vars(each) for each in above)
