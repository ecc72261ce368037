"""Figures by group: same names are different people, and every group adds up."""

from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import AssignmentRole, PostLevel, Stage
from ducha_desktop.services import history, holders, ledger, matters, register
from ducha_desktop.services.office import Office
from ducha_desktop.services.stats import GroupBy, Statistics, statistics

ALL = LedgerQuery()


def counted(office: Office, by: GroupBy) -> Statistics:
    with office.read() as reader:
        return statistics(reader, ALL, by=by)


def drafts(office: Office, by: GroupBy) -> dict[str, int]:
    return {group.name: group.stages[Stage.DRAFT] for group in counted(office, by).groups}


def test_leaders_of_one_name_are_counted_apart(office: Office) -> None:
    with office.write("register", words="登记名册") as work:
        bureau = register.add_unit(work, "县财政局")
        first = register.add_person(work, "王敏")
        register.add_post(work, first, "副县长", level=PostLevel.RESPONSIBLE)
        second = register.add_person(work, "王敏", unit_uid=bureau.uid)
        for person, times in ((first, 2), (second, 1)):
            for n in range(times):
                uid = matters.add(work, {"title": f"事项{n}"}).uid
                holders.assign_uid(work, uid, AssignmentRole.RESPONSIBLE, person.uid)
        matters.add(work, {"title": "无人的", "lead_unit": "县财政局"})
    assert drafts(office, GroupBy.LEADER) == {"王敏（副县长）": 2, "王敏（县财政局）": 1, "（无责任领导）": 1}
    assert list(drafts(office, GroupBy.LEADER)) == ["王敏（副县长）", "王敏（县财政局）", "（无责任领导）"]
    assert drafts(office, GroupBy.UNIT) == {"县财政局": 1, "（无牵头单位）": 3}
    with office.read() as reader, ledger.as_of(reader, reader.today) as past:
        assert statistics(past, ALL, by=GroupBy.LEADER).groups == counted(office, GroupBy.LEADER).groups


def test_a_name_that_is_gone_needs_no_mark(office: Office) -> None:
    with office.write("register", words="登记") as work:
        register.add_person(work, "王敏")
    history.undo(office)
    with office.write("matter.add", words="新增") as work:
        matters.add(work, {"title": "修桥", "responsible_leaders": "王敏"})
    assert drafts(office, GroupBy.LEADER) == {"王敏": 1}
