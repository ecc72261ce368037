"""What `scripts/shots` goes through on each screen."""

# ruff: noqa: D103, SLF001

from pathlib import Path

import scenes_ladder
import scenes_nodes
from studio import TODAY, Studio

from ducha_desktop.domain.states import TRANSITIONS, Action, State


def first_start(studio: Studio) -> None:
    from ducha_desktop.ui.pages.first_start.page import FirstStart

    studio.take("1-first-start")
    start = studio.window.findChild(FirstStart)
    assert start is not None
    start.start.pick("empty")
    start.county.setText("云岭县")
    studio.take("1-first-start-empty")


def workbench(studio: Studio) -> None:
    from PySide6.QtCore import QPoint
    from PySide6.QtWidgets import QMenu

    from ducha_desktop.services.workbench import Pile

    page = studio.program.window.open("workbench")
    studio.rest(600)
    studio.take("1-workbench")
    tile = page.tiles[Pile.OVERDUE]  # type: ignore[attr-defined]
    page.batch.menu(tile.pile, tile.number, QPoint(0, 0))  # type: ignore[attr-defined]
    studio.rest(60)
    menu = page.findChild(QMenu)
    assert menu is not None
    studio.snap("1-workbench-menu", menu)
    menu.close()
    bar = page._below.widget(0).verticalScrollBar()  # type: ignore[attr-defined]
    bar.setValue(bar.maximum())
    studio.take("1-workbench-below")


def ledger(studio: Studio) -> None:
    window = studio.program.window
    window.open("ledger")
    page = window.ledger
    studio.take("2-ledger")
    page.filters._stages.pick(["open", "closing"])
    page.filters._lights.pick(["red", "orange", "yellow"])
    page.filters.changed.emit()
    studio.rest()
    page._sort("due")
    studio.take("2-ledger-filtered")
    studio.rest()
    page.filters._units._open()
    popup = page.filters._units._popup
    assert popup is not None
    studio.snap("2-ledger-filter-list", popup)
    popup.close()
    bar = page.detail._area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    studio.take("2-ledger-detail-below")
    window.top.search.setText("没有这样的词")
    studio.rest(300)
    studio.take("2-ledger-nothing-found")
    window.top.search.setText("")
    page.clear_filters()
    studio.rest(300)


def arranged(studio: Studio) -> None:
    """The ledger in groups and as a tree."""
    from ducha_desktop.domain.ledger_query import GroupLevel, ListColumn

    window = studio.program.window
    window.open("ledger")
    page = window.ledger
    page.outlining.group_by(GroupLevel(ListColumn.LEAD_UNIT))
    studio.rest(300)
    studio.take("2-ledger-groups")
    page.outlining.turn_all(folded=True)
    studio.rest(300)
    studio.take("2-ledger-groups-folded")
    page.outlining.group_by(GroupLevel(ListColumn.LEDGER), GroupLevel(ListColumn.LIGHT))
    studio.rest(300)
    studio.take("2-ledger-groups-two")
    page.outlining.menu.aboutToShow.emit()
    studio.snap("2-ledger-groups-menu", page.outlining.menu)
    page.outlining.menu.close()
    page.outlining.turn_tree()
    studio.rest(300)
    page.outlining.turn_all(folded=False)
    studio.rest(300)
    studio.take("2-ledger-tree")
    page.filters._lights.pick(["red"])
    page.filters.changed.emit()
    studio.rest(300)
    studio.take("2-ledger-tree-filtered")
    page.clear_filters()
    page.outlining.turn_tree()
    studio.rest(300)


def ledger_dialogs(studio: Studio) -> None:
    from ducha_desktop.services import earlier
    from ducha_desktop.ui.pages.ledger.act import ActDialog
    from ducha_desktop.ui.pages.ledger.detail_earlier import EarlierDialog
    from ducha_desktop.ui.pages.ledger.form import MatterForm

    page = studio.program.window.ledger
    studio.dialog("3-form-add", MatterForm(page, page.known))
    row = page.model.row(0)
    if row is None:
        return
    if page.matter is not None:
        studio.dialog("3-form-edit", MatterForm(page, page.known, values=page.matter.fields))
    if page.matter is not None:
        with studio.program.door.office.read() as reader:
            planned = earlier.preview(reader, page.matter.row.uid, page.matter.timeline[-1].entry)
        studio.dialog("3-earlier", EarlierDialog(page, planned))
    for action in (Action.REPORT, Action.EXTEND, Action.SIGN):
        line = next(line for line in TRANSITIONS if line.action is action)
        studio.dialog(f"3-act-{action.value}", ActDialog(page, row, line, TODAY))
    checked = next(
        line for line in TRANSITIONS if State.REVIEWED in line.sources and line.action is Action.ACCEPT
    )
    studio.dialog("3-act-accept", ActDialog(page, row, checked, TODAY))
    cell_dialogs(studio)
    scenes_nodes.node_dialogs(studio)
    scenes_ladder.ladder_dialogs(studio)


def cell_dialogs(studio: Studio) -> None:
    from ducha_desktop.services import pasting
    from ducha_desktop.services.pasting import Wanted
    from ducha_desktop.ui.pages.ledger.many import ManyDialog
    from ducha_desktop.ui.pages.ledger.paste_preview import PastePreview
    from ducha_desktop.ui.pages.ledger.replacing import ReplaceDialog, scopes_of

    page, door = studio.program.window.ledger, studio.program.door
    rows = [row for place in range(12) if (row := page.model.row(place)) is not None]
    studio.dialog("3-many", ManyDialog(page, door, rows, page.known))
    replace = ReplaceDialog(page, door, page.query, scopes_of(rows, (), page.model.columns[1]))
    replace.sought.setText("推进")
    replace.instead.setText("推动")
    studio.dialog("3-replace", replace)
    units = ("县发改局", "县发展改革局", "云岭大数据中心", "县财政局、县审计局", "", "张三")
    wanted = [
        Wanted(
            row.uid, {"lead_unit": units[n % 6], "due": "2026年12月底前", "progress_percent": f"{n * 12}%"}
        )
        for n, row in enumerate(rows)
    ]
    with door.office.read() as reader:
        plan = pasting.plan(reader, [*wanted, Wanted("", {"title": "新增一件", "lead_unit": "县水利局"})])
    studio.dialog("3-paste", PastePreview(page, door, plan, verb="粘贴", notes=("编号由程序填写，没有粘贴",)))


def intake(studio: Studio, sample: Path) -> None:
    from ducha_desktop.services.drafts import NameQuestions
    from ducha_desktop.ui.pages.intake.names import NamesDialog

    window = studio.program.window
    page = window.open("import")
    studio.take("4-import")
    page.take(sample)  # type: ignore[attr-defined]
    studio.rest(400)
    studio.take("4-import-columns")
    page._forward()  # type: ignore[attr-defined]
    studio.rest(400)
    studio.take("4-import-preview")
    asked = NameQuestions(page.plan.doubts, (), ())  # type: ignore[attr-defined]
    studio.dialog("4-import-names", NamesDialog(page, asked))
    page.preview._show("problems")  # type: ignore[attr-defined]
    studio.take("4-import-problems")
    page._forward()  # type: ignore[attr-defined]
    studio.rest(400)
    studio.take("4-import-done")
    page.done.undo.click()  # type: ignore[attr-defined]
    studio.rest(300)
    studio.take("4-import-undone")


def cards(studio: Studio) -> None:
    from ducha_desktop.domain.vocabulary import CardLevel

    page = studio.program.window.open("cards")
    studio.rest(400)
    studio.take("5-cards")
    page.choice.contents.setCurrentIndex(1)  # type: ignore[attr-defined]
    page.choice.levels[CardLevel.RESPONSIBILITY].setChecked(True)  # type: ignore[attr-defined]
    studio.rest(600)
    studio.take("5-cards-only")


def backups(studio: Studio) -> None:
    from ducha_desktop.services import history as past
    from ducha_desktop.ui.operations import backups as operations
    from ducha_desktop.ui.pages.backups.page import RestoreDialog
    from ducha_desktop.ui.pages.history.steps import StepsDialog

    window = studio.program.window
    page = window.open("backups")
    studio.rest()
    studio.take("6-backups-empty")
    page._make()  # type: ignore[attr-defined]
    studio.rest(500)
    window.ledger.table.reselect([0, 1])
    window.ledger.deeds.delete()
    studio.rest(300)
    studio.take("6-backups")
    previews: list[object] = []
    row = page.model.row(0)  # type: ignore[attr-defined]
    if row is not None:
        operations.preview(row.file).then(previews.append).start(studio.program.door, page)
        studio.rest(500)
        studio.dialog("6-restore", RestoreDialog(page, studio.program.door, previews[0]))  # type: ignore[arg-type]
    history = window.open("history")
    studio.rest()
    studio.take("7-history")
    with studio.program.door.office.read() as reader:
        eighth = past.entries(reader, limit=8)[-1]
        steps = past.steps_to(reader, eighth.seq)
    studio.dialog("7-steps", StepsDialog(history, steps))
    history.acts.table.go_to(2)  # type: ignore[attr-defined]
    history.show_part(1)  # type: ignore[attr-defined]
    studio.rest()
    history.bin.turn(0, unfold=True)  # type: ignore[attr-defined]
    studio.take("7-trash")
    window.undo()
    studio.rest(300)
    studio.take("7-trash-empty")


def settings(studio: Studio) -> None:
    page = studio.program.window.open("settings")
    studio.rest(500)
    studio.take("10-settings")
    bar = page.area.verticalScrollBar()  # type: ignore[attr-defined]
    bar.setValue(bar.maximum())
    studio.take("10-settings-below")


def register(studio: Studio) -> None:
    from ducha_desktop.ui.pages.register.form import EntryForm
    from ducha_desktop.ui.pages.register.merging import MergeDialog
    from ducha_desktop.ui.pages.register.takeover import TakeoverDialog

    page = studio.program.window.open("register")
    studio.rest(300)
    lists, deeds = page.lists, page.deeds  # type: ignore[attr-defined]
    for part in ("waiting", "units", "people"):
        page.show_part(part)  # type: ignore[attr-defined]
        studio.rest(200)
        studio.take(f"7-register-{part}")
    chosen = [each.uid for each in lists.units[:2]]
    studio.dialog("7-register-merge", MergeDialog(page, page.door, lists.units, chosen))
    for is_unit, word in ((True, "unit"), (False, "person")):
        fields = deeds.filling._fields(None, is_unit=is_unit)
        studio.dialog(f"7-register-{word}", EntryForm(page, f"新增{'单位' if is_unit else '人员'}", fields))
    posts = page.panel.detail.posts  # type: ignore[attr-defined]
    if posts:
        studio.dialog("7-register-takeover", TakeoverDialog(page, page.door, posts[0], lists.people, TODAY))


def messages(studio: Studio) -> None:
    from ducha_desktop.ui.widgets.basics import label
    from ducha_desktop.ui.widgets.dialog import Dialog
    from ducha_desktop.ui.widgets.progress import ProgressDialog
    from ducha_desktop.ui.widgets.toast import Offer, show_toast

    box = Dialog(studio.window, "没有完成")
    box.body.addWidget(label("台账正由另一个程序写入，这次没有改动任何内容。请稍候再试。", wrap=True))
    box.add_buttons("知道了", cancel="")
    studio.dialog("8-message", box)
    progress = ProgressDialog(studio.window, "正在导出", lambda: None)
    progress.report(320, 672, "已写 320 条")
    studio.dialog("8-progress", progress)
    studio.program.window.open("ledger")
    show_toast(studio.window, "已删除 3 项", (Offer("撤销", lambda: None),))
    studio.take("8-toast")


def menus(studio: Studio) -> None:
    from PySide6.QtCore import QPoint

    from ducha_desktop.ui.widgets.editors import DateField

    window = studio.program.window
    page = window.open("ledger")
    studio.rest()
    for name, menu in (
        ("9-menu-appearance", window.top.more.menu()),
        ("9-menu-export", page.export_button.menu()),  # type: ignore[attr-defined]
    ):
        menu.popup(QPoint(0, 0))
        studio.rest(60)
        studio.snap(name, menu)
        menu.close()
    lights = page.filters._lights  # type: ignore[attr-defined]
    lights.pick(["red", "orange"])
    lights._open()
    studio.rest(60)
    studio.snap("9-filter-counts", lights._popup)
    lights._popup.close()
    lights.pick([])
    field = DateField(window)
    field.setText(TODAY.isoformat())
    field.open_list()
    studio.rest(60)
    if field.popup is not None:
        studio.snap("9-calendar", field.popup)
        field.popup.close()
    field.deleteLater()


def setup(studio: Studio) -> None:
    from ducha_desktop.domain.procedure import Procedure
    from ducha_desktop.ui.pages.setup.extras import ExtrasDialog
    from ducha_desktop.ui.pages.setup.ledger_form import LedgerForm
    from ducha_desktop.ui.pages.setup.notice import NoticeDialog
    from ducha_desktop.ui.pages.setup.page import SetupPage
    from ducha_desktop.ui.pages.setup.procedure_form import ProcedureForm

    page, door = studio.program.window.open("setup"), studio.program.door
    assert isinstance(page, SetupPage)
    studio.take("a-setup-ledgers")
    book = page.ledgers.books[3]
    studio.dialog("a-setup-ledger-form", LedgerForm(page.ledgers, door, book, TODAY.year))
    studio.dialog("a-setup-procedure", ProcedureForm(page.ledgers, book.name, Procedure()))
    studio.dialog("a-setup-extras", ExtrasDialog(page.ledgers, door, book))
    page.show_part(1)
    studio.rest()
    page.lights.warn.setValue(10)
    studio.rest(400)
    studio.take("a-setup-lights")
    page.lights.load()
    page.show_part(2)
    studio.take("a-setup-ladder")
    page.show_part(3)
    studio.take("a-setup-holidays")
    page.calendar.show_year(TODAY.year + 1)
    studio.take("a-setup-holidays-missing")
    notice = NoticeDialog(page.calendar, door, TODAY.year + 1)
    notice.text.setPlainText(
        "一、元旦：1月1日（周五）至3日（周日）放假，共3天。\n二、春节：2月5日（周五）至11日（周四）放假调休，共7天。"
        "1月31日（周日）、2月14日（周日）上班。"
    )
    studio.dialog("a-setup-notice", notice)
    page.show_part(4)
    studio.take("a-setup-office")


def helping(studio: Studio) -> None:
    from ducha_desktop.ui.help.desk import close_help, show_page
    from ducha_desktop.ui.help.keys import KeysDialog
    from ducha_desktop.ui.widgets.refusal import RefusalDialog

    window = studio.program.window
    for name, page in (
        ("10-help", "window"),
        ("10-help-section", "import#名称对不上"),
        ("10-help-keys", "keys"),
    ):
        opened = show_page(page)
        studio.rest(200)
        studio.take(name, opened)
    opened.search.setText("还原")
    studio.rest(200)
    studio.take("10-help-search", opened)
    close_help()
    studio.dialog("10-keys", KeysDialog(window))
    sentence = "新的完成时限须晚于原时限 2026-12-31。事项没有改动。请核对后另写一个日期。"
    studio.dialog("10-refusal", RefusalDialog(window, sentence, "", "refused"))
    for name, typed in (
        ("10-palette", ""),
        ("10-palette-found", "zjj"),
        ("10-palette-nothing", "没有这样的词"),
    ):
        window.finder.begin_anywhere()
        palette = window.finder._palette
        assert palette is not None
        palette.field.setText(typed)
        studio.rest(200)
        studio.take(name)
        palette.leave()
