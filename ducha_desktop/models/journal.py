"""The journal: one chain of entries, each with the rows it changed (`exchange.md` §1)."""

from datetime import date

from sqlalchemy import Index, Integer, Text
from sqlmodel import Field, SQLModel

from ducha_desktop.models.base import STRICT, day, flag, integer, metadata, optional_integer, text


class Entry(SQLModel, table=True):
    """One act of one clerk: who, when, on what basis; `hash` seals it onto the one before."""

    __tablename__ = "entry"
    __table_args__ = (Index("ix_entry_business_date", "business_date"), STRICT)
    metadata = metadata

    seq: int = Field(primary_key=True, sa_type=Integer)
    uid: str = Field(sa_type=Text, unique=True)
    stamp: str = text()
    at: str = text()
    business_date: date = day()
    user: str = text()
    role: str = text()
    station: str = text()
    incarnation: str = text()
    action: str = text()
    words: str = text()
    reason: str = text()
    basis: str = text()
    success: bool = flag()
    kind: str = text()
    target: int | None = optional_integer()
    rows: int = integer()
    previous: str = text()
    hash: str = text()


class Change(SQLModel, table=True):
    """One row touched by an entry: `fields` is `{name: [old, new]}` as JSON; its uid is `entry.uid/n`."""

    __tablename__ = "change"
    __table_args__ = (Index("ix_change_row_uid", "row_uid"), {**STRICT, "sqlite_with_rowid": False})
    metadata = metadata

    entry: int = Field(primary_key=True, sa_type=Integer, foreign_key="entry.seq")
    n: int = Field(primary_key=True, sa_type=Integer)
    table_name: str = text()
    row_uid: str = text()
    kind: str = text()
    fields: str = text()
