#!/usr/bin/env python3
"""Measures the cards against a naive ReportLab canvas that draws the same words, side by side (P1 to P4).

    scripts/bench_pdf.py [--cards 10000] [--rounds 3]

Both draw one A5 page per card, without the code (the naive way of drawing one would decide the race);
a last line says what the codes add. The naive reference is what one writes first: `stringWidth` for every
character, `drawString` and `rect` for every cell, stock `TTFont`s registered once.
Figures are CPU time of this process; medians; ratios, not seconds, are what counts.
"""

import argparse
import io
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "cards")]

import asked  # noqa: E402
import samples  # noqa: E402
from reportlab.pdfbase import pdfmetrics  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from ducha_desktop import cards  # noqa: E402
from ducha_desktop.cards.compose import KINDS  # noqa: E402
from ducha_desktop.cards.kinds import Office  # noqa: E402
from ducha_desktop.cards.rows import Entry, Item  # noqa: E402
from ducha_desktop.cards.wording import deadline, facts, percent  # noqa: E402
from ducha_desktop.domain.chinese_date import chinese_date  # noqa: E402
from ducha_desktop.domain.vocabulary import CardLevel  # noqa: E402
from ducha_desktop.services.papers import CardBatch, CardPaper, HolderSet  # noqa: E402
from ducha_desktop.typeset.faces import Role, bundled  # noqa: E402

WORDS = "县城区乡镇农村公路桥梁学校医院水库管网改造提升建设项目推进落实整改完成验收资金用地审批招标开工竣工环保安全生产"
SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎㛃䶮𬱟"
)


COMMON = "".join(
    bytes((row, cell)).decode("gb2312") for row in range(0xB0, 0xD7) for cell in range(0xA1, 0xFF)
)
"""The 3,666 usual hanzi of GB 2312, first level, without the last row."""


def phrase(seed: int, length: int) -> str:
    """Some words that differ from card to card and use more and more characters, as a county's do."""
    common = "".join(WORDS[(seed * 7 + index * (1 + seed % 5)) % len(WORDS)] for index in range(length - 3))
    rare = "".join(COMMON[(seed * 37 + index * 911) % len(COMMON)] for index in range(3))
    return common + rare


def make_batch(count: int, *, codes: bool) -> CardBatch:
    """`count` cards of all three levels, of fifty holders, every text different."""
    sets: list[HolderSet] = []
    levels = list(CardLevel)
    per_holder = max(1, count // 51)
    made = 0
    while made < count:
        level = levels[len(sets) % 3]
        holder = SURNAMES[len(sets) % len(SURNAMES)] + phrase(len(sets), 5)[:2]
        size = min(per_holder, count - made)
        members = tuple(make_card(level, holder, made + index, codes=codes) for index in range(size))
        sets.append(replace(samples.holder_set(level, members, holder=holder), lines=()))
        made += size
    return replace(samples.batch(), sets=tuple(sets))


def make_card(level: CardLevel, holder: str, seed: int, *, codes: bool) -> CardPaper:
    """One card; with its labels about 450 characters."""
    changes = {
        "holder": holder, "matter_number": f"督办〔2026〕{seed}号", "card_number": f"责〔2026〕{seed}-1",
        "matter_title": phrase(seed, 15), "target": phrase(seed + 1, 18), "task": phrase(seed + 2, 20),
        "measures": phrase(seed + 3, 18), "duty": phrase(seed + 4, 16), "watch": phrase(seed + 5, 30),
        "requirement": phrase(seed + 6, 28), "progress_text": phrase(seed + 7, 18), "problems": phrase(seed + 8, 12),
        "next_steps": phrase(seed + 9, 14), "phone": f"0000-{seed:07d}",
    }  # fmt: skip
    card = samples.card(level, **changes)
    return card if codes else replace(card, qr="")


def register() -> None:
    """Stock fonts for the reference, once."""
    for role in (Role.TITLE, Role.SONG, Role.HEI, Role.KAI):
        pdfmetrics.registerFont(TTFont(f"plain-{role.value}", str(bundled(role))))


class Naive:
    """The same words the obvious way."""

    def __init__(self, size: tuple[float, float]) -> None:
        """Open a canvas in memory."""
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=size, invariant=1, pageCompression=1)
        self.top = size[1]

    def wrap(self, text: str, font: str, size: float, width: float) -> list[str]:
        """Break where the next character would not fit."""
        lines, line, used = [], "", 0.0
        for character in text:
            wide = pdfmetrics.stringWidth(character, font, size)
            if used + wide > width and line:
                lines.append(line)
                line, used = "", 0.0
            line += character
            used += wide
        return [*lines, line]

    def cell(self, box: tuple[float, float, float], text: str, font: str, size: float) -> float:
        """Draw a bordered cell and its text; returns its height."""
        x, y, width = box
        lines = self.wrap(text or "—", font, size, width - 12)
        height = len(lines) * (size + 3) + 5
        self.canvas.rect(x, y - height, width, height)
        self.canvas.setFont(font, size)
        for index, line in enumerate(lines):
            self.canvas.drawString(x + 6, y - (index + 1) * (size + 3), line)
        return height

    def entry(self, y: float, entry: Entry, x: float, width: float) -> float:
        """Draw a label cell and a value cell."""
        height = self.cell((x + 50, y, width - 50), entry.text, "plain-kai", 9.5)
        self.canvas.rect(x, y - height, 50, height)
        self.canvas.setFont("plain-hei", 9.5)
        self.canvas.drawString(x + 5, y - height / 2 - 3, entry.label)
        return height

    def card(self, card: CardPaper, office: Office, place: str) -> None:
        """Draw one card."""
        canvas, y = self.canvas, self.top - 40
        canvas.setFont("plain-biaosong", 20)
        canvas.drawCentredString(297, y, card.title)
        canvas.setFont("plain-song", 9)
        for x, text in ((34, f"卡号　{card.card_number}"), (34, f"事项　{card.matter_number}"), (480, place)):
            canvas.drawString(x, y + 8, text)
        canvas.line(34, y - 8, 561, y - 8)
        y -= 12
        columns = (
            ("联系领导", card.liaison_leaders), ("责任领导", card.responsible_leaders),
            ("承办单位", ((card.lead_unit, ""), )),
        )  # fmt: skip
        for index, (label, persons) in enumerate(columns):
            text = label + "".join(f"{name}　{post}" for name, post in persons)
            self.cell((34 + index * 176, y, 176), text, "plain-kai", 11)
        y -= 34
        self.cell((34, y, 355), card.matter_title, "plain-biaosong", 14)
        canvas.setFont("plain-song", 9)
        canvas.drawString(40, y - 44, facts(card.ledger, card.source, card.state_word))
        status = (
            f"{card.light.word}　{card.days_text}　时限{deadline(card)}　进度{percent(card.progress_percent)}"
        )
        canvas.circle(400, y - 10, 6, fill=1)
        self.cell((389, y, 172), status, "plain-hei", 10.5)
        y -= 50
        for item in [*KINDS[card.level].before(card, office), *KINDS[card.level].after(card, office)]:
            y -= self.item(y, item)
        for index, field in enumerate(KINDS[card.level].fields):
            self.cell((34 + index * 176, y, 170), field.label, "plain-hei", 9)
        canvas.setFont("plain-song", 9)
        canvas.drawString(34, 20, office.issuer)
        canvas.drawString(360, 20, f"{chinese_date(office.on)}印制　联系电话 {office.contact}")
        canvas.showPage()

    def item(self, y: float, item: Item) -> float:
        """Draw a row of one or two entries."""
        if isinstance(item, Entry):
            return self.entry(y, item, 34, 527)
        return max(self.entry(y, item.left, 34, 263), self.entry(y, item.right, 297, 263))


def naive(batch: CardBatch) -> bytes:
    """The whole batch the obvious way."""
    work = Naive((595.28, 420.94))
    office = Office(batch.issuer, batch.contact, batch.on)
    for holder_set in batch.sets:
        for number, card in enumerate(holder_set.cards, 1):
            work.card(card, office, f"第 {number} 张　共 {len(holder_set.cards)} 张")
    work.canvas.save()
    return work.buffer.getvalue()


def ours(batch: CardBatch) -> bytes:
    """The whole batch as the program draws it."""
    return cards.render(batch, layout=cards.Layout.A5, content=cards.Content.CARDS).pdf


def cpu(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


Line = dict[str, object]


def compare(rounds: int, left: Callable[[], bytes], right: Callable[[], bytes]) -> tuple[float, float]:
    """Run both in turn; (CPU, size) of the left against the right."""
    sizes = len(left()), len(right())
    times = [(cpu(left), cpu(right)) for _ in range(rounds)]
    mine, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    return mine / theirs, sizes[0] / sizes[1]


def line(goal: str, what: str, ratio: float, bound: float) -> Line:
    """One row of the table."""
    return {"goal": goal, "what": what, "ratio": ratio, "bound": bound, "met": ratio <= bound}


def measure(cards: int, rounds: int) -> list[Line]:
    """P1, P2 and P4; a last line says what the codes add."""
    batch = make_batch(cards, codes=False)
    speed, size = compare(rounds, lambda: ours(batch), lambda: naive(batch))
    one = make_batch(1, codes=False)
    alone, _ = compare(
        rounds,
        lambda: b"".join(ours(one) for _ in range(50)),
        lambda: b"".join(naive(one) for _ in range(50)),
    )
    coded, plain = (make_batch(min(cards, 1000), codes=codes) for codes in (True, False))
    codes, _ = compare(rounds, lambda: ours(coded), lambda: ours(plain))
    return [
        line("P1", f"{cards:,} cards, one file : naive canvas", speed, 0.40),
        line("P2", "size of that file : naive canvas", size, 0.75),
        line("P4", "one card in its own file : naive canvas, face kept", alone, 1.2),
        line("P", "cards with codes : without", codes, 2.0),
    ]


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cards", type=asked.number, default=10_000)
    parser.add_argument("--rounds", type=asked.number, default=3)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    register()
    lines = measure(arguments.cards, arguments.rounds)
    if arguments.json:
        print(json.dumps(lines, ensure_ascii=False))
        return 0
    for each in lines:
        print(
            f"{each['goal']:3}{'ok  ' if each['met'] else 'MISS'} {each['ratio']:6.3f} <= {each['bound']:<5} {each['what']}"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
