"""责任卡: for the government leader who is responsible: the seven determinations and the milestones."""

from ducha_desktop.cards.hand import Field
from ducha_desktop.cards.kinds import Kind, Office
from ducha_desktop.cards.rows import Entry, Item, Pair
from ducha_desktop.cards.shared import with_light_reason
from ducha_desktop.cards.wording import deadline_full, progress, responsible_persons
from ducha_desktop.services.papers import CardPaper


def _before(card: CardPaper, office: Office) -> list[Item]:  # noqa: ARG001
    return [
        Entry("定目标", card.target),
        Pair(Entry("定任务", card.task), Entry("定措施", card.measures)),
        Pair(Entry("定人员", responsible_persons(card)), Entry("定责任", card.duty)),
        Pair(Entry("定时间", deadline_full(card)), Entry("定进度", progress(card))),
        with_light_reason(card),
    ]


def _after(card: CardPaper, office: Office) -> list[Item]:  # noqa: ARG001
    rows: list[Item] = []
    if card.problems or card.next_steps:
        rows.append(Pair(Entry("问题", card.problems), Entry("下步", card.next_steps)))
    return rows


KIND = Kind(
    before=_before,
    after=_after,
    bar=True,
    fields=(Field("批示", 0.72), Field("签收", 0.28, foot="　　年　　月　　日")),
)
