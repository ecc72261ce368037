"""Several people in one cell: `张三（副县长）`, `县委常委、副县长李四`, `陆 明、王小虎`."""

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
from ducha_desktop.domain.surnames import COMPOUND, SINGLE, starts_with_surname

_TITLE_END = (
    r"(?:书记|常委|县长|区长|市长|州长|盟长|旗长|主席|主任|局长|部长|镇长|乡长|院长|检察长|秘书长|组长|队长|站长|所长|处长|科长|股长"
    r"|经理|董事长|校长|园长|馆长|行长|委员|政委|调研员|督学|总工程师|工程师|会长|理事长|社长|台长|团长|司令员|巡视员|干部|专干|同志|副职|负责人|联络员|成员|代表)"
)
_TITLE_FIRST = re.compile(rf"^(?P<post>.*{_TITLE_END})(?P<name>.*)$")
_TITLE_START = re.compile(
    r"^(?:常委|常务|副|县|区|市|省|党|正|代|原|第一|主持|分管|一级|二级|三级|四级|镇|乡|街道|政府|人大|政协|纪委|组织|宣传|统战|政法|武装|办公|总|工会|兼"
    rf"|{_TITLE_END})"
)
_LABEL = re.compile(
    r"[^：:、，,；;\n（(]{0,8}(?:领导|责任人|负责人|联系人|联络员|经办人|承办人|组长|牵头|配合)\s*[：:]"
)
_POST_BEFORE = re.compile(rf"({_TITLE_END})\s*[：:]\s*")
"""`副县长：周晓芸`: the post, then its holder."""
_PHONE = re.compile(
    r"(?:(?:联系)?电话|手机|tel)?\s*[:：]?\s*((?<!\d)1[3-9]\d{9}(?!\d)|(?<!\d)0\d{2,3}-?\d{7,8}(?!\d)|(?<!\d)\d{7,8}(?!\d))",
    re.IGNORECASE,
)
_AND_SO_ON = re.compile(r"等(?:同志|人|\d+人)?$")
_HAN_NAME = re.compile(r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af\ue000-\uf8ff]{2,4}")
_AND = re.compile(r"^(.{2,4})[和与及](.{2,4})$")
_COLLECTIVE = re.compile(r"^(?:各|有关|相关|全体|县级领导|其他)")
_SEPARATORS = "、，,；;\n/／|｜。"


def split_people(text: str) -> tuple[NamePart, ...]:
    """The people of a cell in order, each with the title and telephone that stood beside the name.

    A title without a name gives a part with an empty name and the post.
    """
    parts: list[NamePart] = []
    title = ""
    for piece in _pieces(_POST_BEFORE.sub(r"\1 ", _LABEL.sub("、", without_numbers(clean_cell(text).text)))):
        part = _part(piece)
        if part is None:
            continue
        if not part.name and part.phone and not part.post:
            _give(parts, phone=part.phone)
        elif not part.name and not part.collective:
            title = f"{title}、{part.post}" if title else part.post
        else:
            parts.append(replace(part, post="、".join(words for words in (title, part.post) if words)))
            title = ""
    return _finished(parts, title)


def _give(parts: list[NamePart], *, phone: str) -> None:
    """A number that stands alone belongs to the name before it."""
    if parts:
        parts[-1] = replace(parts[-1], phone=parts[-1].phone or phone)


def _finished(parts: list[NamePart], title: str) -> tuple[NamePart, ...]:
    """A title left over belongs to the only name before it, or stands for its holder."""
    if title and len(parts) == 1 and not parts[0].post:
        return (replace(parts[0], post=title),)
    if title:
        parts = [*parts, NamePart("", post=title)]
    return tuple(dict.fromkeys(parts))


def _pieces(text: str) -> list[str]:
    pieces: list[str] = []
    for chunk in split_outside(text, _SEPARATORS):
        for word in _split_blanks(chunk):
            both = _AND.fullmatch(word)
            halves = (
                both.groups()
                if both and all(starts_with_surname(half) for half in both.groups())
                else (word,)
            )
            pieces += halves
    return pieces


def _split_blanks(chunk: str) -> list[str]:
    """`张三 李四` is two, `陆 明` and `欧阳 锋` are one."""
    words: list[str] = []
    for word in _spaced_out(split_outside(chunk, " \t")):
        if words and _goes_on(words[-1], word):
            words[-1] += word
        else:
            words.append(word)
    return words


def _spaced_out(words: list[str]) -> list[str]:
    """`何 一 喆` is one name: three lone characters in a row, the first a family name."""
    for start in range(len(words) - 2):
        run = words[start : start + 3]
        ends = all(len(word) != 1 for word in (*words[start - 1 : start], *words[start + 3 : start + 4]))
        if run[0] in SINGLE and ends and all(len(word) == 1 for word in run):
            return [*words[:start], "".join(run), *_spaced_out(words[start + 3 :])]
    return words


def _goes_on(before: str, word: str) -> bool:
    """Whether `word` is the given name of the family name before the blank, or a bracket to it."""
    if word[:1] in "（(【[":
        return True
    family = before in SINGLE or before in COMPOUND
    return family and len(take_brackets(word)[0]) <= 2  # noqa: PLR2004 - given names have one or two characters


def _part(words: str) -> NamePart | None:
    """What one piece is: name, name with title, title alone, telephone."""
    phone = _PHONE.search(words)
    bare, inside = take_brackets(_PHONE.sub("", words))
    name = _AND_SO_ON.sub("", bare)
    if name in EMPTY_WORDS:
        return NamePart("", phone=phone[1]) if phone else None
    part = _named(name)
    post = "、".join((*([part.post] if part.post else []), *inside))
    return replace(part, post=post, phone=phone[1] if phone else "", open_ended=name != bare)


def _named(words: str) -> NamePart:
    """Title before, title after, or no title."""
    if _COLLECTIVE.match(words):
        return NamePart(words, collective=True)
    if _HAN_NAME.fullmatch(words) and starts_with_surname(words) and not _TITLE_FIRST.match(words):
        return NamePart(words)
    first = _TITLE_FIRST.match(words)
    if not first:
        return NamePart(words)
    if first["name"]:
        return NamePart(first["name"], post=first["post"])
    return _title_after(words)


def _title_after(words: str) -> NamePart:
    """`张三副县长`, or nothing but a title."""
    if _TITLE_START.match(words) or not starts_with_surname(words):
        return NamePart("", post=words)
    shortest = 3 if words.startswith(COMPOUND) else 2
    for length in (shortest, shortest + 1):
        if _TITLE_START.match(words[length:]):
            return NamePart(words[:length], post=words[length:])
    return NamePart("", post=words)
