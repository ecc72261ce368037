"""The writer's SQLAlchemy engine over one encrypted connection."""

from pathlib import Path

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.engine import Connection as AlchemyConnection
from sqlalchemy.pool import StaticPool

from ducha_desktop.storage.connection import Connection, connect, dbapi


def open_engine(path: Path, key: bytes, *, create: bool = False) -> Engine:
    """One engine, one connection, every transaction `BEGIN IMMEDIATE` (`reliability.md` §5.7)."""
    connection: Connection = connect(path, key, create=create)
    engine = create_engine("sqlite://", creator=lambda: connection, module=dbapi, poolclass=StaticPool)

    @event.listens_for(engine, "begin")
    def _begin(link: AlchemyConnection) -> None:
        link.exec_driver_sql("BEGIN IMMEDIATE")

    return engine
