"""The ledgers an office keeps: their names, years and order, their number rules and extra fields."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import NotFoundError, RefusedError, WrongUseError
from ducha_desktop.domain.numbering import DEFAULT_PATTERN, check_pattern, format_number, typed_pattern
from ducha_desktop.domain.vocabulary import LedgerKind
from ducha_desktop.models.matter import Ledger
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.storage.queries.history import IN_TRASH
from ducha_desktop.storage.queries.numbers import next_number
from ducha_desktop.storage.unit_of_work import UnitOfWork

LONGEST_NAME = 30
FIRST_YEAR, LAST_YEAR = 1990, 2099


@dataclass(frozen=True, slots=True)
class LedgerView:
    """One ledger as its settings show it.

    Attributes:
        uid: identity of the ledger.
        kind: code of `LedgerKind`; `kind_word` the office's word.
        year: the year its matters belong to; None for one that runs on.
        pattern: the number rule; `next_number` is what the next approved matter of `today`'s year would get.
        extra_fields: names of its extra fields, in order.
        matters: in the ledger, drafts and cancelled ones included; `trashed` lie in the recycle bin.
    """

    uid: str
    name: str
    kind: LedgerKind
    year: int | None
    pattern: str
    next_number: str
    extra_fields: tuple[str, ...]
    matters: int
    trashed: int

    @property
    def kind_word(self) -> str:
        """The office's word for the kind."""
        return self.kind.word


@dataclass(frozen=True, slots=True)
class LedgerWords:
    """What the clerk says of a ledger; an empty pattern is the usual one."""

    name: str
    kind: LedgerKind = LedgerKind.OTHER
    year: int | None = None
    pattern: str = DEFAULT_PATTERN


def ledgers(reader: Reader) -> tuple[LedgerView, ...]:
    """All ledgers in official order."""
    run = reader.connection.execute
    counts = dict(run("SELECT ledger_uid, sum(n) FROM ledger_tally WHERE day='' GROUP BY 1").fetchall())
    binned = dict(
        run(f"SELECT m.ledger_uid, count(*) FROM matter m WHERE {IN_TRASH} GROUP BY m.ledger_uid").fetchall()
    )
    rows = run(
        "SELECT uid, name, kind, year, number_pattern, extra_fields FROM ledger WHERE deleted_at IS NULL"
        " ORDER BY official_order, id"
    ).fetchall()
    following: dict[str, str] = {}
    found = []
    for uid, name, kind, year, pattern, extras in rows:
        pattern = pattern or DEFAULT_PATTERN  # noqa: PLW2901 - an empty one is the usual one
        if pattern not in following:
            following[pattern] = number_after(reader, pattern)
        words = LedgerKind(kind) if kind in frozenset(LedgerKind) else LedgerKind.OTHER
        found.append(
            LedgerView(
                uid, name, words, year, pattern, following[pattern], tuple(json.loads(extras)),
                counts.get(uid, 0), binned.get(uid, 0),
            )
        )  # fmt: skip
    return tuple(found)


def number_after(reader: Reader, pattern: str) -> str:
    """The number that the next matter approved under a rule would get this year.

    Raises:
        WrongUseError: the rule cannot number.
    """
    pattern = typed_pattern(pattern)
    check_pattern(pattern)
    return format_number(next_number(reader.connection, pattern, reader.today.year), pattern)


def add(office: Office, words: LedgerWords) -> tuple[str, Changes]:
    """Open a ledger; it stands last until it is moved. Returns its uid.

    Raises:
        WrongUseError: a name that is missing, too long or taken; a year or rule that cannot be.
    """
    words = _checked(words)
    with office.write("ledger.add", words=f"新增台账“{words.name}”") as work:
        _require_free(work, words.name)
        last = max((book.official_order for book in work.all(Ledger)), default=-1)
        row = work.add(
            Ledger(
                name=words.name,
                kind=words.kind.value,
                year=words.year,
                number_pattern=words.pattern,
                official_order=last + 1,
            )
        )
        uid = row.uid
    return uid, work.changes


def change(office: Office, uid: str, words: LedgerWords) -> Changes:
    """Change name, kind, year or number rule; numbers that matters have already stay as they are.

    Raises:
        WrongUseError: as for `add`.
        RefusedError: nothing differs.
    """
    words = _checked(words)
    with office.read() as reader:
        before = _view(reader, uid)
    now = {"名称": words.name, "类别": words.kind, "年度": words.year, "编号规则": words.pattern}
    was = {"名称": before.name, "类别": before.kind, "年度": before.year, "编号规则": before.pattern}
    names = [name for name, value in now.items() if value != was[name]]
    if not names:
        raise RefusedError("台账没有改动，不用保存。")
    with office.write("ledger.edit", words=f"修改台账“{before.name}”的{'、'.join(names)}") as work:
        if words.name != before.name:
            _require_free(work, words.name)
        row = work.find(Ledger, uid)
        row.name, row.kind, row.year = words.name, words.kind.value, words.year
        row.number_pattern = words.pattern
        work.session.add(row)
    return work.changes


def reorder(office: Office, uids: Sequence[str]) -> Changes:
    """Put the ledgers into this order.

    Raises:
        RefusedError: they are not the ledgers there are, or stand so already.
    """
    with office.read() as reader:
        present = [book.uid for book in ledgers(reader)]
    if sorted(present) != sorted(uids) or present == list(uids):
        raise RefusedError("台账的顺序没有改动，不用再移。")
    with office.write("ledger.order", words="调整台账顺序") as work:
        for place, uid in enumerate(uids):
            row = work.find(Ledger, uid)
            row.official_order = place
            work.session.add(row)
    return work.changes


def remove(office: Office, uid: str) -> Changes:
    """Close a ledger that holds nothing.

    Raises:
        RefusedError: it has matters, in the ledger or in the recycle bin, or is the last one.
    """
    with office.read() as reader:
        book = _view(reader, uid)
        alone = len(ledgers(reader)) == 1
    if book.matters or book.trashed:
        where = "，".join(
            words
            for words in (
                f"台账里有 {book.matters:,} 项" if book.matters else "",
                f"回收站里有 {book.trashed:,} 项" if book.trashed else "",
            )
            if words
        )
        raise RefusedError(
            f"“{book.name}”还不是空的：{where}。没有删除；请先把事项改到别的台账，回收站里的先还原。"
        )
    if alone:
        raise RefusedError("至少要有一个台账，没有删除。请先新增另一个台账。")
    with office.write("ledger.delete", words=f"删除台账“{book.name}”") as work:
        work.remove(work.find(Ledger, uid))
    return work.changes


def _view(reader: Reader, uid: str) -> LedgerView:
    found = next((book for book in ledgers(reader) if book.uid == uid), None)
    if found is None:
        raise NotFoundError("这个台账已经不在了，没有改动。请刷新后再试。")
    return found


def _checked(words: LedgerWords) -> LedgerWords:
    name, pattern = clean_line(words.name), typed_pattern(clean_line(words.pattern)) or DEFAULT_PATTERN
    if not name or len(name) > LONGEST_NAME:
        raise WrongUseError(f"台账名称须有 1 到 {LONGEST_NAME} 个字。没有改动。")
    if words.year is not None and not FIRST_YEAR <= words.year <= LAST_YEAR:
        raise WrongUseError(f"年度须在 {FIRST_YEAR} 到 {LAST_YEAR} 之间，长期使用的台账可以空着。没有改动。")
    check_pattern(pattern)
    return LedgerWords(name, words.kind, words.year, pattern)


def _require_free(work: UnitOfWork, name: str) -> None:
    if any(book.name == name for book in work.all(Ledger)):
        raise WrongUseError(f"已经有叫“{name}”的台账，名称不能重复（可以写上年度）。没有改动。")
