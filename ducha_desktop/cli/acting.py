"""add, set, do, actions: what a clerk does with one matter."""

import argparse
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

from ducha_desktop.cli.frame import Call, day, note, table
from ducha_desktop.cli.ledger import code_of, row_json
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.procedure import Role, why_not_on
from ducha_desktop.domain.states import TRANSITIONS, Action, State, read_action
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.services import ledger
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.office import Office
from ducha_desktop.services.views import MatterRow

if TYPE_CHECKING:
    from ducha_desktop.storage.unit_of_work import UnitOfWork

WHOLE = ("parent", "上级事项")
"""What names the matter that another is a part of, beside the fields of `domain.fields`."""


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    adding = commands.add_parser("add", parents=[shared], help="登记一个事项（拟办）")
    adding.add_argument("fields", nargs="+", metavar="字段=值")
    adding.set_defaults(handler=add_matter)
    setting = commands.add_parser("set", parents=[shared], help="修改一个事项")
    setting.add_argument("number", metavar="编号")
    setting.add_argument("fields", nargs="+", metavar="字段=值")
    setting.set_defaults(handler=set_fields)
    doing = commands.add_parser("do", parents=[shared], help="办理：批准、交办、签收、报进展、销号……")
    doing.add_argument("number", metavar="编号")
    doing.add_argument("action", metavar="动作")
    doing.add_argument("values", nargs="*", metavar="名=值")
    doing.set_defaults(handler=do_action)
    noting = commands.add_parser("note", parents=[shared], help="给事项记一笔，不改变状态")
    noting.add_argument("number", metavar="编号")
    noting.add_argument("words", metavar="文字")
    noting.add_argument("values", nargs="*", metavar="名=值", help="on=日期 medium=方式 person=谁说的")
    noting.set_defaults(handler=note_matter)
    actions = commands.add_parser("actions", parents=[shared], help="列出全部动作")
    actions.set_defaults(handler=list_actions)


def pairs_of(words: list[str]) -> dict[str, str]:
    """`字段=值` arguments as a mapping.

    Raises:
        WrongUseError: an argument without `=`.
    """
    found: dict[str, str] = {}
    for word in words:
        name, mark, value = word.partition("=")
        key = name.strip()
        if not mark or not key:
            raise WrongUseError(f"“{word[:80]}”应写成 字段=值。没有改动任何数据。")
        if key in found:
            raise WrongUseError(f"“{key}”写了两次，不知道用哪一个。没有改动任何数据。请只写一次。")
        found[key] = value
    return found


def add_matter(call: Call) -> int:
    """`ducha add`; `上级事项=编号` registers it beneath another matter."""
    from ducha_desktop.services.matters import add, field_key
    from ducha_desktop.services.matters_moving import place_under
    from ducha_desktop.services.similar import similar

    pairs = pairs_of(call.fields)
    with call.office() as office:
        whole = _whole(office, pairs)
        given = {field_key(name): words for name, words in pairs.items()}
        with office.read() as reader:
            alike = similar(reader, given.get("title", ""), lead_unit=given.get("lead_unit", ""))
        with office.write("matter.add", words="新增 1 项") as work:
            uid = add(work, pairs).uid
            place_under(work, (uid,), whole[0] if whole else None)
        for each in alike:
            note(f"注意：台账里已有相近的事项 {each.number}　{each.title}（{each.why}）")
        more = {"similar": [asdict(each) for each in alike]}
        return _done(call, office, work, uid, lambda row: f"已登记：{row.number}　{row.title}", more=more)


def set_fields(call: Call) -> int:
    """`ducha set`; `上级事项=编号` puts a matter beneath another, without a number it stands by itself."""
    from ducha_desktop.services.matters import edit
    from ducha_desktop.services.matters_moving import place_under

    pairs = pairs_of(call.fields)
    with call.office() as office:
        whole = _whole(office, pairs)
        with office.read() as reader:
            uid = find_matter(reader.connection, call.number)
            words = ledger.row_by_uid(reader, uid).number
        with office.write("matter.edit", words=f"修改 {words}") as work:
            if whole:
                place_under(work, (uid,), whole[0])
            if pairs:
                edit(work, uid, pairs)
        return _done(call, office, work, uid, lambda row: f"已修改：{row.number}　{row.title}")


def _whole(office: Office, pairs: dict[str, str]) -> list[str | None]:
    """Take `上级事项` out of the pairs: the uid of the matter named there, None for no matter; empty without it."""
    wholes = [pairs.pop(name) for name in WHOLE if name in pairs]
    if len(wholes) > 1:
        raise WrongUseError(f"“{WHOLE[1]}”写了两次，不知道用哪一个。没有改动任何数据。请只写一次。")
    with office.read() as reader:
        return [find_matter(reader.connection, each) if each.strip() else None for each in wholes]


def _done(
    call: Call,
    office: Office,
    work: "UnitOfWork",
    uid: str,
    words: Callable[[MatterRow], str],
    *,
    more: dict[str, Any] | None = None,
) -> int:
    """Answer a write with the matter's row, what is kept in its own words only, and what was assumed."""
    from ducha_desktop.services.remarks import remarks

    with office.read() as reader:
        row = ledger.row_by_uid(reader, uid)
    told = remarks(work)
    document = (
        row_json(row)
        | {
            "problems": [
                {"field": each.field, "value": each.value, "why": each.why} for each in told if each.field
            ],
            "warnings": [each.words for each in told if not each.field],
        }
        | (more or {})
    )
    call.say(document, "\n".join([words(row), *(f"注意：{each.words}" for each in told)]))
    return 0


def do_action(call: Call) -> int:
    """`ducha do`; a rung of the ladder takes several numbers (`cli.pressing`)."""
    from ducha_desktop.cli.pressing import is_pressing, press_matters
    from ducha_desktop.services.acts import VALUE_NAMES, Doing, act

    if is_pressing(typed := [call.number, call.action, *call.values]):
        return press_matters(call, typed)
    action = read_action(call.action)
    values = pairs_of(call.values)
    on = _business_date(values.pop("on"), call.clock.today()) if "on" in values else None
    medium = code_of(Medium, values.pop("medium", "paper"), "方式")
    doing = Doing(on=on, medium=Medium(medium), evidence=values.pop("evidence", ""), values=values)
    if unknown := [name for name in values if name not in VALUE_NAMES]:
        names = "、".join(("on", "medium", "evidence", *VALUE_NAMES))
        raise WrongUseError(f"办理时没有“{unknown[0]}”这一项，可写的有：{names}。事项没有改动。")
    with call.office() as office:
        with office.read() as reader:
            uid = find_matter(reader.connection, call.number)
            number = ledger.row_by_uid(reader, uid).number
        words = f"{action.word} {number}"
        with office.write(
            f"matter.{action.value}", words=words, on=on, reason=values.get("reason", "")
        ) as work:
            act(work, uid, action, doing)
        return _done(
            call,
            office,
            work,
            uid,
            lambda row: f"{action.word}：{row.number}　{row.title}，现在是“{State(row.state).word}”",
        )


def note_matter(call: Call) -> int:
    """`ducha note`."""
    from ducha_desktop.services.notes import add_note

    values = pairs_of(call.values)
    on = _business_date(values.pop("on"), call.clock.today()) if "on" in values else None
    medium = Medium(code_of(Medium, values.pop("medium", "paper"), "方式"))
    person = values.pop("person", "")
    if values:
        raise WrongUseError(f"记事没有“{next(iter(values))}”这一项，可写的有：on、medium、person。没有保存。")
    with call.office() as office:
        with office.read() as reader:
            uid = find_matter(reader.connection, call.number)
            number = ledger.row_by_uid(reader, uid).number
        with office.write("matter.note", words=f"记事 {number}", on=on) as work:
            add_note(work, uid, call.words, on=on, medium=medium, person=person)
        return _done(call, office, work, uid, lambda row: f"已记下：{row.number}　{row.title}")


def _business_date(text: str, today: date) -> date:
    """The day an act was done, which is not in the future."""
    try:
        on = day(text)
    except argparse.ArgumentTypeError as error:
        raise WrongUseError(f"{error}。事项没有改动。请改正后再办。") from error
    if why := why_not_on(on, today):
        raise WrongUseError(f"{why}事项没有改动。请改正后再办。")
    return on


def list_actions(call: Call) -> int:
    """`ducha actions`: the whole state table, and the ladder of the office."""
    from ducha_desktop.cli.pressing import rules_here, rung_rows, rungs_json

    rules = rules_here(call)
    lines = [
        {
            "action": line.action.value,
            "word": line.word,
            "from": [state.value for state in line.sources],
            "to": line.target.value,
            "by": [role.value for role in line.by],
            "needs": list(line.needs),
            "guards": [guard.value for guard in line.guards],
            "effects": [effect.value for effect in line.effects],
            "chain": line.chain.value if line.chain else None,
            "paper": line.paper.value if line.paper else None,
        }
        for line in TRANSITIONS
    ]
    words = {action.value: action.word for action in Action}
    rows = [
        (
            line.action.value,
            line.word,
            "".join(s.value for s in line.sources),
            line.target.value,
            "按签批层级" if line.chain else "、".join(role.word for role in line.by),
            "、".join((*line.needs, *(guard.word for guard in line.guards))),
            line.paper.word if line.paper else "",
        )
        for line in TRANSITIONS
    ]
    roles = {role.value: role.word for role in Role}
    call.say(
        {"actions": words, "transitions": lines, "roles": roles, "ladder": rungs_json(rules)},
        lambda: (
            table([("动作", "说法", "从", "到", "谁来办", "须给出、须满足", "文书"), *rows])
            + "\n\n"
            + table([("升级", "说法", "规则"), *rung_rows(rules)])
        ),
    )
    return 0
