"""What a paragraph says: the matter in one sentence, what else is said of it, its labels and brackets."""

import re

from ducha_desktop.exchange.prose_assign import read_body, take_bracket
from ducha_desktop.exchange.prose_labels import Said, names_somebody, take_labels
from ducha_desktop.exchange.prose_outline import Node, inline_parts

_LEAD_IN = re.compile(
    r"^(?:会议)?(?:经研究)?[，,]?(?:会议)?(?:一致)?(?:议定|决定|明确|要求|确定|研究决定|强调)(?:了)?(?:以下|如下)?(?:事项|意见|内容)?[：:，,]\s*"
    r"|^(?:议定|决定|处理|办理|研究)(?:意见|结果)[：:]\s*"
)
_DECISION = re.compile(r"会议(?:议定|决定|明确|确定|研究决定)(?:以下|如下)?(?:事项|意见)?[：:，,]")
_DEMANDS = re.compile(
    r"要求|组织领导|保障措施|总体思路|指导思想|总体要求|督查考核|督导|基本原则|工作机制|强化责任|提高认识|严格考核|加强领导"
)
_COUNT = re.compile(r"[（(](?:共|计|合计)?\d+(?:项|个|件|条)[)）]$")
_SPLIT_AT_COLON = re.compile(r"^(?!第\S{1,6}[号件项]|关于)([^：:。；;，,]{4,20})[：:](?=.{6,})")
_EDGES = " \t\n　；;，,。、：:.．"


def decisions(text: str) -> tuple[str, list[str]]:
    """The words before and the decisions a paragraph counts in itself; no parts when they are steps of one matter."""
    before, parts = inline_parts(text)
    named = [part for part in parts if names_somebody(part) or read_body(part) or take_bracket(part)[0]]
    return (before, parts) if len(named) > 1 else (text, [])


def said_of(node: Node) -> Said:
    """What a paragraph says by labels, and in its last bracket."""
    said = take_labels(node.text)
    paragraphs = said.plain.split("\n")
    for index in range(len(paragraphs) - 1, -1, -1):
        found, rest = take_bracket(paragraphs[index])
        if found:
            paragraphs[index] = rest
            for key, words in found.items():
                said.fields.setdefault(key, words)
            break
    said.plain = "\n".join(filter(None, (part.strip() for part in paragraphs)))
    return said


def heading_of(said: Said) -> str:
    """The words of a heading without its count and what is told below it."""
    first = said.plain.split("\n", 1)[0]
    found = _DECISION.search(first)
    first = first[: found.start()] if found else first
    first = _LEAD_IN.sub("", first).split("。", 1)[0]
    return _COUNT.sub("", first.strip(_EDGES)).strip(_EDGES)


def title_of(said: Said) -> tuple[str, str]:
    """The matter in one sentence, and what else is said of it."""
    if "title" in said.fields:
        return said.fields["title"].strip(_EDGES), said.plain.strip()
    first, _, more = said.plain.partition("\n")
    first = _LEAD_IN.sub("", first)
    sentence, stop, rest = first.partition("。")
    if not (stop and rest.strip(_EDGES)):
        found = _SPLIT_AT_COLON.match(first)
        sentence, rest = (found[1], first[found.end() :]) if found else (first, "")
    decided = _LEAD_IN.sub("", _decision("\n".join(filter(None, (rest.strip(), more)))))
    return sentence.strip(_EDGES), decided.rstrip("。；; \n")


def _decision(text: str) -> str:
    """What was decided, without the report that was heard before it."""
    found = list(_DECISION.finditer(text))
    return text[found[-1].end() :].strip() if found else text


def steps_of(node: Node) -> list[str]:
    """A step with its number, and the steps below it."""
    own = node.text.replace("\n", "")
    return [f"{node.marker}{own}", *(line for child in node.children for line in steps_of(child))]


def is_demand(node: Node) -> bool:
    """Whether a heading speaks of how work is to be done in general: 工作要求, 组织领导."""
    return bool(_DEMANDS.search(node.lines[0].text[:14])) if node.lines else False
