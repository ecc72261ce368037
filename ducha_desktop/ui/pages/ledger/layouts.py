"""What this computer remembers of the ledger's columns and order, view by view, in `window.ini`."""

import json
from pathlib import Path

from PySide6.QtCore import QSettings

from ducha_desktop.domain.ledger_query import SortKey
from ducha_desktop.ui.tables.layout import Layout

Order = tuple[SortKey, bool]
WHOLE = "whole"
"""The ledger as it opens, without a view."""


class Layouts:
    """Layouts and orders by the key of a view."""

    def __init__(self, data: Path) -> None:
        """Use the file of this data folder."""
        self._settings = QSettings(str(data / "window.ini"), QSettings.Format.IniFormat)

    def layout(self, view: str, usual: Layout) -> Layout:
        """The columns of a view, `usual` where nothing is kept or what is kept cannot be read."""
        try:
            kept = json.loads(str(self._settings.value(f"ledger/{view}/columns", "")))
            return Layout(
                tuple(map(str, kept["order"])),
                frozenset(map(str, kept["shown"])),
                tuple((str(key), int(width)) for key, width in kept["widths"]),
                int(kept["frozen"]),
            )
        except (ValueError, KeyError, TypeError):
            return usual

    def keep_layout(self, view: str, layout: Layout) -> None:
        """Keep the columns of a view."""
        kept = {
            "order": layout.order,
            "shown": sorted(layout.shown),
            "widths": layout.widths,
            "frozen": layout.frozen,
        }
        self._settings.setValue(f"ledger/{view}/columns", json.dumps(kept))

    def order(self, view: str) -> Order | None:
        """The order of a view as it was left."""
        key, _, turn = str(self._settings.value(f"ledger/{view}/order", "")).partition(" ")
        found = next((sort for sort in SortKey if sort.value == key), None)
        return None if found is None else (found, turn == "down")

    def keep_order(self, view: str, order: Order) -> None:
        """Keep the order of a view."""
        self._settings.setValue(f"ledger/{view}/order", f"{order[0].value} {'down' if order[1] else 'up'}")

    def forget(self, view: str) -> None:
        """A view is gone."""
        self._settings.remove(f"ledger/{view}")
