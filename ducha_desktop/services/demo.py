"""The demo county: a year of a supervision office, replayed into a new data folder.

Nothing is painted: every matter got where it is by dated acts through the services of a clerk, so
journal, timeline, as-of and undo are as real as in an office. The same scale, seed and day give the
same data, uids and stamps.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from operator import attrgetter
from random import Random

from ducha_desktop.domain.workdays import Calendar
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.services import demo_mark
from ducha_desktop.services.demo_combinations import sketches
from ducha_desktop.services.demo_county import County
from ducha_desktop.services.demo_diary import Step
from ducha_desktop.services.demo_fates import settle
from ducha_desktop.services.demo_places import first_due, place
from ducha_desktop.services.demo_register import Directory, add_ledgers, register_county
from ducha_desktop.services.demo_replay import LOCAL, Replay, Told, first_words, open_day
from ducha_desktop.services.demo_stock import Sketch, Stock
from ducha_desktop.services.demo_story import Teller
from ducha_desktop.services.demo_words import Writer
from ducha_desktop.services.office import Office

MID_YEAR = 7


def ledger_year(today: date) -> int:
    """The year whose ledger the demo shows: this one from July on, else the last."""
    return today.year if today.month >= MID_YEAR else today.year - 1


def demo_clock(today: date) -> FixedClock:
    """The clock to found a demo folder with: the first working days of the ledger's year."""
    founded = datetime(ledger_year(today), 1, 4, 8, 30, tzinfo=LOCAL).astimezone(UTC)
    return FixedClock(date(ledger_year(today), 1, 4), int(founded.timestamp() * 1000))


def build(
    office: Office, *, scale: int, seed: int, today: date, progress: Callable[[str], None] | None = None
) -> None:
    """Fill a new, empty data folder with the demo county.

    Args:
        office: founded with `demo_clock` and a seeded source of uids.
        scale: 1 is about 650 matters, N multiplies.
        seed: chooses another county year of the same kind.
        today: the day the ledger is seen on; nothing is dated later.
        progress: told what has been done, in the clerk's words.
    """
    rng = Random(f"云岭县 {seed} {scale} {today}")  # noqa: S311 - repeatable, not secret
    county = County(ledger_year(today))
    with office.read() as reader:
        calendar = reader.calendar
    told, steps = stories(county, rng, scale=scale, today=today, calendar=calendar)
    if progress:
        progress(f"已拟好 {len(told)} 项事项的办理经过，共 {len(steps)} 步")
    clock = demo_clock(today)
    kept, office.clock = office.clock, clock
    try:
        made = enter(office, clock, county)
        Replay(office, clock, county, made, told, rng, calendar).run(steps, progress)
    finally:
        office.clock = kept


def enter(office: Office, clock: FixedClock, county: County) -> Directory:
    """Enter the register and complete the ledgers, on the first working day of the year."""
    with office.transaction() as work:
        open_day(work, clock, date(county.year, 1, 4))
        with work.entry("office.demo", words="建立示例县", kind="fixed"):
            demo_mark.mark(work)
        words = f"登记 {len(county.records)} 个单位和县领导、联系人"
        with work.entry("register.enter", words=words, basis="县委组织部名册"):
            made = register_county(work, county)
        clock.advance(60_000)
        with work.entry("ledger.prepare", words=f"建立{county.year}年各类台账"):
            add_ledgers(work)
    return made


def stories(
    county: County, rng: Random, *, scale: int, today: date, calendar: Calendar
) -> tuple[dict[int, Told], list[Step]]:
    """All matters with their words by key, and all acts in the order of their days."""
    sketched = sketches(Stock(county, rng, today), scale)
    dues = {sketch.key: first_due(sketch, today=today, calendar=calendar) for sketch in sketched}
    fates = settle(sketched, dues, today=today, rng=rng)
    writer = Writer(county, rng)
    teller = Teller(writer, calendar, today)
    told: dict[int, Told] = {}
    steps: list[Step] = []
    for sketch in sketched:
        fate = fates[sketch.key]
        came, due = place(sketch, fate, dues[sketch.key], today=today, calendar=calendar, rng=rng)
        acts, nodes = teller.tell(sketch, fate, came=came, due=due)
        liaison, responsible = _leaders(county, sketch, came)
        words = first_words(sketch, writer, responsible=responsible, nodes=nodes)
        person = county.answering(sketch.lead, rng)
        told[sketch.key] = Told(sketch, liaison, responsible, person, nodes, words)
        steps += acts
    return told, sorted(steps, key=attrgetter("on", "rank", "key"))


def _leaders(county: County, sketch: Sketch, came: date) -> tuple[str, str]:
    """Who contacts and who answers for a matter: by the lead unit, or who gave the instruction."""
    liaison, responsible = county.above(sketch.lead)
    leader = next((one for one in county.leaders if one["name"] == sketch.extras.get("批示领导")), None)
    if leader and leader["liaison_post"]:
        liaison = leader["name"]
    elif leader:
        responsible = leader["name"]
    return county.in_office(liaison, came) if liaison else "", responsible


__all__ = ["build", "demo_clock", "ledger_year"]
