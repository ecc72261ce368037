"""Units, people and posts in official order; learned aliases."""

from datetime import date

from ducha_desktop.models.base import (
    STRICT,
    Row,
    document,
    flag,
    integer,
    optional_day,
    reference,
    text,
)


class Unit(Row, table=True):
    """A unit that can be made responsible; `rank_class` keeps rankings apart (考核不跨类)."""

    __tablename__ = "unit"
    __table_args__ = (STRICT,)

    name: str = text(index=True)
    kind: str = text()
    rank_class: str = text()
    parent_uid: str | None = reference("unit.uid", optional=True)
    short_names: list[str] = document(list)
    initials: str = text()
    phone: str = text()
    official_order: int = integer()
    provisional: bool = flag()
    origin: str = text()


class Person(Row, table=True):
    """A leader, head or contact; same names are told apart by unit and post."""

    __tablename__ = "person"
    __table_args__ = (STRICT,)

    name: str = text(index=True)
    unit_uid: str | None = reference("unit.uid", optional=True)
    aliases: list[str] = document(list)
    initials: str = text()
    phone: str = text()
    official_order: int = integer()
    provisional: bool = flag()


class Post(Row, table=True):
    """A post held from `since` to `until`; a successor inherits, history stays."""

    __tablename__ = "post"
    __table_args__ = (STRICT,)

    person_uid: str = reference("person.uid")
    unit_uid: str | None = reference("unit.uid", optional=True)
    title: str = text()
    level: str = text()
    since: date | None = optional_day()
    until: date | None = optional_day()
    official_order: int = integer()


MERGED = "merged"
"""The kind of an alias whose words are the uid of a unit or person that a merge took away."""


class LearnedAlias(Row, table=True):
    """How an office writes a unit or person; remembered from a clerk's answer, or by a merge (`MERGED`)."""

    __tablename__ = "learned_alias"
    __table_args__ = (STRICT,)

    words: str = text(index=True)
    kind: str = text()
    target_uid: str = text()


class ImportProfile(Row, table=True):
    """A remembered mapping of headings to fields."""

    __tablename__ = "import_profile"
    __table_args__ = (STRICT,)

    name: str = text(index=True)
    mapping: dict[str, str] = document()
    ledger: str = text()
