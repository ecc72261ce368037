"""A matter as it was: shown before it is done, done as one entry, undone like any other."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import timedelta
from typing import Any

import pytest

from ducha_desktop.domain.errors import NotFoundError, RefusedError
from ducha_desktop.domain.states import Action
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, earlier, history, history_bin, matters
from ducha_desktop.services.acts import Doing
from ducha_desktop.services.detail import detail
from ducha_desktop.services.matters_moving import place_under
from ducha_desktop.services.office import Office
from ducha_desktop.storage import journal
from ducha_desktop.storage.history_check import differences
from ducha_desktop.storage.standing_check import MOST_LEVELS
from tests.complete import WHOLE
from tests.services.conftest import fingerprint

_KEPT = ("fields", "extras", "assignments", "milestones", "missing")


def seen(office: Office, uid: str) -> dict[str, Any]:
    """What a clerk sees of the matter apart from its history and number."""
    with office.read() as reader:
        found = detail(reader, uid)
    shown = {name: asdict(found)[name] for name in _KEPT}
    shown["fields"] = {key: value for key, value in shown["fields"].items() if key != "number"}
    return shown | {"light": found.row.light, "state": found.row.state}


def last(office: Office) -> int:
    with office.read() as reader:
        return history.entries(reader, limit=1)[0].seq


@pytest.fixture
def life(office: Office, clock: FixedClock) -> tuple[str, list[tuple[int, dict[str, Any]]]]:
    """A matter with a life, and what it looked like after each of its entries."""
    first = WHOLE | {
        "title": "修桥", "lead_unit": "县交通局", "co_units": "县财政局、县住建局", "persons": "张三",
        "due": "3月底前立项；12月底前完工", "target": "通车", "responsible_leaders": "陈立群",
    }  # fmt: skip
    with office.write("matter.add", words="登记“修桥”") as work:
        uid = matters.add(work, first).uid
    moments = [(last(office), seen(office, uid))]

    def step(do: Callable[[Any], object], words: str) -> None:
        clock.set(clock.today() + timedelta(days=1))
        with office.write("matter.step", words=words) as work:
            do(work)
        moments.append((last(office), seen(office, uid)))

    def act(action: Action, **values: str) -> None:
        step(lambda work: acts.act(work, uid, action, Doing(values=values)), action.word)

    act(Action.APPROVE)
    act(Action.ASSIGN)
    step(lambda w: matters.edit(w, uid, {"lead_unit": "县住建局", "target": ""}), "改单位")
    act(Action.SIGN, person="李四")
    act(Action.REPORT, percent="40%", text="桥墩完成")
    step(
        lambda w: matters.edit(w, uid, {"due": "6月底前封顶；明年3月底前完工", "persons": "王五、赵六"}),
        "改时限",
    )
    act(Action.SUSPEND, reason="汛期")
    act(Action.RESUME)
    act(Action.CLAIM_DONE)
    act(Action.RETURN, reason="资料不全")
    return uid, moments


def test_every_moment_can_be_brought_back_and_undone(
    office: Office, life: tuple[str, list[tuple[int, dict[str, Any]]]]
) -> None:
    uid, moments = life
    before = fingerprint(office)
    for entry, then in moments[:-1]:
        with office.read() as reader:
            planned = earlier.preview(reader, uid, entry)
        assert planned.lines
        assert not planned.notes
        changes = earlier.restore(office, uid, entry)
        assert changes.matters == {uid}
        assert seen(office, uid) == then
        with office.read() as reader:
            assert earlier.preview(reader, uid, entry).lines == ()
            assert detail(reader, uid).row.number == "督办〔2026〕1号"
            assert len(detail(reader, uid).reports) == 1
        with pytest.raises(RefusedError, match="现在就是那时的样子"):
            earlier.restore(office, uid, entry)
        history.undo(office)
        assert fingerprint(office) == before
        history.redo(office)
        assert seen(office, uid) == then
        history.undo(office)
    assert seen(office, uid) == moments[-1][1]
    with office.read() as reader:
        assert journal.verify(reader.connection, office.chain_key).ok
        assert list(differences(reader.connection)) == []


def test_the_preview_says_old_and_new_in_words(
    office: Office, life: tuple[str, list[tuple[int, dict[str, Any]]]]
) -> None:
    uid, moments = life
    with office.read() as reader:
        planned = earlier.preview(reader, uid, moments[2][0])
    lines = {line[0]: line[1:] for line in planned.lines}
    assert lines["状态"] == ("承办中", "已交办")
    assert lines["牵头单位"] == ("县住建局", "县交通局")
    assert lines["责任人"] == ("王五、赵六", "张三")
    assert lines["目标"] == ("", "通车")
    assert lines["完成比例"] == ("40%", "")
    assert planned.when == "2026-11-24　交办"
    assert not [text for line in planned.lines for text in line if text.isascii() and text.islower()]


def test_a_unit_that_left_the_register_is_not_brought_back(
    office: Office, life: tuple[str, list[tuple[int, dict[str, Any]]]]
) -> None:
    uid, moments = life
    with office.write("register.remove", words="删除单位") as work:
        gone = work.raw.execute("SELECT uid FROM unit WHERE name='县交通局'").fetchone()[0]
        work.bulk_update("unit", {gone: {"deleted_at": work.mark()}})
    with office.read() as reader:
        planned = earlier.preview(reader, uid, moments[0][0])
    assert planned.notes == ("“县交通局”已不在单位人员名册里，没有恢复。",)
    earlier.restore(office, uid, moments[0][0])
    with office.read() as reader:
        assert detail(reader, uid).row.lead_unit == ""


def test_a_moment_outside_the_matter_is_refused(office: Office) -> None:
    with office.write("matter.add", words="登记") as work:
        uid = matters.add(work, {"title": "修桥"}).uid
    with office.write("matter.add", words="登记") as work:
        other = matters.add(work, {"title": "修路"}).uid
    with office.read() as reader:
        with pytest.raises(NotFoundError, match="不在这件事项的经过里"):
            earlier.preview(reader, uid, last(office))
        with pytest.raises(NotFoundError, match="回收站"):
            earlier.preview(reader, "nothing", 1)
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [other])
    gone = last(office)
    history_bin.restore(office, [other])
    with office.read() as reader, pytest.raises(NotFoundError, match="那时这件事项"):
        earlier.preview(reader, other, gone)


def test_no_earlier_state_puts_a_matter_below_its_own_part(office: Office) -> None:
    uids = []
    for title in ("修桥", "修路"):
        with office.write("matter.add", words="登记") as work:
            uids.append(matters.add(work, {"title": title}).uid)
    first, second = uids
    for part, whole in ((first, second), (first, None), (second, first)):
        with office.write("matter.edit", words="移动") as work:
            place_under(work, [part], whole)
        if whole == second:
            then = last(office)
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, first, {"target": "通车"})
    with office.read() as reader:
        assert earlier.preview(reader, first, then).notes == (
            "那时的上级事项现在是它的下级，上级事项没有恢复。",
        )
    earlier.restore(office, first, then)
    with office.read() as reader:
        found = dict(reader.connection.execute("SELECT uid, parent_uid FROM matter").fetchall())
    assert (found[first], found[second]) == (None, first)


def test_no_earlier_state_puts_a_matter_too_deep(office: Office) -> None:
    with office.write("matter.add", words="登记") as work:
        line = [matters.add(work, {"title": f"第{n}层"}).uid for n in range(1, MOST_LEVELS + 2)]
    *above, last_but_one, part = line
    steps = [(part, last_but_one), (part, None)]
    steps += [(below, whole) for whole, below in zip(above, [*above[1:], last_but_one], strict=True)]
    for n, (uid, whole) in enumerate(steps):
        with office.write("matter.edit", words="移动") as work:
            place_under(work, [uid], whole)
        if n == 0:
            then = last(office)
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, part, {"target": "通车"})
    with office.read() as reader:
        (note,) = earlier.preview(reader, part, then).notes
    assert note == "那时的上级事项现在站得太深，上下级最多 12 层，上级事项没有恢复。"
    earlier.restore(office, part, then)
    with office.read() as reader:
        found = dict(reader.connection.execute("SELECT uid, parent_uid FROM matter").fetchall())
    assert found[part] is None
    with office.write("matter.edit", words="移动") as work:
        place_under(work, [above[1]], None)
    with office.write("matter.edit", words="修改") as work:
        matters.edit(work, part, {"target": "通行"})
    with office.read() as reader:
        assert earlier.preview(reader, part, then).notes == (), "one level higher it fits"


def test_a_whole_that_was_deleted_is_not_brought_back(office: Office) -> None:
    with office.write("matter.add", words="登记") as work:
        whole, part = (matters.add(work, {"title": title}).uid for title in ("总", "分"))
        place_under(work, [part], whole)
    then = last(office)
    with office.write("matter.edit", words="移动") as work:
        place_under(work, [part], None)
        matters.edit(work, part, {"target": "通车"})
    with office.write("matter.delete", words="删除") as work:
        matters.remove(work, [whole])
    with office.read() as reader:
        assert earlier.preview(reader, part, then).notes == ("那时的上级事项已经删除，上级事项没有恢复。",)


def test_a_circle_that_stands_in_an_old_ledger_can_be_taken_apart(office: Office) -> None:
    uids = []
    for title in ("修桥", "修路"):
        with office.write("matter.add", words="登记") as work:
            uids.append(matters.add(work, {"title": title}).uid)
    with office.write("matter.edit", words="移动") as work:
        pairs = zip(uids, reversed(uids), strict=True)
        work.bulk_update("matter", {uid: {"parent_uid": other} for uid, other in pairs})
    with office.write("matter.edit", words="移动") as work:
        assert place_under(work, uids[:1], None) == 1
