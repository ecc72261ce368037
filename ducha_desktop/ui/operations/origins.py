"""Origins: what is read for their screen, and what a clerk does there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.limits import LimitRule
from ducha_desktop.domain.origins import OriginKind
from ducha_desktop.services.origin_views import MergePlan, OriginDetail, OriginRow, ReplyRate, Similar
from ducha_desktop.ui.operations import Door, Read, Task, Write, deed, question

if TYPE_CHECKING:
    from ducha_desktop.services.office import Reader

T = TypeVar("T")
_TITLE = 20


@dataclass(frozen=True, slots=True)
class OriginLists:
    """What the screen shows at once.

    Attributes:
        rows: all origins, latest first; who called is masked.
        rate: of the instructions.
        units: names for completion, likewise `people`; `ledgers` by name.
        rules: default limits; `ones` the items of a project's 五个一.
    """

    rows: Sequence[OriginRow] = ()
    rate: ReplyRate | None = None
    units: Sequence[str] = ()
    people: Sequence[str] = ()
    ledgers: Sequence[str] = ()
    rules: Sequence[LimitRule] = ()
    ones: Sequence[str] = ()


def lists() -> Read[OriginLists]:
    """All origins with what forms need."""

    def put(reader: "Reader") -> OriginLists:
        from ducha_desktop.services import ledger, limits, origin_reading

        known = ledger.choices(reader)
        return OriginLists(
            origin_reading.listing(reader),
            origin_reading.rate(reader),
            [name for _, name in known.units],
            [name for _, name in known.leaders],
            [name for _, name in known.ledgers],
            limits.limit_rules(reader),
            limits.five_ones(reader),
        )

    return question(put)


def detail(uid: str) -> Read[OriginDetail]:
    """One origin, whole."""

    def put(reader: "Reader") -> OriginDetail:
        from ducha_desktop.services import origin_reading

        return origin_reading.detail(reader, uid)

    return question(put)


def add(kind: OriginKind, values: Mapping[str, str]) -> Write[str]:
    """Register an origin; the result is its uid."""

    def do(work: Any) -> str:
        from ducha_desktop.services import origins

        return str(origins.register(work, kind, values).uid)

    return _entry("origin.add", f"登记{kind.word}“{_short(values.get('title', ''))}”", do)


def edit(row: OriginRow, values: Mapping[str, str]) -> Write[str]:
    """Change an origin; the result is its uid."""

    def do(work: Any) -> str:
        from ducha_desktop.services import origins

        return str(origins.edit(work, row.uid, values).uid)

    return _entry("origin.edit", f"修改{row.kind.word}“{_short(row.title)}”", do)


def reply(row: OriginRow, words: str, on: date | None) -> Write[str]:
    """Register the reply to an origin."""

    def do(work: Any) -> str:
        from ducha_desktop.services import origins

        return str(origins.reply(work, row.uid, words, on).uid)

    return _entry("origin.reply", f"登记“{_short(row.title)}”的回复", do, on=on)


def remove(row: OriginRow) -> Write[int]:
    """Remove an origin; its matters stay."""

    def do(work: Any) -> int:
        from ducha_desktop.services import origins

        return origins.remove(work, [row.uid])

    return _entry("origin.remove", f"删除{row.kind.word}“{_short(row.title)}”", do)


def split(row: OriginRow, items: Sequence[Mapping[str, str]], ledger: str) -> Write[list[str]]:
    """Make drafts of items; the result are their uids."""

    def do(work: Any) -> list[str]:
        from ducha_desktop.services import origins

        return [str(matter.uid) for matter in origins.split(work, row.uid, items, ledger=ledger)]

    return _entry("origin.items", f"把“{_short(row.title)}”分解为 {len(items)} 项", do)


def link(row: OriginRow, number: str) -> Write[str]:
    """Say that the matter of that number comes from this origin, too."""

    def do(work: Any) -> str:
        from ducha_desktop.services import origins
        from ducha_desktop.services.lookup import find_matter

        return str(origins.link(work, row.uid, find_matter(work.raw, number)).uid)

    return _entry("origin.link", f"{number}关联到“{_short(row.title)}”", do)


def unlink(row: OriginRow, matter_uid: str, number: str) -> Write[None]:
    """Take a matter out of an origin."""

    def do(work: Any) -> None:
        from ducha_desktop.services import origins

        origins.unlink(work, row.uid, matter_uid)

    return _entry("origin.unlink", f"{number}不再关联“{_short(row.title)}”", do)


def items_in(text: str) -> "Read[Sequence[tuple[dict[str, str], Sequence[Similar]]]]":
    """The items of a pasted text, each with the living matters much like it."""

    def put(reader: "Reader") -> Sequence[tuple[dict[str, str], Sequence[Similar]]]:
        from ducha_desktop.exchange.item_lines import items_of
        from ducha_desktop.services.similar import similar

        return [
            (item, similar(reader, item["title"], lead_unit=item.get("lead_unit", "")))
            for item in items_of(text)
        ]

    return question(put)


def similar_to(title: str, lead_unit: str) -> Read[Sequence[Similar]]:
    """The living matters much like the one about to be registered."""

    def put(reader: "Reader") -> Sequence[Similar]:
        from ducha_desktop.services.similar import similar

        return similar(reader, title, lead_unit=lead_unit)

    return question(put)


def unit_names() -> Read[Sequence[str]]:
    """The units of the register in official order."""

    def put(reader: "Reader") -> Sequence[str]:
        from ducha_desktop.services import ledger

        return [name for _, name in ledger.choices(reader).units]

    return question(put)


def merge_plan(first: str, second: str) -> Read[MergePlan]:
    """Which matters of two lists are the same."""

    def put(reader: "Reader") -> MergePlan:
        from ducha_desktop.services import origin_merging

        return origin_merging.plan(reader, first, second)

    return question(put)


def merge(plan: MergePlan, pairs: Sequence[tuple[str, str]], ledger: str) -> Write[int]:
    """Merge the chosen pairs of two lists in one step of undo."""

    def do(work: Any) -> int:
        from ducha_desktop.services import origin_merging

        return origin_merging.merge(work, plan.second.uid, pairs, ledger=ledger)

    words = f"合并清单：“{_short(plan.second.title)}”并入“{_short(plan.first.title)}”，{len(pairs)} 项重复"
    return _entry("origin.merge", words, do)


def save_limits(rules: Sequence[LimitRule]) -> Write[Changes]:
    """Propose deadlines by other rules from now on."""

    def do(office: Any) -> Changes:
        from ducha_desktop.services import limits

        return limits.save_limit_rules(office, rules)

    return deed(do)


def set_chain(uid: str, number: str, text: str) -> Write[None]:
    """Put the links written in a text in the place of a matter's chain of responsibility."""

    def do(work: Any) -> None:
        from ducha_desktop.domain.chains import read_links
        from ducha_desktop.services.chains import set_chain as put

        put(work, uid, read_links(text))

    return _entry("matter.chain", f"{number}修改责任链", do)


def reassign(uid: str, number: str, unit: str, *, reason: str, evidence: str, on: date | None) -> Write[None]:
    """Give the lead of a matter to another unit."""

    def do(work: Any) -> None:
        from ducha_desktop.services.reassigning import reassign as give

        give(work, uid, unit, reason=reason, evidence=evidence, on=on)

    return _entry("matter.reassign", f"{number}改派{unit}牵头", do, on=on, reason=reason)


def _entry(
    action: str, words: str, do: Callable[[Any], T], *, on: date | None = None, reason: str = ""
) -> Write[T]:
    """A deed in one entry of the journal."""

    def work(door: Door, _task: Task) -> tuple[T, Changes]:
        with door.office.write(action, words=words, on=on, reason=reason) as unit:
            result = do(unit)
        return result, unit.changes

    return Write(work)


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
