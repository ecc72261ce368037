"""A real office in a real folder, with a standing clock and ways to fill and break it."""

from datetime import date
from pathlib import Path

import pytest

from ducha_desktop.models.matter import Attachment, Ledger, Matter
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import backups
from ducha_desktop.services.founding import found
from ducha_desktop.services.office import Office
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage.blobs import BlobStore
from ducha_desktop.storage.digest import digest

TODAY = date(2026, 11, 22)
NOON = 1_795_320_000_000


class Desk:
    """One data folder and what a clerk and a bad day do to it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.clock = FixedClock(TODAY, NOON)
        self.office: Office = found(root, county="云岭县", clock=self.clock)
        self.folder = self.office.folder
        self.key = self.office.key
        self._count = 0

    def add(self, *titles: str) -> None:
        """One act per title."""
        for title in titles:
            self._count += 1
            self.clock.advance(60_000)
            with self.office.write("matter.add", words=f"新增：{title}") as work:
                ledger = work.all(Ledger)[0]
                work.add(Matter(ledger_uid=ledger.uid, title=title, draft_seq=self._count, state="D"))

    def attach(self, content: bytes) -> str:
        """Attach a file to the first matter."""
        stored = BlobStore(self.folder.attachments, self.key).add_bytes(content)
        with self.office.write("attachment.add", words="附件") as work:
            matter = work.all(Matter)[0]
            work.add(
                Attachment(
                    matter_uid=matter.uid,
                    name="现场照片.jpg",
                    sha256=stored.sha256,
                    size=stored.size,
                    kind="photo",
                )
            )
        return stored.sha256

    def titles(self) -> list[str]:
        """What stands in the ledger now."""
        return [row[0] for row in self.ask("SELECT title FROM matter WHERE deleted_at IS NULL ORDER BY id")]

    def ask(self, statement: str) -> list[tuple]:
        """The rows of a question."""
        with self.office.read() as reader:
            return reader.connection.execute(statement).fetchall()

    def close(self) -> None:
        """Close the office."""
        self.office.close()

    def reopen(self) -> None:
        """Close and open again."""
        self.office.close()
        self.office = open_office(self.root, clock=self.clock)

    def behind_the_back(self, *statements: str) -> None:
        """Write past the unit of work, as somebody with the key could."""
        self.office.close()
        from ducha_desktop.storage.connection import connect

        connection = connect(self.folder.database, self.office.database_key)
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type='trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in (*statements, *(sql for _, sql in triggers)):
            connection.execute(statement)
        connection.close()
        self.office = open_office(self.root, clock=self.clock)


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path / "云岭 台账")
    yield made
    made.close()


@pytest.fixture
def backed(desk):
    """A desk with a backup of 甲 and 乙, and 丙 written after it."""
    desk.add("甲", "乙")
    desk.attach(b"photo" * 9000)
    desk.file = backups.make(desk.office).file
    with desk.office.read() as reader:
        desk.before = digest(reader.connection)
    desk.add("丙")
    return desk
