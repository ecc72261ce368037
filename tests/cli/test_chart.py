"""`ducha chart runchart`: PDF and workbook, by number and by filter, and what it refuses."""

from pathlib import Path

import pytest

from ducha_desktop.cli.main import main
from ducha_desktop.domain.node_text import read_nodes, write_nodes
from tests.cli.conftest import Ducha


def test_a_wall_chart_by_filter_twice_the_same_bytes(ducha: Ducha, demo: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "一.pdf", tmp_path / "二.pdf"
    status, answer = ducha(demo, "chart", "runchart", "--ledger", "重点项目", "--out", str(one))
    assert status == 0
    assert answer["file"] == str(one)
    assert answer["works"] > 50
    assert answer["nodes"] >= answer["nodes_done"] + answer["nodes_late"] > 0
    assert answer["pages"] > 1
    assert ducha(demo, "chart", "runchart", "--ledger", "重点项目", "--out", str(two))[0] == 0
    assert one.read_bytes() == two.read_bytes()


def test_one_matter_and_a_plan_with_its_children(ducha: Ducha, demo: Path, tmp_path: Path) -> None:
    _, listed = ducha(demo, "list", "--ledger", "重点项目", "--limit", "1")
    number = listed["rows"][0]["number"]
    status, answer = ducha(demo, "chart", "runchart", "--number", number, "--out", str(tmp_path / "图.xlsx"))
    assert (status, answer["works"], answer["pages"]) == (0, 1, None)
    assert listed["rows"][0]["title"] in answer["title"]
    assert (tmp_path / "图.xlsx").stat().st_size > 0


def test_what_is_refused_leaves_no_file(ducha: Ducha, demo: Path, tmp_path: Path) -> None:
    out = tmp_path / "图.pdf"
    assert ducha(demo, "chart", "runchart", "--number", "2026-9999", "--out", str(out))[0] == 1
    assert ducha(demo, "chart", "runchart", "--unit", "没有这个单位", "--out", str(out))[0] == 1
    assert ducha(demo, "chart", "runchart", "--out", str(tmp_path / "图.doc"))[0] == 2
    assert not any(tmp_path.glob("图*"))


def test_show_names_the_nodes_as_lines_that_can_be_read_again(
    demo: Path, capsys: pytest.CaptureFixture[str], ducha: Ducha
) -> None:
    _, listed = ducha(demo, "list", "--ledger", "重点项目")
    number = next(
        row["number"] for row in listed["rows"] if ducha(demo, "show", row["number"])[1]["milestones"]
    )
    assert main(["show", number, "--data", str(demo), "--today", "2026-11-22"]) == 0
    said = capsys.readouterr().out.split("节点：\n", 1)[1].split("\n\n", 1)[0]
    assert write_nodes(read_nodes(said)) == said
    assert "前置1" in said
