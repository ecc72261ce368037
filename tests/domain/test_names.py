"""Units and people split out of real-looking cells."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ducha_desktop.domain.name_parts import NamePart
from ducha_desktop.domain.people_names import split_people
from ducha_desktop.domain.unit_names import split_units

ROLES = {"牵": "lead", "配": "co"}

UNITS = """
县发改局、财政局，各乡镇 => 县发改局 | 财政局 | 各乡镇/各
县住建局（牵头） => 县住建局/牵
县住建局（牵头单位）、县财政局（配合） => 县住建局/牵 | 县财政局/配
牵头单位：县住建局；配合单位：县财政局、县发改局 => 县住建局/牵 | 县财政局/配 | 县发改局/配
牵头：县委宣传部 配合：县文旅局 => 县委宣传部/牵 | 县文旅局/配
责任单位：城关镇、河口乡 => 城关镇/牵 | 河口乡
由县住建局牵头，县财政局、县发改局配合 => 县住建局/牵 | 县财政局/配 | 县发改局/配
各乡镇（街道） => 各乡镇/各/（街道）
县发改局 县财政局 => 县发改局 | 县财政局
县 发 改 局 => 县发改局
1.县司法局 2.县信访局 => 县司法局 | 县信访局
县发改局、县工信局等部门按职责分工负责 => 县发改局 | 县工信局/等
县民政局会同县财政局 => 县民政局 | 县财政局
县财政局：孔嘉豪 => 县财政局/（孔嘉豪）
县直机关工委 => 县直机关工委
县发改局和财政局 => 县发改局 | 财政局
县卫健局以及县医保局 => 县卫健局 | 县医保局
县发展和改革局、县人力资源和社会保障局 => 县发展和改革局 | 县人力资源和社会保障局
县自然资源局（林业局） => 县自然资源局/（林业局）
有关部门（县发改局、财政局） => 县发改局 | 财政局
县住建局（配合：县财政局、县发改局） => 县住建局 | 县财政局/配 | 县发改局/配
县公安局、城管局等 => 县公安局 | 城管局/等
县公安局等5个部门 => 县公安局/等
县委办/县政府办 => 县委办 | 县政府办
县教育局，县教育局（牵头） => 县教育局/牵
县直各单位、各乡镇人民政府 => 县直各单位/各 | 各乡镇人民政府/各
县住建局（县财政局和县发改局） => 县住建局/（县财政局和县发改局）
县发改局\\n县财政局 => 县发改局 | 县财政局
县人社局（柳林镇配合） => 县人社局 | 柳林镇/配
白杨镇党委、政府，县自然资源局 => 白杨镇党委政府 | 县自然资源局
云城街道党工委、办事处 => 云城街道党工委办事处
无 =>
— =>
"""


def words(part: NamePart) -> str:
    role = next((mark for mark, role in ROLES.items() if role == part.role), "")
    marks = [
        role,
        "各" if part.collective else "",
        "等" if part.open_ended else "",
        f"（{part.note}）" if part.note else "",
    ]
    return "/".join([part.name, *(mark for mark in marks if mark)])


@pytest.mark.parametrize("line", UNITS.strip().splitlines())
def test_units(line: str) -> None:
    text, _, expected = line.partition(" =>")
    assert " | ".join(words(part) for part in split_units(text.replace("\\n", "\n"))) == expected.strip()


PEOPLE = """
张三（副县长） => 张三：副县长
张三 李四 => 张三 | 李四
陆 明、王小虎 => 陆明 | 王小虎
欧阳 锋 => 欧阳锋
何 一 喆 => 何一喆
张三 何 一 喆 李四 => 张三 | 何一喆 | 李四
李 四 张 三 => 李四 | 张三
张 三（县长） => 张三：县长
张三 （县长） => 张三：县长
县委常委、常务副县长张三；李四 => 张三：县委常委、常务副县长 | 李四
副县长 王五 => 王五：副县长
王五 副县长 => 王五：副县长
张三副县长 => 张三：副县长
欧阳锋县委常委 => 欧阳锋：县委常委
张三丰县委常委 => 张三丰：县委常委
党组书记李明 => 李明：党组书记
张三和李四 => 张三 | 李四
张三 13812345678 => 张三：13812345678
张三（13812345678） => 张三：13812345678
13812345678 =>
张三，联系电话：0531-8234567 => 张三：0531-8234567
张三 13812345678 0531-8234567 => 张三：13812345678
县住建局局长 => ：县住建局局长
县住建局局长张三 => 张三：县住建局局长
县长、县委书记 => ：县长、县委书记
县长、张三、书记 => 张三：县长 | ：书记
王局长 => ：王局长
周期性调度主任 => ：周期性调度主任
阿依古丽·买买提 => 阿依古丽·买买提
张三等 => 张三/等
各乡镇党委书记 => 各乡镇党委书记/各
牵头领导：张三；配合领导：李四 => 张三 | 李四
张三\\n李四\\n张三 => 张三 | 李四
𬱟玥、㛃堃 => 𬱟玥 | 㛃堃
待定 =>
"""


def said(part: NamePart) -> str:
    rest = "".join(f"：{word}" for word in (part.post, part.phone) if word)
    return part.name + rest + ("/各" if part.collective else "") + ("/等" if part.open_ended else "")


@pytest.mark.parametrize("line", PEOPLE.strip().splitlines())
def test_people(line: str) -> None:
    text, _, expected = line.partition(" =>")
    assert " | ".join(said(part) for part in split_people(text.replace("\\n", "\n"))) == expected.strip()


ANYTHING = st.lists(
    st.sampled_from(
        [
            *"县局委镇和及与等各由、，；：:（）() \n/张三李四陆明王",
            "牵头单位",
            "配合",
            "副县长",
            "县发改局",
            "13812345678",
        ]
    ),
    max_size=20,
)


@given(ANYTHING.map("".join))
def test_splitting_never_fails_and_makes_each_unit_once(text: str) -> None:
    names = [part.name for part in split_units(text)]
    assert len(names) == len(set(names))
    assert all(name and name == name.strip() for name in names)
    for part in split_people(text):
        assert part.name or part.post


@given(st.text(max_size=80))
def test_any_text_is_split_without_failing(text: str) -> None:
    split_units(text)
    split_people(text)
