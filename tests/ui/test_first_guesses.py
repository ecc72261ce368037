"""What a form proposes, where help leads, and what is not offered when there is nothing to do."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ducha_desktop.services import nodes, register
from ducha_desktop.services.nodes import NodeDraft
from ducha_desktop.services.register_reading import units
from ducha_desktop.ui import ask
from ducha_desktop.ui.help.topics import topic_of
from ducha_desktop.ui.pages.ledger.form import MatterForm
from ducha_desktop.ui.pages.ledger.schedule import ScheduleDialog
from ducha_desktop.ui.pages.register.merging import MergeDialog, _Name
from ducha_desktop.ui.widgets import editors
from ducha_desktop.ui.widgets.refusal import RefusalDialog
from tests.ui.conftest import TODAY, Answers, settle


@pytest.fixture
def page(program):
    program.window.ledger.table.go_to(0)
    settle(program)
    return program.window.ledger


def proposed(page, monkeypatch, fill=lambda _form: 0):
    found = []

    def look(form):
        found.append(editors.value(form.editor("ledger")))
        return fill(form)

    monkeypatch.setattr(MatterForm, "exec", look)
    page.deeds.add()
    return found[0]


def test_a_new_matter_goes_where_one_is_filtered_by_or_was_last_added(program, page, monkeypatch):
    assert page.matter.fields["ledger"] == "年度重点工作"
    assert proposed(page, monkeypatch) == "年度重点工作"
    uid = next(uid for uid, name in page.ledgers.items() if name == "民生实事")
    page.filters._ledgers.pick([uid])
    page.filters.changed.emit()
    settle(program)
    assert proposed(page, monkeypatch) == "民生实事"
    page.clear_filters()
    settle(program)

    def another(form):
        editors.fill(form.editor("title"), "修建文化广场")
        editors.fill(form.editor("ledger"), "重点项目")
        return 1

    proposed(page, monkeypatch, another)
    settle(program)
    page.table.go_to(0)
    settle(program)
    assert page.matter.fields["ledger"] == "年度重点工作"
    assert proposed(page, monkeypatch) == "重点项目"


def test_a_plan_that_is_done_offers_nothing_to_write(program, page):
    uid = page.table.current_row().uid
    office = program.door.office
    for name in ("招标", "封顶"):
        nodes.add(office, uid, [NodeDraft(name, days=5, done_on=date(2026, 11, 2))])
    dialog = ScheduleDialog(page, program.door, uid, TODAY)
    dialog.show()
    settle(program)
    assert dialog.verdict._text.text() == "节点都已完成，没有要写入的计划日期。"
    assert not dialog._go.isEnabled()
    assert dialog.latest.isHidden()
    dialog.reject()
    nodes.add(office, uid, [NodeDraft("验收", days=5)])
    dialog = ScheduleDialog(page, program.door, uid, TODAY)
    dialog.show()
    settle(program)
    assert dialog._go.isEnabled()
    assert dialog.verdict._text.text().startswith("节点“验收”最迟应于2026年11月4日开始")
    dialog.reject()


class Told(Answers):
    """Keeps the code of a refusal, by which the help is found."""

    def __init__(self):
        super().__init__()
        self.codes = []

    def refuse(self, parent, sentence, details, code):
        self.codes.append(code)
        super().refuse(parent, sentence, details, code)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("坏.xlsx", b"PK\x03\x04 not a workbook"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)),
        ("图.png", b"\x89PNG\r\n"),
    ],
)
def test_help_for_a_file_that_was_refused_speaks_of_files(program, tmp_path, name, content):
    path = tmp_path / name
    path.write_bytes(content)
    told = Told()
    with ask.replace(told):
        page = program.window.open("import")
        page.take(path)
        settle(program)
    assert len(told.codes) == 1
    shown = RefusalDialog(program.window, told.said[0], "", told.codes[0])
    assert topic_of(shown) == "import#文件打不开"
    shown.deleteLater()


def test_a_click_on_a_name_says_that_it_stays(program):
    with program.door.office.write("register.add", words="名册") as work:
        uids = [register.add_unit(work, name).uid for name in ("县城管局", "县城市管理局")]
    with program.door.office.read() as reader:
        every = units(reader)
    dialog = MergeDialog(program.window, program.door, every, uids)
    dialog.show()
    settle(program)
    assert dialog.stays == uids[0]
    second = dialog.findChildren(_Name)[1]
    QTest.mouseClick(second, Qt.MouseButton.LeftButton)
    settle(program)
    assert dialog.stays == uids[1]
    assert dialog.preview is not None
    assert dialog.preview.stays == "县城市管理局"
    dialog.reject()
    dialog.deleteLater()
