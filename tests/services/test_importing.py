"""An import backs up what was there before it, and says what it does."""

from collections.abc import Callable
from pathlib import Path

from ducha_desktop.exchange.reader import load, read_ledger
from ducha_desktop.exchange.worker import Parser
from ducha_desktop.services.backups import list_backups
from ducha_desktop.services.drafts import IntakeOptions
from ducha_desktop.services.importing import bring_in
from ducha_desktop.services.intake import plan
from ducha_desktop.services.office import Office
from tests.services.conftest import Bring, rows


def test_the_backup_holds_what_was_there_before(
    office: Office, bring: Bring, parser: Parser, sheet: Callable[..., Path]
) -> None:
    bring(sheet([1, "修桥", "县交通局", "2026-12-31"]))
    path = sheet([2, "修路", "县住建局", "2026-12-31"], name="第二份.xlsx")
    with office.read() as reader:
        judged = plan(reader, read_ledger(path, book=load(path, parser=parser)), IntakeOptions())
    before, steps = [], []

    def says(step: str) -> None:
        steps.append(step)
        before.append(len(rows(office)))

    result, changes = bring_in(office, judged, says=says)

    assert (result.drafts, len(rows(office))) == (1, 2)
    assert changes.words.startswith("导入 1 行")
    assert (steps, before) == (["正在做导入前备份…", "正在写入…"], [1, 1])
    (made,) = list_backups(office.folder.backups)
    assert (made.words, made.verified) == ("导入前备份", True)
