"""Imports of real workbooks: what every cell becomes, and that nothing in it is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.services import register
from ducha_desktop.services.office import Office
from tests.services.conftest import Bring, rows, shown


def test_rows_keep_the_order_of_the_sheet(office: Office, bring: Bring, sheet: Callable[..., Path]) -> None:
    titles = ["丙事", "甲事", "乙事", "丁事"]
    result = bring(sheet(*([n, title, "县交通局", "2026-12-31"] for n, title in enumerate(titles, 1))))
    assert (result.rows_read, result.drafts, result.refused) == (4, 4, 0)
    assert [row.title for row in rows(office)] == titles
    assert {row.state for row in rows(office)} == {"D"}
    assert [row.number for row in rows(office)] == ["拟-1", "拟-2", "拟-3", "拟-4"]


def test_the_own_number_finds_the_matter_again(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    head = ["编号", "工作事项", "责任单位"]
    bring(sheet(["交督〔2026〕3号", "修桥", "县交通局"], head=head))
    assert bring(sheet(["交督〔2026〕3号", "修两座桥", "县住建局"], head=head)).skipped == 1
    assert shown(office, "修桥").fields["number"] == "拟-1"


def test_running_numbers_of_another_ledger_are_no_matter_of_this_one(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    head = ["任务编号", "工作事项", "责任单位"]
    first = bring(sheet(["101", "修桥", "县交通局"], ["103", "清淤河道", "县水务局"], head=head))
    second = bring(sheet(["101", "新建幼儿园", "县教育局"], ["103", "清淤河道一期", "县水务局"], head=head))
    assert (first.drafts, second.drafts, second.skipped) == (2, 1, 1)


def test_unknown_names_become_provisional_and_are_used_in_the_row(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    with office.write("register.add", words="名册") as work:
        register.add_unit(work, "县交通运输局", short_names=("交通局",))
    result = bring(sheet([1, "修桥", "县交通局、县奇怪办", "2026-12-31"]))
    assert result.unmatched_units == ("县奇怪办",)
    (row,) = rows(office)
    assert (row.lead_unit, row.co_units) == ("县交通运输局", ("县奇怪办",))
    with office.read() as reader:
        assert reader.connection.execute("SELECT name FROM unit WHERE provisional = 1").fetchall() == [
            ("县奇怪办",)
        ]


def test_strict_refuses_what_is_not_certain(office: Office, bring: Bring, sheet: Callable[..., Path]) -> None:
    with office.write("register.add", words="名册") as work:
        register.add_unit(work, "县交通局")
    path = sheet(
        [1, "修桥", "县交通局", "2026-12-31"],
        [2, "修路", "县奇怪办", "2026-12-31"],
        [3, "修渠", "县交通局", "看情况"],
        [4, "修库", "县交通局", "12月底前"],
    )
    result = bring(path, strict=True)
    assert (result.drafts, result.refused) == (2, 2)
    assert [row.title for row in rows(office)] == ["修桥", "修库"]
    assert result.unmatched_units == ("县奇怪办",)
    with office.read() as reader:
        assert reader.connection.execute("SELECT count(*) FROM unit").fetchone() == (1,)


def test_one_lead_whatever_the_cell_says(office: Office, bring: Bring, sheet: Callable[..., Path]) -> None:
    bring(
        sheet(
            ["修桥", "县发改局、县财政局，县交通局", ""],
            ["修路", "县财政局、县交通局（牵头）", "县交通局、县发改局"],
            ["修渠", "各乡镇", ""],
            ["修库", "", "县水务局"],
            head=["工作事项", "责任单位", "配合单位"],
        )
    )
    found = {row.title: (row.lead_unit, row.co_units) for row in rows(office)}
    assert found["修桥"] == ("县发改局", ("县财政局", "县交通局"))
    assert found["修路"][0] == "县交通局"
    assert set(found["修路"][1]) == {"县财政局", "县发改局"}
    assert found["修渠"][0] == "各乡镇"
    assert found["修库"] == ("", ("县水务局",))
    with office.read() as reader:
        assert reader.connection.execute(
            "SELECT max(n) FROM (SELECT count(*) AS n FROM assignment WHERE role='lead' AND deleted_at IS NULL GROUP BY matter_uid)"
        ).fetchone() == (1,)


def test_people_of_one_name_are_not_merged_silently(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    with office.write("register.add", words="名册") as work:
        for _ in range(2):
            register.add_person(work, "王伟")
    result = bring(sheet(["修桥", "王伟"], ["修路", "王伟"], head=["工作事项", "责任领导"]))
    assert [problem.value for problem in result.problems] == ["王伟", "王伟"]
    assert all("几个可能" in problem.why for problem in result.problems)
    with office.read() as reader:
        assert reader.connection.execute("SELECT count(*) FROM person WHERE name='王伟'").fetchone() == (3,)


def test_nothing_in_a_cell_is_lost(office: Office, bring: Bring, sheet: Callable[..., Path]) -> None:
    head = [
        "工作事项",
        "进展情况",
        "完成比例",
        "开始时间",
        "报送周期",
        "责任领导",
        "来源日期",
        "完成时限",
        "特别列",
    ]
    result = bring(
        sheet(
            ["修桥", "桥墩完工", "说不准", "汛期后", "看情况", "分管副县长", "那天", "过一阵子", "原样"],
            ["修路", "", "主体封顶", "", "", "", "", "", ""],
            head=head,
        ),
        mapping={"进展情况": "progress_text", "完成比例": "progress_percent", "报送周期": "report_cycle"},
    )
    first, second = shown(office, "修桥"), shown(office, "修路")
    assert first.fields["progress_text"] == "桥墩完工"
    assert second.fields["progress_text"] == "主体封顶"
    for label, words in zip(head[2:], ["说不准", "汛期后", "看情况", "分管副县长", "那天"], strict=False):
        assert first.extras[label] == words, label
    assert (first.extras["特别列"], first.fields["due"]) == ("原样", "过一阵子")
    assert "完成比例" not in second.extras
    assert {problem.column for problem in result.problems} == set(head[2:8])
    assert all(problem.row and problem.sheet == "台账" and problem.why for problem in result.problems)


def test_rows_that_differ_only_in_a_column_of_their_own_are_two(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    head = ["工作事项", "责任单位", "地块"]
    result = bring(
        sheet(
            ["征收", "县自然资源局", "东"],
            ["征收", "县自然资源局", "西"],
            ["征收", "县自然资源局", "西"],
            head=head,
        )
    )
    assert (result.drafts, result.skipped) == (2, 1)


def test_several_dates_are_due_and_milestones(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    bring(sheet([1, "修桥", "县交通局", "2026年6月30日前完成设计，2026年12月31日前完工"]))
    found = shown(office, "修桥")
    assert str(found.row.due) == "2026-12-31"
    assert [str(node.due) for node in found.milestones] == ["2026-06-30"]


def test_subtotals_notes_and_blank_rows_are_counted_apart(
    office: Office, bring: Bring, sheet: Callable[..., Path]
) -> None:
    result = bring(
        sheet(
            [1, "修桥", "县交通局", "2026-12-31"], [None] * 4, ["合计", None, None, None],
            ["序号", "工作事项", "责任单位", "完成时限"], [2, "修路", "同上", "2026-11-30"], [3, "修渠", "县水务局", "〃"],
            ["注：以上时限为最后期限", None, None, None],
        )
    )  # fmt: skip
    assert (result.rows_read, result.drafts, result.refused) == (6, 3, 0)
    assert [(row.title, row.lead_unit, str(row.due)) for row in rows(office)] == [
        ("修桥", "县交通局", "2026-12-31"), ("修路", "县交通局", "2026-11-30"), ("修渠", "县水务局", "2026-11-30"),
    ]  # fmt: skip


def test_the_ledger_named_must_exist(bring: Bring, office: Office, sheet: Callable[..., Path]) -> None:
    path = sheet([1, "修桥", "县交通局", "2026-12-31"])
    with pytest.raises(NotFoundError, match="年度重点工作"):
        bring(path, ledger="没有这个")
    bring(path, ledger="民生实事")
    assert [row.ledger for row in rows(office)] == ["民生实事"]


def test_a_mapping_goes_before_the_proposals(
    bring: Bring, office: Office, sheet: Callable[..., Path]
) -> None:
    result = bring(
        sheet(["修桥", "干好", "x"], head=["工作事项", "怎么干", "完成时限"]),
        mapping={"怎么干": "measures", "完成时限": ""},
    )
    found = shown(office, "修桥")
    assert (found.fields["measures"], found.row.due) == ("干好", None)
    assert result.headings["怎么干"] == "measures"


def test_text_beyond_what_a_cell_holds_is_refused(office: Office, bring: Bring, tmp_path: Path) -> None:
    path = tmp_path / "长.csv"
    path.write_text(f"工作事项,责任单位\n{'长' * 40_000},县交通局\n修桥,县交通局\n", "utf-8")
    result = bring(path)
    assert (result.drafts, result.refused) == (1, 1)
