"""Frozen views of the register: units, people, their posts and terms, and what they hold."""

from dataclasses import dataclass
from datetime import date

from ducha_desktop.domain.vocabulary import AssignmentRole, Light, PostLevel, UnitKind


@dataclass(frozen=True, slots=True)
class UnitView:
    """One unit of the register.

    Attributes:
        rank_class: 考核类别; units are only ranked within it.
        parent: name of the unit above, with its uid; both empty without one.
        place: which it is in the official order, from 1; 0 while it is to be confirmed.
        provisional: 待确认: came in by an import or a form.
        origin: where a provisional unit came from.
        sounds: what its names are found by, in pinyin initials.
    """

    uid: str
    name: str
    kind: UnitKind
    rank_class: str
    short_names: tuple[str, ...]
    parent: str
    parent_uid: str
    phone: str
    place: int
    provisional: bool
    origin: str
    sounds: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """One person of the register.

    Attributes:
        posts: the posts held on the reader's day; `level` is that of the first, None without a post.
        place: which he or she is in the official order, from 1; 0 while to be confirmed.
        sounds: what the names are found by, in pinyin initials.
    """

    uid: str
    name: str
    aliases: tuple[str, ...]
    unit: str
    unit_uid: str
    posts: tuple[str, ...]
    level: PostLevel | None
    phone: str
    place: int
    provisional: bool
    sounds: str


@dataclass(frozen=True, slots=True)
class PostView:
    """A post with its term; `since` and `until` are included, None where they are not known."""

    uid: str
    person_uid: str
    person: str
    unit_uid: str
    unit: str
    title: str
    level: PostLevel
    since: date | None
    until: date | None

    def held_on(self, day: date) -> bool:
        """Whether the person held the post on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Holding:
    """The matters held in one part, by light."""

    role: AssignmentRole
    lights: dict[Light, int]

    @property
    def total(self) -> int:
        """All matters held in this part."""
        return sum(self.lights.values())


@dataclass(frozen=True, slots=True)
class UnitDetail:
    """A unit with what hangs on it.

    Attributes:
        learned: how other offices write it, as clerks have answered.
        posts: all posts of the unit, past terms included.
        people: how many people belong to it.
        below: names of the units under it, in official order.
        asked_as: what the ledger's filter is to be given for exactly this unit.
    """

    view: UnitView
    learned: tuple[str, ...]
    posts: tuple[PostView, ...]
    people: int
    below: tuple[str, ...]
    holdings: tuple[Holding, ...]
    asked_as: str


@dataclass(frozen=True, slots=True)
class PersonDetail:
    """A person with what hangs on him or her; see `UnitDetail`."""

    view: PersonView
    learned: tuple[str, ...]
    posts: tuple[PostView, ...]
    holdings: tuple[Holding, ...]
    asked_as: str


@dataclass(frozen=True, slots=True)
class Twin:
    """A name to be confirmed and the entries of the register it may be another spelling of, likeliest first.

    Attributes:
        candidates: (uid, name, what tells it apart).
    """

    uid: str
    name: str
    is_unit: bool
    note: str
    candidates: tuple[tuple[str, str, str], ...]


@dataclass(frozen=True, slots=True)
class MergePreview:
    """What a merge would do.

    Attributes:
        stays: name of the entry that stays; `gone` those that go into it.
        moves: (what, how many) of all that moves, nothing that is none.
        aliases: the names under which the entry will be found from then on.
        filled: what the entry takes over because it lacks it, e.g. `联系电话 0000-…`.
    """

    stays: str
    gone: tuple[str, ...]
    moves: tuple[tuple[str, int], ...]
    aliases: tuple[str, ...]
    filled: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Succession:
    """A change of post.

    Attributes:
        post_uid: the post that is taken over.
        since: the successor's first day; the predecessor's last is the day before.
        person_uid: the successor; empty for somebody new, who is called `name`.
        with_matters: the matters not yet over that the predecessor has in the part of this post move along.
    """

    post_uid: str
    since: date
    person_uid: str = ""
    name: str = ""
    with_matters: bool = True


@dataclass(frozen=True, slots=True)
class RegisterLists:
    """The whole register as its screen shows it: those to be confirmed first, then in official order."""

    units: tuple[UnitView, ...]
    people: tuple[PersonView, ...]
    twins: tuple[Twin, ...]
