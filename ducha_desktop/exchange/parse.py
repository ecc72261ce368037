"""From the bytes of a foreign file to grids: the whole order of checks. Runs in the worker."""

import hashlib

from ducha_desktop.domain.errors import EncryptedFileError
from ducha_desktop.exchange import sniff
from ducha_desktop.exchange.delimited import read_text
from ducha_desktop.exchange.grid import Book, Grid
from ducha_desktop.exchange.locked import unlock
from ducha_desktop.exchange.markup import read_html, read_xml
from ducha_desktop.exchange.safety import check_size
from ducha_desktop.exchange.workbook import read_xls, read_xlsx


def parse(data: bytes, password: str | None) -> Book:
    """Read a foreign file: magic → limits → byte scan → values.

    Raises:
        DuchaError: with the sentence that fits the file.
    """
    check_size(len(data))
    digest = hashlib.sha256(data).hexdigest()
    try:
        kind, grids, remarks = _read(data)
    except EncryptedFileError:
        if not password:
            raise
        kind, grids, remarks = _read(unlock(data, password))
        remarks = (*remarks, "文件设有打开密码，已用所给密码打开。")
    return Book(kind, digest, grids, remarks)


def opened(data: bytes, password: str | None) -> bytes:
    """The bytes of a file already parsed, without its password."""
    return unlock(data, password) if password and sniff.is_ole(data) else data


def _read(data: bytes) -> tuple[str, tuple[Grid, ...], tuple[str, ...]]:
    sniff.refuse_early(data)
    if sniff.is_zip(data):
        members, remarks = sniff.zip_kind(data)
        return "xlsx", read_xlsx(data, members), remarks
    if sniff.is_ole(data):
        kind = sniff.ole_kind(data)
        return kind, read_xls(data), sniff.ole_remarks(data)
    kind = sniff.text_kind(data)
    read = {"html": read_html, "xml": read_xml, "csv": read_text}[kind]
    return kind, read(data), ()
