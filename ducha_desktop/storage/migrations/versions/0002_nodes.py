"""Schema 2: nodes of a plan have a first day, a length, what they wait for, and the day they really began."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

COLUMNS = (
    "start TEXT",
    "days INTEGER",
    "day_kind TEXT NOT NULL DEFAULT 'calendar'",
    "links TEXT NOT NULL DEFAULT '{}'",
    "begun_on TEXT",
)


def upgrade() -> None:
    for column in COLUMNS:
        op.execute(f"ALTER TABLE milestone ADD COLUMN {column}")
