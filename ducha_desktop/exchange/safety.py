"""Pre-checks of a foreign zip before any spreadsheet library sees it (`reliability.md` §5.6)."""

import io
import re
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from ducha_desktop.domain.errors import DamagedError, RefusedError, TooLargeError

try:
    from isal.isal_zlib import decompressobj as _decompressobj
except ImportError:  # wheels of isal do not exist for every machine
    from zlib import decompressobj as _decompressobj  # type: ignore[assignment]

MAX_FILE = 50 * 1024 * 1024
MAX_UNPACKED = 300 * 1024 * 1024
MAX_RATIO = 200
RATIO_FROM = 1024 * 1024
MAX_MEMBERS = 2000
MAX_DIRECTORY = 1024 * 1024
CHUNK = 1024 * 1024
_PROLOGUE = 4096

_END = struct.Struct("<4s4H2LH")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED = 0x1
_ZIP64_COUNT, _ZIP64_SIZE = 0xFFFF, 0xFFFFFFFF
_ENCODING = re.compile(rb"""^<\?xml[^>]*?\bencoding\s*=\s*["']([\w.-]+)["']""")

DAMAGED = (
    "文件已损坏，无法完整读取，没有导入任何内容。"
    "请在 Excel、Word 或 WPS 中打开后另存为 .xlsx（文档存为 .docx）再导入。"
)


@dataclass(frozen=True, slots=True)
class Member:
    """One member of the zip, with the place of its packed bytes."""

    name: str
    size: int
    packed: int
    start: int
    stored: bool


def _too_large(what: str) -> TooLargeError:
    return TooLargeError(
        f"文件过大：{what}，没有导入任何内容。请删去无关的工作表、图片和空白区域，或分成几个文件再导入。"
    )


def check_size(size: int) -> None:
    """Refuse a file beyond 50 MB."""
    if size > MAX_FILE:
        raise _too_large(f"{size / 1024 / 1024:.0f} MB，超过 {MAX_FILE // 1024 // 1024} MB 的上限")


def _check_directory(data: bytes) -> None:
    """Bound the central directory before the standard library builds a list of it."""
    end = data.rfind(b"PK\x05\x06")
    if end < 0 or end + _END.size > len(data):
        raise DamagedError(DAMAGED)
    _, _, _, _, entries, size, _, _ = _END.unpack_from(data, end)
    if entries not in range(1, MAX_MEMBERS + 1) and entries != _ZIP64_COUNT:
        raise _too_large(f"压缩包内有 {entries} 个部件") if entries else DamagedError(DAMAGED)
    if size > MAX_DIRECTORY and size != _ZIP64_SIZE:
        raise _too_large("压缩包目录异常")


def _locate(data: bytes, info: zipfile.ZipInfo) -> Member:
    """Find the packed bytes of a member through its local header."""
    if info.flag_bits & _ENCRYPTED:
        raise RefusedError("文件是加密的压缩包，无法读取，没有导入任何内容。请解压后导入其中的表格。")
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise DamagedError(DAMAGED)
    if info.header_offset + _LOCAL.size > len(data):
        raise DamagedError(DAMAGED)
    mark, *_, name_length, extra_length = _LOCAL.unpack_from(data, info.header_offset)
    start = info.header_offset + _LOCAL.size + name_length + extra_length
    if mark != b"PK\x03\x04" or start + info.compress_size > len(data):
        raise DamagedError(DAMAGED)
    stored = info.compress_type == zipfile.ZIP_STORED
    return Member(info.filename, info.file_size, info.compress_size, start, stored)


def open_zip(data: bytes) -> dict[str, Member]:
    """Read the central directory of a zip and hold it against the limits.

    Raises:
        TooLargeError: too many members, too much when unpacked, a compression ratio of a bomb.
        DamagedError: not a whole zip, overlapping or doubled members, an unknown compression.
        RefusedError: a member is encrypted.
    """
    _check_directory(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
    except (
        zipfile.BadZipFile,
        NotImplementedError,
        ValueError,
        struct.error,
        OverflowError,
        EOFError,
    ) as error:
        raise DamagedError(DAMAGED) from error
    if len(infos) > MAX_MEMBERS:
        raise _too_large(f"压缩包内有 {len(infos)} 个部件")
    total = sum(info.file_size for info in infos)
    if total > MAX_UNPACKED:
        raise _too_large(f"解压后有 {total // 1024 // 1024} MB")
    for info in infos:
        if info.file_size > RATIO_FROM and info.file_size > MAX_RATIO * max(info.compress_size, 1):
            raise _too_large("文件内容异常，展开后过大")
    members: dict[str, Member] = {}
    reached = 0
    for member in sorted((_locate(data, info) for info in infos), key=lambda member: member.start):
        if member.start < reached or member.name in members:
            raise DamagedError(DAMAGED)
        reached = member.start + member.packed
        members[member.name] = member
    return members


def stream(data: bytes, member: Member) -> Iterator[bytes]:
    """Unpack a member piece by piece; the declared size must be the true one."""
    packed = memoryview(data)[member.start : member.start + member.packed]
    seen = 0
    for piece in _stored(packed) if member.stored else _deflated(packed, member.size):
        seen += len(piece)
        if seen > member.size:
            raise DamagedError(DAMAGED)
        yield piece
    if seen != member.size:
        raise DamagedError(DAMAGED)


def _stored(packed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(packed), CHUNK):
        yield bytes(packed[start : start + CHUNK])


def _deflated(packed: memoryview, declared: int) -> Iterator[bytes]:
    machine = _decompressobj(-15)
    limit = min(CHUNK, declared + 1)
    try:
        piece = machine.decompress(packed, limit)
        while piece:
            yield piece
            piece = machine.decompress(machine.unconsumed_tail, CHUNK)
    except Exception as error:  # isal and zlib name theirs differently
        raise DamagedError(DAMAGED) from error


def read_member(data: bytes, members: dict[str, Member], name: str) -> bytes:
    """The whole of a small member; empty when it is missing."""
    member = members.get(name)
    return b"".join(stream(data, member)) if member else b""


def check_xml(piece: bytes, *, first: bool) -> None:
    """Refuse document types (entity bombs) and encodings that would hide them from a byte scan."""
    if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece[:_PROLOGUE]:
        raise DamagedError(
            "文件中含有文档类型声明（DTD），可能是恶意文件，已拒绝读取，没有导入任何内容。请与发送单位核实，或用 WPS 另存为新文件再导入。"
        )
    if not first:
        return
    head = piece[:200].lstrip(b"\xef\xbb\xbf \r\n\t")
    stated = _ENCODING.match(head)
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head:
        raise DamagedError(DAMAGED)
    if stated and stated[1].lower() not in (b"utf-8", b"utf8", b"us-ascii", b"ascii"):
        raise DamagedError(DAMAGED)


def check_parts(data: bytes, members: dict[str, Member], skip: frozenset[str]) -> None:
    """Unpack every XML part once and look for document types; sheets in `skip` are scanned elsewhere."""
    for member in members.values():
        if member.name in skip or not member.name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        tail = b""
        for index, piece in enumerate(stream(data, member)):
            check_xml(tail + piece, first=index == 0)
            tail = piece[-16:]
