"""cards: the three-level supervision cards as PDF."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ducha_desktop.cli.frame import Call, note, place
from ducha_desktop.cli.ledger import filters, named_query
from ducha_desktop.domain.errors import NotFoundError
from ducha_desktop.domain.vocabulary import CardLevel, Stage
from ducha_desktop.runtime.atomic import write_atomic
from ducha_desktop.services.office import Reader
from ducha_desktop.services.papers import CardBatch

if TYPE_CHECKING:
    from ducha_desktop.services.cards import CardChoice


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    cards = commands.add_parser("cards", parents=[shared, filters()], help="三级督办卡")
    cards.add_argument(
        "--level", choices=[*(level.value for level in CardLevel), "all"], default="all", help="哪一级"
    )
    cards.add_argument("--holder", action="append", default=[], metavar="姓名或单位")
    cards.add_argument("--number", action="append", default=[], metavar="编号")
    cards.add_argument("--co-units", action="store_true", help="配合单位也出卡")
    cards.add_argument(
        "--content", choices=("cards", "summary", "both"), default="both", help="卡片、清单或两者"
    )
    cards.add_argument("--layout", choices=("2up", "a5", "a4"), default="2up", help="版式")
    cards.add_argument("--duplex", action="store_true", help="双面打印：每位持卡人从新的一张纸开始")
    cards.add_argument("--out", required=True, type=place, metavar="文件.pdf 或 文件夹")
    cards.set_defaults(handler=make_cards)


def make_cards(call: Call) -> int:
    """`ducha cards`."""
    from ducha_desktop import cards as room
    from ducha_desktop.services.cards import gather

    with call.reading() as reader:
        batch = gather(reader, _choice(call, reader))
    _require_holders(batch, tuple(call.holder))
    layout, content = room.Layout(call.layout), room.Content(call.content)
    made: list[tuple[Path, Any]] = []
    if call.out.suffix.lower() == ".pdf":
        rendered = room.render(batch, layout=layout, content=content, duplex=call.duplex)
        write_atomic(call.out, rendered.pdf)
        made.append((call.out, rendered))
    else:
        call.out.mkdir(parents=True, exist_ok=True)
        for name, rendered in room.render_files(batch, layout=layout, content=content, duplex=call.duplex):
            write_atomic(call.out / name, rendered.pdf)
            made.append((call.out / name, rendered))
    return _report(call, made, batch.notes)


def _choice(call: Call, reader: Reader) -> "CardChoice":
    from ducha_desktop.services.cards import DEFAULT_STAGES, CardChoice

    query = named_query(call, reader)
    return CardChoice(
        levels=tuple(CardLevel) if call.level == "all" else (CardLevel(call.level),),
        holders=tuple(call.holder),
        numbers=tuple(call.number),
        co_units=call.co_units,
        query=query,
        stages=tuple(Stage(stage) for stage in query.stages) or DEFAULT_STAGES,
    )


def _require_holders(batch: CardBatch, wanted: tuple[str, ...]) -> None:
    found = {name for holders in batch.sets for name in (holders.holder, *holders.through)}
    missing = [name for name in wanted if name not in found]
    if missing:
        raise NotFoundError(
            f"没有找到“{'”“'.join(missing)}”的卡片，没有生成文件。请核对姓名或单位全称。{''.join(batch.notes)}"
        )


def _report(call: Call, made: list[tuple[Path, Any]], notes: tuple[str, ...]) -> int:
    warnings = list(dict.fromkeys([*notes, *(words for _, rendered in made for words in rendered.warnings)]))
    for words in warnings:
        note(str(words))
    document = {
        "cards": sum(rendered.cards for _, rendered in made),
        "summaries": sum(rendered.summaries for _, rendered in made),
        "pages": sum(rendered.pages for _, rendered in made),
        "files": [str(path) for path, _ in made],
        "warnings": [str(words) for words in warnings],
    }
    call.say(
        document,
        f"卡片 {document['cards']} 张，清单 {document['summaries']} 份，共 {document['pages']} 页，{len(made)} 个文件",
    )
    return 0
