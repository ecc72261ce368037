"""Word documents as offices write them: tables, forms, numbered paragraphs, changes, boxes, controls."""

from corpus.kit import ROWS, case, old_book, packed
from corpus.word_kit import (
    MAIN,
    TYPES,
    document,
    footnotes,
    numbering,
    p,
    run,
    style,
    styles,
    tbl,
    tc,
    tr,
    word,
    word_parts,
)

HEAD = ("序号", "事项", "牵头单位", "责任领导", "完成时限", "进展情况")
ONE = ("1", "推进县城老旧小区改造", "县住建局", "王建国", "2026年6月底前", "已完成立项")
TWO = ("2", "实施农村公路提升工程", "县交通运输局", "李　明", "9月底", "正在招标")
TITLE = "云岭县2026年重点工作任务分解表"


@case(".docx")
def word_table() -> bytes:
    return word(p(TITLE), p(), tbl([HEAD, ONE, TWO]), p("填报单位：县委督查室"))


@case(".docx")
def word_several_tables() -> bytes:
    livelihood = ("1", "新建幼儿园3所", "县教体局", "刘洋", "8月底", "已开工")
    return word(
        p("关于印发任务分解表的通知"),
        p("附件1"),
        p("2026年重点改革任务"),
        tbl([HEAD, ONE]),
        p("附件2"),
        p("2026年民生实事"),
        tbl([HEAD, livelihood]),
        tbl([("联系人", "电话"), ("张三", "6231234")]),
    )


@case(".docx")
def word_merged_both_ways() -> bytes:
    head = [
        tr(
            [
                tc("序号", merge="restart"),
                tc("任务", merge="restart"),
                tc("责任落实", span=2),
                tc("完成时限", merge="restart"),
            ]
        ),
        tr([tc(merge="continue"), tc(merge="continue"), "牵头单位", "配合单位", tc(merge="continue")]),
    ]
    body = [
        tr(["1", "建设数字城管平台", tc("县城管局", merge="restart"), "县财政局", "6月底"]),
        tr(["2", "整治户外广告", tc(merge="continue"), "县市场监管局", "9月底"]),
        tr(["3", "开展小区物业治理", tc("县住建局", span=2), "12月底"]),
    ]
    return word(p("城市管理任务清单"), tbl([*head, *body], [600, 3000, 1500, 1500, 1200]))


@case(".docx")
def word_split_over_pages() -> bytes:
    """As converters write it: one table a page, the heading again on the second, none on the third."""
    three = ("3", "开展河道清淤", "县水利局", "罗斌", "5月底", "已完成")
    return word(p(TITLE), tbl([HEAD, ONE]), p(), tbl([HEAD, TWO]), p("续表"), tbl([three]))


@case(".docx")
def word_lines_that_nearly_meet() -> bytes:
    """Rows drawn by hand: the lines of the second row stand 1 mm beside those of the first."""
    widths = [600, 3000, 60, 1500, 60, 1200]
    return word(
        p(TITLE),
        tbl(
            [
                tr(["序号", tc("事项"), tc("牵头单位", span=2), tc("完成时限", span=2)]),
                tr(["1", tc("推进老旧小区改造", span=2), tc("县住建局", span=2), "6月底"]),
                tr(["2", tc("提升农村公路", span=2), "县交通运输局", tc("9月底", span=2)]),
            ],
            widths,
        ),
    )


@case(".docx")
def word_nested_and_broken_cells() -> bytes:
    nodes = tbl([("3月", "完成招标"), ("6月", "完工")])
    cell = f"{p('分两步走：')}{nodes}{p()}"
    return word(
        tbl(
            [
                ("事项", "牵头单位", "完成时限", "措施"),
                tr(["改造城区\n供水管网", "县水利局、\n县住建局", "２０２６年６月", tc(cell)]),
            ]
        )
    )


@case(".docx")
def word_numbers_in_the_first_column() -> bytes:
    rows = [
        [tc(p(number=(1, 0))), name, unit, "6月底"]
        for name, unit in (("修复青石桥", "县交通运输局"), ("整治内涝点", "县住建局"))
    ]
    return word(
        tbl([("序号", "事项", "责任单位", "时限"), *map(tr, rows)]),
        word__numbering=numbering([("decimal", "%1.")]),
    )


@case(".docx")
def word_tracked_changes() -> bytes:
    changed = p(
        raw=run("推进")
        + "<w:del w:id='1'><w:r><w:delText>旧城</w:delText></w:r></w:del>"
        + f"<w:ins w:id='2'>{run('老旧小区')}</w:ins>"
        + f"<w:moveFrom w:id='3'>{run('甲')}</w:moveFrom>"
        + run("改造")
    )
    gone = tr(["2", "已删除的事项", "县财政局", "6月底"], inside="<w:del w:id='4'/>")
    joined = "<w:p><w:pPr><w:rPr><w:del w:id='5'/></w:rPr></w:pPr>" + run("县住") + "</w:p>" + p("建局")
    return word(
        tbl([("序号", "事项", "责任单位", "时限"), tr(["1", tc(changed), tc(joined), "6月底"]), gone])
    )


@case(".docx")
def word_boxes_notes_controls_links() -> bytes:
    box = (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
        + p("附：重点事项")
        + "</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>"
        + p("附：重点事项")
        + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    control = f"<w:sdt><w:sdtPr><w:alias w:val='单位'/></w:sdtPr><w:sdtContent>{run('县水利局')}</w:sdtContent></w:sdt>"
    empty = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击此处输入文字。')}</w:sdtContent></w:sdt>"
    link = (
        f"<w:hyperlink r:id='rId9'>{run('加固龙潭水库')}</w:hyperlink>"
        '<w:r><w:footnoteReference w:id="1"/></w:r>'
    )
    hidden = run("不公开", "<w:rPr><w:vanish/></w:rPr>")
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + run("10月底")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    row = f"<w:sdt><w:sdtContent>{tr(['1', tc(p(raw=link)), tc(p(raw=control)), tc(p(raw=field)), tc(p(raw=empty + hidden))])}</w:sdtContent></w:sdt>"
    return word(
        p(raw=box),
        tbl([("序号", "事项", "责任单位", "完成时限", "备注"), row]),
        word__footnotes=footnotes("含附属的两座塘坝。"),
    )


@case(".docx")
def word_forms_one_matter_each() -> bytes:
    def form(title: str, unit: str, due: str) -> str:
        return tbl([("督办事项", title), ("责任领导", "何芳"), ("责任单位", unit), ("办结时限", due)])

    return word(
        p("督办通知单"),
        p("〔2026〕1号"),
        form("整治露天烧烤", "县城管局", "2026年5月底"),
        p("督办通知单"),
        p("〔2026〕2号"),
        form("修补破损路面", "县住建局", "2026年6月底"),
    )


@case(".docx")
def word_form_with_four_columns() -> bytes:
    return word(
        p("督办单"),
        tbl(
            [
                tr(["督办事项", tc("推进垃圾焚烧发电项目", span=3)]),
                tr(["责任领导", "徐峰", "责任单位", "县城管局"]),
                tr(["交办时间", "2026年3月1日", "办结时限", "2026年9月底"]),
                tr(["工作要求", tc("每月25日前报送进展", span=3)]),
            ],
            [1200, 2000, 1200, 2000],
        ),
    )


@case(".docx")
def word_numbered_paragraphs() -> bytes:
    """Headings and items numbered by Word itself, units in brackets."""
    return word(
        p("桃源县2026年《政府工作报告》责任分解"),
        p("推动产业提质增效", number=(1, 0)),
        p("培育壮大主导产业", number=(1, 1)),
        p(
            "新增规模以上工业企业12家。（责任领导：周明；牵头单位：县工信局；完成时限：12月底前）",
            number=(1, 2),
        ),
        p("建成农产品加工园。（责任领导：周明；牵头单位：县农业农村局；完成时限：10月底前）", number=(1, 2)),
        p("加快城乡融合发展", number=(1, 0)),
        p("提升县城品质", number=(1, 1)),
        p("改造老旧小区32个。", number=(1, 2)),
        p("（责任领导：何芳；牵头单位：县住建局；完成时限：11月底前）"),
        word__numbering=numbering(
            [("japaneseCounting", "%1、"), ("japaneseCounting", "（%2）"), ("decimal", "%3.")]
        ),
    )


@case(".docx")
def word_headings_by_style() -> bytes:
    made = [
        style("1", "heading 1", '<w:outlineLvl w:val="0"/>'),
        style("2", "heading 2", base="1", inside='<w:outlineLvl w:val="1"/>'),
        style("TOC1", "toc 1"),
    ]
    return word(
        p("目录"),
        p("工业经济\t1", style="TOC1"),
        p("工业经济", style="1"),
        p("项目建设", style="2"),
        p("1.建成标准厂房10万平方米。责任单位：县工信局；完成时限：9月底。"),
        p("城乡建设", style="1"),
        p("道路建设", style="2"),
        p("2.打通断头路3条。责任单位：县住建局；完成时限：10月底。"),
        word__styles=styles(*made),
    )


@case(".docx")
def word_table_of_contents_in_a_control() -> bytes:
    contents = (
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj></w:sdtPr><w:sdtContent>"
        + p("1.修复青石桥 责任单位：县交通运输局\t3")
        + "</w:sdtContent></w:sdt>"
    )
    return word(p("任务分工"), contents, p("1.修复青石桥。（责任单位：县交通运输局；时限：5月底）"))


@case(".docx")
def word_table_in_a_frame() -> bytes:
    return word(tbl([[tc(p("2026年实事项目") + tbl([HEAD, ONE]) + p())]]))


@case(".docx")
def word_sections_above_tables() -> bytes:
    return word(
        p(TITLE),
        p("一、产业发展"),
        tbl([HEAD, ONE]),
        p("二、社会民生"),
        tbl([("序号", "重点任务", "责任单位", "时限"), ("1", "建设县中医院康复楼", "县卫健局", "12月底")]),
    )


@case(".docx")
def word_notice_with_a_table() -> bytes:
    """The demands of the notice are no matters beside its table."""
    return word(
        p("关于做好2026年民生实事的通知"),
        p("一、提高认识。各单位要高度重视。"),
        p("二、强化督查。县政府督查室要定期通报。"),
        p("单位：万元"),
        tbl(
            [
                ("序号", "实事项目", "责任单位", "投资", "时限"),
                ("1", "新建幼儿园3所", "县教体局", "3200", "8月底"),
            ]
        ),
    )


@case(".docx")
def word_strict_and_renamed_part() -> bytes:
    main = document(p(TITLE), tbl([HEAD, ONE])).replace(
        MAIN, "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    rels = word_parts()["_rels/.rels"].decode().replace("word/document.xml", "/word/document2.xml")
    return packed(
        {
            "[Content_Types].xml": TYPES.replace("document.xml", "document2.xml").encode(),
            "_rels/.rels": rels.encode(),
            "word/document2.xml": main.encode(),
        }
    )


@case(".docx")
def word_named_doc_and_soft_breaks() -> bytes:
    return word(
        p(
            "重点事项\n1.清理占道经营。责任单位：县城管局；时限：5月底。\n2.更换破损窨井盖。责任单位：县住建局；时限：6月底。"
        )
    )


@case(".docx", refused=("RefusedError", "文字稿"))
def word_without_matters() -> bytes:
    return word(p("会议通知"), p("定于3月5日召开全县安全生产会议，请准时参加。"))


@case(".docm", refused=("RefusedError", ".docm"))
def word_with_macros() -> bytes:
    return packed(word_parts(p("甲")) | {"word/vbaProject.bin": b"x"})


@case(".docx", refused=("DamagedError", "DTD"))
def bomb_word_entities() -> bytes:
    parts = word_parts(p("甲"))
    inside = parts["word/document.xml"].decode().replace("?>", '?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>', 1)
    return packed(parts | {"word/document.xml": inside.encode()})


@case(".docx", refused=("DamagedError", "嵌套层数"))
def bomb_word_nested_tables() -> bytes:
    table = p("甲")
    for _ in range(120):
        table = f"<w:tbl><w:tr><w:tc>{table}</w:tc></w:tr></w:tbl>"
    return word(table)


@case(".docx", refused=("TooLargeError", "表格超出"))
def bomb_word_spans() -> bytes:
    return word(tbl([tr([tc("甲", span=4_000_000), tc("乙", span=4_000_000)]) for _ in range(3)]))


@case(".docx", refused=("TooLargeError", "展开后过大"))
def bomb_word_of_blanks() -> bytes:
    parts = word_parts(p("甲"))
    return packed(parts | {"word/document.xml": parts["word/document.xml"] + b" " * 60_000_000}, 9)


@case(".doc", refused=("RefusedError", "旧格式"))
def old_word() -> bytes:
    data, name = bytearray(old_book(ROWS)), "Workbook".encode("utf-16-le")
    place = data.index(name)
    data[place : place + 64] = "WordDocument".encode("utf-16-le").ljust(64, b"\0")
    data[place + 64 : place + 66] = (26).to_bytes(2, "little")
    return bytes(data)
