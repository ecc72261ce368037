"""Cells: dates, percents, codes, formulas, errors, invisible characters."""

import datetime as dt

import openpyxl
import xlsxwriter
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from corpus.kit import HEAD, ROWS, book, case, inline, old_book, raw, repacked


@case()
def dates_by_format() -> bytes:
    def shape(sheet) -> None:
        formats = [
            "yyyy-mm-dd",
            'yyyy"年"m"月"d"日"',
            'yyyy"年"m"月"',
            "m/d/yy",
            "yyyy-mm-dd hh:mm",
            "[$-804]yyyy年m月d日;@",
        ]
        for row, code in enumerate(formats, 2):
            sheet.cell(row, 3).number_format = code
            sheet.cell(row, 4).number_format = code

    day = dt.date(2026, 6, 30)
    rows = [(f"事项{row}", "县发改局", day, dt.datetime(2026, 1, 5, 9, 30)) for row in range(6)]  # noqa: DTZ001 - workbooks know no zone
    return book([("事项", "责任单位", "完成时限", "交办时间"), *rows], shape=shape)


@case()
def dates_of_1904() -> bytes:
    def more(work: openpyxl.Workbook) -> None:
        work.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904

    return book([("事项", "责任单位", "完成时限"), ("事项甲", "县发改局", dt.date(2026, 6, 30))], more=more)


@case()
def dates_as_serial_numbers() -> bytes:
    return book(
        [
            ("事项", "责任单位", "交办日期", "完成时限", "编号"),
            ("事项甲", "县发改局", 46023, 46203, 46203),
            ("事项乙", "县财政局", "46023", 2026, 5),
        ]
    )


@case()
def dates_in_words() -> bytes:
    words = [
        "2024.6.30",
        "6月底前",
        "三季度末",
        "每月25日前",
        "长期坚持",
        "2024年底",
        "立行立改",
        "2026/7/3",
        "2026年5月1日",
        "20260630",
        "六月三十日",
    ]
    return book(
        [
            ("事项", "责任单位", "完成时限"),
            *((f"事项{index}", "县发改局", word) for index, word in enumerate(words)),
        ]
    )


@case()
def year_and_month_as_number() -> bytes:
    def shape(sheet) -> None:
        sheet["C2"].number_format = "0.00"
        sheet["D2"].number_format = "0.00"

    return book(
        [
            ("事项", "责任单位", "完成时限", "投资额"),
            ("事项甲", "县发改局", 2026.1, 1200.5),
            ("事项乙", "县发改局", 2026.6, 30),
        ],
        shape=shape,
    )


@case()
def percents() -> bytes:
    def shape(sheet) -> None:
        for row, code in enumerate(["0%", "0.00%", "0.0%", "General", "General"], 2):
            sheet.cell(row, 3).number_format = code

    return book(
        [
            ("事项", "责任单位", "完成比例"),
            ("甲", "县发改局", 0.62),
            ("乙", "县发改局", 1),
            ("丙", "县发改局", 0.075),
            ("丁", "县发改局", 0.62),
            ("戊", "县发改局", "约80％"),
        ],
        shape=shape,
    )


@case()
def codes_and_telephones() -> bytes:
    def shape(sheet) -> None:
        sheet["A3"].number_format = "0000"

    return book(
        [
            ("督办编号", "事项", "责任单位", "联系电话", "统一社会信用代码"),
            ("0012", "事项甲", "县发改局", "013812345678", "530102199001011234"),
            (13, "事项乙", "县发改局", 13812345678, "9153 0000 7194 5678 9X"),
            ("督〔2026〕7号", "事项丙", "县发改局", "0871-6312345（办）\n13900001111", None),
        ],
        shape=shape,
    )


@case()
def numbers_without_tails() -> bytes:
    return book(
        [
            ("事项", "责任单位", "投资额", "户数"),
            ("甲", "县发改局", 3.0, 12.0),
            ("乙", "县发改局", 0.1 + 0.2, 1e11),
            ("丙", "县发改局", -5.5, 1234567.89),
            ("丁", "县发改局", "1,200.50", 0),
        ]
    )


@case()
def money_in_hundred_millions() -> bytes:
    return book(
        [
            ("项目名称", "责任单位", "总投资（亿元）"),
            ("甲项目", "县发改局", 3.6),
            ("乙项目", "县发改局", "约12亿元"),
        ]
    )


@case()
def truth_and_errors() -> bytes:
    def change(name: str, data: bytes) -> bytes:
        if not name.endswith("sheet1.xml"):
            return data
        return data.replace(
            b'<c r="E2" t="n"><v>1</v></c>', b'<c r="E2" t="e"><f>NA()</f><v>#N/A</v></c>'
        ).replace(b'<c r="B3" t="n"><v>1</v></c>', b'<c r="B3" t="e"><v>#REF!</v></c>')

    rows = [
        ("序号", "事项", "责任单位", "是否办结", "投资额"),
        (1, "甲", "县发改局", True, 1),
        (2, 1, "县财政局", False, 7),
    ]
    return repacked(book(rows), change)


@case()
def formulas_never_calculated() -> bytes:
    def shape(sheet) -> None:
        sheet["E2"] = "=C2&D2"
        sheet["E3"] = "=SUM(F2:F3)"
        sheet["B4"] = '=CONCATENATE("推进","项目")'
        sheet["C4"] = "县财政局"

    return book(
        [
            ("序号", "事项", "责任单位", "责任人", "备注", "投资额"),
            (1, "甲", "县发改局", "赵强", None, 5),
            (2, "乙", "县发改局", "钱芳", None, 6),
            (3,),
        ],
        shape=shape,
    )


@case()
def formulas_with_values() -> bytes:
    head = inline([("序号", "事项", "责任单位", "投资额", "备注")]).removesuffix("</sheetData>")
    return raw(
        head
        + '<row r="2"><c r="A2"><f>ROW()-1</f><v>1</v></c><c r="B2" t="str"><f>"推进"&amp;"甲项目"</f><v>推进甲项目</v></c>'
        '<c r="C2" t="inlineStr"><is><t>县发改局</t></is></c><c r="D2"><f t="shared" ref="D2:D3" si="0">1+2</f><v>3</v></c>'
        '<c r="E2" t="str"><f>IF(D2&gt;5,"大","")</f><v></v></c></row>'
        '<row r="3"><c r="B3" t="str"><f>"乙"</f><v>乙项目</v></c><c r="C3" t="inlineStr"><is><t>县财政局</t></is></c>'
        '<c r="D3"><f t="shared" si="0"/></c></row></sheetData>'
    )


@case()
def formulas_like_text() -> bytes:
    return book(
        [
            ("事项", "责任单位", "联系电话", "备注"),
            ("=1+1", "县发改局", "+86-871-1234567", "@all"),
            ("-推进落实", "县财政局", "'0871", "＝cmd|calc"),
        ]
    )


@case()
def invisible_characters() -> bytes:
    return raw(
        inline(
            [
                ("序号", "事\u200b项\ufeff", "责任单位\xa0", "责任人", "联系电话", "备注"),
                (
                    1,
                    "\xa0推进\u3000数字化\u202e ",
                    "县发改局\t",
                    "陆 明",
                    "１３８０００００００２",
                    "甲&#10;乙_x000D_&#10;丙",
                ),
                (2, "第二\ue000事项", "  县财政局", "", "", "\u2f00\ufffd"),
            ]
        )
    )


@case()
def rich_text() -> bytes:
    rich = CellRichText("推进", TextBlock(InlineFont(b=True), "重点"), "项目")
    return book(
        [
            ("事项", "责任单位"),
            (rich, "县发改局"),
            (CellRichText("第二", TextBlock(InlineFont(color="FFFF0000"), "件")), "县财政局"),
        ]
    )


@case()
def phonetic_hints() -> bytes:
    return raw(
        '<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>事项</t></is></c><c r="B1" t="inlineStr"><is><t>责任单位</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>推进项目</t><rPh sb="0" eb="2"><t>tui jin</t></rPh></is></c>'
        '<c r="B2" t="inlineStr"><is><t>县发改局</t></is></c></row></sheetData>'
    )


@case()
def rare_characters() -> bytes:
    return book(
        [
            ("事项", "责任单位", "责任人", "责任领导"),
            ("玥湖清淤", "县水利局", "陈㛃、李䶮", "王𬱟"),
            ("堃山绿化", "县林草局", "张喆", "刘玥"),
        ]
    )


@case()
def long_text() -> bytes:
    return book([("事项", "责任单位", "备注"), ("长文", "县发改局", "督" * 32767)])


@case()
def several_units_in_a_cell() -> bytes:
    return book(
        [
            ("事项", "责任单位", "责任人"),
            ("联合执法", "县发改局、财政局，各乡镇", "陆 明、张三/李四"),
            ("防汛备汛", "县水利局\n县应急局\n各乡镇（街道）", "王 芳"),
        ]
    )


@case(suffix=".xls")
def old_workbook() -> bytes:
    def shape(sheet) -> None:
        sheet.row(4).hidden = True
        sheet.col(5).hidden = True

    return old_book(
        [
            ("2026年整改台账",),
            ("类别", "问题描述", "整改单位", "整改时限", "整改率", "备注"),
            ("环保", "河道采砂", "县水利局", dt.date(2026, 6, 30), 0.62, "x"),
            (None, "秸秆焚烧", "县农业农村局", dt.datetime(2026, 9, 30, 12, 0), 1, None),  # noqa: DTZ001 - workbooks know no zone
            ("安全", "消防通道堵塞", "县消防大队", "立即", 0.5, None),
        ],
        merges=[(0, 0, 0, 5), (2, 3, 0, 0)],
        styles={(2, 3): "yyyy-mm-dd", (3, 3): "yyyy-mm-dd hh:mm", (2, 4): "0%", (3, 4): "0.00%"},
        shape=shape,
    )


@case()
def written_by_xlsxwriter() -> bytes:
    import io

    out = io.BytesIO()
    work = xlsxwriter.Workbook(out, {"in_memory": True, "constant_memory": True})
    sheet = work.add_worksheet("督查台账")
    day = work.add_format({"num_format": "yyyy/m/d"})
    share = work.add_format({"num_format": "0%"})
    for column, word in enumerate(("序号", "督查事项", "承办单位", "办结时限", "完成率")):
        sheet.write(0, column, word)
    sheet.write_row(1, 0, (1, "督查事项甲", "县政府办"))
    sheet.write_datetime(1, 3, dt.datetime(2026, 8, 1), day)  # noqa: DTZ001 - workbooks know no zone
    sheet.write_number(1, 4, 0.35, share)
    work.close()
    return out.getvalue()


@case()
def several_styles_of_blank() -> bytes:
    return book([HEAD, ROWS[0], (2, "—", "/", "无", "-", "暂无"), ROWS[1]])


@case()
def months_typed_as_dates() -> bytes:
    def shape(sheet) -> None:
        for row, code in enumerate(
            ['yyyy"年"m"月"', "yyyy-mm", "mmm-yy", '[$-804]yyyy"年"m"月";@', 'yyyy"年"m"月"', "yyyy/m/d"], 2
        ):
            sheet.cell(row, 3).number_format = code

    days = [dt.date(2026, 6, 1)] * 4 + [dt.date(2026, 6, 15), dt.date(2026, 6, 1)]
    return book(
        [
            ("事项", "责任单位", "完成时限"),
            *(("事项", f"单位{index}局", day) for index, day in enumerate(days)),
        ],
        shape=shape,
    )


@case(suffix=".xls")
def months_in_an_old_workbook() -> bytes:
    return old_book(
        [
            ("事项", "责任单位", "完成时限"),
            ("甲", "县发改局", dt.date(2026, 6, 1)),
            ("乙", "县财政局", dt.date(2026, 6, 1)),
        ],
        styles={(1, 2): 'yyyy"年"m"月"', (2, 2): "yyyy-mm-dd"},
    )


@case(suffix=".csv")
def errors_in_words() -> bytes:
    return "事项,责任单位,完成时限\n甲,#REF!,6月底\n#N/A,县财政局,年底\n丙,县发改局,########\n".encode()
