"""The derived tables made anew when a folder is opened: given up halfway, gone on with, and equal in the end."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage import remaking
from ducha_desktop.storage.connection import connect
from ducha_desktop.storage.derived_check import unlike
from ducha_desktop.storage.schema import derived_fits
from tests.storage.conftest import Desk

TITLES = [f"第{n}项 修桥，铺路" for n in range(12)]


class GivenUpError(Exception):
    """The clerk has closed the window."""


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remaking, "AT_ONCE", 2)
    monkeypatch.setattr(remaking, "STRETCH", 4)


def _misshapen(desk: Desk, spoil: str) -> Path:
    """The folder as another version of the program leaves it."""
    desk.add(*TITLES)
    desk.office.close()
    connection = connect(desk.folder.database, desk.office.database_key)
    connection.execute(spoil)
    connection.close()
    return desk.root


def _whole(desk: Desk) -> list[str]:
    connection = connect(desk.folder.database, desk.office.database_key)
    try:
        assert derived_fits(connection)
        assert unlike(connection) == []
        return [row[0] for row in connection.execute("SELECT title FROM ledger_row ORDER BY id")]
    finally:
        connection.close()


@pytest.mark.parametrize(
    "spoil", ["DROP TABLE ledger_row", "DROP INDEX ix_ledger_row_due", "CREATE TABLE gone (n)"]
)
def test_another_shape_is_brought_to_this_one(desk: Desk, spoil: str) -> None:
    root = _misshapen(desk, spoil)
    with open_office(root, clock=desk.clock) as office, office.read() as reader:
        assert ledger.count(reader, LedgerQuery(search="铺路")) == len(TITLES)
    assert _whole(desk) == TITLES


@pytest.mark.usefixtures("small_steps")
@pytest.mark.parametrize("steps", range(1, 9))
def test_given_up_and_gone_on_with(desk: Desk, steps: int) -> None:
    root = _misshapen(desk, "DROP TABLE ledger_row")
    heard: list[tuple[int, int]] = []

    def until(number: int) -> Callable[[int, int], None]:
        def watch(done: int, whole: int) -> None:
            heard.append((done, whole))
            if len(heard) == number:
                raise GivenUpError

        return watch

    with pytest.raises(GivenUpError):
        open_office(root, clock=desk.clock, watch=until(steps))
    stood = heard[-1][0]
    heard.clear()
    with open_office(root, clock=desk.clock, watch=until(0)):
        pass
    assert _whole(desk) == TITLES
    assert heard == sorted(heard)
    assert heard[0][0] >= stood - 4 + 2 or heard[0][0] > len(TITLES)  # at most one stretch is done twice
    assert heard[-1][0] == heard[-1][1]
