"""The register of units and people: what is read for its screen, and what a clerk does there."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from ducha_desktop.domain.changes import Changes
from ducha_desktop.services.register_views import (
    MergePreview,
    PersonDetail,
    PostView,
    RegisterLists,
    Succession,
    UnitDetail,
)
from ducha_desktop.ui.operations import Door, Errand, Read, Task, Write, question

if TYPE_CHECKING:
    from datetime import date

    from ducha_desktop.services.office import Reader
    from ducha_desktop.services.register_drafts import RegisterPlan

T = TypeVar("T")


def lists() -> Read[RegisterLists]:
    """Units, people and the likely duplicates."""

    def put(reader: "Reader") -> RegisterLists:
        from ducha_desktop.services import register_reading

        return register_reading.lists(reader)

    return question(put)


def waiting() -> Read[int]:
    """How many units and people are to be confirmed."""

    def put(reader: "Reader") -> int:
        from ducha_desktop.services import register_reading

        return register_reading.waiting(reader)

    return question(put)


def held_numbers() -> Read[dict[str, int]]:
    """By uid, how many matters a unit or person has a part in."""

    def put(reader: "Reader") -> dict[str, int]:
        from ducha_desktop.services import register_reading

        return register_reading.held_numbers(reader)

    return question(put)


def unit(uid: str) -> Read[UnitDetail]:
    """One unit with what hangs on it."""

    def put(reader: "Reader") -> UnitDetail:
        from ducha_desktop.services import register_reading

        return register_reading.unit_detail(reader, uid)

    return question(put)


def person(uid: str) -> Read[PersonDetail]:
    """One person with what hangs on him or her."""

    def put(reader: "Reader") -> PersonDetail:
        from ducha_desktop.services import register_reading

        return register_reading.person_detail(reader, uid)

    return question(put)


def save_unit(values: Mapping[str, str], uid: str = "") -> Write[str]:
    """Enter or change a unit; the result is its uid."""

    def do(work: Any) -> str:
        from ducha_desktop.services.register_editing import save_unit as save

        return save(work, values, uid)

    return _entry("register.unit", _saying("单位", values, uid), do)


def save_person(values: Mapping[str, str], uid: str = "") -> Write[str]:
    """Enter or change a person, with a first post where `title` is given; the result is the uid."""

    def do(work: Any) -> str:
        from ducha_desktop.services.register_editing import save_person as save
        from ducha_desktop.services.register_terms import save_post as give

        saved = save(work, values, uid)
        if values.get("title"):
            give(work, saved, values)
        return saved

    return _entry("register.person", _saying("人员", values, uid), do)


def save_post(person_uid: str, name: str, values: Mapping[str, str], uid: str = "") -> Write[str]:
    """Give somebody a post, or change it."""

    def do(work: Any) -> str:
        from ducha_desktop.services.register_terms import save_post as save

        return save(work, person_uid, values, uid)

    words = f"{'修改' if uid else '登记'}“{name}”的职务：{values.get('title', '')}"
    return _entry("register.post", words, do)


def remove_post(post: PostView) -> Write[str]:
    """Delete a post entered by mistake."""

    def do(work: Any) -> str:
        from ducha_desktop.services.register_terms import remove_post as remove

        return remove(work, post.uid)

    return _entry("register.post", f"删除“{post.person}”的职务：{post.title}", do)


def matters_with(post_uid: str, since: "date") -> Errand[int]:
    """How many matters a successor would take on from that day."""

    def look(work: Any) -> int:
        from ducha_desktop.services.register_terms import matters_with as count

        return count(work, post_uid, since)

    return _look(look)


def take_over(post: PostView, name: str, change: Succession) -> Write[int]:
    """A successor takes over a post; the result is how many matters went along."""

    def do(work: Any) -> int:
        from ducha_desktop.services.register_terms import take_over as take

        return take(work, change)

    return _entry("register.takeover", f"“{name}”接任{post.title}（原任{post.person}）", do, on=change.since)


def preview_merge(stays: str, gone: Sequence[str], *, is_unit: bool) -> Errand[MergePreview]:
    """What a merge would do."""

    def look(work: Any) -> MergePreview:
        from ducha_desktop.services import register_merging

        return register_merging.preview(work, is_unit=is_unit, stays=stays, gone=gone)

    return _look(look)


def merge(stays: str, gone: Sequence[str], *, words: str, is_unit: bool) -> Write[MergePreview]:
    """Let duplicates go into the one that stays."""

    def do(work: Any) -> MergePreview:
        from ducha_desktop.services import register_merging

        return register_merging.merge(work, is_unit=is_unit, stays=stays, gone=gone)

    return _entry("register.merge", words, do)


def confirm(units: Sequence[str], people: Sequence[str], words: str) -> Write[int]:
    """Take entries to be confirmed into the register as they are."""

    def do(work: Any) -> int:
        from ducha_desktop.services.register_editing import confirm as settle

        return settle(work, units=units, people=people)

    return _entry("register.confirm", words, do)


def move(uid: str, name: str, anchor: str, *, is_unit: bool, behind: bool) -> Write[None]:
    """Put an entry directly before or behind another in the official order."""

    def do(work: Any) -> None:
        from ducha_desktop.services.register_order import put_beside

        put_beside(work, "unit" if is_unit else "person", uid, anchor=anchor, behind=behind)

    return _entry("register.order", f"调整“{name}”的排名", do)


def remove(uid: str, name: str, *, is_unit: bool) -> Write[str]:
    """Delete what nobody needs."""

    def do(work: Any) -> str:
        from ducha_desktop.services import register_editing

        return (register_editing.remove_unit if is_unit else register_editing.remove_person)(work, uid)

    return _entry("register.delete", f"删除{'单位' if is_unit else '人员'}“{name}”", do)


def _saying(what: str, values: Mapping[str, str], uid: str) -> str:
    name = values.get("name", "")
    return f"{'修改' if uid else '新增'}{what}“{name}”" if name else f"修改{what}"


def _entry(action: str, words: str, do: Callable[[Any], T], on: "date | None" = None) -> Write[T]:
    """A deed in one entry of the journal."""

    def work(door: Door, _task: Task) -> tuple[T, Changes]:
        with door.office.write(action, words=words, on=on) as unit:
            result = do(unit)
        return result, unit.changes

    return Write(work)


def _look(look: Callable[[Any], T]) -> Errand[T]:
    """What a deed would do, seen with the writer's eyes; nothing is written."""

    def work(door: Door, _task: Task) -> T:
        with door.office.transaction() as unit:
            return look(unit)

    return Errand(work)


def read_list(path: Path) -> "Read[RegisterPlan]":
    """Read a list of units and people from a file and judge it; nothing is written."""

    def work(door: Door, task: Task) -> "RegisterPlan":
        from ducha_desktop.exchange.reader import load
        from ducha_desktop.exchange.register_reader import read_register
        from ducha_desktop.services.register_intake import plan

        task.progress(0, 0, "正在读取文件…")
        book = load(path)
        task.progress(0, 0, "正在逐行核对…")
        source = read_register(book, path)
        with door.office.read() as reader:
            return plan(reader, source)

    return Read(work)


def bring_in(judged: "RegisterPlan") -> Write[int]:
    """Write what a plan says in one act."""

    def work(door: Door, _task: Task) -> tuple[int, Changes]:
        from ducha_desktop.services.register_intake import words_for, write

        with door.office.write("register.import", words=words_for(judged), basis=judged.source.path) as unit:
            result = write(unit, judged)
        return result, unit.changes

    return Write(work)


def export(path: Path) -> Read[Path]:
    """Write the register as a workbook; replaced whole or not at all."""

    def work(door: Door, task: Task) -> Path:
        from ducha_desktop.exchange.register_writer import write_register
        from ducha_desktop.services import register_reading
        from ducha_desktop.services.own_office import own_office

        task.progress(0, 0, "正在导出名册…")
        with door.office.read() as reader:
            posts = register_reading.posts_of_all(reader)
            people = [(each, posts.get(each.uid, ())) for each in register_reading.people(reader)]
            units = register_reading.units(reader)
            write_register(path, units, people, office=own_office(reader).name, today=reader.today)
        return path

    return Read(work)
