"""The office itself, its stations and its settings."""

from typing import Any

from ducha_desktop.models.base import STRICT, Row, document, flag, optional_text, text


class Office(Row, table=True):
    """An office that keeps ledgers; exactly one row is this installation's own (`own`)."""

    __tablename__ = "office"
    __table_args__ = (STRICT,)

    name: str = text()
    county: str = text()
    level: str = text()
    role: str = text()
    unit_uid: str | None = optional_text()
    own: bool = flag()


class Station(Row, table=True):
    """One installation; `incarnation` changes with every restore or copy (`reliability.md` §0.7)."""

    __tablename__ = "station"
    __table_args__ = (STRICT,)

    office_uid: str = text()
    name: str = text()
    incarnation: str = text()
    host: str = text()
    own: bool = flag()


class Setting(Row, table=True):
    """A setting of the office: `light_rules` (thresholds of the lights), `office_phone`."""

    __tablename__ = "setting"
    __table_args__ = (STRICT,)

    key: str = text(unique=True)
    value: Any = document()
