"""A matter that has been reported on for years: its newest reports at once, the others a hundred at a time."""

from datetime import timedelta

import pytest

from ducha_desktop.services.detail import detail, reports
from ducha_desktop.ui.operations.ledger import MORE_REPORTS, NEWEST
from tests.ui.conftest import TODAY, settle

MANY = 230


@pytest.fixture
def reported(program):
    """The uid of a matter with so many reports; one more says that it comes tomorrow."""
    office, uid = program.door.office, program.window.ledger.model.row(0).uid
    with office.write("report.many", words="反馈") as work:
        said = [(TODAY - timedelta(days=MANY - n), f"第 {n} 次") for n in range(MANY)]
        said.append((TODAY + timedelta(days=1), "明天"))
        work.bulk_insert(
            "report",
            ("uid", "matter_uid", "on", "words"),
            [
                (new, uid, on.isoformat(), words)
                for new, (on, words) in zip(work.uids(len(said)), said, strict=True)
            ],
        )
    program.door.bus.tell(work.changes)
    settle(program)
    return uid


def test_reports_are_read_a_hundred_at_a_time(program, reported):
    panel = program.window.ledger.detail
    program.window.ledger.show_matter(reported)
    settle(program)
    part = panel._reports
    assert panel.uid == reported
    assert panel._reports_part._count.text() == f"{MANY} 次"
    seen = [len(part.timeline._beads)]
    words = [part.more.text()]
    while not part.more.isHidden():
        part.more.click()
        settle(program)
        seen.append(len(part.timeline._beads))
        words.append(part.more.text())
    assert seen == [6, 6 + MORE_REPORTS, 6 + 2 * MORE_REPORTS, MANY]
    assert words[:3] == [f"再看 100 次反馈（共 {MANY} 次）"] * 2 + [f"全部 {MANY} 次反馈"]
    assert [bead.words for bead in part.timeline._beads] == [f"第 {n} 次" for n in reversed(range(MANY))]


def test_only_the_newest_are_read_with_the_matter(program, reported):
    with program.door.office.read() as reader:
        some, whole = detail(reader, reported, newest=NEWEST), detail(reader, reported)
        assert (len(some.reports), some.reports_in_all) == (NEWEST, MANY)
        assert (len(whole.reports), whole.reports_in_all) == (MANY, MANY)
        assert some.reports == whole.reports[:NEWEST]
        assert some.timeline == whole.timeline[:NEWEST]
        assert reports(reader, reported, limit=7, skip=225) == whole.reports[225:]
