"""台账设置: the ledgers, the light rules, the calendar and what papers say of the office."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.lights import LightRules
from ducha_desktop.ui.operations import Door, Errand, Read, Task, Write, deed, question

if TYPE_CHECKING:
    from ducha_desktop.domain.holiday_notice import HolidayNotice
    from ducha_desktop.domain.procedure import Procedure
    from ducha_desktop.services.calendars import NoticeChange, YearView
    from ducha_desktop.services.ledger_extras import Extras
    from ducha_desktop.services.ledger_kinds import LedgerView, LedgerWords
    from ducha_desktop.services.office import Office, Reader
    from ducha_desktop.services.settings import OfficeInfo, Recolouring


MOST_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class NoticeFile:
    """What a file with a holiday notice says: its text, and its days where it is a table."""

    text: str
    table: "HolidayNotice | None"


def ledgers() -> "Read[Sequence[LedgerView]]":
    """All ledgers in official order."""

    def put(reader: "Reader") -> "Sequence[LedgerView]":
        from ducha_desktop.services import ledger_kinds

        return ledger_kinds.ledgers(reader)

    return question(put)


def number_after(pattern: str) -> Read[str]:
    """The number that the next matter approved under a rule would get."""

    def put(reader: "Reader") -> str:
        from ducha_desktop.services import ledger_kinds

        return ledger_kinds.number_after(reader, pattern)

    return question(put)


def add_ledger(words: "LedgerWords") -> Write[str]:
    """Open a ledger; the result is its uid."""

    def work(door: Door, _task: Task) -> tuple[str, Changes]:
        from ducha_desktop.services import ledger_kinds

        return ledger_kinds.add(door.office, words)

    return Write(work)


def change_ledger(uid: str, words: "LedgerWords") -> Write[Changes]:
    """Change name, kind, year or number rule."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import ledger_kinds

        return ledger_kinds.change(office, uid, words)

    return deed(do)


def reorder_ledgers(uids: Sequence[str]) -> Write[Changes]:
    """Put the ledgers into this order."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import ledger_kinds

        return ledger_kinds.reorder(office, uids)

    return deed(do)


def remove_ledger(uid: str) -> Write[Changes]:
    """Close a ledger that holds nothing."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import ledger_kinds

        return ledger_kinds.remove(office, uid)

    return deed(do)


def procedure(ledger_uid: str) -> "Read[Procedure]":
    """What a ledger demands and who signs in it."""

    def ask(reader: "Reader") -> "Procedure":
        from ducha_desktop.services import procedures

        return procedures.procedure(reader, ledger_uid)

    return question(ask)


def save_procedure(ledger_uid: str, wanted: "Procedure") -> Write[Changes]:
    """Change what a ledger demands and who signs in it."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import procedures

        return procedures.save(office, ledger_uid, wanted)

    return deed(do)


def extras(ledger_uid: str) -> "Read[Extras]":
    """The extra fields of a ledger with how many matters have something in them."""

    def put(reader: "Reader") -> "Extras":
        from ducha_desktop.services import ledger_extras

        return ledger_extras.extras_of(reader, ledger_uid)

    return question(put)


def add_extra(ledger_uid: str, name: str) -> Write[Changes]:
    """Ask for one thing more."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import ledger_extras

        return ledger_extras.add_extra(office, ledger_uid, name)

    return deed(do)


def rename_extra(ledger_uid: str, old: str, new: str) -> Write[Changes]:
    """Call an extra field otherwise."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import ledger_extras

        return ledger_extras.rename_extra(office, ledger_uid, old, new)

    return deed(do)


def remove_extra(ledger_uid: str, name: str) -> Write[Changes]:
    """Ask no longer for it."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import ledger_extras

        return ledger_extras.remove_extra(office, ledger_uid, name)

    return deed(do)


def move_extra(ledger_uid: str, name: str, by: int) -> Write[Changes]:
    """Move an extra field up or down."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import ledger_extras

        return ledger_extras.move_extra(office, ledger_uid, name, by)

    return deed(do)


def rules() -> Read[LightRules]:
    """The light thresholds in force."""
    return question(lambda reader: reader.rules)


def recoloured(rules: LightRules) -> "Read[Recolouring]":
    """What other thresholds would change today; a newer question ends an older one."""

    def work(door: Door, task: Task) -> "Recolouring":
        from ducha_desktop.services import settings

        with door.office.read() as reader:
            task.interrupted_by(reader.interrupt)
            try:
                return settings.recoloured(reader, rules, watch=task.progress)
            finally:
                task.settled()

    return Read(work)


def save_rules(rules: LightRules) -> Write[Changes]:
    """Judge every light by these thresholds."""

    def work(door: Door, task: Task) -> tuple[Changes, Changes]:
        from ducha_desktop.services import settings

        changes = settings.save_rules(
            door.office, rules, watch=lambda done, total: _tell(task, done, total, "正在重新判灯")
        )
        return changes, changes

    return Write(work)


def _tell(task: Task, done: int, total: int, words: str) -> None:
    """Say how far a deed is; one that has begun is never broken off."""
    if task.report is not None:
        task.report(done, total, f"{words}：{done:,} / {total:,} 项")


def office_info() -> "Read[OfficeInfo]":
    """What papers and cards say of this office."""

    def put(reader: "Reader") -> "OfficeInfo":
        from ducha_desktop.services import settings

        return settings.office_info(reader)

    return question(put)


def save_office(info: "OfficeInfo") -> Write[Changes]:
    """Change what papers and cards say of this office."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import settings

        return settings.save_office(office, info)

    return deed(do)


def year(wanted: int) -> "Read[YearView]":
    """One year of the calendar."""

    def put(reader: "Reader") -> "YearView":
        from ducha_desktop.services import calendars

        return calendars.year_view(reader, wanted)

    return question(put)


def compared(notice: "HolidayNotice") -> "Read[NoticeChange]":
    """What a notice would change."""

    def put(reader: "Reader") -> "NoticeChange":
        from ducha_desktop.services import calendars

        return calendars.compared(reader, notice)

    return question(put)


def adopt(notice: "HolidayNotice") -> Write[Changes]:
    """Let a notice count."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import calendars

        return calendars.adopt(office, notice)

    return deed(do)


def toggle(day: date) -> Write[Changes]:
    """Turn a working day into a day of rest or back."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import calendars

        return calendars.toggle(office, day)

    return deed(do)


def rename_day(day: date, name: str) -> Write[Changes]:
    """Call a special day by another name."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import calendars

        return calendars.rename(office, day, name)

    return deed(do)


def clear_year(wanted: int) -> Write[Changes]:
    """Forget a year's arrangement."""

    def do(office: "Office") -> Changes:
        from ducha_desktop.services import calendars

        return calendars.clear(office, wanted)

    return deed(do)


def read_file(path: Path, year: int) -> Read[NoticeFile]:
    """Read a notice from a text, or from a workbook in the limited parse worker."""

    def work(_door: Door, task: Task) -> NoticeFile:
        from ducha_desktop.domain.holiday_notice import notice_year
        from ducha_desktop.domain.holiday_table import read_table

        task.progress(0, 0, "正在读取")
        rows = _text_rows(path) if path.suffix.lower() == ".txt" else _sheet_rows(path)
        text = "\n".join(" ".join(cell for cell in row if cell) for row in rows)
        return NoticeFile(text, read_table(rows, year=notice_year(text) or year))

    return Read(work)


def _text_rows(path: Path) -> list[list[str]]:
    from ducha_desktop.domain.errors import SurroundingsError, TooLargeError

    try:
        if path.stat().st_size > MOST_BYTES:
            raise TooLargeError("文件太大，不像一份放假通知，没有读取。请确认选对了文件。")
        content = path.read_bytes()
    except OSError as fault:
        raise SurroundingsError(f"文件“{path.name}”读不出来，没有改动任何内容。请检查文件后再试。") from fault
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("gb18030", errors="replace")
    return [[line] for line in text.splitlines()]


def _sheet_rows(path: Path) -> list[list[str]]:
    from ducha_desktop.exchange.worker import Parser

    with Parser() as parser:
        book = parser.read(path)
    return [grid.row(number) for grid in book.grids for number in range(grid.height)]


def write_year(wanted: int, path: Path) -> Errand[int]:
    """Write a year's special days to a workbook that `read_file` reads; the result is how many."""

    def work(door: Door, _task: Task) -> int:
        from ducha_desktop.domain.holiday_table import HEADINGS
        from ducha_desktop.exchange.xlsx_cells import CellKind
        from ducha_desktop.exchange.xlsx_sheet import Sheet, SheetColumn
        from ducha_desktop.exchange.xlsx_stream import write_workbook
        from ducha_desktop.services import calendars

        with door.office.read() as reader:
            rows = calendars.table_rows(calendars.year_view(reader, wanted))
        kinds = (CellKind.DATE, CellKind.WORD, CellKind.WORD, CellKind.TEXT)
        columns = tuple(SheetColumn(head, 16, kind) for head, kind in zip(HEADINGS, kinds, strict=True))
        title = f"{wanted}年放假安排"
        when = datetime.combine(door.office.today, time())
        return write_workbook(path, [Sheet(title, columns, rows, title=title)], when=when, title=title).rows

    return Errand(work)
