"""The office's rules for deadlines that go without saying: read, changed, and what they propose."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from ducha_desktop.domain.changes import Changes
from ducha_desktop.domain.cleaning import clean_line
from ducha_desktop.domain.errors import RefusedError, WrongUseError
from ducha_desktop.domain.limits import DEFAULT_RULES, LimitRule, problem
from ducha_desktop.domain.origins import FIVE_ONES
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.storage.calendar_store import load_setting

if TYPE_CHECKING:
    from ducha_desktop.storage.connection import Connection
    from ducha_desktop.storage.unit_of_work import UnitOfWork

LIMIT_RULES, ONES = "limit_rules", "five_ones"
"""Keys of the settings."""
MOST_ONES, LONGEST_ONE = 10, 20


def limit_rules(reader: Reader) -> tuple[LimitRule, ...]:
    """The rules in order; those the program came with unless the office has its own."""
    return rules_in(reader.connection)


def rules_in(connection: "Connection") -> tuple[LimitRule, ...]:
    """As `limit_rules`, on any connection."""
    own = load_setting(connection, LIMIT_RULES)
    if not isinstance(own, list) or not own:
        return DEFAULT_RULES
    return tuple(
        LimitRule(*(str(rule.get(name, "")) for name in ("name", "kind", "words", "basis")))
        for rule in own
        if isinstance(rule, dict)
    )


def save_limit_rules(office: Office, rules: Sequence[LimitRule]) -> Changes:
    """Propose deadlines by other rules from now on; matters registered before keep theirs.

    Args:
        office: the office.
        rules: the new rules in order; the usual ones restore what the program came with.

    Raises:
        WrongUseError: a rule cannot be used.
        RefusedError: nothing differs.
    """
    clean = tuple(
        LimitRule(clean_line(rule.name), rule.kind, clean_line(rule.words), clean_line(rule.basis))
        for rule in rules
    )
    if wrong := problem(clean):
        raise WrongUseError(f"{wrong}默认时限没有改动，请改正。")
    with office.read() as reader:
        if limit_rules(reader) == clean:
            raise RefusedError("默认时限没有改动，不用保存。")
    usual = clean == DEFAULT_RULES
    with office.write("limits.rules", words="恢复原来的默认时限" if usual else "修改默认时限") as work:
        _put(work, LIMIT_RULES, [] if usual else [asdict(rule) for rule in clean])
    return work.changes


def five_ones(reader: Reader) -> tuple[str, ...]:
    """The items of a project's 五个一."""
    return ones_in(reader.connection)


def ones_in(connection: "Connection") -> tuple[str, ...]:
    """As `five_ones`, on any connection."""
    own = load_setting(connection, ONES)
    return tuple(str(item) for item in own) if isinstance(own, list) and own else FIVE_ONES


def save_five_ones(office: Office, items: Sequence[str]) -> Changes:
    """Ask other items of projects from now on; what is written under earlier ones stays with the project.

    Raises:
        WrongUseError: none, too many, too long, or twice the same.
        RefusedError: nothing differs.
    """
    clean = tuple(each for item in items if (each := clean_line(item)))
    if not clean or len(clean) > MOST_ONES or max(map(len, clean)) > LONGEST_ONE:
        raise WrongUseError(
            f"“五个一”要有 1 到 {MOST_ONES} 项，每项最多 {LONGEST_ONE} 个字。没有改动，请改正。"
        )
    if len(set(clean)) < len(clean):
        raise WrongUseError("“五个一”里有一项写了两遍。没有改动，请改正。")
    with office.read() as reader:
        if five_ones(reader) == clean:
            raise RefusedError("“五个一”没有改动，不用保存。")
    with office.write("limits.ones", words=f"修改项目“五个一”：{'、'.join(clean)}") as work:
        _put(work, ONES, [] if clean == FIVE_ONES else list(clean))
    return work.changes


def _put(work: "UnitOfWork", key: str, value: object) -> None:
    from ducha_desktop.models.office import Setting

    row = next((row for row in work.all(Setting, Setting.key == key)), None)
    if row is not None:
        row.value = value
        work.session.add(row)
    elif value:
        work.add(Setting(key=key, value=value))
