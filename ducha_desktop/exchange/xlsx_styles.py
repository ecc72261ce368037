"""The cell formats of our workbooks, as static XML: one set for every sheet we stream.

Black 宋体 on white with fine grey rules, a 小标宋 title, a tinted heading; the lights are
conditional formats, so that they follow when a clerk changes the word.
"""

from enum import IntEnum

SONG = "宋体"
HEI = "黑体"
TITLE = "方正小标宋简体"
DATE_FORMAT = "yyyy-mm-dd"
_NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


class Style(IntEnum):
    """Index of a cell format in styles.xml."""

    PLAIN = 0
    TITLE = 1
    NOTE_LEFT = 2
    NOTE_RIGHT = 3
    HEADING = 4
    TEXT = 5
    WORD = 6
    DATE = 7
    DATETIME = 8
    INTEGER = 9
    NUMBER = 10
    PERCENT = 11
    PERCENT_FINE = 12
    FOOT = 13
    BAND = 14


LIGHT_COLOURS: tuple[tuple[str, str, str], ...] = (
    ("红灯", "FFF8D3D0", "FF9B1C14"),
    ("橙灯", "FFFBDDBF", "FF8F4A00"),
    ("黄灯", "FFFCF0B8", "FF6F5600"),
    ("绿灯", "FFD5ECDA", "FF1D5E33"),
    ("灰灯", "FFE4E6E9", "FF4A4F57"),
)
"""Word of the light, ground, ink; the order is the order of the differential formats."""


def _font(name: str, size: float, *, bold: bool = False, colour: str = "FF000000") -> str:
    weight = "<b/>" if bold else ""
    return (
        f'<font>{weight}<sz val="{size:g}"/><color rgb="{colour}"/>'
        f'<name val="{name}"/><family val="3"/><charset val="134"/></font>'
    )


_FONTS = (
    _font(SONG, 11),
    _font(TITLE, 20),
    _font(HEI, 11),
    _font(SONG, 10.5, colour="FF404040"),
)
_BODY, _BIG, _HEAD, _SMALL = range(4)
_EDGE = '<{0} style="thin"><color rgb="FF8A8F98"/></{0}>'
_BORDERS = (
    "<border><left/><right/><top/><bottom/><diagonal/></border>",
    "<border>"
    + "".join(_EDGE.format(side) for side in ("left", "right", "top", "bottom"))
    + "<diagonal/></border>",
)
_FILLS = (
    '<fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FFE8EEF6"/><bgColor indexed="64"/></patternFill></fill>',
)
_FORMATS = {164: DATE_FORMAT, 165: f"{DATE_FORMAT} hh:mm", 166: "0", 167: "0%", 168: "0.0#%"}


def _xf(*, font: int = _BODY, numbers: int = 0, framed: bool = True, fill: int = 0, align: str = "") -> str:
    return (
        f'<xf numFmtId="{numbers}" fontId="{font}" fillId="{fill}" borderId="{int(framed)}" xfId="0"'
        f' applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1">'
        f'<alignment vertical="center" {align}/></xf>'
    )


_CENTRE = 'horizontal="center"'
_WRAP = 'wrapText="1"'
_XFS = {
    Style.PLAIN: '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>',
    Style.TITLE: _xf(font=_BIG, framed=False, align=f"{_CENTRE} {_WRAP}"),
    Style.NOTE_LEFT: _xf(font=_SMALL, framed=False, align='horizontal="left"'),
    Style.NOTE_RIGHT: _xf(font=_SMALL, framed=False, align='horizontal="right"'),
    Style.HEADING: _xf(font=_HEAD, fill=2, align=f"{_CENTRE} {_WRAP}"),
    Style.TEXT: _xf(numbers=49, align=f'horizontal="left" {_WRAP}'),
    Style.WORD: _xf(numbers=49, align=f"{_CENTRE} {_WRAP}"),
    Style.DATE: _xf(numbers=164, align=_CENTRE),
    Style.DATETIME: _xf(numbers=165, align=_CENTRE),
    Style.INTEGER: _xf(numbers=166, align=_CENTRE),
    Style.NUMBER: _xf(align='horizontal="right"'),
    Style.PERCENT: _xf(numbers=167, align=_CENTRE),
    Style.PERCENT_FINE: _xf(numbers=168, align=_CENTRE),
    Style.FOOT: _xf(font=_SMALL, framed=False, align='horizontal="left"'),
    Style.BAND: _xf(font=_HEAD, fill=2, align='horizontal="left"'),
}


def _group(tag: str, items: tuple[str, ...]) -> str:
    return f'<{tag} count="{len(items)}">{"".join(items)}</{tag}>'


def styles_xml() -> str:
    """The whole of `xl/styles.xml`."""
    numbers = tuple(f'<numFmt numFmtId="{number}" formatCode="{code}"/>' for number, code in _FORMATS.items())
    lights = tuple(
        f'<dxf><font><color rgb="{ink}"/></font><fill><patternFill patternType="solid">'
        f'<fgColor rgb="{ground}"/><bgColor rgb="{ground}"/></patternFill></fill></dxf>'
        for _, ground, ink in LIGHT_COLOURS
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet {_NS}>'
        + _group("numFmts", numbers)
        + _group("fonts", _FONTS)
        + _group("fills", _FILLS)
        + _group("borders", _BORDERS)
        + '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        + _group("cellXfs", tuple(_XFS[style] for style in Style))
        + '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        + _group("dxfs", lights)
        + '<tableStyles count="0" defaultTableStyle="TableStyleMedium2" defaultPivotStyle="PivotStyleLight16"/>'
        + "</styleSheet>"
    )
