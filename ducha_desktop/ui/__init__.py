"""The window; PySide6 lives only here and in app."""
