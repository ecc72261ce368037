"""联系卡: for the standing-committee member who contacts the matter: what to watch, whom to press."""

from ducha_desktop.cards.hand import Field
from ducha_desktop.cards.kinds import Kind, Office
from ducha_desktop.cards.rows import Entry, Item, Pair
from ducha_desktop.cards.shared import with_light_reason
from ducha_desktop.cards.wording import progress, responsible_persons
from ducha_desktop.services.papers import CardPaper


def _rows(card: CardPaper, office: Office) -> list[Item]:  # noqa: ARG001
    rows: list[Item] = [
        Entry("盯办要点", card.watch),
        Entry("目标", card.target),
        Pair(Entry("任务", card.task), Entry("措施", card.measures)),
        Pair(Entry("责任", card.duty), Entry("责任人", responsible_persons(card))),
        Entry("进展", progress(card)),
    ]
    if card.problems or card.next_steps:
        rows.append(Pair(Entry("问题", card.problems), Entry("下步", card.next_steps)))
    rows.append(with_light_reason(card))
    return rows


def _milestones(card: CardPaper, office: Office) -> list[Item]:  # noqa: ARG001
    return []


KIND = Kind(
    before=_rows,
    after=_milestones,
    bar=False,
    fields=(
        Field("联系走访记录（时间、方式、情况）", 0.42, ruled=True),
        Field("批示", 0.36),
        Field("签收", 0.22, foot="　　年　　月　　日"),
    ),
)
