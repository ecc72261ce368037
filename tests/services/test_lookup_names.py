"""A filter finds a unit or person by alias, short name, learned writing and the name a merge took away."""

from datetime import date

import pytest

from ducha_desktop.domain.errors import AmbiguousError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import history, ledger
from ducha_desktop.services.lookup_names import named
from ducha_desktop.services.office import Office
from ducha_desktop.services.register_merging import merge
from tests.services.test_register import do, matter, person, unit


def titles(office: Office, day: date | None = None, **filters: tuple[str, ...]) -> list[str]:
    with office.read() as reader, ledger.as_of(reader, day) as past:
        query, _ = named(past, LedgerQuery(**filters))  # type: ignore[arg-type]
        return [row.title for row in ledger.every(past, query)]


def unknown(office: Office, **filters: tuple[str, ...]) -> tuple[str, ...]:
    with office.read() as reader:
        return named(reader, LedgerQuery(**filters))[1]  # type: ignore[arg-type]


def test_units_by_what_offices_call_them(office: Office) -> None:
    unit(office, "云岭县发展和改革局", short_names="发改局", learned="县发改、发展局")
    unit(office, "县教育体育局")
    matter(office, "甲", lead_unit="云岭县发展和改革局")
    matter(office, "乙", lead_unit="县教育体育局", co_units="云岭县发展和改革局")
    for name in ("云岭县发展和改革局", "发改局", "县发改局", "县发改", "发展局", "发展和改革局"):
        assert titles(office, units=(name,)) == ["甲", "乙"], name
        assert titles(office, leads=(name,)) == ["甲"], name
        assert unknown(office, units=(name,), leads=(name,)) == ()
    assert titles(office, units=("教体局",)) == ["乙"]
    assert titles(office, units=("教体局", "发改局")) == ["甲", "乙"]


def test_people_by_their_aliases_and_several_of_one_name(office: Office) -> None:
    person(office, "陈立群", aliases="陈县长")
    matter(office, "甲", responsible_leaders="陈立群")
    assert titles(office, leaders=("陈县长",)) == ["甲"]
    unit(office, "县水利局")
    unit(office, "县林业局")
    for home in ("县水利局", "县林业局"):
        person(office, "王敏", unit=home)
    matter(office, "乙", lead_unit="县水利局", liaison_leaders="王敏")
    assert titles(office, leaders=("王敏",)) == ["乙"], "whoever has that very name"


def test_the_name_a_merge_took_away_until_it_is_undone(office: Office, clock: FixedClock) -> None:
    kept, gone = unit(office, "县发改局"), unit(office, "县价格管理局")
    first, second = person(office, "周明"), person(office, "周鸣")
    before = clock.today()
    matter(office, "甲", lead_unit="县价格管理局", responsible_leaders="周鸣")
    clock.set(date(2026, 12, 1))
    do(office, lambda work: merge(work, is_unit=True, stays=kept, gone=[gone]))
    do(office, lambda work: merge(work, is_unit=False, stays=first, gone=[second]))
    for words in ("县价格管理局", gone, "县发改局"):
        assert titles(office, units=(words,)) == ["甲"], words
        assert titles(office, leads=(words,)) == ["甲"], words
    for words in ("周鸣", second, "周明"):
        assert titles(office, leaders=(words,)) == ["甲"], words
    assert titles(office, before, units=("县价格管理局",)) == ["甲"], "what the ledger said then"
    assert titles(office, before, leaders=("周鸣",)) == ["甲"]
    for _ in range(2):
        history.undo(office)
    assert titles(office, units=("县发改局",)) == []
    assert titles(office, units=("县价格管理局",)) == ["甲"]


def test_several_answers_are_asked_about_and_none_is_said(office: Office) -> None:
    for name in ("县农业农村局", "县农业综合局"):
        unit(office, name)
    matter(office, "甲", lead_unit="县农业农村局")
    with pytest.raises(AmbiguousError) as refused:
        titles(office, units=("农业局",))
    assert set(refused.value.candidates) == {"县农业农村局", "县农业综合局"}
    assert titles(office, units=("没有这个单位",)) == []
    assert unknown(office, units=("没有这个单位",), leaders=("没有这个人",)) == (
        "名册里没有叫“没有这个单位”的单位，没有事项符合。请核对名称。",
        "名册里没有叫“没有这个人”的人员，没有事项符合。请核对名称。",
    )
    assert unknown(office, units=("县农业农村局",)) == ()
