"""From the bytes of a foreign file to grids: the whole order of checks. Runs in the worker."""

import hashlib

from ducha_desktop.domain.errors import DuchaError, EncryptedFileError
from ducha_desktop.exchange import sniff
from ducha_desktop.exchange.grid import Book, Grid
from ducha_desktop.exchange.locked import unlock
from ducha_desktop.exchange.markup import read_html, read_xml
from ducha_desktop.exchange.plain_text import read_plain
from ducha_desktop.exchange.safety import check_size
from ducha_desktop.exchange.word import read_docx
from ducha_desktop.exchange.workbook import read_xls, read_xlsx

_EXCEL_OWN = "VelvetSweatshop"  # Excel locks a workbook of protected structure with it and never asks


def parse(data: bytes, password: str | None) -> Book:
    """Read a foreign file: magic → limits → byte scan → values.

    Raises:
        DuchaError: with the sentence that fits the file.
    """
    check_size(len(data))
    digest = hashlib.sha256(data).hexdigest()
    try:
        kind, grids, remarks = _read(data)
    except EncryptedFileError as error:
        kind, grids, remarks = _read(_unlocked(data, password, error))
        if password:
            remarks = (*remarks, "文件设有打开密码，已用所给密码打开。")
    return Book(kind, digest, grids, remarks)


def _unlocked(data: bytes, password: str | None, asked: EncryptedFileError) -> bytes:
    """The bytes without their password; without one, with the word Excel itself uses for protected workbooks."""
    if password:
        return unlock(data, password)
    try:
        return unlock(data, _EXCEL_OWN)
    except DuchaError:
        raise asked from None


def opened(data: bytes, password: str | None) -> bytes:
    """The bytes of a file already parsed, without its password."""
    if sniff.is_ole(data):
        try:
            sniff.ole_kind(data)
        except EncryptedFileError as error:
            return _unlocked(data, password, error)
    return data


def _read(data: bytes) -> tuple[str, tuple[Grid, ...], tuple[str, ...]]:
    sniff.refuse_early(data)
    if sniff.is_zip(data):
        kind, members, remarks = sniff.zip_kind(data)
        if kind == "docx":
            grids, left_out = read_docx(data, members)
            return kind, grids, (*remarks, *left_out)
        return kind, read_xlsx(data, members), remarks
    if sniff.is_ole(data):
        kind = sniff.ole_kind(data)
        return kind, read_xls(data), sniff.ole_remarks(data)
    kind = sniff.text_kind(data)
    if kind == "text":
        return (*read_plain(data), ())
    return kind, (read_html if kind == "html" else read_xml)(data), ()
