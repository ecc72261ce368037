"""Many matters with their long texts, for export: a chunk in memory at a time."""

from collections.abc import Iterator

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import MatterDetail

CHUNK = 900
_TEXTS = ("category", "target", "task", "measures", "progress_text", "problems", "next_steps", "remarks")

EXPORT_KEYS: tuple[str, ...] = (
    "serial",
    "number",
    "title",
    "ledger",
    "category",
    "source",
    "target",
    "task",
    "measures",
    "liaison_leaders",
    "responsible_leaders",
    "lead_unit",
    "co_units",
    "persons",
    "due",
    "due_text",
    "status",
    "light",
    "progress_percent",
    "progress_text",
    "problems",
    "next_steps",
    "remarks",
)
"""The columns of an exported ledger, in the order of the office's own tables."""


def every_detail(reader: Reader, query: LedgerQuery) -> Iterator[MatterDetail]:
    """All rows of a query with the texts of `EXPORT_KEYS`; the parts of each matter stay out."""
    wanted = ledger.ids(reader, query)
    columns = ",".join(_TEXTS)
    for start in range(0, len(wanted), CHUNK):
        part = list(wanted[start : start + CHUNK])
        marks = ",".join("?" * len(part))
        texts = {
            row[0]: dict(zip(_TEXTS, row[1:], strict=True))
            for row in reader.connection.execute(
                f"SELECT uid, {columns} FROM matter WHERE id IN ({marks})", part
            )
        }
        for row in ledger.rows_by_ids(reader, part):
            yield MatterDetail(
                row=row,
                fields=texts.get(row.uid, {}),
                extras={},
                assignments=(),
                milestones=(),
                reports=(),
                timeline=(),
                attachments=(),
                papers=(),
                missing=(),
            )
