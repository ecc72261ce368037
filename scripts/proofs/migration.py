"""kill -9 while a database is brought to the next schema: the old one whole, or the new one whole."""

import random
import shutil
from pathlib import Path

from ducha_desktop.domain.errors import NewerVersionError
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.services import opening
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage import migrate, schema
from ducha_desktop.storage.connection import connect
from ducha_desktop.storage.recovery import recover
from ducha_desktop.storage.shelf import list_backups
from ducha_desktop.vault.keys import unlock
from proofs.killing import Acknowledge, Aim, run
from proofs.offices import TODAY, copy_of, make_office, require_good_backups, require_no_rests, state_of
from proofs.proof import Found, Proof

_MATTERS = 60
_NEXT = '''"""The next schema, as heavy as a real one: a column, every row touched, a table copied."""

from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{down}", None, None


def upgrade():
    op.execute("ALTER TABLE matter ADD COLUMN proof TEXT NOT NULL DEFAULT ''")
    for _ in range(40):
        op.execute("UPDATE matter SET proof = proof || 'x'")
    op.execute("CREATE TABLE proof AS SELECT * FROM matter")
    op.execute("CREATE INDEX ix_proof ON proof (uid, title)")
    op.execute("DELETE FROM proof WHERE id % 2 = 0")
'''


def work_migrating(acknowledge: Acknowledge, root: Path, package: Path) -> None:
    """Open for writing with a program whose schema is one further."""
    migrate.__file__ = str(package / "migrate.py")
    following = schema.SCHEMA + 1
    for module in (schema, migrate, opening):
        vars(module)["SCHEMA"] = following
    with open_office(root, clock=FixedClock(TODAY)) as office:
        _ = office.engine
        acknowledge("migrated")


def _next_program(place: Path) -> Path:
    """The migrations of this program and one more."""
    source = Path(migrate.__file__).parent / "migrations"
    shutil.copytree(source, place / "migrations", ignore=shutil.ignore_patterns("__pycache__"))
    versions = place / "migrations" / "versions"
    last = max(path.name for path in versions.glob("*.py"))[:4]
    (versions / "9999_next.py").write_text(_NEXT.format(down=last), encoding="utf-8")
    return place


def migrations(scratch: Path, cycles: int, chance: random.Random) -> Found:
    """Each cycle on a fresh copy."""
    base, place, package = scratch / "base", scratch / "office", _next_program(scratch / "package")
    make_office(base, matters_=_MATTERS)
    whole = run(work_migrating, copy_of(base, place), package, kill_after=None)
    if whole.words != ("migrated",):
        return Found(faults=["the migration did not succeed without a kill"])
    result, aim = Found(), Aim(chance, whole.seconds)
    for _ in range(cycles):
        result.cycles += 1
        root = copy_of(base, place)
        heard = run(work_migrating, root, package, kill_after=aim.moment())
        new = _is_migrated(root, found=result)
        aim.learn(done=new)
        result.counts["new" if new else "old"] += 1
        result.require(holds=new or not heard.words, fault="an acknowledged migration is lost")
        require_good_backups(root, count=result)
        if new:
            reasons = {backup.reason for backup in list_backups(root / "backups")}
            result.require(holds="migration" in reasons, fault="migrated without a backup")
        else:
            state = state_of(root, count=result)
            result.require(holds=state is not None and len(state.titles) == _MATTERS, fault="matters missing")
            require_no_rests(root, count=result)
    return result


def _is_migrated(root: Path, *, found: Found) -> bool:
    """Whether the whole migration is there; a part of it is a fault."""
    folder = DataFolder(root)
    key = unlock(folder.keys)
    recover(folder, key)
    connection = connect(folder.database, key.subkey("database"), read_only=True)
    try:
        new = schema.schema_of(connection) > schema.SCHEMA
        columns = {row[1] for row in connection.execute("PRAGMA table_info(matter)")}
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema")}
        found.require(
            holds=new == ("proof" in columns) == ("proof" in tables), fault="half of the migration is there"
        )
        if new:
            touched = connection.execute("SELECT count(*) FROM matter WHERE length(proof)=40").fetchone()[0]
            found.require(holds=touched == _MATTERS, fault=f"{touched} of {_MATTERS} rows migrated")
            found.require(holds=_is_refused(root), fault="a newer database was not refused")
        pages = connection.execute("PRAGMA integrity_check").fetchall()
        found.require(holds=pages == [("ok",)], fault=f"pages: {pages[:3]}")
    finally:
        connection.close()
    return new


def _is_refused(root: Path) -> bool:
    try:
        open_office(root, clock=FixedClock(TODAY)).close()
    except NewerVersionError:
        return True
    return False


PROOFS = (
    Proof("kill-migration", "kill -9 during an upgrade: the old schema whole or the new", 100, migrations),
)
