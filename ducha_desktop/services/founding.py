"""Founding a data folder: keys, database, office, station, holidays and empty ledgers."""

import json
from pathlib import Path
from typing import Any

from sqlalchemy import Engine

from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.identity import RandomBits, uuid7
from ducha_desktop.domain.vocabulary import LedgerKind, OfficeRole
from ducha_desktop.models.matter import Holiday, Ledger
from ducha_desktop.models.office import Office as OfficeRow
from ducha_desktop.models.office import Station
from ducha_desktop.runtime.clock import Clock
from ducha_desktop.runtime.host import host_digest
from ducha_desktop.runtime.paths import DataFolder, resource
from ducha_desktop.runtime.volumes import require_suitable
from ducha_desktop.services.office import Office, translated
from ducha_desktop.services.register import add_unit
from ducha_desktop.storage.engine import open_engine
from ducha_desktop.storage.migrate import migrate
from ducha_desktop.storage.unit_of_work import UnitOfWork
from ducha_desktop.vault.keys import create

LONGEST_NAME = 60


def found(  # noqa: PLR0913 - the three questions of the first start, spelt out
    root: Path,
    *,
    county: str,
    level: str = "县",
    role: OfficeRole = OfficeRole.COUNTY,
    office: str = "",
    unit: str = "",
    clock: Clock | None = None,
    bits: RandomBits | None = None,
    user: str = "督查员",
) -> Office:
    """Make a new data folder: keys, database, office, station, holidays and empty ledgers.

    Args:
        root: an empty or missing folder on a local disk.
        county: e.g. `云岭县`.
        level: the level word of titles, e.g. `县`, `市`, `区`.
        role: what this installation is.
        office: name of the office; a county's is derived from its name by default, another's is its unit's.
        unit: the unit a department's or township's office belongs to; one of the two names is needed.
        clock: the clock of the first entry.
        bits: randomness for uids.
        user: who does it.

    Raises:
        WrongUseError: the folder is not empty; a name is missing or longer than any paper's heading.
        SurroundingsError: a network or removable drive, or no permission.
    """
    folder = DataFolder(root)
    if not folder.is_empty():
        raise WrongUseError(f"文件夹“{root}”不是空的，没有改动其中任何内容。请换一个空文件夹。")
    county, level, office, unit = (clean_line(words) for words in (county, level, office, unit))
    if not county or not level:
        raise WrongUseError("须写明县（市、区）名称和级别，如 云岭县、县。没有建立台账。")
    if role is not OfficeRole.COUNTY and not (office or unit):
        raise WrongUseError("部门和乡镇须写明本单位的名称，如 云岭县水务局。没有建立台账。")
    for words in (county, level, office, unit):
        if len(words) > LONGEST_NAME:
            raise WrongUseError(
                f"名称“{words[:20]}……”太长，没有建立台账。请写短一些，最多 {LONGEST_NAME} 个字。"
            )
    with translated():
        root.parent.mkdir(parents=True, exist_ok=True)
        require_suitable(root)
        folder.begin_founding()
        key = create(folder.keys)
    made = Office(folder, key, clock=clock or Clock(), user=user)
    if bits is not None:
        made.bits = bits
    try:
        made.hold()
        engine = open_engine(folder.database, made.database_key, create=True)
        migrate(engine)
        made.adopt(
            engine, _found_rows(made, engine, county=county, level=level, role=role, office=office, unit=unit)
        )
        folder.end_founding()
    except BaseException:
        made.close()
        raise
    return made


def _found_rows(made: Office, engine: Engine, **said: Any) -> tuple[str, str]:
    milliseconds = made.clock.wall_milliseconds()
    station_uid = uuid7(milliseconds, made.bits)
    incarnation = uuid7(milliseconds, made.bits)
    work = UnitOfWork(engine, made.writer(station_uid, incarnation))
    try:
        work.open()
        with work.entry("office.found", words=f"建立{said['county']}督查台账", kind="fixed"):
            name = said["office"] or said["unit"] or f"中共{said['county']}委 {said['county']}人民政府督查室"
            unit = add_unit(work, said["unit"]) if said["unit"] else None
            row = work.add(
                OfficeRow(
                    name=name,
                    county=said["county"],
                    level=said["level"],
                    role=said["role"].value,
                    own=True,
                    unit_uid=unit.uid if unit else None,
                )
            )
            work.add(
                Station(
                    uid=station_uid,
                    office_uid=row.uid,
                    name=name,
                    incarnation=incarnation,
                    host=host_digest(),
                    own=True,
                )
            )
            _add_ledgers(work, made.today.year)
            _add_holidays(work)
        work.commit()
    finally:
        work.close()
    return station_uid, incarnation


def _add_ledgers(work: UnitOfWork, year: int) -> None:
    for order, kind in enumerate(LedgerKind):
        if kind is not LedgerKind.OTHER:
            work.add(
                Ledger(
                    name=kind.word,
                    kind=kind.value,
                    year=year,
                    number_pattern="督办〔{year}〕{n}号",
                    official_order=order,
                )
            )


def _add_holidays(work: UnitOfWork) -> None:
    years = json.loads(resource("calendar/holidays.json").read_text("utf-8"))["years"]
    rows = [
        (work.uid(), day, kind, name)
        for year in sorted(years)
        for kind in ("rest", "work")
        for day, name in sorted(years[year][kind].items())
    ]
    work.bulk_insert(str(Holiday.__tablename__), ("uid", "on", "kind", "name"), rows)
