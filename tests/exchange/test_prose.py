"""Written ledgers are read matter by matter: samples with goldens, and any text without breaking."""

import pytest
from corpus.texts import Sample, Score, samples
from hypothesis import given, settings
from hypothesis import strategies as st

from ducha_desktop.exchange.plain_text import paragraphs
from ducha_desktop.exchange.prose import read_prose
from ducha_desktop.exchange.prose_assign import read_body, read_clauses, read_due
from ducha_desktop.exchange.prose_labels import take_labels
from ducha_desktop.exchange.prose_outline import marker_of

SAMPLES = (*samples("texts.txt"), *samples("texts_fresh.txt"), *samples("texts_hard.txt"))
PIECES = (
    "一、", "（一）", "1.", "（1）", "①", "★", "——", "附件1", "任务1：", "责任单位：", "【牵头单位】", "整改措施：",
    "完成时限：", "事项：", "案号：", "县发改局", "各乡镇", "（县财政局牵头，6月底前完成）", "会议议定：", "由县住建局负责，",
    "推进项目建设", "。", "；", "，", "（", "）", "【", "】", "\n", "\n\n", "\t", "　　", "2026年", "第一部分 ", "同上", "：",
)  # fmt: skip


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_read_exactly(sample: Sample) -> None:
    faults = Score.empty().add(read_prose(paragraphs(sample.text)), sample.golden)

    assert faults == []


def test_the_samples_are_many() -> None:
    assert len(samples("texts.txt")) >= 40
    assert len(samples("texts_fresh.txt")) >= 15
    assert sum(len(sample.golden) for sample in SAMPLES) >= 130


def test_the_measure_finds_what_is_wrong() -> None:
    score, sample = Score.empty(), SAMPLES[0]
    matters = read_prose(paragraphs(sample.text.replace("县工信局", "县商务局")))

    assert score.add(matters, sample.golden) == ["1 lead_unit: '县商务局', meant '县工信局'"]
    assert score.figures()["lead_unit"] == (0.75, 0.75)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_text_is_read_and_no_matter_is_nameless(pieces: list[str]) -> None:
    text = "".join(pieces)
    lines = paragraphs(text)

    for matter in read_prose(lines):
        assert matter.fields["title"].strip()
        assert 1 <= matter.places[0] <= matter.places[1] <= len(lines)
        squeezed = "".join(text.split())
        assert all("".join(line.split()) in squeezed for line in matter.fields["title"].split("\n"))


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="（）()【】〔〕：:；。，、\n 县局单位责任牵头完成时限6月底1.一", max_size=80))
def test_labels_cut_any_text_without_inventing_words(text: str) -> None:
    said = take_labels(text)

    squeezed = "".join(text.split())
    for words in (*said.fields.values(), *said.extras.values()):
        assert all(
            "".join(part.split()) in squeezed
            for part in words.replace("；", "、").replace("\n", "、").split("、")
        )


@pytest.mark.parametrize(
    ("text", "kind", "ordinal"),
    [
        ("一、经济发展", "han", 1),
        ("十二、社会治理", "han", 12),
        ("（三）稳外贸", "han()", 3),
        ("12.新建学校", "1.", 12),
        ("12．新建学校", "1.", 12),
        ("3 新建学校", "1.", 3),
        ("2.1 新建学校", "1.1", 1),
        ("⑶新建学校", "(1)", 3),
        ("③新建学校", "①", 3),
        ("第二部分 社会事业", "part", 2),
        ("二是加强督查", "is", 2),
        ("★1-2 实施工程", "1.1", 2),
    ],
)
def test_numbers_of_paragraphs(text: str, kind: str, ordinal: int) -> None:
    found = marker_of(text)

    assert found is not None
    assert (found.kind, found.ordinal) == (kind, ordinal)


@pytest.mark.parametrize(
    "text", ["2026年全县工作", "6.5%左右", "3.2亿元投资", "第三方评估", "一次办好", "（此件公开发布）"]
)
def test_figures_are_no_numbers_of_paragraphs(text: str) -> None:
    assert marker_of(text) is None


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            "县发改局牵头，县财政局、县税务局配合，6月底前完成",
            {"lead_unit": "县发改局", "co_units": "县财政局、县税务局", "due": "6月底前完成"},
        ),
        ("县教体局、县财政局按职责分工负责", {"lead_unit": "县教体局、县财政局"}),
        ("县科技局，11月底前", {"lead_unit": "县科技局", "due": "11月底前"}),
        ("各乡镇（街道）", {"lead_unit": "各乡镇（街道）"}),
        ("含附属设施", {}),
        ("6月底前完成", {}),
        ("总投资3200万元", {}),
        ("不含乡村道路", {}),
    ],
)
def test_brackets_without_labels(words: str, said: dict[str, str]) -> None:
    assert read_clauses(words) == said


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("由县委组织部牵头，县委党校等配合", {"lead_unit": "县委组织部", "co_units": "县委党校"}),
        ("县公安局要会同县交通运输局开展整治", {"lead_unit": "县公安局", "co_units": "县交通运输局"}),
        ("各单位要高度重视", {}),
        ("会议听取了县发改局的汇报", {}),
        ("推进县住建局办公楼搬迁", {}),
    ],
)
def test_units_in_sentences(text: str, said: dict[str, str]) -> None:
    assert read_body(text) == said


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("3月底前完成选址", "3月底前"),
        ("于2026年6月30日前上报", "2026年6月30日前"),
        ("在10个工作日内办结", "10个工作日内"),
        ("3月底前完成招标，12月底前完工", "3月底前完成招标，12月底前完工"),
        ("2025年底已完成投资3亿元", ""),
        ("6月份开展活动", ""),
    ],
)
def test_days_in_sentences(text: str, due: str) -> None:
    assert read_due(text) == due
