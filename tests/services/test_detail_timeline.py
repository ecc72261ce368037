"""A matter's history in the office's words, in pages, however long it is."""

import json
from collections.abc import Callable

from ducha_desktop.domain.fields import BY_KEY
from ducha_desktop.domain.procedure import Chain, Procedure, Role
from ducha_desktop.domain.states import Action
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.models.matter import Ledger, Matter
from ducha_desktop.services import acts, history, history_bin, matters
from ducha_desktop.services.acts import Doing
from ducha_desktop.services.detail import detail
from ducha_desktop.services.detail_timeline import Share, page, whole
from ducha_desktop.services.detail_words import COLUMN_WORDS, QUIET, Known, lines, matter_lines
from ducha_desktop.services.office import Office
from ducha_desktop.services.views import TimelineView
from tests.complete import WHOLE


def add(office: Office, **values: str) -> str:
    with office.write("matter.add", words="登记") as work:
        return matters.add(work, {"title": "修桥", **values}).uid


def latest(office: Office, uid: str) -> TimelineView:
    with office.read() as reader:
        return page(reader, uid, limit=1).lines[0]


def test_every_column_of_a_matter_has_a_word_or_is_told_otherwise() -> None:
    for name in set(Matter.model_fields) - {"id"} - QUIET:
        assert COLUMN_WORDS.get(name) or name in BY_KEY, name
        assert next(iter(matter_lines({name: (None, 1)}, {})))[0]


def test_units_and_people_by_name_codes_by_word(office: Office) -> None:
    uid = add(office, lead_unit="县交通局", persons="张三、李四")
    with office.write("matter.edit", words="改") as work:
        matters.edit(work, uid, {"lead_unit": "县住建局", "persons": "李四", "priority": "特急"})
    assert latest(office, uid).fields == (
        ("紧急程度", "", "特急"),
        ("牵头单位", "县交通局", "县住建局"),
        ("责任人", "张三、李四", "李四"),
    )


def test_an_act_says_medium_paper_and_reason_once(office: Office) -> None:
    uid = add(office, **WHOLE)
    for action in (Action.APPROVE, Action.ASSIGN, Action.SIGN):
        with office.write(f"matter.{action.value}", words=action.word) as work:
            acts.act(work, uid, action)
    with office.write("matter.suspend", words="挂起", reason="汛期") as work:
        doing = Doing(medium=Medium.PHONE, evidence="县防指〔2026〕3号", values={"reason": "汛期"})
        acts.act(work, uid, Action.SUSPEND, doing)
    told = latest(office, uid)
    assert (told.medium, told.paper, told.reason) == ("电话", "县防指〔2026〕3号", "汛期")
    assert told.fields == (
        ("状态", "承办中", "挂起"),
        ("挂起日期", "", told.business_date.isoformat()),
        ("经办人", "", "督查室主任"),
    )


def test_a_signature_says_its_step_who_and_as_what(office: Office) -> None:
    uid = add(office, **WHOLE)
    procedure = Procedure({Chain.APPROVAL: (Role.DIRECTOR, Role.LEADER)}).as_document()
    with office.write("ledger.procedure", words="两级签批") as work:
        for book in work.all(Ledger):
            book.procedure = procedure
            work.session.add(book)
    seen = []
    for person in ("王主任", "陈立群"):
        with office.write("matter.approve", words="批准立项") as work:
            acts.act(work, uid, Action.APPROVE, Doing(values={"person": person}))
        seen.append(latest(office, uid).fields)
    assert seen[0] == (
        ("状态", "拟办", "立项审批"),
        ("签批", "", "第 1 步"),
        ("经办人", "", "王主任（督查室主任）"),
    )
    assert seen[1][-2:] == (("签批", "", "第 2 步"), ("经办人", "", "陈立群（批示或分管领导）"))


def test_a_link_of_a_chain_says_its_post() -> None:
    now = {"role": "person", "person_uid": "p", "post": "乡镇长"}
    pairs = json.dumps({"role": [None, "person"], "person_uid": [None, "p"], "post": [None, "乡镇长"]})
    known = Known({"p": "张三"}, {"a": now})
    assert lines([("assignment", "a", "insert", pairs)], known) == (("责任人", "", "张三（乡镇长）"),)
    moved = json.dumps({"post": ["乡镇长", "县长"]})
    known = Known({"p": "张三"}, {"a": now | {"post": "县长"}})
    assert lines([("assignment", "a", "update", moved)], known) == (
        ("责任人", "张三（乡镇长）", "张三（县长）"),
    )


def test_the_whole_matter_going_and_coming_back_is_one_line(office: Office) -> None:
    uid = add(office, lead_unit="县交通局", due="3月底前立项；12月底前完工")
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [uid])
    history_bin.restore(office, [uid])
    with office.read() as reader:
        back, gone = page(reader, uid, limit=2).lines
    assert back.fields == (("事项", "在回收站", "还原"),)
    assert gone.fields == (("事项", "", "放进回收站"),)


def test_extra_fields_are_told_by_their_own_names() -> None:
    change = {
        "extras": [json.dumps({"批示领导": "甲", "届次": "1"}), json.dumps({"批示领导": "乙", "届次": "1"})]
    }
    found = lines([("matter", "m", "update", json.dumps(change))], Known())
    assert found == (("批示领导", "甲", "乙"),)


def test_acts_and_edits_apart(office: Office) -> None:
    uid = add(office, **WHOLE)
    with office.write("matter.approve", words="批准立项") as work:
        acts.act(work, uid, Action.APPROVE)
    with office.write("matter.edit", words="改") as work:
        matters.edit(work, uid, {"target": "通车"})
    history.undo(office)
    history.undo(office)
    with office.read() as reader:
        words: Callable[[Share], list[str]] = lambda share: [  # noqa: E731
            line.words for line in page(reader, uid, limit=9, share=share).lines
        ]
        assert words(Share.ACTS) == ["撤销：批准立项", "批准立项"]
        assert words(Share.EDITS) == ["撤销：改", "改", "登记"]
        assert len(words(Share.ALL)) == 5


def test_ten_years_come_in_pages_and_a_page_reads_a_page(office: Office) -> None:
    uid = add(office)
    with office.transaction() as work:
        for n in range(1200):
            with work.entry("matter.edit", words=f"第{n}次"):
                work.bulk_update("matter", {uid: {"progress_text": f"进展{n}", "problems": "无" * (n % 2)}})
    steps = []
    with office.read() as reader:
        reader.connection.set_progress_handler(lambda: steps.append(1), 1000)
        found = page(reader, uid, limit=30)
        few = len(steps)
        whole(reader, uid)
        many = len(steps) - few
        reader.connection.set_progress_handler(None, 0)
        assert few * 4 < many
        assert [line.words for line in found.lines[:2]] == ["第1199次", "第1198次"]
        assert found.more
        older = page(reader, uid, limit=30, before=found.lines[-1].entry)
        assert older.lines[0].words == "第1169次"
        assert detail(reader, uid, newest=30).timeline == found.lines
        seen, before = 0, None
        while True:
            part = page(reader, uid, limit=500, before=before)
            seen += len(part.lines)
            if not part.more:
                break
            before = part.lines[-1].entry
        assert seen == 1201 == len(whole(reader, uid))
        assert part.lines[-1].words == "登记"
