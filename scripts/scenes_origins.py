"""来源登记 as `scripts/shots` sees it: empty, filled, its forms, the split of a meeting record, two lists merged."""

# ruff: noqa: SLF001

from typing import TYPE_CHECKING

from studio import TODAY, Studio

from ducha_desktop.domain.origins import OriginKind

if TYPE_CHECKING:
    from ducha_desktop.services.office import Office
    from ducha_desktop.ui.pages.origins.page import OriginsPage

MINUTES = (
    "一、制定农村饮水安全整改方案，逐村落实管护责任（责任单位：县水利局；完成时限：12月10日前）\n"
    "二、由县住建局牵头，县财政局配合，12月底前启动第二批老旧小区改造\n"
    "三、河西乡村公路窄路加宽23.6公里\n"
    "四、抓好秋冬季森林防火，严格落实网格包保"
)
_ORIGINS: tuple[tuple[OriginKind, dict[str, str]], ...] = (
    (OriginKind.PROJECT, {"title": "云岭县智慧水务一体化建设项目", "on": "2026-03-02", "project_class": "续建",
                          "total": "3.62", "done": "约1.1", "unit": "县水利局", "一名领导": "刘建国", "一个班子": "水务项目专班"}),
    (OriginKind.DOCUMENT, {"title": "关于做好今冬明春火灾防控工作的通知", "number": "云政办发〔2026〕31号",
                           "on": "2026-10-20", "received_on": "2026-10-22", "unit": "县政府办公室"}),
    (OriginKind.PETITION, {"title": "反映某小区延期交房", "on": "2026-10-28", "channel": "来访", "caller": "周玉兰",
                           "phone": "13900001234", "words": "要求明确交房时间", "reply_due": "2026-11-27"}),
    (OriginKind.HOTLINE, {"title": "东街路灯三天不亮", "on": "2026-11-06", "received_at": "9:30", "responded_at": "10:05",
                          "caller": "赵小红", "phone": "13812345678", "words": "学生晚自习回家不安全",
                          "disposition": "转县住建局当日处置", "replied_on": "2026-11-07", "reply": "已修复"}),
    (OriginKind.INSTRUCTION, {"title": "关于农村饮水安全情况的调研报告", "number": "批〔2026〕27号", "person": "陈立群",
                              "on": "2026-11-03", "words": "请水利局认真研究，抓紧整改，月底前报结果。", "reply_due": "2026-11-18",
                              "limit": "批示（急）", "opinion": "请县水利局牵头办理"}),
    (OriginKind.INSTRUCTION, {"title": "关于老旧小区改造进展缓慢的专报", "number": "批〔2026〕28号", "person": "陈立群",
                              "on": "2026-11-09", "words": "请住建局说明原因，倒排工期。", "reply_due": "2026-11-24",
                              "replied_on": "2026-11-15", "reply": "已重排工期，12月底前开工。"}),
    (OriginKind.MEETING, {"title": "县政府第12次常务会议", "number": "第12次", "on": "2026-11-20", "place": "县政府三楼会议室",
                          "chair": "陈立群", "attendees": "刘建国、李国强、王海燕", "absent": "周志明", "topics": MINUTES}),
    (OriginKind.TASK_LIST, {"title": "县委2026年重点工作任务清单", "number": "云办发〔2026〕3号", "on": "2026-01-15", "side": "党委"}),
    (OriginKind.TASK_LIST, {"title": "县政府2026年重点工作任务清单", "number": "云政发〔2026〕1号", "on": "2026-01-18", "side": "政府"}),
)  # fmt: skip
_LISTS = {
    "党委": ("持续推进农村人居环境整治提升", "深化基层党建示范创建", "建设智慧水务平台"),
    "政府": ("推进农村人居环境整治提升工作", "2026年建设智慧水务平台", "新建改建农村公路80公里"),
}


def fill(office: "Office") -> int:
    """Register sources of every kind; return how many acts it took."""
    from ducha_desktop.services import origins

    with office.write("origin.add", words="登记来源") as work:
        made = [(kind, origins.register(work, kind, values).uid, values) for kind, values in _ORIGINS]
        for kind, uid, values in made:
            if kind is OriginKind.TASK_LIST:
                origins.split(
                    work, uid, [{"title": title} for title in _LISTS[values["side"]]], ledger="annual"
                )
            elif kind is OriginKind.INSTRUCTION:
                origins.split(work, uid, [{"title": f"办理{values['title'][2:-3]}", "lead_unit": "县水利局"}])
    return 1


def sources(studio: Studio) -> None:
    """The screen empty and filled, its dialogs, and the matter's side of it; all is undone again."""
    from ducha_desktop.services import history
    from ducha_desktop.ui.pages.origins.page import OriginsPage

    door = studio.program.door
    page = studio.program.window.open("origins")
    assert isinstance(page, OriginsPage)
    studio.rest(400)
    studio.take("4-origins-before")
    acts = fill(door.office)
    page.outdate()
    studio.rest(600)
    studio.take("4-origins")
    _screen(studio, page)
    _lists(studio, page)
    _matter(studio, page)
    for _ in range(acts):
        history.undo(door.office)
    page.outdate()


def _screen(studio: Studio, page: "OriginsPage") -> None:
    from ducha_desktop.ui.pages.origins.form import OriginForm
    from ducha_desktop.ui.pages.origins.page import WAITING
    from ducha_desktop.ui.pages.origins.reply import ReplyDialog
    from ducha_desktop.ui.pages.origins.split import SplitDialog

    page.show_part(WAITING)
    studio.rest(400)
    studio.take("4-origins-waiting")
    assert page.panel.detail is not None
    studio.dialog("4-origins-reply", ReplyDialog(page, page.panel.detail, TODAY))
    page.show_part("")
    for kind in (OriginKind.MEETING, OriginKind.INSTRUCTION, OriginKind.PROJECT, OriginKind.HOTLINE):
        studio.dialog(f"4-origins-form-{kind.value}", OriginForm(page, kind, page.lists, TODAY))
    page.take(_first(page, OriginKind.MEETING))
    studio.rest(500)
    assert page.panel.detail is not None
    split = SplitDialog(page, studio.program.door, page.panel.detail, page.lists)
    studio.rest(600)
    studio.dialog("4-origins-split", split)


def _lists(studio: Studio, page: "OriginsPage") -> None:
    from ducha_desktop.ui.pages.origins.limits import LimitsDialog
    from ducha_desktop.ui.pages.origins.merging import MergeListsDialog

    lists = [each for each in page.lists.rows if each.kind is OriginKind.TASK_LIST]
    merge = MergeListsDialog(page, studio.program.door, lists, page.lists.ledgers)
    studio.rest(500)
    studio.dialog("4-origins-merge", merge)
    studio.dialog("4-origins-limits", LimitsDialog(page, page.lists.rules))


def _matter(studio: Studio, page: "OriginsPage") -> None:
    from ducha_desktop.services.similar import similar
    from ducha_desktop.ui.pages.ledger.detail_duties import ChainDialog, ReassignDialog
    from ducha_desktop.ui.pages.ledger.similar import SimilarDialog

    page.take(_first(page, OriginKind.INSTRUCTION))
    studio.rest(500)
    assert page.panel.detail is not None
    studio.program.window.open("ledger")
    studio.rest(900)
    ledger = studio.program.window.ledger
    ledger.show_matter(page.panel.detail.matters[0].row.uid)
    studio.rest(600)
    bar = ledger.detail._area.verticalScrollBar()
    bar.setValue(bar.maximum() * 2 // 3)
    studio.take("2-ledger-sources")
    assert ledger.matter is not None
    studio.dialog("3-chain", ChainDialog(ledger, ledger.matter))
    studio.dialog("3-reassign", ReassignDialog(ledger, ledger.matter, page.lists.units, TODAY))
    with studio.program.door.office.read() as reader:
        found = similar(reader, "建设智慧水务平台")
    studio.dialog("3-similar", SimilarDialog(ledger, "建设智慧水务平台", found))


def _first(page: "OriginsPage", kind: OriginKind) -> str:
    return next(each.uid for each in page.lists.rows if each.kind is kind)
