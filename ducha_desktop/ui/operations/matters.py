"""What a clerk does with matters; each deed is one journal entry and one step of undo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.fields import label_of
from ducha_desktop.domain.states import Transition
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.services.office import Reader
from ducha_desktop.services.views import MatterRow
from ducha_desktop.ui.operations import Door, Read, Task, Write, question

_TITLE = 20
_STEP = 50


@dataclass(frozen=True, slots=True)
class Act:
    """What the clerk filled in for an action.

    Attributes:
        line: the transition of the state table.
        on: business date; None is today.
        medium: how it reached the office.
        values: `due`, `reason`, `percent`, `text`, `problems`, `next_steps`, `person`, `role`.
        evidence: the paper or record it rests on.
    """

    line: Transition
    on: date | None
    medium: Medium
    values: Mapping[str, str]
    evidence: str = ""


def add(values: Mapping[str, str]) -> Write[str]:
    """Register a draft; the result is its uid."""

    def work(door: Door, _task: Task) -> tuple[str, Changes]:
        from ducha_desktop.services import matters

        with door.office.write("matter.add", words=f"登记“{_short(values.get('title', ''))}”") as unit:
            matter = matters.add(unit, values)
            uid = str(matter.uid)
        return uid, unit.changes

    return Write(work)


def edit(row: MatterRow, values: Mapping[str, str]) -> Write[Sequence[str]]:
    """Change fields; the result says what could not be read as meant and was kept in its own words."""
    names = "、".join(label_of(key) for key in values)

    def work(door: Door, _task: Task) -> tuple[Sequence[str], Changes]:
        from ducha_desktop.services import matters

        with door.office.write("matter.edit", words=f"修改{row.number}的{names}") as unit:
            reading = matters.edit(unit, row.uid, values)
        return tuple(why for _, _, why in reading.problems), unit.changes

    return Write(work)


def act(row: MatterRow, deed: Act) -> Write[tuple[str, ...]]:
    """Carry out an action of the state table; the result is what the clerk should be told beside it."""

    def work(door: Door, _task: Task) -> tuple[tuple[str, ...], Changes]:
        from ducha_desktop.services import acts
        from ducha_desktop.services.remarks import remarks

        doing = acts.Doing(on=deed.on, medium=deed.medium, evidence=deed.evidence, values=deed.values)
        reason = deed.values.get("reason", "")
        words = f"{deed.line.word}：{row.number}"
        with door.office.write(
            f"matter.{deed.line.action.value}", words=words, on=deed.on, reason=reason
        ) as unit:
            acts.act(unit, row.uid, deed.line.action, doing)
            told = tuple(each.words for each in remarks(unit))
        return told, unit.changes

    return Write(work)


def act_many(rows: Sequence[MatterRow], deed: Act) -> Write[int]:
    """Carry out an action on several matters in one step of undo; all of them, or none."""

    def work(door: Door, task: Task) -> tuple[int, Changes]:
        from ducha_desktop.services import acts

        def told(done: int) -> None:
            if done % _STEP == 0:
                task.progress(done, len(rows), "正在逐项办理…")

        doing = acts.Doing(on=deed.on, medium=deed.medium, evidence=deed.evidence, values=deed.values)
        words = f"{deed.line.word} {len(rows)} 项"
        reason = deed.values.get("reason", "")
        with door.office.write(
            f"matter.{deed.line.action.value}", words=words, on=deed.on, reason=reason
        ) as unit:
            uids = [row.uid for row in rows]
            acts.act_each(unit, uids, deed.line.action, doing, told=told)
        return len(rows), unit.changes

    return Write(work)


def find(number: str) -> Read[MatterRow]:
    """The matter of a number, as a clerk writes it."""

    def put(reader: Reader) -> MatterRow:
        from ducha_desktop.services.ledger import row_by_uid
        from ducha_desktop.services.lookup import find_matter

        return row_by_uid(reader, find_matter(reader.connection, number))

    return question(put)


def place_under(rows: Sequence[MatterRow], whole: MatterRow | None) -> Write[int]:
    """Make matters parts of another, or of none."""

    def work(door: Door, _task: Task) -> tuple[int, Changes]:
        from ducha_desktop.services import matters_moving

        what = rows[0].number if len(rows) == 1 else f" {len(rows)} 项"
        words = f"把{what}放到{whole.number}之下" if whole else f"把{what}移出上级事项"
        with door.office.write("matter.place", words=words) as unit:
            uids = [row.uid for row in rows]
            count = matters_moving.place_under(unit, uids, whole.uid if whole is not None else None)
        return count, unit.changes

    return Write(work)


def remove(uids: Sequence[str], words: str) -> Write[int]:
    """Put matters into the recycle bin."""

    def work(door: Door, _task: Task) -> tuple[int, Changes]:
        from ducha_desktop.services import matters

        with door.office.write("matter.delete", words=words) as unit:
            count = matters.remove(unit, uids)
        return count, unit.changes

    return Write(work)


def _short(title: str) -> str:
    return title if len(title) <= _TITLE else title[: _TITLE - 1] + "…"
