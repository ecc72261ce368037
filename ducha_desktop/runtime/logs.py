"""The program's log: what happened and where, never what stood in a field (`reliability.md` §5.4)."""

import logging
import traceback
from contextlib import suppress
from pathlib import Path
from types import TracebackType

LOGGER = "ducha_desktop"
LOG_NAME = "ducha.log"
_BYTES_PER_FILE = 1_000_000
_FILES_KEPT = 5


class _ContentFreeFormatter(logging.Formatter):
    """Traces with file, line and kind of error, without the error's words.

    A database error quotes the values it refused; those are the office's content.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The line; a trace that another handler already rendered with its words is not reused."""
        rendered, record.exc_text = record.exc_text, None
        try:
            return super().format(record)
        finally:
            record.exc_text = rendered

    def formatException(  # noqa: N802 - the name is logging's
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None],
    ) -> str:
        """The frames and kinds of the error and of those that led to it."""
        if ei[1] is None:
            return ""
        return "\n".join(_trace_lines(ei[1]))


def _trace_lines(error: BaseException) -> list[str]:
    lines: list[str] = []
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        lines += [*_trace_lines(cause), "  -- then --"]
    for frame in traceback.extract_tb(error.__traceback__):
        lines.append(f"  {frame.filename}:{frame.lineno} {frame.name}")
    code = getattr(error, "code", "")
    lines.append(f"{type(error).__module__}.{type(error).__qualname__}{f' [{code}]' if code else ''}")
    return lines


def start_log(folder: Path, *, level: int = logging.INFO) -> Path:
    """Send the program's log to `folder`, five files of 1 MB, UTF-8.

    Calling it again moves the log. A folder that cannot be written leaves the program without a
    log rather than without a start.

    Returns:
        The path of the log, to be named in messages.
    """
    from ducha_desktop.runtime.log_file import PatientRotatingHandler

    stop_log()
    path = folder / LOG_NAME
    logger = logging.getLogger(LOGGER)
    logger.setLevel(level)
    logger.propagate = False
    with suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = PatientRotatingHandler(
            path, maxBytes=_BYTES_PER_FILE, backupCount=_FILES_KEPT - 1, encoding="utf-8", delay=True
        )
        handler.name = LOG_NAME
        handler.setFormatter(
            _ContentFreeFormatter("%(asctime)s %(levelname)s %(process)d %(name)s %(message)s")
        )
        logger.addHandler(handler)
    return path


def stop_log() -> None:
    """Close the log's file."""
    logger = logging.getLogger(LOGGER)
    for handler in tuple(logger.handlers):
        if handler.name == LOG_NAME:
            logger.removeHandler(handler)
            handler.close()
