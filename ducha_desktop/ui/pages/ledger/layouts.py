"""What this computer remembers of the ledger's columns and order, view by view, in `window.ini`."""

import json
from pathlib import Path

from PySide6.QtCore import QSettings

from ducha_desktop.domain.ledger_query import GroupLevel, LedgerQuery, SortKey
from ducha_desktop.domain.saved_view import query_document, read_query
from ducha_desktop.services.outline import Folding
from ducha_desktop.ui.tables.layout import Layout

Order = tuple[SortKey, bool]
Arrangement = tuple[tuple[GroupLevel, ...], bool]
_MOST_FOLDED = 200
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

    def arrangement(self, view: str) -> Arrangement | None:
        """Groups, or the tree, of a view as it was left; None where nothing is kept or it cannot be read."""
        try:
            kept = json.loads(str(self._settings.value(f"ledger/{view}/groups", "")))
            read = read_query({"groups": kept["groups"]})
            return read.groups, bool(kept["tree"])
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    def keep_arrangement(self, view: str, query: LedgerQuery) -> None:
        """Keep the groups, or the tree, of a view."""
        kept = {"groups": query_document(query).get("groups", []), "tree": query.tree}
        self._settings.setValue(f"ledger/{view}/groups", json.dumps(kept))

    def folding(self, view: str) -> Folding | None:
        """What was folded in a view."""
        try:
            kept = json.loads(str(self._settings.value(f"ledger/{view}/folded", "")))
            paths = frozenset(tuple(map(str, path)) for path in kept["others"])
            return Folding(
                bool(kept["folded"]), paths, frozenset(map(str, kept["nodes"])), bool(kept["every"])
            )
        except (ValueError, KeyError, TypeError):
            return None

    def keep_folding(self, view: str, folding: Folding | None) -> None:
        """Keep what is folded in a view, as far as it can be told in few words."""
        if folding is None or len(folding.others) + len(folding.nodes) > _MOST_FOLDED:
            self._settings.remove(f"ledger/{view}/folded")
            return
        kept = {
            "folded": folding.folded,
            "others": sorted(folding.others),
            "nodes": sorted(folding.nodes),
            "every": folding.every_node,
        }
        self._settings.setValue(f"ledger/{view}/folded", json.dumps(kept, ensure_ascii=False))

    def forget(self, view: str) -> None:
        """A view is gone."""
        self._settings.remove(f"ledger/{view}")
