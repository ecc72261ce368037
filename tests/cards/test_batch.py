import io
from dataclasses import replace

import pikepdf
import pytest

from ducha_desktop import cards
from ducha_desktop.cards import Content, Layout
from ducha_desktop.cards.batch import file_name
from ducha_desktop.domain.vocabulary import CardLevel
from ducha_desktop.typeset import raster, readback
from tests.cards import samples
from tests.cards.measuring import overlaps
from tests.typeset.reading import check_syntax, pdfium_text, squeeze

LEVELS = list(CardLevel)
MM = 72 / 25.4


def holders(level: CardLevel, *names: str, count: int = 1):
    made = samples.card(level)
    return [
        samples.holder_set(level, tuple(replace(made, holder=name) for _ in range(count)), holder=name)
        for name in names
    ]


def test_equal_batches_give_equal_bytes():
    first = cards.render(samples.batch())
    assert cards.render(samples.batch()) == first
    assert cards.render(replace(samples.batch(), contact="0000-1")).pdf != first.pdf


def test_counts_do_not_include_summaries_and_continuations():
    level = CardLevel.LIAISON
    done = cards.render(
        samples.batch(samples.holder_set(level, (samples.crowded(level), samples.card(level))))
    )
    assert (done.cards, done.summaries) == (2, 1)
    assert done.pages == raster.page_count(done.pdf) == 3
    assert done.warnings == ()


@pytest.mark.parametrize(("content", "pages"), [(Content.CARDS, 3), (Content.SUMMARY, 3), (Content.BOTH, 6)])
def test_content_is_what_was_asked_for(content, pages):
    done = cards.render(samples.batch(), content=content)
    assert done.pages == pages
    assert done.cards == (0 if content is Content.SUMMARY else 6)
    assert done.summaries == (0 if content is Content.CARDS else 3)


@pytest.mark.parametrize(
    ("layout", "size", "pages"),
    [(Layout.TWO_UP, (210, 297), 1), (Layout.A5, (210, 148), 2), (Layout.A4, (297, 210), 2)],
)
def test_layouts_have_their_paper(layout, size, pages):
    batch = samples.batch(samples.holder_set(CardLevel.RESPONSIBILITY))
    done = cards.render(batch, layout=layout, content=Content.CARDS)
    assert done.pages == pages
    assert raster.page_size(done.pdf, 0) == pytest.approx((size[0] * MM, size[1] * MM), abs=0.2)
    assert pdfium_text(done.pdf).count("县政府领导责任卡") == 2
    assert overlaps(readback.glyphs(done.pdf, 0)) == []


def test_a_holders_set_begins_on_a_new_sheet():
    batch = samples.batch(*holders(CardLevel.LIAISON, "刘㛃", "孙𬱟", "王玥", count=3))
    done = cards.render(batch)
    assert done.first_pages == (0, 3, 6)
    texts = [squeeze(text) for text in readback.all_text(done.pdf)]
    for page, name in zip(done.first_pages, ("刘㛃", "孙𬱟", "王玥"), strict=True):
        assert texts[page].startswith("县委常委联系事项清单")
        assert name in texts[page]
        assert "第3张共3张" in texts[page + 2]


def test_duplex_lets_every_set_begin_on_a_front():
    batch = samples.batch(*holders(CardLevel.LIAISON, "刘㛃", "孙𬱟", "王玥", count=3))
    done = cards.render(batch, duplex=True)
    assert done.first_pages == (0, 4, 8)
    assert squeeze(readback.page_text(done.pdf, 3)) == ""
    assert done.pages == 11


@pytest.mark.parametrize("layout", [Layout.A5, Layout.A4])
def test_blank_backs_have_the_paper_of_the_layout(layout):
    batch = samples.batch(*holders(CardLevel.LIAISON, "刘㛃", "孙𬱟"))
    done = cards.render(batch, layout=layout, content=Content.CARDS, duplex=True)
    assert done.first_pages == (0, 2)
    assert raster.page_size(done.pdf, 1) == raster.page_size(done.pdf, 0)


def test_too_long_a_code_is_reported_rather_than_cut():
    level = CardLevel.LIAISON
    done = cards.render(samples.batch(samples.holder_set(level, (samples.card(level, qr="督" * 90),))))
    assert [warning for warning in done.warnings if "二维码" in warning]


def test_bookmarks_name_levels_and_holders():
    batch = samples.batch(
        *holders(CardLevel.LIAISON, "刘㛃", "孙𬱟"), *holders(CardLevel.SUPERVISION, "县财政局")
    )
    done = cards.render(batch)
    with pikepdf.open(io.BytesIO(done.pdf)) as pdf, pdf.open_outline() as outline:
        pages = [page.objgen for page in pdf.pages]
        shape = {
            entry.title: [below.title.split("　")[0] for below in entry.children] for entry in outline.root
        }
        assert shape == {"联系卡": ["刘㛃", "孙𬱟"], "督办卡": ["县财政局"]}
        targets = [
            pages.index(below.destination[0].objgen) for entry in outline.root for below in entry.children
        ]
        assert tuple(targets) == done.first_pages


def test_the_file_is_clean_and_describes_itself(tmp_path):
    done = cards.render(samples.batch())
    check_syntax(done.pdf, tmp_path)
    with pikepdf.open(io.BytesIO(done.pdf)) as pdf:
        assert str(pdf.docinfo["/Title"]) == "联系卡、责任卡、督办卡"
        assert str(pdf.docinfo["/Author"]) == samples.batch().issuer
        for reference in pdf.pages[0].Resources.Font.values():
            assert "FontFile2" in str(reference.DescendantFonts[0].FontDescriptor.keys())


def test_one_file_per_holder():
    batch = samples.batch(
        *holders(CardLevel.LIAISON, "刘㛃", "孙𬱟"), *holders(CardLevel.SUPERVISION, "县财政局")
    )
    made = dict(cards.render_files(batch))
    assert list(made) == ["联系卡_刘㛃.pdf", "联系卡_孙𬱟.pdf", "督办卡_县财政局.pdf"]
    assert "孙𬱟" in pdfium_text(made["联系卡_孙𬱟.pdf"].pdf)
    assert "刘㛃" in pdfium_text(made["联系卡_刘㛃.pdf"].pdf)
    assert all(done.first_pages == (0,) for done in made.values())


@pytest.mark.parametrize(
    ("holder", "name"),
    [
        ("县发改局/粮食局", "督办卡_县发改局粮食局.pdf"),
        ('a<b>:"c|?*', "督办卡_abc.pdf"),
        ("名称末尾有点. ", "督办卡_名称末尾有点.pdf"),
        ("", "督办卡_未定.pdf"),
        ("CON", "督办卡__CON.pdf"),
        ("长" * 300, "督办卡_" + "长" * 80 + ".pdf"),
    ],
)
def test_file_names_are_valid_on_windows(holder, name):
    assert file_name(replace(samples.holder_set(CardLevel.SUPERVISION), holder=holder), set()) == name


def test_namesakes_get_files_of_their_own():
    batch = samples.batch(*holders(CardLevel.LIAISON, "王玥", "王玥", "王玥"))
    assert [name for name, _ in cards.render_files(batch)] == [
        "联系卡_王玥.pdf",
        "联系卡_王玥（2）.pdf",
        "联系卡_王玥（3）.pdf",
    ]


def test_an_empty_batch_is_a_blank_page():
    done = cards.render(replace(samples.batch(), sets=()))
    assert (done.cards, done.summaries, done.pages, done.first_pages) == (0, 0, 1, ())
    assert pdfium_text(done.pdf) == ""


class CancelledError(Exception):
    pass


@pytest.mark.parametrize("content", [Content.CARDS, Content.BOTH])
def test_progress_is_told_card_by_card(content):
    seen: list[int] = []
    cards.render(samples.batch(), content=content, tick=seen.append)
    assert seen == [0, 1, 2, 3, 4, 5, 6]


def test_of_summaries_progress_is_told_holder_by_holder():
    seen: list[int] = []
    cards.render(samples.batch(), content=Content.SUMMARY, tick=seen.append)
    assert seen == [0, 2, 4, 6]


def test_one_file_each_tells_progress_over_the_whole_batch():
    seen: list[int] = []
    assert len(list(cards.render_files(samples.batch(), tick=seen.append))) == 3
    assert sorted(set(seen)) == [0, 1, 2, 3, 4, 5, 6]
    assert seen == sorted(seen)


@pytest.mark.parametrize("last", [0, 3])
def test_the_work_can_be_stopped_before_any_card(last):
    def stop(done: int) -> None:
        if done >= last:
            raise CancelledError

    with pytest.raises(CancelledError):
        cards.render(samples.batch(), tick=stop)
    with pytest.raises(CancelledError):
        list(cards.render_files(samples.batch(), tick=stop))


def test_missing_characters_are_reported():
    level = CardLevel.LIAISON
    done = cards.render(
        samples.batch(samples.holder_set(level, (samples.card(level, target="完成\U0001f600"),)))
    )
    assert len(done.warnings) == 1
    assert "U+1F600" in done.warnings[0]
    assert "完成〓" in pdfium_text(done.pdf)
