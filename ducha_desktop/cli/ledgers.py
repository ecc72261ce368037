"""ledger: which ledgers there are, what each demands and who signs in it."""

import argparse
import re
from typing import Any

from ducha_desktop.cli.acting import pairs_of
from ducha_desktop.cli.frame import Call, table
from ducha_desktop.domain.completeness import Standard
from ducha_desktop.domain.errors import NotFoundError, WrongUseError
from ducha_desktop.domain.procedure import Chain, Procedure, read_role
from ducha_desktop.services import ledger_kinds, procedures
from ducha_desktop.services.ledger_kinds import LedgerView
from ducha_desktop.services.office import Reader

_GATES = ("gates", "要素要求")


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    noun = commands.add_parser("ledger", parents=[shared], help="有哪些台账，各自的办理规则")
    verbs = noun.add_subparsers(
        dest="verb", metavar="做什么", parser_class=type(noun), title="做什么", required=True
    )
    listing = verbs.add_parser("list", parents=[shared], help="列出台账和办理规则")
    listing.set_defaults(handler=list_ledgers)
    ruling = verbs.add_parser("procedure", parents=[shared], help="修改办理规则：要素要求、逐级签批")
    ruling.add_argument("name", metavar="台账")
    ruling.add_argument(
        "rules", nargs="+", metavar="名=值",
        help="gates=四清、六明确、七定；approval、extension、closing=签批角色，逐级，最多四级",
    )  # fmt: skip
    ruling.set_defaults(handler=set_procedure)


def list_ledgers(call: Call) -> int:
    """`ducha ledger list`."""
    with call.reading() as reader:
        found = [(book, procedures.procedure(reader, book.uid)) for book in ledger_kinds.ledgers(reader)]
    rows = [
        (
            book.name,
            book.kind_word,
            f"{book.matters:,}",
            "、".join(gate.word for gate in rules.gates) or "不要求",
            *("→".join(role.word for role in rules.steps(chain)) for chain in Chain),
        )
        for book, rules in found
    ]
    heads = ("台账", "类别", "事项", "要素要求", *(chain.word for chain in Chain))
    call.say({"ledgers": [_document(book, rules) for book, rules in found]}, lambda: table([heads, *rows]))
    return 0


def set_procedure(call: Call) -> int:
    """`ducha ledger procedure`; what is not named stays as it is."""
    pairs = pairs_of(call.rules)
    with call.office() as office:
        with office.read() as reader:
            book = _named(reader, call.name)
            before = procedures.procedure(reader, book.uid)
        wanted = _changed(before, pairs)
        changes = procedures.save(office, book.uid, wanted)
    call.say(_document(book, wanted), f"已{changes.words}")
    return 0


def _changed(before: Procedure, pairs: dict[str, str]) -> Procedure:
    chains, gates = dict(before.chains), before.gates
    twice = [
        names[1] for names in (_GATES, *((each.value, each.word) for each in Chain)) if {*names} <= {*pairs}
    ]
    if twice:
        raise WrongUseError(f"“{twice[0]}”写了两次，不知道用哪一个。没有改动。请只写一次。")
    for name, value in pairs.items():
        chain = next((each for each in Chain if name in (each.value, each.word)), None)
        if name in _GATES:
            gates = _read_gates(value)
        elif chain is not None:
            chains[chain] = tuple(read_role(word) for word in _words(value))
        else:
            known = "、".join((_GATES[0], *(each.value for each in Chain)))
            raise WrongUseError(f"办理规则里没有“{name}”这一项，可写的有：{known}。没有改动。")
    return Procedure(chains, gates)


def _read_gates(text: str) -> tuple[Standard, ...]:
    wanted = _words(text)
    for word in wanted:
        if not any(word in (standard.value, standard.word) for standard in Standard):
            known = "、".join(standard.word for standard in Standard)
            raise WrongUseError(f"没有“{word}”这种要素要求，可写的有：{known}；都不要求就空着。没有改动。")
    return tuple(s for s in Standard if s.value in wanted or s.word in wanted)


def _words(text: str) -> list[str]:
    return [word for word in re.split(r"[、,，;；→\s]+", text) if word]


def _named(reader: Reader, name: str) -> LedgerView:
    found = [book for book in ledger_kinds.ledgers(reader) if name in (book.name, book.uid)]
    if not found:
        raise NotFoundError(f"没有叫“{name}”的台账。没有改动；请用 ducha ledger list 查看。")
    return found[0]


def _document(book: LedgerView, rules: Procedure) -> dict[str, Any]:
    return {
        "name": book.name,
        "kind": book.kind.value,
        "year": book.year,
        "number_pattern": book.pattern,
        "matters": book.matters,
        "gates": [gate.value for gate in rules.gates],
        **{chain.value: [role.value for role in rules.steps(chain)] for chain in Chain},
    }
