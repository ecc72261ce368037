"""Several units in one cell: `县发改局、财政局，各乡镇`, `牵头单位：…；配合单位：…`."""

import re
from dataclasses import replace

from ducha_desktop.domain.cleaning import clean_cell
from ducha_desktop.domain.name_parts import (
    EMPTY_WORDS,
    NamePart,
    split_outside,
    take_brackets,
    without_numbers,
)
from ducha_desktop.domain.surnames import starts_with_surname
from ducha_desktop.domain.vocabulary import AssignmentRole

LEAD, CO = AssignmentRole.LEAD, AssignmentRole.CO
_LEAD_WORDS = r"牵头(?:责任)?(?:单位|部门)?|主办(?:单位|部门)?|主责(?:单位|部门)?|承办(?:单位|部门)?|责任(?:单位|部门)|实施单位|落实单位"
_CO_WORDS = r"配合(?:责任)?(?:单位|部门)?|协办(?:单位|部门)?|协同(?:单位|部门)?|协助(?:单位|部门)?|参与(?:单位|部门)?|会办(?:单位|部门)?|参加单位|相关单位|其他责任单位"
_LABEL = re.compile(rf"(?:(?P<lead>{_LEAD_WORDS})|(?P<co>{_CO_WORDS}))\s*[：:]")
_LEAD_BRACKET, _CO_BRACKET = re.compile(_LEAD_WORDS), re.compile(_CO_WORDS)
_SUFFIX = re.compile(
    r"(?:(?P<lead>牵头(?:负责|办理|落实|实施)?|主办|负责(?:落实|实施)?)|(?P<co>配合(?:落实|实施)?|协办|协助|参与))[。.]?$"
)
_UNIT_END = "局委办室部镇乡院会厅处所站队行社场校企库团馆园"
_UNIT_WORDS = (
    "街道",
    "公司",
    "中心",
    "政府",
    "党委",
    "医院",
    "学校",
    "中学",
    "小学",
    "集团",
    "乡镇",
    "单位",
    "部门",
    "办事处",
    "支行",
    "法院",
    "检察院",
)
_AND = re.compile(r"以及|会同|联合|[和及与]")
_COLLECTIVE = re.compile(
    r"^(?:各|全县|全区|全市|县直|区直|市直|有关|相关|其他|涉及|县级以上|其它)|(?:各单位|各部门|有关部门|相关部门|有关单位|相关单位)$"
)
_ONE_OF_THEM = re.compile(
    r"^(?:全县|全区|全市|县直|区直|市直)[^各]*(?:工委|医院|[中小]学|幼儿园|局|公司|中心)$"
)
"""县直机关工委 is one unit."""
_AND_SO_ON = re.compile(
    r"等(?:有关|相关)?(?:\d+|[一二三四五六七八九十]+)?(?:个|家)?(?:部门|单位|乡镇|局|委办局)?$"
)
_OF_ONE_TOWN = re.compile(r"([镇乡]党委|街道党工委)[、和及](政府|人民政府|办事处)")
"""A township's two bodies, which are one unit in every ledger."""
_BY_DUTY = re.compile(r"按照?(?:各自)?职[责能](?:分工)?(?:分别)?(?:负责|落实|抓好|配合|推进)*")
_UNIT_AND_NAME = re.compile(
    rf"((?:[{_UNIT_END}]|街道|公司|中心|集团))\s*[：:]\s*([\u4e00-\u9fff]{{2,4}})(?=$|[\s、，,；;。])"
)
_SEPARATORS = "、，,；;\n/／|｜。+＋&"


def is_collective(name: str) -> bool:
    """Whether a name stands for several units: `各乡镇`, `县直有关部门`."""
    return _COLLECTIVE.search(name) is not None and not _ONE_OF_THEM.match(name)


def split_units(text: str) -> tuple[NamePart, ...]:
    """The units of a cell in order, each once, with the role its words give it."""
    parts: list[NamePart] = []
    for role, words in _segments(_plain(text)):
        found = [
            part
            for number, piece in enumerate(_pieces(words))
            for part in _parts(piece, _of_label(role, number))
        ]
        parts += _with_suffix_roles(found)
    seen: dict[str, NamePart] = {}
    for part in parts:
        known = seen.setdefault(part.name, part)
        if known.role is None and part.role is not None:
            seen[part.name] = replace(known, role=part.role)
    return tuple(seen.values())


def _plain(text: str) -> str:
    """The text without numbering and 按职责分工负责; `县财政局：孔某` names a person of the unit in brackets."""
    words = _BY_DUTY.sub("", _OF_ONE_TOWN.sub(r"\1\2", without_numbers(clean_cell(text).text)))
    return _UNIT_AND_NAME.sub(
        lambda found: f"{found[1]}（{found[2]}）" if _is_name(found[2]) else found[0], words
    )


def _is_name(words: str) -> bool:
    return starts_with_surname(words) and not _whole(words)


def _segments(text: str) -> list[tuple[AssignmentRole | None, str]]:
    """The text cut at labels such as `牵头单位：`, each piece with its role; labels in brackets stay."""
    segments: list[tuple[AssignmentRole | None, str]] = []
    role, start = None, 0
    for label in _LABEL.finditer(text):
        if _depth(text, label.start()):
            continue
        segments.append((role, text[start : label.start()]))
        role, start = (LEAD if label["lead"] else CO), label.end()
    return [*segments, (role, text[start:])]


def _of_label(role: AssignmentRole | None, number: int) -> AssignmentRole | None:
    """A matter has one lead unit: of several after `责任单位：` the first."""
    return None if role is LEAD and number else role


def _depth(text: str, place: int) -> int:
    before = text[:place]
    return sum(before.count(char) for char in "（(") - sum(before.count(char) for char in "）)")


def _pieces(words: str) -> list[str]:
    """One piece per unit: separators outside brackets, blanks and 和 only after a whole unit's name."""
    pieces: list[str] = []
    for chunk in split_outside(words, _SEPARATORS):
        for spaced in _split_blanks(chunk):
            pieces += _split_and(spaced)
    return pieces


def _split_blanks(chunk: str) -> list[str]:
    pieces: list[str] = []
    for word in split_outside(chunk, " \t"):
        if pieces and (not _whole(pieces[-1]) or len(word) == 1):
            pieces[-1] += word
        else:
            pieces.append(word)
    return pieces


def _split_and(piece: str) -> list[str]:
    """`县发改局和财政局` is two units, `县发展和改革局` is one."""
    for found in _AND.finditer(piece):
        left, right = piece[: found.start()], piece[found.end() :]
        if _whole(left) and _whole(take_brackets(right)[0]) and not _depth(piece, found.start()):
            return [left, *_split_and(right)]
    return [piece]


def _whole(words: str) -> bool:
    """Whether the words end as the name of a unit does."""
    bare = _SUFFIX.sub("", take_brackets(words)[0])
    return len(bare) > 1 and bare not in _UNIT_WORDS and (bare[-1] in _UNIT_END or bare.endswith(_UNIT_WORDS))


def _parts(piece: str, role: AssignmentRole | None) -> list[NamePart]:
    """The unit of a piece, and those that its brackets name."""
    bare, inside = take_brackets(piece)
    name = _AND_SO_ON.sub("", bare)
    open_ended = name != bare
    collective = is_collective(name)
    notes, found = [], []
    for words in inside:
        if _LEAD_BRACKET.fullmatch(words):
            role = LEAD
        elif _CO_BRACKET.fullmatch(words):
            role = CO
        elif _LABEL.match(words) or (_SUFFIX.search(words) and _whole(words)):
            found += list(split_units(words))
        elif collective and any(
            _whole(word) and not _COLLECTIVE.search(word) for word in split_outside(words, "、，,")
        ):
            found += [replace(part, role=part.role or role) for part in split_units(words)]
            name = ""
        else:
            notes.append(words)
    if name in EMPTY_WORDS:
        return found
    return [NamePart(name, role, note="；".join(notes), collective=collective, open_ended=open_ended), *found]


def _with_suffix_roles(parts: list[NamePart]) -> list[NamePart]:
    """`由县住建局牵头，县财政局、县发改局配合`: a role at the end holds for the names before it too."""
    done: list[NamePart] = []
    waiting: list[NamePart] = []
    for part in parts:
        found = _SUFFIX.search(part.name)
        name = part.name[: found.start()] if found else part.name
        waiting.append(replace(part, name=re.sub(r"^由(?=.{2})", "", name)))
        if found:
            role = LEAD if found["lead"] else CO
            done += [replace(each, role=each.role or role) for each in waiting if each.name]
            waiting = []
    return [*done, *waiting]
