"""Matching against the register, with the traps of similarity."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.matching import (
    Candidate,
    MatchHow,
    Register,
    fold_unit,
    match_person,
    match_unit,
    register_of,
)
from ducha_desktop.domain.pinyin import MOST_VARIANTS, initial_variants, initials

NAMES = [
    "县发展和改革局",
    "县人力资源和社会保障局",
    "县教育局",
    "县财政局",
    "县住房和城乡建设局",
    "县自然资源和规划局",
    "县农业农村局",
    "县卫生健康局",
    "县文化广电和旅游局",
    "县市场监督管理局",
    "县应急管理局",
    "云岭县人民政府办公室",
    "中共云岭县委办公室",
    "县审计局",
    "县纪律检查委员会监察委员会",
    "城关镇",
    "河口乡",
    "县第一中学",
    "县第二中学",
    "县公安局",
    "县城市管理综合执法局",
    "县水利局",
]


@pytest.fixture(scope="module")
def register() -> Register:
    units = [Candidate(name, name) for name in NAMES]
    units.append(Candidate("供销社", "县供销合作社联合社", ("县供销社",)))
    return register_of(units, learned={"水务局": "县水利局", "没了的局": "不在册"}, prefixes=("云岭县", "县"))


@pytest.mark.parametrize(
    ("written", "found", "how"),
    [
        ("县教育局", "县教育局", "exact"),
        (" 县 教育局 ", "县教育局", "exact"),
        ("水务局", "县水利局", "learned"),
        ("教育局", "县教育局", "short"),
        ("云岭县财政局", "县财政局", "short"),
        ("县供销社", "供销社", "short"),
        ("县府办", "云岭县人民政府办公室", "short"),
        ("县委办", "中共云岭县委办公室", "short"),
        ("城关镇人民政府", "城关镇", "short"),
        ("城关镇党委政府", "城关镇", "short"),
        ("人力资源和社会保障局（就业局）", "县人力资源和社会保障局", "short"),
        ("人社局", "县人力资源和社会保障局", "abbreviation"),
        ("县发改委", "县发展和改革局", "abbreviation"),
        ("住建局", "县住房和城乡建设局", "abbreviation"),
        ("资规局", "县自然资源和规划局", "abbreviation"),
        ("卫健委", "县卫生健康局", "abbreviation"),
        ("文旅局", "县文化广电和旅游局", "abbreviation"),
        ("市监局", "县市场监督管理局", "abbreviation"),
        ("市场监管局", "县市场监督管理局", "abbreviation"),
        ("县纪委监委", "县纪律检查委员会监察委员会", "abbreviation"),
        ("县公安", "县公安局", "similar"),
    ],
)
def test_found(register: Register, *, written: str, found: str, how: str) -> None:
    match = match_unit(written, register)
    assert (match.uid, match.how.value) == (found, how)


@pytest.mark.parametrize("written", ["教体局", "县教体局", "第三中学", "财政厅"])
def test_doubtful_names_become_a_question(register: Register, written: str) -> None:
    match = match_unit(written, register)
    assert (match.uid, match.how) == (None, MatchHow.AMBIGUOUS)
    assert match.candidates


@pytest.mark.parametrize("written", ["县财政局国库支付中心", "交通局", "局", "", "没了的局长室", "规局"])
def test_unknown_names_match_nothing(register: Register, written: str) -> None:
    assert match_unit(written, register).uid is None
    assert match_unit(written, register).how is MatchHow.NONE


def test_rensheju_is_never_fagaiju() -> None:
    only = register_of([Candidate("发改", "县发展和改革局")])
    assert match_unit("县人社局", only).uid is None


def test_two_that_fit_equally_are_a_question() -> None:
    both = register_of([Candidate("1", "县教育局"), Candidate("2", "县体育局")])
    assert match_unit("县教体局", both).how is MatchHow.AMBIGUOUS
    twice = register_of([Candidate("1", "县文化和旅游局"), Candidate("2", "县文化广电旅游局")])
    match = match_unit("文旅局", twice)
    assert (match.uid, match.candidates) == (None, ("1", "2"))


def test_the_register_may_hold_the_short_form() -> None:
    short = register_of([Candidate("1", "县人社局"), Candidate("2", "县发改局")])
    assert match_unit("县人力资源和社会保障局", short).uid == "1"


def test_very_similar_names_need_a_clear_first() -> None:
    near = register_of(
        [Candidate("1", "县城乡居民社会养老保险中心"), Candidate("2", "县城乡居民社会养老保障中心")]
    )
    assert match_unit("城乡居民社会养老保健中心", near).how is MatchHow.AMBIGUOUS
    one = register_of([Candidate("1", "县城乡居民社会养老保险中心")])
    assert match_unit("城乡居民社会养老保险站中心", one).uid == "1"


def test_folding() -> None:
    assert fold_unit("市场监管局", ("市",)) == "市场监管局"
    assert fold_unit("市财政局", ("市",)) == "财政局"
    assert fold_unit("县委") == "县委"
    assert fold_unit("桥东街道办事处") == "桥东街道"
    assert fold_unit("桥东街道党工委办事处") == "桥东街道"


PEOPLE = register_of(
    [
        Candidate("1", "王伟", unit="县财政局", post="局长"),
        Candidate("2", "王伟", unit="县教育局", post="局长"),
        Candidate("3", "王伟", unit="县教育局", post="副局长"),
        Candidate("4", "李丽", unit="县教育局", post=""),
    ],
    learned={"小李": "4", "老王": "9"},
)


@pytest.mark.parametrize(
    ("name", "unit", "post", "uid", "how"),
    [
        ("李 丽", "", "", "4", "exact"),
        ("小李", "", "", "4", "learned"),
        ("老王", "", "", None, "none"),
        ("王伟", "", "", None, "ambiguous"),
        ("王伟", "财政局", "", "1", "exact"),
        ("王伟", "县教育局", "", None, "ambiguous"),
        ("王伟", "县教育局", "县教育局副局长", "3", "exact"),
        ("王伟", "教育局", "局长", "2", "exact"),
        ("王伟", "县水利局", "科长", None, "ambiguous"),
        ("李莉", "", "", None, "none"),
    ],
)
def test_people(name: str, *, unit: str, post: str, uid: str | None, how: str) -> None:
    match = match_person(name, PEOPLE, unit=unit, post=post)
    assert (match.uid, match.how.value) == (uid, how)


def test_initials() -> None:
    assert initials("乐亭县2号A") == "ltx2ha"
    assert initials("，。") == ""
    assert initials("") == ""
    assert "rd" in initial_variants("任单")
    assert set(initial_variants("仇")) >= {"c", "q"}
    assert initial_variants("、") == ()
    assert initials("䶮㛃") == "yj"


@given(st.text(max_size=12))
def test_the_usual_initials_are_the_first_variant(text: str) -> None:
    variants = initial_variants(text)
    assert len(variants) <= MOST_VARIANTS
    assert (variants[0] if variants else "") == initials(text)


def test_an_answer_settles_units_and_people_of_one_name() -> None:
    twins = [
        Candidate("1", "王伟", post="局长"),
        Candidate("2", "王伟", post="副县长"),
        Candidate("3", "李丽"),
    ]
    units = register_of(twins, learned={"王伟": "1", "李丽": "1"})
    assert match_unit("王伟", units).uid == "1"
    assert match_unit("王伟", register_of(twins)).how is MatchHow.AMBIGUOUS
    assert match_person("王伟", units).uid == "1"
    assert match_person("王伟", units, post="副县长").uid == "2"
    assert match_person("李丽", units).uid == "3"
