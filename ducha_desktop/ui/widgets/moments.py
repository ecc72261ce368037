"""Moments of the journal as a clerk reads them."""

from datetime import datetime


def moment(at: str) -> str:
    """An ISO moment in UTC as local `2026-11-22 15:30`; what is none stays as it is."""
    try:
        return datetime.fromisoformat(at).astimezone().strftime("%Y-%m-%d %H:%M")
    except ValueError:
        return at
