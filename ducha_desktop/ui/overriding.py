"""`override` for the checkers, nothing at run time: typing_extensions costs a tenth of the first paint."""

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])


def override(method: F) -> F:
    """Mark a method as overriding one of Qt's."""
    return method
