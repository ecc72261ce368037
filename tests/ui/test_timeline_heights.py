"""A long history is measured once: a layout asks for its height again and again, at several widths."""

from ducha_desktop.ui.theme import theme
from ducha_desktop.ui.widgets.timeline import Bead, Timeline


def beads(first, last):
    return [
        Bead(f"第 {n} 次填报进展，" + "设计、招标、施工、验收" * (n % 4), f"{n} 日", ("进度：1 → 2",), n)
        for n in range(first, last)
    ]


def test_texts_that_stand_there_again_are_not_measured_again(qapp):
    shown = Timeline()
    shown.show_beads(beads(0, 200))
    heights = {width: shown.heightForWidth(width) for width in (260, 420)}
    known = dict(shown._heights)
    shown.show_beads(beads(0, 210))
    shown.heightForWidth(260)
    assert len(shown._heights) - len(known) == 20  # the words and the quiet line of the ten that are new
    fresh = Timeline()
    fresh.show_beads(beads(0, 210))
    assert shown.heightForWidth(420) == fresh.heightForWidth(420) > heights[420]
    assert shown.heightForWidth(260) == fresh.heightForWidth(260) > heights[260]


def test_larger_type_is_measured_afresh(qapp):
    shown = Timeline()
    shown.show_beads(beads(0, 20))
    before = shown.heightForWidth(260)
    theme.apply(qapp, dark=False, scale=150)
    try:
        assert shown.heightForWidth(260) > before * 1.3
    finally:
        theme.apply(qapp, dark=False, scale=100)
    assert shown.heightForWidth(260) == before


def test_heights_of_matters_seen_before_are_given_up(qapp):
    shown = Timeline()
    for first in range(0, 60_000, 500):
        shown.show_beads(beads(first, first + 500))
        shown.heightForWidth(260)
    assert len(shown._heights) < 25_000
