"""Cell text as people typed it, brought to what they meant; nothing visible is lost."""

import re
import unicodedata
from dataclasses import dataclass

_WIDE = {
    code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
}
_WIDE[ord("％")] = ord("%")
_SPACES = dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000, 0x09), 0x20)
_BREAKS = re.compile(r"_x000[dDaA]_|\r\n?|[\x0b\x0c\x85\u2028\u2029]|<br\s*/?>", re.IGNORECASE)
_INVISIBLE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
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


def clean_cell(text: str) -> Cleaned:
    """Clean the text of a cell; lines are kept, blank ones dropped.

    Digits and letters become half-width, exotic blanks plain ones, radicals the characters they
    stand for; invisible characters go. Private-use characters stay, with a note.
    """
    broken = _INVISIBLE.sub("", _BREAKS.sub("\n", text)).translate(_WIDE).translate(_SPACES)
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
