"""Asking the ledger by the days of registering and closing, and for cycles without a report."""

from datetime import date, timedelta
from pathlib import Path

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import Action
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, ledger, matters
from ducha_desktop.services.founding import found
from ducha_desktop.services.opening import open_office
from ducha_desktop.storage.derived_check import unlike
from tests.complete import WHOLE

DAY = timedelta(days=1)
START = date(2026, 9, 7)
THROUGH = (Action.APPROVE, Action.ASSIGN, Action.SIGN)
HOME = (*THROUGH, Action.CLAIM_DONE, Action.ACCEPT, Action.ACCEPT, Action.CLOSE)


def test_spans_and_cycles(tmp_path: Path) -> None:
    root = tmp_path / "云岭县"
    with (
        found(root, county="云岭县", clock=FixedClock(START)) as office,
        office.write("matter.add", words="新增") as work,
    ):
        uids = {
            title: matters.add(work, WHOLE | {"title": title, "report_cycle": cycle, "due": "2026-12-31"}).uid
            for title, cycle in (("月报", "每月"), ("不报", ""), ("已报", "每月"), ("办结", "每月"))
        }
        for title, actions in (("月报", THROUGH), ("不报", THROUGH), ("已报", THROUGH), ("办结", HOME)):
            for action in actions:
                acts.act(work, uids[title], action)
        acts.act(work, uids["已报"], Action.REPORT)
    later = date(2026, 10, 1)
    with open_office(root, clock=FixedClock(later)) as office:
        with office.write("matter.add", words="新增") as work:
            matters.add(work, {"title": "新来"})
        with office.read() as now:

            def titles(**asked: object) -> list[str]:
                query = LedgerQuery(**asked)  # type: ignore[arg-type]
                rows = [row.title for row in ledger.every(now, query)]
                assert ledger.count(now, query) == len(rows) == ledger.tallies(now, query).rows
                return rows

            assert unlike(now.connection) == []
            assert titles(registered_before=later - DAY) == list(uids)
            assert titles(registered_after=later) == ["新来"]
            assert titles(closed_after=START, closed_before=START) == ["办结"]
            assert titles(closed_after=START + DAY) == []
            assert titles(unreported=True) == ["月报", "已报"]
            with ledger.as_of(now, START) as then:
                assert [row.title for row in ledger.every(then, LedgerQuery(unreported=True))] == ["月报"]
