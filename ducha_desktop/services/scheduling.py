"""倒排工期 of one matter: what it would say, and writing it into the nodes as one act."""

from dataclasses import dataclass, replace
from datetime import date

from ducha_desktop.domain.back_planning import BackPlan, back_plan
from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.chinese_date import chinese_date
from ducha_desktop.domain.errors import RefusedError
from ducha_desktop.domain.nodes import chained, known_links
from ducha_desktop.domain.vocabulary import DayKind
from ducha_desktop.domain.workdays import missing_words
from ducha_desktop.services.ledger import row_by_uid
from ducha_desktop.services.nodes import require_year, stored_node
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.storage.queries import detail as queries
from ducha_desktop.storage.queries.nodes import nodes
from ducha_desktop.storage.stored import stored_day


@dataclass(frozen=True, slots=True)
class Schedule:
    """The plan of one matter as 倒排 shows it before anything is written.

    Attributes:
        plan: earliest and latest days, slack, what can't be kept.
        chained: whether the nodes were taken one after the other, as they stand, for want of any link.
        note: years whose holidays nobody has entered, as a sentence; empty without.
    """

    number: str
    title: str
    start: date | None
    end: date
    plan: BackPlan
    chained: bool
    note: str = ""


def schedule(
    reader: Reader, matter: str, *, end: date | None = None, start: date | None = None, chain: bool = True
) -> Schedule:
    """What 倒排 says of a matter today; nothing is written.

    Args:
        reader: the ledger.
        matter: uid.
        end: the day on which all is done; the matter's deadline by default, else the last node's.
        start: the plan's first day; the matter's own by default.
        chain: where no node waits for another, take them one after the other as they stand.

    Raises:
        RefusedError: no nodes, no end day, or nodes that wait for each other.
        NotFoundError: the matter is gone.
    """
    row = row_by_uid(reader, matter)
    found = nodes(reader.connection, matter)
    if not found:
        raise RefusedError(f"{row.number}还没有节点，排不了工期，没有改动。请先增加节点，或套用节点模板。")
    end = end or row.due or max((node.due for node in found if node.due is not None), default=None)
    if end is None:
        raise RefusedError(
            f"{row.number}没有完成时限，节点也没有日期，排不了工期，没有改动。请先填完成时限，或指定完成日期。"
        )
    start = start or stored_day(queries.matter(reader.connection, matter)["start"])
    require_year(end)
    links = known_links(found)
    in_chain = chain and not any(links.values())
    if in_chain:
        links = chained(found)
        found = tuple(replace(node, after=links[node.key]) for node in found)
    plan = back_plan(found, end=end, today=reader.today, calendar=reader.calendar, start=start)
    note = ""
    if any(node.day_kind is DayKind.WORK for node in found):
        first = min(each.latest[0] for each in plan.nodes)
        note = missing_words(reader.calendar.missing_years(min(first, reader.today), end))
    return Schedule(row.number, row.title, start, end, plan, in_chain, note)


def apply_schedule(
    office: Office,
    matter: str,
    *,
    end: date | None = None,
    start: date | None = None,
    chain: bool = True,
    earliest: bool = False,
) -> Changes:
    """Write the planned days of a 倒排 into the nodes that are not done: the latest, or with `earliest` the earliest.

    The links of a chain are kept with the nodes. All in one step of undo.

    Raises:
        RefusedError: as `schedule`, or the nodes have these days already.
    """
    with office.read() as reader:
        made = schedule(reader, matter, end=end, start=start, chain=chain)
    way = "顺排" if earliest else "倒排"
    words = f"{made.number}{way}工期，{chinese_date(made.end)}完成"
    with office.transaction() as work, work.entry("node.plan", words=words) as pending:
        for plan in made.plan.nodes:
            row = stored_node(work, plan.node.key)
            if made.chained:
                row.links = dict(plan.node.links)
            if plan.node.done_on is None:
                row.start, row.due = plan.earliest if earliest else plan.latest
                row.start = plan.node.begun_on or row.start
            work.session.add(row)
        work.session.flush()
        if not pending.lines:
            raise RefusedError("各节点已经是这样排的，没有改动，不用再排。")
    return work.changes
