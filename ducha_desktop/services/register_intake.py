"""A list of units and people from another office: judged row by row, then written in one act.

A row changes an entry of the register only where the list says something else; nothing is deleted. A person
of a name that the register has in another unit is another person.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.matching import Candidate, MatchHow, Register, match_unit, register_of
from ducha_desktop.domain.vocabulary import PostLevel, UnitKind
from ducha_desktop.services.office import Reader
from ducha_desktop.services.register_drafts import PlannedEntry, ReadRegister, RegisterPlan, RegisterRow
from ducha_desktop.services.register_editing import names_in, save_person, save_unit
from ducha_desktop.services.register_order import put_at
from ducha_desktop.services.register_reading import people, posts_of_all, units
from ducha_desktop.services.register_terms import save_post
from ducha_desktop.services.register_views import PersonView, PostView, UnitView
from ducha_desktop.storage.queries import register as queries
from ducha_desktop.storage.unit_of_work import UnitOfWork

_SURE = frozenset({MatchHow.EXACT, MatchHow.LEARNED, MatchHow.SHORT})
_LIAISON = re.compile(r"常委(?!会)|^县委副?书记")
_RESPONSIBLE = re.compile(r"^(?:常务)?副?县长|副县长")
_HEAD = re.compile(
    r"(?<!副)(?:局长|主任|部长|书记|镇长|乡长|县长|院长|检察长|经理|董事长|行长|校长|站长|主席|负责人)$"
)
_DAY = re.compile(r"(\d{4})[年.\-/](\d{1,2})(?:[月.\-/](\d{1,2})日?|月)?")


@dataclass(slots=True)
class _Judge:
    """The register as it stands, and what the rows above have made of it."""

    units: Register
    unit_views: Mapping[str, UnitView]
    people: Sequence[PersonView]
    posts: Mapping[str, Sequence[PostView]]
    owned: dict[str, str]
    seen: set[tuple[bool, str, str]] = field(default_factory=set)
    new_people: set[tuple[str, str]] = field(default_factory=set)

    def judge(self, row: RegisterRow) -> PlannedEntry:
        return self._unit(row) if row.is_unit else self._person(row)

    def _unit(self, row: RegisterRow) -> PlannedEntry:
        name = clean_line(row.values["name"])
        if (True, name, "") in self.seen:
            return PlannedEntry(row, "skip", why="表里上面已经有这个单位")
        self.seen.add((True, name, ""))
        names = names_in(row.values.get("short_names", ""))
        called = [unit for unit in self.unit_views.values() if unit.name in names]
        known = self._known(name) or (called[0] if len(called) == 1 else None)
        short, taken = self._free(names, known, name)
        wanted: dict[str, str] = {
            key: clean_line(row.values[key]) for key in ("rank_class", "phone", "parent") if key in row.values
        }
        kind = _kind(row.values.get("kind", ""))
        if kind:
            wanted["kind"] = kind
        notes = [f"“{each}”已是别的单位的名称，没有作为别名" for each in taken]
        if "parent" in wanted:
            above = self._known(wanted["parent"])
            if above is not None:
                wanted["parent"] = above.name
            elif wanted["parent"] not in self.owned:
                notes.append(f"上级单位“{wanted.pop('parent')}”名册里没有，没有填")
        if known is None:
            match = match_unit(name, self.units)
            near = self.unit_views.get(match.uid or next(iter(match.candidates), ""))
            notes += [f"名册里有相近的“{near.name}”，如果是同一个单位，导入后请合并"] if near else []
            values = {"name": name, "short_names": "、".join(short), **wanted}
            return PlannedEntry(row, "add", values=values, why="；".join(notes))
        now = {
            "rank_class": known.rank_class,
            "phone": known.phone,
            "parent": known.parent,
            "kind": known.kind.word,
        }
        changed = {key: value for key, value in wanted.items() if value and value != now[key]}
        more = [each for each in (*short, name) if each not in (known.name, *known.short_names)]
        if more:
            changed["short_names"] = "、".join((*known.short_names, *more))
        return _planned(row, known.uid, changed, {}, notes)

    def _known(self, name: str) -> UnitView | None:
        """The unit of the register that a name surely means."""
        match = match_unit(name, self.units)
        return self.unit_views.get(match.uid or "") if match.how in _SURE else None

    def _free(self, names: Sequence[str], known: UnitView | None, name: str) -> tuple[list[str], list[str]]:
        """The aliases nobody else has, and those somebody has."""
        own = known.uid if known is not None else name
        free = [each for each in names if each != name and self.owned.setdefault(each, own) == own]
        return free, [each for each in names if each != name and each not in free]

    def _person(self, row: RegisterRow) -> PlannedEntry:
        name = "".join(clean_line(row.values["name"]).split())
        unit, notes = self._home(row)
        post = self._post(row, unit)
        key = (False, name, f"{unit}/{post.get('title', '')}/{post.get('since', '')}")
        if key in self.seen:
            return PlannedEntry(row, "skip", why="表里上面已经有这一行")
        self.seen.add(key)
        same = [each for each in self.people if each.name == name or name in each.aliases]
        known = next((each for each in same if each.unit == unit), None) or next(
            (each for each in same if not each.unit or not unit), None
        )
        wanted = {
            "phone": clean_line(row.values.get("phone", "")),
            "aliases": "、".join(names_in(row.values.get("aliases", ""))),
        }
        if known is None:
            if same:
                notes.append(f"名册里有同名的“{name}（{same[0].unit}）”，按另一个人登记")
            values = {"name": name, "unit": unit} | {key: value for key, value in wanted.items() if value}
            again = (name, unit) in self.new_people
            self.new_people.add((name, unit))
            return PlannedEntry(
                row,
                "add",
                values=values,
                post=post,
                why="；".join(notes) + ("同一人的另一个职务" if again else ""),
            )
        now = {"phone": known.phone, "aliases": "、".join(known.aliases), "unit": known.unit}
        changed = {
            key: value for key, value in (wanted | {"unit": unit}).items() if value and value != now[key]
        }
        held = any(each.title == post.get("title") for each in self.posts.get(known.uid, ()))
        return _planned(row, known.uid, changed, {} if held else post, notes)

    def _home(self, row: RegisterRow) -> tuple[str, list[str]]:
        words = clean_line(row.values.get("unit", ""))
        if not words:
            return "", []
        known = self._known(words)
        if known is not None:
            return known.name, []
        if words in self.owned:
            return words, []
        return words, [f"单位“{words}”名册里没有，将登记为待确认"]

    def _post(self, row: RegisterRow, unit: str) -> dict[str, str]:
        title = clean_line(row.values.get("title", ""))
        if not title:
            return {}
        return {
            "title": title,
            "unit": unit,
            "level": _level(row.values.get("level", ""), title),
            "since": _day(row.values.get("since", "")),
            "until": _day(row.values.get("until", "")),
        }


def plan(reader: Reader, source: ReadRegister) -> RegisterPlan:
    """Judge every row of a list against the register; nothing is written."""
    listed = units(reader)
    candidates = [Candidate(unit.uid, unit.name, unit.short_names) for unit in listed]
    owned = {name: unit.uid for unit in listed for name in (unit.name, *unit.short_names)}
    for row in source.rows:
        if row.is_unit:
            name = clean_line(row.values["name"])
            owned.setdefault(name, name)
    judge = _Judge(
        units=register_of(
            candidates,
            learned=queries.learned(reader.connection, "unit"),
            prefixes=queries.county(reader.connection),
        ),
        unit_views={unit.uid: unit for unit in listed},
        people=people(reader),
        posts=posts_of_all(reader),
        owned=owned,
    )
    ordered = sorted(source.rows, key=lambda row: not row.is_unit)
    return RegisterPlan(source, tuple(judge.judge(row) for row in ordered))


def write(work: UnitOfWork, judged: RegisterPlan) -> int:
    """Write what a plan says, inside one entry of the journal; return how many rows were taken in."""
    placed: list[tuple[bool, str, int]] = []
    new: dict[tuple[str, str], str] = {}
    parents: list[tuple[str, str]] = []
    done = 0
    for entry in judged.entries:
        if entry.verdict == "refuse":
            continue
        uid = entry.uid
        if entry.verdict in ("add", "update"):
            above = entry.values.get("parent", "") if entry.row.is_unit else ""
            uid = _write_entry(work, entry, new)
            parents += [(uid, above)] if above else []  # it may stand further down in the list
            done += 1
        place = entry.row.values.get("place", "")
        if uid and place.isdigit() and int(place):
            placed.append((entry.row.is_unit, uid, int(place)))
    for uid, above in parents:
        save_unit(work, {"parent": above}, uid)
    _order(work, placed)
    return done


def words_for(judged: RegisterPlan) -> str:
    """How the journal calls the import."""
    return f"导入名册：新增 {judged.count('add')} 行，更新 {judged.count('update')} 行"


def _write_entry(work: UnitOfWork, entry: PlannedEntry, new: dict[tuple[str, str], str]) -> str:
    if entry.row.is_unit:
        own = {key: value for key, value in entry.values.items() if key != "parent"}
        return save_unit(work, own, entry.uid)
    unit = entry.values.get("unit", "")
    if unit and not any(unit in (name, *short) for _, name, short, _, _ in queries.units(work.raw)):
        save_unit(work, {"name": unit, "provisional": "1"})
    key = (entry.values.get("name", ""), unit)
    uid = entry.uid or new.get(key, "")
    if not uid or (entry.uid and entry.values):
        uid = save_person(work, entry.values, uid)
        new[key] = uid
    if entry.post:
        save_post(work, uid, entry.post)
    work.session.flush()
    return uid


def _order(work: UnitOfWork, placed: Sequence[tuple[bool, str, int]]) -> None:
    """Give the entries the places the list says; those it does not name keep theirs among themselves."""
    for is_unit, uid, place in sorted(set(placed), key=lambda line: line[2]):
        put_at(work, "unit" if is_unit else "person", uid, place)


def _planned(
    row: RegisterRow, uid: str, values: dict[str, str], post: dict[str, str], notes: list[str]
) -> PlannedEntry:
    said: list[Any] = [*notes]
    if values:
        words = {
            "phone": "电话",
            "unit": "单位",
            "kind": "类别",
            "rank_class": "考核类别",
            "parent": "上级单位",
        }
        words |= {"short_names": "简称和别名", "aliases": "别名"}
        said.insert(0, "更新" + "、".join(words[key] for key in values))
    if post:
        said.insert(0, f"新增职务“{post['title']}”")
    verdict = "update" if values or post else "skip"
    return PlannedEntry(row, verdict, uid, values, post, "；".join(said or ["名册里已有，没有不同"]))


def _kind(words: str) -> str:
    """The kind a list means; empty where it says nothing that is known."""
    plain = clean_line(words)
    near = {
        "县直部门": UnitKind.GOVERNMENT,
        "乡镇": UnitKind.TOWNSHIP,
        "街道": UnitKind.TOWNSHIP,
        "企业": UnitKind.ENTERPRISE,
    }
    found = next((kind for kind in UnitKind if plain in (kind.word, kind.value)), near.get(plain))
    return found.word if found else ""


def _level(words: str, title: str) -> str:
    """The level a list names, else the one the title speaks of."""
    for level in PostLevel:
        if clean_line(words) in (level.word, level.value):
            return level.word
    for pattern, level in (
        (_RESPONSIBLE, PostLevel.RESPONSIBLE),
        (_LIAISON, PostLevel.LIAISON),
        (_HEAD, PostLevel.UNIT_HEAD),
    ):
        if pattern.search(title):
            return level.word
    return PostLevel.STAFF.word


def _day(words: str) -> str:
    """A day as lists write it; only a month is its first day, anything else is left out."""
    found = _DAY.search(words)
    if not found:
        return ""
    try:
        return date(int(found[1]), int(found[2]), int(found[3] or 1)).isoformat()
    except ValueError:
        return ""
