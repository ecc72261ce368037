"""What a file is, by its bytes and never by its name; every kind that is not read has its own sentence."""

import io
import re

import olefile

from ducha_desktop.domain.errors import DamagedError, EncryptedFileError, RefusedError
from ducha_desktop.exchange.delimited import decode
from ducha_desktop.exchange.markup import SPREADSHEET
from ducha_desktop.exchange.safety import DAMAGED, Member, open_zip, read_member

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(r"<\s*(?:!doctype\s+html|html|table|head|body|meta|style)\b", re.IGNORECASE)
_BIFF_BARE = (
    b"\x09\x08\x10\x00",
    b"\x09\x08\x08\x00",
    b"\x09\x04\x06\x00",
    b"\x09\x02\x06\x00",
    b"\x09\x00\x04\x00",
)
_TAIL = "没有导入任何内容。"
_SAVE_AS = f"{_TAIL}请用 Excel 或 WPS 打开后另存为 .xlsx 再导入。"

ENCRYPTED = "文件设有打开密码，没有导入任何内容。请输入密码后再导入。"
MACROS = f"这是含宏的工作簿（.xlsm），为防宏病毒不予读取，{_TAIL}请另存为不含宏的 .xlsx 再导入。"
PROTECTED = (
    "文件被单位的文档加密或权限管理软件（DRM）保护，离开授权环境无法读取，"
    f"{_TAIL}请在能打开它的电脑上解密或另存为普通 .xlsx 再导入。"
)
WORD_MACROS = f"这是含宏的文档（.docm），为防宏病毒不予读取，{_TAIL}请另存为不含宏的 .docx 再导入。"
_AS_DOCUMENT = f"{_TAIL}请用 Word 或 WPS 打开后另存为 .docx 再导入。"
OLD_WORD = f"这是旧格式的文字文档（.doc 或 .wps），不能直接读取，{_AS_DOCUMENT}"
RTF = f"这是 RTF 文档，不能直接读取，{_AS_DOCUMENT}"
WORD_XML = f"这是以 XML 保存的 Word 文档，不能直接读取，{_AS_DOCUMENT}"
PDF = (
    f"这是 PDF 文件，里面只有版面，没有表格和段落，不能读取，{_TAIL}"
    "请用 WPS 或 Word 打开后另存为 .docx 再导入，或向来文单位索取 Word、Excel 原件。"
)
UNKNOWN = f"无法识别的文件类型，{_TAIL}请另存为能读的格式：.xlsx、.xls、.et、.docx、网页表格、CSV 文本表格和文字稿（.txt）。"

_MAGICS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", PDF),
    (b"Rar!", f"这是压缩包（RAR），{_TAIL}请解压后导入其中的表格。"),
    (b"7z\xbc\xaf", f"这是压缩包（7z），{_TAIL}请解压后导入其中的表格。"),
    (b"\x1f\x8b", f"这是压缩包（gzip），{_TAIL}请解压后导入其中的表格。"),
    (b"\x89PNG", f"这是图片，不是表格，{_TAIL}请向来文单位索取 Excel 文件。"),
    (b"\xff\xd8\xff", f"这是图片，不是表格，{_TAIL}请向来文单位索取 Excel 文件。"),
    (b"GIF8", f"这是图片，不是表格，{_TAIL}请向来文单位索取 Excel 文件。"),
    (b"MZ", f"这是可执行程序，不是表格，可能是病毒，{_TAIL}请不要打开它。"),
    (b"SQLite format 3\x00", f"这是数据库文件，不是表格，{_TAIL}如要恢复备份请用“备份与恢复”。"),
    (b"{\\rtf", RTF),
)
_DRM_MARKS = (b"E-SafeNet", b"%TSD-Header-###%", b"DRMEncrypted", b"\x62\x14\x23\x65")


def refuse_early(data: bytes) -> None:
    """Refuse empty files, protected files and the kinds named by their first bytes."""
    if not data.strip(b"\0 \r\n\t"):
        raise DamagedError(f"文件是空的，{_TAIL}请向来文单位再要一份。")
    head = data[:1024]
    if any(mark in head for mark in _DRM_MARKS):
        raise RefusedError(PROTECTED)
    for magic, sentence in _MAGICS:
        if head.startswith(magic):
            raise RefusedError(sentence)


def is_zip(data: bytes) -> bool:
    """Whether the bytes start as a zip."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def is_ole(data: bytes) -> bool:
    """Whether the bytes start as a compound file."""
    return data.startswith(_OLE)


def zip_kind(data: bytes) -> tuple[str, dict[str, Member], tuple[str, ...]]:
    """`xlsx` or `docx`, the members of the zip, and remarks; every other zip is refused.

    Raises:
        RefusedError: macros, another program's format, an exchange package, any other archive.
    """
    members = open_zip(data)
    members = {name.replace("\\", "/"): member for name, member in members.items()}
    types = read_member(data, members, "[Content_Types].xml")
    lower = {name.lower() for name in members}
    is_word = b"wordprocessingml" in types or "word/document.xml" in lower
    if any(name.endswith("vbaproject.bin") for name in lower) or b"macroEnabled" in types:
        raise RefusedError(WORD_MACROS if is_word else MACROS)
    if "xl/workbook.xml" in members:
        return "xlsx", members, _remarks(lower)
    if is_word:
        return "docx", members, ()
    raise RefusedError(_other_zip(data, members, lower))


def _other_zip(data: bytes, members: dict[str, Member], lower: set[str]) -> str:
    if "xl/workbook.bin" in lower:
        return f"这是二进制工作簿（.xlsb），{_SAVE_AS}"
    if "ppt/presentation.xml" in lower:
        return f"这是演示文稿，不是表格，{_TAIL}请把其中的表格复制到 Excel 后再导入。"
    if {"header.json", "signature"} <= lower:
        return f"这是督查交换包（.dcx），不是表格，{_TAIL}本程序这一版还不能接收交换包。"
    if b"opendocument" in read_member(data, members, "mimetype")[:100]:
        return f"这是 OpenDocument 文件（.ods/.odt），{_SAVE_AS}"
    return f"这是压缩包，不是表格，{_TAIL}请解压后导入其中的表格。"


def _remarks(lower: set[str]) -> tuple[str, ...]:
    """Parts of a workbook that are left aside."""
    found = []
    if any(name.startswith("xl/externallinks/") for name in lower):
        found.append("表格引用了其他文件（外部链接），只采用文件中保存的数值，没有访问外部文件。")
    if any(name.startswith(("xl/embeddings/", "xl/activex/")) for name in lower):
        found.append("表格中嵌有对象或控件，没有读取，也没有运行。")
    if any(name.startswith("xl/media/") for name in lower):
        found.append("表格中有图片，没有读取。")
    return tuple(found)


def ole_kind(data: bytes) -> str:
    """`xls`; EncryptedFileError for a locked workbook, RefusedError for any other compound file."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            names = {"/".join(path).lower() for path in ole.listdir(streams=True, storages=True)}
    except Exception as error:  # olefile raises whatever the bytes provoke
        raise DamagedError(DAMAGED) from error
    if any("drmencrypted" in name for name in names):
        raise RefusedError(PROTECTED)
    if "encryptedpackage" in names:
        raise EncryptedFileError(ENCRYPTED)
    if names & {"workbook", "book"}:
        return "xls"
    if "worddocument" in names or any(name.startswith("wps") for name in names):
        raise RefusedError(OLD_WORD)
    if "powerpoint document" in names:
        raise RefusedError(f"这是演示文稿，不是表格，{_TAIL}请把其中的表格复制到 Excel 后再导入。")
    raise RefusedError(UNKNOWN)


def ole_remarks(data: bytes) -> tuple[str, ...]:
    """Remarks on an `.xls`: macros are never run."""
    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        macros = ole.exists("_VBA_PROJECT_CUR")
    return ("表格中含有宏，没有读取，也没有运行。",) if macros else ()


def text_kind(data: bytes) -> str:
    """`html`, `xml` or `text`; RefusedError for bytes that are no text."""
    if data.startswith(_BIFF_BARE):
        raise RefusedError(f"这是很旧的 Excel 文件（Excel 4 以前），{_SAVE_AS}")
    if data[:13].upper() == b"MIME-VERSION:":
        raise RefusedError(f"这是单个文件网页（.mht），{_SAVE_AS}")
    text = decode(data[:65536]) or decode(data[:65535]) or decode(data[:65534]) or decode(data[:65533])
    head = (text or "")[:8192].lstrip("\ufeff \r\n\t")
    if SPREADSHEET in head and head.startswith("<?xml"):
        return "xml"
    if head.startswith("<") and _HTML.search(head):
        return "html"
    if head.startswith("<?xml") and ("wordDocument" in head or "pkg:package" in head):
        raise RefusedError(WORD_XML)
    if head.startswith(("<?xml", "<!DOCTYPE")):
        raise RefusedError(f"这是 XML 文件，不是表格，{_SAVE_AS}")
    if not head:
        raise RefusedError(UNKNOWN)
    return "text"
