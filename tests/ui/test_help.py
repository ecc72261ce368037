"""The manual: a page for every screen and dialog, no dead link, no missing picture, F1 at the right page."""

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

import ducha_desktop.ui
from ducha_desktop.domain import errors
from ducha_desktop.domain.states import TRANSITIONS
from ducha_desktop.runtime import paths
from ducha_desktop.ui import ask
from ducha_desktop.ui.help import markdown
from ducha_desktop.ui.help.desk import close_help, show_help, show_page
from ducha_desktop.ui.help.key_list import key_groups
from ducha_desktop.ui.help.keys import KeysDialog
from ducha_desktop.ui.help.manual import manual, sections
from ducha_desktop.ui.help.topics import DIALOGS, HEADINGS, PARTS, REFUSALS, SCREENS, topic_of
from ducha_desktop.ui.help.window import HelpWindow
from ducha_desktop.ui.places import PLACES
from ducha_desktop.ui.shortcuts import Key
from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.refusal import RefusalDialog
from tests.ui.conftest import settle, spin

UI = Path(ducha_desktop.ui.__file__).parent
BUDGET = 3 << 20


@pytest.fixture
def desk(qapp):
    yield
    close_help()
    spin(20)


def anchors(key: str) -> set[str]:
    return {markdown.anchor(heading) for heading, _ in sections(manual().page(key))}


def leads_somewhere(target: str, here: str = "") -> bool:
    name, _, section = target.partition("#")
    key = name.removesuffix(".md") or here
    return key in manual() and (not section or section in anchors(key))


def dialogs() -> list[tuple[str, Path]]:
    """(class, file) of every dialog of the window."""
    return [
        (node.name, path)
        for path in sorted(UI.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
        and any(isinstance(base, ast.Name) and base.id in {"Dialog", "QDialog"} for base in node.bases)
    ]


def test_every_screen_has_a_page():
    packages = {path.parent.name for path in UI.glob("pages/*/page.py")}
    assert packages - set(SCREENS) == set()
    assert {target for target in SCREENS.values() if not leads_somewhere(target)} == set()


def test_every_dialog_has_a_page():
    without = [
        name
        for name, path in dialogs()
        if name not in {"Dialog", "FormDialog"} and name not in DIALOGS and path.parent.name not in SCREENS
    ]
    assert without == []
    targets = {*DIALOGS.values(), *PARTS.values(), *HEADINGS.values(), *REFUSALS.values()}
    assert {target for target in targets if not leads_somewhere(target)} == set()


def test_every_kind_of_refusal_has_a_page():
    kinds = [
        each
        for each in vars(errors).values()
        if isinstance(each, type) and issubclass(each, errors.DuchaError)
    ]
    assert {kind.code for kind in kinds} - {"error"} - set(REFUSALS) == set()


def test_every_link_leads_somewhere():
    dead = [
        (page.key, target)
        for page in manual().pages
        for target in markdown.links(page.text)
        if not leads_somewhere(target, page.key)
    ]
    assert dead == []


def test_every_file_of_the_manual_is_read_and_every_picture_is_there_once():
    root = paths.resource("manual")
    assert {path.stem for path in root.glob("*.md")} == {"contents", *(page.key for page in manual().pages)}
    wanted = {target for page in manual().pages for target in markdown.pictures(page.text)}
    there = {f"pictures/{path.name}" for path in (root / "pictures").iterdir()}
    assert wanted == there
    assert sum(path.stat().st_size for path in (root / "pictures").iterdir()) < BUDGET


def test_the_title_of_a_page_is_that_of_the_contents():
    assert [page.key for page in manual().pages if not page.text.startswith(f"# {page.title}\n")] == []


def test_words_in_quotation_marks_stand_somewhere_in_the_window():
    """What the manual calls by name, a button or a heading, is called so on the screen."""
    sources = [path.read_text(encoding="utf-8") for path in UI.rglob("*.py")]
    said = "\n".join((*sources, *(line.word for line in TRANSITIONS)))
    named = {
        words
        for page in manual().pages
        for words in re.findall(r"点“([^”]+)”", page.text)
        if words != "启用编辑"  # a button of WPS
    }
    assert {words for words in named if words not in said} == set()


def test_markdown_as_html():
    html = markdown.to_html(
        "# 标题\n\n字 **粗** `Ctrl+K` [别处](b.md#节)\n续行\n\n1. 一\n   ![图](pictures/x.png)\n2. 二<\n\n> 记\n\n| 甲 | 乙 |\n| - | - |\n| 1 | 2 |\n"
    )
    assert '<h1><a name="标题"></a>标题</h1>' in html
    assert '字 <b>粗</b> <span class="key">&nbsp;Ctrl+K&nbsp;</span> <a href="b.md#节">别处</a>续行' in html
    assert '<ol><li>一<br><img src="pictures/x.png" alt="图"></li><li>二&lt;</li></ol>' in html
    assert '<td class="note">记</td>' in html
    assert '<th align="left">甲</th><th align="left">乙</th></tr><tr><td>1</td><td>2</td>' in html


@pytest.mark.parametrize("screen", [place.key for place in PLACES])
def test_f1_opens_the_page_of_the_screen(program, desk, screen):
    page = program.window.open(screen)
    settle(program)
    QTest.keyClick(program.window, Qt.Key.Key_F1)
    spin(30)
    help_window = next(w for w in QApplication.topLevelWidgets() if isinstance(w, HelpWindow))
    assert help_window.isVisible()
    assert help_window._here == topic_of(page) == SCREENS[type(page).__module__.split(".")[3]]


def test_f1_in_a_dialog_opens_its_page_over_the_dialog(program, desk, qapp):
    from ducha_desktop.ui.pages.ledger.form import MatterForm

    form = MatterForm(program.window.ledger, program.window.ledger.known)
    form.open()
    spin(30)
    QTest.keyClick(form, Qt.Key.Key_F1)
    help_window = form.findChild(HelpWindow)
    assert help_window._here == "edit"
    assert qapp.activeModalWidget() is form
    form.reject()
    spin(20)


def test_a_refusal_offers_its_page_and_its_details(program, desk, qapp):
    box = RefusalDialog(program.window, "没有改动。", "督查台账 详情", "environment")
    box.open()
    box.copy.click()
    assert qapp.clipboard().text() == "督查台账 详情"
    box.help.click()
    assert box.findChild(HelpWindow)._here == "errors#磁盘和权限"
    box.reject()
    spin(20)


def test_details_of_a_refusal_name_program_reason_and_cause(qapp, answers, monkeypatch):
    given = []
    monkeypatch.setattr(answers, "refuse", lambda *said: given.append(said))
    error = errors.SurroundingsError("磁盘已满，没有改动任何数据。请清理磁盘后再试。")
    error.__cause__ = OSError(28, "disk")
    ask.failure(qapp, error)
    _, sentence, details, code = given[0]
    assert sentence.startswith("磁盘已满")
    assert all(part in details for part in ("督查台账 ", "environment", sentence, "OSError"))
    assert code == "environment"


def test_search_finds_sections_and_opens_them(desk, qapp):
    window = show_page("window")
    window.search.setText("回收站 还原")
    first = window.contents.item(0)
    assert "回收站" in first.text()
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    assert window._here == "undo.md#回收站"
    assert window.browser.extraSelections()
    window.search.setText("没有这个词的一页")
    assert window.contents.count() == 1
    assert "没有找到" in window.contents.item(0).text()
    assert QTest.qWaitForWindowActive(window, 5_000)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert window.contents.count() > len(manual().pages)
    assert window.isVisible()


def test_links_and_the_way_back(desk, qapp):
    window = show_page("first-open")
    window.browser.led.emit("undo.md#回收站")
    assert window.browser.verticalScrollBar().value() > 0
    window.back()
    assert window._here == "first-open"
    window.forward()
    assert window._here == "undo.md#回收站"
    assert not window.forward_button.isEnabled()


def test_a_page_prints_dark_on_white(desk, qapp, tmp_path):
    theme.apply(qapp, dark=True, scale=175)
    window = show_page("lights")
    paper = window.browser.paper()
    theme.apply(qapp, dark=False, scale=100)
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "灯.pdf"))
    paper.print_(printer)
    assert (tmp_path / "灯.pdf").read_bytes().startswith(b"%PDF")
    assert "#1b2430" in paper.toHtml()


def test_the_manual_follows_theme_and_size_and_stays_at_its_place(desk, qapp):
    window = show_page("errors")
    spin(200)
    bar = window.browser.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    read = window.browser.cursorForPosition(window.browser.viewport().rect().topLeft()).block().text()
    theme.apply(qapp, dark=True, scale=150)
    now = window.browser.cursorForPosition(window.browser.viewport().rect().topLeft()).position()
    text = window.browser.toPlainText()
    assert abs(text.index(read) - now) < 400
    theme.apply(qapp, dark=False, scale=100)


def test_pictures_are_never_wider_than_the_page(desk, qapp):
    window = show_page("window")
    window.resize(760, 600)
    spin(250)
    assert window.browser.horizontalScrollBar().maximum() == 0


def test_the_key_list_is_complete(program):
    listed = {keys.replace("↓", "Down") for _, entries in key_groups() for keys, _ in entries}
    assert {key.sequence for key in Key} <= listed
    bound = {
        shortcut.key().toString()
        for shortcut in program.window.findChildren(QShortcut)
        if not isinstance(shortcut.parent(), QWidget) or shortcut.parent() is program.window
    }
    assert bound <= listed


def test_every_key_is_used_and_no_other_is_hidden_in_the_code():
    """A key is bound through `Key`; keys written out elsewhere are those of dialogs and lists, in the key list too."""
    code = {
        path: path.read_text(encoding="utf-8") for path in UI.rglob("*.py") if path.name != "shortcuts.py"
    }
    assert [key.name for key in Key if not any(f"Key.{key.name}" in text for text in code.values())] == []


def test_the_key_list_fits_and_can_be_read_in_the_manual(program, desk, qapp):
    box = KeysDialog(program.window)
    box.open()
    box._read()
    assert any(isinstance(w, HelpWindow) and w._here == "keys" for w in QApplication.topLevelWidgets())
    assert "Ctrl+Shift+N" in manual().page("keys").text


def test_help_belongs_to_the_first_start_too(qapp, tmp_path, answers, desk):
    from ducha_desktop.app.program import Program
    from ducha_desktop.runtime.clock import FixedClock
    from tests.ui.conftest import TODAY

    running = Program(tmp_path / "空", FixedClock(TODAY))
    running.window.show()
    running.begin()
    QTest.keyClick(running.window, Qt.Key.Key_F1)
    assert show_help(None)._here == "first-open"
    running.window.close()
    running.close()
    running.window.deleteLater()
