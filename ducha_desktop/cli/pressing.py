"""do N… urge, note-blue, … accountability, delist: the ladder on the command line."""

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from ducha_desktop.cli.frame import Call, day
from ducha_desktop.cli.ledger import code_of, row_json
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.ladder import LadderRules, Rung, read_exemption, read_rung
from ducha_desktop.domain.ladder_order import NOTHING_CHANGED, rule_sentence
from ducha_desktop.domain.procedure import read_role
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.services import ledger
from ducha_desktop.services.ladder import escalations, ladder_rules, standing_step
from ducha_desktop.services.ladder_pressing import Lifting, Pressing, lift, press, press_words
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.office import Office
from ducha_desktop.services.views import MatterRow

DELIST = ("delist", "摘牌")
NAMES = {
    "on": "日期",
    "due": "期限",
    "reason": "事由",
    "words": "要求",
    "officer": "责任人",
    "approver": "批准人",
    "role": "批准人身份",
    "basis": "依据",
    "skip": "越级理由",
    "exempt": "免按次序",
    "medium": "方式",
    "evidence": "佐证",
}
"""What may be written with a rung: by key or by its Chinese word."""
_DELIST_NAMES = {"reason": "理由", "on": "日期", "by": "决定人", "rung": "级别"}


def is_pressing(words: Sequence[str]) -> bool:
    """Whether the words of `do` name a rung of the ladder, or 摘牌, behind one number or several."""
    said = [word for word in words if "=" not in word]
    return len(said) > 1 and (said[-1].strip().lower() in DELIST or read_rung(said[-1]) is not None)


def press_matters(call: Call, words: Sequence[str]) -> int:
    """`ducha do 编号… 催办 名=值…`: all of them in one act, each with a numbered paper of its own."""
    *numbers, action = [word for word in words if "=" not in word]
    given = [word for word in words if "=" in word]
    if action.strip().lower() in DELIST:
        return _delist(call, numbers, _pairs(given, _DELIST_NAMES))
    rung = read_rung(action)
    assert rung is not None
    pairs = _pairs(given, NAMES)
    today = call.clock.today()
    pressing = _pressing(pairs, today)
    with call.office() as office:
        with office.read() as reader:
            rows = [ledger.row_by_uid(reader, find_matter(reader.connection, each)) for each in numbers]
        said = press_words(rung, len(rows), rows[0].number)
        basis = pressing.basis
        with office.write(
            "ladder.press", words=said, on=pressing.on, reason=pressing.reason, basis=basis
        ) as work:
            papers = press(work, [row.uid for row in rows], rung, pressing)
        document: dict[str, Any] = {
            "rung": rung.value,
            "papers": [
                {"number": row.number, "title": row.title, "paper": paper}
                for row, paper in zip(rows, papers, strict=True)
            ],
        }
        lines = [f"{rung.word}：{row.number}　{paper}" for row, paper in zip(rows, papers, strict=True)]
        return _answer(call, office, rows, document, lines)


def _delist(call: Call, numbers: Sequence[str], pairs: Mapping[str, str]) -> int:
    """`ducha do 编号… delist reason=…`: take matters off 挂牌, or off another rung (`rung=`), by record."""
    rung = read_rung(pairs.get("rung", Rung.LISTED.value))
    if rung is None:
        raise WrongUseError(
            f"没有“{pairs['rung'][:40]}”这一级。{NOTHING_CHANGED}可用的有：{'、'.join(each.value for each in Rung)}。"
        )
    on = _day(pairs["on"]) if "on" in pairs else None
    lifting = Lifting(pairs.get("reason", ""), pairs.get("by", ""), on)
    with call.office() as office:
        with office.read() as reader:
            rows = [ledger.row_by_uid(reader, find_matter(reader.connection, each)) for each in numbers]
            steps = [standing_step(reader.connection, row.uid, rung) for row in rows]
        said = f"{rung.lifting} {len(rows)} 项" if len(rows) > 1 else f"{rung.lifting}：{rows[0].number}"
        with office.write("ladder.lift", words=said, on=on, reason=lifting.words) as work:
            for step in steps:
                lift(work, step, lifting)
        document: dict[str, Any] = {"rung": rung.value, "lifted": [row.number for row in rows]}
        return _answer(call, office, rows, document, [f"已{rung.lifting}：{row.number}" for row in rows])


def _answer(
    call: Call, office: Office, rows: Sequence[MatterRow], document: dict[str, Any], lines: Sequence[str]
) -> int:
    """One matter is answered with its row too, as other actions are."""
    if len(rows) == 1:
        with office.read() as reader:
            row = ledger.row_by_uid(reader, rows[0].uid)
            steps = escalations(reader.connection, row.uid)
        document = row_json(row) | document | {"escalations": [asdict(step) for step in steps]}
    call.say(document, "\n".join(lines))
    return 0


def _pressing(pairs: Mapping[str, str], today: date) -> Pressing:
    on = _day(pairs["on"]) if pairs.get("on") else None
    return Pressing(
        on=on,
        due=_due(pairs["due"], on or today) if pairs.get("due") else None,
        reason=pairs.get("reason", ""),
        words=pairs.get("words", ""),
        basis=pairs.get("basis", ""),
        officer=pairs.get("officer", ""),
        approver=pairs.get("approver", ""),
        role=read_role(pairs["role"]) if pairs.get("role") else None,
        skip=pairs.get("skip", ""),
        exempt=read_exemption(pairs["exempt"]) if pairs.get("exempt") else None,
        medium=Medium(code_of(Medium, pairs.get("medium", "paper"), "方式")),
        evidence=pairs.get("evidence", ""),
    )


def _pairs(words: Sequence[str], names: Mapping[str, str]) -> dict[str, str]:
    keys = {name: key for key, word in names.items() for name in (key, word)}
    found: dict[str, str] = {}
    for word in words:
        name, _, value = word.partition("=")
        key = keys.get(name.strip())
        if key is None:
            known = "、".join(f"{each}（{said}）" for each, said in names.items())
            raise WrongUseError(f"没有“{name[:40]}”这一项，可写的有：{known}。{NOTHING_CHANGED}")
        if key in found:
            raise WrongUseError(f"“{name}”写了两次，不知道用哪一个。{NOTHING_CHANGED}请只写一次。")
        found[key] = value
    return found


def _day(text: str) -> date:
    try:
        return day(text)
    except argparse.ArgumentTypeError as error:
        raise WrongUseError(f"{error}。{NOTHING_CHANGED}请改正后再办。") from error


def _due(text: str, on: date) -> date:
    """A deadline as offices write it: `2026-12-20`, `12月20日前`."""
    from ducha_desktop.domain.deadline import read_deadline

    found = read_deadline(text, year=on.year, today=on)
    if found.due is None:
        raise WrongUseError(f"读不出期限“{text[:40]}”，请写成 2026-12-20 这样的日期。{NOTHING_CHANGED}")
    return found.due


def rungs_json(rules: LadderRules) -> list[dict[str, Any]]:
    """The ladder for `ducha actions`."""
    return [
        {
            "action": rung.value,
            "word": rung.word,
            "signer": rules.rule(rung).signer.value,
            "needs": [need.value for need in rules.rule(rung).needs],
            "after": [before.value for before in rules.rule(rung).after],
            "reasons": list(rules.reasons(rung)),
        }
        for rung in Rung
    ]


def rung_rows(rules: LadderRules) -> list[tuple[str, str, str]]:
    """The ladder as lines: code, word, rule."""
    rows = [(rung.value, rung.word, rule_sentence(rules, rung)) for rung in Rung]
    return [*rows, (*DELIST, "须写明理由；rung=级别 可核销别的级别")]


def rules_here(call: Call) -> LadderRules:
    """The rules of the office where there is one, else those the program comes with."""
    from ducha_desktop.domain.errors import DuchaError

    try:
        with call.reading() as reader:
            return ladder_rules(reader.connection)
    except DuchaError:
        return LadderRules()
