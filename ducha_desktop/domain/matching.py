"""Names in a file against the register: exact → learned → short name → abbreviation → similarity → none.

Similarity alone is dangerous: it ranks 县发展和改革局 first for 人社局 and 县教育局 for 县教体局. So it
comes last, needs a high score, and whatever is doubtful is handed back as a question.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

SIMILAR = 88.0
CLOSE = 70.0
WORTH_ASKING = 60.0
MARGIN = 3.0
MOST_SUGGESTIONS = 5
_SUFFIXES = "局委办室部会院"
_BRACKETS = re.compile(r"[（(【\[〔].*?[）)】\]〕]")
_NUMERALS = re.compile(r"[\d一二三四五六七八九十]")
_TOWN_END = re.compile(
    r"(?<=[镇乡])(?:党委)?(?:人民)?政府$|(?<=街道)(?:党工委)?(?:人民政府|办事处|办|党工委)$|(?<=[镇乡])党委$"
)
_SHORTER = (("委员会", "委"), ("办公室", "办"), ("人民政府", "政府"))
_COMMON = {"府办": "政府办"}
_NOT_A_PREFIX = ("市场", "市政", "区域", "州际", "旗下")


class MatchHow(StrEnum):
    """How a name was found."""

    EXACT = "exact"
    LEARNED = "learned"
    SHORT = "short"
    ABBREVIATION = "abbreviation"
    SIMILAR = "similar"
    AMBIGUOUS = "ambiguous"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A unit or person of the register.

    Attributes:
        short_names: official short names (简称) and aliases kept in the register.
        unit: a person's unit; `post` the title, both to tell people of one name apart.
    """

    uid: str
    name: str
    short_names: tuple[str, ...] = ()
    unit: str = ""
    post: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """What the register says to a name.

    Attributes:
        uid: the one found, None when ambiguous or unknown.
        score: 100 for certain, else the similarity.
        candidates: uids to offer when `uid` is None, best first.
    """

    uid: str | None
    how: MatchHow
    score: float = 100.0
    candidates: tuple[str, ...] = ()


NO_MATCH = Match(None, MatchHow.NONE, 0.0)


@dataclass(frozen=True, slots=True)
class Register:
    """Units or people to match against; make it with `register_of`.

    Attributes:
        prefixes: county names and level words that may stand before a unit's name, longest first.
        by_name: exact names to uids; `by_short` folded names and short names.
        folded: uid and folded name of every candidate, in official order.
    """

    candidates: Mapping[str, Candidate]
    learned: Mapping[str, str]
    prefixes: tuple[str, ...]
    by_name: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    by_short: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    folded: tuple[tuple[str, str], ...] = ()


def register_of(
    candidates: Iterable[Candidate],
    *,
    learned: Mapping[str, str] | None = None,
    prefixes: Iterable[str] = ("县",),
) -> Register:
    """Prepare a register.

    Args:
        candidates: in official order, which settles nothing but the order of suggestions.
        learned: answers given before, name as written → uid.
        prefixes: e.g. `("云岭县", "县")`: what offices leave out or add.
    """
    ordered = tuple(sorted({*prefixes}, key=len, reverse=True))
    known = {each.uid: each for each in candidates}
    by_name: dict[str, list[str]] = {}
    by_short: dict[str, list[str]] = {}
    for each in known.values():
        by_name.setdefault(_tight(each.name), []).append(each.uid)
        for name in {fold_unit(word, ordered) for word in (each.name, *each.short_names)}:
            by_short.setdefault(name, []).append(each.uid)
    return Register(
        known,
        {_tight(name): uid for name, uid in (learned or {}).items()},
        ordered,
        by_name={name: tuple(uids) for name, uids in by_name.items()},
        by_short={name: tuple(uids) for name, uids in by_short.items()},
        folded=tuple((uid, fold_unit(each.name, ordered)) for uid, each in known.items()),
    )


def fold_unit(name: str, prefixes: Iterable[str] = ("县",)) -> str:
    """A unit's name as it is compared: without county, brackets and blanks, 委员会 → 委, 办公室 → 办."""
    folded = _BRACKETS.sub("", _tight(name))
    for prefix in ("中国共产党", "中共", *prefixes):
        if (
            folded.startswith(prefix)
            and len(folded) - len(prefix) > 1
            and not folded.startswith(_NOT_A_PREFIX)
        ):
            folded = folded.removeprefix(prefix)
    folded = _TOWN_END.sub("", folded)
    for long, short in _SHORTER:
        folded = folded.replace(long, short)
    return _COMMON.get(folded, folded)


def match_unit(name: str, register: Register) -> Match:
    """Find a unit of the register by whatever an office calls it."""
    certain = _certain(name, register)
    if certain:
        return certain
    wanted = fold_unit(name, register.prefixes)
    if len(wanted) < 2:  # noqa: PLR2004 - one character names nothing
        return NO_MATCH
    return (
        _chosen(register.by_short.get(wanted, ()), MatchHow.SHORT)
        or _abbreviated(wanted, register)
        or _similar(wanted, register)
    )


def match_person(name: str, register: Register, *, unit: str = "", post: str = "") -> Match:
    """Find a person; several of one name stay a question unless unit or post settles it."""
    tight = _tight(name)
    found = register.by_name.get(tight, ())
    if len(found) > 1:
        found = _settled(found, register, unit=unit, post=post)
    uid = register.learned.get(tight) if len(found) != 1 else None
    if uid in register.candidates:
        return Match(uid, MatchHow.LEARNED)
    return _chosen(found, MatchHow.EXACT) or NO_MATCH


def _certain(name: str, register: Register) -> Match | None:
    """The exact name, else an answer given before."""
    tight = _tight(name)
    exact = _chosen(register.by_name.get(tight, ()), MatchHow.EXACT)
    if exact and exact.uid:
        return exact
    uid = register.learned.get(tight)
    return Match(uid, MatchHow.LEARNED) if uid in register.candidates else exact


def _settled(found: tuple[str, ...], register: Register, *, unit: str, post: str) -> tuple[str, ...]:
    """Those of one name whose unit, then whose post, fits; all of them when none does."""
    people = [register.candidates[uid] for uid in found]
    wanted = fold_unit(unit, register.prefixes)
    if wanted:
        people = [each for each in people if fold_unit(each.unit, register.prefixes) == wanted] or people
    if post and len(people) > 1:
        fits = {each.uid: _post_fit(each.post, post) for each in people}
        people = [
            each for each in people if fits[each.uid] and fits[each.uid] == max(fits.values())
        ] or people
    return tuple(each.uid for each in people)


def _post_fit(known: str, said: str) -> int:
    """How much of what is said the known post explains: 副局长 fits 县教育局副局长 better than 局长."""
    known, said = _tight(known), _tight(said)
    return len(known) if said.endswith(known) else 0


def _chosen(found: tuple[str, ...], how: MatchHow) -> Match | None:
    """One is a match, several a question, none nothing."""
    if not found:
        return None
    if len(found) == 1:
        return Match(found[0], how)
    return Match(None, MatchHow.AMBIGUOUS, 100.0, found[:MOST_SUGGESTIONS])


def _abbreviated(wanted: str, register: Register) -> Match | None:
    """人社局 for 人力资源和社会保障局, or the other way round; the first characters agreeing counts more."""
    hits = tuple(
        (uid, name)
        for uid, name in register.folded
        if _abbreviates(wanted, name) or _abbreviates(name, wanted)
    )
    strict = tuple(uid for uid, name in hits if name[0] == wanted[0] and name[-1] == wanted[-1])
    for tier in (
        strict,
        tuple(uid for uid, name in hits if name[0] == wanted[0]),
        tuple(uid for uid, _ in hits),
    ):
        chosen = _chosen(tier, MatchHow.ABBREVIATION)
        if chosen:
            return chosen
    return None


def _abbreviates(short: str, long: str) -> bool:
    """Whether `short` is `long` with characters left out; the kind of unit may be named differently."""
    if len(short) >= len(long) or len(short) < 2 or _numerals(short) != _numerals(long):  # noqa: PLR2004
        return False
    if short[-1] != long[-1] and not (short[-1] in _SUFFIXES[:2] and long[-1] in _SUFFIXES[:2]):
        return False
    if len(short) == 2 and short[0] != long[0]:  # noqa: PLR2004 - two characters say little
        return False
    rest = iter(long[:-1])
    return all(char in rest for char in short[:-1])


def _similar(wanted: str, register: Register) -> Match:
    """The most similar name if it is very similar and alone; else those worth asking about."""
    from rapidfuzz import fuzz

    scored = sorted(
        ((fuzz.WRatio(wanted, name), fuzz.ratio(wanted, name), uid, name) for uid, name in register.folded),
        key=lambda line: (-line[0], -line[1]),
    )
    near = [
        line
        for line in scored
        if line[0] >= SIMILAR and line[1] >= CLOSE and _numerals(line[3]) == _numerals(wanted)
    ]
    if near and (len(near) == 1 or near[0][0] - near[1][0] >= MARGIN):
        return Match(near[0][2], MatchHow.SIMILAR, round(near[0][0], 1))
    asking = [line for line in scored if line[1] >= WORTH_ASKING][:MOST_SUGGESTIONS]
    if not asking:
        return NO_MATCH
    return Match(None, MatchHow.AMBIGUOUS, round(asking[0][0], 1), tuple(line[2] for line in asking))


def _numerals(text: str) -> tuple[str, ...]:
    """第一中学 is not 第二中学, however similar."""
    return tuple(_NUMERALS.findall(text))


def _tight(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())
