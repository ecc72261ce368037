"""Posts and terms: who held a post on a day, and a successor who takes it over with its open matters.

Cards and lists of an earlier day ask for the posts and parts of that day, so a term that has ended keeps its
holder's name there; only what was not yet over on the day of the change moves to the successor, however late the
change is entered (ADR 0019).
"""

from collections.abc import Mapping
from datetime import date, timedelta

from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.vocabulary import AssignmentRole, PostLevel
from ducha_desktop.models.register import Person, Post
from ducha_desktop.services.register import NAME_BOOK, PROVISIONAL_ORDER, add_person, add_post
from ducha_desktop.services.register_editing import UNCHANGED, unit_named
from ducha_desktop.services.register_views import Succession
from ducha_desktop.storage.queries import register as queries
from ducha_desktop.storage.unit_of_work import UnitOfWork

ROLE_OF: dict[PostLevel, AssignmentRole] = {
    PostLevel.LIAISON: AssignmentRole.LIAISON,
    PostLevel.RESPONSIBLE: AssignmentRole.RESPONSIBLE,
    PostLevel.UNIT_HEAD: AssignmentRole.PERSON,
    PostLevel.STAFF: AssignmentRole.PERSON,
}
"""The part in matters that goes with a post."""


def save_post(work: UnitOfWork, person_uid: str, values: Mapping[str, str], uid: str = "") -> str:
    """Give a person a post, or change one: `title level unit since until`; return its uid.

    Raises:
        WrongUseError: no title, an unreadable day, or a term that ends before it begins.
        NotFoundError: no such person, post or unit.
    """
    person = work.find(Person, person_uid)
    title = clean_line(values.get("title", ""))
    if not title:
        raise WrongUseError(f"职务没有名称，{UNCHANGED}请写明，如“局长”。")
    since, until = _day(values.get("since", ""), "任职"), _day(values.get("until", ""), "离任")
    if since and until and until < since:
        raise WrongUseError(f"离任日期 {until} 早于任职日期 {since}。{UNCHANGED}请核对日期。")
    level, unit = _level(values.get("level", "")), unit_named(work, clean_line(values.get("unit", "")))
    work.memo.pop(NAME_BOOK, None)
    if not uid:
        return add_post(work, person, title, level=level, unit_uid=unit, since=since, until=until).uid
    post = work.find(Post, uid)
    post.title, post.level, post.unit_uid, post.since, post.until = title, level.value, unit, since, until
    work.session.add(post)
    return post.uid


def remove_post(work: UnitOfWork, uid: str) -> str:
    """Delete a post that was entered by mistake; return its title. A post that has ended is given its end instead."""
    post = work.find(Post, uid)
    work.memo.pop(NAME_BOOK, None)
    work.remove(post)
    return post.title


def matters_with(work: UnitOfWork, post_uid: str, since: date) -> int:
    """How many matters that were not yet over on that day would go to a successor."""
    post = work.find(Post, post_uid)
    return len(queries.open_parts(work.raw, post.person_uid, ROLE_OF[PostLevel(post.level)], since))


def take_over(work: UnitOfWork, change: Succession) -> int:
    """Let a successor take over a post from a day on; return how many matters went along.

    A leader's successor also takes the predecessor's place in the official order.

    Raises:
        RefusedError: the day has not come, lies before the predecessor's term or behind its end.
        WrongUseError: nobody is named, or the predecessor is.
    """
    post = work.find(Post, change.post_uid)
    former = work.find(Person, post.person_uid)
    _require_day(work, post, change.since, former.name)
    successor = _successor(work, change, post, former)
    level = PostLevel(post.level)
    add_post(
        work,
        successor,
        post.title,
        level=level,
        unit_uid=post.unit_uid,
        since=change.since,
        official_order=post.official_order,
    )
    post.until = change.since - timedelta(days=1)
    work.session.add(post)
    if (
        level in (PostLevel.LIAISON, PostLevel.RESPONSIBLE)
        and successor.official_order > former.official_order
    ):
        successor.official_order = former.official_order
        work.session.add(successor)
    work.session.flush()
    work.memo.pop(NAME_BOOK, None)
    return (
        _hand_on(work, former.uid, successor.uid, ROLE_OF[level], change.since) if change.with_matters else 0
    )


def _hand_on(work: UnitOfWork, former: str, successor: str, role: AssignmentRole, since: date) -> int:
    parts = queries.open_parts(work.raw, former, role, since)
    already = {matter for _, matter in queries.open_parts(work.raw, successor, role, since)}
    mark = work.mark()
    work.bulk_update(
        "assignment",
        {
            uid: {"deleted_at": mark} if matter in already else {"person_uid": successor}
            for uid, matter in parts
        },
    )
    return len(parts)


def _successor(work: UnitOfWork, change: Succession, post: Post, former: Person) -> Person:
    if change.person_uid == former.uid:
        raise WrongUseError(f"接任的人就是现任“{former.name}”。{UNCHANGED}请选另一个人。")
    if change.person_uid:
        return work.find(Person, change.person_uid)
    name = clean_line(change.name)
    if not name:
        raise WrongUseError(f"没有写接任的人，{UNCHANGED}请从名册里选，或写上新人员的姓名。")
    order = None if former.official_order >= PROVISIONAL_ORDER else former.official_order
    return add_person(work, name, unit_uid=post.unit_uid, official_order=order)


def _require_day(work: UnitOfWork, post: Post, since: date, name: str) -> None:
    if since > work.writer.today:
        raise RefusedError(
            f"接任日期 {since} 还没有到。{UNCHANGED}请到那一天再办理，在此之前卡片和台账仍写“{name}”。"
        )
    if post.since and since <= post.since:
        raise RefusedError(f"接任日期 {since} 不晚于“{name}”的任职日期 {post.since}。{UNCHANGED}请核对日期。")
    if post.until and post.until < since - timedelta(days=1):
        raise RefusedError(
            f"“{name}”的这个职务已在 {post.until} 结束，早于接任日期 {since} 的前一天。{UNCHANGED}"
            "职务空缺过的，请给接任的人单独“新增职务”。"
        )


def _day(words: str, what: str) -> date | None:
    words = words.strip()
    try:
        return date.fromisoformat(words) if words else None
    except ValueError:
        raise WrongUseError(f"{what}日期“{words}”读不出来。{UNCHANGED}请写成 2026-07-01 的样子。") from None


def _level(words: str) -> PostLevel:
    for level in PostLevel:
        if words in (level.value, level.word):
            return level
    known = "、".join(level.word for level in PostLevel)
    raise WrongUseError(f"没有“{words}”这个职务层级。{UNCHANGED}可选：{known}。")
