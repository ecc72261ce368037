import random
import shutil

import pytest

from ducha_desktop.domain.errors import DamagedError
from ducha_desktop.models.matter import Ledger, Matter
from ducha_desktop.services import backups, restoring, upkeep
from ducha_desktop.services.matters_moving import place_under
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage import integrity
from ducha_desktop.storage.connection import connect
from ducha_desktop.storage.recovery import is_unclean
from ducha_desktop.storage.standing_check import MOST_LEVELS


def _codes(desk):
    return [finding.code for finding in upkeep.check(desk.office).findings]


def test_all_is_well(desk):
    assert _codes(desk) == []
    desk.add("修路", "架桥")
    desk.attach(b"x")
    assert _codes(desk) == []


def test_undo_and_deletion_leave_it_well(desk):
    from ducha_desktop.services.history import redo, undo

    desk.add("修路", "架桥", "治水")
    undo(desk.office)
    undo(desk.office)
    redo(desk.office)
    assert desk.titles() == ["修路", "架桥"]
    assert _codes(desk) == []


@pytest.mark.parametrize(
    ("statement", "codes"),
    [
        ("UPDATE matter SET title='修桥' WHERE title='修路'", ["history", "derived", "derived"]),
        ("UPDATE matter SET phone='139' WHERE title='修路'", ["history"]),
        ("DELETE FROM matter WHERE title='修路'", ["history", "derived", "derived"]),
        ("UPDATE setting SET value='1'", []),
        ("UPDATE entry SET words='改过' WHERE seq=2", ["chain"]),
        ("UPDATE entry SET user='别人' WHERE seq=3", ["chain"]),
        ("DELETE FROM change WHERE entry=2", ["chain", "history", "history"]),
        ("UPDATE ledger_row SET title='别的' WHERE title='修路'", ["derived"]),
        ("DELETE FROM ledger_row WHERE title='修路'", ["derived"]),
        ("UPDATE ledger_tally SET n=n+1", ["derived"]),
        ("DELETE FROM search WHERE rowid=1", ["derived"]),
        ("INSERT INTO search (rowid, words, initials) VALUES (99, 'x', 'y')", ["derived"]),
        ("UPDATE matter SET draft_seq=1", ["history", "draft_number", "derived"]),
        ("UPDATE station SET own=0", ["history", "station"]),
        ("UPDATE office SET own=0", ["history", "office"]),
    ],
)
def test_what_was_done_behind_the_back_is_found(desk, statement, codes):
    desk.add("修路", "架桥")
    desk.behind_the_back(statement)
    found = _codes(desk)
    assert found == codes or set(found) == set(codes)


def test_a_row_nobody_recorded_and_a_second_lead(desk):
    desk.add("修路")
    (matter,) = desk.ask("SELECT uid FROM matter")[0]
    insert = "INSERT INTO assignment (uid, matter_uid, role, official_order) VALUES ('{0}', '{1}', 'lead', 0)"
    desk.behind_the_back(insert.format("a1", matter), insert.format("a2", matter))
    assert set(_codes(desk)) >= {"history", "lead"}
    words = upkeep.check(desk.office).findings[0].words
    assert "assignment a1" in words


def test_a_removed_guard_of_the_journal(desk):
    desk.close()
    connection = connect(desk.folder.database, desk.office.database_key)
    connection.execute("DROP TRIGGER entry_update")
    connection.close()
    desk.office = open_office(desk.root, clock=desk.clock)
    assert _codes(desk) == ["guard"]


def test_a_reference_to_nothing(desk):
    desk.add("修路")
    desk.behind_the_back("PRAGMA foreign_keys=OFF", "UPDATE matter SET ledger_uid='none'")
    assert "reference" in _codes(desk)


def test_a_number_used_twice(desk):
    desk.add("修路", "架桥")
    desk.behind_the_back("UPDATE matter SET number='督办〔2026〕1号'")
    assert "number" in _codes(desk)


def _beneath(desk, pairs):
    """Put matters beneath others as no form would: uids by draft number, (part, whole) each."""
    uids = dict(desk.ask("SELECT draft_seq, uid FROM matter"))
    with desk.office.write("matter.edit", words="移动") as work:
        work.bulk_update("matter", {uids[part]: {"parent_uid": uids[whole]} for part, whole in pairs})


def test_matters_that_stand_in_a_circle(desk):
    desk.add(*"甲乙丙丁戊己")
    _beneath(desk, [(1, 2), (2, 3), (3, 1), (4, 1), (6, 6)])
    (found,) = upkeep.check(desk.office).findings
    assert (found.code, found.repairable) == ("circle", False)
    assert found.words.startswith("4 个事项的上下级绕成了圈（拟-")
    assert not any(f"拟-{n}" in found.words for n in (4, 5)), "one hangs below the circle, one stands alone"
    uids = dict(desk.ask("SELECT draft_seq, uid FROM matter"))
    with desk.office.write("matter.edit", words="移动") as work:
        place_under(work, (uids[2], uids[6]), None)
    assert _codes(desk) == [], "mended as the sentence says"


def test_matters_that_stand_too_deep(desk):
    desk.add(*"甲乙丙丁戊己庚辛壬癸子丑寅卯")
    _beneath(desk, [(n + 1, n) for n in range(1, MOST_LEVELS)])
    assert _codes(desk) == [], "twelve levels are allowed"
    _beneath(desk, [(13, 12), (14, 13)])
    (found,) = upkeep.check(desk.office).findings
    assert (found.code, found.repairable) == ("depth", False)
    assert found.words.startswith("2 个事项的上下级超过 12 层（拟-13、拟-14）。")


def test_missing_and_damaged_attachments(desk):
    desk.add("修路")
    desk.attach(b"one")
    desk.attach(b"two")
    one, two = sorted(desk.folder.attachments.iterdir())
    one.unlink()
    two.write_bytes(two.read_bytes()[:-1])
    found = upkeep.check(desk.office).findings
    assert [finding.code for finding in found] == ["blob", "blob"]
    assert "不在" in found[0].words
    assert "损坏" in found[1].words


def test_repair_mends_the_computed_tables_and_nothing_else(desk):
    desk.add("修路", "架桥")
    desk.behind_the_back("DELETE FROM ledger_row", "DELETE FROM ledger_tally", "DELETE FROM search")
    assert set(_codes(desk)) == {"derived"}
    done = upkeep.check(desk.office, repair=True)
    assert (done.ok, done.repaired) == (True, 3)
    assert desk.ask("SELECT title FROM ledger_row ORDER BY id") == [("修路",), ("架桥",)]
    assert desk.ask("SELECT action FROM entry ORDER BY seq DESC LIMIT 1") == [("check.repair",)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_row SET red_from='2020-01-01' WHERE id=1",
        "UPDATE ledger_tally SET n=n+1",
        "DELETE FROM search WHERE rowid=1",
        "INSERT OR REPLACE INTO search (rowid, words, initials) VALUES (1, '架桥 桥', 'jq q')",
        "INSERT INTO search (rowid, words, initials) VALUES (99, '多余', '')",
        "DELETE FROM ledger_row WHERE id=2",
    ],
)
def test_each_computed_table_is_held_against_the_business_tables(desk, statement):
    desk.add("修路", "架桥")
    assert _codes(desk) == []
    desk.behind_the_back(statement)
    assert _codes(desk) == ["derived"]
    assert upkeep.check(desk.office, repair=True).ok


def test_words_that_the_index_cuts_otherwise_are_no_difference(desk):
    # Characters younger than the tokenizer's tables, signs, digits and letters of other scripts.
    desk.add("何㛃、𬱟玥同志①督办ΑΣ ΣΟΦΙΑΣ", "İstanbul_二期　ａＢ１２", "！？", "第3.5号—“ß”")
    assert _codes(desk) == []


def test_repair_keeps_its_hands_off_when_the_history_does_not_fit(desk):
    desk.add("修路")
    desk.behind_the_back("UPDATE matter SET title='别的'")
    done = upkeep.check(desk.office, repair=True)
    assert (done.ok, done.repaired) == (False, 0)
    assert desk.ask("SELECT title FROM ledger_row") == [("修路",)]


def test_checking_changes_nothing_and_works_beside_the_window(desk):
    desk.add("修路")
    assert desk.office.engine is not None
    before = desk.ask("SELECT count(*) FROM entry")
    assert integrity.check(desk.folder, desk.key) == []
    assert desk.ask("SELECT count(*) FROM entry") == before


def test_single_flipped_bits_are_found_before_use(desk):
    desk.add(*[f"事项{n}" for n in range(20)])
    desk.close()
    whole, rng, unnoticed = desk.folder.database.read_bytes(), random.Random(5), []
    for place in [*range(0, 128, 5), *(rng.randrange(len(whole) * 8) for _ in range(40))]:
        changed = bytearray(whole)
        changed[place // 8] ^= 1 << place % 8
        desk.folder.database.write_bytes(changed)
        if not integrity.check(desk.folder, desk.key):
            unnoticed.append(place)
    desk.folder.database.write_bytes(whole)
    assert unnoticed == []
    assert integrity.check(desk.folder, desk.key) == []


class _Flickering:
    """A connection whose first look meets a page that is just being replaced."""

    def __init__(self, looks):
        self._looks = looks

    def execute(self, _statement):
        return self

    def fetchall(self):
        return self._looks.pop(0)


def test_a_page_just_being_written_is_looked_at_again():
    assert integrity._broken_seals(_Flickering([[("page 7",)], []])) == []
    assert integrity._broken_seals(_Flickering([[("page 7",)]] * 3)) == [("page 7",)]


def test_a_foreign_or_empty_file_is_a_finding_not_an_error(desk):
    desk.close()
    for content in (b"", b"SQLite format 3\0" + bytes(4000), bytes(5000)):
        desk.folder.database.write_bytes(content)
        assert [finding.code for finding in integrity.check(desk.folder, desk.key)] == ["pages"]


def _crash(root, first, last, *, checkpoint=-1):
    """Write and stop dead: the files are left as they are while the writer has them open."""
    with open_office(root) as office:
        for number in range(first, last):
            with office.write("matter.add", words=f"新增{number}") as work:
                ledger = work.all(Ledger)[0].uid
                work.add(Matter(ledger_uid=ledger, title=f"事项{number}", draft_seq=number, state="D"))
            if number % 3 == 0:
                with office.write("matter.set", words="改") as work:
                    matter = work.all(Matter)[0]
                    matter.phone = str(number)
                    work.session.add(matter)
            if number == checkpoint:
                with office.transaction() as work:
                    raw = work.raw
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        left = {path: path.read_bytes() for path in root.glob("ducha.db*")}
    for path, content in left.items():
        path.write_bytes(content)


def test_after_a_crash_everything_is_there_and_no_wal_is_left(desk):
    desk.close()
    _crash(desk.root, 1, 12)
    assert is_unclean(desk.folder.database)
    desk.office = open_office(desk.root, clock=desk.clock)
    assert not is_unclean(desk.folder.database)
    assert len(desk.titles()) == 11
    assert _codes(desk) == []


def _outcome(desk, right):
    try:
        office = open_office(desk.root, clock=desk.clock)
    except DamagedError:
        return "refused"
    with office, office.read() as reader:
        now = reader.connection.execute("SELECT count(*) FROM matter").fetchone()[0]
        whole = upkeep.check(office).ok
    return "right" if (now, whole) == (right, True) else f"wrong: {now} of {right}, whole {whole}"


def test_an_old_database_beside_a_newer_wal_is_refused_or_right(desk, tmp_path):
    """`reliability.md` §2: naive copies were silently wrong 40 times of 40."""
    desk.add("最早的事项")
    desk.close()
    outcomes = []
    # Old copies taken at several moments, each put beside the -wal of a later crash.
    copies = []
    for number in range(4):
        copy = tmp_path / f"copy{number}.db"
        shutil.copy(desk.folder.database, copy)
        copies.append(copy)
        _crash(desk.root, 2 + number * 40, 42 + number * 40, checkpoint=30 + number * 40)
        crashed = {path.name: path.read_bytes() for path in desk.root.glob("ducha.db*")}
        office = open_office(desk.root)
        with office.read() as reader:
            right = reader.connection.execute("SELECT count(*) FROM matter").fetchone()[0]
        office.close()
        settled = desk.folder.database.read_bytes()
        for old in copies:
            for name, content in crashed.items():
                (desk.root / name).write_bytes(content)
            shutil.copy(old, desk.folder.database)
            outcomes.append(_outcome(desk, right))
        for side in ("-wal", "-shm"):
            (desk.root / f"ducha.db{side}").unlink(missing_ok=True)
        desk.folder.database.write_bytes(settled)
    assert "refused" in outcomes
    assert [outcome for outcome in outcomes if outcome.startswith("wrong")] == []


def test_the_refusal_is_mended_by_a_restore(desk):
    desk.add("甲")
    file = backups.make(desk.office).file
    desk.close()
    old = desk.folder.database.read_bytes()
    _crash(desk.root, 2, 60, checkpoint=50)
    desk.folder.database.write_bytes(old)
    with pytest.raises(DamagedError, match=r"ducha\.db-wal"):
        open_office(desk.root)
    restoring.restore(desk.root, file, clock=desk.clock)
    desk.office = open_office(desk.root, clock=desk.clock)
    assert desk.titles() == ["甲"]
    assert _codes(desk) == []


def test_another_databases_wal_is_refused(desk):
    desk.close()
    old = desk.folder.database.read_bytes()
    _crash(desk.root, 1, 5)
    connection = connect(desk.root / "other.db", desk.office.database_key, create=True)
    connection.execute("CREATE TABLE x (y)")
    connection.close()
    shutil.copy(desk.root / "other.db", desk.folder.database)
    with pytest.raises(DamagedError):
        open_office(desk.root)
    for side in ("-wal", "-shm"):
        (desk.root / f"ducha.db{side}").unlink(missing_ok=True)
    desk.folder.database.write_bytes(old)


def test_an_older_database_put_back_cleanly_gets_a_new_incarnation(desk):
    """No -wal gives it away: what does is the newest backup of the same incarnation."""
    desk.add("甲")
    desk.close()
    old = desk.folder.database.read_bytes()
    desk.reopen()
    desk.add("乙")
    backups.make(desk.office)
    before = desk.ask("SELECT incarnation FROM station WHERE own=1")
    desk.close()
    desk.folder.database.write_bytes(old)
    desk.office = open_office(desk.root, clock=desk.clock)
    assert _codes(desk) == ["rollback"]
    desk.add("丙")
    assert desk.ask("SELECT incarnation FROM station WHERE own=1") != before
    assert desk.ask("SELECT count(*) FROM entry WHERE action='station.rolled_back'") == [(1,)]
    desk.reopen()
    assert _codes(desk) == []
    desk.add("丁")
    assert desk.ask("SELECT count(*) FROM entry WHERE action='station.rolled_back'") == [(1,)]


def test_neither_undo_nor_a_restore_looks_like_it(desk):
    from ducha_desktop.services.history import undo

    desk.add("甲", "乙")
    file = backups.make(desk.office).file
    undo(desk.office)
    desk.reopen()
    desk.add("丙")
    backups.make(desk.office)
    desk.close()
    restoring.restore(desk.root, file, clock=desk.clock)
    desk.reopen()
    desk.add("丁")
    assert _codes(desk) == []
    assert desk.ask("SELECT count(*) FROM entry WHERE action='station.rolled_back'") == [(0,)]
