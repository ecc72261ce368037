"""Likely duplicates: names to be confirmed that may be another spelling of an entry of the register."""

from collections.abc import Iterable

from ducha_desktop.domain.matching import Candidate, Match, fold_unit, match_person, match_unit, register_of
from ducha_desktop.domain.pinyin import initials
from ducha_desktop.services.office import Reader
from ducha_desktop.services.register_views import Twin
from ducha_desktop.storage.queries import register as queries

MOST = 5
_SHARED = 2 / 3


def twins(reader: Reader) -> tuple[Twin, ...]:
    """Every unit and person to be confirmed, units first, each with its likely twins (there may be none)."""
    return (*_of_units(reader), *_of_people(reader))


def _of_units(reader: Reader) -> list[Twin]:
    prefixes = queries.county(reader.connection)
    entries = queries.units(reader.connection)
    new = {row[0]: str(row[9]) for row in queries.unit_rows(reader.connection) if row[8]}
    if not new:
        return []
    kept = [Candidate(uid, name, short) for uid, name, short, _, _ in entries if uid not in new]
    register = register_of(kept, prefixes=prefixes)
    known = {
        uid: (name, "待确认" if uid in new else "、".join(short[:2])) for uid, name, short, _, _ in entries
    }
    alike: dict[str, list[str]] = {}
    for uid in new:
        alike.setdefault(fold_unit(known[uid][0], prefixes), []).append(uid)
    found = []
    for uid, origin in new.items():
        name = known[uid][0]
        others = [other for other in alike[fold_unit(name, prefixes)] if other != uid]
        uids = [*_offered(match_unit(name, register)), *others][:MOST]
        found.append(Twin(uid, name, is_unit=True, note=origin, candidates=_named(uids, known)))
    return found


def _of_people(reader: Reader) -> list[Twin]:
    entries = queries.people(reader.connection)
    new = {row[0] for row in queries.person_rows(reader.connection) if row[6]}
    if not new:
        return []
    known = {
        uid: (name, " ".join(word for word in (unit, post) if word)) for uid, name, _, unit, post in entries
    }
    kept = [
        Candidate(uid, name, aliases, unit, post)
        for uid, name, aliases, unit, post in entries
        if uid not in new
    ]
    register = register_of(kept, learned=queries.learned(reader.connection, "person"))
    of_surname: dict[str, list[str]] = {}
    for uid, (name, _) in known.items():
        of_surname.setdefault(name[:1], []).append(uid)
    found = []
    for uid in (entry[0] for entry in entries if entry[0] in new):
        name = known[uid][0]
        same = [each for each in of_surname[name[:1]] if each != uid and _sounds_alike(known[each][0], name)]
        uids = list(dict.fromkeys((*_offered(match_person(name, register)), *same)))[:MOST]
        note = known[uid][1]
        found.append(Twin(uid, name, is_unit=False, note=note, candidates=_named(uids, known)))
    return found


def _offered(match: Match) -> tuple[str, ...]:
    return (match.uid,) if match.uid else match.candidates


def _named(uids: Iterable[str], known: dict[str, tuple[str, str]]) -> tuple[tuple[str, str, str], ...]:
    return tuple((uid, *known[uid]) for uid in uids)


def _sounds_alike(first: str, second: str) -> bool:
    """陈立群 and 陈丽群, of one surname: as long, said alike, most characters the same; 张伟 and 张伟 too."""
    if first == second:
        return True
    if len(first) != len(second) or initials(first) != initials(second):
        return False
    return sum(a == b for a, b in zip(first, second, strict=True)) >= _SHARED * len(first)
