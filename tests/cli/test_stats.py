"""`ducha stats` and `ducha difference`: the new figures, workbooks, and sums that reconcile."""

from pathlib import Path

import openpyxl

from tests.cli.conftest import Ducha

KEPT = {"total", "closed", "closing", "open", "cancelled", "draft", "overdue", "rate_closed"}
ADDED = {
    "unfinished",
    "closed_late",
    "rate_on_time",
    "unreported",
    "days_mean",
    "instructions",
    "replied",
    "reply_rate",
}


def test_the_figures_of_a_county(demo_master: Path, ducha: Ducha, tmp_path: Path) -> None:
    status, told = ducha(demo_master, "stats", "--by", "unit")
    assert status == 0
    assert set(told) >= KEPT | ADDED | {"groups", "identities"}
    assert all(set(group) >= KEPT | ADDED | {"name"} for group in told["groups"])
    assert (
        sum(group["total"] for group in told["groups"])
        == told["total"]
        == told["closed"] + told["unfinished"]
    )
    classes = {(group["rank_class"], group["rank"]) for group in told["groups"] if "rank" in group}
    assert {name for name, rank in classes if rank == 1} == {name for name, _ in classes}, (
        "every class has a first"
    )
    target = tmp_path / "统计.xlsx"
    status, written = ducha(demo_master, "stats", "--by", "class", "--by", "ledger", "--out", str(target))
    assert (status, written["file"], written["total"]) == (0, str(target), told["total"])
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == ["按考核类别", "按台账"]
    book.close()


def test_a_period(demo_master: Path, ducha: Ducha) -> None:
    whole = ducha(demo_master, "stats")[1]["total"]
    early = ducha(demo_master, "stats", "--registered-to", "2026-03-31")[1]["total"]
    late = ducha(demo_master, "stats", "--registered-from", "2026-04-01")[1]["total"]
    assert 0 < early < whole
    assert early + late == whole
    assert 0 < ducha(demo_master, "stats", "--assigned-from", "2026-06-01")[1]["total"] < whole


def test_two_days_of_a_county(demo_master: Path, ducha: Ducha, tmp_path: Path) -> None:
    target = tmp_path / "对比.xlsx"
    status, told = ducha(
        demo_master, "difference", "--from", "2026-06-30", "--to", "2026-09-30", "--out", str(target)
    )
    assert status == 0
    assert all(identity["holds"] for identity in told["identities"])
    for day, counts in (("2026-06-30", told["then"]), ("2026-09-30", told["now"])):
        stats = ducha(demo_master, "stats", "--as-of", day)[1]
        assert {key: stats[key] for key in counts} == counts
    kinds = ("new", "removed", "corrected", "cancelled", "closed", "reopened", "moved")
    assert sum(told[kind] for kind in kinds) == len(told["matters"]) > 0
    assert target.exists()


def test_days_the_wrong_way_round_are_refused(demo_master: Path, ducha: Ducha) -> None:
    status, told = ducha(demo_master, "difference", "--from", "2026-09-30", "--to", "2026-06-30")
    assert (status, told["error"]["code"]) == (2, "usage")
    assert ducha(demo_master, "difference", "--from", "2026-09-30")[0] == 2
