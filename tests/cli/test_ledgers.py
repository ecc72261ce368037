"""ledger list and procedure: what each ledger demands and who signs in it."""

from pathlib import Path

from tests.cli.conftest import Ducha
from tests.complete import SAID

BOOK = "年度重点工作"


def test_a_rule_that_is_named_twice_is_not_guessed(tmp_path: Path, ducha: Ducha) -> None:
    ducha(tmp_path / "台账", "init", "--county", "云岭县", "--level", "县")
    before = ducha(tmp_path / "台账", "ledger", "list")
    status, said = ducha(
        tmp_path / "台账", "ledger", "procedure", BOOK, "approval=officer,leader", "立项审批=leader"
    )
    assert (status, said["error"]["code"]) == (2, "usage")
    assert "“立项审批”写了两次" in said["error"]["message"]
    assert ducha(tmp_path / "台账", "ledger", "list") == before


def test_who_signs_is_set_and_kept_while_a_matter_is_half_signed(tmp_path: Path, ducha: Ducha) -> None:
    folder = tmp_path / "台账"
    ducha(folder, "init", "--county", "云岭县", "--level", "县")
    status, rules = ducha(folder, "ledger", "procedure", BOOK, "approval=officer,督查室主任,leader")
    assert (status, rules["approval"]) == (0, ["officer", "director", "leader"])
    ducha(folder, "add", "title=修桥", "lead_unit=县交通局", *SAID)
    status, row = ducha(folder, "do", "拟-1", "approve")
    assert (status, row["state"]) == (0, "A")
    status, said = ducha(folder, "ledger", "procedure", BOOK, "approval=leader,director,officer")
    assert (status, said["error"]["code"]) == (1, "refused")
    assert "已经签过的各级现在不能换人" in said["error"]["message"]
    status, said = ducha(folder, "do", "拟-1", "approve", "on=2027-01-01")
    assert (status, said["error"]["code"]) == (2, "usage")
    assert [ducha(folder, "do", "拟-1", "approve")[1]["state"] for _ in range(2)] == ["A", "L"]
