"""Moving the ledger beside the program: whole, compared, and never without a way back."""

from datetime import date
from pathlib import Path

import pytest

from ducha_desktop.domain.errors import DuchaError, NotAllowedError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.runtime.paths import PORTABLE_MARKER
from ducha_desktop.services import matters, portable
from ducha_desktop.services.founding import found
from ducha_desktop.services.ledger import count
from ducha_desktop.services.opening import open_office

CLOCK = FixedClock(date(2026, 11, 22))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    made = tmp_path / "用户 数据" / "台账"
    with (
        found(made, county="云岭县", clock=CLOCK) as office,
        office.write("matter.add", words="登记") as work,
    ):
        matters.add(work, {"title": "第二污水处理厂提标改造"})
    return made


def rows(folder: Path) -> int:
    with open_office(folder, clock=CLOCK) as office, office.read() as reader:
        return count(reader, LedgerQuery())


def test_the_ledger_moves_whole_and_the_old_folder_stays_aside(root, tmp_path):
    target = tmp_path / "程序" / "ducha-data"
    target.parent.mkdir()
    aside = portable.carry(open_office(root, clock=CLOCK), target)
    assert (target / PORTABLE_MARKER).is_file()
    assert rows(target) == rows(aside) == 1
    assert not root.exists()


def test_what_lies_there_is_not_touched(root, tmp_path):
    target = tmp_path / "ducha-data"
    target.mkdir()
    (target / "别人的.txt").write_text("别动", encoding="utf-8")
    with open_office(root, clock=CLOCK) as office, pytest.raises(NotAllowedError, match="没有搬动"):
        portable.carry(office, target)
    assert [path.name for path in target.iterdir()] == ["别人的.txt"]
    assert rows(root) == 1


def test_a_copy_that_differs_does_not_count(root, tmp_path, monkeypatch):
    monkeypatch.setattr(portable.filecmp, "cmp", lambda *_args, **_kinds: False)
    with pytest.raises(DuchaError, match="没有搬动任何数据"):
        portable.carry(open_office(root, clock=CLOCK), tmp_path / "ducha-data")
    assert not (tmp_path / "ducha-data").exists()
    assert rows(root) == 1
