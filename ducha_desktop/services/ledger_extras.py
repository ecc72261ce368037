"""Extra fields of a ledger: what an office asks of its matters beyond the common fields.

The values stand with each matter under the field's name, as columns of an import that no field
answers to do, so that declaring a field shows what was imported before, and giving it up loses nothing.
"""

import json
from dataclasses import dataclass

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.fields import FIELDS
from ducha_desktop.models.matter import Ledger
from ducha_desktop.models.types import dump
from ducha_desktop.services.ledger_columns import OWN_LABELS
from ducha_desktop.services.office import Office, Reader

LONGEST_NAME, MOST_FIELDS = 20, 30


@dataclass(frozen=True, slots=True)
class ExtraField:
    """An extra field of a ledger, and how many of its matters have something in it."""

    name: str
    filled: int


@dataclass(frozen=True, slots=True)
class Extras:
    """The extra fields of a ledger, and further columns that its matters brought along by import."""

    declared: tuple[ExtraField, ...]
    loose: tuple[ExtraField, ...]


def extras_of(reader: Reader, ledger_uid: str) -> Extras:
    """What the matters of a ledger hold beyond the common fields."""
    run = reader.connection.execute
    found = run("SELECT extra_fields FROM ledger WHERE uid=?", (ledger_uid,)).fetchone()
    declared = tuple(json.loads(found[0])) if found else ()
    filled = dict(
        run(
            "SELECT e.key, count(*) FROM matter m, json_each(m.extras) e WHERE m.ledger_uid=?"
            " AND m.deleted_at IS NULL AND m.extras <> '{}' AND e.value <> '' GROUP BY e.key"
            " ORDER BY count(*) DESC, e.key",
            (ledger_uid,),
        ).fetchall()
    )
    return Extras(
        tuple(ExtraField(name, filled.get(name, 0)) for name in declared),
        tuple(ExtraField(name, number) for name, number in filled.items() if name not in declared),
    )


def add_extra(office: Office, ledger_uid: str, name: str) -> Changes:
    """Ask for one thing more; values that came under this name by import show at once.

    Raises:
        WrongUseError: the name is missing, too long, taken, or that of a common field.
    """
    name = _checked(name)
    with office.transaction() as work:
        book = work.find(Ledger, ledger_uid)
        _require_free(book, name)
        if len(book.extra_fields) >= MOST_FIELDS:
            raise WrongUseError(f"一个台账最多 {MOST_FIELDS} 个附加字段。没有改动。请先去掉不用的。")
        with work.entry("ledger.extra", words=f"台账“{book.name}”增加附加字段“{name}”"):
            book.extra_fields = [*book.extra_fields, name]
            work.session.add(book)
    return work.changes


def rename_extra(office: Office, ledger_uid: str, old: str, new: str) -> Changes:
    """Call a field otherwise; what was filled in goes along, in the recycle bin too.

    Raises:
        WrongUseError: as for `add_extra`.
        RefusedError: some matters hold something else under the new name already.
    """
    new = _checked(new)
    with office.transaction() as work:
        book = work.find(Ledger, ledger_uid)
        _require_declared(book, old)
        _require_free(book, new)
        held = {
            uid: json.loads(extras)
            for uid, extras in work.raw.execute(
                "SELECT uid, extras FROM matter WHERE ledger_uid=? AND extras <> '{}'", (ledger_uid,)
            ).fetchall()
        }
        moving = {uid: extras for uid, extras in held.items() if old in extras}
        clashing = sum(bool(extras.get(new)) and bool(extras[old]) for extras in moving.values())
        if clashing:
            raise RefusedError(
                f"有 {clashing:,} 项在“{new}”下已经另有内容，改名会混在一起。没有改动；请换一个名称。"
            )
        with work.entry("ledger.extra", words=f"台账“{book.name}”的附加字段“{old}”改名为“{new}”"):
            book.extra_fields = [new if name == old else name for name in book.extra_fields]
            work.session.add(book)
            work.bulk_update(
                "matter",
                {uid: {"extras": dump(_renamed(extras, old, new))} for uid, extras in moving.items()},
            )
    return work.changes


def remove_extra(office: Office, ledger_uid: str, name: str) -> Changes:
    """Ask no longer; what was filled in stays with the matters and is shown as before."""
    with office.transaction() as work:
        book = work.find(Ledger, ledger_uid)
        _require_declared(book, name)
        with work.entry("ledger.extra", words=f"台账“{book.name}”去掉附加字段“{name}”"):
            book.extra_fields = [each for each in book.extra_fields if each != name]
            work.session.add(book)
    return work.changes


def move_extra(office: Office, ledger_uid: str, name: str, by: int) -> Changes:
    """Move a field up (-1) or down (1) in the form.

    Raises:
        RefusedError: it stands at the end already.
    """
    with office.transaction() as work:
        book = work.find(Ledger, ledger_uid)
        _require_declared(book, name)
        names = list(book.extra_fields)
        place = names.index(name) + by
        if not 0 <= place < len(names):
            raise RefusedError("已经在最前面或最后面，顺序没有改动，不用再移。")
        names.remove(name)
        names.insert(place, name)
        with work.entry("ledger.extra", words=f"调整台账“{book.name}”附加字段的顺序"):
            book.extra_fields = names
            work.session.add(book)
    return work.changes


def _renamed(extras: dict[str, str], old: str, new: str) -> dict[str, str]:
    rest = {name: words for name, words in extras.items() if name != old}
    return rest | {new: extras[old] or extras.get(new, "")}


def _checked(name: str) -> str:
    name = clean_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise WrongUseError(f"附加字段的名称须有 1 到 {LONGEST_NAME} 个字。没有改动。")
    common = next((field for field in FIELDS if name == field.label or name in field.aliases), None)
    if common is not None:
        said = "" if name == common.label else f"（就是“{common.label}”）"
        raise WrongUseError(f"“{name}”是各台账都有的内容{said}，请直接填那一栏，不用另设附加字段。没有改动。")
    if name in OWN_LABELS:
        raise WrongUseError(f"“{name}”是导出台账自带的一列，请换一个名称。没有改动。")
    return name


def _require_free(book: Ledger, name: str) -> None:
    if name in book.extra_fields:
        raise WrongUseError(f"“{book.name}”已经有附加字段“{name}”。没有改动。请换一个名称。")


def _require_declared(book: Ledger, name: str) -> None:
    if name not in book.extra_fields:
        raise RefusedError(f"“{book.name}”没有附加字段“{name}”，没有改动。请刷新后再试。")
