"""As of a past day the ledger is what it was on that day: sixty days of random work, compared day by day."""

import random
from dataclasses import asdict, replace
from datetime import date, timedelta
from typing import Any

import pytest

from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.ledger_query import LedgerQuery, SortKey
from ducha_desktop.domain.states import State, actions_from
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import acts, cards, history, history_bin, ledger, matters, register, wholes
from ducha_desktop.services.detail import detail
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.services.stats import GroupBy, statistics
from ducha_desktop.storage import journal, remaking
from ducha_desktop.storage.derived import LEDGER_ROW_COLUMNS
from ducha_desktop.storage.digest import digest
from tests.complete import WHOLE

BEGIN = date(2026, 9, 1)
DAYS = 60
UNITS = ("县发改局", "县财政局", "县交通局", "城关镇", "白杨乡")
PEOPLE = ("陆明", "何㛃", "王小虎", "欧阳锋")
DUES = ("2026年12月底前", "9月20日前", "每月25日前", "长期坚持", "立行立改", "10月15日、11月30日前", "说不清")
ALL = LedgerQuery()


class Clerk:
    """Somebody who does something at random, always through the services."""

    def __init__(self, office: Office, seed: int, *, renames: bool = True) -> None:
        self.office, self.rng = office, random.Random(seed)
        self.serial, self.renames = 0, renames
        self.acted = self.refused = 0

    def one_act(self) -> None:
        deeds = [
            self.add,
            self.edit,
            self.edit,
            *[self.act] * 6,
            self.remove,
            self.undo,
            self.redo,
            self.restore,
        ]
        self.rng.choice([*deeds, self.rename] if self.renames else deeds)()

    def living(self) -> list[str]:
        with self.office.read() as reader:
            return [row.uid for row in ledger.every(reader, ALL)]

    def pick(self) -> str:
        uids = self.living()
        if not uids:
            self.add()
            uids = self.living()
        return self.rng.choice(uids)

    def names(self, pool: tuple[str, ...]) -> str:
        return "、".join(self.rng.sample(pool, self.rng.randint(0, 3)))

    def fields(self) -> dict[str, str]:
        return {
            "due": self.rng.choice(DUES), "lead_unit": self.names(UNITS), "co_units": self.names(UNITS),
            "responsible_leaders": self.names(PEOPLE), "liaison_leaders": self.names(PEOPLE), "persons": self.names(PEOPLE),
            "progress_percent": self.rng.choice(["", "40%", "过半", "主体封顶"]), "start": self.rng.choice(["", "2026-10-01", "汛期后"]),
        }  # fmt: skip

    def add(self) -> None:
        self.serial += 1
        with self.office.write("matter.add", words="新增") as work:
            matters.add(work, WHOLE | {"title": f"事项{self.serial}"} | self.fields())

    def edit(self) -> None:
        uid = self.pick()
        given = dict(
            self.rng.sample(sorted({**self.fields(), "title": f"改名{self.rng.random():.3f}"}.items()), 3)
        )
        with self.office.write("matter.edit", words="修改") as work:
            matters.edit(work, uid, given)

    def act(self) -> None:
        uid = self.pick()
        with self.office.read() as reader:
            row = ledger.row_by_uid(reader, uid)
        lines = [
            line
            for line in actions_from(State(row.state))
            if line.action != "cancel" or self.rng.random() < 0.2
        ]
        if not lines:
            return
        line = self.rng.choice(lines)
        values = {
            "reason": "因故",
            "due": (row.due or self.office.today).replace(year=2027).isoformat(),
            "percent": f"{self.rng.randint(0, 100)}%",
        }
        try:
            with self.office.write(f"matter.{line.action}", words=line.word) as work:
                acts.act(work, uid, line.action, acts.Doing(values=values))
        except RefusedError:  # a guard: too little said, or too late
            self.refused += 1
        else:
            self.acted += 1

    def remove(self) -> None:
        uid = self.pick()
        with self.office.write("matter.delete", words="删除") as work:
            matters.remove(work, [uid])

    def restore(self) -> None:
        with self.office.read() as reader:
            bin_ = history_bin.trash(reader)
        if bin_:
            history_bin.restore(self.office, [self.rng.choice(bin_).uid])

    def undo(self) -> None:
        with self.office.read() as reader:
            found = history.next_undo(reader)
        if found:
            history.undo(self.office)

    def redo(self) -> None:
        with self.office.read() as reader:
            found = history.next_redo(reader)
        if found:
            history.redo(self.office)

    def rename(self) -> None:
        from ducha_desktop.models.register import Unit

        with self.office.write("register.rename", words="改名") as work:
            units = work.all(Unit)
            if units:
                unit = self.rng.choice(units)
                unit.name = f"{unit.name[:4]}{self.rng.randint(1, 99)}"
                work.session.add(unit)


def snapshot(reader: Reader) -> dict[str, Any]:
    """Everything the read side says of the ledger, as plain values."""
    rows = list(ledger.every(reader, ALL))
    details = [detail(reader, row.uid) for row in rows]
    batch = cards.gather(reader, cards.CardChoice(co_units=True))
    return {
        "rows": rows,
        "total": ledger.count(reader, ALL),
        "by_due": [row.uid for row in ledger.page(reader, replace(ALL, sort=SortKey.DUE), limit=1000)],
        "details": [asdict(replace(found, row=rows[place])) for place, found in enumerate(details)],
        "wholes": [found.fields for found in wholes.every_detail(reader, ALL)],
        "stats": [statistics(reader, ALL, by=by) for by in GroupBy],
        "unit": [row.uid for row in ledger.page(reader, LedgerQuery(units=("县发改局",)), limit=1000)],
        "cards": batch,
        "numbers": {row.number: find_matter(reader.connection, row.number) for row in rows},
    }  # fmt: skip


@pytest.mark.parametrize(("seed", "renames"), [(1, True), (2, False)])
def test_every_past_day_is_what_it_was(office: Office, clock: FixedClock, seed: int, renames: bool) -> None:
    # A new name of a unit touches its matters, though nothing was done to them: their day of change stays open.
    clerk = Clerk(office, seed, renames=renames)
    taken: dict[date, dict[str, Any]] = {}
    for number in range(DAYS):
        clock.set(BEGIN + timedelta(days=number))
        for _ in range(clerk.rng.randint(0, 3)):
            clerk.one_act()
        with office.read() as reader:
            taken[clock.today()] = snapshot(reader)
    assert len({str(taken_then) for taken_then in taken.values()}) > DAYS // 2, "something happened"
    assert clerk.acted > clerk.refused > 0
    with office.read() as reader:
        for day, then in taken.items():
            with ledger.as_of(reader, day) as past:
                now = snapshot(past)
            for part, said in then.items():
                assert now[part] == said, (day, part)
        assert snapshot(reader) == taken[clock.today()], "the connection sees the present again"
        assert journal.verify(reader.connection, office.chain_key).ok
        assert reader.connection.execute("SELECT count(*) FROM temp.sqlite_schema").fetchone() == (0,)
    raw = office.engine.raw_connection().dbapi_connection
    assert raw is not None
    columns = ",".join(LEDGER_ROW_COLUMNS)
    kept = raw.execute(f"SELECT {columns} FROM ledger_row ORDER BY id").fetchall()
    remaking.rebuild(raw)
    assert raw.execute(f"SELECT {columns} FROM ledger_row ORDER BY id").fetchall() == kept


def test_everything_undone_is_the_beginning(office: Office, clock: FixedClock) -> None:
    with office.write("register.add", words="名册") as work:
        for name in UNITS:
            register.add_unit(work, name)
    with office.read() as reader:
        start = digest(reader.connection)
    clerk = Clerk(office, 3)
    for number in range(DAYS):
        clock.set(BEGIN + timedelta(days=number))
        clerk.one_act()
    with office.read() as reader:
        end = digest(reader.connection)
    undone = 0
    while True:
        with office.read() as reader:
            if history.next_undo(reader) == "名册":
                break
        history.undo(office)
        undone += 1
    with office.read() as reader:
        assert digest(reader.connection) == start
        assert ledger.count(reader, ALL) == 0
    for _ in range(undone):
        history.redo(office)
    with office.read() as reader:
        assert digest(reader.connection) == end
        assert journal.verify(reader.connection, office.chain_key).ok
