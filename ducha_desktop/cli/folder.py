"""gui, init, demo: data folders and the window."""

import argparse
import random
from typing import Any

from ducha_desktop.cli.frame import Call, at_least, note
from ducha_desktop.domain.errors import WrongUseError
from ducha_desktop.domain.ledger_query import LedgerQuery
from ducha_desktop.domain.vocabulary import OfficeRole
from ducha_desktop.services.ledger import tallies
from ducha_desktop.services.office import Reader
from ducha_desktop.services.own_office import own_office


def register(commands: "argparse._SubParsersAction[Any]", shared: argparse.ArgumentParser) -> None:
    """Add the commands of this module."""
    window = commands.add_parser("gui", parents=[shared], help="打开窗口（默认）")
    window.set_defaults(handler=open_window)
    init = commands.add_parser("init", parents=[shared], help="建立新的数据文件夹")
    init.add_argument("--county", required=True, metavar="名称", help="如 云岭县")
    init.add_argument("--level", default="县", metavar="级别", help="县、市、区、旗……")
    init.add_argument(
        "--role", choices=[role.value for role in OfficeRole], default="county", help="本机是谁"
    )
    init.add_argument("--office", default="", metavar="名称", help="办公室名称")
    init.add_argument("--unit", default="", metavar="单位", help="本机所属单位")
    init.set_defaults(handler=init_folder)
    demo = commands.add_parser("demo", parents=[shared], help="建立示例县")
    demo.add_argument("--scale", type=at_least(1), default=1, metavar="N", help="1 约 600 项")
    demo.add_argument("--seed", type=int, default=1, metavar="S", help="同样的种子得到同样的数据")
    demo.set_defaults(handler=demo_folder)


def open_window(call: Call) -> int:
    """`ducha gui`."""
    from ducha_desktop.app import run

    return run(
        call.folder if call.data else None,
        today=call.arguments.today if hasattr(call.arguments, "today") else None,
    )


def init_folder(call: Call) -> int:
    """`ducha init`."""
    from ducha_desktop.services.founding import found

    if call.role != OfficeRole.COUNTY and not (call.arguments.office.strip() or call.unit.strip()):
        raise WrongUseError("部门和乡镇须写明办公室名称（--office）或所属单位（--unit）。没有建立台账。")
    with (
        found(
            call.folder,
            county=call.county,
            level=call.level,
            role=OfficeRole(call.role),
            office=call.arguments.office,
            unit=call.arguments.unit,
            clock=call.clock,
            user=call.user or "督查员",
        ) as office,
        office.read() as reader,
    ):
        name = own_office(reader).name
    call.say(
        {
            "data": str(call.folder),
            "office": name,
            "county": call.county,
            "level": call.level,
            "role": call.role,
        },
        f"已建立：{name}\n数据文件夹：{call.folder}",
    )
    return 0


def demo_folder(call: Call) -> int:
    """`ducha demo`: the same scale, seed and `--today` give the same data, uids and stamps included."""
    from ducha_desktop.services.demo import build, demo_clock
    from ducha_desktop.services.founding import found

    today = call.clock.today()
    clock = demo_clock(today)
    bits = random.Random(f"ducha {call.seed} {call.scale} {today}")  # noqa: S311 - repeatable, not secret
    with found(call.folder, county="云岭县", clock=clock, bits=bits, user="王敏") as office:
        build(
            office, scale=call.scale, seed=call.seed, today=today, progress=None if call.wants_json else note
        )
        with office.read() as reader:
            # The folder's clock stands where the last act was told, not at the end of the story.
            counted = tallies(Reader(reader.connection, today), LedgerQuery())
    call.say(
        {
            "data": str(call.folder),
            "rows": counted.rows,
            "total": counted.total,
            "stages": counted.stages,
            "states": counted.states,
            "lights": counted.lights,
        },
        f"示例县已建立：{counted.rows} 项\n数据文件夹：{call.folder}",
    )
    return 0
