"""What every business row has: a local id, a uid for ever, and a tombstone instead of a deletion."""

from typing import Any, ClassVar

from sqlalchemy import REAL, Integer, MetaData, Text
from sqlmodel import Field, SQLModel

from ducha_desktop.models.types import Day, Flag, Json

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}

metadata = MetaData(naming_convention=NAMING)
STRICT = {"sqlite_strict": True}


class Row(SQLModel):
    """A row of a journalled table.

    `uid` is a UUIDv7 made where the row was born; `deleted_at` is the stamp of its deletion, since
    a deletion is a mark that can be taken back (`exchange.md` §1).
    """

    metadata: ClassVar[MetaData] = metadata

    id: int | None = Field(default=None, primary_key=True, sa_type=Integer)
    uid: str = Field(default="", sa_type=Text, unique=True)
    deleted_at: str | None = Field(default=None, sa_type=Text)


def text(*, default: str = "", index: bool = False, unique: bool = False) -> Any:
    """A text that is never NULL."""
    return Field(default=default, sa_type=Text, index=index, unique=unique)


def optional_text(*, index: bool = False) -> Any:
    """A text or nothing."""
    return Field(default=None, sa_type=Text, index=index)


def reference(target: str, *, optional: bool = False, index: bool = True) -> Any:
    """A foreign key to `table.uid`, so that journal and packages need no local ids."""
    if optional:
        return Field(default=None, sa_type=Text, foreign_key=target, index=index, nullable=True)
    return Field(sa_type=Text, foreign_key=target, index=index)


def integer(default: int = 0) -> Any:
    """A whole number."""
    return Field(default=default, sa_type=Integer)


def optional_integer() -> Any:
    """A whole number or nothing."""
    return Field(default=None, sa_type=Integer)


def optional_real() -> Any:
    """A number or nothing."""
    return Field(default=None, sa_type=REAL)


def flag() -> Any:
    """A yes or no, no by default."""
    return Field(default=False, sa_type=Flag)


def day() -> Any:
    """A day that must be there."""
    return Field(sa_type=Day)


def optional_day() -> Any:
    """A day or nothing."""
    return Field(default=None, sa_type=Day)


def document(factory: Any = dict) -> Any:
    """A small JSON document."""
    return Field(default_factory=factory, sa_type=Json)
