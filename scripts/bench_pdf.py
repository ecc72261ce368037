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
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "cards")]

import samples  # noqa: E402
from reportlab.pdfbase import pdfmetrics  # noqa: E402
from reportlab.pdfbase.ttfonts import TTFont  # noqa: E402
from reportlab.pdfgen.canvas import Canvas  # noqa: E402

from ducha_desktop import cards  # noqa: E402
from ducha_desktop.cards.compose import KINDS  # noqa: E402
from ducha_desktop.cards.kinds import Office  # noqa: E402
from ducha_desktop.cards.rows import Entry, Item  # noqa: E402
from ducha_desktop.cards.wording import day, deadline, facts, percent  # noqa: E402
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
        canvas.drawString(360, 20, f"{day(office.on)}印制　联系电话 {office.contact}")
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


def compare(title: str, rounds: int, left: Callable[[], bytes], right: Callable[[], bytes]) -> None:
    """Run both in turn and print medians, ratio and sizes."""
    sizes = len(left()), len(right())
    times = [(cpu(left), cpu(right)) for _ in range(rounds)]
    mine, theirs = (statistics.median(column) for column in zip(*times, strict=True))
    print(f"{title:34} ours {mine:8.3f} s  naive {theirs:8.3f} s  ratio {mine / theirs:5.2f}"
          f"  size {sizes[0] / 1e6:7.2f} / {sizes[1] / 1e6:7.2f} MB = {sizes[0] / sizes[1]:4.2f}")  # fmt: skip


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cards", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    register()
    batch = make_batch(arguments.cards, codes=False)
    compare(
        f"P1 P2: {arguments.cards} cards, one file",
        arguments.rounds,
        lambda: ours(batch),
        lambda: naive(batch),
    )
    one = make_batch(1, codes=False)
    many = 50
    compare(f"P4: one card, own file, x{many}", arguments.rounds,
            lambda: b"".join(ours(one) for _ in range(many)), lambda: b"".join(naive(one) for _ in range(many)))  # fmt: skip
    coded = make_batch(min(arguments.cards, 1000), codes=True)
    plain = make_batch(min(arguments.cards, 1000), codes=False)
    compare("codes: with / without, ours", arguments.rounds, lambda: ours(coded), lambda: ours(plain))
    return 0


if __name__ == "__main__":
    sys.exit(main())
