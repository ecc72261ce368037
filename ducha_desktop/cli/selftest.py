"""self-test: the installed program proves itself in a throw-away folder."""

import argparse
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from ducha_desktop import __version__
from ducha_desktop.cli.frame import Call, note
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.states import Action
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services.office import Office
from ducha_desktop.services.opening import open_office

TODAY = date(2026, 11, 20)
RARE = "𬱟㛃"
_WHOLE = {"目标": "年底通车", "措施": "专班推进", "要求": "保证质量", "进度安排": "三季度封顶，四季度通车"}
"""What a matter says besides, so that it may be approved."""


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the command of this module."""
    test = commands.add_parser("self-test", parents=[shared], help="程序自检")
    test.add_argument("--no-window", action="store_true", help="不检查窗口")
    test.set_defaults(handler=self_test)


def self_test(call: Call) -> int:
    """`ducha self-test`: database, import, export, cards, backup and one window, each on its own."""
    steps: list[dict[str, Any]] = []
    with tempfile.TemporaryDirectory(prefix="ducha-", ignore_cleanup_errors=True) as place:
        proof = Proof(Path(place))
        for name, step in proof.steps(window=not call.no_window):
            steps.append(_run(name, step))
            note(f"{'通过' if steps[-1]['ok'] else '不通过'}　{name}")
        proof.close()
    passed = all(step["ok"] for step in steps)
    call.say(
        {"ok": passed, "version": __version__, "steps": steps},
        "自检通过" if passed else "自检不通过，请重新安装程序",
    )
    return 0 if passed else 3


def _run(name: str, step: Callable[[], str]) -> dict[str, Any]:
    try:
        return {"step": name, "ok": True, "detail": step()}
    except Exception as error:  # noqa: BLE001 - whatever fails is the finding
        return {"step": name, "ok": False, "detail": f"{type(error).__name__}: {error}"}


class Proof:
    """The steps, each using what the one before made."""

    def __init__(self, place: Path) -> None:
        """Prove in this folder."""
        self.place = place
        self.data = place / "自检数据"
        self.clock = FixedClock(TODAY)
        self._office: Office | None = None

    def steps(self, *, window: bool) -> list[tuple[str, Callable[[], str]]]:
        """All steps in order."""
        listed: list[tuple[str, Callable[[], str]]] = [
            ("数据库", self.database),
            ("模板", self.template),
            ("导入", self.bring),
            ("办理与撤销", self.act),
            ("导出", self.export),
            ("三级督办卡", self.cards),
            ("备份与恢复", self.backup),
        ]
        return [*listed, ("窗口", self.window)] if window else listed

    def close(self) -> None:
        """Let go of the folder."""
        if self._office is not None:
            self._office.close()

    @property
    def office(self) -> Office:
        """The office under proof."""
        if self._office is None:
            self._office = open_office(self.data, clock=self.clock)
        return self._office

    def database(self) -> str:
        """Found a county."""
        from ducha_desktop.services.founding import found
        from ducha_desktop.storage.connection import dbapi

        self._office = found(self.data, county="自检县", clock=self.clock)
        return f"SQLite {dbapi.sqlite_version}"

    def template(self) -> str:
        """Write the blank template."""
        from ducha_desktop.exchange.template import write_template

        write_template(self.place / "模板.xlsx", office="自检", today=TODAY, units=["县发改局"])
        return "模板.xlsx"

    def bring(self) -> str:
        """Import a ledger through the limited worker."""
        from openpyxl import Workbook

        from ducha_desktop.exchange.reader import read_ledger
        from ducha_desktop.services.drafts import IntakeOptions
        from ducha_desktop.services.intake import plan
        from ducha_desktop.services.intake_writing import commit

        book = Workbook()
        sheet = book.active
        sheet.append(["事项", "牵头单位", "责任领导", "联系领导", "完成时限", *_WHOLE])
        row = [f"{RARE}桥改造", "县交通局、县财政局", "陈立群", f"何{RARE[0]}", "2026年11月22日前"]
        sheet.append([*row, *_WHOLE.values()])
        book.save(self.place / "台账.xlsx")
        source = read_ledger(self.place / "台账.xlsx")
        with self.office.read() as reader:
            judged = plan(reader, source, IntakeOptions())
        result, _ = commit(self.office, judged)
        if result.drafts != 1:
            raise AssertionError(result)
        return "1 行"

    def act(self) -> str:
        """Approve, undo, redo."""
        from ducha_desktop.services import history, ledger
        from ducha_desktop.services.acts import act

        with self.office.read() as reader:
            (row,) = ledger.page(reader, LedgerQuery(search="桥改造"))
        with self.office.write("matter.approve", words="批准立项") as work:
            act(work, row.uid, Action.APPROVE)
        history.undo(self.office)
        history.redo(self.office)
        with self.office.read() as reader:
            return ledger.row_by_uid(reader, row.uid).number

    def export(self) -> str:
        """Export the ledger and read it back."""
        from ducha_desktop.exchange.reader import read_ledger
        from ducha_desktop.exchange.writer import write_ledger
        from ducha_desktop.services import ledger

        out = self.place / "导出.xlsx"
        with self.office.read() as reader:
            write_ledger(out, ledger.every(reader, LedgerQuery()), title="台账", office="自检", today=TODAY)
        if len(read_ledger(out).rows) != 1:
            raise AssertionError("the exported ledger is not read back")
        return out.name

    def cards(self) -> str:
        """Draw one card of each level and read the rare characters back."""
        from ducha_desktop import cards as room
        from ducha_desktop.services.cards import CardChoice, gather
        from ducha_desktop.typeset.readback import all_text

        with self.office.read() as reader:
            rendered = room.render(gather(reader, CardChoice()))
        if rendered.cards != 3 or not any(RARE in text for text in all_text(rendered.pdf)):  # noqa: PLR2004 - three levels
            raise AssertionError((rendered.cards, rendered.warnings))
        return f"{rendered.pages} 页"

    def backup(self) -> str:
        """Back up, restore, and compare."""
        from ducha_desktop.services.backups import make
        from ducha_desktop.services.restoring import restore
        from ducha_desktop.storage.digest import digest

        view = make(self.office)
        with self.office.read() as reader:
            before = digest(reader.connection)
        self.office.close()
        self._office = None
        restore(self.data, view.file, clock=self.clock)
        with self.office.read() as reader:
            if digest(reader.connection) != before:
                raise AssertionError("the restored ledger differs")
        return view.file.name

    def window(self) -> str:
        """Show the main window on the ledger."""
        from ducha_desktop.app.proof import prove_window

        self.office.close()
        self._office = None
        return prove_window(self.data, clock=self.clock)
