"""Cell text as people typed it, brought to what they meant; nothing visible is lost."""

import re
import unicodedata
from dataclasses import dataclass

_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDE[ord("％")] = ord("%")
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09), 0x20)
_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BREAKS = re.compile(rf"_x000[dDaA]_|{_ENDS.pattern}|<br\s*/?>", re.IGNORECASE)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    r"\u3164\ud800-\udfff\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e00ff\U000e01f0-\U000e0fff]"
)
"""Controls, marks that turn the direction of writing, fillers and tags: nobody sees them."""

_SHAPING = r"\u180b-\u180f\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef"
_SUSPECT = re.compile(rf"{_INVISIBLE.pattern[:-1]}{_SHAPING}\r\x0b\x0c\x85\u2028\u2029]")
_LOOSE_MONGOLIAN = re.compile(r"(?<![\u1820-\u18aa\u180b-\u180f])[\u180b-\u180f]+")
_LOOSE = re.compile(
    r"(?:\A|(?<=[\s\u200c\u200d\ufe00-\ufe0f\U000e0100-\U000e01ef]))[\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
"""Variation selectors with no character before them that they could vary."""

_JOINER = "\u200d"
_JOINERS = re.compile("[\u200c\u200d]+")
_PICTURE = re.compile(r"[\u2190-\u21ff\u2300-\u23ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff]")
_SHAPED = re.compile(
    r"[\u0600-\u0dff\u0f00-\u109f\u1780-\u17ff\u180b-\u180f\u1820-\u18aa\ufb50-\ufdff\ufe70-\ufefc]"
)
"""Letters that take their shape from joiners: Arabic, Mongolian, Tibetan and those of India."""

_BETWEEN_DIGITS = re.compile(r"(?<=\d)[．－／](?=\d)")
_RADICALS = re.compile(r"[\u2e80-\u2fd5]")
_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010fffd]")
_LOST = "\ufffd"
_HAN = r"[\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """Clean text, and what the clerk should look at.

    Attributes:
        notes: Chinese remarks: characters of the private-use area, characters lost before they came.
    """

    text: str
    notes: tuple[str, ...] = ()


def without_unseen(text: str) -> str:
    """Text as it was typed, without what nobody sees; line ends are newlines, tabs stay.

    Joiners and variation selectors stay where they make the character before them what it is: in
    pictures (👨‍👩‍👧, ❤️), in rare forms of a Chinese character, in Mongolian and Arabic writing.
    """
    return _seen(text, _ENDS) if _SUSPECT.search(text) else text


def _seen(text: str, ends: re.Pattern[str]) -> str:
    broken = ends.sub("\n", _INVISIBLE.sub("", text))
    return _JOINERS.sub(_joining, _LOOSE.sub("", _LOOSE_MONGOLIAN.sub("", broken)))


def _joining(found: re.Match[str]) -> str:
    """What stays of joiners: one where it joins two pictures or shapes a letter."""
    text, mark = found.string, found.group()[0]
    before, after = text[max(found.start() - 1, 0) : found.start()], text[found.end() : found.end() + 1]
    pictures = mark == _JOINER and _PICTURE.match(before) and _PICTURE.match(after)
    return mark if pictures or _SHAPED.match(before) else ""


def clean_cell(text: str) -> Cleaned:
    """Clean the text of a cell; lines are kept, blank ones dropped.

    Digits and letters become half-width, exotic blanks plain ones, radicals the characters they
    stand for; invisible characters go. Private-use characters stay, with a note.
    """
    broken = _seen(text, _BREAKS).translate(_WIDE).translate(_SPACES)
    shaped = _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), broken)
    shaped = _BETWEEN_DIGITS.sub(lambda found: unicodedata.normalize("NFKC", found.group()), shaped)
    lines = (" ".join(line.split()) for line in shaped.split("\n"))
    clean = "\n".join(line for line in lines if line)
    return Cleaned(clean, _notes(clean))


def clean_line(text: str) -> str:
    """Clean text on one line: breaks vanish between Chinese characters and are blanks elsewhere."""
    joined = re.sub(rf"(?<={_HAN})\n(?={_HAN})", "", clean_cell(text).text)
    return joined.replace("\n", " ")


def _notes(text: str) -> tuple[str, ...]:
    notes = []
    private = sorted({f"U+{ord(char):04X}" for char in _PRIVATE.findall(text)})
    if private:
        notes.append(f"含有只在原单位电脑上才能显示的自造字（{'、'.join(private)}），请核对")
    if _LOST in text:
        notes.append("含有已经丢失的字符（�），请对照原件补正")
    return tuple(notes)
