"""Files dropped on the window: a workbook starts an import."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QDropEvent

_WORKBOOKS = frozenset({".xlsx", ".xls", ".et", ".xlsm", ".csv", ".xml", ".htm", ".html"})


def dropped_workbook(event: "QDropEvent") -> Path | None:
    """The first workbook among the files that are dropped."""
    for url in event.mimeData().urls():
        path = Path(url.toLocalFile())
        if path.suffix.lower() in _WORKBOOKS and path.is_file():
            return path
    return None
