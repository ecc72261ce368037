"""The journal's lines about the ladder in the office's words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ducha_desktop.domain.ladder import Rung

_WORDS = {
    "due": "期限",
    "reason": "事由",
    "words": "要求",
    "officer": "责任人",
    "approver": "批准人",
    "basis": "依据",
    "skipped": "越级",
}


def ladder_lines(
    kind: str, pairs: Mapping[str, Sequence[Any]], now: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    """What happened to one rung of a matter: label, old, new."""
    code = str(now.get("rung") or "")
    rung = next((each for each in Rung if each.value == code), None)
    word = rung.word if rung else code
    counted = f"第 {now.get('seq') or 1} 次" if rung is Rung.URGE else str(now.get("on") or "")
    if kind == "insert":
        yield word, "", counted
        for name, label in _WORDS.items():
            yield label, "", str(pairs.get(name, (None, ""))[1] or "")
        return
    if "deleted_at" in pairs:
        gone = pairs["deleted_at"][1] is not None
        yield (word, counted, "") if gone else (word, "", counted)
    if "lifted_on" in pairs:
        lifting = rung.lifting if rung else "核销"
        for name, label in (("lifted_on", lifting), ("lifted", f"{lifting}理由"), ("lifted_by", "决定人")):
            if name in pairs:
                yield label, str(pairs[name][0] or ""), str(pairs[name][1] or "")
