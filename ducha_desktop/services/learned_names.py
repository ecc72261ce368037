"""The clerk's answers to names that the register does not settle; the next file finds them by itself."""

import json
from collections.abc import Sequence
from dataclasses import replace

from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.matching import fold_unit
from ducha_desktop.domain.pinyin import initials
from ducha_desktop.services.drafts import NameAnswer, NameDoubt, NameQuestions, RegisterName
from ducha_desktop.services.office import Reader
from ducha_desktop.services.register import add_person, add_unit, learn_alias
from ducha_desktop.storage.queries import register as queries
from ducha_desktop.storage.unit_of_work import UnitOfWork

ALIKE = 50.0
SOUNDS_ALIKE = 75.0
MOST_SUGGESTIONS = 5
_NOTED = 3


def names_asked(reader: Reader, doubts: Sequence[NameDoubt]) -> NameQuestions:
    """The doubts of a plan with the register to answer from, most used first, units before people.

    Args:
        reader: the register as it stands.
        doubts: `IntakePlan.doubts`.
    """
    units, people = _units(reader), _people(reader)
    county, level = queries.county(reader.connection)
    asked = sorted(doubts, key=lambda doubt: (not doubt.is_unit, -doubt.rows))
    return NameQuestions(
        tuple(
            replace(doubt, candidates=_suggested(doubt, units if doubt.is_unit else people, (county, level)))
            for doubt in asked
        ),
        units,
        people,
    )


def learn_names(work: UnitOfWork, answers: Sequence[NameAnswer]) -> int:
    """Remember what names mean; a name without a target is registered as provisional under itself.

    Returns:
        How many names were settled.

    Raises:
        NotFoundError: a target is no longer in the register; nothing is remembered.
    """
    for answer in answers:
        table = "unit" if answer.is_unit else "person"
        if answer.target_uid:
            _require(work, table, answer)
            learn_alias(work, answer.words, kind=table, target_uid=answer.target_uid)
        elif answer.is_unit:
            add_unit(work, answer.words, provisional=True)
        else:
            add_person(work, answer.words, provisional=True)
    return len(answers)


def words_for(answers: Sequence[NameAnswer]) -> str:
    """How the journal calls the answers."""
    return f"记住 {len(answers)} 个名称"


def _require(work: UnitOfWork, table: str, answer: NameAnswer) -> None:
    known = work.raw.execute(
        f"SELECT 1 FROM {table} WHERE uid=? AND deleted_at IS NULL", (answer.target_uid,)
    ).fetchone()
    if known is None:
        raise NotFoundError(
            f"为“{answer.words}”选的{'单位' if answer.is_unit else '人员'}已不在名册里，没有记住任何名称。请重新选择。"
        )


def _suggested(
    doubt: NameDoubt, register: Sequence[RegisterName], prefixes: tuple[str, ...]
) -> tuple[str, ...]:
    """What matching offers, then what looks or sounds alike."""
    from rapidfuzz import fuzz

    def folded(name: str) -> str:
        return fold_unit(name, prefixes) if doubt.is_unit else name

    wanted = folded(doubt.words)
    sound = initials(wanted)
    scored = []
    for known in register:
        name = folded(known.name)
        score = fuzz.ratio(wanted, name)
        if score < SOUNDS_ALIKE and len(name) == len(wanted) and initials(name) == sound:
            score = SOUNDS_ALIKE
        if score >= ALIKE:
            scored.append((score, known.uid))
    scored.sort(key=lambda line: -line[0])
    return tuple(dict.fromkeys((*doubt.candidates, *(uid for _, uid in scored))))[:MOST_SUGGESTIONS]


def _units(reader: Reader) -> tuple[RegisterName, ...]:
    rows = reader.connection.execute(
        "SELECT uid, name, short_names, initials FROM unit WHERE deleted_at IS NULL ORDER BY official_order, id"
    )
    return tuple(
        RegisterName(uid, name, "、".join(json.loads(short)[:_NOTED]), sound)
        for uid, name, short, sound in rows.fetchall()
    )


def _people(reader: Reader) -> tuple[RegisterName, ...]:
    sounds = dict(reader.connection.execute("SELECT uid, initials FROM person").fetchall())
    return tuple(
        RegisterName(uid, name, " ".join(word for word in (unit, post) if word), sounds[uid])
        for uid, name, _aliases, unit, post in queries.people(reader.connection)
    )
