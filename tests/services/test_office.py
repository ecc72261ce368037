"""Opening and founding: what stands in the way is said plainly, and nothing half made stays open."""

from datetime import date
from pathlib import Path
from threading import Timer

import pytest

from ducha_desktop.domain.errors import (
    DamagedError,
    InUseError,
    NotFoundError,
    SurroundingsError,
    WrongUseError,
)
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import OfficeRole
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.runtime.lock import FolderLock
from ducha_desktop.services import founding, ledger, matters
from ducha_desktop.services.founding import found
from ducha_desktop.services.office import Office
from ducha_desktop.services.opening import open_office
from ducha_desktop.services.own_office import OfficeHead, own_office

TODAY = date(2026, 11, 22)


def test_an_office_says_who_it_is(tmp_path: Path) -> None:
    with (
        found(tmp_path / "局", county="云岭 县", role=OfficeRole.DEPARTMENT, unit="县发改局") as office,
        office.read() as reader,
    ):
        assert own_office(reader).role is OfficeRole.DEPARTMENT
        assert reader.connection.execute(
            "SELECT u.name FROM office o JOIN unit u ON u.uid = o.unit_uid"
        ).fetchall() == [("县发改局",)]
    with found(tmp_path / "县", county="云岭县") as office, office.read() as reader:
        assert own_office(reader) == OfficeHead(
            "中共云岭县委 云岭县人民政府督查室", "云岭县", "县", OfficeRole.COUNTY
        )
    with found(tmp_path / "空", county="云岭县") as office:
        with office.write("a", words="a") as work:
            work.bulk_update("office", {work.raw.execute("SELECT uid FROM office").fetchone()[0]: {"own": 0}})
        with office.read() as reader, pytest.raises(NotFoundError, match="没有单位信息"):
            own_office(reader)


def test_a_founding_that_fails_lets_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_given: object, **_said: object) -> None:
        raise SurroundingsError("磁盘已满")

    with monkeypatch.context() as patched:
        patched.setattr(founding, "_found_rows", fails)
        with pytest.raises(SurroundingsError):
            found(tmp_path / "台账", county="云岭县")
    with pytest.raises(NotFoundError):
        open_office(tmp_path / "台账")
    with pytest.raises(WrongUseError, match="级别"):
        found(tmp_path / "别处", county="云岭县", level=" ")


def test_another_writer_and_a_lost_key(tmp_path: Path) -> None:
    root = tmp_path / "台账"
    found(root, county="云岭县").close()
    with open_office(root) as office:
        held = FolderLock(office.folder.lock)
        held.acquire()
        try:
            with pytest.raises(InUseError), office.write("a", words="a"):
                pass
        finally:
            held.release()
        with office.write("matter.add", words="新增") as work:
            matters.add(work, {"title": "修桥"})
    for name in ("keys.json", "keys.copy.json"):
        (root / "keys" / name).write_text("{}", "utf-8")
    with pytest.raises((DamagedError, SurroundingsError)):
        open_office(root)


def test_readers_are_lent_one_at_a_time(office: Office) -> None:
    with office.read() as one, office.read() as two, office.read() as three, office.read() as four:
        assert len({id(reader.connection) for reader in (one, two, three, four)}) == 4
        assert one.today == TODAY
    with office.read() as again:
        with pytest.raises(NotFoundError):
            ledger.row_by_uid(again, "nobody")
        assert again.calendar is again.calendar
        assert again.rules is again.rules


def test_a_long_question_can_be_stopped(office: Office) -> None:
    with office.read() as reader:
        timer = Timer(0.3, reader.interrupt)
        timer.start()
        endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count(*) FROM n"
        with pytest.raises(Exception, match="interrupted"):
            reader.connection.execute(endless).fetchone()
        timer.join()
        assert ledger.count(reader, LedgerQuery()) == 0


def test_the_end_of_time_is_a_day_like_any_other(office: Office, clock: FixedClock) -> None:
    with office.write("matter.add", words="新增") as work:
        matters.add(work, {"title": "修桥"})
    with office.read() as reader:
        for day, number in ((date.max, 1), (date.min, 0)):
            with ledger.as_of(reader, None, day) as past:
                assert ledger.count(past, LedgerQuery()) == number
            with ledger.as_of(reader, day) as past:
                assert ledger.count(past, LedgerQuery()) == number
    assert clock.today() == TODAY


def test_a_past_that_cannot_be_built_leaves_the_present(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ducha_desktop.storage import as_of

    with office.write("matter.add", words="新增") as work:
        matters.add(work, {"title": "修桥"})

    def fails(*_given: object) -> None:
        raise RuntimeError("stopped")

    with monkeypatch.context() as patched, office.read() as reader:
        patched.setattr(as_of, "_fill_ledger", fails)
        with pytest.raises(RuntimeError), ledger.as_of(reader, date(2020, 1, 1)):
            pass
        assert ledger.count(reader, LedgerQuery()) == 1
        assert reader.connection.execute("SELECT count(*) FROM matter").fetchone() == (1,)


@pytest.mark.parametrize(("harm", "says"), [("empty", "是空的"), ("gone", "不见了")])
def test_a_database_emptied_or_gone_is_damage_and_no_new_ledger(
    office: Office, clock: FixedClock, harm: str, says: str
) -> None:
    office.close()
    database = office.folder.database
    database.write_bytes(b"") if harm == "empty" else database.unlink()
    with pytest.raises(DamagedError, match=says):
        open_office(office.folder.root, clock=clock)
