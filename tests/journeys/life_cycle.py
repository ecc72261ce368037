"""The life cycle: from the record of a meeting to the archive, every step one or two clicks from the workbench."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QComboBox, QWidget

from ducha_desktop.domain.ladder import Rung
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.procedure import SIX_CHECKS
from ducha_desktop.domain.states import Action, State
from ducha_desktop.services import acts, detail, ledger, matters
from ducha_desktop.services.views import MatterDetail, MatterRow
from ducha_desktop.services.workbench import Pile
from tests.complete import WHOLE
from tests.journeys import eyes
from tests.journeys.cells import copy_elsewhere
from tests.journeys.county import opened
from tests.journeys.disaster import fingerprint
from tests.journeys.stage import Clerk

MEETING = "县政府第18次常务会议"
HERO, SECOND, THIRD = "制定饮水安全整改方案", "完成城东雨污管网清淤", "修复团结路路灯"
RECORD = (
    f"一、{HERO}（责任单位：县水利局；配合单位：县住建局；完成时限：11月20日前）",
    f"二、{SECOND}（责任单位：县住建局；完成时限：12月20日前）",
    f"三、{THIRD}（责任单位：县住建局；完成时限：12月25日前）",
)
WANTED: Mapping[str, Mapping[str, str]] = {
    HERO: {
        "目标": "全县12个供水点水质全部达标", "措施": "专班推进，逐点整改", "责任人": "李国强",
        "要求": "每周报一次进展", "进度安排": "11月排查，12月整改", "报送周期": "每周",
    },
    SECOND: {
        "目标": "清淤8.6公里", "措施": "分段施工，夜间作业", "责任人": "张建华",
        "要求": "不影响通行", "进度安排": "12月上旬过半",
    },
    THIRD: {
        "目标": "亮灯率达到98%", "措施": "逐杆排查更换", "责任人": "张建华",
        "要求": "修一盏销一盏", "进度安排": "12月中旬完工",
    },
}  # fmt: skip
"""What 四清, 六明确 and 七定 still ask for when the items have been read out of the record."""

EXTENDED = "2026-11-25"
_LOOK = 0.8
"""Seconds that somebody looks at an open list, which takes a click soon after the first for part of it."""

ACTS = 23
"""Acts of the story, each one entry of the journal."""


def prepare(folder: Path) -> None:
    """Other work of the year, in hand and not due yet, so that the workbench is that of an office."""
    with opened(folder) as office, office.write("matter.add", words="登记") as work:
        for number, unit in enumerate(("县水利局", "县住建局", "县交通局", "县水利局"), start=1):
            values = WHOLE | {
                "title": f"年度重点工作第{number}项", "lead_unit": unit, "responsible_leaders": "陈立群",
                "due": f"2026-12-{27 + number}",
            }  # fmt: skip
            uid = matters.add(work, values).uid
            for action in (Action.APPROVE, Action.ASSIGN, Action.SIGN):
                acts.act(work, uid, action)


def from_meeting_to_archive(clerk: Clerk) -> None:
    """Registered, approved, assigned and signed; pressed, extended, listed; returned, written off, archived."""
    clerk.rest()
    course = _Course(clerk)
    _register(course)
    _complete(course)
    _hand_over(course)
    _press(course)
    _close(course)
    assert len(course.stood) == ACTS + 1
    _back_and_forth(course)


class _Course:
    """What the clerk has done so far; `stood` has the digest of the ledger before the first act and after each."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.stood = [clerk.look(fingerprint)]

    def open(self, pile: Pile) -> None:
        """To the workbench by key, and one click on a number: exactly its list."""
        self.clerk.rest()
        self.clerk.step(f"工作台到{pile.word}")
        self.clerk.press(eyes.keys_to("workbench"))
        self.clerk.rest()
        self.clerk.click_at(partial(_number, pile), f"the number {pile.word}")
        self.clerk.until(eyes.window().ledger.isVisible, "its list is shown")
        self.clerk.rest()

    def reach(self, pile: Pile, *deeds: str) -> None:
        """Two clicks lead from the workbench to the form of a deed on the matter of this story."""
        self.open(pile)
        self.clerk.until(lambda: _in_panel() == HERO, f"{HERO} comes first among {pile.word}")
        self.clerk.step(deeds[-1])
        for deed in deeds:
            self.clerk.click(deed)
        self.shown(deeds[-1].rstrip("…"))

    def shown(self, heading: str) -> None:
        """The form is open."""
        self.clerk.until(lambda: eyes.heading() == heading, f"the form “{heading}”")
        self.clerk.step(f"填写{heading}")

    def fill(self, values: Mapping[str, str]) -> None:
        """Fill in the fields of the form in front by their names."""
        for name, words in values.items():
            chosen = self.clerk.look(partial(_only_chosen_from, name))
            self.clerk.click_at(eyes.widget(partial(_field, name)), f"the field {name}")
            if chosen:
                self.clerk.until(eyes.has_list, f"the list of {name}")
                self.clerk.pause(_LOOK)
                self.clerk.choose(words)
            else:
                self.clerk.press("Ctrl+a")
                self.clerk.type(words)

    def settle(self, deed: str, state: State | None = None) -> MatterDetail | None:
        """Click the deed of the form in front: one more act is stored, and the matter stands in that state."""
        heading, before = self.clerk.look(eyes.heading), self.stood[-1]
        self.clerk.step(f"{heading}以后")
        self.clerk.click(deed)
        self.clerk.until(lambda: not eyes.is_open(heading), f"“{heading}” has closed")
        self.clerk.rest()
        self.clerk.until(lambda: fingerprint() != before, f"{heading} is stored")
        self.stood.append(self.clerk.look(fingerprint))
        found = self.clerk.look(partial(_stored, HERO)) if state else None
        assert found is None or found.row.state == state, f"{heading}: {found.row.state}"
        return found


def _register(course: _Course) -> None:
    """The record of a meeting, and its three items as drafts that know where they come from."""
    clerk = course.clerk
    clerk.step("来源登记")
    clerk.click("来源登记")
    clerk.rest()
    clerk.step("登记会议")
    clerk.click("登记来源")
    clerk.choose("会议…")
    course.shown("登记：会议")
    course.fill({"会议名称": MEETING, "主持人": "陈立群", "参会人员": "刘建国、吴德厚"})
    clerk.click_at(eyes.widget(partial(_field, "会议纪要")), "the record")
    clerk.look(lambda: copy_elsewhere("\n".join(RECORD)))
    clerk.press("Ctrl+v")
    course.settle("登记")
    clerk.sees(MEETING)
    clerk.step("分解事项")
    clerk.click("分解事项…")
    course.shown(f"分解事项：{MEETING}")
    clerk.until(lambda: eyes.button("登记 3 项为拟办"), "three items are read out of the record")
    course.settle("登记 3 项为拟办")
    found = clerk.look(lambda: [_stored(title) for title in WANTED])
    assert [each.row.lead_unit for each in found] == ["县水利局", "县住建局", "县住建局"]
    assert [str(each.row.due) for each in found] == ["2026-11-20", "2026-12-20", "2026-12-25"]
    assert found[0].row.co_units == ("县住建局",)
    assert all([origin.title for origin in each.origins] == [MEETING] for each in found)


def _complete(course: _Course) -> None:
    """Each draft says what it lacks, and the first of it is one click away from being filled in."""
    clerk = course.clerk
    for place, (title, values) in enumerate(WANTED.items()):
        course.open(Pile.DRAFTS)
        clerk.press(*["Down"] * place)
        clerk.until(lambda title=title: _in_panel() == title, f"{title} is in the panel")
        clerk.step(f"补齐第{place + 1}项")
        clerk.click("填写目标")
        course.shown("修改事项")
        course.fill(values)
        course.settle("保存修改")
        lacks = clerk.look(lambda title=title: _stored(title).missing)
        assert not lacks, f"{title}: {lacks}"


def _hand_over(course: _Course) -> None:
    """All three are approved and assigned at once; the first is signed and reports."""
    clerk = course.clerk
    for pile, deed, state in (
        (Pile.DRAFTS, "批准立项", State.APPROVED),
        (Pile.TO_ASSIGN, "交办", State.ASSIGNED),
    ):
        course.open(pile)
        clerk.press("Ctrl+a")
        clerk.step(deed)
        clerk.click("批量办理…")
        clerk.choose(f"{deed}…")
        course.shown(deed)
        course.settle(deed, state)
        states = {clerk.look(partial(_stored, title)).row.state for title in WANTED}
        assert states == {state.value}, f"all three stand in {state.word}"
    course.reach(Pile.TO_SIGN, "签收")
    course.fill({"经办人": "李国强"})
    course.settle("签收", State.SIGNED)
    course.reach(Pile.UNREPORTED, "登记进展")
    course.fill({"完成比例": "30", "进展情况": "12个供水点已排查7个"})
    course.settle("登记进展", State.REPORTED)
    course.reach(Pile.SOON, "登记进展")
    course.fill({"完成比例": "60", "进展情况": "12个供水点全部排查", "存在问题": "管材未到货"})
    found = course.settle("登记进展", State.REPORTED)
    assert [report.percent for report in found.reports] == [60, 30]


def _press(course: _Course) -> None:
    """Chased, extended for a reason, listed and taken off the list by record."""
    clerk = course.clerk
    course.reach(Pile.SOON, "催办…")
    course.fill({"要求": "两日内书面说明管材到货时间"})
    found = course.settle("催办", State.REPORTED)
    assert [step.rung for step in found.escalations] == [Rung.URGE]
    course.reach(Pile.SOON, "申请延期")
    course.fill({"新的时限": EXTENDED, "理由": "管材供货延迟"})
    course.settle("申请延期", State.EXTENDING)
    course.reach(Pile.TO_EXTEND, "批准延期")
    clerk.sees(f"申请延至 {EXTENDED}")
    found = course.settle("批准延期", State.SIGNED)
    assert str(found.row.due) == EXTENDED
    course.open(Pile.SOON)
    clerk.step("挂牌督办")
    clerk.click("升级…")
    clerk.choose("挂牌督办…")
    course.shown("挂牌督办")
    course.fill({"事由": "工作难度大", "责任人": "刘建国", "批准人": "陈立群"})
    found = course.settle("挂牌督办", State.SIGNED)
    assert [step.rung for step in found.escalations] == [Rung.LISTED, Rung.URGE]
    course.reach(Pile.LISTED, "摘牌…")
    course.fill({"理由": "管材已到货，核查属实", "决定人": "陈立群"})
    found = course.settle("摘牌", State.SIGNED)
    assert found.escalations[0].lifted_on is not None


def _close(course: _Course) -> None:
    """Claimed, accepted, returned; claimed again, accepted, checked six times over, written off, archived."""
    clerk = course.clerk
    for again in (False, True):
        course.reach(Pile.SOON, "申请办结")
        course.settle("申请办结", State.CLAIMED)
        course.reach(Pile.TO_CLOSE, "受理")
        course.settle("受理", State.REVIEWED)
        if not again:
            course.reach(Pile.TO_CLOSE, "退回重办")
            course.fill({"理由": "两个供水点没有检测报告"})
            course.settle("退回重办", State.SIGNED)
    course.reach(Pile.TO_CLOSE, "审核通过")
    clerk.click("审核通过")
    clerk.sees("还有没有核对的：事实清楚")
    for words in SIX_CHECKS:
        clerk.click(words)
    assert "还有没有核对的" not in clerk.look(eyes.words), "what was wrong is said no longer"
    course.settle("审核通过", State.PRESENTED)
    course.reach(Pile.TO_CLOSE, "销号")
    course.settle("销号", State.CLOSED)
    course.reach(Pile.CLOSED, "归档")
    course.settle("归档", State.ARCHIVED)


def _back_and_forth(course: _Course) -> None:
    """Every act is taken back, one by one, to each state the ledger had; then all are brought back."""
    clerk, stood = course.clerk, course.stood
    clerk.step("撤销到开头")
    clerk.press(eyes.keys_to("workbench"))
    clerk.rest()
    for key, states in (("Ctrl+z", stood[-2::-1]), ("Ctrl+y", stood[1:])):
        clerk.step("撤销到开头" if key == "Ctrl+z" else "恢复到最后")
        for place, state in enumerate(states, start=1):
            clerk.press(key)
            clerk.until(lambda state=state: fingerprint() == state, f"{key} {place}: as it was", seconds=20)
            clerk.rest()
        found = clerk.look(lambda: [_rows(title) for title in WANTED])
        assert [len(rows) for rows in found] == ([0, 0, 0] if key == "Ctrl+z" else [1, 1, 1])
    assert clerk.look(partial(_stored, HERO)).row.state == State.ARCHIVED


def _number(pile: Pile) -> eyes.Spot | None:
    """A number of the workbench."""
    page = eyes.window()._pages["workbench"]
    tile = page.tiles.get(pile) or page.whole[pile]
    return eyes.spot(tile) if tile.isVisible() else None


def _in_panel() -> str:
    """The title of the matter whose detail is shown."""
    page = eyes.window().ledger
    return page.matter.row.title if page.matter is not None and page.matter.row.uid == page.detail.uid else ""


def _field(name: str) -> QWidget | None:
    fields = (f for f in eyes.front().findChildren(QWidget) if f.isVisible() and f.accessibleName() == name)
    return next(fields, None)


def _only_chosen_from(name: str) -> bool:
    field = _field(name)
    return isinstance(field, QComboBox) and not field.isEditable()


def _rows(title: str) -> Sequence[MatterRow]:
    with eyes.window().door.office.read() as reader:
        return [
            row
            for row in ledger.page(reader, LedgerQuery(search=title), offset=0, limit=9)
            if row.title == title
        ]


def _stored(title: str) -> MatterDetail:
    """What is stored of a matter."""
    (row,) = _rows(title)
    with eyes.window().door.office.read() as reader:
        return detail.detail(reader, row.uid)
