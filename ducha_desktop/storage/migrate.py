"""Bringing a database to this program's schema, in one transaction, after a verified backup."""

from collections.abc import Callable
from pathlib import Path

from alembic import op
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from ducha_desktop.storage.connection import APPLICATION_ID
from ducha_desktop.storage.derived import DERIVED_DDL
from ducha_desktop.storage.schema import SCHEMA, refuse_newer


def migrate(engine: Engine, *, backup: Callable[[], object] | None = None) -> bool:
    """Upgrade to `SCHEMA`; return whether anything was done.

    Args:
        engine: the writer's engine.
        backup: makes and verifies a backup; called before the first statement of an upgrade.

    Raises:
        NewerVersionError: the database is newer than the program.
    """
    with engine.connect() as link:
        present = int(link.exec_driver_sql("PRAGMA user_version").scalar_one())
        link.rollback()
    refuse_newer(present)
    if present == SCHEMA:
        return False
    if present and backup is not None:
        backup()
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    script = ScriptDirectory.from_config(config)

    def steps(revision: object, _context: object) -> list[object]:
        return script._upgrade_revs("head", revision)  # type: ignore[arg-type,return-value]  # noqa: SLF001

    with engine.begin() as link, EnvironmentContext(config, script, fn=steps) as environment:
        environment.configure(connection=link, transactional_ddl=True)
        environment.run_migrations()
        if not present:
            for statement in DERIVED_DDL:
                link.exec_driver_sql(statement)
        link.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
        link.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
    return True


def run_script(name: str) -> None:
    """Run the statements of a script beside the migrations, within the migration that calls."""
    script = (Path(__file__).parent / "migrations" / name).read_text("utf-8")
    for statement in script.split(";\n"):
        lines = [line for line in statement.splitlines() if not line.startswith("--")]
        if lines:
            op.execute("\n".join(lines))
