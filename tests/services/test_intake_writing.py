"""Imports written: once, as an update or as an opening entry, wholly or not at all, and undone."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import history, matters
from ducha_desktop.services.drafts import OnDuplicate
from ducha_desktop.services.intake_opening import TERM_FROM_SOURCE, TERM_WAITS
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.office import Office
from ducha_desktop.services.stats import statistics
from tests.services.conftest import Bring, fingerprint, rows, shown


def test_the_same_file_three_times_changes_nothing(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    path = sheet(
        [1, "修桥", "县交通局", "6月底前"],
        [2, "修路", "县住建局", "长期坚持"],
        title="云岭县2026年重点工作台账",
    )
    bring(path)
    before = fingerprint(office)
    for _ in range(2):
        again = bring(path)
        assert (again.drafts, again.updated, again.skipped) == (0, 0, 2)
        assert fingerprint(office) == before
    assert bring(path, on_duplicate=OnDuplicate.ADD).drafts == 2
    assert [row.title for row in rows(office)] == ["修桥", "修路"] * 2


def test_update_changes_the_matter_that_is_there(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    bring(sheet([1, "修桥", "县交通局", "2026-12-31"]))
    result = bring(
        sheet([1, "修桥", "县交通局", "2027-03-31"], [2, "修路", "县住建局", "2027-01-31"]),
        on_duplicate=OnDuplicate.UPDATE,
    )
    assert (result.updated, result.drafts) == (1, 1)
    assert [(row.title, str(row.due)) for row in rows(office)] == [
        ("修桥", "2027-03-31"),
        ("修路", "2027-01-31"),
    ]


def test_all_or_nothing_writes_nothing(office: Office, bring: Bring, sheet: Callable[..., Path]) -> None:
    before = fingerprint(office)
    path = sheet([1, "修桥", "县交通局", "2026-12-31"], [2, "", "县住建局", "2026-12-31"])
    with pytest.raises(RefusedError, match="全有或全无"):
        bring(path, all_or_nothing=True, strict=True)
    assert fingerprint(office) == before
    assert bring(path).refused == 1
    assert [row.title for row in rows(office)] == ["修桥"]


def test_a_dry_run_writes_nothing(office: Office, bring: Bring, sheet: Callable[..., Path]) -> None:
    before = fingerprint(office)
    result = bring(sheet([1, "修桥", "县奇怪办", "2026-12-31"]), write=False)
    assert (result.drafts, result.unmatched_units) == (1, ("县奇怪办",))
    assert fingerprint(office) == before
    assert rows(office) == []


def test_an_opening_entry_takes_over_states_and_numbers(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    before = fingerprint(office)
    head = ["督办编号", "工作事项", "责任单位", "完成时限", "办理状态"]
    path = sheet(
        ["甲-7", "修桥", "县交通局", "2026-12-31", "已完成"],
        ["甲-3", "修路", "县交通局", "2026-12-31", "销号中"],
        ["", "修渠", "县水务局", "2026-12-31", "正在推进"],
        ["甲-9", "修库", "县水务局", "长期坚持", ""],
        head=head,
    )
    result = bring(path, opening=True)
    assert (result.drafts, result.refused) == (4, 0)
    found = rows(office)
    assert [(row.title, row.state) for row in found] == [
        ("修桥", "X"),
        ("修路", "B"),
        ("修渠", "Q"),
        ("修库", "Q"),
    ]
    assert [row.number for row in found] == [f"督办〔2026〕{n}号" for n in (1, 2, 3, 4)]
    with office.read() as reader:
        assert find_matter(reader.connection, "甲-3") == found[1].uid
        figures = statistics(reader, LedgerQuery())
        assert all(identity.holds for identity in figures.identities)
        assert (figures.whole.total, figures.whole.as_json()["closed"]) == (4, 1)
        entry = history.entries(reader, limit=1)[0]
        assert "台账.xlsx" in entry.basis
        assert "期初入账" in entry.words
    assert detail_actions(office, found[0].uid) == ["opening"]
    history.undo(office)
    assert fingerprint(office) == before


def test_limits_of_an_opening_entry_run_from_the_day_of_the_source(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    head = ["序号", "工作事项", "责任单位", "完成时限", "来源日期", "办理状态"]
    path = sheet(
        [1, "修桥", "县交通局", "5个工作日内", "2026-11-16", ""],
        [2, "修路", "县交通局", "3日内", "", ""],
        [3, "修渠", "县水务局", "3日内", "2026-11-16", "已完成"],
        head=head,
    )
    result = bring(path, opening=True)
    assert [(problem.row, problem.column, problem.value, problem.why) for problem in result.problems] == [
        (2, "完成时限", "5个工作日内", TERM_FROM_SOURCE.format(start="2026-11-16", end="2026-11-23")),
        (3, "完成时限", "3日内", TERM_WAITS),
    ]
    assert [(str(row.due), row.due_text, row.state) for row in rows(office)] == [
        ("2026-11-23", "5个工作日内", "Q"),
        ("None", "3日内", "Q"),
        ("None", "3日内", "X"),
    ]


def detail_actions(office: Office, uid: str) -> list[str]:
    with office.read() as reader:
        return [
            row[0]
            for row in reader.connection.execute(
                "SELECT action FROM event WHERE matter_uid=?", (uid,)
            ).fetchall()
        ]


def test_import_then_fifty_edits_then_everything_undone(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    before = fingerprint(office)
    bring(
        sheet(*([n, f"事项{n}", "县交通局、县财政局", "2026年6月底前、2026年12月底前"] for n in range(1, 61)))
    )
    for row in rows(office)[:50]:
        with office.write("matter.edit", words="修改") as work:
            matters.edit(
                work,
                row.uid,
                {"title": f"{row.title}改", "lead_unit": "县水务局、县交通局", "due": "2027-01-31"},
            )
    after = fingerprint(office)
    for _ in range(51):
        history.undo(office)
    assert fingerprint(office) == before
    with office.read() as reader:
        assert history.next_undo(reader) == ""
    for _ in range(51):
        history.redo(office)
    assert fingerprint(office) == after


def test_an_update_takes_over_everything_the_file_says(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    head = ["工作事项", "责任单位", "配合单位", "完成时限", "完成比例", "备用列"]
    bring(sheet(["修桥", "县交通局", "县财政局", "2026-06-30、2026-12-31", "说不准", "甲"], head=head))
    result = bring(
        sheet(["修桥", "县交通局、县林业局", "县水务局", "2026-03-31、2027-01-31", "50%", "乙"], head=head),
        on_duplicate=OnDuplicate.UPDATE,
    )
    assert result.updated == 1
    found = shown(office, "修桥")
    assert (found.row.lead_unit, set(found.row.co_units)) == ("县交通局", {"县林业局", "县水务局"})
    assert [str(node.due) for node in found.milestones] == ["2026-03-31"]
    assert (str(found.row.due), found.row.progress_percent) == ("2027-01-31", 50)
    assert found.extras == {"备用列": "乙"}
    before = fingerprint(office)
    bring(sheet(["修桥", "县交通局", "", "", "", ""], head=head), on_duplicate=OnDuplicate.UPDATE)
    assert fingerprint(office) == before, "blank cells say nothing"
    history.undo(office)
    found = shown(office, "修桥")
    assert (found.extras, found.fields["progress_text"], found.row.co_units) == (
        {"备用列": "甲"},
        "说不准",
        ("县财政局",),
    )


def test_an_update_of_a_numbered_matter_keeps_its_first_deadline(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    bring(sheet([1, "修桥", "县交通局", "2026-12-31"]), opening=True)
    bring(sheet([1, "修桥", "县交通局", "2027-03-31"]), on_duplicate=OnDuplicate.UPDATE)
    with office.read() as reader:
        assert reader.connection.execute("SELECT due, original_due, state FROM matter").fetchall() == [
            ("2027-03-31", "2026-12-31", "Q")
        ]
