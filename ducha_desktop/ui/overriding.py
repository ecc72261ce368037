"""`override` for the checkers; at run time a fence at the border between Python and Qt.

What Qt calls may fail like any other code, and the error then belongs to whoever called Qt. Up to Python
3.11 an error raised by the interpreter itself (a wrong number of arguments, a widget that Qt has already
deleted) is no exception object until somebody catches it, only its kind and its words. PySide takes the
words for the object where the call into Qt came from Python, and the program dies of a segmentation fault.
So it is caught here once, and goes on as a whole exception. typing_extensions would cost a tenth of the
first paint.
"""
# ruff: noqa: TRY203 - the catching alone makes an exception whole

import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, TypeVar, cast

Method = Callable[..., Any]
F = TypeVar("F", bound=Method)

WHOLE_BY_THEMSELVES = (3, 12)
"""From this version on Python makes the exception object when it raises."""


def override(method: F) -> F:
    """Mark a method as overriding one of Qt's: what it raises leaves it as a whole exception.

    Args:
        method: what Qt calls; it may be a slot as well.

    Returns:
        The method, fenced where this Python needs it.
    """
    if sys.version_info >= WHOLE_BY_THEMSELVES:
        return method
    fenced = _fence(method)
    fenced.__name__, fenced.__qualname__, fenced.__doc__ = (
        method.__name__,
        method.__qualname__,
        method.__doc__,
    )
    fenced.__wrapped__ = method  # type: ignore[attr-defined]
    return cast("F", fenced)


def _fence(method: Any) -> FunctionType:
    """A function with the parameters of `method`: a signal hands on as many values as its slot has room for."""
    code = method.__code__
    if code.co_flags & _STARRED or code.co_kwonlyargcount or code.co_argcount > len(_FENCES):
        return cast("FunctionType", _any(method))
    fenced = cast("FunctionType", _FENCES[code.co_argcount - 1](method))
    fenced.__code__ = fenced.__code__.replace(
        co_varnames=code.co_varnames[: code.co_argcount], co_posonlyargcount=code.co_posonlyargcount
    )
    fenced.__defaults__ = method.__defaults__
    return fenced


def _any(method: Method) -> Method:
    def fenced(*given: Any, **named: Any) -> Any:
        try:
            return method(*given, **named)
        except BaseException:
            raise

    return fenced


def _one(method: Method) -> Method:
    def fenced(a: Any) -> Any:
        try:
            return method(a)
        except BaseException:
            raise

    return fenced


def _two(method: Method) -> Method:
    def fenced(a: Any, b: Any) -> Any:
        try:
            return method(a, b)
        except BaseException:
            raise

    return fenced


def _three(method: Method) -> Method:
    def fenced(a: Any, b: Any, c: Any) -> Any:
        try:
            return method(a, b, c)
        except BaseException:
            raise

    return fenced


def _four(method: Method) -> Method:
    def fenced(a: Any, b: Any, c: Any, d: Any) -> Any:
        try:
            return method(a, b, c, d)
        except BaseException:
            raise

    return fenced


_FENCES = (_one, _two, _three, _four)
"""By the number of parameters, `self` among them; they take the names of the method's own."""
_STARRED = 0x04 | 0x08
"""Flags of a function that takes `*` or `**`."""
