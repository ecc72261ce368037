"""Opening the writer, and noticing that the ledger was moved to another computer or put back by hand."""

from collections.abc import Callable

from sqlalchemy import Engine

from ducha_desktop.domain.identity import Uid, uuid7
from ducha_desktop.models.office import Station
from ducha_desktop.runtime.host import host_digest
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.storage.connection import Connection
from ducha_desktop.storage.engine import open_engine
from ducha_desktop.storage.migrate import migrate
from ducha_desktop.storage.remaking import Watch, remake
from ducha_desktop.storage.schema import derived_fits
from ducha_desktop.storage.shelf import is_older_than_backup
from ducha_desktop.storage.unit_of_work import UnitOfWork, Writer

Identity = tuple[str, str]
"""(station, incarnation)."""

MakeWriter = Callable[[str, str], Writer]


def open_writer(
    folder: DataFolder,
    key: bytes,
    *,
    writer: MakeWriter,
    backup: Callable[[], object],
    watch: Watch | None = None,
) -> tuple[Engine, Identity]:
    """The writer's engine and this installation's (station, incarnation).

    A folder that wakes up on another computer becomes a new station with a new incarnation before
    its first write (`reliability.md` §5.8), so that two copies never share an identity; so does a
    database that is older than the newest backup of its own incarnation, see `_new_incarnation`.

    Args:
        folder: the data folder, its lock held.
        key: raw key of the database.
        writer: makes the writer of a station and incarnation.
        backup: makes a verified backup before a migration.
        watch: hears how far the lists and counts are, where they are computed anew.
    """
    engine = open_engine(folder.database, key)
    connection: Connection = engine.raw_connection().dbapi_connection
    try:
        return engine, _identity(engine, connection, folder, writer=writer, backup=backup, watch=watch)
    except BaseException:
        engine.dispose()
        connection.close()
        raise


def _identity(
    engine: Engine,
    connection: Connection,
    folder: DataFolder,
    *,
    writer: MakeWriter,
    backup: Callable[[], object],
    watch: Watch | None,
) -> Identity:
    migrate(engine, backup=backup)
    _fit_derived(connection, watch)
    row = connection.execute(
        "SELECT uid, incarnation, host, office_uid, name FROM station WHERE own=1 AND deleted_at IS NULL ORDER BY id DESC LIMIT 1"
    ).fetchone()
    if row[2] != host_digest():
        return _new_station(engine, writer, old=row)
    if is_older_than_backup(connection, folder.backups):
        return _new_incarnation(engine, writer, row[0])
    return row[0], row[1]


def _fit_derived(connection: Connection, watch: Watch | None) -> None:
    """Another version of the program computed the lists and counts in another shape: compute them anew."""
    if not derived_fits(connection):
        remake(connection, watch=watch)


def _new_uid(writer: MakeWriter) -> Uid:
    source = writer("", "")
    return uuid7(source.clock(), source.bits)


def _new_incarnation(engine: Engine, writer: MakeWriter, station: str) -> Identity:
    """An older database was put back by hand: its numbers of entries must not be used twice."""
    incarnation = _new_uid(writer)
    work = UnitOfWork(engine, writer(station, incarnation))
    try:
        work.open()
        with work.entry("station.rolled_back", words="发现台账比最近的备份旧，启用新的化身号", kind="fixed"):
            work.bulk_update("station", {station: {"incarnation": incarnation}})
        work.commit()
    finally:
        work.close()
    return station, incarnation


def _new_station(engine: Engine, writer: MakeWriter, *, old: tuple[str, ...]) -> Identity:
    station, incarnation = _new_uid(writer), _new_uid(writer)
    work = UnitOfWork(engine, writer(station, incarnation))
    try:
        work.open()
        with work.entry("station.moved", words="台账移到另一台电脑，启用新的站号", kind="fixed"):
            work.bulk_update("station", {old[0]: {"own": 0}})
            work.add(
                Station(
                    uid=station,
                    office_uid=old[3],
                    name=old[4],
                    incarnation=incarnation,
                    host=host_digest(),
                    own=True,
                )
            )
        work.commit()
    finally:
        work.close()
    return station, incarnation
