"""Schema 1: the ledger and its journal."""

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
)


def upgrade() -> None:
    script = Path(__file__).parent.parent.joinpath("0001_ledger.sql").read_text("utf-8")
    for statement in script.split(";\n"):
        lines = [line for line in statement.splitlines() if not line.startswith("--")]
        if lines:
            op.execute("\n".join(lines))
    for table in ("entry", "change"):
        for verb in ("update", "delete"):
            op.execute(APPEND_ONLY.format(table=table, verb=verb))
