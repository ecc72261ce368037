"""Files dropped on the window: a ledger in a workbook, document or text starts an import."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent

_LEDGERS = frozenset(
    {".xlsx", ".xls", ".et", ".xlsm", ".csv", ".xml", ".htm", ".html"}
    # Old documents and PDF are taken too: the import says how to make them readable.
    | {".docx", ".txt", ".doc", ".docm", ".wps", ".rtf", ".pdf"}
)


def dropped_ledger(event: "QDropEvent") -> Path | None:
    """The first file that may hold a ledger among those that are dropped."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if path.suffix.lower() in _LEDGERS and path.is_file():
            return path
    return None
