"""Undo, redo, the recycle bin and the past, all from the journal."""

from datetime import date, timedelta

import pytest

from ducha_desktop.domain.errors import NotFoundError, RefusedError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import Action
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, history, history_bin, ledger, matters
from ducha_desktop.services.detail import detail
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.office import Office
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage import journal, remaking
from ducha_desktop.storage.digest import Digest, digest
from tests.complete import WHOLE

EVERYTHING = LedgerQuery()


def add(office: Office, title: str, **values: str) -> str:
    with office.write("matter.add", words=f"新增 {title}") as work:
        return matters.add(work, {"title": title, **values}).uid


def fingerprint(office: Office) -> Digest:
    with office.read() as reader:
        return digest(reader.connection)


def titles(office: Office, query: LedgerQuery = EVERYTHING) -> list[str]:
    with office.read() as reader:
        return [row.title for row in ledger.page(reader, query)]


def test_undo_and_redo_restore_the_digest_step_by_step(office: Office) -> None:
    steps = [fingerprint(office)]
    uid = add(office, "修桥", lead_unit="县交通局", due="2026年12月底前")
    steps.append(fingerprint(office))
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, uid, {"title": "修两座桥", "lead_unit": "县住建局", "progress_percent": "40%"})
    steps.append(fingerprint(office))
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [uid])
    steps.append(fingerprint(office))
    assert len(set(steps)) == len(steps)
    for expected in reversed(steps[:-1]):
        history.undo(office)
        assert fingerprint(office) == expected
    with pytest.raises(RefusedError):
        history.undo(office)
    for expected in steps[1:]:
        history.redo(office)
        assert fingerprint(office) == expected
    with pytest.raises(RefusedError):
        history.redo(office)


def test_a_new_act_forgets_what_was_undone(office: Office) -> None:
    add(office, "甲")
    add(office, "乙")
    history.undo(office)
    add(office, "丙")
    with pytest.raises(RefusedError):
        history.redo(office)
    assert titles(office) == ["甲", "丙"]
    history.undo(office)
    history.undo(office)
    assert titles(office) == []
    history.redo(office)
    history.redo(office)
    assert titles(office) == ["甲", "丙"]


def test_undo_survives_a_restart(office: Office, clock: FixedClock) -> None:
    add(office, "甲")
    office.close()
    with open_office(office.folder.root, clock=clock) as again:
        history.undo(again)
        assert titles(again) == []


def test_the_recycle_bin_gives_back_with_all_parts(office: Office) -> None:
    uid = add(office, "修桥", lead_unit="县交通局", co_units="县财政局、县住建局", persons="张三")
    before = fingerprint(office)
    with office.write("matter.delete", words="删除 1 项") as work:
        assert matters.remove(work, [uid]) == 1
    with office.read() as reader:
        assert [(line.title, line.words) for line in history_bin.trash(reader)] == [("修桥", "删除 1 项")]
        assert ledger.count(reader, EVERYTHING) == 0
    history_bin.restore(office, [uid])
    assert fingerprint(office) == before
    with office.read() as reader:
        assert history_bin.trash(reader) == []
        with pytest.raises(NotFoundError):
            detail(reader, "no such uid")


def test_search_follows_every_edit_and_undo(office: Office) -> None:
    uid = add(office, "第二污水处理厂提标改造", lead_unit="县住建局")
    assert titles(office, LedgerQuery(search="污水")) == ["第二污水处理厂提标改造"]
    assert titles(office, LedgerQuery(search="造")) == ["第二污水处理厂提标改造"]
    assert titles(office, LedgerQuery(search="wsclc")) == ["第二污水处理厂提标改造"]
    assert titles(office, LedgerQuery(search="住建 提标")) == ["第二污水处理厂提标改造"]
    assert titles(office, LedgerQuery(search="污改")) == []
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, uid, {"title": "河道清淤"})
    assert titles(office, LedgerQuery(search="污水")) == []
    history.undo(office)
    assert titles(office, LedgerQuery(search="污水")) == ["第二污水处理厂提标改造"]


def test_the_ledger_as_of_a_past_day(office: Office, clock: FixedClock) -> None:
    today = clock.today()
    clock.set(today - timedelta(days=30))
    uid = add(office, "修桥", **WHOLE | {"due": "2026-11-10", "lead_unit": "县交通局"})
    with office.write("matter.approve", words="批准") as work:
        acts.act(work, uid, Action.APPROVE)
    clock.set(today)
    with office.write("matter.edit", words="改") as work:
        matters.edit(work, uid, {"title": "修新桥", "lead_unit": "县住建局"})
    with office.read() as reader:
        with ledger.as_of(reader, today - timedelta(days=1)) as past:
            (row,) = ledger.page(past, EVERYTHING)
            assert (row.title, row.lead_unit, row.state) == ("修桥", "县交通局", "L")
            assert row.days_left == (date(2026, 11, 10) - today).days + 1
            assert ledger.count(past, LedgerQuery(search="修桥", units=("县交通局",))) == 1
        with ledger.as_of(reader, today - timedelta(days=31)) as past:
            assert ledger.count(past, EVERYTHING) == 0
        with ledger.as_of(reader, today) as past:
            assert ledger.page(past, EVERYTHING) == ledger.page(reader, EVERYTHING)


def test_known_leaves_out_what_was_entered_later(office: Office, clock: FixedClock) -> None:
    add(office, "修桥")
    with office.read() as reader:
        with ledger.as_of(reader, None, date(2020, 1, 1)) as past:
            assert ledger.count(past, EVERYTHING) == 0
        with ledger.as_of(reader, None, date(2099, 1, 1)) as past:
            assert ledger.count(past, EVERYTHING) == 1


def test_the_chain_verifies_and_finds_the_first_bad_entry(office: Office) -> None:
    add(office, "甲")
    uid = add(office, "乙")
    add(office, "丙")
    with office.read() as reader:
        assert journal.verify(reader.connection, office.chain_key).ok
        assert journal.verify(reader.connection, b"x" * 32).first_bad == 1
    raw = office.engine.raw_connection().dbapi_connection
    assert raw is not None
    with pytest.raises(Exception, match="append-only"):
        raw.execute("UPDATE change SET fields='{}'")
    raw.execute("DROP TRIGGER change_update")
    raw.execute("UPDATE change SET fields=replace(fields,'乙','改') WHERE row_uid=?", (uid,))
    with office.read() as reader:
        verdict = journal.verify(reader.connection, office.chain_key)
        assert (verdict.ok, verdict.first_bad) == (False, 3)


def test_a_rebuild_gives_the_same_ledger_rows(office: Office) -> None:
    for title in ("甲", "乙", "丙"):
        add(
            office,
            title,
            lead_unit="县交通局",
            co_units="县财政局，县住建局",
            due="每月25日前",
            persons="陆 明",
        )
    raw = office.engine.raw_connection().dbapi_connection
    assert raw is not None
    before = raw.execute("SELECT * FROM ledger_row ORDER BY id").fetchall()
    raw.execute("DELETE FROM ledger_row")
    assert remaking.rebuild(raw) == 3
    assert raw.execute("SELECT * FROM ledger_row ORDER BY id").fetchall() == before


def test_a_write_outside_an_entry_is_refused(office: Office) -> None:
    from ducha_desktop.models.register import Unit

    def write() -> None:
        with office.transaction() as work:
            work.add(Unit(name="县交通局"))

    with pytest.raises(RuntimeError, match="outside a journal entry"):
        write()
    with office.read() as reader:
        assert reader.connection.execute("SELECT count(*) FROM unit").fetchone() == (0,)


def test_what_a_fixed_act_has_changed_since_cannot_be_undone(office: Office) -> None:
    uid = add(office, "修桥")
    with office.write("paper.issue", words="发文", kind="fixed") as work:
        matters.edit(work, uid, {"title": "修路"})
    before = fingerprint(office)
    with pytest.raises(RefusedError, match="没有改动任何数据"):
        history.undo(office)
    assert fingerprint(office) == before
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, uid, {"title": "修渠"})
    with office.write("paper.issue", words="发文", kind="fixed") as work:
        matters.edit(work, uid, {"title": "修库"})
    with pytest.raises(RefusedError, match="没有改动任何数据"):
        history.undo(office)
    assert titles(office) == ["修库"]


def test_nothing_comes_back_from_an_empty_bin(office: Office) -> None:
    uid = add(office, "修桥")
    with pytest.raises(NotFoundError, match="没有改动任何数据"):
        history_bin.restore(office, [uid])
    with office.write("matter.delete", words="删除 1 项") as work:
        matters.remove(work, [uid])
    history_bin.restore(office, [uid])
    with office.read() as reader:
        assert (history.next_redo(reader), history.next_undo(reader)) == ("", "还原 1 项")
    assert titles(office) == ["修桥"]


def test_what_was_undone_is_not_in_the_recycle_bin(office: Office) -> None:
    uid = add(office, "修桥")
    assert history.undo(office)
    with office.read() as reader:
        assert history_bin.trash(reader) == []
        with pytest.raises(NotFoundError):
            find_matter(reader.connection, "拟-1", deleted=True)
    with pytest.raises(NotFoundError):
        history_bin.restore(office, [uid])
    history.redo(office)
    with office.write("matter.delete", words="删除 1 项") as work:
        matters.remove(work, [uid])
    history_bin.restore(office, [uid])
    history.undo(office)
    # The deletion stands again, and the clerk did delete it.
    with office.read() as reader:
        assert [line.title for line in history_bin.trash(reader)] == ["修桥"]
    history.undo(office)
    history.redo(office)
    with office.read() as reader:
        assert [line.title for line in history_bin.trash(reader)] == ["修桥"]
