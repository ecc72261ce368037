"""import, export, template: ledgers in, spreadsheets out."""

import argparse
from collections.abc import Collection
from dataclasses import asdict
from pathlib import Path
from typing import Any

from ducha_desktop.cli.frame import Call, note, place
from ducha_desktop.cli.ledger import filters, named_query
from ducha_desktop.domain.errors import NotFoundError, WrongUseError
from ducha_desktop.domain.fields import BY_KEY, BY_LABEL, EXTRA_PREFIX, extra_name
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.services import ledger
from ducha_desktop.services.drafts import IntakeOptions, IntakePlan, IntakeResult, OnDuplicate, ReadLedger
from ducha_desktop.services.elsewhere import lies_within
from ducha_desktop.services.office import Office, Reader
from ducha_desktop.services.own_office import own_office


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    bring = commands.add_parser("import", parents=[shared], help="导入表格、Word 或文字台账")
    bring.add_argument("file", type=place, metavar="文件")
    bring.add_argument("--sheet", metavar="工作表", help="一张工作表；文档中一张表的名称，或“正文”")
    bring.add_argument("--ledger", default="", metavar="台账")
    bring.add_argument("--profile", metavar="方案", help="已保存的列对应方案")
    bring.add_argument("--map", action="append", nargs="+", default=[], metavar="列名=字段")
    bring.add_argument(
        "--on-duplicate",
        choices=[str(choice) for choice in OnDuplicate],
        default="skip",
        help="台账里已有的行",
    )
    bring.add_argument(
        "--clear-empty", action="store_true", help="配合 --on-duplicate update：表中的空格也清空台账里的内容"
    )
    bring.add_argument("--opening", action="store_true", help="期初入账：连同状态和编号")
    bring.add_argument("--all-or-nothing", action="store_true", help="有一行不行就都不写")
    bring.add_argument("--strict", action="store_true", help="读不出的行不导入")
    bring.add_argument("--dry-run", action="store_true", help="只检查不写入")
    bring.add_argument(
        "--report", type=place, metavar="文件.xlsx", help="带批注的原表；文档的是照读到的样子做的表"
    )
    bring.add_argument("--password", metavar="口令", help="文件的打开口令")
    bring.set_defaults(handler=import_file)
    export = commands.add_parser("export", parents=[shared, filters()], help="台账导出为电子表格或 PDF")
    export.add_argument("--out", required=True, type=place, metavar="文件.xlsx 或 .pdf")
    export.add_argument("--paper", choices=("A3", "A4"), default="A3", help="PDF 纸张")
    export.set_defaults(handler=export_ledger)
    template = commands.add_parser("template", parents=[shared], help="空白导入模板")
    template.add_argument("--out", required=True, type=place, metavar="文件.xlsx")
    template.set_defaults(handler=make_template)


def import_file(call: Call) -> int:
    """`ducha import`."""
    from ducha_desktop.exchange.reader import read_ledger
    from ducha_desktop.services.extra_names import all_names
    from ducha_desktop.services.importing import bring_in
    from ducha_desktop.services.intake import plan
    from ducha_desktop.services.intake_writing import counted

    options = IntakeOptions(
        ledger=call.ledger,
        on_duplicate=OnDuplicate(call.on_duplicate),
        opening=call.opening,
        all_or_nothing=call.all_or_nothing,
        strict=call.strict,
        clear_empty=call.clear_empty,
    )
    if options.clear_empty and options.on_duplicate is not OnDuplicate.UPDATE:
        raise WrongUseError("--clear-empty 须与 --on-duplicate update 同用。没有导入。")
    if call.report:
        _kind_of(call.report, ".xlsx")
        _require_another(call.report, call.file)
    with call.office() as office:
        with office.read() as reader:
            extras = all_names(reader)
        mapping = _mapping(call, office, extras)
        source = read_ledger(
            call.file, sheet=call.sheet, mapping=mapping, extras=extras, password=call.password
        )
        with office.read() as reader:
            judged = plan(reader, source, options)
        if call.report:
            # Before the import, so that a report that can't be written leaves the ledger as it was.
            _annotate(call, judged)
        result = counted(judged) if call.dry_run else bring_in(office, judged)[0]
    document = asdict(result) | {
        "problems": [
            {key: value for key, value in asdict(problem).items() if key != "refuses"}
            | ({"place": source.place(problem.sheet, problem.row)} if source.places else {})
            for problem in result.problems
        ],
        "notes": list(source.notes),
    }
    call.say(document, lambda: _report_text(result, source))
    return 1 if result.refused else 0


def _mapping(call: Call, office: Office, extras: Collection[str]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    if call.profile:
        with office.read() as reader:
            mapping |= _profile(reader, call.profile)
    for word in (word for group in call.map for word in group):
        heading, mark, name = word.partition("=")
        is_key = name in BY_KEY or extra_name(name) in extras
        key = name if is_key else BY_LABEL[name].key if name in BY_LABEL else ""
        if extra_name(name) and not is_key:
            known = "、".join(EXTRA_PREFIX + each for each in extras) or "没有，请先在台账设置中增加"
            raise WrongUseError(f"没有“{extra_name(name)}”这个附加字段。现有：{known}。没有导入。")
        if not mark or (name and not key):
            raise WrongUseError(f"“{word}”应写成 列名=字段。可用的字段：{'、'.join(BY_LABEL)}。没有导入。")
        mapping[heading] = key
    return mapping


def _profile(reader: Reader, name: str) -> dict[str, str]:
    from ducha_desktop.services.profiles import load_profile

    found = load_profile(reader, name)
    if found is None:
        raise NotFoundError(f"没有叫“{name}”的列对应方案。没有导入。请核对方案的名称。")
    return found


def _annotate(call: Call, judged: IntakePlan) -> None:
    from ducha_desktop.exchange.annotate import annotate

    annotate(call.file, judged.problems, call.report)
    note(f"带批注的表：{call.report}")


def _report_text(result: IntakeResult, source: ReadLedger) -> str:
    lines = [
        f"读到 {result.rows_read} 行：新增 {result.drafts}，更新 {result.updated}，跳过 {result.skipped}，不能导入 {result.refused}"
    ]
    lines += [
        f"{p.sheet} {source.place(p.sheet, p.row)} {p.column}：“{p.value}” {p.why}" for p in result.problems
    ]
    if result.unmatched_units:
        lines.append(f"待确认的单位：{'、'.join(result.unmatched_units)}")
    return "\n".join(lines)


def export_ledger(call: Call) -> int:
    """`ducha export`: `.xlsx`, or `.pdf` for printing."""
    kind = _kind_of(call.out, ".xlsx", ".pdf")
    with call.reading() as reader:
        query = named_query(call, reader)
        rows = ledger.count(reader, query)
        (_write_pdf if kind == ".pdf" else _write_xlsx)(reader, query, call.out, paper=call.paper)
    call.say({"file": str(call.out), "rows": rows}, f"已导出 {rows} 项：{call.out}")
    return 0


def _kind_of(out: Path, *kinds: str) -> str:
    """The ending of a file to be written; refused when it promises another kind of file."""
    kind = out.suffix.lower()
    if kind not in kinds:
        raise WrongUseError(f"“{out.name}”须以 {' 或 '.join(kinds)} 结尾。没有写出文件。")
    return kind


def _require_another(report: Path, file: Path) -> None:
    """Refuse a report in the place of the file that is imported; the office's own table stays as it is."""
    if lies_within(file, report):
        raise WrongUseError(
            f"“{report.name}”就是要导入的原表，带批注的表不能盖掉它。没有导入，原表没有改动。请另起一个文件名。"
        )


def heading(reader: Reader, query: LedgerQuery) -> tuple[str, str]:
    """(title, office) over an exported ledger."""
    head = own_office(reader)
    book = query.ledgers[0] if len(query.ledgers) == 1 else "重点工作督查"
    return f"{head.county}{book}台账", head.name


def _write_xlsx(reader: Reader, query: LedgerQuery, out: Path, *, paper: str) -> None:
    from ducha_desktop.exchange.writer import write_ledger
    from ducha_desktop.services.wholes import every_detail, export_keys

    title, office = heading(reader, query)
    keys = export_keys(reader, query)
    write_ledger(
        out,
        every_detail(reader, query, keys=keys),
        title=title,
        office=office,
        today=reader.today,
        columns=keys,
        paper=paper,
    )


def _write_pdf(reader: Reader, query: LedgerQuery, out: Path, *, paper: str) -> None:
    from ducha_desktop.documents.ledger_pdf import render_ledger
    from ducha_desktop.runtime.atomic import write_atomic

    title, office = heading(reader, query)
    pdf = render_ledger(
        ledger.every(reader, query), title=title, office=office, today=reader.today, paper=paper
    )
    write_atomic(out, pdf)


def make_template(call: Call) -> int:
    """`ducha template`."""
    from ducha_desktop.exchange.template import write_template

    _kind_of(call.out, ".xlsx")
    with call.reading() as reader:
        choices = ledger.choices(reader)
        _, office = heading(reader, LedgerQuery())
        write_template(
            call.out,
            office=office,
            today=reader.today,
            units=[name for _, name in choices.units],
            ledgers=[name for _, name in choices.ledgers],
        )
    call.say({"file": str(call.out)}, f"已生成模板：{call.out}")
    return 0
