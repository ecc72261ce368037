"""Schema 1: the ledger and its journal."""

from alembic import op

from ducha_desktop.storage.migrate import run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

APPEND_ONLY = (
    "CREATE TRIGGER {table}_{verb} BEFORE {verb} ON {table} "
    "BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END"
)


def upgrade() -> None:
    run_script("0001_ledger.sql")
    for table in ("entry", "change"):
        for verb in ("update", "delete"):
            op.execute(APPEND_ONLY.format(table=table, verb=verb))
