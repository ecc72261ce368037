"""The second place of automatic backups."""

from datetime import date
from pathlib import Path

import pytest

from ducha_desktop.domain.errors import NotAllowedError, SurroundingsError
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import backup_places
from ducha_desktop.services.backups import list_backups
from ducha_desktop.services.founding import found
from ducha_desktop.storage.retention import NEVER_TOUCHED

CLOCK = FixedClock(date(2026, 11, 22), 1_795_320_000_000)


@pytest.fixture
def office(tmp_path: Path):
    with found(tmp_path / "台账", county="云岭县", clock=CLOCK) as made:
        yield made


def test_a_backup_goes_there_verified(office, tmp_path):
    place = tmp_path / "另一块磁盘"
    place.mkdir()
    made = backup_places.copy_to(office, place, reason="auto")
    assert made.verified
    assert made.file.parent == place
    assert [one.verified for one in list_backups(place)] == [True]
    assert list_backups(office.folder.backups) == []


def test_old_ones_there_are_thinned(office, tmp_path):
    place = tmp_path / "另一块磁盘"
    place.mkdir()
    days = 30
    for number in range(days):
        office.clock = FixedClock(
            date.fromordinal(CLOCK.today().toordinal() + number), 1_795_320_000_000 + number * 86_400_000
        )
        backup_places.copy_to(office, place, reason="auto")
    assert NEVER_TOUCHED < len(list_backups(place)) < days


def test_a_place_within_the_data_folder_is_refused(office):
    with pytest.raises(NotAllowedError, match="一起丢"):
        backup_places.accept(office, office.folder.backups)


def test_a_place_that_is_gone_says_so(office, tmp_path):
    with pytest.raises(SurroundingsError, match="设置没有改动"):
        backup_places.accept(office, tmp_path / "没有")
    with pytest.raises(SurroundingsError, match="只备份在本机"):
        backup_places.copy_to(office, tmp_path / "没有", reason="auto")


def test_a_stick_is_refused_with_the_way_to_do_it(office, tmp_path, monkeypatch):
    monkeypatch.setattr(backup_places, "needs_passphrase", lambda _office, _to: True)
    with pytest.raises(NotAllowedError, match="备份到其他文件夹"):
        backup_places.accept(office, tmp_path)
