"""A small workbook of openpyxl as bytes that are the same whenever it is written."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from ducha_desktop.exchange.zip_stream import ZipStream

if TYPE_CHECKING:
    from openpyxl import Workbook

_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def packed(book: "Workbook", *, when: datetime) -> bytes:
    """The workbook's bytes with one fixed time everywhere."""
    raw, fixed = io.BytesIO(), io.BytesIO()
    book.save(raw)
    stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    with zipfile.ZipFile(raw) as source:
        archive = ZipStream(fixed, when=when)
        for name in _content_types_first(source.namelist()):
            data = source.read(name)
            with archive.member(name) as take:
                take(_MODIFIED.sub(rb"\g<1>" + stamp, data) if name == "docProps/core.xml" else data)
        archive.close()
    return fixed.getvalue()


def _content_types_first(names: Iterable[str]) -> list[str]:
    return sorted(names, key=lambda name: (name != "[Content_Types].xml", name))
