"""Throwing the demonstration away: one click, nothing destroyed, never a real ledger."""

from datetime import date
from pathlib import Path

import pytest

from ducha_desktop.domain.errors import NotAllowedError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.services import demo_mark
from ducha_desktop.services.founding import found
from ducha_desktop.services.history import next_undo
from ducha_desktop.services.ledger import count
from ducha_desktop.services.opening import open_office

CLOCK = FixedClock(date(2026, 11, 22))


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    root = tmp_path / "数据 台账"
    with (
        found(root, county="云岭县", clock=CLOCK) as office,
        office.write("office.demo", words="建立示例县", kind="fixed") as work,
    ):
        demo_mark.mark(work)
    return root


def test_the_demo_goes_aside_and_the_folder_can_be_founded_anew(demo):
    office = open_office(demo, clock=CLOCK)
    with office.read() as reader:
        assert demo_mark.is_demo(reader)
        assert next_undo(reader) == ""
    aside = demo_mark.discard(office)
    assert DataFolder(demo).is_empty()
    with open_office(aside, clock=CLOCK) as kept, kept.read() as reader:
        assert demo_mark.is_demo(reader)
    with found(demo, county="青山县", clock=CLOCK) as anew, anew.read() as reader:
        assert not demo_mark.is_demo(reader)
        assert count(reader, LedgerQuery()) == 0


def test_cut_off_halfway_the_folder_starts_anew(demo, monkeypatch):
    office = open_office(demo, clock=CLOCK)
    moved: list[str] = []
    rename = Path.rename

    def pull_the_plug(self: Path, target: Path) -> Path:
        if len(moved) == 2:
            raise KeyboardInterrupt
        moved.append(self.name)
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", pull_the_plug)
    with pytest.raises(KeyboardInterrupt):
        demo_mark.discard(office)
    monkeypatch.undo()
    assert DataFolder(demo).is_empty()
    with found(demo, county="青山县", clock=CLOCK) as anew, anew.read() as reader:
        assert not demo_mark.is_demo(reader)


def test_a_real_ledger_is_never_thrown_away(tmp_path):
    with found(tmp_path / "台账", county="云岭县", clock=CLOCK) as office:
        with pytest.raises(NotAllowedError, match="没有改动任何数据"):
            demo_mark.discard(office)
        with office.read() as reader:
            assert count(reader, LedgerQuery()) == 0
