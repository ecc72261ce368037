"""owed, make-good, burden: who owes what by when, and how much units are asked for."""

import argparse
from dataclasses import asdict
from datetime import timedelta
from typing import Any

from ducha_desktop.cli.acting import pairs_of
from ducha_desktop.cli.frame import Call, day, place, table
from ducha_desktop.cli.ledger import code_of
from ducha_desktop.cli.spans import day_of, span_of, spans, units_meant
from ducha_desktop.domain.cycle_words import week_of
from ducha_desktop.domain.cycles import Span
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.obligations import Standing, Tally
from ducha_desktop.domain.vocabulary import Medium
from ducha_desktop.services.burden import Burden, UnitBurden, burden
from ducha_desktop.services.lookup import find_matter
from ducha_desktop.services.obligations import OwedLine, OwedList, Question, owed_list
from ducha_desktop.services.obligations_words import heading, tally_sentence
from ducha_desktop.services.office import Reader
from ducha_desktop.services.own_office import own_office

_WEEKS_SHOWN = timedelta(days=7 * 11)


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    owed = commands.add_parser("owed", parents=[shared, spans()], help="应报未报：哪个单位欠哪一期")
    owed.add_argument(
        "--standing", action="append", default=[], metavar="情况", help="made、late、missed、due，或中文"
    )
    owed.add_argument("--living", action="store_true", help="只看还在办的事项")
    owed.add_argument("--out", type=place, metavar="文件.pdf 或 .xlsx", help="催报清单")
    owed.set_defaults(handler=show_owed)
    good = commands.add_parser("make-good", parents=[shared], help="补报过去一期的进展")
    good.add_argument("number", metavar="编号")
    good.add_argument(
        "values", nargs="*", metavar="名=值", help="text、percent、problems、next_steps、person"
    )
    good.add_argument("--period", required=True, metavar="期次", help="如 2026-10、2026-W43，或其中一天")
    good.add_argument("--on", type=day, metavar="日期", help="报来的日期")
    good.add_argument("--medium", default="paper", metavar="方式")
    good.set_defaults(handler=make_report_good)
    meter = commands.add_parser("burden", parents=[shared, spans()], help="各单位每周被督查几次")
    meter.set_defaults(handler=show_burden)


def show_owed(call: Call) -> int:
    """`ducha owed`."""
    standings = tuple(Standing(code_of(Standing, each, "情况")) for each in call.standing)
    if call.out is not None and call.out.suffix.lower() not in {".pdf", ".xlsx"}:
        raise WrongUseError(f"“{call.out.name}”须以 .pdf 或 .xlsx 结尾。没有写出文件。")
    with call.reading() as reader:
        question = Question(
            span_of(call, week_of(reader.today)),
            units_meant(reader, call.unit),
            standings,
            living=bool(call.living),
        )
        found = owed_list(reader, question)
        if call.out is not None:
            _write_list(call, reader, found)
    document = {
        "from": question.span.first,
        "to": question.span.last,
        **_tally_json(found.tally),
        "units": [
            {"name": unit.name, **_tally_json(unit.tally), "lines": [_line_json(line) for line in unit.lines]}
            for unit in found.units
        ],
    }
    if call.out is not None:
        document["file"] = str(call.out)
    call.say(document, lambda: _owed_words(found))
    return 0


def _write_list(call: Call, reader: Reader, found: OwedList) -> None:
    office = own_office(reader).name
    if call.out.suffix.lower() == ".pdf":
        from ducha_desktop.documents.owed_pdf import render_owed
        from ducha_desktop.runtime.atomic import write_atomic

        write_atomic(call.out, render_owed(found, office=office))
    else:
        from ducha_desktop.exchange.owed_writer import write_owed

        write_owed(call.out, found, office=office)


def _tally_json(tally: Tally) -> dict[str, int]:
    return {"owed": tally.owed, **asdict(tally), "untimely": tally.untimely}


def _line_json(line: OwedLine) -> dict[str, Any]:
    return {**asdict(line), "standing": line.standing.value}


def _owed_words(found: OwedList) -> str:
    rows = [("单位", "应报内容", "编号", "期次", "应报日期", "情况")]
    rows += [
        (line.unit, line.title, line.number, line.period, line.due.isoformat(), line.standing.word)
        for line in found.lines
    ]
    listed = table(rows) if found.lines else "没有应报的。"
    return f"{heading(found)}\n{listed}\n{tally_sentence(found.tally)}"


def make_report_good(call: Call) -> int:
    """`ducha make-good`."""
    from ducha_desktop.services.acts import Doing
    from ducha_desktop.services.making_good import make_good

    medium = Medium(code_of(Medium, call.medium, "方式"))
    doing = Doing(on=call.on, medium=medium, values=pairs_of(call.values))
    with call.office() as office:
        with office.read() as reader:
            uid = find_matter(reader.connection, call.number)
        changes = make_good(office, uid, day_of(call.period), doing)
    call.say({"number": call.number, "period": call.period, "words": changes.words}, changes.words)
    return 0


def _unit_json(found: Burden, unit: UnitBurden) -> dict[str, Any]:
    weeks = [
        {
            "week": found.week_words(week_of(monday)),
            "first": monday,
            "asked": len(load.asked),
            "repeats": load.repeats,
            "too_many": load.too_many,
            "items": [{"on": each.on, "kind": each.kind.value, "words": each.words} for each in load.asked],
        }
        for monday, load in unit.weeks.items()
    ]
    return {"name": unit.name, "asked": unit.total, "weeks": weeks}


def show_burden(call: Call) -> int:
    """`ducha burden`."""
    with call.office() as office, office.read() as reader:
        this_week = week_of(reader.today)
        usual = Span(this_week.first - _WEEKS_SHOWN, this_week.last)
        found = burden(reader, span_of(call, usual), units=units_meant(reader, call.unit))
    document = {
        "a_week": found.rules.a_week,
        "again_days": found.rules.again_days,
        "units": [_unit_json(found, unit) for unit in found.units],
    }
    rows = [("单位", "周", "次数", "其中", "提醒")]
    for unit in found.units:
        for monday, load in unit.weeks.items():
            warned = "次数过多" if load.too_many else "有重复" if load.repeats else ""
            week = found.week_words(week_of(monday))
            rows.append((unit.name, week, str(len(load.asked)), load.words, warned))
    call.say(document, lambda: table(rows) if found.units else "这些周没有向单位提出要求。")
    return 0
