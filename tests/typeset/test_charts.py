"""Charts measured back: on paper, as SVG, and by their spots."""

from io import BytesIO
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from ducha_desktop.typeset.charts import Bar, Part, Series, _round_scale, ranking, shares, trend
from ducha_desktop.typeset.easel import ChartInk

RED, GREEN, BLUE = "#d03a2f", "#3b9560", "#1750a8"
INK = ChartInk()


def bar(name, red, green):
    parts = (Part(f"{name}/red", "红灯", red, RED), Part(f"{name}/green", "绿灯", green, GREEN))
    return Bar(name, name, parts, f"{red + green} 项")


def words_on_paper(chart):
    target = BytesIO()
    canvas = Canvas(target, pagesize=(chart.width, chart.height))
    chart.drawing.drawOn(canvas, 0, 0)
    canvas.save()
    document = pypdfium2.PdfDocument(target.getvalue())
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    return text


def test_bars_are_to_one_scale():
    chart = ranking([bar("县住建局", 10, 30), bar("县林业局", 5, 5)], width=400, ink=INK)
    long = {spot.key: spot.width for spot in chart.spots}
    assert long["县住建局/green"] == pytest.approx(3 * long["县住建局/red"])
    assert long["县林业局/red"] == pytest.approx(long["县住建局/red"] / 2)
    assert "县住建局" in words_on_paper(chart)
    assert "40 项" in words_on_paper(chart)


def test_a_long_name_is_cut_but_its_spot_says_it_whole():
    name = "县农业农村局（乡村振兴局）高标准农田建设专班办公室"
    chart = ranking([bar(name, 1, 2)], width=300, ink=INK)
    assert name not in words_on_paper(chart)
    assert chart.spots[0].words == f"{name}　3 项"
    assert all(spot.x + spot.width <= 300.001 for spot in chart.spots)


def test_shares_fill_the_bar_and_the_legend_wraps():
    parts = [Part(f"{n}", f"第 {n} 类", n, RED) for n in range(1, 9)]
    chart = shares(parts, width=260, ink=INK)
    assert sum(spot.width for spot in chart.spots[:8]) == pytest.approx(260)
    assert "第 8 类 8 · 22.2%" in words_on_paper(chart)
    assert all(spot.x + spot.width <= 260 for spot in chart.spots[8:])
    assert all(spot.y + spot.height <= chart.height + 0.001 for spot in chart.spots)


def test_nothing_to_share_is_an_empty_track():
    chart = shares([Part("red", "红灯", 0, RED)], width=200, ink=INK)
    assert [spot.key for spot in chart.spots] == ["red"]
    assert "红灯 0" in words_on_paper(chart)
    assert ranking([], width=200, ink=INK).spots == []


def test_a_trend_says_every_month():
    months = [f"{n}月" for n in range(1, 13)]
    lines = [Series("新增", BLUE, tuple(range(12))), Series("办结", GREEN, tuple(range(12, 0, -1)))]
    chart = trend(months, lines, width=420, height=180, ink=INK)
    assert chart.spots[2].words == "3月　新增 2、办结 10"
    text = words_on_paper(chart)
    assert {"新增", "办结", "12月"} <= set(text.split())


def test_points_of_a_trend_are_places_of_their_own():
    lines = [Series("登记", BLUE, (4, 0), key="new"), Series("销号", GREEN, (1, 3), key="closed")]
    chart = trend(["1月", "2月"], lines, width=300, height=160, ink=INK)
    points = {spot.key: spot for spot in chart.spots if "/" in spot.key}
    assert [*points] == ["new/1月", "closed/1月", "new/2月", "closed/2月"]
    assert points["new/1月"].words == "1月　登记 4"
    assert points["new/1月"].y < points["closed/2月"].y < points["closed/1月"].y < points["new/2月"].y
    months = [spot for spot in chart.spots if "/" not in spot.key]
    assert all(months[0].x <= spot.x <= months[0].x + months[0].width for spot in (points["new/1月"],))


def test_svg_is_clean_for_the_window():
    chart = trend(["1月", "2月"], [Series("新增㛃䶮", BLUE, (1, 2))], width=300, height=150, ink=INK)
    root = ET.fromstring(chart.svg.decode())
    assert root.attrib["viewBox"] == "0 0 300 150"
    assert b"clip" not in chart.svg
    assert b"None" not in chart.svg
    assert "新增".encode() in chart.svg
    assert b"Ducha Sans" in chart.svg


@given(st.floats(min_value=0, max_value=1e9))
def test_the_scale_reaches_the_highest_value_with_round_steps(most):
    step, steps = _round_scale(most)
    assert step * steps >= most
    assert step == int(step)
    assert 3 <= steps <= 5
    assert step * steps <= max(most, 1) * 1.67 or step == 1


def test_the_scale_ends_near_the_highest_value():
    assert _round_scale(267) == (100, 3)
    assert _round_scale(100) == (25, 4)
    assert _round_scale(0) == (1, 3)


def test_only_the_ends_of_a_bar_are_round():
    chart = shares([Part("a", "红灯", 1, RED), Part("b", "绿灯", 3, GREEN)], width=200, ink=INK)
    paths = [node for node in ET.fromstring(chart.svg.decode()).iter() if node.tag.endswith("path")]
    assert [node.attrib["d"].upper().count("C") for node in paths] == [4, 2, 2]
