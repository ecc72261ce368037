import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.pool import StaticPool

from ducha_desktop.domain.errors import DamagedError, InUseError, SurroundingsError
from ducha_desktop.storage.connection import OperationalError, connect, dbapi
from ducha_desktop.storage.refusals import plain_database

KEY = bytes(range(32))


@pytest.fixture
def connection(tmp_path):
    made = connect(tmp_path / "a.db", KEY, create=True)
    made.execute("CREATE TABLE t (x TEXT UNIQUE) STRICT")
    yield made
    made.close()


def _run(connection, statement, *, through_sqlalchemy=False):
    with plain_database():
        if not through_sqlalchemy:
            connection.execute(statement)
            return
        engine = create_engine("sqlite://", creator=lambda: connection, module=dbapi, poolclass=StaticPool)
        with engine.connect() as link:
            link.execute(text(statement))


@pytest.mark.parametrize("through_sqlalchemy", [False, True])
def test_a_full_disk(connection, through_sqlalchemy):
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count={pages}").fetchall()
    with pytest.raises(SurroundingsError, match="磁盘已满"):
        _run(
            connection, "INSERT INTO t VALUES (hex(zeroblob(100000)))", through_sqlalchemy=through_sqlalchemy
        )


def test_somebody_else_is_writing(connection, tmp_path):
    other = connect(tmp_path / "a.db", KEY)
    other.execute("PRAGMA busy_timeout=0")
    connection.execute("BEGIN IMMEDIATE")
    with pytest.raises(InUseError):
        _run(other, "BEGIN IMMEDIATE")
    connection.execute("ROLLBACK")
    other.close()


def test_a_reader_cannot_write(connection, tmp_path):
    reader = connect(tmp_path / "a.db", KEY, read_only=True)
    with pytest.raises(SurroundingsError, match="读写"):
        _run(reader, "INSERT INTO t VALUES ('x')")
    reader.close()


def test_damaged_pages(connection, tmp_path):
    connection.executemany("INSERT INTO t VALUES (?)", [(f"{n}" * 50,) for n in range(2000)])
    connection.close()
    path = tmp_path / "a.db"
    data = bytearray(path.read_bytes())
    data[len(data) // 2 :: 4096] = bytes(len(data[len(data) // 2 :: 4096]))
    path.write_bytes(data)
    reader = connect(path, KEY, read_only=True)
    with pytest.raises(DamagedError):
        _run(reader, "SELECT sum(length(x)) FROM t ORDER BY 1")
    with pytest.raises(DamagedError, match="备份出错"), plain_database("备份出错"):
        reader.execute("SELECT sum(length(x)) FROM t").fetchall()
    reader.close()


def test_mistakes_of_the_program_stay_what_they_are(connection):
    connection.execute("INSERT INTO t VALUES ('x')")
    with pytest.raises(IntegrityError):
        _run(connection, "INSERT INTO t VALUES ('x')", through_sqlalchemy=True)
    with pytest.raises(OperationalError, match="no such table"):
        _run(connection, "SELECT * FROM missing")
    with pytest.raises(ZeroDivisionError), plain_database():
        _ = 1 / 0
