"""Another year's holidays: a limit in working days runs into a year nobody has entered, then the notice comes."""

from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPlainTextEdit

from ducha_desktop.domain.states import Action
from ducha_desktop.services import acts, matters
from tests.complete import WHOLE
from tests.journeys import eyes
from tests.journeys.cells import copy_elsewhere
from tests.journeys.county import opened
from tests.journeys.stage import Clerk

NOTICE = """关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。
三、清明节：4月3日至5日放假，共3天。
四、劳动节：5月1日至5日放假调休，共5天。4月25日（周日）、5月8日（周六）上班。
五、端午节：6月9日放假，共1天。
六、中秋节：9月15日放假，共1天。
七、国庆节：10月1日至7日放假调休，共7天。9月26日（周日）、10月9日（周六）上班。
"""
BEFORE, AFTER = "通知之前交办的事", "通知之后交办的事"
BY_WEEKENDS, BY_NOTICE = "2027-02-24", "2027-03-02"
"""70 working days from 18 November 2026: by weekends alone, and by the notice (five days of rest, two worked)."""


def prepare(folder: Path) -> None:
    """Two matters approved and not yet assigned, each to be done within seventy working days."""
    with opened(folder) as office, office.write("matter.add", words="登记") as work:
        for title in (BEFORE, AFTER):
            values = WHOLE | {"title": title, "lead_unit": "县住建局", "due": "交办后70个工作日内"}
            acts.act(work, matters.add(work, values).uid, Action.APPROVE)


def another_year(clerk: Clerk) -> None:
    """The day counted before the notice is by weekends and says so; the one after it is later."""
    clerk.rest()
    assert _assigned(clerk, BEFORE) == BY_WEEKENDS
    left = clerk.look(_workdays_left)
    clerk.step("节假日")
    clerk.click("台账设置")
    clerk.rest()
    clerk.click("节假日")
    clerk.rest()
    clerk.sees("2027 年的放假安排还没有录入")
    clerk.step("录入放假通知")
    clerk.click("录入放假通知…")
    clerk.until(lambda: bool(_text()), "the dialog of the notice")
    clerk.look(lambda: copy_elsewhere(NOTICE))
    clerk.click_at(eyes.widget(_text), "the field of the notice")
    clerk.press("Ctrl+v")
    clerk.sees("读出 2027 年：休息 27 天，调休上班 6 天")
    clerk.rest()
    clerk.step("采用")
    clerk.click("采用这份安排")
    clerk.rest()
    clerk.sees("放假 27 天，调休上班 6 天")
    assert _assigned(clerk, AFTER) == BY_NOTICE
    clerk.step("先交办的那件")
    _find(clerk, BEFORE)
    assert clerk.look(_workdays_left) < left, "the working days left are counted by the notice"


def _text() -> QPlainTextEdit | None:
    return next(
        (f for f in eyes.front().findChildren(QPlainTextEdit) if f.accessibleName() == "放假通知"), None
    )


def _find(clerk: Clerk, title: str) -> None:
    clerk.press(eyes.keys_to("ledger"), "Ctrl+f", "Ctrl+a")
    clerk.type(title)
    clerk.until(partial(_is_shown, title), f"{title} is found")
    clerk.rest()


def _is_shown(title: str) -> bool:
    model = eyes.window().ledger.model
    row = model.row(0)
    return model.rowCount() == 1 and row is not None and row.title == title


def _assigned(clerk: Clerk, title: str) -> str:
    """Assign a matter to its unit; the last day it then has."""
    clerk.step(title)
    _find(clerk, title)
    clerk.press("Down")
    clerk.click("交办")
    clerk.until(lambda: eyes.heading() not in ("", eyes.window().windowTitle()), "the dialog of the deed")
    clerk.step("交办")
    clerk.click("交办")
    clerk.rest()
    clerk.step(f"{title}有了时限")
    return clerk.until(lambda: str(eyes.window().ledger.model.row(0).due or ""), "it has a last day")


def _workdays_left() -> int:
    row = eyes.window().ledger.model.row(0)
    assert row is not None
    return row.workdays_left
