"""Files: what WPS and others save, disguises, locked and foreign files."""

import io
import zipfile

import msoffcrypto
from msoffcrypto.format.ooxml import OOXMLFile

from corpus.kit import HEAD, ROWS, book, case, inline, old_book, packed, raw, raw_parts, repacked

HTML = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet><x:Name>督办台账</x:Name></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml><![endif]-->
<style>td{mso-number-format:"\\@"}</style></head><body><table border=1>
<tr><td colspan=4>2026年督办台账</td></tr>
<tr><th>类别</th><th>督办事项</th><th>责任<br>单位</th><th>完成时限</th></tr>
<tr><td rowspan="2">民生</td><td>新建公厕&nbsp;12座</td><td>县城管局<br/>县住建局</td><td>6月底</td></tr>
<tr><td>改造&lt;老旧&gt;管网</td><td>县水利局</td><td>2026-09-30</td></tr>
<tr style="display:none"><td>产业</td><td>招商引资</td><td>县商务局</td><td>全年</td></tr>
</table></body></html>"""

CSV = '序号,事项,责任单位,完成时限,备注\n1,"推进项目,一期",县发改局,6月底,"甲\n乙"\n2,审计整改,县审计局,"=""0930""",\n'
XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="台账"><Table>
<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">2026年台账</Data></Cell></Row>
<Row ss:Index="3"><Cell><Data ss:Type="String">类别</Data></Cell><Cell><Data ss:Type="String">事项</Data></Cell><Cell><Data ss:Type="String">责任单位</Data></Cell><Cell><Data ss:Type="String">完成时限</Data></Cell></Row>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">工业</Data></Cell><Cell><Data ss:Type="String">技改</Data></Cell><Cell><Data ss:Type="String">县工信局</Data></Cell><Cell><Data ss:Type="DateTime">2026-06-30T00:00:00.000</Data></Cell></Row>
<Row ss:Hidden="1"><Cell ss:Index="2"><Data ss:Type="String">扩能</Data></Cell><Cell><Data ss:Type="String">县工信局</Data></Cell></Row>
</Table></Worksheet></Workbook>"""


def locked(password: str = "Ducha2026") -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(book([HEAD, *ROWS]))).encrypt(password, out)
    return out.getvalue()


@case()
def wps_dimension_a1() -> bytes:
    rows = [
        HEAD,
        *((index, f"事项{index}", "县发改局", "周敏", "6月底", "推进中") for index in range(1, 101)),
    ]
    return raw('<dimension ref="A1"/>' + inline(rows))


@case()
def dimension_far_too_large() -> bytes:
    return raw('<dimension ref="A1:XFD1048576"/>' + inline([HEAD, *ROWS]))


@case()
def empty_formatting_to_the_last_row() -> bytes:
    data = inline([HEAD, *ROWS]).removesuffix("</sheetData>")
    blank = "".join(
        f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/><c r="XFD{row}" s="1"/></row>'
        for row in (5, 70000, 1048576)
    )
    return raw(data + blank + "</sheetData>")


@case()
def cells_without_places() -> bytes:
    rows = "".join(
        "<row>"
        + "".join(
            f'<c t="inlineStr"><is><t>{cell}</t></is></c>'
            if isinstance(cell, str)
            else f"<c><v>{cell}</v></c>"
            for cell in row
        )
        + "</row>"
        for row in (HEAD, *ROWS)
    )
    return raw(f"<sheetData>{rows}</sheetData>")


@case()
def prefixed_names() -> bytes:
    inside = inline([HEAD, *ROWS]).replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    return raw(
        '<?xml version="1.0" encoding="utf-8"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<x:cols><x:col min='3' max='3' hidden='1'/></x:cols>{inside}</x:worksheet>"
    )


@case()
def unusual_spelling() -> bytes:
    data = inline([HEAD, *ROWS]).replace('<c r="A', "<c  r='a").replace('"><v>', "'><v>", 2)
    data = data.replace('<c  r=\'a1" t="inlineStr"', "<c t=\"inlineStr\" r='A1'")
    return raw(data)


@case()
def parts_with_backslashes() -> bytes:
    return packed(
        {
            name.replace("xl/worksheets/", "xl\\worksheets\\"): data
            for name, data in raw_parts(inline([HEAD, *ROWS])).items()
        }
    )


@case()
def stored_without_compression() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, data in raw_parts(inline([HEAD, *ROWS])).items():
            archive.writestr(name, data)
    return out.getvalue()


@case()
def links_pictures_and_objects() -> bytes:
    return repacked(
        book([HEAD, *ROWS]),
        lambda _name, data: data,
        **{
            "xl__externalLinks__externalLink1.xml": b"<externalLink/>",
            "xl__embeddings__oleObject1.bin": b"\xd0\xcf\x11\xe0",
            "xl__media__image1.png": b"\x89PNG",
        },
    )


@case(suffix=".xlsx")
def old_workbook_named_new() -> bytes:
    return old_book([HEAD, *ROWS])


@case(suffix=".xls")
def new_workbook_named_old() -> bytes:
    return book([HEAD, *ROWS])


@case(suffix=".et")
def workbook_of_wps() -> bytes:
    return old_book([HEAD, *ROWS], name="重点工作")


@case(suffix=".xls")
def html_in_gb_named_xls() -> bytes:
    return HTML.encode("gb18030")


@case(suffix=".xlsx")
def html_in_utf8_named_xlsx() -> bytes:
    return HTML.replace("gb2312", "utf-8").encode("utf-8-sig")


@case(suffix=".xls")
def html_tables_nested_and_several() -> bytes:
    return (
        "<table><tr><td>县督查系统导出</td></tr></table><table><thead><tr><th>事项<th>责任单位<th>时限</thead><tbody>"
        "<tr><td>甲<table><tr><td>内</td></tr></table><td>县发改局<td>6月底<tr><td>乙<td>县财政局<td>年底</table>"
    ).encode()


@case(suffix=".csv")
def csv_in_utf8() -> bytes:
    return CSV.encode("utf-8-sig")


@case(suffix=".xls")
def csv_in_gb_named_xls() -> bytes:
    return CSV.replace("\n", "\r\n").encode("gb18030")


@case(suffix=".xls")
def unicode_text_named_xls() -> bytes:
    return "\t".join(HEAD).encode(
        "utf-16"
    ) + "\r\n1\t事项甲\t县发改局\t周敏\t6月底\t已开工\r\n2\t事项乙\t县财政局\t吴涛\t年底\t\r\n".encode(
        "utf-16-le"
    )


@case(suffix=".csv")
def csv_with_semicolons_and_titles() -> bytes:
    return "2026年台账;;;\n事项;责任单位;完成时限;备注\n甲;县发改局;6月底;\n乙;县财政局;年底;重点\n".encode()


@case(suffix=".xls")
def spreadsheet_in_xml() -> bytes:
    return XML.encode()


@case(refused=("EncryptedFileError", "请输入密码"))
def locked_without_password() -> bytes:
    return locked()


@case(password="Ducha2026")
def locked_with_password() -> bytes:
    return locked()


@case()
def locked_by_excel_itself() -> bytes:
    return locked("VelvetSweatshop")


@case(refused=("EncryptedFileError", "密码不对"), password="wrong")
def locked_with_wrong_password() -> bytes:
    return locked()


@case(refused=("RefusedError", "DRM"))
def protected_by_esafenet() -> bytes:
    return b"\x62\x14\x23\x65\x02\x04\x00\x00E-SafeNet\x00\x00\x00LOCK" + bytes(range(256)) * 8


@case(refused=("RefusedError", "DRM"))
def protected_by_tsd() -> bytes:
    return b"%TSD-Header-###%" + bytes(range(256)) * 8


@case(suffix=".xlsm", refused=("RefusedError", "含宏"))
def macros() -> bytes:
    return repacked(
        book([HEAD, *ROWS]), lambda _name, data: data, **{"xl__vbaProject.bin": b"\xd0\xcf\x11\xe0"}
    )


@case(refused=("RefusedError", "含宏"))
def macros_named_xlsx() -> bytes:
    return repacked(
        book([HEAD, *ROWS]),
        lambda name, data: (
            data.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")
            if name.startswith("[C")
            else data
        ),
    )


@case(suffix=".docx", refused=("DamagedError", "已损坏"))
def word_without_relations() -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>"})


@case(refused=("RefusedError", ".docx"))
def rich_text_file() -> bytes:
    return b"{\\rtf1\\ansi abc}"


@case(suffix=".txt", refused=("RefusedError", "文字稿"))
def prose_without_units() -> bytes:
    return "今天上午召开会议，研究了有关工作。\n会议要求抓好落实，确保取得实效。\n".encode()


@case(suffix=".txt")
def prose() -> bytes:
    return "1.推进项目建设。牵头单位：区发改局 责任单位：各乡镇 完成时限：6月底前。\n2.加强督查。牵头单位：督查室。\n".encode()


@case(refused=("RefusedError", "PDF"))
def pdf() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


@case(refused=("RefusedError", "图片"))
def picture() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(64)


@case(refused=("RefusedError", "压缩包"))
def archive() -> bytes:
    return packed({"台账.xlsx": book([HEAD, *ROWS])})


@case(refused=("RefusedError", "二进制工作簿"))
def binary_workbook() -> bytes:
    return packed({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"\x00"})


@case(suffix=".ods", refused=("RefusedError", "OpenDocument"))
def open_document() -> bytes:
    return packed({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})


@case(suffix=".dcx", refused=("RefusedError", "交换包"))
def exchange_package() -> bytes:
    return packed({"header.json": b"{}", "payload.age": b"x", "signature": b"y"})


@case(refused=("RefusedError", "可执行程序"))
def program() -> bytes:
    return b"MZ\x90\x00" + bytes(60) + b"This program cannot be run in DOS mode."


@case(refused=("RefusedError", "无法识别"))
def unknown_bytes() -> bytes:
    return bytes(range(256)) * 4


@case(refused=("DamagedError", "空的"))
def nothing() -> bytes:
    return b""


@case(refused=("DamagedError", "空的"))
def only_zeros() -> bytes:
    return bytes(4096)


@case(refused=("RefusedError", "没有表格"))
def web_page_without_table() -> bytes:
    return "<!DOCTYPE html><html><body><p>登录超时，请重新登录</p></body></html>".encode()


@case(refused=("RefusedError", "单个文件网页"))
def web_archive() -> bytes:
    return b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n\r\n"


@case(refused=("DamagedError", "已损坏"))
def cut_in_half() -> bytes:
    data = book([HEAD, *ROWS])
    return data[: len(data) // 2]


@case(refused=("DamagedError", "已损坏"))
def sheet_missing_in_zip() -> bytes:
    return repacked(
        book([HEAD, *ROWS]),
        lambda name, data: None if name.endswith("workbook.xml") and name.startswith("xl") else data,
        **{"xl__workbook.xml": b"<workbook"},
    )


@case(refused=("DamagedError", "已损坏"))
def old_workbook_cut() -> bytes:
    return old_book([HEAD, *ROWS])[:3000]


def is_locked(data: bytes) -> bool:
    """Whether the builder really locked the file."""
    return bool(msoffcrypto.OfficeFile(io.BytesIO(data)).is_encrypted())
