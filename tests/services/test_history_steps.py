"""Several steps at once, filters, what cannot be undone and why, and the bin by the act that filled it."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ducha_desktop.domain.errors import NotFoundError, RefusedError
from ducha_desktop.models.matter import Ledger
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import attachments, history, history_bin, matters
from ducha_desktop.services.detail import detail
from ducha_desktop.services.history import Filter
from ducha_desktop.services.office import Office
from tests.services.conftest import fingerprint


def add(office: Office, title: str) -> str:
    with office.write("matter.add", words=f"登记“{title}”") as work:
        return matters.add(work, {"title": title}).uid


def last(office: Office) -> int:
    with office.read() as reader:
        return history.entries(reader, limit=1)[0].seq


def test_many_steps_back_and_forth_are_the_same_as_one_by_one(office: Office) -> None:
    moments = []
    for title in ("甲", "乙", "丙", "丁"):
        add(office, title)
        moments.append((last(office), fingerprint(office)))
    with office.read() as reader:
        steps = history.steps_to(reader, moments[1][0])
    assert [words for _, words in steps.acts] == ["登记“丁”", "登记“丙”", "登记“乙”"]
    assert not steps.forth
    assert history.go_to(office, moments[1][0]).words == "撤销 3 步"
    assert fingerprint(office) == moments[0][1]
    with office.read() as reader:
        assert [each.undone for each in history.entries(reader) if each.kind == "do"] == [
            True,
            True,
            True,
            False,
        ]
        forth = history.steps_to(reader, moments[2][0])
    assert (forth.forth, [words for _, words in forth.acts]) == (True, ["登记“乙”", "登记“丙”"])
    assert history.go_to(office, moments[2][0]).words == "恢复 2 步"
    assert fingerprint(office) == moments[2][1]
    assert history.redo(office).words == "恢复：登记“丁”"
    assert fingerprint(office) == moments[3][1]
    history.go_to(office, moments[0][0])
    add(office, "戊")
    with office.read() as reader:
        lost = history.steps_to(reader, moments[3][0])
    assert lost.acts == ()
    assert "之后又做了别的" in lost.why_not


def test_what_left_the_house_says_why(office: Office) -> None:
    uid = add(office, "甲")
    with office.write("paper.issue", words="印发督查通报", kind="fixed") as work:
        matters.edit(work, uid, {"title": "乙"})
    issued = last(office)
    with office.read() as reader:
        assert "文已经发出" in history.steps_to(reader, issued).why_not
        assert "第一步" in history.steps_to(reader, 1).why_not
        with pytest.raises(NotFoundError):
            history.steps_to(reader, 999)
    with pytest.raises(RefusedError, match=r"文已经发出.*没有改动任何数据"):
        history.go_to(office, issued)
    history_before = fingerprint(office)
    add(office, "丙")
    with pytest.raises(RefusedError, match="退到“登记“甲””这一步走不下去了，一步也没有撤销"):
        history.go_to(office, issued - 1)
    history.undo(office)
    assert fingerprint(office) == history_before
    with office.read() as reader:
        assert "请选它所说的那一步" in history.steps_to(reader, last(office)).why_not


def test_breaking_off_many_steps_changes_nothing(office: Office) -> None:
    add(office, "甲")
    first = last(office)
    add(office, "乙")
    add(office, "丙")
    before = fingerprint(office)

    class StopError(Exception):
        pass

    def stop(done: int, _total: int, _words: str) -> None:
        if done == 2:
            raise StopError

    with pytest.raises(StopError):
        history.go_to(office, first, progress=stop)
    assert fingerprint(office) == before


def test_the_history_is_filtered_by_words_person_and_day(office: Office, clock: FixedClock) -> None:
    today = clock.today()
    noon = datetime.now().astimezone().replace(hour=12)

    def move_to(days: int) -> None:
        clock.set(today, int((noon + timedelta(days=days)).timestamp() * 1000))

    move_to(2)
    add(office, "修桥")
    move_to(5)
    office.user = "李敏"
    add(office, "修路")
    office.user = "王敏"
    add(office, "修桥边的路")

    def found(**wanted: object) -> list[str]:
        with office.read() as reader:
            listed = history.entries(reader, wanted=Filter(**wanted))  # type: ignore[arg-type]
            assert history.count(reader, Filter(**wanted)) == len(listed)  # type: ignore[arg-type]
            return [each.words for each in listed]

    assert found(words="桥 路") == ["登记“修桥边的路”"]
    assert found(user="李敏") == ["登记“修路”"]
    assert found(day=(noon + timedelta(days=2)).date()) == ["登记“修桥”"]
    assert found(day=(noon + timedelta(days=3)).date()) == []
    assert len(found()) == 4
    with office.read() as reader:
        assert {"李敏", "王敏"} <= set(history.users(reader))


def test_the_bin_by_act_with_attachments_and_search(office: Office, tmp_path: Path) -> None:
    uids = [add(office, title) for title in ("修桥", "修路", "修渠")]
    path = tmp_path / "照片.jpg"
    path.write_bytes(b"1")
    attachments.add(office, uids[2], [path])
    before = fingerprint(office)
    with office.read() as reader:
        (file,) = detail(reader, uids[2]).attachments
    attachments.remove(office, file.uid)
    with office.write("matter.delete", words="删除 2 项") as work:
        matters.remove(work, uids[:2])
    with office.read() as reader:
        lying = history_bin.trash(reader)
        assert [(each.kind, each.title, each.ledger) for each in lying] == [
            ("matter", "修桥", "年度重点工作"),
            ("matter", "修路", "年度重点工作"),
            ("attachment", "照片.jpg", "修渠"),
        ]
        assert [each.title for each in history_bin.trash(reader, search="路")] == ["修路"]
        assert len(history_bin.trash(reader, search="删除 2 项")) == 2
    assert history_bin.restore(office, [each.uid for each in lying[:2]]).words == "还原 2 项"
    assert history_bin.restore(office, [file.uid]).words == "还原 1 个附件"
    assert fingerprint(office) == before
    history.undo(office)
    history.undo(office)
    with office.read() as reader:
        assert len(history_bin.trash(reader)) == 3
    assert history_bin.restore(office, [each.uid for each in lying]).words == "还原 2 项和 1 个附件"
    assert fingerprint(office) == before


def test_an_attachment_that_went_with_its_matter_comes_back_with_it(office: Office, tmp_path: Path) -> None:
    uid = add(office, "修桥")
    for name in ("甲.txt", "乙.txt"):
        (tmp_path / name).write_text(name)
    attachments.add(office, uid, [tmp_path / "甲.txt", tmp_path / "乙.txt"])
    with office.read() as reader:
        first, _ = detail(reader, uid).attachments
    attachments.remove(office, first.uid)
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [uid])
    with office.read() as reader:
        assert [each.kind for each in history_bin.trash(reader)] == ["matter"]
    history_bin.restore(office, [uid])
    with office.read() as reader:
        assert [each.name for each in detail(reader, uid).attachments] == ["乙.txt"]
        assert [each.title for each in history_bin.trash(reader)] == ["甲.txt"]


def test_a_matter_does_not_come_back_into_a_ledger_that_is_gone(office: Office) -> None:
    uid = add(office, "修桥")
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [uid])
    with office.write("ledger.remove", words="删除台账") as work:
        work.remove(next(book for book in work.all(Ledger) if book.name == "年度重点工作"))
    before = fingerprint(office)
    with pytest.raises(RefusedError, match="台账“年度重点工作”已经删除，没有还原"):
        history_bin.restore(office, [uid])
    assert fingerprint(office) == before
