"""The journeys of a clerk, each with the real program on a real screen; what they left is looked at afterwards.

The longer ones are told by `scripts/prove journeys`.
"""

import json
import shutil
from pathlib import Path

import pytest

from ducha_desktop.domain.states import State
from ducha_desktop.typeset import raster
from tests.journeys import county as office
from tests.journeys import holidays, life_cycle, moving
from tests.journeys.conftest import Play
from tests.journeys.disaster import EDITS
from tests.journeys.first_start import MATTER
from tests.journeys.importing import FILE
from tests.journeys.leader_cards import LEADER
from tests.journeys.settling import DOUBLE
from tests.typeset.reading import pdfium_text

SAMPLE = Path(__file__).resolve().parents[2] / "resources" / "demo" / "示例台账.xlsx"


def test_first_start(play: Play, tmp_path: Path) -> None:
    play("first_start.three_questions", tmp_path / "数据")
    stored = office.rows(tmp_path / "数据")
    assert [row.title for row in stored] == [dict(MATTER)["title"]]


def test_import_of_a_messy_ledger(play: Play, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path / FILE)
    play("importing.a_messy_ledger", tmp_path / "数据")
    assert len(office.rows(tmp_path / "数据")) == 27


@pytest.mark.long
def test_find_and_edit_ten_matters(play: Play, county: Path) -> None:
    play("cells.find_and_edit_ten", county)
    shown = {row.title: row for row in office.rows(county)}
    changed = [shown[office.title(n + 11)].progress_percent for n in range(10)]
    assert changed == [35, None, None, None, None, None, None, None, None, None], (
        "three stand, seven are undone"
    )


@pytest.mark.long
def test_fill_down_and_paste_from_a_spreadsheet(play: Play, county: Path) -> None:
    play("cells.fill_and_paste", county)
    assert [row.lead_unit for row in office.rows(county)[:10]] == ["县住建局"] * 10


@pytest.mark.long
def test_a_day_by_keys_alone(play: Play, county: Path) -> None:
    play("cells.keys_alone", county)
    assert [row.title for row in office.rows(county, "改好的事")] == [f"改好的事{n}" for n in range(20)]


def test_cards_for_one_leader(play: Play, county: Path, tmp_path: Path) -> None:
    play("leader_cards.one_leader", county)
    saved, printed = ((tmp_path / name).read_bytes() for name in ("联系卡.pdf", "打印.pdf"))
    words = pdfium_text(saved)
    theirs = {row.title for row in office.rows(county) if LEADER in row.liaison_leaders}
    assert theirs == {office.title(n) for n in range(52, 313, 52)}
    assert all(title in words for title in theirs)
    assert "刘建国" not in words
    assert raster.page_count(printed) == raster.page_count(saved) == 4
    for page in range(4):
        assert [round(side) for side in raster.page_size(printed, page)] == [595, 842]


@pytest.mark.long
def test_undoing_a_disaster(play: Play, empty: Path, tmp_path: Path) -> None:
    office.write_workbook(tmp_path / FILE)
    play("disaster.undo_a_disaster", empty)
    assert [row.progress_percent for row in office.rows(empty)[:EDITS]] == [n % 90 + 5 for n in range(EDITS)]


@pytest.mark.long
def test_settling_duplicates_in_the_register(play: Play, county: Path) -> None:
    office.enter(county, {"title": "重名单位的事", "lead_unit": DOUBLE})
    before = office.fingerprint(county)
    play("settling.duplicates", county)
    assert office.fingerprint(county) == before


@pytest.mark.long
def test_from_a_meeting_to_the_archive(play: Play, empty: Path) -> None:
    life_cycle.prepare(empty)
    play("life_cycle.from_meeting_to_archive", empty)
    found = {row.title: State(row.state) for row in office.rows(empty)}
    assert [found[title] for title in life_cycle.WANTED] == [State.ARCHIVED, State.ASSIGNED, State.ASSIGNED]


def test_another_years_holidays(play: Play, county: Path) -> None:
    holidays.prepare(county)
    play("holidays.another_year", county)
    days = {row.title: str(row.due) for row in office.rows(county, "交办的事")}
    assert days == {holidays.BEFORE: holidays.BY_WEEKENDS, holidays.AFTER: holidays.BY_NOTICE}


@pytest.mark.long
def test_moving_to_a_new_computer_by_copying_the_folder(play: Play, county: Path, tmp_path: Path) -> None:
    """Chinese path with a blank, another computer's id, and the note of a lock that nobody holds."""
    (tmp_path / moving.PROOF).write_bytes(b"%PDF-1.4 minutes")
    ids = [tmp_path / "old-id", tmp_path / "new-id"]
    for file in ids:
        file.write_text(file.name, encoding="ascii")
    play("moving.on_the_old_pc", county, "--machine", str(ids[0]))
    there = tmp_path / "新 电脑" / "督查 资料" / "数据"
    there.parent.mkdir(parents=True)
    shutil.copytree(county, there)
    note = {"pid": 1, "since": "2026-11-17 09:00:00", "host": "old"}
    (there / "ducha.lock").write_text(json.dumps(note), encoding="utf-8")
    play("moving.on_the_new_pc", there, "--machine", str(ids[1]))
    titles = [row.title for row in office.rows(there)[:3]]
    assert titles == [moving.OLD, moving.NEW, office.title(3)]
    assert [row.title for row in office.rows(county)[:2]] == [moving.OLD, office.title(2)], (
        "the old folder is untouched"
    )


@pytest.mark.long
def test_help_for_an_error(play: Play, empty: Path, tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b"%PDF-1.7 scan")
    play("helping.for_an_error", empty)
    assert not office.rows(empty)
