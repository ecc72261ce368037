"""Status words of other offices' ledgers, for taking over a running ledger (`exchange.md` §5)."""

import re
import unicodedata

from ducha_desktop.domain.states import State

_STAGE = (
    r"(?:主体|前期|手续|资金|用地|可研|立项|招标|设计|方案|征[地拆迁收]|拆迁|选址|环评|[一二三]期|首批|第[一二三]批|土建|基础|路基|桩基|装修)"
    r"(?:工程|工作|建设|部分|施工|审批|任务)*(?:均?已|全部|全面|整改)*(?:完成|办结|竣工|完毕|落实|完工|到位)"
)
"""A stage that is done: the matter goes on."""
_RULES: tuple[tuple[re.Pattern[str], State], ...] = tuple(
    (re.compile(pattern), state)
    for pattern, state in (
        (r"撤销|取消|终止|作废|不再(?:实施|办理|推进)", State.CANCELLED),
        (r"挂起|暂停办理|中止办理|暂缓办理", State.SUSPENDED),
        (
            r"(?:未|没有?|无法|不能|尚未|暂未|未能)(?:全部|按时|按期|完全|予以|正式)?(?:完成|办结|销号|整改|竣工|落实|验收|归档)",
            State.SIGNED,
        ),
        (
            r"销号中|(?:申请|申报|待|拟|正在|进入|报请|履行|走)(?:办理)?(?:办结|销号|验收|核销)|(?:办结|销号)(?:申请|审核|程序|公示)|待审核|验收公示|公示中|验收中|审核中",
            State.CLAIMED,
        ),
        (
            r"部分(?:完成|销号|办结|落实)|基本(?:完成|落实|办结|整改)|阶段性(?:完成|成果)|即将完成|接近完成|预计|计划|力争|确保|拟于|将于|有望",
            State.SIGNED,
        ),
        (
            _STAGE,
            State.SIGNED,
        ),
        (r"(?<!\d)\d{1,2}(?:\.\d+)?%", State.SIGNED),
        (
            r"正常?推进|推进中|进行中|办理中|整改中|实施中|在办|在建|序时|正在|持续|未启动|未开工|尚未|滞后|停工|停滞|逾期|超期未|未达",
            State.SIGNED,
        ),
        (
            r"办结|销号|归档|已(?:全部|按期|按时|提前|如期|全面|整体)?完成(?=$|\d+年|[,;:。!()、.]|整改|办理|销号|验收|任务|年度|全年|目标|全部|并|且|100%)|完成$|^完成(?=$|[,;:。!()、.]|全部|所有|整改|办理|销号|验收|任务)|已完工|竣工|完毕|已落实|整改到位|整改完成|已整改|已解决|已验收|验收合格|已关闭|全部(?:完成|落实)|100%",
            State.CLOSED,
        ),
        (r"^(?:是|√|✓|✔|☑|已办)$", State.CLOSED),
    )
)
_LONGEST_SENTENCE = 60
_OF_A_PERIOD = re.compile(
    r"^(?:20\d\d年)?(?:第?[一二三四1-4]季度?|[上下]半年|\d{1,2}月份?|[一二三四五六七八九十]{1,2}月份?)[^,;。]{0,6}:"
)
"""`一季度：已完成`: what one period was to bring, not the matter."""


def read_status(text: str) -> State | None:
    """The state an opening entry takes from a status or progress cell.

    `已完成` and its kin → X, `销号中` and its kin → B, everything under way or not begun → Q, and the
    plain words 撤销 → C and 挂起 → G. None when the words are blank or say nothing about the state, as long
    progress reports do; the opening entry then takes Q.
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    if not plain:
        return None
    if len(plain) > _LONGEST_SENTENCE:
        plain = re.split(r"[。;,;!]", plain, maxsplit=1)[0][:_LONGEST_SENTENCE]
    found = next((state for pattern, state in _RULES if pattern.search(plain)), None)
    return None if found is State.CLOSED and _OF_A_PERIOD.match(plain) else found
