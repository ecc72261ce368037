"""来源登记: real clicks and keys, from a meeting to its matters and back."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.origins import OriginKind, fields_of
from ducha_desktop.services import history, ledger, origin_reading, origins
from ducha_desktop.storage.digest import digest
from ducha_desktop.ui.pages.origins.form import OriginForm
from ducha_desktop.ui.pages.origins.limits import LimitsDialog
from ducha_desktop.ui.pages.origins.merging import MergeListsDialog
from ducha_desktop.ui.pages.origins.page import WAITING, OriginsPage
from ducha_desktop.ui.pages.origins.reply import ReplyDialog
from ducha_desktop.ui.pages.origins.split import SplitDialog
from ducha_desktop.ui.widgets import editors
from tests.ui.conftest import spin

LEFT = Qt.MouseButton.LeftButton


def click(words: str, root: QWidget) -> None:
    """Click the visible button that begins so."""
    for made in root.findChildren(QAbstractButton):
        if made.isVisible() and made.isEnabled() and made.text().startswith(words):
            QTest.mouseClick(
                made, LEFT, Qt.KeyboardModifier.NoModifier, QPoint(made.width() // 2, made.height() // 2)
            )
            return
    raise AssertionError(f"no button “{words}”")


def in_dialog(kind: type, do: Callable[[Any], None], failed: list[BaseException]) -> None:
    """Do something in the dialog that is about to open."""

    def turn() -> None:
        found = next(
            (w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None
        )
        if found is None:
            QTimer.singleShot(50, turn)
            return
        try:
            do(found)
        except BaseException as error:  # noqa: BLE001 - a dialog left open would hang the test
            failed.append(error)
            found.reject()

    QTimer.singleShot(50, turn)


@pytest.fixture
def failed():
    found: list[BaseException] = []
    yield found
    assert not found, found[0]


@pytest.fixture
def page(program) -> OriginsPage:
    made = program.window.open("origins")
    spin(300)
    assert isinstance(made, OriginsPage)
    return made


def fingerprint(page: OriginsPage) -> object:
    with page.door.office.read() as reader:
        return digest(reader.connection)


def register(page: OriginsPage, kind: OriginKind, **values: str) -> str:
    with page.door.office.write("origin.add", words="登记来源") as work:
        uid = origins.register(work, kind, values).uid
    page.outdate()
    spin(300)
    return uid


def titles(page: OriginsPage) -> list[str]:
    with page.door.office.read() as reader:
        return [row.title for row in ledger.every(reader, LedgerQuery())]


def test_an_empty_register_says_what_it_is_for(page: OriginsPage) -> None:
    assert page.empty.isVisible()
    assert not page.panel.isVisible()
    assert not page.merge_button.isVisible()


def test_from_a_meeting_record_to_drafts_in_two_dialogs(page: OriginsPage, failed: list) -> None:
    def fill(form: OriginForm) -> None:
        form.accept()
        assert "会议名称" in form.said.findChild(QWidget).text()  # type: ignore[union-attr]
        editors.fill(form.editor("title"), "县政府第12次常务会议")
        editors.fill(form.editor("number"), "第12次")
        form.accept()

    before = fingerprint(page)
    in_dialog(OriginForm, fill, failed)
    page.deeds.add(OriginKind.MEETING)
    spin(600)
    assert page.panel.detail is not None
    assert page.panel.detail.row.number == "第12次"
    registered = fingerprint(page)

    def paste(dialog: SplitDialog) -> None:
        dialog.text.setPlainText(
            "一、整改饮水安全（责任单位：县水利局）\n二、改造老旧小区\n三、农贸市场标准化改造4处（4）"
        )
        spin(900)
        assert dialog.table.rowCount() == 3
        assert dialog.table.item(0, 2).text() == "县水利局"
        assert [item["title"] for item in dialog.items] == ["整改饮水安全", "改造老旧小区"]
        assert "标题相同" in dialog.table.item(2, 5).text()
        dialog.table.item(1, 2).setText("县住建局")
        dialog.go.click()

    in_dialog(SplitDialog, paste, failed)
    click("分解事项", page.panel)
    spin(900)
    assert {"整改饮水安全", "改造老旧小区"} <= set(titles(page))
    assert page.panel.detail.row.matters == 2
    with page.door.office.read() as reader:
        made = [each.row for each in origin_reading.detail(reader, page.panel.detail.row.uid).matters]
    assert [row.lead_unit for row in made] == ["县水利局", "县住建局"]
    assert "起20日内" in made[0].due_text
    history.undo(page.door.office)
    assert fingerprint(page) == registered
    history.undo(page.door.office)
    assert fingerprint(page) == before


def test_a_number_leads_to_the_matter_and_the_matter_back(program, page: OriginsPage) -> None:
    uid = register(page, OriginKind.MEETING, title="第12次会议", on="2026-11-02")
    with page.door.office.write("origin.items", words="分解") as work:
        origins.split(work, uid, [{"title": "整改饮水安全"}])
    page.outdate()
    spin(600)
    click("拟-", page.panel)
    spin(600)
    assert program.window.ledger.isVisible()
    assert program.window.ledger.matter.fields["title"] == "整改饮水安全"
    click("第12次会议", program.window.ledger.detail)
    spin(600)
    assert page.isVisible()
    assert page.panel.detail is not None
    assert page.panel.detail.row.uid == uid


def test_a_reply_takes_an_instruction_off_the_list_of_those_that_wait(
    page: OriginsPage, failed: list
) -> None:
    register(
        page,
        OriginKind.INSTRUCTION,
        title="调研报告",
        person="李明",
        on="2026-11-02",
        words="请办",
        reply_due="2026-11-10",
    )
    page.show_part(WAITING)
    spin(400)
    assert len(page._shown) == 1
    assert "0.0%（0/1，超期未回复 1 件）" in page._foot.text()

    def answer(dialog: ReplyDialog) -> None:
        dialog.accept()
        assert dialog.isVisible()
        dialog.text.setPlainText("已整改")
        dialog.accept()

    in_dialog(ReplyDialog, answer, failed)
    click("登记回复", page.panel)
    spin(700)
    assert page._shown == []
    assert "100.0%（1/1）" in page._foot.text()


def test_two_lists_are_merged_after_a_look_at_each_pair(page: OriginsPage, failed: list) -> None:
    for side in ("党委", "政府"):
        uid = register(page, OriginKind.TASK_LIST, title=f"{side}清单", on="2026-01-15", side=side)
        with page.door.office.write("origin.items", words="分解") as work:
            origins.split(work, uid, [{"title": "整治农村人居环境"}, {"title": f"{side}独有的一件大事"}])
    page.outdate()
    spin(500)
    before = fingerprint(page)

    def look(dialog: MergeListsDialog) -> None:
        spin(500)
        assert dialog.table.rowCount() >= 1
        assert len(dialog.pairs) >= 1
        for line in range(1, dialog.table.rowCount()):
            dialog.table.item(line, 0).setCheckState(Qt.CheckState.Unchecked)
        assert dialog.go.text() == "合并 1 对"
        dialog.accept()

    in_dialog(MergeListsDialog, look, failed)
    click("合并清单", page)
    spin(900)
    assert titles(page).count("整治农村人居环境") == 1
    history.undo(page.door.office)
    assert fingerprint(page) == before


def test_default_limits_are_changed_in_a_table(page: OriginsPage, failed: list) -> None:
    def change(dialog: LimitsDialog) -> None:
        dialog.table.item(0, 2).setText("尽快")
        dialog.accept()
        assert dialog.isVisible()
        dialog.table.item(0, 2).setText("10日内")
        dialog.accept()

    in_dialog(LimitsDialog, change, failed)
    click("默认时限", page)
    spin(600)
    assert page.lists.rules[0].words == "10日内"


def test_lists_are_narrowed_by_kind_year_and_words(page: OriginsPage) -> None:
    register(page, OriginKind.MEETING, title="县委常委会会议", on="2025-03-02")
    register(page, OriginKind.DOCUMENT, title="防火通知", on="2026-03-02")
    register(page, OriginKind.HOTLINE, title="路灯不亮", on="2026-03-03", words="东街", caller="赵小红")
    assert len(page._shown) == 3
    page.show_part("meeting")
    assert [row.title for row in page._shown] == ["县委常委会会议"]
    page.show_part("")
    page.year.setCurrentIndex(page.year.findData(2026))
    assert len(page._shown) == 2
    page.search.setText("ldbl")
    spin(400)
    assert [row.title for row in page._shown] == ["路灯不亮"]
    assert page.table.model().index(0, 4).data() == "赵**"
    page.search.setText("没有的")
    spin(400)
    assert page.empty.isVisible()


@pytest.mark.parametrize("kind", list(OriginKind))
def test_every_kind_has_its_form(page: OriginsPage, kind: OriginKind) -> None:
    form = OriginForm(page, kind, page.lists, page.door.office.today)
    for spec in fields_of(kind, ones=page.lists.ones):
        assert form.editor(spec.key).accessibleName() == spec.word
    assert form.kept == {"on": "2026-11-18"}
    form.deleteLater()
    spin(20)


def test_deleting_an_origin_offers_to_undo(page: OriginsPage, answers) -> None:
    register(page, OriginKind.OTHER, title="现场办公", on="2026-11-02")
    before = fingerprint(page)
    click("删除", page.panel)
    spin(600)
    assert page.empty.isVisible()
    answers.undo()
    spin(600)
    assert fingerprint(page) == before
    assert len(page._shown) == 1


def test_a_matter_much_like_another_is_named_before_it_is_registered(program, failed: list) -> None:
    from ducha_desktop.ui.pages.ledger.form import MatterForm
    from ducha_desktop.ui.pages.ledger.similar import SimilarDialog

    window = program.window
    window.open("ledger")
    spin(300)
    known = "河西乡村公路窄路加宽23.6公里（3）"

    def count() -> int:
        with program.door.office.read() as reader:
            return ledger.count(reader, LedgerQuery())

    def type_it(form: MatterForm) -> None:
        editors.fill(form.editor("title"), known)
        form.accept()

    def leave(dialog: SimilarDialog) -> None:
        assert "标题相同" in dialog.list.item(0).text()
        click("打开原来的", dialog)

    before = count()
    in_dialog(MatterForm, type_it, failed)
    in_dialog(SimilarDialog, leave, failed)
    window.add()
    spin(1500)
    assert count() == before
    assert window.ledger.matter.fields["title"] == known
    in_dialog(MatterForm, type_it, failed)
    in_dialog(SimilarDialog, lambda dialog: dialog.accept(), failed)
    window.add()
    spin(1500)
    assert count() == before + 1


def test_chain_and_another_lead_from_the_detail_panel(program, failed: list) -> None:
    from ducha_desktop.ui.pages.ledger.detail_duties import ChainDialog, ReassignDialog

    window = program.window
    window.open("ledger")
    spin(600)
    page = window.ledger
    number = page.matter.row.number

    def write(dialog: ChainDialog) -> None:
        dialog.text.setPlainText("县长")
        dialog.accept()
        assert dialog.isVisible()
        dialog.text.setPlainText("县长：王建国\n乡镇长：赵明")
        dialog.accept()

    in_dialog(ChainDialog, write, failed)
    click("责任链", page.detail)
    spin(800)
    chain = [(part.post, part.name) for part in page.matter.assignments if part.role == "chain"]
    assert chain == [("县长", "王建国"), ("乡镇长", "赵明")]
    lead = page.matter.row.lead_unit

    def give(dialog: ReassignDialog) -> None:
        dialog.accept()
        assert dialog.isVisible()
        dialog.unit.setText("县水利局")
        dialog.reason.setPlainText("职责调整")
        dialog.accept()

    in_dialog(ReassignDialog, give, failed)
    click("改派", page.detail)
    spin(1200)
    assert page.matter.row.number == number
    assert (page.matter.row.lead_unit, page.matter.led_before) == ("县水利局", (lead,))
