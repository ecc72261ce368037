"""The studio of `scripts/shots`: a program in a frame, waiting until it rests, and the picture of it."""

# ruff: noqa: D102, D103, D107, ARG002, E402

import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPoint, QSize, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ducha_desktop.app.program import Program
from ducha_desktop.runtime.clock import FixedClock
from ducha_desktop.runtime.paths import DataFolder
from ducha_desktop.ui import ask
from ducha_desktop.ui.theme import theme

TODAY = date(2026, 11, 22)
SETTLE_MS, QUIET_TURNS, MOST_TURNS = 40, 5, 1500
FEWEST_COLOURS = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """One size of the window: logical pixels, scale of the screen, appearance, size of the text in percent."""

    name: str
    width: int
    height: int
    ratio: float
    dark: bool
    text: int = 100


FRAMES = (
    Frame("1366x768", 1366, 768, 1.0, dark=False),
    Frame("1366x768-dark", 1366, 768, 1.0, dark=True),
    Frame("1920x1080@150", 1280, 720, 1.5, dark=False),
    Frame("1920x1080@150-dark", 1280, 720, 1.5, dark=True),
    Frame("1366x768-text125", 1366, 768, 1.0, dark=False, text=125),
    Frame("1366x768-text175", 1366, 768, 1.0, dark=False, text=175),
    Frame("1920x1080-text175", 1920, 1080, 1.0, dark=True, text=175),
)


def put_up_screen(frame: Frame, folder: Path) -> None:
    """Let the program that starts next find a screen as large, and as sharp, as the frame says."""
    if os.environ["QT_QPA_PLATFORM"] != "offscreen":
        return
    width, height = round(frame.width * frame.ratio), round(frame.height * frame.ratio)
    screen = {"name": frame.name, "x": 0, "y": 0, "width": width, "height": height}
    told = folder / "screen.json"
    told.write_text(json.dumps({"screens": [screen | {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}]}))
    os.environ["QT_SCALE_FACTOR"] = str(frame.ratio)
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={told}"


class Silent(ask.Bridge):
    """Lets no dialog wait for an answer."""

    def tell(self, parent: QWidget | None, heading: str, sentence: str) -> None:
        print(f"  {heading}：{sentence}")

    def refuse(self, parent: QWidget | None, sentence: str, details: str, code: str) -> None:
        print(f"  没有完成：{sentence}")

    def trouble(self, parent: QWidget | None, sentence: str, details: str) -> None:
        raise RuntimeError(details)


class Studio:
    """Takes the pictures of one program in one frame."""

    def __init__(self, program: Program, frame: Frame, out: Path, kind: str) -> None:
        self.program, self.frame, self.out, self.kind = program, frame, out, kind
        self.blank: list[str] = []

    @property
    def window(self) -> QWidget:
        return self.program.window

    def rest(self, milliseconds: int = 0) -> None:
        """Wait until nothing is under way."""
        quiet = 0
        if milliseconds:
            spin(milliseconds)
        for _ in range(MOST_TURNS):
            spin(SETTLE_MS)
            quiet = quiet + 1 if self.program.door.idle and not self._opening else 0
            if quiet >= QUIET_TURNS:
                return
        raise RuntimeError("the window did not come to rest")

    @property
    def _opening(self) -> bool:
        """Whether a ledger that is there has not come upon the screen yet."""
        return DataFolder(self.program.folder).database.exists() and not self.program.is_open

    def take(self, name: str, widget: QWidget | None = None) -> None:
        """Save one picture when the window has come to rest."""
        (widget or self.window).activateWindow()
        self.rest()
        self.snap(name, widget)

    def snap(self, name: str, widget: QWidget | None = None) -> None:
        """Save one picture as it is."""
        shown = widget or self.window
        image = render(shown, self.frame.ratio)
        path = self.out / f"{name}-{self.kind}-{self.frame.name}.png"
        image.save(str(path))
        if colours(image) < FEWEST_COLOURS:
            self.blank.append(path.name)

    def dialog(self, name: str, dialog: QDialog) -> None:
        """Save a dialog over the window."""
        dialog.setModal(False)
        dialog.show()
        self.rest(60)
        self.take(name, dialog)
        dialog.close()
        dialog.deleteLater()


def spin(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def render(widget: QWidget, ratio: float) -> QImage:
    size = QSize(round(widget.width() * ratio), round(widget.height() * ratio))
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    return image


def colours(image: QImage) -> int:
    small = image.scaled(120, 80)
    return len({small.pixel(x, y) for x in range(120) for y in range(80)})


@contextmanager
def running(folder: Path, frame: Frame) -> Iterator[Program]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, dark=frame.dark, scale=frame.text)
    program = Program(folder, FixedClock(TODAY))
    program.window.resize(frame.width, frame.height)
    program.window.show()
    program.begin()
    try:
        yield program
    finally:
        program.window.close()
        program.close()
        program.window.deleteLater()
        spin(20)


def copy_of(demo: Path, scratch: Path) -> Path:
    """A county of one's own to write into."""
    folder = scratch / "县"
    shutil.copytree(demo, folder, ignore=shutil.ignore_patterns("ducha.lock", "window.ini"))
    return folder


def sample_workbook(folder: Path) -> Path:
    """A messy ledger of the kind offices send."""
    import openpyxl

    path = folder / "各单位报来的重点工作台账.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "2026年重点工作"
    sheet.append(["云岭县2026年重点工作督查台账"])
    sheet.append(
        ["序号", "工作任务", "目标要求", "牵头单位", "配合单位", "责任领导", "完成时限", "进展情况", "完成率"]
    )
    lines = (
        ("城区东片雨污分流改造二期", "完成管网8公里", "县住建局", "县财政局、县自然资源局", "陈启群", "2026.12.31", "已完成5公里", "62%"),
        ("农村公路安防工程", "安装波形护栏30公里", "县交通运输局", "", "马颤", "三季度末", "招标完成", "约30%"),
        ("县中医院康养楼", "主体封顶", "县卫健局", "县发改局，县住建局", "周晓芸", "每月25日前报进展", "", "一半"),
        ("乡镇污水处理设施运维", "稳定运行", "市生态环境局云岭分局", "各乡镇", "马颤", "长期坚持", "", ""),
        ("营商环境专项整治", "整改12个问题", "县行政审批局", "县司法局", "陈启群", "立行立改", "", "80%"),
        ("老旧小区加装电梯", "加装20部", "县房管中心", "县住建局", "张某某", "另行通知", "", "待定"),
    )  # fmt: skip
    for number, line in enumerate(lines * 6, start=1):
        title = line[0] if number <= len(lines) else f"{line[0]}（{(number - 1) // len(lines) + 1}期）"
        sheet.append([number, title, *line[1:]])
    sheet.append(["小计"])
    book.save(path)
    book.close()
    return path
