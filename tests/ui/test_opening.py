"""Opening a folder whose lists and counts another version has left: said with progress, given up, gone on with."""

import pytest

from ducha_desktop.app.program import Program
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import ledger
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage import remaking
from ducha_desktop.storage.connection import connect
from ducha_desktop.ui.opening_view import OpeningView
from tests.ui.conftest import TODAY, settle, spin


@pytest.fixture
def misshapen(folder, monkeypatch):
    with open_office(folder, clock=FixedClock(TODAY)) as office:
        key = office.database_key
    connection = connect(folder / "ducha.db", key)
    connection.execute("DROP TABLE ledger_row")
    connection.close()
    monkeypatch.setattr(remaking, "AT_ONCE", 4)
    monkeypatch.setattr(remaking, "STRETCH", 8)
    return folder


@pytest.fixture
def told(monkeypatch):
    """What the view was told, with its headline."""
    heard = []
    report = OpeningView.report

    def listen(self, done, total):
        report(self, done, total)
        heard.append((done, total, self.state._headline.text(), self.bar.isVisibleTo(self)))

    monkeypatch.setattr(OpeningView, "report", listen)
    return heard


def test_progress_is_said_and_the_ledger_opens(misshapen, told, answers, qapp):
    program = Program(misshapen, FixedClock(TODAY))
    program.window.show()
    program.begin()
    settle(program)
    assert program.is_open
    assert told
    assert all(total > 40 and words.startswith("正在整理台账列表：") and bar for _, total, words, bar in told)
    assert [done for done, *_ in told] == sorted(done for done, *_ in told)
    with program.door.office.read() as reader:
        assert ledger.count(reader, LedgerQuery(search="农贸")) == 10
    program.window.close()
    settle(program)
    program.close()


def test_closing_gives_up_and_the_next_opening_goes_on(misshapen, told, answers, qapp, monkeypatch):
    begun = []
    rows = remaking._rows

    def slowly(connection):
        for made in rows(connection):
            begun.append(made)
            yield made
            if len(begun) == 4:
                for task, _ in tuple(program.door._running.values()):
                    task.cancel()  # as closing the program does

    program = Program(misshapen, FixedClock(TODAY))
    with monkeypatch.context() as patched:
        patched.setattr(remaking, "_rows", slowly)
        program.window.show()
        program.begin()
        settle(program)
    spin(50)
    assert not program.is_open
    assert len(begun) < 10, "it did not go on to the end"
    program.close()
    with open_office(misshapen, clock=FixedClock(TODAY)) as office, office.read() as reader:
        assert ledger.count(reader, LedgerQuery()) == 40
