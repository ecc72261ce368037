"""Schema 3: where matters come from, how they are pressed, what units owe; chains of signatures."""

from alembic import op

from ducha_desktop.storage.migrate import run_script

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

COLUMNS = (
    ("ledger", "procedure TEXT NOT NULL DEFAULT '{}'"),
    ("matter", "sign_step INTEGER NOT NULL DEFAULT 0"),
    ("matter", "assigned_on TEXT"),
    ("matter", "cycle_days INTEGER"),
    ("assignment", "post TEXT NOT NULL DEFAULT ''"),
    ("event", "role TEXT NOT NULL DEFAULT ''"),
    ("event", "step INTEGER NOT NULL DEFAULT 0"),
    ("issued_paper", "unit_uid TEXT REFERENCES unit (uid)"),
    ("issued_paper", "voided_on TEXT"),
    ("report", "period TEXT"),
)


def upgrade() -> None:
    for table, column in COLUMNS:
        op.execute(f"ALTER TABLE {table} ADD COLUMN {column}")
    op.execute("CREATE INDEX ix_issued_paper_unit_uid ON issued_paper (unit_uid)")
    run_script("0003_course.sql")
