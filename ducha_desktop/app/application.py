"""The Qt application: its environment, its look, its language, and what catches an error nobody caught."""

import logging
import os
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QLibraryInfo, QObject, Qt, QTranslator
from PySide6.QtGui import QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from ducha_desktop.runtime import paths
from ducha_desktop.runtime.logs import LOGGER
from ducha_desktop.ui import ask
from ducha_desktop.ui.theme import theme

log = logging.getLogger(LOGGER)
NAME = "ducha-desktop"


def make_application(arguments: list[str]) -> QApplication:
    """The Qt application, dressed and speaking Chinese; environment first."""
    choose_input_method()
    QGuiApplication.setHighDpiScaleFactorRoundingPolicy(Qt.HighDpiScaleFactorRoundingPolicy.PassThrough)
    # The style by Qt's own argument: setting it from here first builds Python's picture of all of QStyle.
    app = QApplication([*arguments, "-style", "Fusion"])
    app.setApplicationName(NAME)
    app.setApplicationDisplayName("督查台账")
    app.setWindowIcon(QIcon(str(paths.resource("icons/ducha.svg"))))
    speak_chinese(app)
    theme.apply(app, dark=_system_is_dark(app), scale=100)
    return app


def speak_chinese(app: QApplication) -> None:
    """Qt's own words (buttons of file and print dialogs) in Chinese whatever the system speaks."""
    translator = QTranslator(app)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    if translator.load("qtbase_zh_CN", folder):
        app.installTranslator(translator)


def choose_input_method() -> None:
    """On Linux the wheel of Qt has no fcitx plug-in: reach fcitx5 through its IBus portal instead."""
    if sys.platform != "linux":
        return
    wanted = os.environ.get("QT_IM_MODULE", "")
    if wanted not in {"", "fcitx", "fcitx5"} or not _fcitx_runs():
        return
    os.environ["QT_IM_MODULE"] = "ibus"
    os.environ["IBUS_USE_PORTAL"] = "1"


def catch_the_unexpected(owner: QObject) -> None:
    """Log what nobody caught with its trace and tell the clerk calmly; the program goes on.

    Args:
        owner: who stands behind the message: a window, or an object that outlives windows.
    """

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        ask.failure(owner, error)

    def in_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            log.error("unexpected in thread", exc_info=args.exc_value)

    sys.excepthook = caught
    threading.excepthook = in_thread


def _system_is_dark(app: QApplication) -> bool:
    return app.palette().color(QPalette.ColorRole.Window).lightness() < 128  # noqa: PLR2004 - half of 255


def _fcitx_runs() -> bool:
    """Whether fcitx5 is among the processes; plain reads, for every start waits for them."""
    for number in os.listdir("/proc"):  # noqa: PTH208 - hundreds of entries, no path objects
        if not number.isdecimal():
            continue
        try:
            process = os.open(f"/proc/{number}/comm", os.O_RDONLY)
        except OSError:
            continue
        try:
            if os.read(process, 32).strip() == b"fcitx5":
                return True
        except OSError:
            continue
        finally:
            os.close(process)
    return False
