"""What a write changed: the message that lets every screen refresh itself."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Changes:
    """The tables and rows one journal entry touched.

    Attributes:
        entry: sequence number of the journal entry, 0 when nothing was written.
        words: the entry in the clerk's words, e.g. ``导入 312 行``.
        tables: names of the tables touched.
        matters: uids of the matters whose ledger row changed; empty with `many`.
        many: true when so many rows changed that a full refresh is cheaper.
    """

    entry: int = 0
    words: str = ""
    tables: frozenset[str] = field(default_factory=frozenset)
    matters: frozenset[str] = field(default_factory=frozenset)
    many: bool = False

    def __bool__(self) -> bool:
        """Whether anything was written."""
        return bool(self.tables)
