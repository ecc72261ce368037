"""The county of `scripts/shots` in which everything is as long as it may be: nothing may be cut without a hint."""

# ruff: noqa: D103, SLF001

from pathlib import Path

from studio import TODAY, Studio

from ducha_desktop.domain.states import TRANSITIONS, Action
from ducha_desktop.domain.vocabulary import PostLevel, UnitKind
from ducha_desktop.runtime.clock import FixedClock

COUNTY = "云岭傣族佤族拉祜族布朗族哈尼族彝族回族苗族白族瑶族景颇族阿昌族德昂族各族自治县"
UNITS = tuple(
    f"云岭各族自治县{what}专项工作推进领导小组办公室（设在县人民政府办公室）{tail}"
    for what, tail in (
        ("农村人居环境整治提升", "综合协调科"),
        ("城区雨污分流管网改造", "工程建设科"),
        ("易地扶贫搬迁后续扶持", "产业就业科"),
        ("优化营商环境攻坚突破", "督查督办科"),
    )
)
PEOPLE = (
    "买买提吐尔逊·阿不都热依木江·依明尼亚孜·穆罕默德萨力·吐尔地艾合买提",
    "吉克阿格约哈木呷·尔古沙马拉则·阿苏越尔且·沙马曲比伍牛",
)
_TASK = (
    "对全县二十三个乡镇、二百一十七个行政村农村生活污水治理设施建设运行情况开展拉网式排查，逐村建立问题清单、责任清单和整改台账，"
    "对建而未用、用而不养、养而不管的设施限期整改销号，同步推进厕所革命、生活垃圾分类和村容村貌提升，"
)
TITLES = tuple(
    f"第{number}项：{_TASK}{_TASK}{_TASK}"[:298] + "。"
    for number in ("一", "二", "三", "四", "五", "六", "七", "八")
)
_LONG = "".join(f"（{n}）{_TASK}" for n in range(1, 5))


def county(folder: Path) -> None:
    """Found it, with units, leaders and matters; some overdue, one with reports and nodes."""
    from ducha_desktop.services import acts, matters, register
    from ducha_desktop.services.founding import found

    office = found(folder, county=COUNTY, clock=FixedClock(TODAY))
    with office.write("unit.add", words="登记单位") as work:
        units = [
            register.add_unit(work, name, kind=UnitKind.GOVERNMENT, short_names=(name[:-5], name[:-3]))
            for name in UNITS
        ]
        for name, level, unit in zip(PEOPLE, (PostLevel.LIAISON, PostLevel.RESPONSIBLE), units, strict=False):
            person = register.add_person(work, name, unit_uid=unit.uid, phone="0000-66112233、13900000000")
            post = f"县委常委、县人民政府常务副县长、{unit.name}主任（兼）"
            register.add_post(work, person, post, level=level, unit_uid=unit.uid)
    uids = []
    for number, title in enumerate(TITLES):
        with office.write("matter.add", words=f"登记“{title[:20]}”") as work:
            uids.append(matters.add(work, _values(title, number)).uid)
    for number, uid in enumerate(uids[:6]):
        for action in (Action.SUBMIT, Action.APPROVE, Action.ASSIGN, Action.SIGN, Action.REPORT)[
            : 2 + number
        ]:
            words = {
                "percent": "62",
                "text": _LONG,
                "problems": _LONG,
                "next_steps": _LONG,
                "person": PEOPLE[1],
            }
            with office.write(f"matter.{action}", words=f"{action.word}“{TITLES[number][:20]}”") as work:
                acts.act(work, uid, action, acts.Doing(values=words))
    office.close()


def _values(title: str, number: int) -> dict[str, str]:
    return {
        "title": title,
        "due": f"2026-{10 + number % 3}-30",
        "lead_unit": UNITS[number % len(UNITS)],
        "co_units": "、".join(UNITS[:3]),
        "liaison_leaders": PEOPLE[0],
        "responsible_leaders": PEOPLE[1],
        "target": _LONG,
        "task": _LONG,
        "measures": _LONG,
        "duty": _LONG,
        "persons": PEOPLE[1],
        "phone": "0000-66112233、13900000000、0000-66112244",
        "plan": "9月7日前制定农村生活污水治理设施排查整改工作方案；10月18日前完成拉网式排查并建立问题清单；12月10日前总结评估",
        "source": "县委农村工作领导小组第38次（扩大）会议暨农村人居环境整治提升工作推进会议",
        "requirement": _LONG,
    }


def walk(studio: Studio) -> None:
    for part in (_ledger, _dialogs, _others, _register, _finding):
        part(studio)


def _ledger(studio: Studio) -> None:
    window = studio.program.window
    window.open("workbench")
    studio.rest(500)
    studio.take("l-workbench")
    window.open("ledger")
    page = window.ledger
    studio.rest(300)
    page.table.reselect([5])
    page.table.go_to(5)
    studio.rest(300)
    studio.take("l-ledger")
    bar = page.detail._area.verticalScrollBar()
    for name, part in (("middle", 2), ("end", 1)):
        bar.setValue(bar.maximum() // part)
        studio.take(f"l-ledger-detail-{name}")
    page.filters._units.pick([page.filters._units._choices[0].code])
    page.filters.changed.emit()
    studio.rest(300)
    studio.take("l-ledger-filtered")
    page.filters._units._open()
    popup = page.filters._units._popup
    assert popup is not None
    studio.rest(60)
    studio.snap("l-ledger-filter-list", popup)
    popup.close()
    page.clear_filters()
    page.table.go_to(5)
    studio.rest(300)


def _dialogs(studio: Studio) -> None:
    from ducha_desktop.services import earlier
    from ducha_desktop.ui.pages.ledger.act import ActDialog
    from ducha_desktop.ui.pages.ledger.detail_earlier import EarlierDialog
    from ducha_desktop.ui.pages.ledger.form import MatterForm
    from ducha_desktop.ui.widgets.refusal import RefusalDialog

    page = studio.program.window.ledger
    row = page.table.current_row()
    assert row is not None
    assert page.matter is not None
    studio.dialog("l-form-edit", MatterForm(page, page.known, values=page.matter.fields))
    with studio.program.door.office.read() as reader:
        planned = earlier.preview(reader, page.matter.row.uid, page.matter.timeline[-1].entry)
    studio.dialog("l-earlier", EarlierDialog(page, planned))
    for action in (Action.REPORT, Action.EXTEND):
        line = next(line for line in TRANSITIONS if line.action is action)
        studio.dialog(f"l-act-{action.value}", ActDialog(page, row, line, TODAY))
    sentence = f"“{TITLES[0]}”的牵头单位“{UNITS[0]}”已经停用。事项没有改动。请另选一个单位。"
    studio.dialog("l-refusal", RefusalDialog(page, sentence, "", "refused"))


def _others(studio: Studio) -> None:
    from ducha_desktop.services import history as past
    from ducha_desktop.ui.pages.history.steps import StepsDialog

    window = studio.program.window
    window.open("cards")
    studio.rest(700)
    studio.take("l-cards")
    window.ledger.table.reselect([0, 1])
    window.ledger.deeds.delete()
    studio.rest(300)
    history = window.open("history")
    studio.rest()
    studio.take("l-history")
    with studio.program.door.office.read() as reader:
        steps = past.steps_to(reader, past.entries(reader, limit=6)[-1].seq)
    studio.dialog("l-steps", StepsDialog(history, steps))
    history.show_part(1)  # type: ignore[attr-defined]
    studio.rest()
    history.bin.turn(0, unfold=True)  # type: ignore[attr-defined]
    studio.take("l-trash")
    window.undo()
    studio.rest(300)
    setup = window.open("setup")
    setup.show_part(4)  # type: ignore[attr-defined]
    studio.take("l-setup-office")


def _register(studio: Studio) -> None:
    from ducha_desktop.ui.pages.register.merging import MergeDialog
    from ducha_desktop.ui.pages.register.takeover import TakeoverDialog

    page = studio.program.window.open("register")
    studio.rest(300)
    lists = page.lists  # type: ignore[attr-defined]
    for part in ("units", "people"):
        page.show_part(part)  # type: ignore[attr-defined]
        studio.rest(300)
        studio.take(f"l-register-{part}")
    chosen = [each.uid for each in lists.units if each.name in UNITS[:2]]
    studio.dialog("l-register-merge", MergeDialog(page, page.door, lists.units, chosen))
    posts = page.panel.detail.posts  # type: ignore[attr-defined]
    if posts:
        studio.dialog("l-register-takeover", TakeoverDialog(page, page.door, posts[0], lists.people, TODAY))


def _finding(studio: Studio) -> None:
    window = studio.program.window
    window.open("ledger")
    window.finder.begin_anywhere()
    palette = window.finder._palette
    assert palette is not None
    palette.field.setText("云岭")
    studio.rest(300)
    studio.take("l-palette")
    palette.leave()
