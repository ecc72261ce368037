"""Who has which part in many matters: those with equal parts share one answer."""

from collections.abc import Mapping

from ducha_desktop.storage.chunks import rows_in
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.projection_rows import Holders

Part = tuple[str, str | None, str | None, int]
"""Role, unit, person and place of one assignment."""


class SharedHolders:
    """Who has which part, by the names of the register."""

    def __init__(self, connection: Connection, parts: Mapping[str, tuple[Part, ...]]) -> None:
        """Read the names of all who are assigned.

        Args:
            connection: any connection.
            parts: by matter, in order of entry.
        """
        self._parts = parts
        self._known: dict[tuple[Part, ...], Holders] = {}
        different = {part for each in set(parts.values()) for part in each}
        self._names: dict[str, tuple[str, int]] = {}
        for table, place in (("unit", 1), ("person", 2)):
            uids = sorted({str(part[place]) for part in different if part[place]})
            statement = f"SELECT uid, name, official_order FROM {table} WHERE uid IN ({{marks}})"
            self._names |= {uid: (name, order) for uid, name, order in rows_in(connection, statement, uids)}

    def of(self, uid: str) -> Holders:
        """Who has which part in a matter."""
        parts = self._parts.get(uid, ())
        found = self._known.get(parts)
        if found is None:
            found = self._known[parts] = self._made(parts)
        return found

    def _made(self, parts: tuple[Part, ...]) -> Holders:
        """In the order of `holders_of`: people named for a matter as they stand, others by rank."""
        ranked: list[tuple[str, int, int, str, int]] = []
        for role, unit, person, place in parts:
            named = self._names.get(person or unit or "")
            if named is not None:
                name, order = named
                ranked.append((role, 0 if role == "person" else order, place, name, order))
        holders = Holders()
        for role, _rank, _place, name, order in sorted(ranked, key=lambda each: each[:3]):
            holders.names.setdefault(role, []).append(name)
            holders.order.setdefault(role, order)
        return holders
